// Runs the bundled Worker in workerd and prints what it found: workerd.mjs FOLDER CASES-URL.
import { readFileSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { Miniflare } from "../worker/node_modules/miniflare/dist/src/index.js";

const [folder, cases] = process.argv.slice(2);
const types = { mjs: "ESModule", wasm: "CompiledWasm", bin: "Data" };
const names = (await readdir(folder)).sort((a, b) => (b === "worker.mjs") - (a === "worker.mjs"));
const worker = new Miniflare({
  compatibilityDate: "2026-01-01",
  modulesRoot: folder,
  modules: names.map((name) => {
    const type = types[name.split(".").pop()];
    return { type, path: join(folder, name), contents: readFileSync(join(folder, name), type === "ESModule" ? "utf8" : undefined) };
  }),
  cf: false,
});
try {
  // Several first requests at once: none may wait for what another one began.
  const answers = await Promise.all(
    ["550 5.1.1 <bob@example.org>: User unknown", "452 4.2.2 Mailbox over quota"].map((body) => worker.dispatchFetch("http://worker/", { method: "POST", body })),
  );
  const reasons = await Promise.all(answers.map(async (answer) => (await answer.json()).bounces[0].reason));
  if (reasons.join() !== "user-unknown,mailbox-full") throw new Error(`answers: ${reasons}`);
  const answer = await worker.dispatchFetch(`http://worker/?cases=${encodeURIComponent(cases)}`);
  console.log(JSON.stringify({ host: "workerd", ...(await answer.json()) }));
} finally {
  await worker.dispose();
}
