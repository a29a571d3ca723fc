// Rules of an operator's own: fetched, compiled on top of the shipped ones, and told of where they are wrong.
import { curl } from "../scripts/prose.js";

const longest = 1 << 20; // characters
const patience = 20_000; // ms until a worker that does not even begin is given up

/**
 * rules is an address, or the rules themselves as JSON. hosts are what engine.js can do: {spawn, script, pinned}.
 * Returns {table, own, words}.
 */
export async function overlay(rules, hosts) {
  const order = { wasm: hosts.pinned("overlay.wasm"), rules: /^\s*\{/.test(rules) ? rules : await textAt(rules) };
  const made = await inWorker(order, hosts).catch(async () => beside(order, hosts));
  if (made.error) throw new Error(made.error);
  const words = Object.fromEntries(
    Object.entries(made.words).map(([kind, names]) => [kind, kind === "kinds" ? names : Object.fromEntries(Object.entries(names).map(([id, title]) => [id, curl(title)]))]),
  );
  return { table: made.table, own: new Set(made.own), words };
}

/** The text of an overlay. */
export async function textAt(address) {
  const response = await fetch(address, { credentials: "omit" }).catch(() => {
    throw new Error("they could not be fetched: does that host answer, and allow other origins (Access-Control-Allow-Origin)?");
  });
  if (!response.ok) throw new Error(`they could not be fetched (${response.status})`);
  const text = await response.text();
  if (text.length > longest) throw new Error("they are longer than 1 MB");
  return text;
}

async function inWorker(order, { spawn }) {
  const worker = await spawn("compiler");
  try {
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(reject, patience);
      worker.onerror = reject;
      worker.onmessage = ({ data }) => {
        if (!data.runs) return resolve(data);
        clearTimeout(timer);
        worker.postMessage(order);
      };
    });
  } finally {
    worker.terminate();
  }
}

async function beside(order, { script }) {
  try {
    return await (await script("compile")).compile(order);
  } catch (error) {
    return { error: error.message };
  }
}
