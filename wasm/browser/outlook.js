// Reads the .msg files of Outlook: a message or report ([MS-OXMSG]) in a compound file ([MS-CFB]). It writes what the file
// holds as an Internet message, which the decoder reads:
//
//   import { message } from "/outlook.js";
//   decoder.decode(message(bytes).message)
//
// This is internal/outlook in JavaScript, function by function, and both write the same; the reasons and sources are there.

const maxValue = 1 << 20; // bytes of one property or attachment
const maxDepth = 8; // messages attached to messages
const maxRecipients = 2048;
const maxAttached = 64;
const maxProperties = 4096;

const noMessage =
  "this is a file of Microsoft Office, but no Outlook message: paste the words of the bounce, or save the message as .msg or .eml";
const damaged = "the Outlook file is damaged or cut off: what could be read of it was read";

/** Whether bytes begin as every compound file does. */
export const isCompound = (bytes) => [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1].every((b, i) => bytes[i] === b);

/**
 * The message in a compound file, and what is to be said of the file; both are empty where there is nothing.
 * @param {Uint8Array} bytes
 * @returns {{message: Uint8Array, warning: string}}
 */
export function message(bytes) {
  const f = new Compound(bytes, { bytes: 4 * bytes.length });
  const root = f.object(0, 32);
  if (isMessage(root)) return { message: write(root, 0), warning: f.broken ? damaged : "" };
  return { message: new Uint8Array(), warning: f.broken ? damaged : noMessage };
}

const miniShift = 6;
const entrySize = 128;
const firstMark = 0xfffffffa; // sector numbers from here on are marks
const noEntry = 0xffffffff;
const storageType = 1;
const streamType = 2;

// A little-endian number of 32 bits, zero past the end.
const number = (b, at) =>
  at < 0 || at + 4 > b.length ? 0 : (b[at] | (b[at + 1] << 8) | (b[at + 2] << 16) | (b[at + 3] << 24)) >>> 0;

function join(parts) {
  const out = new Uint8Array(parts.reduce((n, p) => n + p.length, 0));
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  return out;
}

class Compound {
  constructor(data, left) {
    Object.assign(this, { data, left, broken: false, codepage: 1252, seen: [] });
    this.size = 2 ** (number(data, 28) >>> 16);
    if (data.length < 512 || (this.size !== 512 && this.size !== 4096) || (number(data, 32) & 0xffff) !== miniShift) {
      this.broken = true;
      return;
    }
    this.cutoff = number(data, 56);
    const table = [];
    let read = 0;
    let list = data.subarray(76, 512);
    let next = number(data, 68);
    for (let steps = 0; ; steps++) {
      for (let i = 0; i < list.length; i += 4) {
        const n = number(list, i);
        if (n >= firstMark || read > data.length) continue;
        const s = this.sector(n);
        table.push(s);
        read += s.length;
      }
      if (next >= firstMark) break;
      list = this.sector(next);
      if (list.length < 8 || steps > data.length / this.size) {
        this.broken = true;
        break;
      }
      next = number(list, list.length - 4);
      list = list.subarray(0, -4);
    }
    this.table = join(table);
    this.tree = this.chain(number(data, 48), -1);
    this.seen = new Uint8Array(Math.floor(this.tree.length / entrySize));
    if (this.seen.length === 0) return;
    this.minis = this.chain(number(data, 60), -1);
    this.mini = this.chain(number(this.tree, 116), number(this.tree, 120));
  }

  sector(n) {
    const at = (n + 1) * this.size;
    const end = Math.min(at + this.size, this.data.length);
    this.left.bytes -= this.size;
    if (this.left.bytes < 0 || at >= end) {
      this.broken = true;
      return new Uint8Array();
    }
    this.broken ||= end < at + this.size;
    return this.data.subarray(at, end);
  }

  chain(n, size) {
    const most = size < 0 ? this.data.length : size;
    const out = [];
    let read = 0;
    while (read < most && (size >= 0 || n < firstMark)) {
      const s = n < Math.floor(this.table.length / 4) ? this.sector(n) : [];
      if (s.length === 0) {
        this.broken = true;
        break;
      }
      out.push(s);
      read += s.length;
      n = number(this.table, n * 4);
    }
    return join(out).subarray(0, most);
  }

  stream(entry) {
    let n = this.field(entry, 116);
    const size = this.field(entry, 120);
    const most = Math.min(size, maxValue);
    if (size >= this.cutoff) return this.chain(n, most);
    const out = [];
    let read = 0;
    while (read < most) {
      const at = n * 2 ** miniShift;
      const end = Math.min(at + 2 ** miniShift, this.mini.length);
      this.left.bytes -= 2 ** miniShift;
      if (this.left.bytes < 0 || n >= Math.floor(this.minis.length / 4) || at >= end) {
        this.broken = true;
        break;
      }
      out.push(this.mini.subarray(at, end));
      read += end - at;
      n = number(this.minis, n * 4);
    }
    return join(out).subarray(0, most);
  }

  field(entry, at) {
    return number(this.tree, entry * entrySize + at);
  }

  kind(entry) {
    return this.tree[entry * entrySize + 66];
  }

  name(entry) {
    const at = entry * entrySize;
    let out = "";
    for (let i = 0; i < Math.min(this.tree[at + 64], 64) - 2; i += 2) out += String.fromCharCode(this.tree[at + i]);
    return out;
  }

  // In the order of names, which is that of the binary tree.
  children(entry) {
    const out = [];
    const above = [];
    let next = this.field(entry, 76);
    for (;;) {
      while (next !== noEntry && next < this.seen.length && !this.seen[next]) {
        this.seen[next] = 1;
        above.push(next);
        next = this.field(next, 68);
      }
      this.broken ||= next !== noEntry;
      if (above.length === 0) return out;
      const n = above.pop();
      out.push(n);
      next = this.field(n, 72);
    }
  }

  // A storage is opened once.
  object(entry, header) {
    const o = { f: this, long: new Map(), short: new Uint8Array(), recipients: [], attachments: [] };
    if (entry >= this.seen.length) return o;
    for (const n of this.children(entry)) {
      const name = this.name(n).toLowerCase();
      const tag = /^__substg1\.0_([0-9a-f]{1,8})$/.exec(name);
      if (tag && o.long.size < maxProperties) o.long.set(parseInt(tag[1], 16), n);
      else if (name === "__properties_version1.0") {
        const s = this.stream(n);
        if (s.length > header) o.short = s.subarray(header);
      } else if (name.startsWith("__recip_version1.0_") && o.recipients.length < maxRecipients) o.recipients.push(n);
      else if (name.startsWith("__attach_version1.0_") && o.attachments.length < maxAttached) o.attachments.push(n);
    }
    for (const id of [0x3fde, 0x3ffd]) this.codepage = integer(o, id) ?? this.codepage;
    return o;
  }

  decode(codepage, bytes) {
    return new TextDecoder(charset(codepage), { ignoreBOM: true }).decode(bytes);
  }
}

const isMessage = (o) => o.long.size > 0;
const tagOf = (id, type) => id * 0x10000 + type;

function stream(o, id, type) {
  const n = o.long.get(tagOf(id, type));
  return n === undefined || o.f.kind(n) !== streamType ? null : o.f.stream(n);
}

function text(o, id) {
  let s = stream(o, id, 0x001f);
  if (s) s = new TextDecoder("utf-16le", { ignoreBOM: true }).decode(s.subarray(0, s.length & ~1));
  else {
    s = stream(o, id, 0x001e);
    s = s ? o.f.decode(o.f.codepage, s) : "";
  }
  return s.replace(/\0+$/, "");
}

function integer(o, id) {
  for (let at = 0; at + 16 <= o.short.length; at += 16)
    if (number(o.short, at) === tagOf(id, 3)) return number(o.short, at + 8) | 0;
}

function has(o, id) {
  for (let at = 0; at + 16 <= o.short.length; at += 16) if (number(o.short, at) >>> 16 === id) return true;
  return false;
}

const charsets = {
  874: "windows-874",
  932: "shift_jis",
  936: "gbk",
  949: "euc-kr",
  950: "big5",
  1200: "utf-16le",
  20866: "koi8-r",
  21866: "koi8-u",
  50220: "iso-2022-jp",
  50221: "iso-2022-jp",
  50222: "iso-2022-jp",
  51932: "euc-jp",
  54936: "gb18030",
  65001: "utf-8",
};

function charset(codepage) {
  if (charsets[codepage]) return charsets[codepage];
  if (codepage > 28590 && codepage <= 28606 && codepage !== 28602) return `iso-8859-${codepage - 28590}`;
  return `windows-${codepage < 1250 || codepage > 1258 ? 1252 : codepage}`;
}

const utf8 = new TextEncoder();

class Writer {
  parts = [];
  constructor(depth) {
    this.boundary = `=_msg_${depth}`;
  }
  add(...text) {
    for (const t of text) this.parts.push(typeof t === "string" ? utf8.encode(t) : t);
  }
  field(name, value) {
    value = folded(value);
    if (value) this.add(name, value, "\n");
  }
  part(kind) {
    this.add("--", this.boundary, "\nContent-Type: ", kind, "\n");
  }
}

const folded = (value) =>
  value
    .split(/[\r\n]+/)
    .map((l) => l.trim())
    .filter(Boolean)
    .join("\n ");

function write(o, depth) {
  const w = new Writer(depth);
  const action = actionOf(text(o, 0x001a).toLowerCase());
  header(w, o, action !== "");
  body(w, o);
  if (action) status(w, o, action);
  for (const n of o.attachments) attachment(w, o.f.object(n, 8), depth);
  w.add("--", w.boundary, "--\n");
  return join(w.parts);
}

function actionOf(kind) {
  if (!kind.startsWith("report.")) return "";
  for (const word of ["delayed", "expanded", "relayed"]) if (kind.includes(`.${word}`)) return word;
  if (kind.endsWith(".ndr")) return "failed";
  return kind.endsWith(".dr") ? "delivered" : "";
}

function header(w, o, report) {
  const known = new Set();
  let [kind, name, keep] = ["", "", false];
  for (const line of text(o, 0x007d).split("\n")) {
    const l = line.replace(/[\r\n]+$/, "");
    if (!/^[ \t]/.test(l)) {
      const colon = l.indexOf(":"); // none in "Microsoft Mail Internet Headers Version 2.0"
      name = (colon < 0 ? l : l.slice(0, colon)).toLowerCase();
      keep = colon > 0 && !name.includes(" ") && !name.startsWith("content-") && name !== "mime-version";
      known.add(name);
    }
    if (name === "content-type" && kind.length < 1 << 10) kind += l.toLowerCase();
    if (keep) w.add(l, "\n");
  }
  if (!known.has("from")) {
    let [who, where] = [text(o, 0x0c1a), address(o, 0x5d01, 0x0c1f)];
    if (!who && !where) [who, where] = [text(o, 0x0042), address(o, 0x5d02, 0x0065)];
    w.field("From: ", where ? `${who} <${where}>` : who);
  }
  if (!known.has("to") && !report) {
    const to = o.recipients.map((n) => address(o.f.object(n, 8), 0x39fe, 0x3003, 0x3001));
    w.field("To: ", to.filter(Boolean).join(", "));
  }
  if (!known.has("subject")) w.field("Subject: ", text(o, 0x0037));
  if (kind.includes("feedback-report")) kind = "multipart/report; report-type=feedback-report";
  else if (report || kind.includes("multipart/report")) kind = "multipart/report; report-type=delivery-status";
  else kind = "multipart/mixed";
  w.add("MIME-Version: 1.0\nContent-Type: ", kind, '; boundary="', w.boundary, '"\n\n');
}

function address(o, ...ids) {
  for (const id of ids) {
    const v = text(o, id).trim();
    if (v.includes("@")) return v;
  }
  return "";
}

function body(w, o) {
  for (const [kind, read] of [
    ["text/plain", () => text(o, 0x1000)],
    ["text/html", () => html(o)],
    ["text/plain", () => text(o, 0x1001)],
    ["text/plain", () => rtfText(decompress(stream(o, 0x1009, 0x0102) ?? []), o.f)],
  ]) {
    const words = read();
    if (words.trim() === "") continue;
    w.part(`${kind}; charset=utf-8`);
    w.add("\n", words, "\n");
    return;
  }
}

function html(o) {
  const data = stream(o, 0x1013, 0x0102);
  return data ? o.f.decode(integer(o, 0x3fde) ?? 65001, data) : text(o, 0x1013);
}

function status(w, o, action) {
  w.part("message/delivery-status; charset=utf-8");
  w.add("\n");
  w.field("Reporting-MTA: dns; ", text(o, 0x6820));
  for (const n of o.recipients) {
    const r = o.f.object(n, 8);
    const info = text(r, 0x0c1b);
    const said = takeApart(info);
    const remote = text(r, 0x0c21) || said.remote;
    if (!info && !remote && !has(r, 0x0032) && !has(r, 0x0c20) && !has(r, 0x0c05)) continue; // who the report was sent to
    const name = address(r, 0x39fe, 0x3003, 0x3001) || text(r, 0x3001);
    w.add("\nFinal-Recipient: rfc822; ", folded(name), "\nAction: ", action, "\n");
    w.field("Status: ", said.status || statusOf(r, action));
    w.field("Remote-MTA: dns; ", remote);
    w.field("Diagnostic-Code: ", said.diagnostic);
  }
}

function takeApart(info) {
  let s = info.trim();
  const inner = s.indexOf("#<");
  if (inner >= 0) s = s.slice(inner + 1);
  s = s.replace(/#SMTP#$/, "").trim();
  if (s.startsWith("<") && s.endsWith(">")) s = s.slice(1, -1);
  const hash = s.indexOf("#");
  const remote = s.slice(0, Math.max(hash, 0)).trim();
  if (hash < 0 || remote.includes(" ")) return { remote: "", status: "", diagnostic: s };
  let diagnostic = s
    .slice(hash + 1)
    .replace(/##$/, "")
    .trim();
  let status = "";
  const word = diagnostic.split(" ", 1)[0];
  if (word.length >= 5 && word[1] === "." && /^[0-9.]*$/.test(word)) {
    status = word;
    diagnostic = diagnostic.slice(word.length).trim();
  }
  if (diagnostic && !diagnostic.slice(0, 24).includes(";")) diagnostic = `smtp; ${diagnostic}`;
  return { remote, status, diagnostic };
}

const diagnoses = { 0: ".1.0", 1: ".1.4", 3: ".4.6", 5: ".4.7", 29: ".7.1", 30: ".2.4", 32: ".1.3", 35: ".1.1", 40: ".1.6" };

function statusOf(r, action) {
  const n = integer(r, 0x0c20);
  if (n >= 200 && n < 600) return `${n}`.split("").join(".");
  const diagnosis = integer(r, 0x0c05);
  const found = integer(r, 0x0c04) === 6 && diagnosis === -1 ? ".4.3" : diagnoses[diagnosis];
  const kind = { failed: "5", delayed: "4" }[action];
  return found && kind ? kind + found : "";
}

function attachment(w, a, depth) {
  if (depth >= maxDepth) return;
  const n = a.long.get(tagOf(0x3701, 0x000d));
  if (n !== undefined && a.f.kind(n) === storageType) {
    const inner = a.f.object(n, 24);
    if (!isMessage(inner)) return;
    w.part("message/rfc822");
    w.add("\n", write(inner, depth + 1), "\n");
    return;
  }
  let kind = text(a, 0x370e).toLowerCase().split(";", 1)[0];
  const name = (text(a, 0x3707) + text(a, 0x3704)).toLowerCase();
  if (/\.(msg|eml)$/.test(name)) kind = "message/rfc822";
  else if (!/^(message|text)\//.test(kind)) {
    if (!name.endsWith(".txt")) return;
    kind = "text/plain";
  }
  let data = stream(a, 0x3701, 0x0102) ?? new Uint8Array();
  if (isCompound(data)) {
    const inner = new Compound(data, a.f.left);
    data = write(inner.object(0, 32), depth + 1);
    a.f.broken ||= inner.broken;
  }
  w.part(folded(kind));
  w.add("Content-Disposition: attachment\n\n", data, "\n");
}

const dictionary =
  "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";

function decompress(s) {
  if (s.length < 16) return [];
  const [kind, input] = [number(s, 8), s.subarray(16)];
  if (kind === 0x414c454d) return input; // "MELA": not compressed
  if (kind !== 0x75465a4c) return []; // "LZFu"
  const out = [...utf8.encode(dictionary)];
  const start = out.length;
  for (let i = 0; i < input.length && out.length < maxValue; ) {
    const flags = input[i++];
    for (let bit = 0; bit < 8 && i < input.length; bit++) {
      if (((flags >> bit) & 1) === 0) {
        out.push(input[i++]);
        continue;
      }
      if (i + 1 === input.length) return out.slice(start);
      const place = (input[i] << 4) | (input[i + 1] >> 4);
      const back = (out.length - place) & 4095;
      if (back === 0) return out.slice(start); // the place of the next byte: the end
      for (let size = (input[i + 1] & 15) + 2; size > 0; size--) out.push(back <= out.length ? out[out.length - back] : 32);
      i += 2;
    }
  }
  return out.slice(start);
}

const silent = /^(fonttbl|colortbl|stylesheet|info|pict|object|header|footer|listtable|generator)$/;
const space = { par: "\n", line: "\n", row: "\n", sect: "\n", page: "\n", tab: "\t", cell: "\t" };

function rtfText(s, f) {
  let out = "";
  let bytes = [];
  let [codepage, skip] = [1252, 0];
  let now = { silent: false, stand: 1 };
  const above = [];
  const flush = () => {
    if (bytes.length > 0) out += f.decode(codepage, new Uint8Array(bytes));
    bytes = [];
  };
  const char = (c) => {
    if (skip > 0) skip--;
    else if (!now.silent) bytes.push(c);
  };
  const letter = (c) => (c | 0x20) >= 0x61 && (c | 0x20) <= 0x7a;
  const digit = (c) => c >= 0x30 && c <= 0x39;
  const word = (from, to) => String.fromCharCode(...s.slice(from, Math.min(to, from + 40)));
  for (let i = 0; i < s.length; i++) {
    const c = s[i];
    if (c === 0x7b) {
      above.push({ ...now });
      skip = 0;
    } else if (c === 0x7d) {
      skip = 0;
      now = above.pop() ?? now;
    } else if (c === 0x0d || c === 0x0a) continue;
    else if (c !== 0x5c || i + 1 === s.length) char(c);
    else if (!letter(s[i + 1])) {
      const mark = String.fromCharCode(s[++i]);
      if (mark === "*") now.silent = true;
      else if (mark === "'") {
        const digits = word(i + 1, i + 3);
        if (/^[0-9a-f]{1,2}$/i.test(digits)) {
          char(parseInt(digits, 16));
          i += 2;
        }
      } else if (mark === "~") char(0x20);
      else if ("\\{}".includes(mark)) char(s[i]);
    } else {
      let start = ++i;
      while (i < s.length && letter(s[i])) i++;
      const name = word(start, i);
      start = i;
      while (i < s.length && i - start < 10 && (digit(s[i]) || (s[i] === 0x2d && i === start))) i++;
      const n = parseInt(word(start, i), 10) || 0;
      if (name === "u") {
        flush();
        const half = (n & 0xf800) === 0xd800; // of a character beyond, which says nothing to us
        if (!now.silent) out += half ? "\ufffd" : String.fromCharCode(n & 0xffff);
        skip = now.stand;
      } else if (name === "uc") now.stand = n;
      else if (name === "ansicpg") codepage = n;
      else if (name === "bin") i += Math.max(n, 0);
      else if (silent.test(name)) now.silent = true;
      else if (space[name] && !now.silent) bytes.push(space[name].charCodeAt(0));
      if (i >= s.length || s[i] !== 0x20) i--; // a space ends the word and is no text
    }
  }
  flush();
  return out;
}
