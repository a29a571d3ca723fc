// Tells of files that were read, in place of their text: names, sizes, what was found in them, and the text for who asks.
import { el } from "./dom.js";
import { count, prose, size } from "./prose.js";
import { held as words } from "./strings.js";

const shownText = 200_000; // characters

/** What is held, once it was decoded: results of files.js. */
export function holding(results) {
  if (results.length === 1) return [el("p", {}, about(results[0])), shown(words.show, results[0].text)];
  const bytes = results.reduce((n, r) => n + r.size, 0);
  const found = results.filter((r) => r.report?.bounces.length > 0).length;
  const unread = results.filter((r) => r.problem).length;
  const tally = [
    found > 0 && words.withBounce(count(found, "file")),
    results.length > found + unread && words.without(results.length - found - unread),
    unread > 0 && words.unread(unread),
  ].filter(Boolean);
  return [
    el("p", {}, words.files(count(results.length, "file"), size(bytes), tally.join(", "))),
    el(
      "details",
      {},
      el("summary", {}, words.showFiles),
      el("ul", { class: "files" }, results.map(row)),
    ),
  ];
}

const about = ({ name, size: bytes, outlook, text }) => [
  el("code", {}, name),
  words.about(size(bytes), outlook ? words.outlook : count(lines(text), "line")),
];

function lines(text) {
  let n = 1;
  for (let i = text.indexOf("\n"); i >= 0 && i < text.length - 1; i = text.indexOf("\n", i + 1)) n++;
  return n;
}

function row(r) {
  if (r.problem) return el("li", {}, el("code", {}, r.name), " ", prose(r.problem));
  const n = r.report.bounces.length;
  return el("li", {}, shown([el("code", {}, r.name), ` · ${n > 0 ? count(n, "bounce") : words.noBounce}`], r.text));
}

// The text is laid out when somebody looks.
function shown(summary, text) {
  const details = el("details", {}, el("summary", {}, summary));
  const lay = () => {
    const rest = text.length - shownText;
    details.append(
      el(
        "pre",
        { class: "read-text", tabindex: "0", role: "group", "aria-label": words.what },
        text.slice(0, shownText),
        rest > 0 && el("span", { class: "left-out" }, words.left(count(rest, "character"))),
      ),
    );
  };
  details.addEventListener("toggle", lay, { once: true });
  return details;
}
