// Typing stays smooth whatever was pasted. Frames are counted in the page, and long tasks are what the browser calls so: more than
// 50 ms without a break.
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

/**
 * Types for a while, then waits for the answer. Returns the usual frame and the longest task while typing, and the longest task of
 * the answer, in milliseconds.
 */
async function typing(words) {
  await page.locator("#paste").focus();
  await page.keyboard.press("Control+End");
  await page.waitForTimeout(300); // it scrolls
  await page.evaluate(() => {
    window.frames = [];
    let last = performance.now();
    const frame = (now) => {
      window.frames.push(now - last);
      last = now;
      window.counting = requestAnimationFrame(frame);
    };
    window.counting = requestAnimationFrame(frame);
  });
  const tasks = () => page.evaluate(() => Math.max(0, ...window.tasks.splice(0)));
  await tasks();
  await page.locator("#paste").pressSequentially(words, { delay: 30 });
  const typed = await tasks();
  const usual = await page.evaluate(() => {
    cancelAnimationFrame(window.counting);
    return window.frames.slice(2).sort((a, b) => a - b)[window.frames.length >> 1];
  });
  await page.waitForTimeout(1500);
  return { usual, typed, answered: await tasks() };
}

const frameLimit = 20; // ms: 50 frames a second
const taskLimit = 500; // ms in one piece
const words = "550 5.1.1 user unknown ";
const mega = (n) => Array.from({ length: Math.ceil(n / log.length) }, (_, i) => log.replaceAll("4Xq", `4${i.toString(36)}q`)).join("").slice(0, n);

for (const [name, text] of [
  ["nothing", ""],
  ["a reply", "550 5.1.1 User unknown\n"],
  ["250 KB of a log, in the field", mega(250_000)],
  ["1 MB of a log", mega(1_000_000)],
  ["1 MB of one line", "550 5.1.1 user unknown ".repeat(43_500)],
]) {
  test(name, { timeout: 240_000 }, async (t) => {
    // The best of at most four tries: another program's pause is not ours.
    const least = { usual: Infinity, typed: Infinity, answered: Infinity, pasted: Infinity };
    const smooth = () => least.usual < frameLimit && Math.max(least.typed, least.answered, least.pasted) < taskLimit;
    for (let i = 0; i < 4 && !smooth(); i++) {
      await page.evaluate(() => document.querySelector("#clear").click());
      await page.waitForSelector("#answers[data-state=idle]", { state: "attached" });
      await page.evaluate(() => (window.tasks.length = 0));
      if (text) {
        await paste(page, text);
        await page.waitForSelector("#answers[data-state=done]");
        await page.waitForTimeout(700);
      }
      const pasted = await page.evaluate(() => Math.max(0, ...window.tasks.splice(0)));
      const found = { ...(await typing(words)), pasted };
      for (const key of Object.keys(least)) least[key] = Math.min(least[key], found[key]);
    }
    const ms = (n) => `${n.toFixed(0)} ms`;
    t.diagnostic(`usual frame ${ms(least.usual)}; longest task while typing ${ms(least.typed)}, of the answer ${ms(least.answered)}, of the paste ${ms(least.pasted)}`);
    assert.ok(least.usual < frameLimit, `the usual frame takes ${least.usual} ms`);
    // On a busy machine keys come so slowly that answers fall between them: the bound is that of an answer.
    assert.ok(least.typed < taskLimit, `a task took ${least.typed} ms while typing`);
    assert.ok(least.answered < taskLimit, `the answer took ${least.answered} ms at once`);
    assert.ok(least.pasted < taskLimit, `the paste took ${least.pasted} ms at once`);
  });
}
