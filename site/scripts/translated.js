// Puts what the rules say into the language of the page, as far as somebody has translated it. What is left stays in English and is marked
// as English: texts.de.json holds a row of texts for each error and reason (site/language.go), with the same places for facts.
import { locale } from "./strings.js";
import * as say from "./vocabulary.js";

const fields = ["title", "means", "check", "fix", "customer"];
const none = { errors: {}, reasons: {}, articles: [], warnings: {} };
let loading;

/** Begins to load the texts. Without them the answers are in English, not missing; they are asked for again with the next one. */
export function loadTexts() {
  loading ??= fetch(`/texts.${locale}.json`)
    .then((response) => (response.ok ? response.json() : Promise.reject(new Error(response.statusText))))
    .catch(() => {
      loading = undefined;
      return none;
    });
  return loading;
}

/** The report in the words of the page's language. */
export async function translated(report) {
  const texts = await loadTexts();
  for (const bounce of report.bounces) translate(bounce, texts);
  report.warnings = report.warnings.map((warning) => texts.warnings[warning] ?? warning);
  return report;
}

function translate(bounce, texts) {
  const row = rowOf(bounce, texts);
  const left = new Set(["note", "relays"]);
  fields.forEach((field, i) => {
    if (row[i]) bounce[field] = filled(row[i], bounce.facts);
    else left.add(field);
  });
  if (texts.articles.includes(bounce.error)) bounce.url = `/${locale}${bounce.url}`;
  else left.add("url");
  bounce.left = left;
}

// An answer from a code alone has the code's own title, and its reason's words for the customer.
function rowOf(bounce, { errors, reasons }) {
  if (bounce.error) return errors[bounce.error] ?? [];
  const reason = reasons[bounce.reason] ?? [];
  const title = { status: say.statusTitle(bounce.status), reply: say.replyTitle(bounce.reply) }[bounce.basis];
  return title === undefined ? reason : [title, "", "", "", reason[4]];
}

const examples = { "sender-domain": "example.com", "sender-ip": "192.0.2.1", "recipient-domain": "example.org", blocklist: "zen.spamhaus.org" };

const filled = (text, facts) => text.replace(/\{([a-z-]+)\}/g, (place, fact) => facts[fact] || examples[fact] || place);

/** The language of a text of a bounce, where it is not the page's. */
export const langOf = (bounce, field) => (bounce.left?.has(field) ? "en" : null);
