// All the ways in which a bounce gets into the page: typing, pasting, dropping or opening a file, an example, the address.
import { textOf } from "./clipboard.js";
import { readFile } from "./file.js";
import { count, size } from "./prose.js";

const typingPause = 120; // ms
const heldFrom = 300_000; // characters; a text field with more than this makes typing and scrolling slow

/**
 * Calls change(text) for each new text and refuse(sentence) for what cannot be taken.
 * near() is called when the reader comes close to using the decoder.
 */
export function watchInput({ change, refuse, near }) {
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
  const unhold = () => {
    held.hidden = true;
    held.textContent = "";
  };
  // A long text is kept out of the field; a line says what is held instead.
  const put = (text, name) => {
    const long = text.length > heldFrom;
    field.value = long ? "" : text;
    held.hidden = !long;
    held.textContent = long
      ? `${name}: ${size(text.length)}, ${count(text.split("\n").length, "line")}. Too long to show here; it is read all the same.`
      : "";
    give(text);
  };
  const take = async (file) => {
    try {
      put(await readFile(file), file.name);
    } catch (error) {
      refuse(error.message);
    }
  };

  field.addEventListener("input", () => {
    unhold();
    clearTimeout(timer);
    if (field.value.length > heldFrom) return put(field.value, "What you pasted"); // before the browser lays it out
    timer = setTimeout(give, typingPause, field.value);
  });
  field.addEventListener("paste", (event) => {
    near();
    const files = event.clipboardData?.files;
    if (files?.length > 0 && !event.clipboardData.types.includes("text/plain")) {
      event.preventDefault();
      take(files[0]);
      return;
    }
    const text = textOf(event.clipboardData);
    if (text.length > heldFrom) {
      event.preventDefault();
      put(text, "What you pasted");
    } else if (text !== (event.clipboardData?.getData("text/plain") ?? "")) {
      event.preventDefault();
      insert(field, text);
    }
  });
  for (const event of ["focus", "pointerover"]) field.addEventListener(event, near, { once: true });

  clear.addEventListener("click", () => {
    put("", "");
    field.focus();
  });
  picker.addEventListener("click", near);
  picker.addEventListener("change", () => {
    if (picker.files.length > 0) take(picker.files[0]);
    picker.value = ""; // so that the same file can be chosen again
  });
  for (const chip of document.querySelectorAll(".chip")) {
    chip.addEventListener("pointerover", near, { once: true });
    chip.addEventListener("click", () => put(chip.dataset.text, ""));
  }
  form.addEventListener("submit", (event) => event.preventDefault());
  dropping(form, near, take, put);

  const fromAddress = () => {
    // "#q=" does without telling the server; "?q=" is for codes and public texts.
    const text = new URLSearchParams(location.hash.slice(1)).get("q") ?? new URLSearchParams(location.search).get("q");
    if (text) put(text, "What the address holds");
  };
  addEventListener("hashchange", fromAddress);
  fromAddress();
  if (field.value && !location.hash.includes("q=") && !location.search.includes("q=")) give(field.value); // typed before this script ran
}

// Anything may be dropped anywhere on the page: who misses the field by an inch must not lose the page to the file.
function dropping(form, near, take, put) {
  const over = (on) => form.toggleAttribute("data-over", on);
  addEventListener("dragover", (event) => {
    event.preventDefault();
    near();
    over(true);
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && over(false));
  addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    const [file] = event.dataTransfer.files;
    if (file) take(file);
    else put(textOf(event.dataTransfer), "What you dropped");
  });
}

// Puts text where the caret is, as one step that can be undone; the field's own input event follows.
function insert(field, text) {
  if (document.execCommand?.("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
}
