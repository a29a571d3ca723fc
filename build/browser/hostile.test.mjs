// Whatever is pasted, the page stays alive, says something, and answers the next paste.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, paste, site, watched } from "./chromium.mjs";
import { hostile } from "./messages.mjs";

let browser, page;

before(async () => {
  browser = await launch();
  page = await watched(await browser.newContext());
  await page.goto(site);
  await paste(page, "550 5.1.1 user unknown");
  await page.waitForSelector("article.answer", { timeout: 20_000 });
});

after(() => browser.close());

for (const [name, make] of Object.entries(hostile)) {
  test(name, { timeout: 60_000 }, async () => {
    await paste(page, make());
    await page.waitForTimeout(400);
    const recipient = `after-${name.replace(/\W+/g, "-").toLowerCase()}@example.org`;
    await paste(page, `550 5.1.1 <${recipient}>: Recipient address rejected: User unknown in local recipient table`);
    await page.waitForFunction(
      (recipient) => [...document.querySelectorAll("article.answer")].some((card) => card.textContent.includes(recipient)),
      recipient,
      { timeout: 30_000 },
    );
    assert.deepEqual(page.complaints.splice(0), []);
  });
}

test("a lone 550 is explained by its code", async () => {
  await paste(page, "550");
  await page.waitForFunction(() => {
    const cards = document.querySelectorAll("article.answer");
    return cards.length === 1 && cards[0].textContent.includes("550") && !cards[0].textContent.includes("example.org");
  });
});
