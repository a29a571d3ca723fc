// The reader of Outlook's files in JavaScript writes what the one in Go does, also of files that are damaged.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { isCompound, message } from "../../wasm/browser/outlook.js";

const folder = mkdtempSync(join(tmpdir(), "whybounced-"));
after(() => rmSync(folder, { recursive: true }));

test("both readers agree", () => {
  execFileSync("go", ["run", "./internal/outlook/msgfile/fixtures", folder], { cwd: join(import.meta.dirname, "../..") });
  const names = readdirSync(folder).filter((name) => name.endsWith(".msg"));
  assert.ok(names.length > 400, `${names.length} files`);
  let broken = 0;
  for (const name of names) {
    const bytes = new Uint8Array(readFileSync(join(folder, name)));
    const want = JSON.parse(readFileSync(join(folder, name.replace(".msg", ".json")), "utf8"));
    const got = message(bytes);
    assert.equal(new TextDecoder().decode(got.message), Buffer.from(want.message, "base64").toString(), name);
    assert.equal(got.warning, want.warning, name);
    if (want.warning) broken++;
    assert.ok(isCompound(bytes) || name.startsWith("damaged"), name);
  }
  assert.ok(broken > 100 && broken < names.length - 50, `${broken} of ${names.length} are broken`);
});

test("a file of another kind is told from a damaged one", () => {
  assert.match(message(new Uint8Array(3)).warning, /damaged/);
  assert.match(message(new Uint8Array(100_000)).warning, /damaged/);
});
