// The service worker, in Chromium and in Firefox: what was visited works without a network, a new version is there at the next page, nothing
// that was pasted is kept.
import assert from "node:assert/strict";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import { browsers, cards, host, launch, open, paste, textOf } from "./both.mjs";
import { report } from "./messages.mjs";

const secret = "nobody-else-may-see-this@example.org";

for (const name of browsers) {
  describe(name, { timeout: 300_000 }, () => {
    let browser, web, page;
    before(async () => {
      browser = await launch(name);
    });
    after(() => browser?.close());
    beforeEach(async () => {
      web = await host();
      page = await open(browser);
    });
    afterEach(async () => {
      await page.browserContext().close();
      web.close();
    });

    const installed = () =>
      page.waitForFunction(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === "activated" && navigator.serviceWorker.controller !== null, { timeout: 60_000, polling: 200 });

    test("after one visit the decoder, the search and the visited pages work without a network", async () => {
      await page.goto(`${web.url}/e/dmarc-policy/`);
      await installed();
      web.down = true;
      await page.goto(`${web.url}/e/dmarc-policy/`); // visited before there was a worker
      assert.match(await textOf(page, "h1"), /DMARC/);
      await page.goto(`${web.url}/`);
      await paste(page, report);
      await cards(page, 2);
      await page.goto(`${web.url}/search/#q=tss04`);
      await page.waitForSelector('#search-found a[href="/e/yahoo-deferred/"]');
      await page.goto(`${web.url}/codes/550/`); // not visited
      assert.match(await textOf(page, "h1"), /No connection/);
      await page.goto(`${web.url}/?q=550+5.1.1+User+unknown`);
      await page.waitForSelector("article.answer");
    });

    test("nothing that was pasted or asked for is kept", async () => {
      await page.goto(`${web.url}/`);
      await installed();
      await page.goto(`${web.url}/?q=${secret}`);
      await page.goto(`${web.url}/search/?q=${secret}`);
      await page.goto(`${web.url}/#q=${secret}`);
      await page.goto(`${web.url}/go/550`).catch(() => {});
      await page.goto(`${web.url}/`);
      await paste(page, `550 5.1.1 <${secret}>: User unknown`);
      await cards(page, 1);
      await page.evaluate(() => fetch("/api/v1/explain/550"));
      const kept = await page.evaluate(async (secret) => {
        const found = [];
        for (const name of await caches.keys()) {
          const cache = await caches.open(name);
          for (const request of await cache.keys()) {
            const text = await (await cache.match(request)).text();
            if (/\?q=|%|\/(?:go|api)\//.test(request.url) || request.url.includes(secret) || text.includes(secret)) found.push(request.url);
          }
        }
        return [found, Object.keys(localStorage), Object.keys(sessionStorage), document.cookie];
      }, secret);
      assert.deepEqual(kept, [[], [], [], ""]);
    });

    test("version 2 is published while a tab is open", async () => {
      await page.goto(`${web.url}/`);
      await installed();
      await page.goto(`${web.url}/guides/seven-steps/`);
      await page.goto(`${web.url}/`);
      await web.publish({
        "/page.js": (text) => `${text};document.documentElement.dataset.script = "2";`,
        "/site.css": (text) => `${text}html{--version:2}`,
        "/": (text) => text.replace("<html ", '<html data-page="2" '),
      });
      // The open tab goes on with what it has.
      await paste(page, report);
      await cards(page, 2);
      assert.deepEqual(await version(page), ["", "", ""]);
      // The next page is the new version, all of it, while the old worker is still there.
      web.asked.length = 0;
      await page.goto(`${web.url}/`);
      await page.waitForFunction(() => document.documentElement.dataset.script);
      assert.deepEqual(await version(page), ["2", "2", "2"]);
      // The new worker takes over, and has fetched only what changed.
      await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update()));
      await page.waitForFunction(
        async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          const keys = await (await caches.open("files")).keys();
          return !registration.installing && !registration.waiting && registration.active.state === "activated" && keys.filter((request) => request.url.includes("/page.js")).length === 1;
        },
        { timeout: 60_000, polling: 200 },
      );
      assert.ok(!web.asked.some((path) => /decoder\.wasm|table\.bin|search\.json/.test(path)), `fetched again: ${web.asked}`);
      await page.goto(`${web.url}/`);
      web.down = true;
      await page.goto(`${web.url}/`);
      await page.waitForFunction(() => document.documentElement.dataset.script);
      assert.deepEqual(await version(page), ["2", "2", "2"]);
      await paste(page, report);
      await cards(page, 2);
      // A page of the old version that was visited is better than none, and gets the files that are there.
      await page.goto(`${web.url}/guides/seven-steps/`);
      assert.equal((await version(page))[2], "2");
    });

    test("a host in the middle of publishing leaves the old version whole", async () => {
      await page.goto(`${web.url}/`);
      await installed();
      await web.publish({ "/page.js": (text) => `${text};document.documentElement.dataset.script = "2";` });
      web.broken = "/page.js"; // sw.js is there already, the script is not
      await page.evaluate(() => navigator.serviceWorker.getRegistration().then((registration) => registration.update())).catch(() => {});
      await page.waitForFunction(async () => !(await navigator.serviceWorker.getRegistration()).installing, { polling: 200 });
      web.down = true;
      await page.goto(`${web.url}/`);
      await paste(page, report);
      await cards(page, 2);
      assert.equal((await version(page))[1], "");
    });

    test("a slow network does not keep a page waiting that is there", async () => {
      await page.goto(`${web.url}/`);
      await installed();
      web.slow = 20_000;
      const start = Date.now();
      await page.goto(`${web.url}/`);
      assert.ok(Date.now() - start < 12_000, `${Date.now() - start} ms`);
      assert.match(await textOf(page, "h1"), /bounce/);
      web.slow = 0;
    });
  });
}

const version = (page) =>
  page.evaluate(() => [document.documentElement.dataset.page ?? "", document.documentElement.dataset.script ?? "", getComputedStyle(document.documentElement).getPropertyValue("--version")]);
