// Fetches an engine and its table and starts it, in a worker or beside the page's own scripts.
import { start } from "../../wasm/browser/engine.js";

/** wasm and table are [address, hash]; own are the bytes of a table in place of that. */
export async function open({ wasm, table, own }) {
  const [module, bytes] = await Promise.all([fetched(wasm).then(compiled), own ?? fetched(table).then((r) => r.arrayBuffer())]);
  return start(undefined, { wasm: module, table: bytes });
}

export async function fetched([address, integrity]) {
  const { host, pathname } = new URL(address);
  const response = await fetch(address, { integrity, credentials: "omit" }).catch(() => {
    throw new Error(`${pathname} could not be fetched from ${host}`);
  });
  if (!response.ok) throw new Error(`${pathname} could not be fetched from ${host} (${response.status})`);
  return response;
}

export const compiled = async (response) =>
  (response.headers.get("content-type") ?? "").startsWith("application/wasm")
    ? WebAssembly.compileStreaming(response)
    : WebAssembly.compile(await response.arrayBuffer());
