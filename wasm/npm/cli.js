#!/usr/bin/env node
// The command of the package. The Go command of the same name has more: mailboxes and logs of any length, batches, packed files.
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { decode, explain, redact, version } from "./node.js";

const usage = `whybounced explains why an email came back.

  whybounced decode [FILE…]      decode files or standard input: a message (.eml, .msg), an mbox, a log, events, one reply,
                                 prose with a reply
      --json                     one report a line and input, as JSON
  whybounced explain WORD…       explain a reply code, an enhanced code, an error, a known response or a reason
      --json                     one entry a line, as JSON
  whybounced redact [FILE]       write the text without the people, hosts and addresses in it
  whybounced --version           version of the package, and so of its rules

Of each input the first 10 MB are read. Nothing leaves this machine.
Exit status: 0 at least one failure or notice was decoded, 1 nothing to decode, 2 the input or the call is broken.
`;

const status = { decoded: 0, nothing: 1, broken: 2 };
const most = 64 << 20; // bytes of a file: attachments are most of an Outlook message

class Usage extends Error {}

async function main(args) {
  const [command, ...rest] = args;
  if (command === undefined || ["help", "-h", "--help"].includes(command)) {
    await write(usage);
    return command === undefined ? status.broken : status.decoded;
  }
  if (command === "--version") {
    await write(`${version}\n`);
    return status.decoded;
  }
  const commands = { decode: decodeAll, explain: explainAll, redact: redactOne };
  if (!Object.hasOwn(commands, command)) throw new Usage(`there is no command "${command}"`);
  if (rest.includes("--help") || rest.includes("-h")) {
    await write(usage);
    return status.decoded;
  }
  const end = rest.indexOf("--");
  const flags = (end < 0 ? rest : rest.slice(0, end)).filter((word) => word.startsWith("-") && word !== "-");
  const words = rest.filter((word, i) => (end >= 0 && i > end) || (i !== end && !flags.includes(word)));
  const unknown = flags.find((flag) => flag !== "--json" && flag !== "-json");
  if (unknown) throw new Usage(`${command} has no flag ${unknown}`);
  return commands[command](words, flags.length > 0);
}

async function decodeAll(files, json) {
  let result = status.nothing;
  let broken = false;
  let cards = 0;
  for (const file of files.length > 0 ? files : ["-"]) {
    let report;
    try {
      report = await decode(await read(file));
    } catch (error) {
      complain(`${file}: ${error.message}`);
      broken = true;
      continue;
    }
    if (report.bounces.length > 0) result = status.decoded;
    if (json) {
      await write(`${JSON.stringify(report)}\n`);
      continue;
    }
    for (const bounce of report.bounces) await write((cards++ > 0 ? "\n" : "") + card(bounce));
    if (report.bounces.length === 0) await write(`${file === "-" ? "standard input" : file}: no bounce found\n`);
    for (const warning of report.warnings) await write(`note: ${warning}\n`);
  }
  return broken ? status.broken : result;
}

async function explainAll(words, json) {
  if (words.length === 0) throw new Usage("explain what? a code such as 550 or 5.7.26, or an id");
  let result = status.decoded;
  for (const [i, word] of words.entries()) {
    const entry = await explain(word);
    if (!entry) {
      complain(`${printable(word, 80)}: neither a reply code, an enhanced code, an error, a known response nor a reason`);
      result = status.nothing;
    } else if (json) await write(`${JSON.stringify(entry)}\n`);
    else await write((i > 0 ? "\n" : "") + explanation(entry));
  }
  return result;
}

async function redactOne(files) {
  if (files.length > 1) throw new Usage("redact takes one file");
  await write(await redact(new TextDecoder().decode(await read(files[0] ?? "-"))));
  return status.decoded;
}

async function read(file) {
  const parts = [];
  let size = 0;
  for await (const part of file === "-" ? process.stdin : createReadStream(file)) {
    parts.push(part);
    if ((size += part.length) > most) break;
  }
  return Buffer.concat(parts);
}

const stamps = { hard: "RETURN TO SENDER", soft: "TRY LATER", undetermined: "UNDECIDED", none: "NO FAILURE" };
const bases = {
  rule: "a known response",
  wording: "the words taken together",
  status: "the enhanced code alone",
  reply: "the reply code alone",
  none: "nothing: not recognised",
};

function card(b) {
  return `${stamps[b.type]} · ${b.type.toUpperCase()}\n${b.title}\n\n${rows([
    ["for", printable(b.recipient, 300)],
    ["answered by", both(b.provider, printable(b.remote, 300))],
    ["codes", `${b.reply} ${b.status}`.trim()],
    ["reply", printable(b.text, 300)],
    ["id", printable(b.trace, 300)],
    ["means", b.means],
    ["check", b.check],
    ["fix", b.fix],
    ["note", b.note],
    ["act", `${b.action}; suppress the address: ${b.suppress}`],
    ["rests on", both(bases[b.basis], b.rule)],
    ["more", b.url],
  ])}`;
}

function explanation(e) {
  return `${e.id}  ${e.title}\n\n${rows([
    ["means", e.means],
    ["check", e.check],
    ["fix", e.fix],
    ["note", e.note],
    ["type", e.type],
    ["act", e.action],
    ["suppress", e.suppress],
    ["reason", e.reason],
    ...e.examples.map((text) => ["example", printable(text, 400)]),
    ["source", e.source.url],
    ["more", e.url],
  ])}`;
}

const both = (a, b) => (a && b ? `${a} (${b})` : a + b);

function rows(list) {
  return list
    .filter(([, value]) => value)
    .map(([name, value]) => `  ${name.padEnd(12)} ${wrap(value)}\n`)
    .join("");
}

// What a stranger wrote shall not steer the terminal.
function printable(text, longest) {
  const clean = text.replace(/[\x00-\x1f\x7f-\x9f]/g, " ");
  return clean.length > longest ? `${clean.slice(0, longest)} …` : clean;
}

// Lines of at most 100 columns, under each other.
function wrap(text) {
  const indent = 15;
  let out = "";
  let column = indent;
  for (const word of text.split(/\s+/).filter(Boolean)) {
    if (out && column + 1 + word.length > 100) {
      out += `\n${" ".repeat(indent)}`;
      column = indent;
    } else if (out) {
      out += " ";
      column++;
    }
    out += word;
    column += word.length;
  }
  return out;
}

const write = (text) => pipeline([text], process.stdout, { end: false });
const complain = (text) => process.stderr.write(`whybounced: ${text}\n`);

process.stdout.on("error", () => process.exit(status.decoded)); // nobody reads any more
try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  complain(error.message);
  if (error instanceof Usage) process.stderr.write("see: whybounced --help\n");
  process.exitCode = status.broken;
}
process.stdin.destroy();
