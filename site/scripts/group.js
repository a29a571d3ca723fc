// Puts bounces that say the same of different recipients together: a message to forty people is one answer, not forty.

const keys = new WeakMap();

// What makes two bounces one answer. The advice itself is left out: it follows from these, but for the recipient's domain.
const keyOf = ({ error, rule, basis, type, action, suppress, reply, status, provider, title, note, trace, facts }) => {
  const about = [facts["sender-domain"], facts["sender-ip"], facts.blocklist, facts.token];
  return JSON.stringify([
    error,
    rule,
    basis,
    type,
    action,
    suppress,
    reply,
    status,
    provider,
    title,
    note,
    trace,
    about,
  ]);
};

/**
 * Returns groups in the order of the report: {bounce, recipients, spans, members, names}. bounce is the first of its kind,
 * spans are those in its origin, and names are those of all origins.
 */
export function group(bounces) {
  const groups = new Map();
  for (const bounce of bounces) {
    const k = keys.get(bounce) ?? keyOf(bounce);
    keys.set(bounce, k);
    if (!groups.has(k)) groups.set(k, { bounce, recipients: new Set(), spans: [], members: 0, names: new Set() });
    const g = groups.get(k);
    g.members++;
    if (bounce.recipient) g.recipients.add(bounce.recipient);
    if (bounce.origin.name) g.names.add(bounce.origin.name);
    if (bounce.origin === g.bounce.origin) g.spans.push(...bounce.spans);
    // The title must not name the domain of one recipient where there are several.
    if (bounce.facts["recipient-domain"] !== g.bounce.facts["recipient-domain"]) {
      g.bounce = { ...g.bounce, facts: { ...g.bounce.facts, "recipient-domain": undefined }, remote: "" };
    }
  }
  return [...groups.values()].map((g) => ({ ...g, recipients: [...g.recipients], names: [...g.names] }));
}
