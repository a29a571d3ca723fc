// The box in the head: a combobox with a list of results (ARIA Authoring Practices, combobox with listbox popup). Focus stays in the field; the
// arrows move through the list, Enter follows, Escape closes. Results are links, so that they open in a new tab like any other.
import { el, unseen } from "../dom.js";
import { search as words } from "../strings.js";
import { load } from "./load.js";
import { decodeAddress, excerpt, groups, looksLikeReply, marked, searchAddress } from "./results.js";

const inGroup = 3;
const inAll = 9;

export function attachBox(form) {
  const field = form.querySelector("input");
  const list = el("div", { class: "found", id: "found", role: "listbox", "aria-label": words.found, hidden: true });
  const status = unseen("");
  status.setAttribute("role", "status");
  form.append(list, status);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": "found", "aria-expanded": "false", "aria-haspopup": "listbox" })) {
    field.setAttribute(name, value);
  }
  let shown = ""; // the query whose results are in the list
  let active = -1;
  const options = () => [...list.querySelectorAll("[role=option]")];

  const open = (on) => {
    list.hidden = !on;
    field.setAttribute("aria-expanded", String(on));
    if (!on) choose(-1);
  };
  const choose = (i) => {
    const all = options();
    all[active]?.setAttribute("aria-selected", "false");
    active = i;
    const option = all[i];
    if (!option) return field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    field.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };

  const update = async () => {
    const query = field.value.trim();
    if (query === "") {
      shown = "";
      status.textContent = "";
      return open(false);
    }
    let find;
    try {
      find = await load();
    } catch {
      if (field.value.trim() !== query) return;
      list.replaceChildren(el("p", { class: "found-none" }, `${words.notLoaded} ${words.isItUp}`));
      status.textContent = words.notLoaded;
      return open(document.activeElement === field);
    }
    if (field.value.trim() !== query) return; // typed on meanwhile
    if (query === shown) return open(document.activeElement === field);
    shown = query;
    const hits = find(field.value);
    fill(list, hits, query);
    choose(-1);
    open(document.activeElement === field);
    const count = hits.length;
    status.textContent = count === 0 ? words.nothing : words.results(options().length);
  };

  field.addEventListener("input", update);
  field.addEventListener("focus", update);
  field.addEventListener("keydown", (event) => {
    const last = options().length - 1;
    const move = { ArrowDown: active === last ? -1 : active + 1, ArrowUp: active < 0 ? last : active - 1 }[event.key];
    if (move !== undefined && last >= 0) {
      event.preventDefault();
      if (list.hidden) open(true);
      choose(move);
    } else if (event.key === "Enter" && !list.hidden && active >= 0) {
      event.preventDefault();
      const option = options()[active];
      open(false);
      option.click();
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (!list.hidden) open(false);
      else if (field.value) field.value = "";
      else field.blur();
    } else if (event.key === "Tab") {
      open(false);
    }
  });
  // The words stay in the browser: behind # no server sees them.
  form.addEventListener("submit", (event) => {
    const query = field.value.trim();
    event.preventDefault();
    location.assign(query ? searchAddress(query) : "/search/");
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", (event) => {
    if (event.target.closest("a") && !event.ctrlKey && !event.metaKey && !event.shiftKey) open(false);
  });
  form.addEventListener("focusout", (event) => {
    if (!form.contains(event.relatedTarget)) open(false);
  });
  if (field.value) update();
}

function fill(list, hits, query) {
  let n = 0;
  const option = (href, ...inner) => el("a", { role: "option", id: `found-${n++}`, "aria-selected": "false", tabindex: "-1", href }, ...inner);
  list.replaceChildren();
  if (looksLikeReply(query)) list.append(option(decodeAddress(query), el("strong", {}, words.decodeReply), el("span", {}, words.decodeMeans)));
  for (const { kind, name, hits: members } of groups(hits, inGroup, inAll)) {
    const head = el("div", { class: "found-kind", id: `found-${kind}`, role: "presentation" }, name);
    const group = el("div", { role: "group", "aria-labelledby": head.id }, head);
    for (const hit of members) group.append(option(hit.url, title(hit, query), note(hit)));
    list.append(group);
  }
  if (hits.length === 0) list.append(el("p", { class: "found-none" }, words.none));
  list.append(option(hits.length > 0 ? searchAddress(query) : decodeAddress(query), el("strong", {}, hits.length > 0 ? words.all : words.decode)));
}

const title = (hit, query) =>
  hit.kind === "reply"
    ? el("samp", {}, marked(excerpt(hit.title, hit.terms), hit.terms, query))
    : el("strong", {}, marked(hit.title, hit.terms, query));

const note = (hit) => hit.note && el("span", {}, hit.note);
