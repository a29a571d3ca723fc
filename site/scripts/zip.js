// Lists the files in a zip (PKWARE's APPNOTE.TXT, sections 4.3.12 and 4.3.16).
import { zip as words } from "./strings.js";

const mostEntries = 1000;
const mostUnpacked = 64 << 20; // bytes of one of them

/** Yields {name, blob}, or {name, problem} where one cannot be read: the rest of a sentence that begins with the name. */
export async function* entriesOf(file) {
  // The directory is at the end, before a comment of at most 64 kB.
  const tail = new DataView(await file.slice(-65557).arrayBuffer());
  let end = tail.byteLength - 22;
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) throw new Error(words.cutOff);
  const at = tail.getUint32(end + 16, true);
  const directory = new DataView(await file.slice(at, at + tail.getUint32(end + 12, true)).arrayBuffer());
  const entries = [];
  for (let i = 0; i + 46 <= directory.byteLength && directory.getUint32(i, true) === 0x02014b50; ) {
    const [nameSize, extra, comment] = [28, 30, 32].map((k) => directory.getUint16(i + k, true));
    const name = new TextDecoder().decode(directory.buffer.slice(i + 46, i + 46 + nameSize));
    if (name === "[Content_Types].xml") throw new Error(words.office);
    if (!/(^|\/)(\.|__MACOSX\/)|\/$/.test(name)) entries.push({ name, i });
    i += 46 + nameSize + extra + comment;
  }
  if (entries.length === 0) throw new Error(words.empty);
  if (entries.length > mostEntries)
    throw new Error(words.tooMany(entries.length, mostEntries));
  for (const { name, i } of entries) {
    try {
      yield { name, blob: await unpack(file, directory, i) };
    } catch (error) {
      yield { name, problem: error.message };
    }
  }
}

async function unpack(file, directory, i) {
  const [flags, method] = [8, 10].map((k) => directory.getUint16(i + k, true));
  if (flags & 1) throw new Error(words.encrypted);
  const at = directory.getUint32(i + 42, true);
  const head = new DataView(await file.slice(at, at + 30).arrayBuffer());
  if (head.byteLength < 30) throw new Error(words.damaged);
  const start = at + 30 + head.getUint16(26, true) + head.getUint16(28, true);
  const data = file.slice(start, start + directory.getUint32(i + 20, true));
  if (method === 0) return data;
  if (method !== 8) throw new Error(words.unknownPacking);
  const reader = data.stream().pipeThrough(new DecompressionStream("deflate-raw")).getReader();
  const parts = [];
  for (let length = 0; ; ) {
    const part = await reader.read().catch(() => {
      throw new Error(words.damaged);
    });
    if (part.done) return new Blob(parts);
    parts.push(part.value);
    length += part.value.length;
    if (length > mostUnpacked) {
      reader.cancel().catch(() => {});
      throw new Error(words.tooLarge);
    }
  }
}
