// Finds pages and known replies. Runs in a page and in Node; knows nothing of the document.
import { unpack } from "./index.js";
import { fold, isCode, wordsOf } from "./words.js";

const maxWords = 30; // of what is typed; the rest of a long paste adds time, not sense
const faint = 0.15; // of the best score
const fillers = new Set("a an and any are as be by for from has have i in is it its of on or our that the this to was we were will with you your smtp error errors code codes status reply response".split(" "));

// How much a kind is worth where the words say no more. An error has the fix, which is what readers come for.
const worth = { error: 1.5, guide: 1.1, provider: 1.1, code: 1, reason: 1, family: 1, page: 0.9, reply: 0.7 };

/** Makes find(query) from search.json. */
export async function finder(data) {
  const { kinds, pages, replies } = data;
  const documents = pages.map(([kind, url, title, note, called = ""]) => ({ kind: kinds[kind], url, title, note, called }));
  for (const [page, rule, provider, text] of replies) {
    const { url, title } = documents[page];
    documents.push({ kind: "reply", page, url: `${url}#${rule}`, title: text, note: provider ? `${provider}: ${title}` : title });
  }
  const { mini, frequent } = await unpack(data);

  const codes = new Map(); // "5.7.26" and "5726", by what somebody may type
  for (const document of documents) {
    const code = document.url.match(/^\/codes\/([\d.]+)\/$/)?.[1];
    if (code) codes.set(code, code);
  }
  for (const code of [...codes.keys()]) {
    const digits = code.replaceAll(".", "");
    if (!codes.has(digits)) codes.set(digits, code);
  }

  /** The best documents first: {kind, url, title, note, terms, score}, terms being the words that were found in them. */
  return function find(query, limit = 60) {
    const asked = meant(query, codes);
    if (asked.length === 0) return [];
    const last = asked.length - 1;
    const open = !/[\s\]>"'.,;:]$/.test(query); // the last word may not be finished yet
    const found = mini.search("-", {
      tokenize: () => asked,
      processTerm: (term) => term,
      combineWith: "OR",
      bm25: { k: 1.2, b: 0.45, d: 0.5 }, // pages that hold much are not less meant
      boost: { title: 4, words: 1.6, note: 1 },
      // A word that many have is meant as it is; another one may be a slip.
      fuzzy: (term) => !frequent.has(term) && !/[\d.]/.test(term) && term.length > 3 && (term.length > 4 ? 2 : 1),
      prefix: (term, i) => i === last && open && (term.length > 1 || last === 0) && !isCode(term),
      weights: { fuzzy: 0.4, prefix: 0.5 },
    });
    const scores = new Map(found.map(({ id, score, queryTerms }) => [id, score * (queryTerms.length / asked.length) ** 2]));
    const terms = new Map(found.map((hit) => [hit.id, hit.terms]));
    const best = new Map(); // the best reply of each error
    for (const [id, score] of scores) {
      const { kind, page } = documents[id];
      if (kind === "reply") best.set(page, Math.max(best.get(page) ?? 0, score));
    }
    // An error is meant by its own words or by what servers say for it.
    for (const [page, score] of best) scores.set(page, Math.max(scores.get(page) ?? 0, 0.5 * score) + 0.35 * score);
    const typed = asked.join(" ");
    const onlyCodes = asked.every((word) => codes.has(word));
    const hits = [...scores]
      .map(([id, score]) => {
        const hit = { ...documents[id], id, terms: terms.get(id) ?? [] };
        return { ...hit, score: score * weight(hit, asked, onlyCodes) };
      })
      .sort((a, b) => b.score - a.score || a.id - b.id);
    // What has one word of several is noise beside what has them all.
    const floor = faint * (hits.find((hit) => hit.kind !== "code")?.score ?? 0);
    return hits.filter((hit) => hit.score >= floor).slice(0, limit);
  };
}

// meant is what counts of the words that were typed, codes as they are written: 5726 is 5.7.26.
function meant(query, codes) {
  const words = [...new Set(wordsOf(query).map((word) => codes.get(word) ?? word))];
  const telling = words.filter((word) => !fillers.has(word));
  return (telling.length > 0 ? telling : words).slice(0, maxWords);
}

function weight(hit, asked, onlyCodes) {
  const { kind, url, title, terms } = hit;
  const id = url.split("/").at(-2);
  const usual = worth[kind] ?? 1;
  if (kind === "reply") return usual;
  if (kind === "code") {
    // Of several codes the last is the finest: 550 5.7.26.
    const place = asked.indexOf(id);
    return place < 0 ? usual : onlyCodes ? usual * 50 * (place + 1) : usual * 0.5;
  }
  const typed = asked.join(" ");
  if (kind === "provider") {
    // Its name alone, also with a slip, means the provider and not one of its replies.
    const names = [id.split("-"), wordsOf(title.split(":")[0]), ...hit.called.split(" ").map((name) => [name])];
    if (names.some((name) => asked.length <= name.length + 1 && name.every((word) => terms.includes(word)))) return usual * 4;
  }
  if (typed === id.replaceAll("-", " ") || typed === wordsOf(title).join(" ")) return usual * (kind === "error" || kind === "guide" ? 4 : 1.2);
  return fold(title).startsWith(typed) ? usual * 1.4 : usual;
}
