// What the scripts say is there in every language: the same names, and functions for the same number of words.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { test } from "node:test";
import * as english from "../../site/scripts/strings.js";

const folder = new URL("../../site/scripts/", import.meta.url);
const languages = readdirSync(folder).filter((name) => /^strings\.[a-z]{2}\.js$/.test(name));

/** "card.copied: string", "card.all: function of 1" for all that a file holds. Lists of other lengths are another language's business. */
function shape(value, name) {
  if (typeof value === "function") return [`${name}: function of ${value.length}`];
  if (typeof value !== "object" || Array.isArray(value)) return [`${name}: ${Array.isArray(value) ? "list" : typeof value}`];
  return Object.keys(value).sort().flatMap((key) => shape(value[key], name ? `${name}.${key}` : key));
}

test("there is another language", () => assert.ok(languages.length > 0));

for (const name of languages) {
  test(`${name} says what strings.js says`, async () => {
    const translated = await import(new URL(name, folder));
    assert.deepEqual(shape({ ...translated }, ""), shape({ ...english }, ""));
    for (const [noun, forms] of Object.entries(translated.nouns)) assert.equal(forms.length, 2, noun);
    assert.equal(translated.quotes.length, 4);
    assert.equal(translated.locale, name.split(".")[1]);
    const empty = shapeOfEmpty({ ...translated }, "");
    assert.deepEqual(empty, [], "empty words");
  });
}

function shapeOfEmpty(value, name) {
  if (value === "") return [name];
  if (typeof value !== "object") return [];
  return Object.keys(value).flatMap((key) => shapeOfEmpty(value[key], `${name}.${key}`));
}
