// The package in Node, Deno and Bun: its files are read from the disk.
import { readFile } from "node:fs/promises";
import { decoderOf, once } from "./shared.js";

export { explain, rules, textOf, version } from "./shared.js";

const file = (name) => readFile(new URL(name, import.meta.url));

export const load = async (options = {}) => {
  const wasm = options.wasm ?? file("decoder.wasm");
  const table = options.table ?? file("table.bin");
  return decoderOf({ ...options, wasm: await wasm, table: await table });
};

const shared = once(load);

export const decode = async (input) => (await shared()).decode(input);
export const redact = async (text) => (await shared()).redact(text);
