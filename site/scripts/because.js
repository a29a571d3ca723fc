// Why we think so: what the bounce names, the attempts it lists, the evidence in the paste, and what the finding rests on.
import { el } from "./dom.js";
import { evidence } from "./evidence.js";
import { count, curl, duration } from "./prose.js";
import * as say from "./vocabulary.js";

const factNames = {
  "sender-domain": "Sender’s domain",
  "sender-ip": "Sending address",
  blocklist: "Blocklist",
  token: "The provider’s own mark",
  limit: "Limit",
  "help-url": "It points to",
};

// An address that somebody pasted is shown and can be copied, but is no link: bounces are forged too.
export function named(bounce) {
  const facts = Object.entries(factNames)
    .filter(([key]) => bounce.facts[key])
    .map(([key, name]) => [name, bounce.facts[key]]);
  if (bounce.trace) facts.push(["Id to search for on the other side", bounce.trace]);
  if (bounce.reporter) facts.push(["Reported by", bounce.reporter]);
  if (facts.length === 0) return null;
  return el(
    "section",
    { class: "named" },
    el("h3", {}, "Named in it"),
    el(
      "dl",
      {},
      facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, el("code", {}, value)))),
    ),
  );
}

export function attempts(bounce) {
  if (bounce.attempts.length < 2) return null;
  const rows = bounce.attempts.map((a, i) => {
    const code = [a.reply, a.status].filter(Boolean).join(" ");
    return el(
      "li",
      {},
      a.at && el("time", { datetime: a.at }, a.at.replace("T", " ").replace(/-00:00$/, "").replace("Z", " UTC")),
      gap(bounce.attempts[i - 1]?.at, a.at),
      " ",
      code && el("code", {}, code),
      " ",
      a.text,
    );
  });
  return el(
    "details",
    { class: "attempts" },
    el("summary", {}, count(bounce.attempts.length, "attempt")),
    el("ol", {}, rows),
  );
}

// gap is how long after the attempt before this one was made; empty where the paste names no times.
function gap(before, at) {
  const seconds = Math.round((Date.parse(at) - Date.parse(before)) / 1000);
  if (!(seconds > 0)) return "";
  return ` (${duration(seconds)} later)`;
}

const standards = {
  status: ["https://www.iana.org/assignments/smtp-enhanced-status-codes/", "IANA’s registry of enhanced codes"],
  reply: ["https://www.rfc-editor.org/rfc/rfc5321#section-4.2", "RFC 5321, section 4.2"],
};

export function why(bounce, spans, open) {
  return el(
    "section",
    { class: "why" },
    (spans.length > 0 || bounce.text) && marked(bounce, spans, open),
    el("p", { class: "basis" }, basis(bounce)),
    bounce.also.length > 0 &&
      el(
        "p",
        { class: "also" },
        "Could also be: ",
        bounce.also.map((error, i) => [i > 0 ? ", " : "", el("a", { href: `/e/${error}/` }, say.errorTitle(error))]),
      ),
  );
}

// Marking a long text takes a while, so it is done when somebody looks.
function marked(bounce, spans, open) {
  const { name, text } = bounce.origin;
  const details = el("details", { class: "evidence" }, el("summary", {}, el("h3", {}, "The evidence")));
  const lay = () => {
    details.append(...(evidence(text, spans, name || "what was pasted") ?? decoded(bounce)));
    requestAnimationFrame(() => showFirst(details.querySelector(".evidence-text")));
  };
  if (open) {
    lay();
    details.open = true;
  } else details.addEventListener("toggle", lay, { once: true });
  return details;
}

// The first mark may stand far down; only the block is scrolled, never the page.
function showFirst(block) {
  const first = block.querySelector("mark");
  if (first && first.offsetTop > block.clientHeight) block.scrollTop = first.offsetTop - block.clientHeight / 3;
}

const decoded = (bounce) => [
  el("p", {}, `It stands in a part of ${bounce.origin.name || "the paste"} that is encoded. Decoded, it reads:`),
  el("pre", { class: "evidence-text", tabindex: "0" }, bounce.text),
];

// What the finding rests on, so that a guess is never dressed as knowledge.
function basis(bounce) {
  if (bounce.basis === "rule") {
    const { source } = bounce;
    return [
      "Known response ",
      el("a", { href: bounce.url }, el("code", {}, bounce.rule)),
      source
        ? [
            " · source: ",
            el("a", { href: source.url, rel: "noreferrer" }, new URL(source.url).host),
            source.seen ? `, seen ${source.seen}` : "",
          ]
        : ". Its source is on its page.",
    ];
  }
  const { label, means } = say.basis(bounce.basis);
  if (bounce.basis === "status" && !say.statusTitle(bounce.status))
    return [
      el("strong", {}, "Only the enhanced code says so,"),
      ` and ${bounce.status} stands in no registry: this is what its group means.`,
    ];
  const only =
    { status: "Only the enhanced code says so.", reply: "Only the reply code says so." }[bounce.basis] ?? `${label}.`;
  const standard = standards[bounce.basis];
  return [
    el("strong", {}, only),
    " ",
    curl(means),
    standard ? [" Source: ", el("a", { href: standard[0], rel: "noreferrer" }, standard[1]), "."] : "",
  ];
}
