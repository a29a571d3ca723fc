// The page /search/: everything that was found, while it is typed. The words stand behind # in the address, where no server sees them.
import { el } from "../dom.js";
import { load } from "./load.js";
import { decodeAddress, groups, looksLikeReply, marked } from "./results.js";

const first = 8; // of each kind, before one asks for more

export function attachPage(form) {
  const field = form.querySelector("input");
  const found = document.getElementById("search-found");
  const ways = document.getElementById("search-ways");
  const status = document.getElementById("search-status");
  let shown;
  let telling;

  const update = async () => {
    const query = field.value.trim();
    if (query === shown) return;
    shown = query;
    ways.hidden = query !== "";
    found.hidden = query === "";
    clearTimeout(telling);
    if (query === "") {
      found.replaceChildren();
      status.textContent = "";
      return;
    }
    let find;
    try {
      find = await load();
    } catch {
      if (shown !== query) return;
      shown = undefined;
      found.replaceChildren(el("p", { class: "notice", role: "alert" }, "The index could not be loaded. Is the connection up? Type again to try once more."));
      return;
    }
    if (shown !== query) return; // typed on meanwhile
    const hits = find(field.value, 400);
    show(found, hits, query);
    // Said once typing has paused, not at every letter.
    telling = setTimeout(() => (status.textContent = hits.length === 0 ? "Nothing found." : `${hits.length} results.`), 600);
  };

  field.addEventListener("input", () => {
    history.replaceState(null, "", field.value.trim() ? `#q=${encodeURIComponent(field.value.trim())}` : location.pathname);
    update();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    update();
    found.querySelector("a")?.focus();
  });
  // The arrows lead from the field into the results and back.
  const links = () => [...found.querySelectorAll("a")];
  addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || (!found.contains(event.target) && event.target !== field)) return;
    const at = links().indexOf(event.target);
    if (event.key === "Escape" && at >= 0) field.focus();
    else if (event.key === "ArrowDown" && at < links().length - 1) links()[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (links()[at - 1] ?? field).focus();
    else return;
    event.preventDefault();
  });

  const fromAddress = () => {
    const sent = new URLSearchParams(location.search).get("q"); // by the form, before the box had its script
    if (sent !== null) history.replaceState(null, "", `${location.pathname}${location.hash || `#q=${encodeURIComponent(sent)}`}`);
    const query = new URLSearchParams(location.hash.slice(1)).get("q");
    if (query !== null && !field.value.trim()) field.value = query.slice(0, field.maxLength);
    update();
  };
  addEventListener("hashchange", () => {
    field.value = "";
    fromAddress();
  });
  fromAddress();
}

function show(found, hits, query) {
  found.replaceChildren();
  if (looksLikeReply(query) || hits.length === 0) {
    found.append(
      el(
        "p",
        { class: "notice" },
        hits.length === 0 ? "Nothing found. Fewer words may help. The decoder reads replies that are in no list: " : "That looks like a reply. ",
        el("a", { href: decodeAddress(query) }, "Decode it"),
      ),
    );
  }
  for (const { kind, name, hits: members } of groups(hits, Infinity)) {
    const list = el("ul", { class: "hits" });
    const add = (from, to) => list.append(...members.slice(from, to).map((hit) => item(hit, query)));
    add(0, first);
    const rest = members.length - first;
    const more = rest > 0 && el("button", { class: "button", type: "button" }, `${rest} more`);
    more?.addEventListener?.("click", () => {
      add(first);
      more.remove();
      list.children[first].querySelector("a").focus();
    });
    found.append(el("section", { "aria-labelledby": `hits-${kind}` }, el("h2", { id: `hits-${kind}` }, name), list, more));
  }
}

const item = (hit, query) =>
  el(
    "li",
    {},
    el("a", { href: hit.url }, hit.kind === "reply" ? el("samp", {}, marked(hit.title, hit.terms, query)) : marked(hit.title, hit.terms, query)),
    hit.note && el("p", {}, hit.kind === "reply" ? hit.note : marked(hit.note, hit.terms, query)),
  );
