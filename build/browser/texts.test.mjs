// The parts of the page that make texts, without a page: what is redacted, what a spreadsheet gets, what a tracker gets.
import assert from "node:assert/strict";
import { test } from "node:test";
import { inWords, timeOf, timesOf } from "../../site/scripts/clock.js";
import { csv, json } from "../../site/scripts/export.js";
import { forPublic, forTicket } from "../../site/scripts/redact.js";
import { html, markdown, plainText } from "../../site/scripts/rich.js";
import * as strings from "../../site/scripts/strings.js";
import { fits, tally } from "../../site/scripts/tally.js";

for (const [text, people, wanted] of [
  ["550 5.1.1 <ana.smith@corp.example.com>: unknown", [], "550 5.1.1 <user@example.org>: unknown"],
  ["host mx1.acme-widgets.com[198.51.100.25] said: 550 no", [], "host example.org[192.0.2.1] said: 550 no"],
  ["[2001:db8:1::25] at 10:11:12 on 2026-11-12T10:11:12Z", [], "[2001:db8::1] at 10:11:12 on 2026-11-12T10:11:12Z"],
  ["https://support.google.com/mail/?p=NoSuchUser and https://acme.com/u?x=ana", [], "https://support.google.com/mail/?p=NoSuchUser and https://example.org/u"],
  ["Subject: salaries\nTo: Bob <bob@acme.com>\n folded bob\n\n550 no", [], "Subject: …\nTo: …\n\n550 no"],
  ["bounce+ana=acme.com@lists.example.net and ana_acme.com#EXT#@acme.com", ["ana@acme.com"], "user@example.org and user@example.org"],
  ["Ana Smith (ana.smith@acme.com) is not here, says Smith", [], "user user (user@example.org) is not here, says user"],
  ["acme-com.mail.protection.outlook.com says no", [], "mx.outlook.com says no"],
  ["ana%40acme.com, user=3Dana=40acme.com", [], "user%40example.org, user=user=example.org"],
  ["SRS0=xx=yy=acme.com=ana@relay.example.net", [], "user@example.org"],
  ["to=<ana@acme.com>, orig_to=ana.b@acme.com", [], "to=<user@example.org>, orig_to=user@example.org"],
  ["queue 08DC1234567890AB12 is full", [], "queue ID is full"],
  ["550 5.7.1 Service unavailable, client host blocked using zen.spamhaus.org", [], "550 5.7.1 Service unavailable, client host blocked using zen.spamhaus.org"],
]) {
  test(`for the public: ${text.slice(0, 40)}`, () => assert.equal(forPublic(text, people), wanted));
}

test("for a ticket domains and machines stay, people do not", () => {
  assert.equal(
    forTicket("<ana.smith@acme.com> from 198.51.100.7: see https://acme.com/u?x=ana", ["ana.smith@acme.com"]),
    "<…@acme.com> from 198.51.100.7: see https://acme.com/u?…",
  );
});

test("redacting takes time in proportion to the text", () => {
  for (const piece of ["a.", "a@", "1.2.3.", "a:", "ab-", "<a@b.cc> ", "\"", "Aa "]) {
    const text = piece.repeat(20_000 / piece.length);
    const start = performance.now();
    forPublic(text.slice(0, 20_000));
    assert.ok(performance.now() - start < 2000, `${piece} takes ${performance.now() - start} ms`);
  }
});

const bounce = { when: "--03-01T10:00:00", recipient: "=cmd|' /C calc'!A0@example.org", type: "hard", suppress: "yes", action: "fix-recipient", family: "recipient", reason: "user-unknown", provider: "", reply: "550", status: "5.1.1", text: "\t=1+1", remote: "-x", reporter: "", attempts: [], basis: "rule", rule: "r", title: "＝full width", url: "/e/x/", spans: [1], origin: { name: "@file" } };

test("no cell of a spreadsheet begins like a formula", () => {
  const text = csv([bounce]);
  for (const cell of text.match(/"(?:[^"]|"")*"/g)) assert.doesNotMatch(cell, /^"[\s\ufeff]*[=+\-@＝＋－＠]/);
  assert.match(text, /"03-01T10:00:00","'=cmd/);
  assert.equal(text.trim().split("\r\n").length, 2);
});

test("JSON holds the report and the file, not the paste", () => {
  const [out] = JSON.parse(json([bounce])).bounces;
  assert.equal(out.file, "@file");
  assert.ok(!("origin" in out) && !("spans" in out));
});

test("Markdown that nothing in a reply can break out of", () => {
  const text = markdown([{ h: "a *b* @team #1" }, { code: "550 ```\n# no\n```" }, { facts: [["To", "`x@example.org`"]] }, { list: ["<script>"] }]);
  assert.equal(text, "## a \\*b\\* \\@team \\#1\n\n````\n550 ```\n# no\n```\n````\n\n- **To:** `x@example.org`\n\n- \\<script\\>\n");
});

test("HTML that nothing in a reply can break out of", () => {
  const text = html([{ h: "<img onerror=1>" }, { code: "</pre><script>" }, { link: "https://example.com/\"onclick=\"x" }]);
  assert.doesNotMatch(text, /<img|<script|"onclick/);
  assert.equal(plainText([{ p: "see `dig`" }]), "see dig\n");
});

test("times without a year: the end of December comes before January", () => {
  const [december, january] = timesOf([{ when: "--12-31T23:59:00" }, { when: "--01-01T00:01:00" }]);
  assert.equal(january.ms - december.ms, 120_000);
  assert.equal(timeOf({ when: "nonsense" }), null);
  assert.equal(inWords(timeOf({ when: "--02-29T10:00:00" }), { seconds: true }), "29 Feb, 10:00:00");
});

test("counts leave out the filter of their own respect", () => {
  const list = ["hard", "hard", "soft"].map((type, i) => ({ type, reason: `r${i % 2}`, provider: "", recipient: `u@d${i}.example`, reply: "", status: "", text: "Full" }));
  assert.deepEqual(tally(list, "type", { type: "soft" }), [["hard", 2], ["soft", 1]]);
  assert.deepEqual(tally(list, "reason", { type: "soft" }), [["r0", 1], ["r1", 0]]);
  assert.ok(fits(list[0], { words: "full" }));
});

test("a noun for every count", () => {
  for (const [one, many] of Object.values(strings.nouns)) assert.ok(one && many);
});
