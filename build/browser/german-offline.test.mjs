// The decoder in German without a network, for those who used it in German; and nothing of it in the store of those who did not.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { cards, host, launch, open, paste, textOf } from "./both.mjs";
import { report } from "./messages.mjs";

let browser, web;
before(async () => {
  browser = await launch("chrome");
  web = await host();
});
after(async () => {
  await browser?.close();
  web?.close();
});

const installed = (page) =>
  page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated" && navigator.serviceWorker.controller !== null, { timeout: 60_000, polling: 200 });
const kept = (page) => page.evaluate(async () => (await (await caches.open("files")).keys()).map(({ url }) => new URL(url).pathname));

test("the German decoder works without a network after one visit to it", async () => {
  const page = await open(browser);
  await page.goto(`${web.url}/de/`);
  await installed(page);
  assert.ok((await kept(page)).includes("/texts.de.json"));
  web.down = true;
  await page.goto(`${web.url}/de/`);
  await paste(page, report);
  await cards(page, 2);
  assert.match(await textOf(page, "article.answer"), /Antwort für den Kunden kopieren/);
  web.down = false;
  await page.browserContext().close();
});

test("English visitors keep nothing German until they go there", async () => {
  const page = await open(browser);
  await page.goto(`${web.url}/`);
  await installed(page);
  assert.deepEqual((await kept(page)).filter((path) => /\.de\.|\/de\//.test(path)), []);
  await page.goto(`${web.url}/de/`);
  await page.waitForFunction(async () => Boolean(await (await caches.open("files")).match("/texts.de.json", { ignoreSearch: true })), { timeout: 30_000, polling: 200 });
  await page.browserContext().close();
});
