// One answer: what happened first, what to do second, why we think so last.
import { attempts, later, named, why } from "./because.js";
import { codeApart } from "./code.js";
import { loadTickets } from "./decoding.js";
import { copyButton } from "./copy.js";
import { el } from "./dom.js";
import { handOver } from "./handover.js";
import { watchLit } from "./lit.js";
import { path } from "./path.js";
import { count, curl, duration, prose } from "./prose.js";
import { answerer, moment, stamp, title } from "./story.js";
import { card as words } from "./strings.js";
import { langOf } from "./translate.js";
import * as say from "./vocabulary.js";

/** Builds the card of a group of bounces. open: whether the evidence is laid out at once. */
export function card({ bounce, recipients, spans, members, names }, number, open) {
  const id = `answer-${number}`;
  const article = el(
    "article",
    {
      class: "answer",
      "aria-labelledby": id,
      "data-error": bounce.error,
      "data-basis": bounce.basis,
      "data-rule": bounce.rule,
      "data-type": bounce.type,
    },
    el(
      "div",
      { class: "answer-head" },
      stampOf(bounce),
      el("h2", { id, lang: langOf(bounce, "title"), "data-kind": spans.some((span) => span.kind === "phrase") && "phrase" }, title(bounce)),
      who(bounce, recipients, members),
      origin(names),
      bounce.means && el("p", { class: "means", lang: langOf(bounce, "means") }, prose(bounce.means)),
    ),
    path(bounce),
    codeApart(bounce),
    advice(bounce),
    suppress(bounce, recipients),
    bounce.relays.map((steps) => relay(steps, langOf(bounce, "relays"))),
    bounce.note &&
      el(
        "p",
        { class: "aside-note", lang: langOf(bounce, "note") },
        bounce.provider ? el("strong", {}, `${say.provider(bounce.provider)}: `) : null,
        prose(bounce.note),
      ),
    handOver(bounce),
    later("ticket", words.ticket, async () => [(await loadTickets()).ticketPanel({ bounce, recipients, when: members === 1 ? bounce.when : "" })]),
    named(bounce, members),
    attempts(bounce, recipients),
    why(bounce, spans, open, recipients),
  );
  watchLit(article);
  return article;
}

function stampOf(bounce) {
  const { word, line } = stamp(bounce);
  return el("p", { class: `stamp stamp-${bounce.type}` }, el("strong", {}, word), " ", el("span", {}, line));
}

const shownNames = 3;

// The files that it was found in.
function origin(names) {
  if (names.length === 0) return null;
  const list = names.slice(0, shownNames).map((name, i) => [i > 0 ? ", " : "", el("code", {}, name)]);
  const rest = names.length - shownNames;
  return el("p", { class: "origin" }, words.inFiles(list, rest > 0 && count(rest, "other file")));
}

const shownRecipients = 3;

function who(bounce, recipients, members) {
  const { name, host } = answerer(bounce);
  const when = moment(bounce);
  const byWhom = bounce.type === "none" && bounce.reason === "complaint" ? words.reportedBy : words.answeredBy;
  const answered =
    name || host
      ? byWhom([
          name && el("strong", {}, name),
          name && host ? " " : "",
          host && el("code", { "data-kind": "remote" }, host),
          when && ` ${when}`,
        ])
      : when
        ? [words.answered(when)]
        : null;
  const first = recipients.slice(0, shownRecipients).map((r, i) => [i > 0 ? ", " : "", el("code", { "data-kind": "recipient" }, r)]);
  const rest = recipients.slice(shownRecipients);
  const forWhom =
    recipients.length > 0
      ? words.forWhom(first, rest.length > 0 && count(rest.length, "other"))
      : members > 1
        ? [count(members, "time")]
        : null;
  if (!forWhom && !answered) return null;
  if (!forWhom && typeof answered[0] === "string") answered[0] = answered[0].replace(/^./, (c) => c.toUpperCase());
  return [
    el("p", { class: "who" }, forWhom, forWhom && answered ? " · " : "", answered),
    rest.length > 0 &&
      el(
        "details",
        { class: "recipients" },
        el("summary", {}, words.all(count(recipients.length, "recipient"))),
        el(
          "ul",
          {},
          recipients.map((r) => el("li", {}, el("code", {}, r))),
        ),
        copyButton(words.copyAddresses, recipients.join("\n")),
      ),
  ];
}

function advice(bounce) {
  if (!bounce.check && !bounce.fix) return null;
  return el(
    "div",
    { class: "advice" },
    bounce.check && el("section", {}, el("h3", {}, words.check), el("p", { lang: langOf(bounce, "check") }, prose(bounce.check))),
    bounce.fix &&
      el(
        "section",
        {},
        el("h3", {}, words.fix),
        el("p", { lang: langOf(bounce, "fix") }, prose(bounce.fix)),
        bounce.retryAfter > 0 && el("p", {}, words.retryAfter(duration(bounce.retryAfter))),
      ),
  );
}

function suppress(bounce, recipients) {
  if (bounce.type === "none" && bounce.suppress === "no") return null;
  const { label, means } =
    bounce.reason === "unclassified" && bounce.suppress === "no" ? words.keepForNow : say.suppress(bounce.suppress);
  if (recipients.length > 1) return suppressLine(bounce, words.suppressMany[bounce.suppress] ?? label, "");
  return suppressLine(bounce, label, means);
}

const suppressLine = (bounce, label, means) =>
  el(
    "p",
    { class: "suppress", "data-suppress": bounce.suppress },
    el("strong", {}, curl(label)),
    " ",
    means && el("span", {}, curl(means)),
  );

// Who opened the steps of a service once sends through it, and wants them open in the next answer too.
const usedRelays = new Set();

function relay({ relay, steps }, lang) {
  const name = say.relay(relay);
  const details = el(
    "details",
    { class: "relay", open: usedRelays.has(relay) },
    el("summary", {}, words.relay(name)),
    el("p", { lang }, prose(steps)),
  );
  details.addEventListener("toggle", () => (details.open ? usedRelays.add(relay) : usedRelays.delete(relay)));
  return details;
}
