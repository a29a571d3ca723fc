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

/** Whether a bounce is what the filter asks for: {reason: "mailbox-full", words: "smith"}. */
export function fits(bounce, filter, except) {
  for (const [respect, idOf] of Object.entries(respects)) {
    if (respect !== except && filter[respect] !== undefined && idOf(bounce) !== filter[respect]) return false;
  }
  if (!filter.words) return true;
  const words = filter.words.toLowerCase();
  return `${bounce.recipient}\n${bounce.reply} ${bounce.status} ${bounce.text}`.toLowerCase().includes(words);
}

/**
 * Counts in one respect: [id, n], the most frequent first. The filter in that respect is left out, so that a reader sees what
 * there is to choose from.
 */
export function tally(bounces, respect, filter = {}) {
  const counts = new Map();
  for (const bounce of bounces) {
    const id = respects[respect](bounce);
    if (!counts.has(id)) counts.set(id, 0);
    if (fits(bounce, filter, respect)) counts.set(id, counts.get(id) + 1);
  }
  return [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
}
