// Reads a file as text, or says in a sentence why not.
import { size } from "./prose.js";

const most = 10 << 20; // bytes; the engine reads no more either

export async function readFile(file) {
  if (file.size > most)
    throw new Error(
      `${file.name} has ${size(file.size)}. Files up to 10 MB are read: cut out the part around the bounce.`,
    );
  const bytes = new Uint8Array(await file.arrayBuffer());
  const begins = (...start) => start.every((byte, i) => bytes[i] === byte);
  if (begins(0xd0, 0xcf, 0x11, 0xe0))
    throw new Error(
      `${file.name} is an Outlook file, not text. In Outlook open the message, choose File, Save as, Text only; or copy the words of the bounce.`,
    );
  if (begins(0x50, 0x4b) || begins(0x1f, 0x8b)) throw new Error(`${file.name} is compressed. Unpack it first.`);
  if (begins(0xff, 0xfe)) return new TextDecoder("utf-16le").decode(bytes);
  if (begins(0xfe, 0xff)) return new TextDecoder("utf-16be").decode(bytes);
  if (bytes.subarray(0, 4096).includes(0)) throw new Error(`${file.name} is not a text file.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return legacy(bytes);
  }
}

// Old mail is in the charset that its header or a part names, old logs are in any: what matters in them is ASCII.
function legacy(bytes) {
  const western = new TextDecoder("windows-1252").decode(bytes);
  for (const [, declared, word] of western.matchAll(/charset\*?="?([\w.:-]+)|=\?([\w.:-]+)\?[bq]\?/gi)) {
    const label = (declared ?? word).toLowerCase();
    if (label === "utf-8" || label === "us-ascii") continue;
    try {
      return new TextDecoder(label).decode(bytes);
    } catch {
      continue; // a name that is no charset
    }
  }
  return western;
}
