// Where the links of an answer lead: to the articles of the page's own help center where it has them, else to ours.

/**
 * Reads the attribute links: a target (_blank, _self, …) or the template of an address with {rule}, {error} or {reason}.
 * Returns {target, template, problem}.
 */
export function linksOf(value) {
  if (!value) return { target: "_blank" };
  if (/^_[a-z]+$/.test(value)) return { target: value };
  const address = safe(value);
  if (address && /\{(rule|error|reason)\}/.test(value)) return { target: "_blank", template: value };
  return {
    target: "_blank",
    problem: `links="${value}" is neither a target such as _blank nor an https address with {rule}, {error} or {reason} in it`,
  };
}

/** The address as the browser reads it, or "" for what is no address of the web: a template must not become a script. */
export function safe(value, base = location.href) {
  try {
    const url = new URL(value, base);
    return /^https?:$/.test(url.protocol) ? url.href : "";
  } catch {
    return "";
  }
}

/**
 * Reads what the attribute articles leads to: a list of the ids that the help center has articles for, or an object that
 * gives each its address. Ids are those of responses, errors or reasons.
 */
export async function articlesFrom(address) {
  const response = await fetch(address, { credentials: "omit" });
  if (!response.ok) throw new Error(`${address} could not be loaded (${response.status})`);
  return articlesOf(await response.json(), address);
}

export function articlesOf(json, address = location.href) {
  if (Array.isArray(json)) return new Map(json.map((id) => [String(id), ""]));
  if (json === null || typeof json !== "object") throw new Error(`it is neither a list of ids nor an object of addresses`);
  return new Map(Object.entries(json).map(([id, to]) => [id, safe(to, address)]));
}

/** The help center's own article about something, or "". names are {rule, error, reason}, the most particular first. */
export function article(names, { template, articles }) {
  for (const id of Object.values(names)) {
    if (!id || !articles?.has(id)) continue;
    const to = articles.get(id);
    if (to || !template) return to;
    return filled(template, { ...names, rule: id });
  }
  return !articles && template ? filled(template, { ...names, rule: names.rule || names.error || names.reason }) : "";
}

const filled = (template, names) => template.replace(/\{(rule|error|reason)\}/g, (_, name) => encodeURIComponent(names[name] || names.rule || ""));
