// What goes into a ticket, as blocks of rich.js: the answer for a colleague, or what the other side's support needs to find
// one message and say why it was refused.
import { inWords, timeOf } from "./clock.js";
import { forTicket } from "./redact.js";
import { bundle as words } from "./strings.js";
import { stamp, title } from "./story.js";
import { domainOf } from "./tally.js";
import * as say from "./vocabulary.js";

const firstText = 4000; // characters of a reply; more belongs into an attachment

const addressOf = (address, redacted) => (redacted ? domainOf(address) && `…@${domainOf(address)}` : address);

const reply = (bounce, people, redacted) => {
  const text = [bounce.reply, bounce.text || bounce.status].filter(Boolean).join(" ").slice(0, firstText);
  return redacted ? forTicket(text, people) : text;
};

const absolute = (url) => url && new URL(url, location.href).href;

/** The answer, for a colleague who reads the ticket. */
export function answerBlocks({ bounce, recipients }, { redacted }) {
  const { word, line } = stamp(bounce);
  const hide = (text) => (redacted ? forTicket(text, recipients) : text);
  const facts = [
    [words.verdict, `${word} · ${line}`],
    recipients.length > 0 && [words.recipient, names(recipients, redacted)],
    bounce.provider && [words.provider, say.provider(bounce.provider)],
    [words.suppress, say.suppress(bounce.suppress).label],
  ].filter(Boolean);
  return [
    { h: hide(title(bounce)) },
    bounce.means && { p: hide(bounce.means) },
    { facts },
    reply(bounce, recipients, redacted) && { code: reply(bounce, recipients, redacted) },
    bounce.check && { p: `${words.check} ${hide(bounce.check)}` },
    bounce.fix && { p: `${words.fix} ${hide(bounce.fix)}` },
    { p: `${words.basis} ${say.basis(bounce.basis).label}` },
    bounce.url && { link: absolute(bounce.url) },
  ].filter(Boolean);
}

const shownNames = 5;

function names(recipients, redacted) {
  const list = redacted ? [...new Set(recipients.map((r) => addressOf(r, true)))] : recipients;
  const rest = list.length - shownNames;
  const shown = list.slice(0, shownNames).map((name) => `\`${name}\``); // as code: no tracker takes it for a mention
  return shown.join(", ") + (rest > 0 ? words.more(rest) : "");
}

/** {blocks, missing} of what the other side's support asks for. changed is what the reader says has changed lately. */
export function supportBlocks({ bounce, recipients, when }, { redacted, changed }) {
  const messageId = messageIdOf(bounce);
  const time = timeOf({ at: when });
  const wanted = {
    response: reply(bounce, recipients, redacted),
    recipient: recipients.length > 0 ? names(recipients, redacted) : (bounce.facts["recipient-domain"] ?? ""),
    sender: bounce.facts["sender-domain"] ?? "",
    ip: bounce.facts["sender-ip"] ?? "",
    host: bounce.remote,
    reporter: bounce.reporter,
    time: time ? `${inWords(time, { seconds: true })}${time.hasYear ? " UTC" : ""}` : "",
    messageId,
    trace: bounce.trace,
    attempts: bounce.attempts.length > 1 ? String(bounce.attempts.length) : "",
    changed: changed.trim(),
  };
  const optional = new Set(["trace", "attempts", "reporter"]);
  const missing = Object.keys(wanted).filter((key) => !wanted[key] && !optional.has(key));
  if (time && !time.hasYear) missing.push("year");
  const facts = Object.entries(wanted).filter(([key, value]) => value && key !== "response");
  return {
    blocks: [
      { h: words.supportTitle },
      wanted.response && { p: words.response },
      wanted.response && { code: wanted.response },
      { facts: facts.map(([key, value]) => [words.fields[key], value]) },
      missing.length > 0 && { p: words.missingHead },
      missing.length > 0 && { list: missing.map((key) => words.missing[key]) },
      { p: `${words.decodedAs} ${title(bounce)}` },
      bounce.url && { link: absolute(bounce.url) },
    ].filter(Boolean),
    missing,
  };
}

// The message that was refused: in a report the last one named, for the report has an id of its own; in a log or an event the
// only one. Where several are named there is no telling which, and none is said.
function messageIdOf(bounce) {
  const { text, report } = bounce.origin;
  if (!text || text.length > 2e6) return "";
  if (["dsn", "bounce", "complaint"].includes(report?.form)) {
    const all = [...text.matchAll(/^[> \t]*message-id:\s*(<[^<>\s]+>)/gim)];
    return all.length > 1 || report.form === "complaint" ? (all.at(-1)?.[1] ?? "") : "";
  }
  const named = new Set([...text.matchAll(/(?:message-?id|msgid|smtp-id)["']?\s*[=:]\s*["']?(<[^<>\s]+>)/gi)].map((m) => m[1]));
  return named.size === 1 ? [...named][0] : "";
}
