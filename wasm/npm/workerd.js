// The package in Cloudflare Workers, which compile WebAssembly when they are deployed: wrangler takes both imports as they are.
import wasm from "./decoder.wasm";
import table from "./table.bin";
import { decoderOf } from "./shared.js";

export { explain, rules, textOf, version } from "./shared.js";

/** Call it while a request is answered: before the first one a Worker has no random numbers, which Go's runtime asks for. */
export const load = (options = {}) => decoderOf({ wasm, table, ...options });

// The decoder is kept, and not the promise of it: a promise belongs to the request that made it.
let decoder;

export const decode = async (input) => (decoder ??= await load()).decode(input);
export const redact = async (text) => (decoder ??= await load()).redact(text);
