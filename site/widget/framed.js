// The page inside the frame: a decoder that takes its options from the address or from the page around it, and tells that
// page how high it is. What was found is told only to a page that said who it is.
import "/widget.js";

const decoder = document.querySelector("whybounced-decoder");
const given = ["theme", "relay", "placeholder", "value", "compact", "links", "dir"];
const framed = parent !== window;
let asker = ""; // origin of the page around, once it has spoken

// Opened by itself this address could be anybody's link: it must not lead to their pages, or say what their rules say.
const allowed = given.filter((name) => framed || name !== "links");

function set(name, value) {
  if (value === null || value === undefined || value === false) decoder.removeAttribute(name);
  else decoder.setAttribute(name, value === true ? "" : String(value));
}

const query = new URLSearchParams(location.search);
for (const name of allowed) if (query.has(name)) set(name, query.get(name));
const text = new URLSearchParams(location.hash.slice(1)).get("q") ?? query.get("q");
if (text) decoder.value = text;

if (framed) {
  const resize = () => parent.postMessage({ type: "whybounced:resize", height: Math.ceil(document.body.getBoundingClientRect().height) }, "*");
  new ResizeObserver(resize).observe(document.body);
  addEventListener("message", ({ source, origin, data }) => {
    if (source !== parent || data?.type !== "whybounced:options") return;
    asker = origin;
    for (const name of allowed) {
      if (!(name in data)) continue;
      if (name !== "value") set(name, data[name]);
      else if (data.value && data.value !== decoder.value) decoder.value = data.value;
    }
    if (typeof data.overlay === "string") decoder.overlay = data.overlay;
    if (data.articles) decoder.articles = data.articles;
  });
  decoder.addEventListener("whybounced:decoded", ({ detail }) => {
    if (asker && asker !== "null") parent.postMessage({ type: "whybounced:decoded", report: detail }, asker);
  });
  parent.postMessage({ type: "whybounced:ready" }, "*");
}
