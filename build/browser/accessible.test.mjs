// Every kind of page: accessible, and as wide as the window.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { kinds, launch, paste, site, watched } from "./chromium.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const wide = { width: 1280, height: 900 };
const narrow = { width: 320, height: 640 };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

// inspect is what axe finds wrong by some of its rules, each with the elements it means.
async function inspect(page, runOnly) {
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ["violations"] }), runOnly);
  return violations.map((rule) => `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
}

// sound looks at a page in a wide and a narrow window, in light and dark. In the dark nothing but the colours is different.
async function sound(page) {
  await page.evaluate(axe);
  for (const [size, viewport] of Object.entries({ narrow, wide })) {
    await page.setViewportSize(viewport);
    assert.deepEqual(await inspect(page, standards), [], `light, ${size}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(width <= viewport.width, `${size}: scrolls sideways: ${width} px`);
  }
  await page.emulateMedia({ colorScheme: "dark" });
  assert.deepEqual(await inspect(page, ["color-contrast"]), [], "dark");
  await page.emulateMedia({ colorScheme: "light" });
}

test("accessible: light and dark, wide and narrow", { timeout: 240_000 }, async (t) => {
  const context = await browser.newContext({ viewport: wide, colorScheme: "light", reducedMotion: "reduce" });
  const page = await watched(context);
  for (const [kind, path] of await kinds()) {
    await t.test(`${kind} ${path}`, async () => {
      page.complaints.length = 0;
      await page.goto(site + path);
      await sound(page);
      assert.deepEqual(page.complaints, []);
    });
  }
  await t.test("an answer", async () => {
    await page.goto(site);
    await paste(page, "550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown in local recipient table");
    await page.waitForSelector("article.answer", { timeout: 20_000 });
    await sound(page);
  });
  await context.close();
});
