// Many deliveries at once: the summary, its filters, the chart, the table, the files.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { launch, paste, site, watched } from "./chromium.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const log = readFileSync(new URL("../../testdata/speed/log-300.txt", import.meta.url), "utf8");
let browser, context, page;

before(async () => {
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", acceptDownloads: true });
  page = await watched(context);
  page.setDefaultTimeout(20_000);
  await page.goto(site);
});

after(() => browser.close());

const violations = async (page) => {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }));
  return found.violations.map((rule) => `${rule.id}: ${rule.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
};

const fresh = async (text) => {
  await page.evaluate(() => document.querySelector("#clear").click());
  await page.waitForSelector("#answers[data-state=idle]", { state: "attached" });
  await paste(page, text);
  await page.waitForSelector(".overview");
};

const row = (name) => page.locator(".tally-row", { hasText: name });
const rows = () => page.locator(".deliveries tbody tr").count();

/** A line of a Postfix log: a try at delivering, in minutes after ten o'clock. */
const line = (minutes, queue, to, said, code = "4.2.2") => {
  const clock = new Date(Date.UTC(2026, 2, 1, 10, minutes)).toISOString().slice(11, 19);
  const status = code[0] === "5" ? "bounced" : "deferred";
  return `Mar  1 ${clock} mail postfix/smtp[7]: ${queue}: to=<${to}>, relay=mx.example.org[203.0.113.7]:25, delay=1, dsn=${code}, status=${status} (host mx.example.org[203.0.113.7] said: ${said})\n`;
};

test("a log is summed up, and its numbers are right", async () => {
  await fresh(log);
  assert.equal(await page.locator("#overview-title").innerText(), "60 deliveries to 60 addresses");
  for (const [name, n] of [["Soft bounce", 36], ["Hard bounce", 12], ["Not a failure", 12], ["Postfix", 24], ["example.org", 60]]) {
    assert.match((await row(name).innerText()).replace(/\s+/g, " "), new RegExp(` ${n}$`), name);
  }
  assert.match(await page.locator(".chart svg").getAttribute("aria-label"), /^60 deliveries over time, from 1 Mar, 10:00:00 to /);
  await page.locator(".chart summary").click();
  await page.locator(".chart-table td").last().waitFor(); // the table is made when it is opened
  const cells = await page.locator(".chart-table td").allInnerTexts();
  assert.equal(cells.reduce((sum, n) => sum + Number(n), 0), 60, "the table beside the chart holds every delivery");
});

test("rows of the summary filter all else, with the keyboard", async () => {
  await fresh(log);
  await row("mailbox is full").focus();
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("article.answer").count(), 1);
  assert.match(await page.locator(".chosen").innerText(), /12 of 60 deliveries/);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-pressed")), "true", "the focus stays on the row");
  await page.keyboard.press("Space");
  assert.equal(await page.locator("article.answer").count(), 5);
  await row("Hard bounce").click();
  await page.fill("#find-delivery", "user5@");
  await page.waitForFunction(() => /^1 of 60 deliveries/.test(document.querySelector(".chosen").innerText));
  await page.getByRole("button", { name: "Show all" }).click();
  assert.equal(await page.locator("article.answer").count(), 5);
});

test("tabs by arrow keys, the table sorted and paged", async () => {
  await fresh(log);
  await page.locator("#tab-answers").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-deliveries");
  assert.equal(await rows(), 50);
  await page.getByRole("button", { name: "Next 50" }).click();
  assert.equal(await rows(), 10);
  assert.equal(await page.locator(".pager-where").innerText(), "Rows 51 to 60 of 60");
  const recipients = () => page.locator(".deliveries .address").allInnerTexts();
  await page.locator('[data-sort="recipient"]').click();
  assert.equal(await page.locator("th[aria-sort=ascending]").innerText(), "Recipient");
  const up = await recipients();
  assert.deepEqual(up, [...up].sort());
  await page.locator('[data-sort="recipient"]').click();
  assert.equal((await recipients())[0], "user9@example.org");
  await page.locator(".deliveries .more").first().click();
  assert.match(await page.locator(".delivery-more").innerText(), /What it means/);
  assert.deepEqual(await violations(page), []);
});

test("attempts at one delivery are a line of time with its pauses", async () => {
  const tries = [0, 5, 20, 380].map((at) => line(at, "4A1", "ana@example.org", "452 4.2.2 Mailbox full")).join("");
  const others = Array.from({ length: 9 }, (_, i) => line(i, `4B${i}`, `user${i}@example.org`, "550 5.1.1 User unknown", "5.1.1")).join("");
  await fresh(tries + others);
  await page.locator("#tab-deliveries").click();
  await page.locator('button[aria-label="Details of the delivery to ana@example.org"]').click();
  assert.deepEqual(await page.locator(".timeline .pause").allInnerTexts(), ["5 minutes later", "15 minutes later", "6 hours later"]);
  assert.deepEqual(await page.locator(".timeline time").allInnerTexts(), ["1 Mar, 10:00:00", "1 Mar, 10:05:00", "1 Mar, 10:20:00", "1 Mar, 16:20:00"]);
});

test("files to take away: what is shown, and nothing that a spreadsheet runs", async () => {
  const formulas = ["=HYPERLINK(\"https://example.net\")", "+1+1", "-2+3", "@SUM(A1)"].map((f, i) => line(i, `4C${i}`, `user${i}@example.org`, `550 ${f} no such user`, "5.1.1")).join("");
  const others = Array.from({ length: 8 }, (_, i) => line(i, `4D${i}`, `box${i}@example.org`, "452 4.2.2 Mailbox full")).join("");
  await fresh(formulas + others);
  const take = async (name) => {
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name }).click()]);
    return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
  };
  const csv = await take("Save as CSV");
  assert.equal(csv.name, "whybounced-deliveries.csv");
  assert.equal(csv.text.charCodeAt(0), 0xfeff);
  const lines = csv.text.trim().split("\r\n");
  assert.equal(lines.length, 13);
  assert.match(lines[0], /"time","recipient","recipient domain","type"/);
  for (const cell of csv.text.match(/"(?:[^"]|"")*"/g)) assert.doesNotMatch(cell, /^"\s*[=+\-@]/, "a cell begins like a formula");
  await row("Hard bounce").click();
  const json = await take("Save as JSON");
  const { bounces } = JSON.parse(json.text);
  assert.equal(bounces.length, 4);
  assert.ok(bounces.every((bounce) => bounce.type === "hard" && !("origin" in bounce) && bounce.reason));
});

test("ten thousand deliveries are as quick as ten", { timeout: 180_000 }, async (t) => {
  const files = Array.from({ length: 6 }, (_, f) => ({
    name: `mail.${f}.log`,
    mimeType: "text/plain",
    buffer: Buffer.from(Array.from({ length: 1700 }, (_, i) => line((f * 1700 + i) / 8, `4E${f}${i}`, `user${i}@d${i % 40}.example.org`, i % 3 ? "452 4.2.2 Mailbox full" : "550 5.1.1 User unknown", i % 3 ? "4.2.2" : "5.1.1")).join("")),
  }));
  await page.setInputFiles("#file", files);
  await page.waitForFunction(() => /^10,200 deliveries/.test(document.querySelector("#overview-title")?.innerText ?? ""), null, { timeout: 120_000 });
  // The least of several tries: the others tell about the machine.
  const least = (selector) =>
    page.evaluate(async (selector) => {
      const times = [];
      for (let i = 0; i < 20; i++) {
        const start = performance.now();
        document.querySelector(selector).click();
        document.body.offsetHeight;
        times.push(performance.now() - start);
        await new Promise(requestAnimationFrame);
      }
      return Math.min(...times);
    }, selector);
  await page.locator("#tab-deliveries").click();
  for (const selector of ['[data-sort="recipient"]', '[data-sort="time"]', ".pager button:last-child", '.tally-row[data-type="hard"]']) {
    const took = await least(selector);
    t.diagnostic(`${selector}: ${took.toFixed(1)} ms`);
    assert.ok(took < 300, `${selector} takes ${took} ms`);
  }
  assert.equal(await page.locator(".deliveries tbody tr").count(), 50);
});

for (const colorScheme of ["light", "dark"]) {
  test(`accessible and narrow: ${colorScheme}`, async () => {
    const narrow = await browser.newContext({ viewport: { width: 320, height: 640 }, colorScheme, reducedMotion: "reduce" });
    const small = await watched(narrow);
    await small.goto(site);
    await paste(small, log);
    await small.waitForSelector(".overview");
    await small.waitForFunction(() => document.querySelector('link[href="/later.css"]')?.sheet);
    assert.deepEqual(await violations(small), []);
    await small.locator("#tab-deliveries").click();
    await small.locator(".sorter select").selectOption("reason");
    assert.deepEqual(await violations(small), []);
    assert.ok((await small.evaluate(() => document.documentElement.scrollWidth)) <= 320);
    assert.deepEqual(small.complaints, []);
    await narrow.close();
  });
}

test("nothing was complained about", () => assert.deepEqual(page.complaints, []));
