// Buttons that copy. The button itself says that it worked, to eyes and to screen readers.
import { el, svg } from "./dom.js";

const shown = 2000; // ms that "Copied" stays

/** A button that copies text. */
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
  try {
    await navigator.clipboard.writeText(text);
    words.textContent = "Copied";
    button.dataset.state = "copied";
  } catch {
    // No permission, or a page that is not served securely: then the text is laid out for copying by hand.
    button.after(byHand(text));
    return;
  }
  setTimeout(() => {
    words.textContent = label;
    delete button.dataset.state;
  }, shown);
}

function byHand(text) {
  const field = el("textarea", {
    class: "by-hand",
    readonly: true,
    rows: Math.min(6, Math.ceil(text.length / 60)),
    "aria-label": "The browser does not allow copying. Copy it from here:",
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
