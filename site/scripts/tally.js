// Counts deliveries by what they have in common, and keeps those that a reader asked for.

/** What is counted. Each gives the id of a bounce in that respect; "" where the paste does not say. */
export const respects = {
  type: (b) => b.type,
  reason: (b) => b.reason,
  provider: (b) => b.provider,
  domain: (b) => domainOf(b.recipient),
};

export const domainOf = (address) => {
  const at = address.lastIndexOf("@");
  return at < 0 ? "" : address.slice(at + 1).toLowerCase();
};

// What a bounce is in each respect, worked out once: every press on a filter asks for all of them.
const known = new WeakMap();

function idsOf(bounce) {
  let ids = known.get(bounce);
  if (!ids) {
    ids = Object.fromEntries(Object.entries(respects).map(([respect, idOf]) => [respect, idOf(bounce)]));
    known.set(bounce, ids);
  }
  return ids;
}

const wordsOf = (b) => `${b.recipient}\n${b.reply} ${b.status} ${b.text}`.toLowerCase();

/** Whether a bounce is what the filter asks for, {reason: "mailbox-full", words: "smith"}, in all respects but one. */
export function fits(bounce, filter, except) {
  const ids = idsOf(bounce);
  for (const respect in filter) {
    if (respect === except) continue;
    if (respect === "words" ? !wordsOf(bounce).includes(filter.words) : ids[respect] !== filter[respect]) return false;
  }
  return true;
}

/**
 * Counts in one respect: [id, n], the most frequent first. The filter in that respect is left out, so that a reader sees what
 * there is to choose from.
 */
export function tally(bounces, respect, filter = {}) {
  const counts = new Map();
  for (const bounce of bounces) {
    const id = idsOf(bounce)[respect];
    counts.set(id, (counts.get(id) ?? 0) + (fits(bounce, filter, respect) ? 1 : 0));
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}
