// What people do with the site, in Chromium and in Firefox.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { browsers, cards, host, launch, open, paste, textOf } from "./both.mjs";
import { site } from "./chromium.mjs";
import { report } from "./messages.mjs";

const folder = mkdtempSync(join(tmpdir(), "whybounced-"));
after(() => rmSync(folder, { recursive: true }));

for (const name of browsers) {
  describe(name, { timeout: 300_000 }, () => {
    let browser, page;
    before(async () => {
      browser = await launch(name);
      page = await open(browser);
    });
    after(() => browser?.close());

    test("a paste is answered", async () => {
      await page.goto(site);
      await paste(page, "550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy.");
      await page.waitForSelector('article.answer[data-error="dmarc-policy"]');
      assert.match(await textOf(page, "article.answer"), /return to sender/i);
      assert.equal(await textOf(page, 'article.answer mark[data-kind="reply"]'), "550");
    });

    test("typing is answered", async () => {
      await page.goto(site);
      await page.type("#paste", "452 4.2.2 Mailbox full");
      await page.waitForSelector('article.answer[data-error="mailbox-full"]');
    });

    test("a report on two recipients shows two cards", async () => {
      await paste(page, report);
      await cards(page, 2);
      assert.match(await textOf(page, "#answers"), /ana@example\.org[\s\S]*ben@example\.org/);
    });

    test("a file is read", async () => {
      await page.goto(site);
      const file = join(folder, "bounce.eml");
      writeFileSync(file, report);
      await (await page.$("#file")).uploadFile(file);
      await cards(page, 2);
      assert.match(await textOf(page, "#answers"), /bounce\.eml/);
    });

    test("an address can hold the text", async () => {
      await page.goto("about:blank");
      await page.goto(`${site}/#q=${encodeURIComponent("550 5.1.1 <ana@example.org>: Recipient address rejected: User unknown in local recipient table")}`);
      await page.waitForSelector('article.answer[data-error="no-such-user"]');
    });

    test("HTML that is pasted becomes its words", async () => {
      await page.goto(site);
      await page.evaluate(() => {
        const area = document.querySelector("#paste");
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", "Bob Smith\nThe recipient's mailbox is full and can't accept messages now.\n");
        clipboardData.setData("text/html", `<a href="mailto:bob@example.org">Bob Smith</a><br>The recipient's mailbox is full and can't accept messages now.<script>window.pwned = 1</script>`);
        area.focus();
        const event = new ClipboardEvent("paste", { bubbles: true, cancelable: true });
        Object.defineProperty(event, "clipboardData", { value: clipboardData }); // Firefox leaves out what a script's own event brings
        area.dispatchEvent(event);
      });
      await page.waitForSelector("article.answer");
      assert.match(await page.$eval("#paste", (area) => area.value), /Bob Smith <bob@example\.org>/);
      assert.equal(await page.evaluate(() => window.pwned), undefined);
    });

    test("the reply for a customer is copied", async () => {
      await page.goto(`${site}/e/mailbox-full/`);
      await page.waitForSelector("button[data-copy]:not([hidden])");
      if (name === "chrome") await page.browserContext().overridePermissions(site, ["clipboard-read", "clipboard-write", "clipboard-sanitized-write"]);
      await page.evaluate(() => {
        window.copied = [];
        const write = navigator.clipboard.writeText.bind(navigator.clipboard);
        navigator.clipboard.writeText = (text) => (window.copied.push(text), write(text));
      });
      await page.bringToFront();
      await page.click("button[data-copy]");
      await page.waitForFunction(() => /Copied|Not allowed/.test(document.querySelector("button[data-copy]").textContent), { polling: 50 });
      assert.equal(await textOf(page, "button[data-copy]"), "Copied");
      const want = (await page.$$eval("#customer-reply p", (list) => list.map((p) => p.textContent.trim()))).join("\n\n");
      assert.deepEqual(await page.evaluate(() => window.copied), [want]);
    });

    test("the search finds while one types, and follows by keyboard", async () => {
      await page.goto(`${site}/about/`);
      await page.focus("body");
      await page.keyboard.press("/");
      assert.equal(await page.evaluate(() => document.activeElement.id), "find");
      await page.keyboard.type("tss04");
      await page.waitForSelector("#found:not([hidden]) [role=option] mark");
      await page.keyboard.press("ArrowDown");
      await Promise.all([page.waitForNavigation(), page.keyboard.press("Enter")]);
      assert.equal(new URL(page.url()).pathname, "/e/yahoo-deferred/");
    });

    test("the page of the search", async () => {
      await page.goto(`${site}/search/?q=greylsting`);
      await page.waitForSelector('#search-found a[href="/e/greylisted/"]');
    });

    test("pages are complete without scripts", async () => {
      // Firefox 153 has no command that switches scripts off: there a policy of the host forbids them.
      const web = await host();
      web.scripts = false;
      const plain = await open(browser);
      if (name === "chrome") await plain.setJavaScriptEnabled(false);
      for (const path of ["/", "/search/", "/e/dmarc-policy/", "/codes/5.7.26/", "/providers/gmail/", "/families/reputation/", "/guides/seven-steps/"]) {
        await plain.goto(web.url + path);
        assert.equal((await plain.$$("h1")).length, 1, path);
        assert.ok((await plain.$$("main a[href]")).length > 3, path);
        assert.equal(await plain.$("[role=combobox], button[data-copy]:not([hidden])"), null, `${path}: a script has run`);
      }
      await plain.close();
      web.close();
    });

    test("nothing was complained about", () => assert.deepEqual(page.complaints, []));
  });
}
