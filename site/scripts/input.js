// All the ways in which a bounce gets into the page: typing, pasting, dropping or opening files, an example, the address.
import { textOf } from "./clipboard.js";
import { watchDrop } from "./drop.js";
import { el } from "./dom.js";
import { count, size } from "./prose.js";
import { input as words } from "./strings.js";

const typingPause = 120; // ms
const longPause = 500; // ms; in a text of many answers, which take the browser a while to lay out
const longFrom = 20_000; // characters
const heldFrom = 300_000; // characters; a text field with more than this makes typing and scrolling slow

/**
 * Calls change(text) for each new text, files(list) for files, and refuse(sentence) for what cannot be taken.
 * near(files) is called when the reader comes close to using the decoder, with files or without.
 * Returns hold(nodes), which tells of files in place of a text, and show(text), which puts the text of one into the field.
 */
export function watchInput({ change, files, refuse, near }) {
  const form = document.getElementById("decoder");
  const field = document.getElementById("paste");
  const held = document.getElementById("held");
  const clear = document.getElementById("clear");
  const picker = document.getElementById("file");
  let timer;

  const give = (text) => {
    clearTimeout(timer);
    clear.hidden = text === "";
    change(text);
  };
  const hold = (...nodes) => {
    held.replaceChildren(...nodes.flat(Infinity));
    held.hidden = nodes.length === 0;
  };
  const show = (text) => {
    if (text.length > heldFrom) return false;
    hold();
    field.value = text;
    return true;
  };
  // A long text is kept out of the field; a line says what is held instead.
  const put = (text, name) => {
    if (!show(text)) {
      field.value = "";
      const lines = count(text.split("\n").length, "line");
      hold(el("p", {}, words.tooLong(name, size(text.length), lines)));
    }
    give(text);
  };
  const take = (list) => {
    clearTimeout(timer);
    field.value = "";
    clear.hidden = false;
    hold(el("p", {}, list.length === 1 ? el("code", {}, list[0].name) : count(list.length, "file")));
    files(list);
  };

  field.addEventListener("input", ({ inputType }) => {
    hold();
    clearTimeout(timer);
    if (field.value.length > heldFrom) return put(field.value, words.pasted); // before the browser lays it out
    if (inputType === "insertFromPaste" || inputType === "insertFromDrop") return give(field.value); // no more is on its way
    timer = setTimeout(() => give(field.value), field.value.length < longFrom ? typingPause : longPause);
  });
  field.addEventListener("paste", (event) => {
    near();
    const pasted = [...(event.clipboardData?.files ?? [])];
    if (pasted.length > 0 && !event.clipboardData.types.includes("text/plain")) {
      event.preventDefault();
      take(pasted);
      return;
    }
    const text = textOf(event.clipboardData);
    if (text.length > heldFrom) {
      event.preventDefault();
      put(text, words.pasted);
    } else if (text !== (event.clipboardData?.getData("text/plain") ?? "")) {
      event.preventDefault();
      insert(field, text);
    }
  });
  for (const event of ["focus", "pointerover"]) field.addEventListener(event, () => near(), { once: true });

  clear.addEventListener("click", () => {
    put("", "");
    field.focus();
  });
  picker.addEventListener("click", () => near(true));
  picker.addEventListener("change", () => {
    if (picker.files.length > 0) take([...picker.files]);
    picker.value = ""; // so that the same file can be chosen again
  });
  for (const chip of document.querySelectorAll(".chip")) {
    chip.addEventListener("pointerover", () => near(), { once: true });
    chip.addEventListener("click", () => put(chip.dataset.text, ""));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  watchDrop({
    over(on) {
      if (on) near(true);
      form.toggleAttribute("data-over", on);
    },
    files: take,
    text: (text) => put(text, words.dropped),
    refuse,
  });

  const fromAddress = () => {
    // "#q=" does without telling the server; "?q=" is for codes and public texts.
    const text = new URLSearchParams(location.hash.slice(1)).get("q") ?? new URLSearchParams(location.search).get("q");
    if (text) put(text, words.address);
  };
  addEventListener("hashchange", fromAddress);
  fromAddress();
  if (field.value && !location.hash.includes("q=") && !location.search.includes("q=")) give(field.value); // typed before this script ran
  return { hold, show };
}

// Puts text where the caret is, as one step that can be undone; the field's own input event follows.
function insert(field, text) {
  if (document.execCommand?.("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}
