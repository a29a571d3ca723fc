// The package in a browser, as it is or through a bundler: Vite, webpack, Rollup and Parcel know new URL(…, import.meta.url) and
// bring the files along.
import { decoderOf, once } from "./shared.js";

export { explain, rules, textOf, version } from "./shared.js";

export const load = async (options = {}) => {
  if (options.base || options.worker) return decoderOf(options);
  const wasm = options.wasm ?? new URL("./decoder.wasm", import.meta.url); // an address is compiled while it arrives
  const table = options.table ?? bytes(new URL("./table.bin", import.meta.url));
  return decoderOf({ ...options, wasm, table: await table });
};

async function bytes(url) {
  const response = await fetch(url, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`whybounced: ${url.pathname} could not be loaded (${response.status})`);
  return response.arrayBuffer();
}

const shared = once(load);

export const decode = async (input) => (await shared()).decode(input);
export const redact = async (text) => (await shared()).redact(text);
