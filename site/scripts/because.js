// Why we think so: what the bounce names, the attempts it lists, the evidence in the paste, and what the finding rests on.
import { inWords, timeOf } from "./clock.js";
import { loadMany, loadTickets } from "./decoding.js";
import { el } from "./dom.js";
import { evidence } from "./evidence.js";
import { count, curl } from "./prose.js";
import { attempts as attemptWords, because as words } from "./strings.js";
import * as say from "./vocabulary.js";

// An address that somebody pasted is shown and can be copied, but is no link: bounces are forged too.
export function named(bounce, members) {
  const facts = Object.entries(words.facts)
    .filter(([key]) => bounce.facts[key])
    .map(([key, name]) => [name, bounce.facts[key]]);
  const time = members === 1 && timeOf(bounce);
  if (bounce.trace) facts.push([words.trace, bounce.trace]);
  if (time) facts.push([words.when, `${inWords(time, { seconds: true })}${time.hasYear ? " UTC" : ""}`]);
  if (bounce.reporter) facts.push([words.reporter, bounce.reporter]);
  if (facts.length === 0) return null;
  return el(
    "section",
    { class: "named" },
    el("h3", {}, words.named),
    el(
      "dl",
      {},
      facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, el("code", {}, value)))),
    ),
  );
}

/** The attempts of one delivery; among several recipients it is said whose they are. */
export function attempts(bounce, recipients) {
  if (bounce.attempts.length < 2) return null;
  const words = attemptWords.count(count(bounce.attempts.length, "attempt"), recipients.length > 1 && bounce.recipient);
  return later("attempts", words, async () => [(await loadMany()).timeline(bounce.attempts)]);
}

/** A folded part that is made by a script of its own, once somebody opens it. */
export function later(name, summary, make) {
  const trouble = el("p", { role: "alert" });
  const details = el("details", { class: name }, el("summary", {}, summary), trouble);
  const lay = async () => {
    if (!details.open) return void details.addEventListener("toggle", lay, { once: true });
    try {
      details.append(...(await make()));
      trouble.remove();
    } catch {
      trouble.textContent = words.notLoaded;
      details.addEventListener("toggle", lay, { once: true }); // closed and opened again, it tries again
    }
  };
  details.addEventListener("toggle", lay, { once: true });
  return details;
}

const standards = {
  status: "https://www.iana.org/assignments/smtp-enhanced-status-codes/",
  reply: "https://www.rfc-editor.org/rfc/rfc5321#section-4.2",
};

export function why(bounce, spans, open, recipients) {
  return el(
    "section",
    { class: "why" },
    (spans.length > 0 || bounce.text) && marked(bounce, spans, open),
    el("p", { class: "basis" }, basis(bounce)),
    bounce.also.length > 0 &&
      el(
        "p",
        { class: "also" },
        words.also,
        bounce.also.map((error, i) => [i > 0 ? ", " : "", el("a", { href: `/e/${error}/` }, say.errorTitle(error))]),
      ),
    bounce.basis !== "rule" && bounce.type !== "none" && reportOf(words.report, bounce.text || bounce.origin.text, recipients, [bounce.reply, bounce.text.startsWith(bounce.status) ? "" : bounce.status]),
  );
}

/** A folded form that hands over, with the reader's leave, a reply that no rule knows. */
export function reportOf(summary, text, people, codes = []) {
  const whole = [...codes, text].filter(Boolean).join(" ");
  return later("report", summary, async () => [(await loadTickets()).reportPanel(whole, people)]);
}

// Marking a long text takes a while, so it is done when somebody looks.
function marked(bounce, spans, open) {
  const { name, text } = bounce.origin;
  const details = el("details", { class: "evidence" }, el("summary", {}, el("h3", {}, words.evidence)));
  const lay = () => {
    details.append(...(evidence(text, spans, name || words.pasted) ?? decoded(bounce)));
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
  el("p", {}, words.encoded(bounce.origin.name || words.paste)),
  el("pre", { class: "evidence-text", tabindex: "0" }, bounce.text),
];

// What the finding rests on, so that a guess is never dressed as knowledge.
function basis(bounce) {
  if (bounce.basis === "rule") {
    const { source } = bounce;
    return [
      words.rule(el("a", { href: bounce.url }, el("code", {}, bounce.rule))),
      source
        ? words.source(el("a", { href: source.url, rel: "noreferrer" }, new URL(source.url).host), source.seen)
        : words.noSource,
    ];
  }
  const { label, means } = say.basis(bounce.basis);
  if (bounce.basis === "status" && !say.statusTitle(bounce.status)) {
    const [only, rest] = words.unregistered(bounce.status);
    return [el("strong", {}, only), rest];
  }
  const only = words.only[bounce.basis] ?? `${label}.`;
  const standard = standards[bounce.basis];
  return [
    el("strong", {}, only),
    " ",
    curl(means),
    standard ? words.standard(el("a", { href: standard, rel: "noreferrer" }, words.standards[bounce.basis])) : "",
  ];
}
