// What ids and codes are called: words made from the same rules.json as the decoder's table.
let words;

/** Gives the words, before anything is said. The decoder page carries them, the widget fetches them. */
export const speak = (given) => (words = given);

/** The words that were given, for a script that is loaded later and has a vocabulary of its own to fill. */
export const spoken = () => words;

const blank = { label: "", stamp: "", means: "" };

/** Adds words that came later: {statuses: {"x.7.26": "…"}}. */
export const learn = (more) => void Object.assign(words, more);

export const type = (id) => words.types[id] ?? blank;
export const action = (id) => words.actions[id] ?? blank;
export const suppress = (id) => words.suppress[id] ?? blank;
export const basis = (id) => words.bases[id] ?? blank;
export const reason = (id) => words.reasons[id] ?? id;
export const family = (id) => words.families[id] ?? id;
export const provider = (id) => words.providers[id] ?? id;
export const relay = (id) => words.relays[id] ?? id;

/** mailbox, filter, software, service or blocklist; without the list of kinds nobody is called a mailbox provider. */
export const kind = (id) => (!id || !words.kinds ? "" : (words.kinds[id] ?? "mailbox"));

export const replyTitle = (code) => words.replies[code] ?? "";
export const replyFirst = (digit) => words.first[digit] ?? "";
export const replySecond = (digit) => words.second[digit] ?? "";
export const statusClass = (digit) => words.classes[digit] ?? "";
export const statusSubject = (digit) => words.subjects[digit] ?? "";
export const statusTitle = (code) => words.statuses["x" + code.slice(1)] ?? "";

/** The address of a code's page, or "" when it has none. */
export function codePage(code) {
  const listed = code.includes(".") ? /^[45]/.test(code) && statusTitle(code) : words.replies[code];
  return listed || words.pages.includes(code) ? `/codes/${code}/` : "";
}

/** The title of an error: from the words that were given, or from the index further down the decoder page. */
export function errorTitle(id) {
  if (words.errors) return words.errors[id] ?? id.replaceAll("-", " ");
  const link = document.querySelector(`.index a[href="/e/${CSS.escape(id)}/"]`);
  return link?.textContent ?? id.replaceAll("-", " ");
}
