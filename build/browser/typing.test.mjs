// Typing stays smooth whatever was pasted. Frames are counted in the page, and long tasks are what the browser calls so: more than
// 50 ms without a break. The machine may be slow, so its own pauses with nothing pasted are what is compared with.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { launch, paste, site } from "./chromium.mjs";

const log = readFileSync(new URL("../../testdata/speed/log-300.txt", import.meta.url), "utf8");
let browser, page;

before(async () => {
  browser = await launch();
  page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  page.setDefaultTimeout(60_000);
  await page.addInitScript(() => {
    window.tasks = [];
    new PerformanceObserver((list) => window.tasks.push(...list.getEntries().map((entry) => entry.duration))).observe({ type: "longtask" });
  });
  await page.goto(site);
  await paste(page, "550 5.1.1 User unknown");
  await page.waitForSelector("article.answer");
});

after(() => browser.close());

/** Types for a while, and returns the longest frame, the usual one, and the longest task, in milliseconds. */
async function typing(words) {
  await page.locator("#paste").focus();
  await page.keyboard.press("Control+End");
  await page.evaluate(() => {
    window.tasks.length = 0;
    window.frames = [];
    let last = performance.now();
    const frame = (now) => {
      window.frames.push(now - last);
      last = now;
      window.counting = requestAnimationFrame(frame);
    };
    window.counting = requestAnimationFrame(frame);
  });
  await page.locator("#paste").pressSequentially(words, { delay: 30 });
  await page.waitForTimeout(1000);
  return page.evaluate(() => {
    cancelAnimationFrame(window.counting);
    const frames = window.frames.slice(2).sort((a, b) => a - b);
    return { longest: frames.at(-1), usual: frames[frames.length >> 1], task: Math.max(0, ...window.tasks), tasks: window.tasks.length };
  });
}

const words = "550 5.1.1 user unknown, or so it says ";
const mega = (n) => Array.from({ length: Math.ceil(n / log.length) }, (_, i) => log.replaceAll("4Xq", `4${i.toString(36)}q`)).join("").slice(0, n);

// The best of several tries: another program's pause is not ours.
async function best(prepare) {
  let least;
  for (let i = 0; i < 4; i++) {
    await prepare();
    const found = await typing(words);
    if (!least || found.task < least.task || (found.task === least.task && found.longest < least.longest)) least = found;
    if (least.task === 0 && least.longest < 25) break;
  }
  return least;
}

for (const [name, text, bound] of [
  ["nothing", "", 50],
  ["a reply", "550 5.1.1 User unknown\n", 50],
  ["250 KB of a log, in the field", mega(250_000), 100],
  ["1 MB of a log", mega(1_000_000), 100],
  ["1 MB of one line", "550 5.1.1 user unknown ".repeat(43_500), 100],
]) {
  test(name, { timeout: 180_000 }, async (t) => {
    const found = await best(async () => {
      await paste(page, text);
      await page.waitForSelector(`#answers:is(${text ? "[data-state=done]" : "[data-state=idle]"})`, { state: "attached" });
      await page.waitForTimeout(500);
    });
    t.diagnostic(`usual frame ${found.usual.toFixed(1)} ms, longest ${found.longest.toFixed(1)} ms, long tasks ${found.tasks}, the longest ${found.task.toFixed(0)} ms`);
    assert.ok(found.usual < 20, `the usual frame takes ${found.usual} ms`);
    assert.ok(found.task < bound, `a task took ${found.task} ms while typing, the limit is ${bound}`);
  });
}
