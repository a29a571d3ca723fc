// Gets an engine: one a page for each rule set, however many widgets ask for it.
import { address, pinned, script, site } from "./files.js";

/** This page does not allow WebAssembly, so the frame has to do it. */
export class Refused extends Error {}

const patience = 20_000; // ms until a worker that says nothing is given up
const idle = 60_000; // ms that engines are kept without a widget on the page

const engines = new Map();
let users = 0;
let closing;

/** A widget has come to the page, or left it. */
export function used(by) {
  users += by;
  clearTimeout(closing);
  if (users === 0) closing = setTimeout(closeAll, idle);
}

function closeAll() {
  for (const engine of engines.values()) engine.then(({ close }) => close()).catch(() => {});
  engines.clear();
}

/** The engine with these rules of an operator's own (an address or JSON, "" for none): {decode(input), close(), overlay}. */
export function engineFor(rules) {
  if (!engines.has(rules)) {
    const engine = start(rules);
    engines.set(rules, engine);
    engine.catch(() => engines.delete(rules));
  }
  return engines.get(rules);
}

async function start(rules) {
  if (typeof WebAssembly !== "object") throw new Error("this browser has no WebAssembly, or it is switched off");
  try {
    new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0)); // the smallest there is
  } catch {
    throw new Refused("its Content-Security-Policy allows no WebAssembly");
  }
  const overlay = rules ? await (await script("overlay")).overlay(rules, { spawn, script, pinned }) : null;
  const load = { wasm: pinned("engine"), table: pinned("table"), own: overlay?.table };
  const engine = await inWorker(load).catch(async () => (await script("direct")).open(load));
  return { decode: (input) => engine.decode(input), close: () => engine.close(), overlay };
}

async function inWorker(load) {
  const worker = await spawn("worker");
  const waiting = new Map();
  let last = 0;
  let runs;
  const call = (message) =>
    new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      worker.postMessage({ id: last, ...message });
    });
  const fail = (error) => {
    runs?.reject(error);
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.onerror = (event) => fail(new Error(event.message || "the decoder stopped"));
  worker.onmessage = ({ data }) => {
    if (data.runs) return runs.resolve();
    const { resolve, reject } = waiting.get(data.id) ?? {};
    waiting.delete(data.id);
    if (data.error === undefined) resolve?.(data.report);
    else reject?.(new Error(data.error));
  };
  const timer = setTimeout(() => fail(new Error("the worker does not answer")), patience);
  try {
    await new Promise((resolve, reject) => (runs = { resolve, reject }));
    await call({ load });
  } catch (error) {
    worker.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
    runs = undefined;
  }
  return {
    decode: (input) => call({ input }),
    close() {
      worker.terminate();
      fail(new Error("the decoder was closed"));
    },
  };
}

/** A worker may only come from the page's own origin, so for other people's pages its script is fetched and handed over. */
export async function spawn(name) {
  const url = address(name);
  if (site.origin === location.origin) return new Worker(trusted(url));
  const [, integrity] = pinned(name);
  const response = await fetch(url, { integrity, credentials: "omit" });
  if (!response.ok) throw new Error(`${url} could not be fetched (${response.status})`);
  const blob = URL.createObjectURL(new Blob([await response.text()], { type: "text/javascript" }));
  return new Worker(trusted(blob));
}

// Where a page demands Trusted Types, a worker's address must come from a policy. Nothing else is ever given to it.
let policy;
function trusted(url) {
  if (!globalThis.trustedTypes) return url;
  policy ??= trustedTypes.createPolicy("whybounced", { createScriptURL: (ours) => ours });
  return policy.createScriptURL(url);
}
