// Advice as it stands in rules.json, set for reading: `code` in backticks, quotes as a typesetter sets them.
import { el } from "./dom.js";
import { copyIcon } from "./copy.js";
import { card, locale, nouns, quotes } from "./strings.js";

const [open, close, openSingle, closeSingle] = quotes;

/** Turns typewriter quotes into opening and closing ones: a quote opens where a word begins. */
export function curl(text) {
  return text
    .replace(/(^|[\s([{–—“‘])"/g, `$1${open}`)
    .replaceAll('"', close)
    .replace(/(^|[\s([{–—“‘])'/g, `$1${openSingle}`)
    .replaceAll("'", closeSingle);
}

/** Nodes of a line of advice. A command can be copied with one press; a mere word in code cannot, it would only be noise. */
export function prose(text, { bare = false } = {}) {
  return text.split("`").map((piece, i) => {
    if (i % 2 === 0) return curl(piece);
    const isCommand =
      /^(dig|host|nslookup|openssl|telnet|swaks|curl|whois|ping|traceroute|nc|Resolve-DnsName|Test-NetConnection)\s/.test(
        piece,
      );
    if (!isCommand || bare) return el("code", {}, piece);
    return el("span", { class: "command" }, el("code", {}, piece), copyIcon(piece, card.copyCommand(piece)));
  });
}

/** "5 minutes", "2 hours" from seconds. */
export function duration(seconds) {
  const [size, unit] =
    seconds >= 172800
      ? [86400, "day"]
      : seconds >= 7200
        ? [3600, "hour"]
        : seconds >= 120
          ? [60, "minute"]
          : [1, "second"];
  const n = Math.round(seconds / size);
  return count(n, unit);
}

/** "1 bounce", "3 bounces", "1,204 lines". */
export const count = (n, noun) => `${n.toLocaleString(locale)} ${nouns[noun][one.select(n) === "one" ? 0 : 1]}`;

const one = new Intl.PluralRules(locale);

/** "812 bytes", "8.4 MB". */
export function size(bytes) {
  if (bytes < 1000) return count(bytes, "byte");
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toLocaleString(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 })} MB`;
}
