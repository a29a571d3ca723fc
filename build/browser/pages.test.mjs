// Every page: complete without scripts, as wide as the window, and found by its short addresses.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { addresses, answer, kinds, launch, site, watched } from "./chromium.mjs";

const narrow = { width: 320, height: 640 };

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

// Each page is put into one that is open, since a page takes a tenth of a second to open: how wide it is depends on its text and styles. Pages
// of each kind are looked at with their scripts above.
test("no page scrolls sideways at 320 px", { timeout: 300_000 }, async () => {
  const context = await browser.newContext({ viewport: narrow, bypassCSP: true }); // a string is made a document here
  const page = await context.newPage();
  const paths = await addresses();
  assert.ok(paths.length > 500, `${paths.length} pages`);
  await page.goto(`${site}/about/`);
  const wide = await page.evaluate(async (paths) => {
    const styles = new Map();
    const wide = [];
    const texts = [];
    for (const path of paths) {
      // Fetched many at a time: a page that is waited for would be painted meanwhile, which nobody looks at.
      if (texts.length === 0) {
        const some = paths.slice(paths.indexOf(path), paths.indexOf(path) + 50);
        texts.push(...(await Promise.all(some.map(async (path) => (await fetch(path)).text()))));
      }
      const next = new DOMParser().parseFromString(texts.shift(), "text/html");
      const wanted = [...next.querySelectorAll("link[rel=stylesheet]")].map((link) => link.getAttribute("href"));
      if (wanted.length === 0) wide.push(`${path} has no styles`);
      for (const link of document.querySelectorAll("link[rel=stylesheet]")) {
        if (!styles.has(link.getAttribute("href"))) styles.set(link.getAttribute("href"), link);
      }
      for (const href of wanted) {
        if (styles.has(href)) continue;
        const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href });
        await new Promise((resolve) => (Object.assign(link, { onload: resolve, onerror: resolve }), document.head.append(link)));
        styles.set(href, link);
      }
      for (const [href, link] of styles) link.sheet.disabled = !wanted.includes(href); // a link that is disabled would be loaded again
      document.documentElement.className = next.documentElement.className;
      document.documentElement.lang = next.documentElement.lang;
      document.body.replaceWith(document.adoptNode(next.body));
      if (document.documentElement.scrollWidth > innerWidth) wide.push(path);
    }
    return wide;
  }, paths);
  await context.close();
  assert.deepEqual(wide, []);
});

test("complete with scripts off", async (t) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await watched(context);
  for (const [kind, path] of await kinds()) {
    await t.test(`${kind} ${path}`, async () => {
      page.complaints.length = 0;
      await page.goto(site + path);
      assert.equal(await page.locator("h1").count(), 1);
      assert.ok((await page.innerText("main")).length > 150, "next to nothing to read");
      assert.ok(await page.locator("main a[href]").count() > 0, "leads nowhere");
      assert.equal(await page.locator("button[data-copy]:visible").count(), 0, "shows a button that needs scripts");
      assert.deepEqual(page.complaints, []);
    });
  }
  await context.close();
});

test("the short link of a response leads to its anchor", async () => {
  const rules = await (await fetch(`${site}/rules.json`)).json();
  const error = rules.errors.find((error) => error.responses.length > 0);
  const page = await browser.newPage();
  await page.goto(`${site}/e/${error.responses[0].id}/`);
  await page.waitForURL(`${site}/e/${error.id}/#${error.responses[0].id}`);
  await page.close();
});

test("a link can carry the text to decode", async () => {
  const rules = await (await fetch(`${site}/rules.json`)).json();
  const error = rules.errors.find((error) => error.responses.some((response) => response.examples.length > 0));
  const text = error.responses.find((response) => response.examples.length > 0).examples[0];
  for (const mark of ["?", "#"]) {
    const page = await browser.newPage();
    await page.goto(`${site}/${mark}q=${encodeURIComponent(text)}`);
    await page.waitForSelector(answer(error.id), { timeout: 20_000 });
    await page.close();
  }
});
