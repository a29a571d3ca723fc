// What breaks around the decoder: its files missing, cut off, of another version, late; storage that is full or forbidden; a tab in the background. Each
// time the page says so in words, and the next try works.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, paste, site } from "./chromium.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const reply = "550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown in local recipient table";

async function opened(options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.exceptions = [];
  page.on("pageerror", (error) => page.exceptions.push(String(error)));
  return { context, page };
}

const answered = (page) => page.waitForSelector("article.answer", { timeout: 30_000 });

// The original of a file, once.
const originals = new Map();
async function original(path) {
  if (!originals.has(path)) originals.set(path, Buffer.from(await (await fetch(site + path)).arrayBuffer()));
  return originals.get(path);
}

const cut = (body) => body.subarray(0, body.length >> 1);
const type = { "/decoder.wasm": "application/wasm", "/table.bin": "application/octet-stream", "/decoder.js": "text/javascript", "/decoder.worker.js": "text/javascript" };
const fulfill = (path, change) => async (route) => route.fulfill({ contentType: type[path], body: change(await original(path)) });

const faults = {
  "is missing": () => (route) => route.fulfill({ status: 404, contentType: "text/html", body: "<!doctype html><title>404</title>" }),
  "cannot be reached": () => (route) => route.abort(),
  "is cut off": (path) => fulfill(path, cut),
  "is empty": (path) => fulfill(path, () => Buffer.alloc(0)),
  "is a page of the host's": (path) => (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html><title>Log in</title>" }),
  "is of another version": (path) => fulfill(path, (body) => (path === "/table.bin" ? Buffer.concat([Buffer.from("WBT0"), body.subarray(4)]) : Buffer.from(body.toString("latin1").replace("resultSize", "resultLong"), "latin1"))),
};

let tab; // for one fault after the other: what is put in the way of a page's requests is put in the way of its cache too
for (const path of Object.keys(type)) {
  for (const [fault, make] of Object.entries(faults)) {
    if (fault === "is of another version" && path.endsWith(".js")) continue; // a script of another version is another page's matter
    if (fault === "is empty" && path === "/decoder.worker.js") continue; // below
    test(`${path} ${fault}`, { timeout: 60_000 }, async (t) => {
      tab ??= await opened();
      const { context, page } = tab;
      const spoil = make(path);
      const pattern = (url) => url.pathname === path;
      await context.route(pattern, spoil);
      await page.goto(site);
      await paste(page, reply);
      await page.waitForSelector("[data-state=failed]", { timeout: 30_000 });
      const words = await page.locator("[role=alert]").innerText();
      t.diagnostic(words.split("\n").filter(Boolean)[1]);
      assert.match(words, /did not load/);
      assert.match(words, /What you pasted is still here/);
      assert.doesNotMatch(words, /undefined|not a function|\[object|TypeError|SyntaxError|CompileError|WebAssembly|Failed to fetch/, words);
      assert.equal(await page.locator("#paste").inputValue(), reply, "what was pasted stays");
      await context.unroute(pattern, spoil);
      await page.getByRole("button", { name: "Try again" }).click();
      await answered(page);
      assert.deepEqual(page.exceptions.splice(0), []);
    });
  }
}

test("a worker that never answers can be stopped", { timeout: 60_000 }, async () => {
  const { context, page } = await opened();
  await context.route("**/decoder.worker.js", (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  await page.goto(site);
  await paste(page, reply);
  await page.getByRole("button", { name: /stop|cancel/i }).click();
  await page.waitForSelector("#answers[data-state=idle]", { state: "attached" });
  await context.unrouteAll();
  await paste(page, reply);
  await answered(page);
  assert.deepEqual(page.exceptions, []);
  await context.close();
});

test("a slow engine is waited for, and says so", { timeout: 60_000 }, async () => {
  const { context, page } = await opened();
  await context.route("**/decoder.wasm", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3000));
    await route.continue();
  });
  await page.goto(site);
  await paste(page, reply);
  await page.waitForSelector("[data-state=loading]", { state: "attached" });
  await page.getByText("Loading the decoder").first().waitFor();
  assert.equal(await page.locator("article.answer").count(), 0);
  await answered(page);
  await context.close();
});

for (const [name, spoil] of Object.entries({
  full: () => {
    Storage.prototype.setItem = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
  },
  forbidden: () => {
    for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException("forbidden", "SecurityError");
        },
      });
    }
  },
})) {
  test(`storage is ${name}`, { timeout: 60_000 }, async () => {
    const { context, page } = await opened();
    await context.addInitScript(spoil);
    await page.goto(site);
    await paste(page, reply);
    await answered(page);
    for (const box of await page.locator("article.answer input[type=checkbox]").all()) if (await box.isVisible()) await box.check();
    assert.deepEqual(page.exceptions, []);
    await context.close();
  });
}

test("a tab in the background answers when it is looked at", { timeout: 60_000 }, async () => {
  const { context, page } = await opened();
  await context.addInitScript(() => {
    let hidden = true;
    Object.defineProperty(document, "hidden", { get: () => hidden });
    Object.defineProperty(document, "visibilityState", { get: () => (hidden ? "hidden" : "visible") });
    globalThis.requestAnimationFrame = new Proxy(globalThis.requestAnimationFrame, { apply: (frame, self, args) => (hidden ? 0 : Reflect.apply(frame, self, args)) });
    globalThis.look = () => {
      hidden = false;
      document.dispatchEvent(new Event("visibilitychange"));
    };
  });
  await page.goto(site);
  await paste(page, reply);
  await answered(page); // frames are not drawn there: nothing may wait for one
  await page.evaluate(() => globalThis.look());
  await paste(page, "452 4.2.2 <eve@example.org> Mailbox full");
  await page.waitForFunction(() => document.querySelector("article.answer")?.textContent.includes("eve@example.org"));
  assert.deepEqual(page.exceptions, []);
  await context.close();
});

test("an engine that fails in the middle of its work is replaced", { timeout: 60_000 }, async () => {
  const { context, page } = await opened();
  await page.goto(site);
  await paste(page, reply);
  await answered(page);
  const worker = page.workers()[0];
  await worker.evaluate(() => {
    JSON.parse = () => {
      throw new RangeError("out of memory");
    };
  });
  await paste(page, "452 4.2.2 <eve@example.org> Mailbox full");
  await page.waitForSelector("[data-state=failed]");
  await page.getByRole("button", { name: "Try again" }).click();
  await page.waitForFunction(() => document.querySelector("article.answer")?.textContent.includes("eve@example.org"));
  await context.close();
});
