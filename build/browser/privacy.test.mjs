// A canary in the paste sings nowhere: in no request, address, storage, title, message of the console or report of an error.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, paste, site } from "./chromium.mjs";

const canary = "canary7q3x";
const needle = new RegExp(`${canary}|${Buffer.from(canary).toString("base64").slice(0, 10)}|${Buffer.from(canary).toString("hex")}`, "i");
let browser, context, page;
const heard = [];

before(async () => {
  browser = await launch();
  context = await browser.newContext({ reducedMotion: "reduce", permissions: ["clipboard-read", "clipboard-write"], acceptDownloads: true });
  page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("console", (message) => heard.push(["console", message.text()]));
  page.on("pageerror", (error) => heard.push(["exception", `${error} ${error.stack}`]));
  page.on("worker", (worker) => heard.push(["worker", worker.url()]));
  // The browser's own protocol sees more than the page's events: bodies, beacons, sockets, redirects.
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  session.on("Network.requestWillBeSent", ({ request }) => heard.push(["request", `${request.method} ${request.url} ${request.postData ?? ""} ${JSON.stringify(request.headers)}`]));
  session.on("Network.webSocketCreated", ({ url }) => heard.push(["socket", url]));
  await page.addInitScript(() => {
    window.reported = [];
    for (const name of ["error", "unhandledrejection", "securitypolicyviolation"]) {
      addEventListener(name, (event) => window.reported.push(`${name} ${event.message ?? event.reason ?? event.sample ?? ""}`));
    }
  });
  await page.goto(site);
});

after(() => browser.close());

// Everything that the browser keeps for this origin, and what others see of the page.
const kept = () =>
  page.evaluate(async () => {
    const out = { title: document.title, address: location.href, history: JSON.stringify(history.state), name: window.name, cookie: document.cookie, reported: window.reported };
    out.local = JSON.stringify({ ...localStorage });
    out.session = JSON.stringify({ ...sessionStorage });
    out.databases = JSON.stringify(await indexedDB.databases());
    out.caches = [];
    for (const key of await caches.keys()) {
      const cache = await caches.open(key);
      for (const request of await cache.keys()) out.caches.push(request.url, await (await cache.match(request)).text());
    }
    out.workers = (await navigator.serviceWorker?.getRegistrations())?.map((r) => r.scope);
    out.files = [];
    const root = await navigator.storage.getDirectory().catch(() => null);
    if (root) for await (const name of root.keys()) out.files.push(name);
    out.links = [...document.querySelectorAll("[href], [src], [action], link, meta")].map((node) => node.outerHTML.match(/^<[^>]*>/)[0]).filter((tag) => /\b(?:href|src|action|content)=/.test(tag));
    out.resources = performance.getEntriesByType("resource").map((entry) => entry.name);
    return out;
  });

const silent = async (where) => {
  for (const [name, value] of Object.entries(await kept())) assert.doesNotMatch(JSON.stringify(value) ?? "", needle, `${where}: ${name}`);
  for (const [name, text] of heard) assert.doesNotMatch(text, needle, `${where}: ${name}: ${text.slice(0, 200)}`);
};

const settled = () => page.waitForSelector("#answers:is([data-state=done], [data-state=empty], [data-state=failed])", { timeout: 30_000 });
const clear = async () => {
  await page.evaluate(() => document.querySelector("#clear").click());
  await page.waitForSelector("#answers[data-state=idle]", { state: "attached" });
};

const reply = `550 5.1.1 <${canary}@${canary}.example.org>: ${canary} User unknown https://example.org/${canary}`;

test("a reply, with all that an answer offers opened and copied", async () => {
  await paste(page, reply);
  await settled();
  await page.locator("details.ticket > summary").first().click();
  await page.waitForSelector(".ticket-panel");
  await page.getByLabel("What the other side’s support needs").check();
  await page.getByLabel("Without people’s names and addresses").uncheck();
  for (const name of ["copy-markdown", "copy-rich", "copy-link", "copy-reply"]) {
    const button = page.locator(`[data-action=${name}]`).first();
    await button.click();
    await button.and(page.locator("[data-state=copied]")).waitFor();
  }
  assert.doesNotMatch(await page.evaluate(() => navigator.clipboard.readText()), needle, "the reply for the customer");
  await silent("a reply");
});

test("typed letter by letter", async () => {
  await clear();
  await page.locator("#paste").pressSequentially(`550 5.1.1 ${canary} user unknown`, { delay: 5 });
  await settled();
  await silent("typed");
});

test("what is no bounce, with its report opened", async () => {
  await clear();
  await paste(page, `nothing to see for ${canary}@example.org`);
  await settled();
  await page.locator("details.report > summary").click();
  await page.waitForSelector(".report-panel");
  await silent("no bounce");
});

test("a log with its files saved, and a file of that name", async () => {
  await clear();
  const log = Array.from({ length: 12 }, (_, i) => `Mar  1 10:00:${10 + i} mail postfix/smtp[7]: 4A${i}: to=<${canary}${i}@example.org>, relay=mx.example.org[203.0.113.7]:25, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.7] said: 550 5.1.1 ${canary})`).join("\n");
  await page.setInputFiles("#file", { name: `${canary}.log`, mimeType: "text/plain", buffer: Buffer.from(log) });
  await page.waitForSelector(".overview");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as CSV" }).click()]);
  assert.doesNotMatch(`${download.suggestedFilename()} ${download.url()}`, needle);
  await page.fill("#find-delivery", canary);
  await page.locator("#tab-deliveries").click();
  await silent("a log");
});

test("what breaks the decoder", async () => {
  await clear();
  // The worker dies while it reads: what is said about that tells nothing of what it read.
  await page.evaluate(() => (window.Worker = class { constructor() { throw new Error("no worker"); } }));
  await paste(page, `${reply}\n${"x".repeat(1000)}`);
  await settled();
  await silent("broken");
});

test("the canary would have been heard", async () => {
  heard.push(["request", `GET /?q=${canary}`]);
  await assert.rejects(silent("proof"));
  heard.pop();
  await page.evaluate((canary) => sessionStorage.setItem("x", canary), canary);
  await assert.rejects(silent("proof"));
});
