// Many deliveries at once: a summary to filter by, a chart, a table, and files to take away. Few visitors bring a log, so this is
// a script of its own, with a style sheet of its own.
import { chart } from "./chart.js";
import { deliveriesTable } from "./deliveries.js";
import { el } from "./dom.js";
import { csv, json, save } from "./export.js";
import { count, curl } from "./prose.js";
import { locale, many as words } from "./strings.js";
import { fits, respects, tally } from "./tally.js";
import * as say from "./vocabulary.js";

export { speak } from "./vocabulary.js";

export { timeline } from "./timeline.js";

const rowsAtFirst = 6;

const nameOf = {
  type: (id) => say.type(id).label,
  reason: say.reason,
  provider: say.provider,
  domain: (id) => id,
};

/**
 * Shows an overview in place, over the cards of what the filter leaves. cards(bounces) builds those; changed() is called when
 * the filter was.
 */
export function overview(place, bounces, { cards, warnings }) {
  const filter = {};
  let left = bounces;
  const table = deliveriesTable(bounces);
  const picture = el("div", { class: "overview-chart" });
  const tables = el("div", { class: "tallies" });
  const chosen = el("div", { class: "chosen" });
  const said = el("p", { class: "visually-hidden", role: "status" });
  const answers = el("div", { class: "answers-list" });
  const search = el("input", { type: "search", id: "find-delivery", autocomplete: "off", spellcheck: "false" });
  const opened = new Set(); // tallies whose whole length was asked for
  let stale = true;
  let timer;

  search.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => set("words", search.value.trim().toLowerCase() || undefined), 150);
  });

  function set(respect, id) {
    if (id === undefined) delete filter[respect];
    else filter[respect] = id;
    left = bounces.filter((bounce) => fits(bounce, filter));
    lay();
    said.textContent = words.left(left.length.toLocaleString(locale), count(bounces.length, "delivery"));
  }

  function clear() {
    for (const key of Object.keys(filter)) delete filter[key];
    search.value = "";
    set("words");
    search.focus();
  }

  // What had the focus has it again, though it was built anew.
  function keepingFocus(build) {
    const at = place.getRootNode().activeElement?.dataset?.key;
    build();
    if (at) place.querySelector(`[data-key="${CSS.escape(at)}"]`)?.focus();
  }

  function lay() {
    keepingFocus(() => {
      tables.replaceChildren(...Object.keys(respects).map(tallyTable).filter(Boolean));
      chosen.replaceChildren(...chips());
    });
    picture.replaceChildren(...[chart(left)].filter(Boolean));
    table.show(left);
    stale = true;
    if (tabs.chosen() === "answers") layCards();
    tabs.count(left.length);
  }

  // Cards take longest to build, and are not looked at while the table is.
  function layCards() {
    if (!stale) return;
    stale = false;
    answers.replaceChildren(...(left.length > 0 ? cards(left) : [el("p", { class: "nothing" }, words.noneLeft)]));
  }

  function tallyTable(respect) {
    const rows = tally(bounces, respect, filter).filter(([id, n]) => n > 0 || filter[respect] === id);
    if (rows.length === 0 || (rows.length === 1 && rows[0][0] === "")) return null;
    const total = Math.max(...rows.map(([, n]) => n), 1);
    const whole = opened.has(respect) || rows.length <= rowsAtFirst + 1;
    const shown = whole ? rows : rows.filter(([id], i) => i < rowsAtFirst || filter[respect] === id);
    const row = ([id, n]) => {
      const pressed = filter[respect] === id;
      return el(
        "li",
        {},
        el(
          "button",
          { type: "button", class: "tally-row", "aria-pressed": String(pressed), "data-key": `${respect} ${id}`, "data-type": respect === "type" && id, onclick: () => set(respect, pressed ? undefined : id) },
          el("span", { class: "tally-name" }, curl(nameOf[respect](id) || words.unnamed[respect])),
          " ",
          el("span", { class: "tally-n" }, n.toLocaleString(locale)),
          bar(n / total),
        ),
      );
    };
    return el(
      "section",
      { class: "tally" },
      el("h3", { id: `tally-${respect}` }, words.respects[respect]),
      el("ul", { "aria-labelledby": `tally-${respect}` }, shown.map(row)),
      !whole &&
        el(
          "button",
          { type: "button", class: "tally-more", "data-key": `more ${respect}`, onclick: () => (opened.add(respect), lay(), place.querySelector(`[data-key="${respect} ${CSS.escape(rows[rowsAtFirst][0])}"]`)?.focus()) },
          words.others(rows.length - shown.length),
        ),
    );
  }

  function chips() {
    const list = Object.entries(filter).map(([respect, id]) =>
      el(
        "button",
        { type: "button", class: "chip", onclick: () => { if (respect === "words") search.value = ""; set(respect); search.focus(); } },
        respect === "words" ? `“${id}”` : curl(nameOf[respect](id) || words.unnamed[respect]),
        el("span", { "aria-hidden": "true" }, " ×"),
        el("span", { class: "visually-hidden" }, words.unfilter),
      ),
    );
    return list.length === 0
      ? [words.hint]
      : [`${words.left(left.length.toLocaleString(locale), count(bounces.length, "delivery"))} `, ...list, el("button", { type: "button", class: "chip", onclick: clear }, words.clear)];
  }

  const stem = "whybounced-deliveries"; // a file name is seen by many programs: it tells nothing of what was pasted
  const tabs = tabList([
    ["answers", words.answers, answers, layCards],
    ["deliveries", words.deliveries, table.element],
  ]);
  const addresses = new Set(bounces.map((b) => b.recipient).filter(Boolean)).size;
  place.replaceChildren(
    ...[
      warnings,
      el(
        "section",
        { class: "overview", "aria-labelledby": "overview-title" },
        el("h2", { id: "overview-title" }, count(bounces.length, "delivery"), addresses > 0 && words.to(count(addresses, "address"))),
        picture,
        tables,
        el("div", { class: "filter" }, el("label", { for: "find-delivery" }, words.find), search, chosen),
        said,
        el(
          "div",
          { class: "answer-buttons" },
          el("button", { type: "button", class: "button", onclick: () => save(`${stem}.csv`, "text/csv;charset=utf-8", csv(left)) }, words.csv),
          el("button", { type: "button", class: "button", onclick: () => save(`${stem}.json`, "application/json", json(left)) }, words.json),
        ),
      ),
      tabs.list,
      ...tabs.panels,
    ].filter(Boolean),
  );
  lay();
}

function bar(share) {
  const strip = el("span", { class: "tally-bar" });
  strip.style.setProperty("--share", share.toFixed(4)); // through the object model, which the policy on styles allows
  return strip;
}

// Tabs after the ARIA Authoring Practices: arrows choose, one stop for the tab key.
function tabList(entries) {
  const panels = entries.map(([id, , content], i) => el("div", { role: "tabpanel", id: `panel-${id}`, "aria-labelledby": `tab-${id}`, hidden: i > 0 }, content));
  const buttons = entries.map(([id, label], i) =>
    el(
      "button",
      { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}`, "aria-selected": String(i === 0), tabindex: i === 0 ? "0" : "-1", onclick: () => choose(i), onkeydown: (event) => move(event, i) },
      label,
      el("span", { class: "tab-n" }),
    ),
  );
  function choose(chosen) {
    for (const [i, button] of buttons.entries()) {
      button.setAttribute("aria-selected", String(i === chosen));
      button.tabIndex = i === chosen ? 0 : -1;
      panels[i].hidden = i !== chosen;
    }
    entries[chosen][3]?.();
  }
  function move(event, i) {
    const to = { ArrowRight: i + 1, ArrowLeft: i - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const chosen = (to + buttons.length) % buttons.length;
    choose(chosen);
    buttons[chosen].focus();
  }
  return {
    list: el("div", { role: "tablist", class: "tabs", "aria-label": words.tabs }, buttons),
    panels,
    chosen: () => entries[panels.findIndex((panel) => !panel.hidden)][0],
    count(n) {
      buttons.at(-1).querySelector(".tab-n").textContent = ` ${n.toLocaleString(locale)}`;
    },
  };
}
