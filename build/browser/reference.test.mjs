// The reference pages as a person uses them: a dead address that says what was meant, the seven steps, and what is handed to
// other programs.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, site, watched } from "./chromium.mjs";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

test("a dead address that is a code, or a page without its folder, leads on", async (t) => {
  const tab = await browser.newPage();
  for (const [asked, page] of [
    ["/5.7.26", "/codes/5.7.26/"],
    ["/5.7.26/", "/codes/5.7.26/"],
    ["/550/", "/codes/550/"],
    ["/550-5.7.26/", "/codes/5.7.26/"],
    ["/550%205.7.26", "/codes/5.7.26/"],
    ["/550+5.7.26", "/codes/5.7.26/"],
    ["/codes/550-5.7.26/", "/codes/5.7.26/"],
    ["/5-7-26", "/codes/5.7.26/"],
    ["/smtp/error/550", "/codes/550/"],
    ["/dmarc-policy", "/e/dmarc-policy/"],
    ["/errors/dmarc-policy.html", "/e/dmarc-policy/"],
    ["/Gmail", "/providers/gmail/"],
    ["/seven%20steps/", "/guides/seven-steps/"],
  ]) {
    await t.test(asked, async () => {
      await tab.goto(site + asked);
      await tab.waitForURL(site + page, { timeout: 20_000 });
      assert.equal(await tab.locator("h1").count(), 1);
    });
  }
  await tab.close();
});

test("a dead address that says nothing certain stays, and offers what is near", async (t) => {
  for (const [asked, near] of [
    ["/dmark-polici/", "/e/dmarc-policy/"],
    ["/e/maibox-full/", "mailbox-full"],
    ["/550-user-unknown-here/", "/codes/550/"],
    ["/%E0%A4%A/", "/"],
    ["/<script>alert(1)</script>/", "/#q="],
  ]) {
    await t.test(asked, async () => {
      const page = await browser.newPage();
      const problems = [];
      page.on("pageerror", (error) => problems.push(String(error)));
      page.on("dialog", (dialog) => problems.push(dialog.message()));
      const answer = await page.goto(site + asked);
      assert.ok([400, 404].includes(answer.status()), `status ${answer.status()}`);
      if (answer.status() === 404) await page.locator(`main a[href*="${near}"]`).first().waitFor({ timeout: 20_000 });
      assert.deepEqual(problems, []);
      await page.close();
    });
  }
});

const steps = "/guides/seven-steps/";
const keptIn = (page) => page.evaluate(() => JSON.stringify({ ...localStorage }));

test("the seven steps keep their place once one is ticked, and forget it again", async () => {
  const context = await browser.newContext();
  const page = await watched(context);
  await page.goto(site + steps);
  const boxes = page.locator(".step-done input");
  await boxes.first().waitFor();
  assert.equal(await boxes.count(), 7);
  assert.equal(await keptIn(page), "{}", "something is kept before anybody has done anything");
  await boxes.nth(0).check();
  await page.getByLabel("Step 3 is done").check();
  await page.reload();
  await boxes.first().waitFor();
  assert.deepEqual(await boxes.evaluateAll((all) => all.map((box) => box.checked)), [true, false, true, false, false, false, false]);
  assert.equal(await page.locator("#steps-bar [role=status]").innerText(), "2 of 7 steps done");
  await page.getByRole("button", { name: "Start over" }).click();
  assert.equal(await page.locator(".step-done input:checked").count(), 0);
  assert.equal(await keptIn(page), "{}");
  assert.deepEqual(page.complaints, []);
  await context.close();
});

test("an error in the fragment fills the steps in, and is not kept", async () => {
  const context = await browser.newContext();
  const page = await watched(context);
  await page.goto(`${site}${steps}#rule=gmail-dmarc-policy&code=550`);
  await page.locator(".step-note").first().waitFor({ timeout: 20_000 });
  const notes = await page.locator(".step-note").allInnerTexts();
  assert.match(notes[0], /^Decoded: 550 Refused by the sender/);
  assert.match(notes[1], /Hard bounce\..*Fix authentication\./s);
  assert.equal(await page.locator(".is-yours").getAttribute("data-step"), "4");
  assert.equal(await page.locator('.step-note a[href="/e/dmarc-policy/#gmail-dmarc-policy"]').count(), 1);
  assert.equal(await keptIn(page), "{}");
  assert.ok(page.requests.every((request) => !request.includes("code=550")), "the fragment was sent");

  await page.evaluate(() => (location.hash = "#rule=no-such-user"));
  await page.locator('.is-yours[data-step="3"]').waitFor({ timeout: 20_000 });
  assert.equal(await page.locator(".is-yours").count(), 1);
  assert.deepEqual(page.complaints, []);

  // What is no name of a rule is not asked for.
  const asked = page.requests.length;
  await page.evaluate(() => (location.hash = "#rule=../../secret&code=<b>"));
  await page.waitForFunction(() => document.querySelectorAll(".step-note").length === 0);
  assert.deepEqual(page.requests.slice(asked).filter((request) => request.includes("/api/")), []);
  await context.close();
});

test("an error's page leads to the steps, filled in", async () => {
  const page = await browser.newPage();
  await page.goto(`${site}/e/dmarc-policy/`);
  await page.locator(`a[href="${steps}#rule=dmarc-policy"]`).click();
  await page.locator('.is-yours[data-step="4"]').waitFor({ timeout: 20_000 });
  await page.close();
});

test("pages name pictures, twins and a feed that are there", async () => {
  const page = await browser.newPage();
  await page.goto(`${site}/e/dmarc-policy/`);
  const picture = new URL(await page.locator('meta[property="og:image"]').getAttribute("content")).pathname;
  const size = await page.evaluate(async (src) => {
    const bitmap = await createImageBitmap(await (await fetch(src)).blob());
    return [bitmap.width, bitmap.height];
  }, picture);
  assert.deepEqual(size, [1200, 630]);
  const twin = await (await fetch(`${site}/e/dmarc-policy.json`)).json();
  assert.equal(twin.title, await page.locator("h1").innerText());
  assert.equal(twin.responses.length, await page.locator(".known").count());
  const markdown = await (await fetch(`${site}/e/dmarc-policy.md`)).text();
  assert.ok(markdown.startsWith(`# ${twin.title}\n`));
  for (const link of await page.locator('link[rel="alternate"]:not([type*="oembed"]), link[rel="search"]').all()) {
    const answer = await fetch(site + new URL(await link.getAttribute("href"), site).pathname); // other languages are named with the canonical origin
    assert.equal(answer.status, 200, answer.url);
  }
  await page.close();
});

test("the styles have no left and right of their own: a page mirrors", async (t) => {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 } });
  for (const path of ["/e/dmarc-policy/", "/codes/", steps, "/providers/gmail/", "/changes/", "/404.html"]) {
    await t.test(path, async () => {
      const page = await context.newPage();
      await page.goto(site + path);
      const start = (side) => page.locator("h1").evaluate((h1, side) => Math.round(side === "right" ? innerWidth - h1.getBoundingClientRect().right : h1.getBoundingClientRect().left), side);
      const before = await start("left");
      await page.evaluate(() => (document.documentElement.dir = "rtl"));
      assert.equal(await start("right"), before);
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= 320, "scrolls sideways");
      await page.close();
    });
  }
  await context.close();
});
