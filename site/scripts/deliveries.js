// All deliveries as a table: sorted by any column, a page at a time, so that ten thousand of them are as quick as ten.
import { inWords, timesOf } from "./clock.js";
import { el } from "./dom.js";
import { curl } from "./prose.js";
import { deliveries as words, locale } from "./strings.js";
import { title } from "./story.js";
import { timeline } from "./timeline.js";
import * as say from "./vocabulary.js";

const pageSize = 50;

// What stands in a column, and what it is sorted by.
const columns = {
  time: { sort: (row) => row.time?.ms ?? Infinity, cell: (row) => row.time && el("time", { datetime: row.bounce.when?.startsWith("-") ? null : row.bounce.when }, inWords(row.time)) },
  recipient: { sort: (row) => row.bounce.recipient.toLowerCase(), cell: (row) => (row.bounce.recipient ? el("span", { class: "address" }, row.bounce.recipient) : words.unnamed) },
  type: { sort: (row) => row.bounce.type, cell: (row) => el("span", { class: `stamp-small stamp-${row.bounce.type}` }, say.type(row.bounce.type).label) },
  reason: { sort: (row) => say.reason(row.bounce.reason), cell: (row) => say.reason(row.bounce.reason) },
  provider: { sort: (row) => say.provider(row.bounce.provider).toLowerCase(), cell: (row) => say.provider(row.bounce.provider) },
  code: { sort: (row) => `${row.bounce.reply} ${row.bounce.status}`, cell: (row) => el("code", {}, [row.bounce.reply, row.bounce.status].filter(Boolean).join(" ")) },
};

/**
 * A table that shows what show(bounces) is given. It keeps its order while the filter changes. Deliveries without times have no
 * column for them.
 */
export function deliveriesTable(all) {
  const times = timesOf(all);
  const rows = new Map(all.map((bounce, i) => [bounce, { bounce, time: times[i], at: i }]));
  const names = Object.keys(columns).filter((name) => name !== "time" || times.some(Boolean));
  let shown = [...rows.values()];
  let by = "";
  let down = false;
  let page = 0;

  const body = el("tbody");
  const heads = Object.fromEntries(
    names.map((name) => [name, el("th", { scope: "col" }, el("button", { type: "button", "data-sort": name, onclick: () => order(name) }, words.columns[name]))]),
  );
  const where = el("p", { class: "pager-where", role: "status" });
  const back = el("button", { type: "button", class: "button", onclick: () => turn(-1) }, words.back);
  const on = el("button", { type: "button", class: "button", onclick: () => turn(1) }, words.on);
  const table = el(
    "table",
    { class: "deliveries" },
    el("caption", { class: "visually-hidden" }, words.caption),
    el("thead", {}, el("tr", {}, Object.values(heads), el("th", { scope: "col" }, el("span", { class: "visually-hidden" }, words.more)))),
    body,
  );
  // Where columns become cards their heads are gone; this sorts instead.
  const chooser = el("select", { onchange: () => order(chooser.value, false) }, names.map((name) => el("option", { value: name }, words.columns[name])));

  function order(name, mayTurn = true) {
    down = by === name && mayTurn ? !down : false;
    by = name;
    chooser.value = name;
    page = 0;
    sort();
    lay();
  }

  function sort() {
    if (!by) return;
    const key = new Map(shown.map((row) => [row, columns[by].sort(row)]));
    const sign = down ? -1 : 1;
    shown.sort((a, b) => (key.get(a) < key.get(b) ? -sign : key.get(a) > key.get(b) ? sign : a.at - b.at));
  }

  function turn(by) {
    page += by;
    lay();
    table.scrollIntoView({ block: "start" });
  }

  function lay() {
    const from = page * pageSize;
    const to = Math.min(from + pageSize, shown.length);
    for (const name of names) heads[name].setAttribute("aria-sort", by !== name ? "none" : down ? "descending" : "ascending");
    body.replaceChildren(...shown.slice(from, to).flatMap(line));
    const number = (n) => n.toLocaleString(locale);
    where.textContent = shown.length === 0 ? words.none : words.where(number(from + 1), number(to), number(shown.length));
    // A button that is pressed must not vanish under the finger: it is switched off instead.
    back.setAttribute("aria-disabled", String(page === 0));
    on.setAttribute("aria-disabled", String(to >= shown.length));
    back.disabled = page === 0;
    on.disabled = to >= shown.length;
    back.parentElement.hidden = shown.length <= pageSize;
  }

  function line(row) {
    const more = el("button", { type: "button", class: "more", "aria-expanded": "false", "aria-label": words.about(row.bounce.recipient || words.unnamed), onclick: open }, words.more);
    const tr = el("tr", {}, names.map((name) => el("td", { "data-label": words.columns[name] }, columns[name].cell(row))), el("td", {}, more));
    function open() {
      const isOpen = more.getAttribute("aria-expanded") === "true";
      more.setAttribute("aria-expanded", String(!isOpen));
      if (isOpen) tr.nextElementSibling.remove();
      else tr.after(el("tr", { class: "delivery-more" }, el("td", { colspan: names.length + 1 }, about(row.bounce))));
    }
    return tr;
  }

  const pager = el("div", { class: "pager" }, back, on);
  const element = el("div", {}, el("label", { class: "sorter" }, words.sort, " ", chooser), where, table, pager);
  lay();
  return {
    element,
    show(bounces) {
      shown = bounces.map((bounce) => rows.get(bounce));
      page = 0;
      sort();
      lay();
    },
  };
}

function about(bounce) {
  return [
    el("p", {}, el("strong", {}, title(bounce))),
    bounce.text && el("pre", { class: "read-text" }, bounce.text),
    bounce.attempts.length > 1 && timeline(bounce.attempts),
    el(
      "p",
      { class: "delivery-links" },
      curl(say.suppress(bounce.suppress).label),
      bounce.url && [" · ", el("a", { href: bounce.url }, words.article)],
      bounce.origin.name && [" · ", el("code", {}, bounce.origin.name)],
    ),
  ];
}
