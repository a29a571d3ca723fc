// What is pasted with an HTML flavour beside the plain one.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { launch, site, watched } from "./chromium.mjs";

let browser, page;

before(async () => {
  browser = await launch();
  page = await watched(await browser.newContext());
});

beforeEach(() => page.goto(site));

after(() => browser.close());

// paste does what a person's paste does with both flavours: where the page does not take it, the plain one lands in the field.
async function paste(plain, html) {
  await page.evaluate(([plain, html]) => {
    const area = document.querySelector("#paste");
    const clipboardData = new DataTransfer();
    if (plain !== null) clipboardData.setData("text/plain", plain);
    clipboardData.setData("text/html", html);
    area.focus();
    if (!area.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData }))) return;
    area.setRangeText(plain, area.selectionStart, area.selectionEnd, "end");
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, [plain, html]);
  await page.waitForSelector("article.answer", { timeout: 20_000 });
}

const outlook = (inner) => `<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style><!-- a:link {color:blue} --></style></head>` +
  `<body lang=EN-US><!--StartFragment-->${inner}<!--EndFragment--></body></html>`;

test("an address that only the link holds is shown behind the name, read, and marked", async () => {
  await paste(
    "Delivery has failed to these recipients or groups:\r\n\r\nBob Smith\r\nThe recipient's mailbox is full and can't accept messages now.\r\n",
    outlook(`<p class=MsoNormal><b>Delivery has failed to these recipients or groups:</b></p><p class=MsoNormal>` +
      `<a href="mailto:bob@example.org"><span style='font-family:"Calibri",sans-serif'>Bob\r\n  Smith</span></a><br>The recipient's mailbox is full and can't accept messages now.</p>`),
  );
  assert.equal(
    await page.inputValue("#paste"),
    "Delivery has failed to these recipients or groups:\n\nBob Smith <bob@example.org>\nThe recipient's mailbox is full and can't accept messages now.\n",
  );
  assert.match(await page.innerText("article.answer"), /bob@example\.org/);
  assert.deepEqual(await page.locator('article.answer .evidence-text mark[data-kind="recipient"]').allInnerTexts(), ["bob@example.org"]);
});

test("the cause behind Gmail's link is read", async () => {
  await paste(
    "Message not delivered\n\nThere was a problem delivering your message to bob@example.org.\n\nLEARN MORE\n",
    `<meta charset="utf-8"><div>Message not delivered</div><p>There was a problem delivering your message to <b>bob@example.org</b>.</p>` +
      `<a href="https://support.google.com/mail/?p=OverQuotaTemp" style="x">LEARN&nbsp;MORE</a>`,
  );
  assert.match(await page.inputValue("#paste"), /LEARN MORE <https:\/\/support\.google\.com\/mail\/\?p=OverQuotaTemp>/);
  assert.match(await page.innerText("article.answer"), /full/i);
});

test("plain text that says it all stays as it is", async () => {
  const plain = "Your message to bob@example.org couldn't be delivered.\n\nann\tOffice 365\tbob\n550 5.1.10 RESOLVER.ADR.RecipientNotFound\n";
  await paste(plain, outlook(`<p>Your message to <a href="mailto:bob@example.org">bob@example.org</a> couldn't be delivered.</p>` +
    `<p>See <a href="https://example.com/help">help</a></p><table><tr><td>ann<td>Office 365<td>bob</table><p>550 5.1.10 RESOLVER.ADR.RecipientNotFound</p>`));
  assert.equal(await page.inputValue("#paste"), plain);
});

test("two recipients get their own addresses, in order", async () => {
  await paste(
    "Bob\nThe mailbox is full.\n\nBob\nThe email address could not be found.\n",
    `<a href='mailto:bob@example.org'>Bob</a><br>The mailbox is full.<p><a href=mailto:bob%2Btwo@example.net?subject=x>Bob</a><br>The email address could not be found.`,
  );
  assert.equal(await page.inputValue("#paste"), "Bob <bob@example.org>\nThe mailbox is full.\n\nBob <bob+two@example.net>\nThe email address could not be found.\n");
  assert.equal(await page.locator("article.answer").count(), 2);
});

test("HTML alone becomes its words", async () => {
  await paste(null, outlook(`<p>Remote Server returned:</p><table><tr><td>550 5.1.1 User unknown</td><td>&lt;bob@example.org&gt;</td></tr></table><script>window.pwned = 1</script>`));
  assert.equal(await page.inputValue("#paste"), "Remote Server returned:\n550 5.1.1 User unknown\t<bob@example.org>");
});

test("nothing in HTML comes alive", async () => {
  await paste(
    "Bob Smith\n550 5.1.1 User unknown\n",
    `<a href="mailto:bob@example.org"><img src=x onerror="window.pwned=1">Bob <script>window.pwned=1</script>Smith</a><svg onload="window.pwned=1">` +
      `<a href="mailto:&quot;><img src=x onerror=window.pwned=1>@example.org">550</a>`,
  );
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.pwned), undefined);
  assert.equal(await page.locator("#answers img, #answers svg[onload]").count(), 0);
  assert.match(await page.inputValue("#paste"), /^Bob Smith <bob@example\.org>\n550/);
});

test("a paste replaces what is selected, and is undone in one step", async () => {
  await page.fill("#paste", "before HERE after");
  await page.evaluate(() => document.querySelector("#paste").setSelectionRange(7, 11));
  await paste("Bob\n550 5.1.1 User unknown\n", `<a href="mailto:bob@example.org">Bob</a>`);
  assert.equal(await page.inputValue("#paste"), "before Bob <bob@example.org>\n550 5.1.1 User unknown\n after");
  await page.keyboard.press("Control+Z");
  assert.equal(await page.inputValue("#paste"), "before HERE after");
});

test("much HTML is searched at once", async () => {
  const before = Date.now();
  await paste("550 5.1.1 User unknown <bob@example.org>", `<a href="mailto:`.repeat(100_000) + "<a ".repeat(100_000));
  assert.ok(Date.now() - before < 5000);
  assert.deepEqual(page.complaints, []);
});
