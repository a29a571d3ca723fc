// What the package is in every host; how its files are found there is in node.js, browser.js and workerd.js.
import { load, textOf } from "./decoder.js";
import { isCompound, message } from "./outlook.js";

export { textOf } from "./decoder.js";
export { version } from "./version.js";

/** A decoder that also reads what only files hold: Outlook's messages, and text in UTF-16 as PowerShell writes it. */
export async function decoderOf(options) {
  const decoder = await load(options);
  mendCharsets();
  return {
    ...decoder,
    decode(input) {
      const { text, finish } = opened(input);
      const report = decoder.decode(text);
      return options.worker ? report.then(finish) : finish(report);
    },
  };
}

// What is decoded of an input, and what is done with the report on it.
function opened(input) {
  const bytes = bytesOf(input);
  const label = bytes && { "255,254": "utf-16le", "254,255": "utf-16be" }[bytes.subarray(0, 2).join()];
  if (label) return { text: new TextDecoder(label).decode(bytes), finish: withoutSpans };
  if (!bytes || !isCompound(bytes)) return { text: bytes ?? String(input), finish: (report) => report };
  const { message: text, warning } = message(bytes);
  return {
    text,
    finish(report) {
      // Where nothing was found, what is wrong with the file says more than what was looked for.
      if (warning && report.bounces.length === 0) return { ...report, warnings: [warning] };
      if (warning) report.warnings.push(warning);
      return withoutSpans(report);
    },
  };
}

// The evidence stands nowhere in the bytes that were given.
function withoutSpans(report) {
  for (const bounce of report.bounces) bounce.spans = [];
  return report;
}

const bytesOf = (input) =>
  input instanceof ArrayBuffer
    ? new Uint8Array(input)
    : ArrayBuffer.isView(input)
      ? new Uint8Array(input.buffer, input.byteOffset, input.byteLength)
      : undefined;

/** A function that loads once, and again only where that failed. */
export function once(load) {
  let loaded;
  return () =>
    (loaded ??= load().catch((error) => {
      loaded = undefined;
      throw error;
    }));
}

/** What a reply code, an enhanced code, an error, a known response or a reason means; undefined for anything else. */
export async function explain(word) {
  const { default: entries } = await import("./entries.js");
  const id = String(word).trim().toLowerCase();
  if (!Object.hasOwn(entries, id)) return undefined;
  const { of, ...own } = entries[id];
  return structuredClone(of ? { ...entries[of], ...own } : own);
}

/** The rule set: rules.json of the same release. */
export async function rules() {
  return (await import("./rules.js")).default;
}

// Node and workerd had versions that take windows-1252, the commonest of old charsets, for ISO 8859-1, and lose its quotes and dashes
// (https://github.com/nodejs/node/issues/56542, https://github.com/cloudflare/workerd/issues/6027). The engine asks by this name what bytes
// in a charset say.
function mendCharsets() {
  if (globalThis.whybouncedCharset || new TextDecoder("windows-1252").decode(Uint8Array.of(0x96)) === "–") return;
  const western = Array.from({ length: 256 }, (_, byte) => textOf(Uint8Array.of(byte)));
  globalThis.whybouncedCharset = (label, bytes) =>
    new TextDecoder(label).encoding === "windows-1252" ? Array.from(bytes, (byte) => western[byte]).join("") : undefined;
}
