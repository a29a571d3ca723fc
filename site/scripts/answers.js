// Fills the results: cards, warnings, or a friendly nothing.
import { card } from "./card.js";
import { el } from "./dom.js";
import { group } from "./group.js";
import { count, prose } from "./prose.js";
import { stamp, title } from "./story.js";

const shownAtOnce = 20;
const shownNext = 200;
const openEvidence = 2; // with more answers than this their evidence is folded: the page would be mostly that

let lastFinding = "";

/** Shows a report in place, and returns one sentence for those who cannot see it. Each bounce knows its origin. */
export function showReport(place, report) {
  const groups = group(report.bounces);
  // While somebody types on, the same finding must not be stamped anew with every letter.
  const finding = JSON.stringify(groups.map(({ bounce }) => [bounce.title, bounce.rule]));
  place.toggleAttribute("data-same", finding === lastFinding);
  lastFinding = finding;
  const warnings = report.warnings.length > 0 && notice(report.warnings);
  if (groups.length === 0) {
    place.replaceChildren(nothing(report));
    return "No bounce was found in it.";
  }
  const build = (g, i) => card(g, i + 1, groups.length <= openEvidence);
  const parts = [
    warnings,
    groups.length > 1 && summary(groups, report.bounces.length),
    ...groups.slice(0, shownAtOnce).map(build),
  ];
  const rest = groups.slice(shownAtOnce);
  if (rest.length > 0) parts.push(more(rest, (g, i) => build(g, shownAtOnce + i)));
  place.replaceChildren(...parts.filter(Boolean));
  const first = groups[0].bounce;
  return groups.length === 1
    ? `${title(first)}. ${stamp(first).word}.`
    : `${count(groups.length, "answer")} for ${count(report.bounces.length, "bounce")}. First: ${title(first)}.`;
}

function summary(groups, bounces) {
  const said =
    groups.length === bounces
      ? `${count(bounces, "bounce")}, one answer each.`
      : `${count(bounces, "bounce")}, ${count(groups.length, "different answer")}.`;
  return el("p", { class: "summary" }, said);
}

// A report may hold two thousand answers: each press adds as many as a browser lays out at once without a pause.
function more(rest, build) {
  const words =
    rest.length > shownNext
      ? `Show ${count(shownNext, "more answer")}`
      : `Show the other ${count(rest.length, "answer")}`;
  const button = el("button", { type: "button", class: "button", onclick: show }, words);
  function show() {
    const cards = rest.slice(0, shownNext).map(build);
    const left = rest.slice(shownNext);
    button.replaceWith(...cards, ...(left.length > 0 ? [more(left, (g, i) => build(g, shownNext + i))] : []));
    cards[0].tabIndex = -1; // the button is gone: reading goes on where it was
    cards[0].focus();
  }
  return button;
}

const sentence = (text) => text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?]$/.test(text) ? "" : ".");

function notice(warnings) {
  const lines = warnings.map(sentence);
  return el(
    "div",
    { class: "notice" },
    lines.length === 1
      ? el("p", {}, prose(lines[0]))
      : el(
          "ul",
          {},
          lines.map((line) => el("li", {}, prose(line))),
        ),
  );
}

function nothing(report) {
  return el(
    "div",
    { class: "nothing" },
    el("h2", {}, "No bounce in there"),
    report.warnings.map((w) => el("p", {}, prose(sentence(w)))),
    el("p", {}, "What helps:"),
    el(
      "ul",
      {},
      el(
        "li",
        {},
        "the lines with the three-digit code and the words after it, like ",
        el("code", {}, "550 5.1.1 User unknown"),
      ),
      el("li", {}, "the whole returned message: open it, choose “show original” or “view source”, and copy everything"),
      el("li", {}, "the file itself, saved as .eml or .msg and dropped on the letter"),
    ),
    el(
      "p",
      {},
      "Or look it up by hand: ",
      el("a", { href: "/families/" }, "all errors"),
      ", ",
      el("a", { href: "/codes/" }, "all codes"),
      ".",
    ),
  );
}

/** The decoder itself could not be had. */
export function showFailure(place, error, retry) {
  const missing = typeof WebAssembly !== "object";
  place.replaceChildren(
    el(
      "div",
      { class: "nothing", role: "alert" },
      el("h2", {}, missing ? "This browser cannot run the decoder" : "The decoder did not load"),
      el(
        "p",
        {},
        missing
          ? "It needs WebAssembly, which is missing or switched off here."
          : `${sentence(String(error?.message || error))} What you pasted is still here, and nowhere else.`,
      ),
      !missing &&
        el("p", {}, el("button", { type: "button", class: "button button-primary", onclick: retry }, "Try again")),
      el(
        "p",
        {},
        "The reference works without it: ",
        el("a", { href: "/families/" }, "all errors"),
        ", ",
        el("a", { href: "/codes/" }, "all codes"),
        ".",
      ),
    ),
  );
  return missing ? "This browser cannot run the decoder." : "The decoder did not load.";
}
