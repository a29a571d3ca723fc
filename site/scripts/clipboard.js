// What was pasted or dropped, as the plain text that the field shows and the decoder reads.
//
// Programs put two flavours on the clipboard. The plain one is what was seen, and nearly always enough; what it loses is
// where links lead. Exchange's notice names a recipient by the display name alone, with the address in the link, and the
// cause in Gmail's may be in the link behind "Learn more" (support.google.com/mail/?p=NoSuchUser). Those targets are set
// behind their words, as plain text. HTML is only searched, never made into a document: nothing in it can come alive.
const telling = /^https?:\/\/support\.google\.com\/mail\/\?p=/i;
const most = 2 << 20; // characters of HTML that are searched; more is no notice

/** Returns the text of a DataTransfer, or "" when it holds none. */
export function textOf(data) {
  const plain = data?.getData("text/plain") ?? "";
  const html = data?.getData("text/html") ?? "";
  if (html === "" || html.length > most) return plain;
  return plain === "" ? words(html) : withTargets(plain, html);
}

function withTargets(plain, html) {
  const lower = plain.toLowerCase();
  let out = "";
  let at = 0;
  for (const [target, label] of links(html)) {
    if (label === "" || lower.includes(target.toLowerCase())) continue;
    // The same words may have other spaces and line breaks in the other flavour.
    const found = new RegExp(label.split(/\s+/).map(RegExp.escape ?? escape).join("\\s+"), "g");
    found.lastIndex = at;
    const match = found.exec(plain);
    if (!match) continue;
    out += `${plain.slice(at, found.lastIndex)} <${target}>`;
    at = found.lastIndex;
  }
  return out + plain.slice(at);
}

// Pairs of target and words, of the links that tell something: to an address, or to a page that names the cause.
function* links(html) {
  const open = /<a\s[^<>]*>/gi;
  const close = /<\/a\s*>/gi;
  for (let start; (start = open.exec(html)); open.lastIndex = close.lastIndex) {
    close.lastIndex = open.lastIndex;
    const end = close.exec(html);
    if (!end) return;
    const inner = html.slice(open.lastIndex, end.index);
    const [, double, single, bare] = start[0].match(/\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i) ?? [];
    const href = characters((double ?? single ?? bare ?? "").trim());
    const address = href.match(/^mailto:([^?\s<>]+@[^?\s<>]+)/i)?.[1];
    if (inner.length > 2000) continue;
    if (address) yield [decoded(address), words(inner)];
    else if (telling.test(href)) yield [href, words(inner)];
  }
}

// No pattern here looks further than the next tag, so that the work grows with the length only.
function words(html) {
  const visible = without(without(html, /<!--/g, /-->/g), /<(?:script|style|title)\b/gi, /<\/(?:script|style|title)\s*>/gi);
  return characters(
    visible
      .replace(/\s+/g, " ")
      .replace(/<(?:br|\/p|\/div|\/tr|\/li|\/h[1-6]|\/table)\b[^<>]*>/gi, "\n")
      .replace(/<\/t[dh]\b[^<>]*>/gi, "\t")
      .replace(/<[^<>]*>/g, ""),
  ).trim();
}

function without(text, open, close) {
  let out = "";
  for (let at = 0; ; at = close.lastIndex) {
    open.lastIndex = at;
    const start = open.exec(text);
    out += text.slice(at, start?.index);
    if (!start) return out;
    close.lastIndex = open.lastIndex;
    if (!close.exec(text)) return out;
  }
}

const named = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

function characters(text) {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,6}));/gi, (whole, decimal, hex, name) => {
    if (name) return named[name.toLowerCase()] ?? whole;
    const code = decimal ? Number(decimal) : parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}

function decoded(address) {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}

const escape = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
