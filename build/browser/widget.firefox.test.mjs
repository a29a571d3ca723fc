// The widget in Firefox: the ways in which it gets its engine are what browsers differ in.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { site } from "./chromium.mjs";
import { launchFirefox } from "./firefox.mjs";
import { host, serve, strict } from "./hosts.mjs";

const reply = "550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown in local recipient table";
const tag = "<whybounced-decoder>What stands here before</whybounced-decoder>";
const noWasm = (policy) => policy.replace(" 'wasm-unsafe-eval'", "");

let browser, hosts;
before(async () => {
  // Cookies and storage of other sites are refused, as readers may set it: nothing here needs them.
  browser = await launchFirefox({ preferences: { "network.cookie.cookieBehavior": 1 } });
  hosts = await serve();
}, { timeout: 120_000 });
after(async () => {
  await browser.close();
  hosts.close();
});

let pages = 0;

async function open(t, body, { policy, ...options } = {}) {
  const path = `/${++pages}`;
  hosts.pages[path] = { policy, body: host(body, options) };
  const page = await browser.newPage();
  t.after(() => page.close());
  page.told = [];
  page.on("console", (message) => page.told.push(message.text()));
  await page.goto(hosts.origin + path);
  return page;
}

// found waits for something in a shadow tree: a change there is no change of the document, so it is looked for again and again.
async function found(where, selector, times = 1) {
  for (const end = Date.now() + 30_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    if (await where.evaluate((selector) => [...document.querySelectorAll("whybounced-decoder")].filter((d) => d.shadowRoot?.querySelector(selector)).length, selector) >= times) return;
    assert.ok(Date.now() < end, `no ${selector} after 30 seconds`);
  }
}

async function decoded(where, text = reply, error = "no-such-user") {
  await found(where, "textarea");
  await where.evaluate((text) => {
    const field = document.querySelector("whybounced-decoder").shadowRoot.querySelector("textarea");
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  }, text);
  await found(where, `article.answer[data-error="${error}"]`);
}

async function inFrame(page) {
  await found(page, "iframe");
  return (await page.$("pierce/iframe")).contentFrame();
}

test("Firefox: under the strictest policy that lets it in", { timeout: 60_000 }, async (t) => {
  const page = await open(t, tag, { policy: strict() });
  await decoded(page);
  const asked = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  assert.ok(!asked.some((name) => name.includes("/direct-")), "the worker did not start");
});

test("Firefox: beside the page's scripts", { timeout: 60_000 }, async (t) => {
  const page = await open(t, tag, { policy: strict(site) });
  await decoded(page);
  assert.deepEqual(await page.evaluate(() => [typeof process, typeof Go, typeof fs]), ["undefined", "undefined", "undefined"]);
});

test("Firefox: in the frame where the policy refuses WebAssembly", { timeout: 60_000 }, async (t) => {
  const page = await open(t, tag, { policy: noWasm(strict()) });
  await decoded(await inFrame(page));
  assert.ok(page.told.some((text) => /in a frame of/.test(text)));
});

test("Firefox: neither program nor frame", { timeout: 60_000 }, async (t) => {
  const page = await open(t, tag, { policy: noWasm(strict()).replace(/frame-src .*/, "frame-src 'none'") });
  await found(page, ".message");
  assert.match(await page.$eval("whybounced-decoder", (d) => d.shadowRoot.querySelector(".message").textContent), /does not let the decoder in/);
});

test("Firefox: a frame without an origin", { timeout: 60_000 }, async (t) => {
  const page = await open(t, `<iframe sandbox="allow-scripts" src="${site}/embed/frame/#q=${encodeURIComponent(reply)}" width="700" height="600"></iframe>`);
  const frame = await (await page.waitForSelector("iframe")).contentFrame();
  await found(frame, "article.answer");
});

test("Firefox: five widgets, one worker", { timeout: 60_000 }, async (t) => {
  const page = await open(t, tag.repeat(5), { policy: strict() });
  await found(page, "textarea");
  await page.evaluate((text) => document.querySelectorAll("whybounced-decoder").forEach((d) => (d.value = text)), reply);
  for (let i = 1; i <= 5; i++) await found(page, "article.answer", i);
  const asked = await page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name));
  assert.equal(asked.filter((name) => name.includes("/worker-")).length, 1);
});

test("Firefox: among hostile styles", { timeout: 60_000 }, async (t) => {
  const head = `<style>* { all: unset; color: red !important; font: 40px/3 cursive !important; letter-spacing: 1em !important } html { font-size: 40px !important }</style>`;
  const page = await open(t, `<div style="width: 700px; display: block">${tag}</div>`, { head });
  await decoded(page);
  const got = await page.$eval("whybounced-decoder", (d) => {
    const style = getComputedStyle(d.shadowRoot.querySelector(".advice p"));
    return [style.fontSize, style.letterSpacing, style.color];
  });
  assert.deepEqual(got, ["16px", "normal", "rgb(28, 37, 49)"]);
});
