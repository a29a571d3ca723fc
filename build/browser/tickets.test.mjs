// What a support agent takes away, and what a reader sends us.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, beforeEach, test } from "node:test";
import { launch, paste, site, watched } from "./chromium.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser, context, page;

before(async () => {
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", permissions: ["clipboard-read", "clipboard-write"] });
  page = await watched(context);
  page.setDefaultTimeout(20_000);
});

beforeEach(() => page.goto(site));

after(() => browser.close());

const bounce = `From: MAILER-DAEMON@relay.example.net
Date: Sun, 1 Nov 2026 10:00:00 +0000
Message-ID: <notice@relay.example.net>
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.net

Final-Recipient: rfc822; ana.smith@example.org
Action: failed
Status: 5.7.26
Remote-MTA: dns; gmail-smtp-in.l.google.com
Diagnostic-Code: smtp; 550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy.

--b1
Content-Type: message/rfc822

From: bob@example.com
To: ana.smith@example.org
Message-ID: <original.1@example.com>
Subject: Invoice

Hello

--b1--
`;

const read = async (text) => {
  await paste(page, text);
  await page.waitForSelector("article.answer, .nothing");
};
const openTicket = async () => {
  await page.locator("details.ticket > summary").first().focus();
  await page.keyboard.press("Enter");
  await page.waitForSelector(".ticket-panel");
};
const clipboard = () =>
  page.evaluate(async () => {
    for (let tries = 0; ; tries++) {
      try {
        const [item] = await navigator.clipboard.read();
        return Object.fromEntries(await Promise.all(item.types.map(async (type) => [type, await (await item.getType(type)).text()])));
      } catch (error) {
        // The system was still writing one of the flavours ("Clipboard data has changed"): what stands there afterwards counts.
        if (error.name !== "InvalidStateError" || tries === 10) throw error;
      }
    }
  });

/** What stands in the clipboard once a button says that it has copied. */
const copied = async (action) => {
  const button = page.locator(`[data-action="${action}"]`);
  await button.click();
  await button.and(page.locator("[data-state=copied]")).waitFor();
  return clipboard();
};

test("copy link and copy reply carry nothing of the paste", async () => {
  await read(bounce);
  const link = (await copied("copy-link"))["text/plain"];
  assert.match(link, /^http:\/\/[^/]+\/e\/dmarc-policy\/#gmail-dmarc/);
  assert.equal((await fetch(link)).status, 200);
  const reply = (await copied("copy-reply"))["text/plain"];
  assert.ok(reply.length > 80);
  assert.doesNotMatch(reply, /ana|5\.7\.26|DMARC policy/);
});

test("the answer as Markdown: redacted unless the reader says otherwise", async () => {
  await read(bounce);
  await openTicket();
  const markdown = (await copied("copy-markdown"))["text/plain"];
  assert.match(markdown, /^## /);
  assert.match(markdown, /```\n550 .*DMARC policy\.\n```/);
  assert.match(markdown, /…@example\.org/);
  assert.doesNotMatch(markdown, /ana\.smith|bob@/);
  await page.getByLabel("Without people’s names and addresses").uncheck();
  assert.match(await page.locator(".ticket-preview").innerText(), /ana\.smith@example\.org/);
});

test("rich text has both flavours, and HTML in the reply stays text", async () => {
  await read(`550 5.1.1 <b onclick="x()">no</b> such user here <ana@example.org> user unknown`);
  await openTicket();
  const flavours = await copied("copy-rich");
  assert.match(flavours["text/html"], /<h3>/);
  assert.doesNotMatch(flavours["text/html"], /<b[ >]/);
  assert.match(flavours["text/plain"], /user unknown/);
});

test("the bundle for the other side's support says what is missing", async () => {
  await read(bounce);
  await openTicket();
  await page.getByLabel("What the other side’s support needs").check();
  const preview = () => page.locator(".ticket-preview").innerText();
  assert.match(await preview(), /<original\.1@example\.com>/);
  assert.match(await preview(), /1 Nov 2026, 10:00:00 UTC/);
  assert.match(await preview(), /gmail-smtp-in\.l\.google\.com/);
  assert.doesNotMatch(await preview(), /ana\.smith/);
  assert.match(await preview(), /the IP address that the message was sent from/);
  const before = await page.locator(".ticket-missing").innerText();
  await page.getByLabel(/What has changed lately/).fill("A new server since Monday");
  assert.match(await preview(), /A new server since Monday/);
  assert.notEqual(await page.locator(".ticket-missing").innerText(), before);
});

test("what is no bounce can be reported: shown, changed, and given away only with leave", async () => {
  await read("Your mail to Ana Smith could not be handled at ana.smith@corp.example.org from 198.51.100.77: the flux was inverted");
  await page.locator("details.report > summary").click();
  const field = page.locator(".report-text");
  assert.equal(await field.inputValue(), "Your mail to user user could not be handled at user@example.org from 192.0.2.1: the flux was inverted");
  const link = page.getByRole("link", { name: "Open the form on GitHub" });
  assert.equal(await link.getAttribute("href"), "https://github.com/whybounced/whybounced/issues/new?template=not-decoded.yml");
  await field.fill("the flux was inverted");
  await page.getByLabel(/Put this text into the form/).check();
  assert.match(await link.getAttribute("href"), /&reply=the%20flux%20was%20inverted$/);
  await page.getByLabel(/Put this text into the form/).uncheck();
  assert.doesNotMatch(await link.getAttribute("href"), /flux/);
  assert.equal((await copied("copy-report"))["text/plain"], "the flux was inverted");
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => window.axe.run(document));
  assert.deepEqual(violations.map((v) => `${v.id} ${v.nodes[0].target}`), []);
});

test("a reply that only its code explains can be reported too", async () => {
  await read("551 5.7.255 the frobnicator of mx7.corp.example.org says no to <ana.smith@example.org>");
  await page.locator("details.report > summary").click();
  assert.match(await page.locator(".report-text").inputValue(), /^551 5\.7\.255 the frobnicator of example\.org says no to <user@example\.org>$/);
});

test("a mark and what it made light up together, by pointer and by keyboard", async () => {
  await read("550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown in local recipient table");
  const lit = () => page.getAttribute("article.answer", "data-lit");
  await page.locator("article.answer mark[data-kind=status]").first().hover();
  assert.equal(await lit(), "status");
  assert.match(await page.locator(".lit-says").innerText(), /enhanced code/);
  await page.locator(".code-parts [data-kind=reply]").first().hover();
  assert.equal(await lit(), "reply");
  await page.locator("article.answer mark[data-kind=phrase]").first().focus();
  assert.equal(await lit(), "phrase");
  const outline = (selector) => page.locator(selector).first().evaluate((node) => getComputedStyle(node).outlineStyle);
  assert.equal(await outline("article.answer h2"), "solid");
  await page.keyboard.press("Escape");
  assert.equal(await lit(), null);
});

test("without a network the rest of a card says so, and comes when it is back", async () => {
  const own = await browser.newContext();
  const other = await watched(own);
  await other.goto(site);
  await paste(other, bounce);
  await other.waitForSelector("article.answer");
  await own.setOffline(true);
  await other.locator("details.ticket > summary").click();
  await other.waitForSelector("details.ticket [role=alert]:not(:empty)");
  await own.setOffline(false);
  await other.locator("details.ticket > summary").click();
  await other.locator("details.ticket > summary").click();
  await other.waitForSelector(".ticket-panel");
  assert.equal(await other.locator("details.ticket [role=alert]").count(), 0);
  await own.close();
});

test("accessible with everything open: light, dark, narrow", { timeout: 120_000 }, async () => {
  for (const [colorScheme, width] of [["light", 1280], ["dark", 320]]) {
    const own = await browser.newContext({ viewport: { width, height: 900 }, colorScheme, reducedMotion: "reduce" });
    const other = await watched(own);
    await other.goto(site);
    await paste(other, bounce);
    await other.waitForSelector("article.answer");
    await other.locator("details.ticket > summary").click();
    await other.waitForSelector(".ticket-panel");
    await other.getByLabel("What the other side’s support needs").check();
    await other.waitForFunction(() => document.querySelector('link[href="/later.css"]')?.sheet);
    await other.evaluate(axe);
    const { violations } = await other.evaluate(() => window.axe.run(document));
    assert.deepEqual(violations.map((v) => `${v.id} ${v.nodes[0].target} ${v.nodes[0].failureSummary}`), []);
    assert.ok((await other.evaluate(() => document.documentElement.scrollWidth)) <= width);
    assert.deepEqual(other.complaints, []);
    await own.close();
  }
});

test("nothing was complained about", () => assert.deepEqual(page.complaints, []));
