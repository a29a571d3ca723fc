// The configurator of /embed/: shows the decoder as it is set, and prints the snippet.
import "/widget.js";
import { el } from "../scripts/dom.js";
import { linksOf } from "./links.js";
import { snippet } from "./snippet.js";

const form = document.getElementById("settings");
const preview = document.getElementById("preview");
const code = document.getElementById("snippet");
const copy = document.getElementById("copy");
const problem = document.getElementById("links-problem");
const note = document.getElementById("fixed-note");
const example = "550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's\n550-5.7.26 DMARC policy.";
const pause = 250; // ms after the last letter

let version; // {script, integrity} of today's script
let shown = "";

function settings() {
  const all = Object.fromEntries(new FormData(form));
  const { problem: wrong } = linksOf(all.links);
  problem.textContent = wrong ?? "";
  const attributes = {
    theme: all.theme === "auto" ? "" : all.theme,
    relay: all.relay,
    links: wrong ? "" : all.links,
    placeholder: all.placeholder,
    compact: Boolean(all.compact),
  };
  return { form: all.form, fixed: Boolean(all.fixed), accent: all.accent === form.accent.defaultValue ? "" : all.accent, attributes };
}

async function update() {
  const set = settings();
  if (set.fixed) {
    version ??= await fetch("/widget/versions.json").then((r) => (r.ok ? r.json() : undefined), () => undefined);
    note.textContent = version ? "" : "The name of today’s version could not be fetched; the snippet takes the newest.";
  } else note.textContent = "";
  for (const row of form.querySelectorAll("[data-for]")) row.hidden = !row.dataset.for.split(" ").includes(set.form);
  code.textContent = snippet({ ...set, site: location.origin, version: set.fixed && version });
  show(set);
}

function show({ form: kind, accent, attributes }) {
  const key = JSON.stringify([kind === "frame", accent, attributes]);
  if (key === shown) return;
  shown = key;
  const given = Object.fromEntries(Object.entries(attributes).filter(([, value]) => value));
  if (kind === "frame") {
    const query = new URLSearchParams({ ...given, ...(given.compact && { compact: "" }), value: example });
    preview.replaceChildren(el("iframe", { src: `/embed/frame/?${query}`, title: "Whybounced: why did it bounce?", allow: "clipboard-write" }));
    return;
  }
  let decoder = preview.querySelector("whybounced-decoder");
  if (!decoder) {
    decoder = el("whybounced-decoder", { value: example });
    preview.replaceChildren(decoder);
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (value) decoder.setAttribute(name, value === true ? "" : value);
    else decoder.removeAttribute(name);
  }
  if (accent) decoder.style.setProperty("--wb-blue", accent);
  else decoder.style.removeProperty("--wb-blue");
}

addEventListener("message", ({ source, origin, data }) => {
  const frame = preview.querySelector("iframe");
  if (frame && source === frame.contentWindow && origin === location.origin && data?.type === "whybounced:resize") frame.style.height = `${data.height}px`;
});

let timer;
form.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(update, pause);
});
form.addEventListener("submit", (event) => event.preventDefault());

copy.hidden = !navigator.clipboard;
copy.addEventListener("click", async () => {
  const words = copy.firstElementChild;
  const label = words.textContent;
  try {
    await navigator.clipboard.writeText(code.textContent);
    words.textContent = "Copied";
  } catch {
    words.textContent = "Not allowed to copy: select the text instead";
  }
  setTimeout(() => (words.textContent = label), 2000);
});

update();
