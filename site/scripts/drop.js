// What was dropped on the page: files, folders with files in them, or text.

import { textOf } from "./clipboard.js";
import { input as words } from "./strings.js";

const mostDepth = 8; // folders in folders

/** Starts listening. over(true) while something is dragged above the page; drop(files) or text(words) when it is let go. */
export function watchDrop({ over, files, text, refuse }) {
  // Anything may be dropped anywhere on the page: who misses the field by an inch must not lose the page to the file.
  addEventListener("dragover", (event) => {
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
    over(true);
  });
  addEventListener("dragleave", (event) => event.relatedTarget === null && over(false));
  addEventListener("drop", async (event) => {
    event.preventDefault();
    over(false);
    const { dataTransfer } = event;
    const dropped = textOf(dataTransfer);
    const found = await filesOf(dataTransfer);
    if (found.length > 0) files(found);
    else if (dropped) text(dropped);
    else
      refuse(words.nothingDropped);
  });
}

// The list of what is dragged is gone after the event, so all of it is asked for before the first wait.
async function filesOf(dataTransfer) {
  const entries = [...dataTransfer.items].map((item) => item.kind === "file" && item.webkitGetAsEntry?.());
  const plain = [...dataTransfer.files];
  if (!entries.some((entry) => entry?.isDirectory)) return plain;
  const out = [];
  for (const entry of entries) if (entry) await gather(entry, "", out, 0);
  return out;
}

async function gather(entry, folder, out, depth) {
  if (entry.name.startsWith(".") || depth > mostDepth) return;
  if (entry.isFile) {
    const file = await new Promise((resolve) => entry.file(resolve, () => resolve(null)));
    if (file) out.push(folder ? new File([file], folder + file.name) : file);
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    const some = await new Promise((resolve) => reader.readEntries(resolve, () => resolve([])));
    if (some.length === 0) return;
    some.sort((a, b) => a.name.localeCompare(b.name, "en"));
    for (const inner of some) await gather(inner, `${folder}${entry.name}/`, out, depth + 1);
  }
}
