// How long an answer takes in WebAssembly, in Chromium and in Node, for one input of each form and size (testdata/speed).
// The least of many times is held to a bound: the others tell about the machine.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, site } from "./chromium.mjs";

const folder = new URL("../../testdata/speed/", import.meta.url);
const inputs = Object.fromEntries(
  await Promise.all((await readdir(folder)).sort().map(async (name) => [name, await readFile(new URL(name, folder), "utf8")])),
);

// Milliseconds: a reply takes less than one, a notice less than three, three hundred lines of a log less than thirty.
const bound = (name) => (name.startsWith("log-") ? 30 : /^(reply|event|prose)/.test(name) ? 1 : 3);

// times runs in the page too, so it uses nothing of this file.
async function times(load, base, inputs) {
  const decoder = await load({ base });
  const out = {};
  for (const [name, text] of Object.entries(inputs)) {
    const run = () => { // two milliseconds at a time: browsers round the clock
      const start = performance.now();
      let times = 0;
      let took = 0;
      for (; took < 2; times++) {
        decoder.decode(text);
        took = performance.now() - start;
      }
      return took / times;
    };
    const runs = [];
    for (const end = performance.now() + 1500; performance.now() < end || runs.length < 20; ) runs.push(run());
    runs.sort((a, b) => a - b);
    out[name] = { least: runs[0], usual: runs[runs.length >> 1] };
  }
  return out;
}

function check(t, found) {
  for (const [name, { least, usual }] of Object.entries(found)) {
    t.diagnostic(`${name.padEnd(16)} ${String(inputs[name].length).padStart(6)} characters  ${least.toFixed(3)} ms, usually ${usual.toFixed(3)} ms`);
    assert.ok(least < bound(name), `${name} takes ${least} ms, the limit is ${bound(name)}`);
  }
}

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("a reply within a millisecond, a notice within three: Chromium", { timeout: 120_000 }, async (t) => {
  const page = await browser.newPage();
  await page.goto(`${site}/404.html`);
  const program = `import("/decoder.js").then(({ load }) => (${times})(load, "${site}/", ${JSON.stringify(inputs)}))`;
  check(t, await page.evaluate(program));
});

test("a reply within a millisecond, a notice within three: Node", { timeout: 120_000 }, async (t) => {
  const source = await (await fetch(`${site}/decoder.js`)).text(); // Node imports nothing from the network
  const { load } = await import(`data:text/javascript,${encodeURIComponent(source)}`);
  check(t, await times(load, `${site}/`, inputs));
});
