// Legacy charsets: a browser decodes them by itself, a Go program with golang.org/x/text, and both must agree.
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, site, watched } from "./chromium.mjs";

const root = new URL("../../", import.meta.url);
let browser, page;

before(async () => {
  browser = await launch();
  page = await watched(await browser.newContext());
  await page.goto(site);
});

after(() => browser.close());

test("the browser knows the names that the Go decoder knows, and no others", async () => {
  const table = await readFile(new URL("internal/charset/testdata/labels.txt", root), "utf8");
  for (const line of table.trim().split("\n")) {
    const [encoding, labels] = line.split(": ");
    const found = await page.evaluate((labels) => labels.map((label) => {
      try {
        return new TextDecoder(label).encoding;
      } catch {
        return "-";
      }
    }), labels.split(" "));
    assert.deepEqual(found, labels.split(" ").map(() => encoding), labels);
  }
});

test("messages in every charset and language are read as natively", { timeout: 120_000 }, async () => {
  const folder = new URL("testdata/decode/", root);
  const names = (await readdir(folder)).filter((name) => /^(charset|language)-/.test(name));
  assert.ok(names.length > 50);
  const pages = await Promise.all(names.map(async (name) => {
    const [, input, want] = (await readFile(new URL(name, folder), "utf8")).split(/^-- (?:input|want) --\n/m);
    return { name, input, want: JSON.parse(want) };
  }));
  const reports = await page.evaluate(async (inputs) => {
    const { load } = await import("/decoder.js");
    const decoder = await load();
    return inputs.map((input) => decoder.decode(input));
  }, pages.map(({ input }) => input));
  for (const [i, { name, want }] of pages.entries()) {
    const bounces = want.bounces.map((bounce, k) => Object.fromEntries(Object.keys(bounce).map((key) => [key, reports[i].bounces[k]?.[key]])));
    assert.deepEqual({ form: reports[i].form, bounces }, { form: want.form, bounces: want.bounces }, name);
  }
});

test("a file in an old charset is read in it", async () => {
  const head = "From: MAILER-DAEMON@mail.example.net\nTo: ann@example.com\nSubject: Undeliverable\n" +
    "Content-Type: text/plain; charset=koi8-r\nContent-Transfer-Encoding: 8bit\n\nbob@example.org\n";
  const words = [0xf0, 0xcf, 0xde, 0xd4, 0xcf, 0xd7, 0xd9, 0xca, 0x20, 0xd1, 0xdd, 0xc9, 0xcb, 0x20, 0xd0, 0xc5, 0xd2, 0xc5, 0xd0, 0xcf, 0xcc, 0xce, 0xc5, 0xce]; // Почтовый ящик переполнен
  await page.setInputFiles("#file", { name: "bounce.eml", mimeType: "message/rfc822", buffer: Buffer.concat([Buffer.from(head), Buffer.from(words)]) });
  await page.waitForSelector("article.answer", { timeout: 20_000 });
  assert.match(await page.innerText("article.answer"), /bob@example\.org/);
  assert.match(await page.innerText("article.answer"), /mailbox is full/i);
  assert.deepEqual(page.complaints, []);
});
