// What was found, as elements: grouped by kind, the words that were found marked.
import { el } from "../dom.js";
import { search as strings } from "../strings.js";
import { pieces, wordsOf } from "./words.js";

const names = strings.kinds;

/** Groups in the order of their best, each with at most `each` and all together with at most `all`: [{kind, name, hits}]. */
export function groups(hits, each, all = Infinity) {
  const found = new Map();
  let left = all;
  for (const hit of hits) {
    if (left === 0) break;
    const group = found.get(hit.kind) ?? { kind: hit.kind, name: names[hit.kind] ?? names.page, hits: [] };
    if (group.hits.length === each) continue;
    found.set(hit.kind, group);
    group.hits.push(hit);
    left--;
  }
  return [...found.values()];
}

/** The text with what was asked for marked: the whole word, or its beginning where only that was typed. */
export function marked(text, terms, query) {
  const wanted = new Set(terms);
  const typed = wordsOf(query);
  const out = [];
  let at = 0;
  for (const { word, start, end } of pieces(text)) {
    if (!wanted.has(word) || start < at) continue;
    const part = typed.includes(word) ? undefined : typed.find((begun) => word.startsWith(begun));
    const stop = part ? start + part.length : end;
    out.push(text.slice(at, start), el("mark", {}, text.slice(start, stop)));
    at = stop;
  }
  out.push(text.slice(at));
  return out;
}

/** A text that begins shortly before the first word that was found. */
export function excerpt(text, terms, length = 110) {
  if (text.length <= length) return text;
  const wanted = new Set(terms);
  const first = [...pieces(text)].find(({ word }) => wanted.has(word) && !/^\d/.test(word))?.start ?? 0;
  if (first < length * 0.7) return text;
  const start = text.indexOf(" ", first - 40) + 1;
  return `… ${text.slice(start)}`;
}

/** True for what is a reply rather than a question: a code with words behind it, or long. */
export const looksLikeReply = (query) => /^\s*[245]\d\d[\s-]/.test(query) && wordsOf(query).length > 4 || query.length > 80;

/** The decoder's address for a text. What follows # stays in the browser. */
export const decodeAddress = (query) => `${strings.decoder}#q=${encodeURIComponent(query)}`;
export const searchAddress = (query) => `/search/#q=${encodeURIComponent(query)}`;
