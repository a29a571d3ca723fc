// The decoder in German: its labels, what the rules say in German or marked as English, the way from one language to the other, and that
// English visitors load nothing of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { answer, launch, paste, site, watched } from "./chromium.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser;
let context;

before(async () => {
  browser = await launch();
  context = await browser.newContext({ locale: "de-DE" });
});
after(() => browser?.close());

const bounce = `From: MAILER-DAEMON@mail.example.net
To: shop@example.com
Subject: Unzustellbar: Ihre Bestellung
Content-Type: text/plain; charset=utf-8

Ihre Nachricht konnte nicht zugestellt werden.

<erika@example.org>: host mx.example.org[203.0.113.7] said:
    550 5.1.1 <erika@example.org>: Recipient address rejected: User unknown
    in local recipient table (in reply to RCPT TO command)
`;

async function german(text) {
  const page = await watched(context);
  await page.goto(`${site}/de/`);
  await paste(page, text);
  await page.locator("article.answer").first().waitFor();
  return page;
}

test("a bounce is answered in German", async () => {
  const page = await german(bounce);
  const card = page.locator(answer("no-such-user"));
  assert.equal(await page.locator("html").getAttribute("lang"), "de");
  assert.match(await card.innerText(), /Zurück an Absender/i);
  for (const words of ["Diesen Empfänger gibt es dort nicht", "PRÜFEN", "Buchstabe für Buchstabe", "BEHEBEN", "Antwort von", "dig +short MX example.org", "DER BELEG", "Antwort für den Kunden kopieren", "An diese Adresse nicht mehr schreiben", "Adressierung"]) {
    assert.ok((await card.innerText()).includes(words), `${words} in\n${await card.innerText()}`);
  }
  assert.match(await page.locator("#status").innerText(), /Zurück an Absender\.$/);
  // What the agent's customer reads is German too.
  const letter = card.locator("blockquote");
  assert.equal(await letter.getAttribute("lang"), null);
  assert.match(await letter.textContent(), /Adresse/);
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("an article that was translated is linked to, and any other is marked as English", async () => {
  const page = await german(bounce);
  const link = page.getByRole("link", { name: "Ganzer Artikel" });
  assert.match(await link.getAttribute("href"), /^\/de\/e\/no-such-user\/#/);
  assert.equal(await link.getAttribute("hreflang"), null);
  await link.click();
  await page.getByRole("heading", { name: "Was passiert ist" }).waitFor();
  await page.getByRole("link", { name: "English" }).click();
  await page.getByRole("heading", { name: "What happened" }).waitFor();
  assert.match(page.url(), /\/e\/no-such-user\/#\S+$/);
  await page.goto(`${site}/de/#q=552%205.3.4%20Message%20size%20exceeds%20fixed%20limit`);
  await page.getByRole("link", { name: "Ganzer Artikel" }).waitFor();
  assert.equal(await page.getByRole("link", { name: "Ganzer Artikel" }).getAttribute("hreflang"), "en");
  await page.close();
});

test("what nobody has translated is marked as English", async () => {
  // Of this error neither title nor check are translated, but its reason has words for the customer.
  const page = await german("451 4.3.0 <a@example.org>: Temporary lookup failure");
  const card = page.locator(answer("temporary-lookup-failure"));
  await card.waitFor();
  for (const part of ["h2", ".means", ".advice section:nth-child(1) p"]) assert.equal(await card.locator(part).getAttribute("lang"), "en", part);
  const letter = card.locator("blockquote");
  assert.equal(await letter.getAttribute("lang"), null);
  assert.match(await letter.textContent(), /Bitte|bitte|Sie/);
  await page.close();
});

test("a text that holds nothing, a file that is refused, and many deliveries speak German", async () => {
  const page = await watched(context);
  await page.goto(`${site}/de/`);
  await paste(page, "Hallo zusammen, wann sehen wir uns?");
  await page.getByText("Hier ist kein Bounce zu finden").waitFor();
  assert.ok(await page.getByText("Gesucht wurden ein Antwortcode (550)").isVisible());
  const log = Array.from(
    { length: 12 },
    (_, i) => `Nov 12 09:${10 + i}:02 relay postfix/smtp[20117]: 4Fg2k71X${10 + i}: to=<p${i}@example.org>, relay=mx.example.org[203.0.113.7]:25, delay=1.9, delays=0.1/0/0.8/1, dsn=5.1.1, status=bounced (host mx.example.org[203.0.113.7] said: 550 5.1.1 <p${i}@example.org>: User unknown (in reply to RCPT TO command))`,
  ).join("\n");
  await paste(page, log);
  await page.getByRole("tab", { name: /Zustellungen/ }).click();
  await page.getByText("Zeilen 1 bis 12 von 12").waitFor();
  assert.ok(await /12\. Nov/.test(await page.locator("table.deliveries").innerText()), "dates are German");
  await page.setInputFiles("#file", { name: "bild.png", mimeType: "image/png", buffer: Buffer.from([137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0]) });
  await page.getByText("Diese Datei wurde nicht gelesen").waitFor();
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("the ticket and the search box speak German", async () => {
  const page = await german(bounce);
  await page.getByText("Fürs Ticket").click();
  await page.getByLabel("Was der Support der Gegenseite braucht").check();
  assert.match(await page.locator(".ticket-preview").innerText(), /Die Antwort Ihres Servers:/);
  await page.locator("#find").fill("550");
  await page.getByText("Alle Treffer").waitFor();
  assert.deepEqual(page.complaints, []);
  await page.close();
});

test("each language leads to the other, with what stands in the address", async () => {
  const page = await watched(context);
  await page.goto(`${site}/#q=550%205.1.1%20User%20unknown`);
  await page.locator("article.answer").first().waitFor();
  await page.getByRole("link", { name: "Deutsch" }).click();
  await page.getByText("Prüfen", { exact: true }).waitFor();
  assert.equal(new URL(page.url()).pathname, "/de/");
  await page.getByRole("link", { name: "English" }).click();
  await page.getByText("Check", { exact: true }).waitFor();
  for (const address of ["/", "/de/"]) {
    const html = await (await page.request.get(site + address)).text();
    assert.match(html, /hreflang="de" href="[^"]*\/de\/"/);
    assert.match(html, /hreflang="en" href="[^"]*\/"/);
  }
  await page.close();
});

test("English visitors load nothing German, and German ones no English strings", async () => {
  const page = await watched(context);
  await page.goto(site);
  await paste(page, bounce);
  await page.locator("article.answer").first().waitFor();
  assert.deepEqual(page.requests.filter((url) => /\.de\.|\/de\//.test(url)), []);
  await page.close();
  const other = await german(bounce);
  assert.deepEqual(other.requests.filter((url) => /\/(?:page|site|files|many|tickets|search)\.js/.test(url)), []);
  await other.close();
});

for (const [width, scheme] of [[1280, "light"], [1280, "dark"], [320, "light"]]) {
  test(`the German page is sound, ${width} px, ${scheme}`, async () => {
    const own = await browser.newContext({ locale: "de-DE", viewport: { width, height: 900 }, colorScheme: scheme, reducedMotion: "reduce" });
    const page = await watched(own);
    await page.goto(`${site}/de/`);
    const shot = async (name) => process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}-${scheme}.png`, fullPage: true });
    const sound = async () => {
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)]), []);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "it scrolls sideways");
    };
    await shot("idle");
    await sound();
    await paste(page, bounce);
    await page.locator("article.answer").first().waitFor();
    await shot("answer");
    await sound();
    await page.goto(`${site}/de/e/no-such-user/`);
    await shot("article");
    await sound();
    await own.close();
  });
}
