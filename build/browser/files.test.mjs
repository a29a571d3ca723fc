// Files as a person brings them: opened, dropped, in folders, packed, in old charsets, too large, damaged.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, beforeEach, test } from "node:test";
import { crc32, deflateRawSync, gzipSync } from "node:zlib";
import { answer, launch, paste, site, watched } from "./chromium.mjs";
import { report } from "./messages.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "whybounced-"));
let browser, context, page;

before(async () => {
  execFileSync("go", ["run", "./internal/outlook/msgfile/fixtures", join(folder, "msg")], { cwd: join(import.meta.dirname, "../..") });
  browser = await launch();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce" });
  page = await watched(context);
  page.setDefaultTimeout(10_000);
  await page.goto(site);
});

beforeEach(async () => {
  await page.evaluate(() => document.querySelector("#clear").click());
  await page.waitForSelector("#answers[data-state=idle]", { state: "attached" });
});

after(async () => {
  await browser.close();
  rmSync(folder, { recursive: true });
});

/** Writes a file and returns its path. */
function file(name, data) {
  const path = join(folder, name);
  mkdirSync(join(path, ".."), { recursive: true });
  writeFileSync(path, data);
  return path;
}

const open = (...paths) => page.setInputFiles("#file", paths);
const settled = () => page.waitForSelector("#answers:is([data-state=done], [data-state=empty], [data-state=failed])", { timeout: 20_000 });
const text = (selector) => page.locator(selector).innerText();

/** Drags files or folders above the page as a file manager does, and calls meanwhile() before they are let go. */
async function drop(paths, meanwhile) {
  const session = await context.newCDPSession(page);
  const data = { items: [], files: paths, dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver"]) await session.send("Input.dispatchDragEvent", { type, x: 300, y: 300, data });
  await meanwhile?.();
  await session.send("Input.dispatchDragEvent", { type: "drop", x: 300, y: 300, data });
  await session.detach();
}

const bounce = (recipient, charset, said) =>
  Buffer.concat([
    Buffer.from(
      `From: MAILER-DAEMON@relay.example.net\nTo: ann@example.com\nSubject: Undelivered Mail Returned to Sender\nContent-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: 8bit\n\n<${recipient}>: host mx.example.org[192.0.2.25] said: 550 5.1.1 `,
      "latin1",
    ),
    said,
    Buffer.from(" User unknown\n"),
  ]);

test("a short text file is put into the field", async () => {
  await open(file("report.eml", report));
  await page.waitForFunction(() => document.querySelectorAll("article.answer").length === 2);
  assert.equal(await page.inputValue("#paste"), report);
  assert.ok(await page.locator("#held").isHidden());
  assert.match(await text("article.answer .origin >> nth=0"), /report\.eml/);
});

for (const [charset, bytes, words] of [
  ["iso-8859-1", Buffer.from("Empfänger für uns", "latin1"), "Empfänger für uns"],
  ["shift_jis", Buffer.from([0x83, 0x86, 0x81, 0x5b, 0x83, 0x55, 0x81, 0x5b]), "ユーザー"],
]) {
  test(`a message in ${charset} is not harmed`, async () => {
    await open(file(`${charset}.eml`, bounce("bob@example.org", charset, bytes)));
    await page.waitForSelector(answer("no-such-user"));
    assert.match(await text("article.answer"), new RegExp(words));
    await page.locator("#held summary").click();
    assert.match(await text("#held .read-text"), /said: 550 5\.1\.1/);
  });
}

test("evidence is marked in a file that is no UTF-8", async () => {
  const log = Buffer.from("Jun  1 10:00:00 relay postfix/smtp[1]: 4F9A: to=<bob@example.org>, relay=mx.example.org[192.0.2.25]:25, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.25] said: 550 5.1.1 f\xfcr J\xf6rg \u00d7 gibt es nicht: User unknown)\n", "latin1");
  await open(file("mail.log", Buffer.concat([Buffer.from("Jun  1 09:59:59 relay note: naïve ✉ 📮\n"), log])));
  await page.waitForSelector("article.answer mark[data-kind=reply]");
  assert.equal(await text("article.answer mark[data-kind=reply] >> nth=0"), "550");
  assert.equal(await text("article.answer mark[data-kind=recipient] >> nth=0"), "bob@example.org");
  assert.match(await text("article.answer"), /für Jörg/);
});

test("UTF-16, as PowerShell writes it", async () => {
  await open(file("trace.csv", Buffer.from("\ufeff550 5.1.1 <bob@example.org>: User unknown\r\n", "utf16le")));
  await page.waitForSelector(answer("no-such-user"));
  assert.equal(await text("article.answer mark[data-kind=reply] >> nth=0"), "550");
});

test("a message of Outlook's, dropped", async () => {
  await drop([join(folder, "msg", "report-remote.msg")], async () => {
    assert.match(await page.evaluate(() => getComputedStyle(document.querySelector("#decoder"), "::after").content), /Drop it/);
  });
  await page.waitForSelector(answer("dmarc-policy"), { timeout: 20_000 });
  assert.ok(!(await page.locator("#decoder[data-over]").count()));
  assert.match(await text("#held"), /report-remote\.msg: 6 kB, an Outlook message, read as text\./);
  assert.equal(await text("article.answer mark[data-kind=status] >> nth=0"), "5.7.26");
  await page.locator("#held summary").focus();
  await page.keyboard.press("Enter");
  assert.match(await text("#held .read-text"), /Final-Recipient: rfc822; carol@example\.org/);
  assert.deepEqual(page.complaints, []);
});

test("the reader of Outlook's files is there before the network goes", async () => {
  await context.setOffline(true);
  await open(join(folder, "msg", "report-local.msg"));
  await page.waitForSelector(answer("recipient-not-found-microsoft"));
  await context.setOffline(false);
});

test("an Office file that is no message", async () => {
  await open(file("letter.doc", Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(2000)])));
  await settled();
  assert.match(await text("#answers"), /letter\.doc was not read: the Outlook file is damaged/);
});

const packed = gzipSync(report);

test("gzip, whole and cut off", async () => {
  await open(file("report.eml.gz", packed));
  await page.waitForFunction(() => document.querySelectorAll("article.answer").length === 2);
  await open(file("cut.eml.gz", gzipSync(report + Array.from({ length: 4000 }, (_, i) => `${i * 7919}`).join("\n")).subarray(0, 5000)));
  await page.waitForSelector(".notice");
  assert.match(await text(".notice"), /The file is cut off or damaged: only what came before was read/);
  assert.equal(await page.locator("article.answer").count(), 2);
  await open(file("nothing.gz", packed.subarray(0, 12)));
  await page.waitForSelector("#answers[data-state=failed]");
  assert.match(await text("#answers"), /nothing\.gz is damaged/);
});

test("a gzip file that unpacks to very much", async () => {
  await open(file("bomb.gz", gzipSync(Buffer.alloc(200_000_000))));
  await settled();
  assert.match(await text("#answers"), /bomb\.gz unpacks to more than 10 MB[\s\S]*whybounced decode bomb\.gz/);
});

/** A zip as simple programs write them. */
function zip(files) {
  const locals = [];
  const directory = [];
  let at = 0;
  for (const [name, content, method = 8] of files) {
    const data = Buffer.from(content);
    const body = method === 8 ? deflateRawSync(data) : data;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(method, 4);
    common.writeUInt32LE(crc32(data), 10);
    common.writeUInt32LE(body.length, 14);
    common.writeUInt32LE(data.length, 18);
    common.writeUInt16LE(Buffer.byteLength(name), 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), common, Buffer.from(name), body]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02\x14\0"), common, tail, Buffer.from(name)]));
    locals.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

test("a zip of several, one of them packed itself", async () => {
  const outlook = readFileSync(join(folder, "msg", "report-local.msg"));
  const data = zip([["a.eml", report], ["in/b.txt", "452 4.2.2 Mailbox full", 0], ["c.gz", gzipSync("550 5.7.1 Relaying denied")], ["d.msg", outlook], ["photo.jpg", "\xff\xd8\0\0"], ["__MACOSX/._a.eml", "\0"], ["in/", ""]]);
  await open(file("bounces.zip", data));
  await settled();
  assert.match(await text("#held"), /^5 files, .*: 4 files with a bounce, 1 not read\./);
  await page.locator("#held summary >> nth=0").click();
  assert.match(await text("#held .files"), /bounces\.zip: a\.eml · 2 bounces[\s\S]*in\/b\.txt · 1 bounce[\s\S]*photo\.jpg is not a text file/);
  assert.equal(await page.locator("article.answer").count(), 5);
});

test("several files at once: what is the same is one answer", async () => {
  await open(...["a", "b", "c", "d", "e"].map((name) => file(`many/${name}.eml`, bounce(`${name}@example.org`, "utf-8", Buffer.from("no")))), file("many/lunch.eml", "From: ann@example.com\nTo: bob@example.com\nSubject: lunch?\n\nAt one?\n"));
  await settled();
  assert.equal(await page.locator("article.answer").count(), 1);
  assert.match(await text("article.answer .origin"), /In a\.eml, b\.eml, c\.eml and 2 other files/);
  assert.match(await text("#held"), /6 files, 1 kB: 5 files with a bounce, 1 without\./);
  assert.equal(await page.locator(".notice").count(), 0);
});

test("a folder with folders in it", async () => {
  file("mail/.DS_Store", "\0");
  file("mail/2026/a.eml", report);
  file("mail/b.txt", "452 4.2.2 Mailbox full");
  await drop([join(folder, "mail"), file("c.txt", "550 5.7.1 Relaying denied")]);
  await settled();
  await page.locator("#held summary >> nth=0").click();
  assert.match(await text("#held .files"), /mail\/2026\/a\.eml · 2 bounces[\s\S]*mail\/b\.txt · 1 bounce[\s\S]*c\.txt · 1 bounce/);
});

test("none of several holds a bounce", async () => {
  await open(file("x/1.txt", "good morning"), file("x/2.txt", "good evening"));
  await page.waitForSelector("#answers[data-state=empty]");
  assert.match(await text("#answers"), /2 files were read, and none of them holds a bounce/);
});

test("too large: the limit and the way out", async () => {
  await open(file("mail box.mbox", Buffer.alloc(11 << 20, "x\n")));
  await settled();
  assert.match(await text("#answers"), /mail box\.mbox has 11\.5 MB\. This page reads up to 10 MB of a file; the command line reads mailboxes and logs of any size: whybounced decode "mail box\.mbox"/);
  assert.equal(await page.locator("#answers code").innerText(), 'whybounced decode "mail box.mbox"');
});

test("text that is dragged", async () => {
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.setData("text/plain", "550 5.1.1 User unknown");
    document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
  });
  await page.waitForSelector(answer("no-such-user"));
  assert.equal(await page.inputValue("#paste"), "550 5.1.1 User unknown");
});

test("a program that hands over nothing is told of", async () => {
  await page.evaluate(() => document.body.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: new DataTransfer() })));
  await settled();
  assert.match(await text("#answers"), /came without a file/);
});

test("reading many files shows how far it is, and can be stopped", { timeout: 60_000 }, async () => {
  const line = (i) => `Mar  2 10:00:00 relay postfix/smtp[99]: ${i.toString(16).padStart(10, "0").toUpperCase()}: to=<user${i}@example.org>, relay=mx.example.org[192.0.2.25]:25, dsn=5.1.1, status=bounced (550 5.1.1 User unknown)\n`;
  const log = Array.from({ length: 40_000 }, (_, i) => line(i)).join("");
  await open(...Array.from({ length: 5 }, (_, i) => file(`logs/${i}.log`, log)));
  await page.waitForSelector("#working:not([hidden])");
  assert.match(await text("#status"), /Reading 5 files/);
  assert.equal(await page.locator("#progress").getAttribute("max"), "5");
  await page.locator("#cancel").click();
  await page.waitForSelector("#working", { state: "hidden" });
  assert.match(await page.evaluate(() => document.querySelector(".desk-out").innerText), /Stopped/);
  assert.ok(await page.evaluate(() => document.activeElement.id === "paste"));
  await paste(page, "452 4.2.2 Mailbox full");
  await page.waitForSelector(answer("mailbox-full"), { timeout: 20_000 });
  assert.deepEqual(page.complaints, []);
});

test("what was found before a stop is kept", { timeout: 60_000 }, async () => {
  const slow = "550 \n".repeat(2_000_000);
  await open(file("first.eml", report), ...Array.from({ length: 4 }, (_, i) => file(`slow/${i}.txt`, slow)));
  await page.waitForFunction(() => document.querySelector("#progress").value > 0);
  await page.waitForSelector("#working:not([hidden])");
  await page.locator("#cancel").click();
  await page.waitForSelector("article.answer");
  assert.match(await text(".notice"), /Stopped: [34] of 5 files were not read/);
});

test("typing puts files away", async () => {
  await open(join(folder, "msg", "report-remote.msg"));
  await page.waitForSelector(answer("dmarc-policy"));
  await page.locator("#paste").pressSequentially("452 4.2.2 Mailbox full");
  await page.waitForSelector(answer("mailbox-full"));
  assert.ok(await page.locator("#held").isHidden());
});

for (const [name, viewport, colorScheme] of [["wide, light", { width: 1280, height: 900 }, "light"], ["narrow, dark", { width: 320, height: 640 }, "dark"]]) {
  test(`accessible with files: ${name}`, async () => {
    const context = await browser.newContext({ viewport, colorScheme, reducedMotion: "reduce" });
    const page = await watched(context);
    await page.goto(site);
    await page.setInputFiles("#file", [join(folder, "msg", "report-remote.msg"), file("a-very-long-name-of-a-file-that-somebody-saved-from-a-mail-program-without-looking.eml", report), file("photo.jpg", "\xff\xd8\0\0")]);
    await page.waitForSelector("article.answer");
    for (const summary of await page.locator("#held summary").all()) await summary.click();
    await page.evaluate(() => document.querySelector("#working").removeAttribute("hidden"));
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target)}`), []);
    assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= viewport.width);
    assert.deepEqual(page.complaints, []);
    await context.close();
  });
}

test("the module takes bytes too", async () => {
  const bytes = [...bounce("bob@example.org", "iso-8859-1", Buffer.from("Empfänger \u00d7", "latin1"))];
  const outlook = [...readFileSync(join(folder, "msg", "report-remote.msg"))];
  const got = await page.evaluate(
    async ([bytes, outlook]) => {
      const { load, textOf } = await import("/decoder.js");
      const { message } = await import("/outlook.js");
      const [here, worker] = [await load(), await load({ worker: true })];
      const data = new Uint8Array(bytes);
      const [report] = here.decode(data).bounces;
      const marks = report.spans.map(({ kind, start, end }) => [kind, textOf(data).slice(start, end)]);
      const same = JSON.stringify(await worker.decode(data.buffer)) === JSON.stringify(here.decode(data));
      worker.close();
      return { text: report.text, marks, same, rule: here.decode(message(new Uint8Array(outlook)).message).bounces[0].rule };
    },
    [bytes, outlook],
  );
  assert.match(got.text, /Empfänger ×/);
  assert.ok(got.same);
  assert.equal(got.rule, "gmail-dmarc-policy");
  for (const [kind, words] of got.marks) if (kind === "recipient") assert.equal(words, "bob@example.org");
});

test("nothing was complained about", () => {
  assert.deepEqual(page.complaints, []);
});
