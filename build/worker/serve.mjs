// Starts the Worker and its assets in workerd, as wrangler deploy would send them, and prints the address. It stops with its
// standard input. One address more than the Worker has, /api/held, tells what the Go program holds; a mail posted to
// /cdn-cgi/handler/email (miniflare's own) makes it print the file that holds the reply.
//
//   node serve.mjs DIST [PORT]
import { Log, LogLevel, Miniflare } from "miniflare";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const dist = resolve(process.argv[2]);
const edge = join(dist, "edge");
const config = JSON.parse(
  readFileSync(new URL("../../wasm/edge/wrangler.jsonc", import.meta.url), "utf8")
    .replace(/^\s*\/\/.*$/gm, "")
    .replace(/\s\/\/ .*$/gm, ""),
);
const module = (type, path) => ({ type, path: join(edge, path), contents: readFileSync(join(edge, path), type === "ESModule" ? "utf8" : undefined) });

const held = `
import entry from "./entry.mjs";
let program, instance;
const run = Go.prototype.run;
Go.prototype.run = function (...args) {
  program = this;
  instance = args[0];
  return run.apply(this, args);
};
export default {
  ...entry,
  fetch(request, env, context) {
    if (new URL(request.url).pathname !== "/api/held") return entry.fetch(request, env, context);
    return Response.json({ memory: instance.exports.mem.buffer.byteLength, values: program._values.length });
  },
};`;

class Replies extends Log {
  log(message) {
    const file = /replied to sender[^]*?(\/\S+\.eml)/.exec(message)?.[1];
    if (file) console.log(file);
  }
}

const mf = new Miniflare({
  host: "127.0.0.1",
  port: Number(process.argv[3] ?? 0),
  compatibilityDate: config.compatibility_date,
  modulesRoot: edge,
  modules: [
    { type: "ESModule", path: join(edge, "held.mjs"), contents: held },
    module("ESModule", "entry.mjs"),
    module("ESModule", "wasm_exec.js"),
    module("CompiledWasm", "app.wasm"),
    module("Data", "table.bin"),
  ],
  assets: {
    directory: dist,
    binding: config.assets.binding,
    routerConfig: { has_user_worker: true, static_routing: { user_worker: config.assets.run_worker_first } },
    assetConfig: { html_handling: config.assets.html_handling, not_found_handling: config.assets.not_found_handling },
  },
  bindings: config.vars,
  cf: false,
  log: new Replies(LogLevel.INFO),
  unsafeTriggerHandlers: true,
});
console.log(String(await mf.ready));
process.stdin.on("end", () => process.exit()).resume(); // workerd ends with its parent
