// The command of the installed package, as npx runs it. COMMAND is its file.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const run = (args, input = "") => spawnSync(process.execPath, [process.env.COMMAND, ...args], { input, encoding: "utf8" });
const reply = "550 5.1.1 <bob@example.org>: User unknown\n";

test("decode prints a card", () => {
  const { status, stdout, stderr } = run(["decode"], reply);
  assert.equal(status, 0);
  assert.match(stdout, /^RETURN TO SENDER · HARD\nNo such user/);
  assert.match(stdout, /\n {2}for +bob@example\.org\n/);
  assert.match(stdout, /\n {2}act +fix-recipient; suppress the address: yes\n/);
  for (const line of stdout.split("\n")) assert.ok(line.length <= 100, line);
  assert.equal(stderr, "");
});

test("decode --json prints a report a line", () => {
  const file = join(tmpdir(), `whybounced-${process.pid}.txt`);
  writeFileSync(file, "452 4.2.2 Mailbox over quota");
  const { status, stdout } = run(["decode", "--json", file, "-"], reply);
  const reports = stdout.trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(reports.map((report) => report.bounces[0].reason), ["mailbox-full", "user-unknown"]);
  assert.equal(status, 0);
});

test("nothing to decode, and nothing that can be read", () => {
  assert.equal(run(["decode"], "").status, 1);
  assert.match(run(["decode"], "").stdout, /no bounce found\nnote: there is nothing to read/);
  const { status, stdout, stderr } = run(["decode", "/no/such/file", "-"], reply);
  assert.equal(status, 2);
  assert.match(stderr, /^whybounced: \/no\/such\/file: ENOENT/);
  assert.match(stdout, /^RETURN TO SENDER/); // a broken input does not keep the others from being decoded
});

test("what a stranger wrote does not steer the terminal", () => {
  const { stdout } = run(["decode"], "550 5.1.1 \x1b[2J\x07User unknown \x9b31m");
  assert.doesNotMatch(stdout, /[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
});

test("explain", () => {
  const { status, stdout } = run(["explain", "550", "5.7.26", "gmail-dmarc-policy"]);
  assert.equal(status, 0);
  assert.match(stdout, /^550 {2}\S/);
  assert.match(stdout, /\n5\.7\.26 {2}\S/);
  assert.match(stdout, /\n {2}example +550/);
  assert.equal(JSON.parse(run(["explain", "--json", "5.2.2"]).stdout).reason, "mailbox-full");
  const unknown = run(["explain", "no-such-word"]);
  assert.equal(unknown.status, 1);
  assert.match(unknown.stderr, /neither a reply code/);
});

test("redact", () => {
  assert.equal(run(["redact"], "to=<ann@corp.invalid.de>, relay=mx.corp.invalid.de[81.2.69.1]:25\n").stdout, "to=<user1@example.com>, relay=example.net[192.0.2.1]:25\n");
});

test("the call is explained, and a wrong one is refused", () => {
  assert.equal(run(["--help"]).status, 0);
  assert.equal(run([]).status, 2);
  for (const args of [["dekode"], ["decode", "--colour"], ["explain"], ["redact", "a", "b"]]) {
    const { status, stderr } = run(args);
    assert.equal(status, 2, args.join(" "));
    assert.match(stderr, /see: whybounced --help/);
  }
  assert.match(run(["--version"]).stdout, /^\d+\.\d+\.\d+\n$/);
});
