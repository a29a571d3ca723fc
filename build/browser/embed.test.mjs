// The configurator: what it shows, and whether what it prints works in a page of somebody else.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, site, watched } from "./chromium.mjs";
import { serve } from "./hosts.mjs";

let browser, context, page, hosts;
before(async () => {
  browser = await launch();
  hosts = await serve();
  context = await browser.newContext();
  page = await watched(context);
  await page.goto(`${site}/embed/`);
});
after(async () => {
  await browser.close();
  hosts.close();
});

const snippet = () => page.innerText("#snippet");
const changed = (before) => page.waitForFunction((before) => document.getElementById("snippet").innerText !== before, before);

async function choose(name, value) {
  const before = await snippet();
  await page.check(`[name=${name}][value=${value}]`);
  await changed(before);
}

// tried puts markup into a page of another origin and lets the decoder in it read something.
async function tried(markup, prepare = "") {
  hosts.pages["/tried"] = { body: `<!doctype html><html lang="en"><title>Tried</title><main id="place">${markup}</main>${prepare}` };
  const host = await browser.newPage();
  await host.goto(`${hosts.origin}/tried`);
  return host;
}

const reads = async (where) => {
  await where.locator("whybounced-decoder textarea").fill("550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown in local recipient table");
  await where.locator("article.answer").waitFor({ timeout: 20_000 });
};

test("the preview decodes", async () => {
  await page.locator("#preview article.answer").waitFor({ timeout: 20_000 });
  assert.match(await snippet(), new RegExp(`^<script type="module" src="${site}/widget.js"></script>\n<whybounced-decoder>`));
});

test("the script works where it is pasted", async () => {
  const host = await tried(await snippet());
  await reads(host);
  await host.close();
});

test("settings are shown and printed", async () => {
  await choose("theme", "dark");
  const before = await snippet();
  await page.check("[name=compact]");
  await page.fill("#placeholder", `"Paste" <it>`);
  await page.fill("#links", "https://help.example.com/{error}");
  await page.selectOption("#relay", "smtp2go");
  await changed(before);
  await page.waitForFunction(() => /relay=/.test(document.getElementById("snippet").innerText));
  assert.match(
    await snippet(),
    /<whybounced-decoder theme="dark" relay="smtp2go" links="https:\/\/help\.example\.com\/\{error\}" placeholder="&quot;Paste&quot; &lt;it&gt;" compact>/,
  );
  assert.equal(await page.getAttribute("#preview whybounced-decoder", "theme"), "dark");
  assert.equal(await page.getAttribute("#preview whybounced-decoder", "placeholder"), `"Paste" <it>`);
  const host = await tried(await snippet());
  assert.equal(await host.getAttribute("whybounced-decoder", "placeholder"), `"Paste" <it>`);
  await host.close();
});

test("a template that is none is told", async () => {
  await page.fill("#links", "javascript:alert(1)");
  await page.waitForFunction(() => document.getElementById("links-problem").textContent !== "");
  assert.doesNotMatch(await snippet(), /javascript:/);
  await page.fill("#links", "");
});

test("the version that stays has the hash of its file", async () => {
  const before = await snippet();
  await page.check("[name=fixed]");
  await changed(before);
  const text = await snippet();
  const [, source, integrity] = /src="([^"]+)" integrity="([^"]+)" crossorigin/.exec(text);
  assert.match(source, /\/widget\/widget-[0-9a-f]{16}\.js$/);
  const body = new Uint8Array(await (await fetch(source)).arrayBuffer());
  const sum = Buffer.from(await crypto.subtle.digest("SHA-384", body)).toString("base64");
  assert.equal(integrity, `sha384-${sum}`);
  let host = await tried(text);
  await reads(host);
  await host.close();
  host = await tried(text.replace(/sha384-.{4}/, "sha384-AAAA"));
  await host.waitForTimeout(500);
  assert.equal(await host.evaluate(() => Boolean(customElements.get("whybounced-decoder"))), false);
  await host.close();
  await page.uncheck("[name=fixed]");
});

test("the frame fits its height where it is pasted", async () => {
  await choose("form", "frame");
  await page.locator("#preview iframe").waitFor();
  const host = await tried(await snippet());
  const frame = await (await host.waitForSelector("iframe")).contentFrame();
  await reads(frame);
  await host.waitForFunction(() => document.querySelector("iframe").getBoundingClientRect().height > 700);
  await host.close();
});

test("plain JavaScript works where it is pasted", async () => {
  await choose("form", "js");
  const host = await tried("", `<script type="module">${await snippet()}</script>`);
  await reads(host);
  await host.close();
});

test("React and Vue are told how", async () => {
  await choose("form", "react");
  assert.match(await snippet(), /export function Decoder[^]*<whybounced-decoder ref=\{decoder\} theme="dark"/);
  await choose("form", "vue");
  assert.match(await snippet(), /<script setup>[^]*isCustomElement[^]*@whybounced:decoded/);
});

test("nothing was complained about", () => {
  assert.deepEqual(page.complaints, []);
});
