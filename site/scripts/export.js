// What was decoded as files for other programs: CSV for spreadsheets, JSON for scripts.
import { domainOf } from "./tally.js";

const columns = {
  time: (b) => (b.when ?? "").replace(/^--/, ""), // a month and a day, where no year is named
  recipient: (b) => b.recipient,
  "recipient domain": (b) => domainOf(b.recipient),
  type: (b) => b.type,
  suppress: (b) => b.suppress,
  action: (b) => b.action,
  family: (b) => b.family,
  reason: (b) => b.reason,
  provider: (b) => b.provider,
  reply: (b) => b.reply,
  status: (b) => b.status,
  text: (b) => b.text,
  remote: (b) => b.remote,
  reporter: (b) => b.reporter,
  attempts: (b) => String(Math.max(b.attempts.length, 1)),
  basis: (b) => b.basis,
  rule: (b) => b.rule,
  title: (b) => b.title,
  url: (b) => b.url && new URL(b.url, globalThis.location?.origin ?? "https://example.com").href,
  file: (b) => b.origin?.name ?? "",
};

/** RFC 4180, with a mark of byte order: without it Excel takes UTF-8 for the local charset. */
export function csv(bounces) {
  const rows = [Object.keys(columns), ...bounces.map((b) => Object.values(columns).map((of) => of(b)))];
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

// A spreadsheet runs what begins like a formula, and whoever sends a bounce chooses its words: such a cell gets an apostrophe
// in front, which spreadsheets take for "this is text" (https://owasp.org/www-community/attacks/CSV_Injection). White space
// in front is skipped by some, and full-width signs are folded by others.
const formula = /^[\s\u00a0\u200b\ufeff]*[=+\-@＝＋－＠]|^[\t\r\n]/;

function cell(text) {
  const safe = formula.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""').replaceAll("\0", "")}"`;
}

/** The bounces of a Report (CONTRACT.md), without what only this page knows: where the evidence stands. */
export function json(bounces) {
  const out = bounces.map(({ origin, spans, left, ...bounce }) => (origin?.name ? { ...bounce, file: origin.name } : bounce));
  return `${JSON.stringify({ version: 1, bounces: out }, null, 1)}\n`;
}

/** Gives the reader a file. Its address is one of this page's memory; nothing is sent. */
export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
