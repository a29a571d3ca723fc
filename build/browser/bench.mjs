// What go run ./build bench measures in JavaScript: prints it as JSON. Times are in microseconds, those of the first start in milliseconds.
import { launch, site } from "./chromium.mjs";

const { inputs, patterns } = await (await fetch(`${site}/bench.json`)).json();
const body = async (name) => new Uint8Array(await (await fetch(`${site}/${name}`)).arrayBuffer());

// timed runs in the page too, so it uses nothing of this file: two milliseconds at a time, since browsers round the clock.
function timed(f) {
  f();
  const runs = [];
  for (const end = performance.now() + 1000; performance.now() < end || runs.length < 5; ) {
    const start = performance.now();
    let times = 0;
    let took = 0;
    for (; took < 2; times++) {
      f();
      took = performance.now() - start;
    }
    runs.push((took * 1000) / times);
  }
  runs.sort((a, b) => a - b);
  return { least: runs[0], usual: runs[runs.length >> 1] };
}

const all = (decoder, inputs, timed) => Object.fromEntries(Object.entries(inputs).map(([name, text]) => [name, timed(() => decoder.decode(text))]));

// In Node, with an eye on the memory.
let memory;
const instantiate = WebAssembly.instantiate;
WebAssembly.instantiate = async (...args) => {
  const result = await instantiate(...args);
  memory = (result.instance ?? result).exports.mem;
  return result;
};
const source = await (await fetch(`${site}/decoder.js`)).text(); // Node imports nothing from the network
const { load } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
const decoder = await load({ base: `${site}/`, wasm: await body("decoder.wasm"), table: await body("table.bin") });
decoder.decode("550 5.1.1 user unknown");
const held = { "the start": memory.buffer.byteLength };
const node = all(decoder, inputs, timed);
held["every input above"] = memory.buffer.byteLength;
decoder.decode(inputs["log-300.txt"].repeat(Math.floor((10 << 20) / inputs["log-300.txt"].length)));
held["10 MB of a log"] = memory.buffer.byteLength;

// The plain list: engines compile an expression when it is first used.
const start = performance.now();
const list = patterns.map(({ all, reply }) => ({ all: all.map((p) => new RegExp(p)), reply: reply ?? [] }));
const find = (text) => {
  text = text.toLowerCase().replace(/\s+/g, " ");
  return list.filter(({ all, reply }) => (!reply.length || reply.some((code) => text.startsWith(code))) && all.every((p) => p.test(text)));
};
for (const text of Object.values(inputs)) if (text.length < 4000) find(text);
const compile = performance.now() - start;
const listed = Object.fromEntries(["reply-line.txt", "reply-2k.txt"].map((name) => [name, timed(() => find(inputs[name]))]));

const browser = await launch();
const page = await browser.newPage();
await page.goto(`${site}/404.html`);
const chromium = await page.evaluate(
  `import("/decoder.js").then(async ({ load }) => (${all})(await load(), ${JSON.stringify(inputs)}, ${timed}))`,
);

// The first answer: fetch, compile, start, load the rules, decode. Bits a second and milliseconds as the Chromium project's tools have them.
const first = `(async () => {
  const start = performance.now();
  const { load } = await import("/decoder.js");
  const decoder = await load();
  decoder.decode("550 5.1.1 user unknown");
  return performance.now() - start;
})()`;
const cold = [];
for (const [name, bits, latency, warm] of [
  ["none: from the browser's cache", 0, 0, true],
  ["none: from this machine", 0, 0],
  ["cable: 5 Mbit/s, 28 ms", 5e6, 28],
  ["fast 3G: 1.6 Mbit/s, 150 ms", 1.6e6, 150],
]) {
  const runs = [];
  for (let i = 0; i < 7; i++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${site}/404.html`);
    if (warm) {
      await page.evaluate(first);
      await page.reload();
    }
    if (bits) {
      const session = await context.newCDPSession(page);
      await session.send("Network.enable");
      await session.send("Network.emulateNetworkConditions", { offline: false, latency, downloadThroughput: bits / 8, uploadThroughput: bits / 8 });
    }
    runs.push(await page.evaluate(first));
    await context.close();
  }
  runs.sort((a, b) => a - b);
  cold.push({ name, least: runs[0], usual: runs[runs.length >> 1] });
}
await browser.close();
console.log(JSON.stringify({ chromium, node, list: listed, compile, cold, memory: held }));
