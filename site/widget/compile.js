// Compiles rules of an operator's own on top of the shipped ones, in a worker or beside the page's own scripts.
import "wasm_exec";
import { compiled, fetched } from "./open.js";

/** Returns {table, own, words}; an error whose message says all that is wrong with the rules is thrown. */
export async function compile({ wasm, rules }) {
  const go = new globalThis.Go();
  const instance = await WebAssembly.instantiate(await fetched(wasm).then(compiled), go.importObject);
  go.run(instance); // returns at once, its program waits for calls
  const e = instance.exports;
  const bytes = new TextEncoder().encode(rules);
  const at = e.alloc(bytes.length);
  new Uint8Array(e.mem.buffer, at, bytes.length).set(bytes);
  const fits = e.compile();
  const result = new TextDecoder().decode(new Uint8Array(e.mem.buffer, e.resultAt(), e.resultSize()));
  if (!fits) throw new Error(result);
  return { table: new Uint8Array(e.mem.buffer, e.tableAt(), e.tableSize()).slice().buffer, ...JSON.parse(result) };
}
