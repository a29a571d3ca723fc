// The decoder in a page, in Node, Deno, Bun or a Worker:
//
//   import { load } from "/decoder.js";
//   const decoder = await load();
//   decoder.decode("550 5.1.1 …").bounces[0].title
//
// Nothing that is decoded leaves the program: after load() it makes no request.
import { bytesOf, start } from "./engine.js";

export { textOf } from "./text.js";

/**
 * Loads the engine and its rules.
 * @param {import("./decoder.d.ts").LoadOptions} [options]
 */
export async function load(options = {}) {
  if (options.wasm && options.table && !options.worker) return start(undefined, options); // a bundled module may not know its address
  const base = new URL(options.base ?? ".", options.base ? globalThis.location?.href ?? import.meta.url : import.meta.url);
  return options.worker ? inWorker(base) : start(base, options);
}

// A worker keeps a page smooth while ten megabytes are read. Only the newest answer of a page matters to it, but each
// call gets its own: they are numbered.
function inWorker(base) {
  if (typeof Worker !== "function") throw new Error("this browser has no workers: call load() without {worker: true}");
  const worker = new Worker(trusted(new URL("decoder.worker.js", base).href), { type: "module" });
  const waiting = new Map();
  let last = 0;
  const call = (message) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      worker.postMessage({ id: last, ...message });
    });
  const failAll = (text) => {
    for (const { reject } of waiting.values()) reject(new Error(text));
    waiting.clear();
  };
  worker.onmessage = ({ data }) => {
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if (data.error !== undefined) reject?.(new Error(data.error));
    else resolve?.(data.report);
  };
  worker.onerror = (event) => failAll(event.message || "the decoder could not be loaded");
  const decoder = {
    decode: (input) => call({ input: bytesOf(input) ?? String(input) }),
    close: () => {
      worker.terminate();
      failAll("the decoder was closed");
    },
  };
  return call({ base: base.href }).then(
    () => decoder,
    (error) => {
      worker.terminate();
      throw error;
    },
  );
}

// Where a page demands Trusted Types, a worker's address must come from a policy. Ours lets nothing through but the
// worker beside this module.
let policy;
function trusted(url) {
  if (!globalThis.trustedTypes) return url;
  policy ??= globalThis.trustedTypes.createPolicy("whybounced", {
    createScriptURL(u) {
      if (new URL(u).pathname.endsWith("/decoder.worker.js")) return u;
      throw new TypeError("not the decoder's worker");
    },
  });
  return policy.createScriptURL(url);
}
