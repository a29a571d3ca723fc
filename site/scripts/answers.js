// Fills the results: cards, warnings, or a friendly nothing.
import { reportOf } from "./because.js";
import { card } from "./card.js";
import { loadMany } from "./decoding.js";
import { el } from "./dom.js";
import { group } from "./group.js";
import { count, prose } from "./prose.js";
import { stamp, title } from "./story.js";
import { answers as words } from "./strings.js";

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
  shown = report;
  const warnings = report.warnings.length > 0 && notice(report.warnings);
  if (groups.length === 0) {
    place.replaceChildren(nothing(report));
    return words.none;
  }
  const many = report.bounces.length >= manyFrom;
  if (!many || !overview) {
    place.replaceChildren(
      ...[warnings, groups.length > 1 && summary(groups, report.bounces.length), ...cardsOf(groups)].filter(Boolean),
    );
  }
  if (many) showMany(place, report, warnings);
  const first = groups[0].bounce;
  return groups.length === 1
    ? words.one(title(first), stamp(first).word)
    : words.several(count(groups.length, "answer"), count(report.bounces.length, "bounce"), title(first));
}

const manyFrom = 8; // bounces; what comes with fewer is read one by one

let overview; // once it is loaded
let shown;

// The cards are there at once; what sums them up comes to stand above them when its script is there.
async function showMany(place, report, warnings) {
  const lay = () => overview(place, report.bounces, { warnings, cards: (bounces) => cardsOf(group(bounces)) });
  if (overview) return lay();
  try {
    ({ overview } = await loadMany());
    if (shown === report) lay();
  } catch {
    // The cards say it all, if less conveniently.
  }
}

function cardsOf(groups) {
  const build = (g, i) => card(g, i + 1, groups.length <= openEvidence);
  const rest = groups.slice(shownAtOnce);
  return [
    ...groups.slice(0, shownAtOnce).map(build),
    ...(rest.length > 0 ? [more(rest, (g, i) => build(g, shownAtOnce + i))] : []),
  ];
}

function summary(groups, bounces) {
  const said =
    groups.length === bounces
      ? words.oneEach(count(bounces, "bounce"))
      : words.fewer(count(bounces, "bounce"), count(groups.length, "different answer"));
  return el("p", { class: "summary" }, said);
}

// A report may hold two thousand answers: each press adds as many as a browser lays out at once without a pause.
function more(rest, build) {
  const label =
    rest.length > shownNext
      ? words.more(count(shownNext, "more answer"))
      : words.rest(count(rest.length, "answer"));
  const button = el("button", { type: "button", class: "button", onclick: show }, label);
  function show() {
    const cards = rest.slice(0, shownNext).map(build);
    const left = rest.slice(shownNext);
    button.replaceWith(...cards, ...(left.length > 0 ? [more(left, (g, i) => build(g, shownNext + i))] : []));
    cards[0].tabIndex = -1; // the button is gone: reading goes on where it was
    cards[0].focus();
  }
  return button;
}

const link = (href, text) => el("a", { href }, text);

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
    el("h2", {}, words.nothing),
    report.warnings.map((w) => el("p", {}, prose(sentence(w)))),
    el("p", {}, words.helps),
    el(
      "ul",
      {},
      words.help((text) => el("code", {}, text)).map((item) => el("li", {}, item)),
    ),
    el("p", {}, words.byHand(link)),
    report.text && reportOf(words.report, report.text, []),
  );
}

/** The decoder itself could not be had. */
export function showFailure(place, error, retry) {
  const missing = typeof WebAssembly !== "object";
  place.replaceChildren(
    el(
      "div",
      { class: "nothing", role: "alert" },
      el("h2", {}, missing ? words.cannotRun : words.notLoaded),
      el(
        "p",
        {},
        missing
          ? words.needs
          : words.stillHere(sentence(String(error?.message || error))),
      ),
      !missing &&
        el("p", {}, el("button", { type: "button", class: "button button-primary", onclick: retry }, words.again)),
      el("p", {}, words.reference(link)),
    ),
  );
  return `${missing ? words.cannotRun : words.notLoaded}.`;
}
