// The widget in pages of other origins: under a strict policy, among hostile styles, in forms, dialogs and frames.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, site } from "./chromium.mjs";
import { host, serve, strict } from "./hosts.mjs";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const reply = "550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown in local recipient table";
const other = "550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy.";
const tag = "<whybounced-decoder>What stands here before</whybounced-decoder>";
const noWasm = (policy) => policy.replace(" 'wasm-unsafe-eval'", "");
const card = "article.answer";

let browser, hosts;
before(async () => {
  browser = await launch();
  hosts = await serve();
});
after(async () => {
  await browser.close();
  hosts.close();
});

let pages = 0;

// open shows a page of the other origin. It remembers requests to us, warnings, errors and the widget's events.
async function open(t, body, { policy, viewport, colorScheme, prepare, ...options } = {}) {
  const path = `/${++pages}`;
  hosts.pages[path] = { policy, body: host(body, options) };
  const context = await browser.newContext({ viewport: viewport ?? { width: 1000, height: 800 }, colorScheme });
  t.after(() => context.close());
  const page = await context.newPage();
  page.asked = [];
  page.warnings = [];
  page.errors = [];
  page.on("request", (request) => request.url().startsWith(site) && page.asked.push(request.url().slice(site.length)));
  page.on("console", (message) => ({ warning: page.warnings, error: page.errors })[message.type()]?.push(message.text()));
  page.on("pageerror", (error) => page.errors.push(String(error)));
  await page.addInitScript(() => {
    window.heard = [];
    for (const type of ["decoded", "error"]) addEventListener(`whybounced:${type}`, ({ detail }) => heard.push({ type, detail }));
  });
  await prepare?.(page);
  await page.goto(hosts.origin + path);
  return page;
}

const field = (page) => page.locator("whybounced-decoder textarea").first();
const ask = (page, text = reply) => field(page).fill(text);

async function answered(page, selector = card) {
  await page.locator(selector).first().waitFor({ timeout: 60_000 }); // rules of one's own are compiled first, which a busy machine takes its time for
}

async function inFrame(page) {
  const node = await page.waitForSelector("whybounced-decoder iframe", { timeout: 20_000 });
  return node.contentFrame();
}

test("decodes under the strictest policy that lets it in", async (t) => {
  const page = await open(t, tag, { policy: strict() });
  await ask(page);
  await answered(page);
  assert.equal(await page.locator(card).getAttribute("data-error"), "no-such-user");
  const before = page.asked.length;
  await ask(page, other);
  await answered(page, `${card}[data-error="dmarc-policy"]`);
  assert.deepEqual(page.asked.slice(before), [], "a paste causes requests");
  assert.deepEqual(page.errors, []);
  const heard = await page.evaluate(() => heard);
  assert.deepEqual(heard.map(({ type, detail }) => [type, detail.bounces[0].error]), [["decoded", "no-such-user"], ["decoded", "dmarc-policy"]]);
});

test("where the policy refuses its worker it works beside the page's scripts, and leaves no trace among them", async (t) => {
  const page = await open(t, tag, { policy: strict(site) });
  const before = await page.evaluate(() => Object.keys(window).length);
  await ask(page);
  await answered(page);
  assert.equal(await page.evaluate(() => Object.keys(window).length), before);
  assert.deepEqual(await page.evaluate(() => [typeof process, typeof Go, typeof fs]), ["undefined", "undefined", "undefined"]);
});

test("where the policy refuses WebAssembly the frame does it", async (t) => {
  const told = [];
  const page = await open(t, tag, {
    policy: noWasm(strict()),
    prepare: (page) => page.on("console", (message) => message.type() === "info" && told.push(message.text())),
  });
  const frame = await inFrame(page);
  await frame.locator("textarea").fill(reply);
  await answered(frame);
  await page.waitForFunction(() => heard.some(({ detail }) => detail.bounces?.[0].error === "no-such-user"));
  const fits = () => frame.evaluate(() => Math.abs(innerHeight - document.body.getBoundingClientRect().height) <= 1);
  for (let i = 0; !(await fits()); i++) {
    assert.ok(i < 40, "the frame is not as high as what it shows");
    await page.waitForTimeout(50);
  }
  assert.match(told.join(), /in a frame of/);
});

test("where the policy refuses the frame too, a message says so and the page's own words stay", async (t) => {
  const page = await open(t, tag, { policy: noWasm(strict()).replace(/frame-src .*/, "frame-src 'none'") });
  const message = page.locator("whybounced-decoder .message");
  await message.waitFor();
  assert.match(await message.innerText(), /does not let the decoder in/);
  assert.equal(await message.locator("a").getAttribute("href"), `${site}/`);
  assert.ok(await page.getByText("What stands here before").isVisible());
});

test("a frame without an origin decodes too", async (t) => {
  const page = await open(t, `<iframe id="f" sandbox="allow-scripts" src="${site}/embed/frame/?theme=dark#q=${encodeURIComponent(reply)}" width="700" height="600"></iframe>`);
  const frame = await (await page.waitForSelector("#f")).contentFrame();
  await answered(frame);
  assert.equal(await frame.evaluate(() => origin), "null");
  assert.deepEqual(page.errors, []);
});

test("the frame tells what was found to nobody who did not say who they are, and takes orders from its parent only", async (t) => {
  const page = await open(t, `<iframe id="f" src="${site}/embed/frame/" width="700" height="600"></iframe><iframe id="g" src="about:blank"></iframe>`);
  await page.evaluate(() => {
    window.told = [];
    addEventListener("message", ({ data }) => told.push(data.type));
  });
  const frame = await (await page.waitForSelector("#f")).contentFrame();
  await frame.locator("textarea").fill(reply);
  await answered(frame);
  assert.ok(!(await page.evaluate(() => told)).includes("whybounced:decoded"));
  // Another frame of the page is not the page.
  await page.evaluate(() => {
    const script = document.getElementById("g").contentDocument.createElement("script");
    script.textContent = `parent.document.getElementById("f").contentWindow.postMessage({ type: "whybounced:options", value: "552 5.2.2 Mailbox full" }, "*")`;
    document.getElementById("g").contentDocument.body.append(script);
  });
  await page.waitForTimeout(300);
  assert.equal(await frame.locator("textarea").inputValue(), reply);
});

test("the frame opened by itself takes no links from its address", async (t) => {
  const page = await open(t, "");
  await page.goto(`${site}/embed/frame/?links=https://evil.example.com/{error}&rules=https://evil.example.com/r.json&value=${encodeURIComponent(reply)}`);
  await answered(page);
  const links = await page.$$eval("whybounced-decoder", ([d]) => [...d.shadowRoot.querySelectorAll("a")].map((a) => a.href));
  assert.ok(links.length > 3);
  assert.deepEqual(links.filter((href) => href.includes("evil")), []);
});

test("nothing is fetched but the script until the visitor comes near", async (t) => {
  const page = await open(t, `<p style="height: 4000px">far</p>${tag}`);
  await page.waitForFunction(() => customElements.get("whybounced-decoder"));
  await page.waitForTimeout(500);
  assert.deepEqual(page.asked, ["/widget.js"]);
  const engine = page.waitForRequest(/\/widget\/engine-/);
  await page.evaluate(() => scrollTo(0, 4000));
  await engine;
});

test("five widgets fetch one engine", async (t) => {
  const page = await open(t, tag.repeat(5), { policy: strict() });
  for (let i = 0; i < 5; i++) await page.locator("whybounced-decoder textarea").nth(i).fill(reply);
  await page.waitForFunction(() => [...document.querySelectorAll("whybounced-decoder")].every((d) => d.shadowRoot.querySelector("article.answer")), null, { timeout: 20_000 });
  for (const file of ["cards", "words", "worker"]) assert.equal(page.asked.filter((url) => url.startsWith(`/widget/${file}-`)).length, 1, file);
  assert.ok(page.asked.filter((url) => /engine|table/.test(url)).length <= 2, page.asked.join(" "));
  assert.equal(page.workers().length, 1);
});

const hostile = `<style>
* { all: unset; color: red !important; font: 40px/3 cursive !important; letter-spacing: 1em !important; text-transform: uppercase !important; box-sizing: content-box !important; text-align: right !important; white-space: nowrap !important; visibility: visible !important }
html { font-size: 40px !important }
textarea, button, article, p, h2, label, mark, code { display: none !important; position: fixed !important; background: lime !important }
.letter, .answer, .root, .sheet, .stamp { transform: rotate(90deg) !important; border: 20px solid red !important }
</style>`;

// looks are the computed styles of what matters in the widget, and where it stands in it.
const looks = (page) =>
  page.evaluate(() => {
    const host = document.querySelector("whybounced-decoder");
    const width = host.shadowRoot.querySelector(".root").getBoundingClientRect().width;
    return ["textarea", ".answer", ".answer h2", ".stamp", ".means", ".button", "mark", ".letter label", ".evidence-text"].map((selector) => {
      const node = host.shadowRoot.querySelector(selector);
      const style = getComputedStyle(node);
      const names = ["color", "backgroundColor", "fontFamily", "fontSize", "lineHeight", "letterSpacing", "textTransform", "display", "position", "borderTopWidth", "boxSizing", "whiteSpace", "textAlign"];
      return [selector, ...names.map((name) => style[name]), Math.round(width - node.getBoundingClientRect().width)].join(" | ");
    });
  });

test("styles of the page do not reach it", async (t) => {
  const body = `<div style="width: 700px; display: block !important">${tag}</div>`;
  const [plain, ugly] = [await open(t, body), await open(t, body, { head: hostile })];
  for (const page of [plain, ugly]) {
    await page.evaluate((text) => (document.querySelector("whybounced-decoder").value = text), reply);
    await answered(page);
    await page.evaluate(() => Promise.all(document.querySelector("whybounced-decoder").shadowRoot.getAnimations().map((a) => a.finished)));
  }
  assert.deepEqual(await looks(ugly), await looks(plain));
});

test("its styles do not reach the page", async (t) => {
  const body = `<h2>Other</h2><p class="answer stamp">Other <mark>words</mark> <code>code</code> <button class="button">Press</button> <a href="/">link</a></p><textarea></textarea>`;
  const seen = (page) =>
    page.evaluate(() => [...document.querySelectorAll("body *:not(whybounced-decoder)")].map((node) => [...getComputedStyle(node)].filter((name) => !/size|origin|height|width|unit/.test(name)).map((name) => `${name}: ${getComputedStyle(node)[name]}`).join("; ")));
  const [without, page] = [await open(t, body), await open(t, body + tag)];
  await ask(page);
  await answered(page);
  await page.evaluate(() => document.activeElement.blur());
  assert.deepEqual(await seen(page), await seen(without));
});

test("in a form it neither submits nor is posted, and keys stay in it", async (t) => {
  const page = await open(t, `<form action="/sent"><input name="q" value="1">${tag}<button>Send</button></form>`);
  await page.evaluate(() => {
    window.seen = [];
    for (const type of ["keydown", "input", "change", "submit", "paste"]) document.addEventListener(type, (event) => seen.push(event.key ?? type));
  });
  await field(page).click();
  await page.keyboard.type("550 5.1.1 no such user");
  await page.keyboard.press("Enter");
  await answered(page);
  await page.locator("whybounced-decoder").getByRole("button", { name: "Clear" }).click();
  await page.keyboard.press("Escape");
  assert.deepEqual(await page.evaluate(() => seen), ["Escape"]);
  assert.deepEqual(await page.evaluate(() => [...new FormData(document.forms[0]).keys()]), ["q"]);
  assert.ok(!page.url().includes("/sent"));
});

test("in a dialog and in a tab that is shown later", async (t) => {
  const page = await open(t, `<dialog>${tag}</dialog><div id="tab" hidden>${tag}</div>`);
  await page.waitForFunction(() => customElements.get("whybounced-decoder"));
  await page.waitForTimeout(300);
  assert.deepEqual(page.asked, ["/widget.js"], "fetched for a widget that nobody sees");
  await page.evaluate(() => document.querySelector("dialog").showModal());
  await ask(page);
  await answered(page);
  await page.keyboard.press("Escape");
  assert.equal(await page.evaluate(() => document.querySelector("dialog").open), false);
  await page.evaluate(() => (document.getElementById("tab").hidden = false));
  await page.locator("#tab textarea").fill(reply);
  await answered(page, `#tab ${card}`);
});

test("moved, taken out and put back it goes on", async (t) => {
  const page = await open(t, `<div id="a">${tag}</div><div id="b"></div>`);
  await ask(page);
  await answered(page);
  await page.evaluate(() => document.getElementById("b").append(document.querySelector("whybounced-decoder")));
  assert.equal(await page.locator(`#b ${card}`).count(), 1);
  await page.evaluate(() => {
    window.kept = document.querySelector("whybounced-decoder");
    kept.remove();
  });
  await page.evaluate(() => document.getElementById("a").append(kept));
  await ask(page, other);
  await answered(page, `#a ${card}[data-error="dmarc-policy"]`);
  await page.evaluate((text) => {
    const made = document.createElement("whybounced-decoder");
    made.value = text;
    document.getElementById("b").append(made);
  }, reply);
  await answered(page, `#b ${card}[data-error="no-such-user"]`);
  assert.deepEqual(page.errors, []);
});

test("a value that was set before the script came is decoded", async (t) => {
  const page = await open(t, tag, {
    prepare: (page) => page.addInitScript((text) => addEventListener("readystatechange", () => (document.querySelector("whybounced-decoder").value ??= text), { capture: true, once: true }), reply),
  });
  await answered(page);
});

test("links lead to us, or to the help center's own articles", async (t) => {
  const hrefs = (page) => page.$eval("whybounced-decoder", (d) => [...d.shadowRoot.querySelectorAll(".answer a")].map((a) => [a.textContent, a.href, a.target]));
  const own = async (attributes) => {
    const page = await open(t, tag.replace("<whybounced-decoder", `<whybounced-decoder ${attributes} value="${reply.replace(/</g, "&lt;")}"`));
    await answered(page);
    return Object.fromEntries((await hrefs(page)).map(([text, ...rest]) => [text, rest]));
  };
  const ours = await own("");
  assert.deepEqual(ours["Full article"], [`${site}/e/no-such-user/#postfix-user-unknown`, "_blank"]);
  assert.ok(Object.values(ours).every(([href]) => /^https?:/.test(href) && !href.startsWith(hosts.origin)));
  const template = await own(`links="https://help.example.com/errors/{error}"`);
  assert.deepEqual(template["Full article"], ["https://help.example.com/errors/no-such-user", "_self"]);
  assert.equal(template["550"][0], `${site}/codes/550/`);
  hosts.pages["/articles.json"] = { type: "application/json", body: JSON.stringify({ "no-such-user": "/hc/en-us/articles/360001234567", "mailbox-full": "javascript:alert(1)" }) };
  assert.deepEqual((await own(`articles="/articles.json"`))["Full article"], [`${hosts.origin}/hc/en-us/articles/360001234567`, "_self"]);
  hosts.pages["/articles.json"].body = `["dmarc-policy"]`;
  assert.equal((await own(`articles="/articles.json" links="/errors/{rule}"`))["Full article"][0], `${site}/e/no-such-user/#postfix-user-unknown`);
});

test("a wrong attribute is told to whoever made the page, and nothing breaks", async (t) => {
  const page = await open(t, tag.replace("<whybounced-decoder", `<whybounced-decoder theme="purple" relay="carrier-pigeon" links="javascript:alert(1)" articles="/none.json"`));
  await ask(page);
  await answered(page);
  const told = page.warnings.join("\n");
  for (const words of [/theme="purple"/, /relay="carrier-pigeon" is unknown; known are smtp2go/, /links="javascript:alert\(1\)"/, /none\.json.*404/]) assert.match(told, words);
  assert.equal(await page.locator(`${card} a[href^=javascript]`).count(), 0);
});

test("a relay's own steps are shown where the page names it", async (t) => {
  const page = await open(t, tag + tag.replace("<whybounced-decoder", `<whybounced-decoder relay="smtp2go"`));
  for (let i = 0; i < 2; i++) await page.locator("whybounced-decoder textarea").nth(i).fill(other);
  await page.locator(".relay").waitFor({ timeout: 20_000 });
  assert.equal(await page.locator(".relay").count(), 1);
  assert.ok(await page.locator(".relay p").isVisible());
});

test("a file that cannot be had is told, and can be tried again", async (t) => {
  for (const file of ["cards", "words", "engine", "table"]) {
    const blocked = new RegExp(`/widget/${file}-`);
    const page = await open(t, tag, { prepare: (page) => page.context().route(blocked, (route) => route.abort()) });
    await ask(page);
    const message = page.locator("whybounced-decoder [role=alert]");
    await message.waitFor({ timeout: 20_000 });
    assert.match(await message.innerText(), /did not load[^]*could not be (loaded|fetched) from (localhost|127\.0\.0\.1)[^]*still here/, file);
    assert.ok((await page.evaluate(() => heard)).some(({ type }) => type === "error"));
    await page.context().unroute(blocked);
    await message.getByRole("button", { name: "Try again" }).click();
    await answered(page);
  }
});

test("a file that was changed on its way is refused", async (t) => {
  const page = await open(t, tag, { prepare: (page) => page.context().route(/\/widget\/table-/, (route) => route.fulfill({ body: "WBT7 other rules", headers: { "access-control-allow-origin": "*" } })) });
  await ask(page);
  await page.locator("whybounced-decoder [role=alert]").waitFor({ timeout: 20_000 });
  assert.equal(await page.locator(card).count(), 0);
});

test("browsers that are too old get words and a link", async (t) => {
  const cases = {
    "no constructable style sheets": () => delete CSSStyleSheet.prototype.replaceSync,
    "no WebAssembly": () => delete globalThis.WebAssembly,
  };
  for (const [name, prepare] of Object.entries(cases)) {
    await t.test(name, async (t) => {
      const page = await open(t, tag, { prepare: (page) => page.addInitScript(prepare) });
      await page.waitForFunction(() => customElements.get("whybounced-decoder"));
      if (name === "no WebAssembly") {
        await ask(page);
        await page.locator("whybounced-decoder [role=alert]").waitFor();
      }
      const link = page.locator(`whybounced-decoder a[href="${site}/"]`).last();
      await link.waitFor();
      assert.match(await link.innerText(), /on the site of Whybounced/);
      assert.ok(await page.getByText("What stands here before").isVisible());
      assert.deepEqual(page.errors, []);
    });
  }
  await t.test("no script at all", async (t) => {
    const page = await open(t, tag, { policy: "script-src 'none'" });
    assert.ok(await page.getByText("What stands here before").isVisible());
  });
});

for (const [name, options] of Object.entries({
  light: {},
  dark: { head: `<style>html { color-scheme: dark; background: #111; color: #eee }</style>`, theme: "" },
  "as the reader likes it, at night": { head: `<style>html { color-scheme: light dark }</style>`, colorScheme: "dark" },
  narrow: { viewport: { width: 320, height: 700 } },
  "right to left": { attributes: `dir="rtl"` },
  "itself right to left": { attributes: `dir="rtl"`, own: `dir="rtl"` },
})) {
  test(`accessible: ${name}`, async (t) => {
    const page = await open(t, `${tag.replace("<whybounced-decoder", `<whybounced-decoder ${options.own ?? ""}`)}<p>After</p>`, options);
    await ask(page);
    await answered(page);
    await page.evaluate(() => Promise.all(document.querySelector("whybounced-decoder").shadowRoot.getAnimations().map((a) => a.finished)));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], resultTypes: ["violations"] }));
    assert.deepEqual(violations.map((rule) => `${rule.id}: ${rule.help}: ${rule.nodes.slice(0, 3).map((node) => `${node.target} ${node.failureSummary}`).join(" | ")}`), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= page.viewportSize().width, "scrolls sideways");
    const dark = await page.$eval("whybounced-decoder", (d) => getComputedStyle(d.shadowRoot.querySelector(".answer")).backgroundColor);
    assert.equal(dark === "rgb(27, 33, 41)", /dark|night/.test(name), `${name} has ${dark}`);
  });
}

test("a page that is light at night has a light widget, unless it asks for another", async (t) => {
  const page = await open(t, tag + tag.replace("<whybounced-decoder", `<whybounced-decoder theme="dark"`), { colorScheme: "dark" });
  await page.locator("textarea").nth(1).waitFor();
  const colours = await page.$$eval("whybounced-decoder", (all) => all.map((d) => getComputedStyle(d.shadowRoot.querySelector(".letter")).backgroundColor));
  assert.deepEqual(colours, ["rgb(255, 253, 247)", "rgb(27, 33, 41)"]);
});

test("the page can set colours and parts", async (t) => {
  const page = await open(t, tag, { head: `<style>whybounced-decoder { --wb-blue: rgb(1, 2, 3); --wb-rem: 20px } whybounced-decoder::part(input) { background: rgb(4, 5, 6) } whybounced-decoder::part(card) { border-radius: 33px }</style>` });
  await ask(page);
  await answered(page);
  const got = await page.$eval("whybounced-decoder", (d) => [
    getComputedStyle(d.shadowRoot.querySelector(".basis a")).color,
    getComputedStyle(d.shadowRoot.querySelector("textarea")).backgroundColor,
    getComputedStyle(d.shadowRoot.querySelector(".answer")).borderTopLeftRadius,
    getComputedStyle(d.shadowRoot.querySelector(".sheet")).fontSize,
  ]);
  assert.deepEqual(got, ["rgb(1, 2, 3)", "rgb(4, 5, 6)", "33px", "20px"]);
});

test("with the keyboard alone", async (t) => {
  const page = await open(t, `<button id="before">Before</button>${tag}<button id="after">After</button>`);
  await page.focus("#before");
  await page.keyboard.press("Tab");
  await page.keyboard.type(reply);
  await answered(page);
  const stops = [];
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => document.activeElement.id || (document.activeElement.shadowRoot?.activeElement?.textContent ?? "").slice(0, 20));
    stops.push(at);
    if (at === "after") break;
  }
  assert.equal(stops.at(-1), "after", `caught in it: ${stops.join(", ")}`);
  assert.ok(stops.includes("Copy link"));
  await page.evaluate(() => document.querySelector("whybounced-decoder").focus());
  assert.equal(await page.$eval("whybounced-decoder", (d) => d.shadowRoot.activeElement?.id), "paste");
});

const overlay = {
  providers: [{ id: "acme", title: "Acme Mail", kind: "mailbox", means: "Acme's own servers.", hosts: ["acme.example.com"] }],
  errors: [
    { id: "no-such-user", fix: "Ask the people of Acme.", relays: { smtp2go: "Open Acme's own page about it." } },
    {
      id: "acme-strike",
      reason: "mailbox-full",
      title: "Acme is on strike",
      means: "Nobody works at Acme.",
      check: "Read the news.",
      fix: "Wait.",
      reply: "Nobody works there today.",
      responses: [
        {
          id: "acme-strike-today",
          provider: "acme",
          match: { all: ["on strike today"] },
          source: { kind: "observed", url: "https://help.example.com/acme", seen: "2026-11" },
          examples: ["451 we are on strike today"],
        },
      ],
    },
  ],
};

async function withRules(t, rules, options) {
  hosts.pages["/overlay.json"] = { type: "application/json", body: typeof rules === "string" ? rules : JSON.stringify(rules, null, 1) };
  return open(t, tag.replace("<whybounced-decoder", `<whybounced-decoder rules="/overlay.json" relay="smtp2go"`), options);
}

for (const [where, policy] of Object.entries({
  "in a worker": () => `${strict()} 'self'`.replace("connect-src", "connect-src 'self'"),
  "beside the page's scripts": () => strict(site).replace("connect-src", "connect-src 'self'"),
})) {
  test(`rules of an operator's own, compiled ${where}`, { timeout: 120_000 }, async (t) => {
    const page = await withRules(t, overlay, { policy: policy() });
    const start = Date.now();
    await ask(page, "451 we are on strike today");
    await answered(page, `${card}[data-error="acme-strike"]`);
    t.diagnostic(`${Date.now() - start} ms`);
    assert.match(await page.innerText(card), /Acme is on strike[^]*Acme Mail/);
    assert.equal(await page.locator(`${card} >> text="Full article"`).count(), 0, "leads to a page that is not there");
    await ask(page);
    await answered(page, `${card}[data-error="no-such-user"]`);
    assert.match(await page.innerText(card), /Ask the people of Acme[^]*Open Acme’s own page/);
  });
}

test("rules of an operator's own in the frame", { timeout: 120_000 }, async (t) => {
  const page = await withRules(t, overlay, { policy: noWasm(strict()).replace("connect-src", "connect-src 'self'") });
  const frame = await inFrame(page);
  await frame.locator("textarea").fill("451 we are on strike today");
  await answered(frame, `${card}[data-error="acme-strike"]`);
});

for (const [what, rules, says] of [
  ["no JSON", "{", /no valid JSON/],
  ["an unknown field", { errors: [{ id: "no-such-user", fixx: "x" }] }, /unknown field "fixx"/],
  ["a reason that is none", { errors: [{ ...overlay.errors[1], reason: "strike" }], providers: overlay.providers }, /there is no reason "strike"/],
  ["nothing there", null, /could not be fetched \(404\)/],
]) {
  test(`broken rules are told and left out: ${what}`, { timeout: 60_000 }, async (t) => {
    const page = await withRules(t, rules ?? "", {
      prepare: (page) => rules === null && page.route("**/overlay.json", (route) => route.fulfill({ status: 404 })),
    });
    await ask(page);
    await answered(page, `${card}[data-error="no-such-user"]`);
    const notice = page.locator("whybounced-decoder .message");
    assert.match(await notice.textContent(), says);
    assert.match(page.warnings.join(), says);
    assert.ok((await page.evaluate(() => heard)).some(({ type, detail }) => type === "error" && /rules/.test(detail.message)));
  });
}
