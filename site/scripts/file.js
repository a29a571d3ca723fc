// Reads files as what is decoded: text, or bytes where only they hold an old charset unharmed. What a file is shows in its
// first bytes, not in its name.
import { message } from "../../wasm/browser/outlook.js";
import { isUTF8, textOf } from "../../wasm/browser/text.js";
import { size } from "./prose.js";
import { file as words } from "./strings.js";
import { entriesOf } from "./zip.js";

const most = 10 << 20; // bytes; the engine reads no more either
const mostOutlook = 64 << 20; // attachments are most of such a file, and are passed over
const mostPackings = 2; // a zip with files that are packed themselves

/** Why a file is not read: the rest of a sentence that begins with its name, and may hold a `command`. */
class Refused extends Error {}

/**
 * Reads a file; a zip yields each file in it, and {name, problem} for one that cannot be read.
 * @returns {AsyncGenerator<{name: string, size: number, input: string | Uint8Array, text: string, notes: string[]}>}
 */
export async function* read(file, name = file.name, depth = 0) {
  const begins = new Uint8Array(await file.slice(0, 4).arrayBuffer()).join();
  if (depth > mostPackings) throw new Refused(words.packedTooOften);
  if (begins === "80,75,3,4") {
    for await (const entry of entriesOf(file)) {
      const inside = `${name}: ${entry.name}`;
      try {
        if (entry.problem) throw new Refused(entry.problem);
        yield* read(entry.blob, inside, depth + 1);
      } catch (error) {
        yield { name: inside, size: 0, problem: error.message };
      }
    }
  } else if (begins.startsWith("31,139")) yield* unpacked(file, name, depth);
  else if (begins === "208,207,17,224") yield await readOutlook(file, name);
  else {
    if (file.size > most) throw tooLarge(name, words.has(size(file.size)));
    yield source(new Uint8Array(await file.arrayBuffer()), name, file.size);
  }
}

const tooLarge = (name, has) =>
  new Refused(words.tooLarge(has, /\s/.test(name) ? `"${name}"` : name));

// Bytes as text where they are that, and as themselves where it would lose something.
function source(bytes, name, fileSize, notes = []) {
  const utf16 = { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes.subarray(0, 2).join()];
  if (!utf16 && bytes.subarray(0, 4096).includes(0)) throw new Refused(words.notText);
  if (utf16 || isUTF8(bytes)) {
    const text = new TextDecoder(utf16).decode(bytes);
    return { name, size: fileSize, input: text, text, notes };
  }
  return { name, size: fileSize, input: bytes, text: textOf(bytes), notes };
}

// What a gzip file holds. One that is cut off is read as far as it goes.
async function* unpacked(file, name, depth) {
  const parts = [];
  const notes = [];
  let length = 0;
  const reader = file.stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      length += part.value.length;
      if (length > most) {
        reader.cancel().catch(() => {});
        throw tooLarge(name, words.unpacksTo);
      }
    }
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (length === 0) throw new Refused(words.nothingUnpacked);
    notes.push(words.cutOff);
  }
  for await (const inner of read(new Blob(parts), name, depth + 1)) {
    yield { ...inner, size: file.size, notes: [...notes, ...(inner.notes ?? [])] };
  }
}

async function readOutlook(file, name) {
  if (file.size > mostOutlook) throw new Refused(words.outlookTooLarge(size(file.size)));
  const { message: text, warning } = message(new Uint8Array(await file.arrayBuffer()));
  if (text.length === 0) throw new Refused(words.notRead(warning));
  return { ...source(text, name, file.size, warning ? [warning] : []), outlook: true };
}
