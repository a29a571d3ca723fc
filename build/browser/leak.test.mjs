// A page that decodes all day keeps the memory that it had: tens of thousands of decodes through the decoder's worker, as a help desk's page makes
// them. LEAK is how many (go run ./build test makes 20,000; 100,000 take some minutes).
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, site, watched } from "./chromium.mjs";
import { report } from "./messages.mjs";

const decodes = Number(process.env.LEAK ?? 20_000);
const slack = 1 << 20; // bytes that the page may hold more at the end than after a tenth: 50 a decode would be seen

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

// Texts that differ each time, so that nothing can be answered from memory.
const texts = [
  "550 5.1.1 <ana#@example.org>: Recipient address rejected: User unknown in local recipient table",
  "Mar  1 10:00:02 relay postfix/smtp[#]: 4XyZ#: to=<bob#@example.org>, relay=mx.example.org[192.0.2.25]:25, delay=2, delays=0.1/0/0.5/1.4, dsn=5.2.2, status=bounced (host mx.example.org[192.0.2.25] said: 552 5.2.2 Mailbox full (in reply to RCPT TO command))",
  '{"event":"bounce","email":"bob#@example.org","reason":"550 5.7.1 blocked #","timestamp":1772359200}',
  "Nothing of interest, number #.",
  `${report}\n#`,
];

test(`${decodes} decodes in one page leave its memory as it was`, { timeout: 60_000 + decodes * 5 }, async (t) => {
  const page = await watched(await browser.newContext());
  await page.goto(`${site}/404.html`);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.enable");
  const heap = async () => {
    await devtools.send("HeapProfiler.collectGarbage");
    return (await devtools.send("Runtime.getHeapUsage")).usedSize;
  };
  await page.evaluate(async () => {
    const { load } = await import("/decoder.js");
    // The engine's own memory cannot be seen through the worker, so one decoder runs in the page too.
    const { instantiate, instantiateStreaming } = WebAssembly;
    const keep = (made) => (globalThis.memory = (made.instance ?? made).exports.mem, made);
    WebAssembly.instantiate = async (...args) => keep(await instantiate(...args));
    WebAssembly.instantiateStreaming = async (...args) => keep(await instantiateStreaming(...args));
    globalThis.decoders = [await load({ base: "/", worker: true }), await load({ base: "/" })];
    globalThis.count = 0;
  });
  const run = (times) =>
    page.evaluate(
      async ({ texts, times }) => {
        let failures = 0;
        for (let i = 0; i < times; i++) {
          const text = texts[i % texts.length].replaceAll("#", String(globalThis.count++));
          const { bounces } = await globalThis.decoders[i & 1].decode(text);
          if ((bounces.length === 0) !== text.startsWith("Nothing")) failures++;
        }
        return { failures, engine: globalThis.memory.buffer.byteLength };
      },
      { texts, times },
    );
  const warm = await run(decodes / 10);
  const before = await heap();
  const rest = await run(decodes - decodes / 10);
  const grown = (await heap()) - before;
  t.diagnostic(`the page holds ${grown} bytes more, the engine's memory went from ${warm.engine >> 10} to ${rest.engine >> 10} KB`);
  assert.equal(warm.failures + rest.failures, 0);
  assert.ok(grown < slack, `${grown} bytes more`);
  assert.ok(rest.engine - warm.engine < slack, `the engine's memory grew by ${rest.engine - warm.engine} bytes`);
  assert.deepEqual(page.complaints, []);
});
