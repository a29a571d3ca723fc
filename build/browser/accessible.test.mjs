// Every kind of page: accessible, and as wide as the window.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { kinds, launch, paste, site, watched } from "./chromium.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const standards = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const windows = { wide: { width: 1280, height: 900 }, narrow: { width: 320, height: 640 } };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

// inspect is what axe finds wrong by some of its rules, each with the elements it means.
async function inspect(page, runOnly) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly, resultTypes: ["violations"] }), runOnly);
  return violations.map((rule) => `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`);
}

const widthOf = (page) => page.evaluate(() => document.documentElement.scrollWidth);

// In the dark nothing but the colours is different.
for (const [colorScheme, runOnly] of Object.entries({ light: standards, dark: ["color-contrast"] })) {
  for (const [size, viewport] of Object.entries(colorScheme === "dark" ? { wide: windows.wide } : windows)) {
    test(`accessible: ${colorScheme}, ${size}`, { timeout: 120_000 }, async (t) => {
      const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
      for (const [kind, path] of await kinds()) {
        await t.test(`${kind} ${path}`, async () => {
          const page = await watched(context);
          await page.goto(site + path);
          assert.deepEqual(await inspect(page, runOnly), []);
          assert.ok(await widthOf(page) <= viewport.width, `scrolls sideways: ${await widthOf(page)} px`);
          assert.deepEqual(page.complaints, []);
          await page.close();
        });
      }
      await t.test("an answer", async () => {
        const page = await watched(context);
        await page.goto(site);
        await paste(page, "550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown in local recipient table");
        await page.waitForSelector("article.answer", { timeout: 20_000 });
        assert.deepEqual(await inspect(page, runOnly), []);
        assert.ok(await widthOf(page) <= viewport.width, `scrolls sideways: ${await widthOf(page)} px`);
        await page.close();
      });
      await context.close();
    });
  }
}
