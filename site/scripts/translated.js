// Puts what the rules say into the language of the page, as far as somebody has translated it. What is left stays in English and is marked
// as English: texts.de.json holds a row of texts for each error and reason (site/language.go), with the same places for facts.
import { locale, page as words, scripts } from "./strings.js";
import * as say from "./vocabulary.js";

const fields = ["title", "means", "check", "fix", "customer"];
let loading;

/** Loads the texts on the first call. A failure is forgotten, so that the next call tries again. */
export function loadTexts() {
  loading ??= start().catch(() => {
    loading = undefined;
    throw new Error(words.notFetched);
  });
  loading.catch(() => {}); // told when an answer is to be put into words
  return loading;
}

async function start() {
  const response = await fetch(scripts.texts, { credentials: "same-origin" });
  if (!response.ok) throw new Error(response.statusText);
  const { replies, statuses, ...texts } = await response.json();
  say.learn({ replies, statuses });
  return texts;
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
