// The search: whether it finds what readers look for (testdata/search.txt), and whether it can be used by keyboard, by ear and without scripts.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { finder } from "../../site/scripts/search/find.js";
import { wordsOf } from "../../site/scripts/search/words.js";
import { launch, site, watched } from "./chromium.mjs";

const require = createRequire(import.meta.url);
const axe = await readFile(require.resolve("axe-core/axe.min.js"), "utf8");
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

let browser, page, data;
before(async () => {
  browser = await launch();
  page = await watched(await browser.newContext({ viewport: { width: 1280, height: 900 } }));
  data = await (await fetch(`${site}/search.json`)).json();
});
after(() => browser.close());

test("the library is the one of the lock file, unchanged", async () => {
  const ours = await readFile(new URL("../../site/scripts/minisearch/minisearch.js", import.meta.url), "utf8");
  const theirs = await readFile(require.resolve("minisearch").replace(/dist.*$/, "dist/es/index.js"), "utf8");
  assert.ok(ours === theirs, "copy build/browser/node_modules/minisearch/dist/es/index.js to site/scripts/minisearch/minisearch.js");
});

test("the page wanted comes first, or among the first three", async () => {
  const find = await finder(data);
  const table = await readFile(new URL("../../testdata/search.txt", import.meta.url), "utf8");
  const rows = table.split("\n").filter((line) => line && !line.startsWith("# "));
  assert.ok(rows.length >= 60, `${rows.length} queries`);
  const wrong = [];
  for (const row of rows) {
    const [, query, mark, want] = row.match(/^(.*) ([→~]) (\S+)$/);
    const hits = find(query).map((hit) => hit.url);
    if (!hits.slice(0, mark === "→" ? 1 : 3).includes(want)) wrong.push(`${row}: got ${hits.slice(0, 3).join(", ")}`);
  }
  assert.deepEqual(wrong, []);
});

test("the index was cut into words as queries are", () => {
  const terms = new Set(data.terms.split(" "));
  const texts = [...data.pages.map((row) => row[2]), ...data.replies.map((row) => row[3])];
  const missing = texts.flatMap(wordsOf).filter((word) => !terms.has(word));
  assert.deepEqual([...new Set(missing)].slice(0, 20), []);
});

test("every result leads to a page", async () => {
  const seen = new Map();
  for (const [, url] of data.pages) assert.equal((await fetch(site + url, { method: "HEAD" })).status, 200, url);
  for (const [at, rule] of data.replies) {
    const path = data.pages[at][1];
    if (!seen.has(path)) seen.set(path, await (await fetch(site + path)).text());
    assert.ok(seen.get(path).includes(`id="${rule}"`), `${path}#${rule}`);
  }
});

const field = "#find";
const options = () => page.locator("#found [role=option]");
const active = () => page.evaluate((field) => {
  const id = document.querySelector(field).getAttribute("aria-activedescendant");
  return id && document.getElementById(id).getAttribute("href");
}, field);

test("nothing is loaded before the box is near", async () => {
  await page.goto(`${site}/about/`, { waitUntil: "load" });
  const loaded = () => page.requests.filter((url) => /\/search\.js/.test(url)).length;
  assert.equal(loaded(), 0);
  await page.hover(field);
  await page.waitForFunction(() => document.querySelector("#found"));
  assert.equal(loaded(), 1);
});

test("by keyboard: / types, arrows choose, Enter follows", async () => {
  await page.goto(`${site}/about/`);
  await page.keyboard.press("/");
  await page.keyboard.type("mailbx full");
  await page.waitForSelector("#found:not([hidden]) [role=option]");
  assert.equal(await page.getAttribute(field, "aria-expanded"), "true");
  assert.equal(await active(), null);
  await page.keyboard.press("ArrowDown");
  const first = await active();
  assert.match(first, /^\/e\/mailbox-full/);
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(), null);
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(), "/search/#q=mailbx%20full");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  assert.equal(await active(), first);
  await page.keyboard.press("Enter");
  await page.waitForURL(site + first);
});

test("Escape closes, then empties, then leaves; the slash can be typed into a field", async () => {
  await page.goto(site);
  await page.focus("#paste");
  await page.keyboard.press("/");
  assert.equal(await page.inputValue("#paste"), "/");
  await page.focus(field);
  await page.keyboard.type("spf");
  await page.waitForSelector("#found:not([hidden]) mark");
  assert.match(await page.innerText("#found mark >> nth=0"), /^spf$/i);
  await page.keyboard.press("Escape");
  assert.ok(await page.locator("#found").isHidden());
  assert.equal(await page.inputValue(field), "spf");
  await page.keyboard.press("Escape");
  assert.equal(await page.inputValue(field), "");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
});

test("a reply is offered to the decoder, and no words are sent", async () => {
  await page.goto(`${site}/about/`);
  const before = page.requests.length;
  await page.focus(field);
  await page.keyboard.insertText("550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown");
  await page.waitForSelector("#found:not([hidden]) [role=option]");
  assert.match(await options().first().innerText(), /Decode this reply/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForSelector("article.answer", { timeout: 20_000 });
  assert.ok(!page.requests.slice(before).some((url) => /ana|unknown/i.test(url)), "an address that was requested holds the reply");
});

test("Enter leads to the page of the search, which can be used by keyboard too", async () => {
  await page.goto(`${site}/about/`);
  await page.focus(field);
  await page.waitForSelector("#found", { state: "attached" }); // before its script is there the box is a form
  await page.keyboard.type("greylisting");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${site}/search/#q=greylisting`);
  await page.waitForSelector("#search-found a");
  await page.focus("#search-words");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "/e/greylisted/");
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.activeElement.id), "search-words");
  await page.waitForFunction(() => /\d+ results/.test(document.querySelector("#search-status").textContent));
});

test("an address can hold the words", async () => {
  for (const mark of ["?", "#"]) {
    await page.goto("about:blank");
    await page.goto(`${site}/search/${mark}q=5.7.26`);
    await page.waitForSelector('#search-found a[href="/codes/5.7.26/"]');
    assert.equal(page.url(), `${site}/search/#q=5.7.26`, "where no server sees them");
  }
});

test("the key can be switched off", async () => {
  await page.goto("about:blank");
  await page.goto(`${site}/search/`);
  await page.uncheck("#search-slash");
  await page.goto(`${site}/about/`);
  await page.keyboard.press("/");
  assert.equal(await page.evaluate(() => document.activeElement === document.body), true);
  await page.goto(`${site}/search/`);
  await page.check("#search-slash");
});

for (const [name, options] of Object.entries({
  "wide, light": { viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  "narrow, dark": { viewport: { width: 320, height: 640 }, colorScheme: "dark" },
})) {
  test(`accessible with results: ${name}`, async () => {
    const page = await watched(await browser.newContext(options));
    for (const [path, field, shown] of [["/about/", "#find", "#found:not([hidden]) [role=option]"], ["/search/", "#search-words", "#search-found a"]]) {
      await page.goto(site + path);
      await page.focus(field);
      await page.keyboard.type("gmail 5.7.26");
      await page.waitForSelector(shown);
      if (path === "/about/") await page.keyboard.press("ArrowDown");
      await page.evaluate(axe);
      const { violations } = await page.evaluate((standards) => window.axe.run(document, { runOnly: standards }), standards);
      assert.deepEqual(violations.map((rule) => `${rule.id}: ${rule.nodes[0].html} ${rule.nodes[0].failureSummary}`), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "scrolls sideways");
    }
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });
}

test("without scripts the box is a form, and its page lists the ways in", async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${site}/about/`);
  await page.fill(field, "5.7.26");
  await page.press(field, "Enter");
  await page.waitForURL(`${site}/search/?q=5.7.26`);
  for (const way of ["/families/", "/codes/", "/providers/", "/reasons/"]) assert.ok(await page.locator(`main a[href="${way}"]`).isVisible(), way);
  await context.close();
});

test("nothing was complained about", () => {
  assert.deepEqual(page.complaints, []);
});
