// Buttons that copy. The button itself says that it worked, to eyes and to screen readers.
import { el, svg } from "./dom.js";
import { card } from "./strings.js";

const shown = 2000; // ms that "Copied" stays

/** A button that copies text; or what a function returns: text, or {html, plain} for programs that take either. */
export function copyButton(label, text, attributes = {}) {
  const words = el("span", { "aria-live": "polite" }, label);
  const button = el(
    "button",
    { type: "button", class: "button", ...attributes, onclick: () => copy(text, words, button) },
    words,
  );
  button.dataset.copies = label;
  return button;
}

/** A small one that stands in a line of text. */
export function copyIcon(text, label) {
  const live = el("span", { class: "visually-hidden", "aria-live": "polite" }, label);
  const button = el(
    "button",
    { type: "button", class: "copy-icon", title: label, onclick: () => copy(text, live, button) },
    sheets(),
    live,
  );
  return button;
}

async function copy(text, words, button) {
  const label = words.textContent;
  if (button.dataset.state) return;
  const what = typeof text === "function" ? text() : text;
  try {
    if (typeof what === "string") await navigator.clipboard.writeText(what);
    else await navigator.clipboard.write([flavours(what)]);
    words.textContent = card.copied;
    button.dataset.state = "copied";
  } catch {
    // No permission, or a page that is not served securely: then the text is laid out for copying by hand.
    button.after(byHand(what.plain ?? what));
    return;
  }
  setTimeout(() => {
    words.textContent = label;
    delete button.dataset.state;
  }, shown);
}

const flavours = ({ html, plain }) =>
  new ClipboardItem({
    "text/html": new Blob([html], { type: "text/html" }),
    "text/plain": new Blob([plain], { type: "text/plain" }),
  });

function byHand(text) {
  const field = el("textarea", {
    class: "by-hand",
    readonly: true,
    rows: Math.min(6, Math.ceil(text.length / 60)),
    "aria-label": card.copyByHand,
  });
  field.value = text;
  field.addEventListener("blur", () => field.remove());
  queueMicrotask(() => field.select());
  return field;
}

const sheets = () =>
  svg(
    "svg",
    { viewBox: "0 0 16 16", width: 14, height: 14, "aria-hidden": "true" },
    svg("path", { class: "sheets", d: "M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z" }),
    svg("path", { class: "tick", d: "M3 8.5l3.2 3.2L13 4.8" }),
  );
