// Tells of files that were read, in place of their text: names, sizes, what was found in them, and the text for who asks.
import { el } from "./dom.js";
import { count, prose, size } from "./prose.js";

const shownText = 200_000; // characters

/** What is held, once it was decoded: results of files.js. */
export function holding(results) {
  if (results.length === 1) return [el("p", {}, about(results[0])), shown("Show what was read", results[0].text)];
  const bytes = results.reduce((n, r) => n + r.size, 0);
  const found = results.filter((r) => r.report?.bounces.length > 0).length;
  const unread = results.filter((r) => r.problem).length;
  const tally = [
    found > 0 && `${count(found, "file")} with a bounce`,
    results.length > found + unread && `${results.length - found - unread} without`,
    unread > 0 && `${unread} not read`,
  ].filter(Boolean);
  return [
    el("p", {}, `${count(results.length, "file")}, ${size(bytes)}: ${tally.join(", ")}.`),
    el(
      "details",
      {},
      el("summary", {}, "Show the files"),
      el("ul", { class: "files" }, results.map(row)),
    ),
  ];
}

const about = ({ name, size: bytes, outlook, text }) => [
  el("code", {}, name),
  `: ${size(bytes)}${outlook ? ", an Outlook message, read as text" : `, ${count(lines(text), "line")}`}.`,
];

function lines(text) {
  let n = 1;
  for (let i = text.indexOf("\n"); i >= 0 && i < text.length - 1; i = text.indexOf("\n", i + 1)) n++;
  return n;
}

function row(r) {
  if (r.problem) return el("li", {}, el("code", {}, r.name), " ", prose(r.problem));
  const n = r.report.bounces.length;
  return el("li", {}, shown([el("code", {}, r.name), ` · ${n > 0 ? count(n, "bounce") : "no bounce"}`], r.text));
}

// The text is laid out when somebody looks.
function shown(summary, text) {
  const details = el("details", {}, el("summary", {}, summary));
  const lay = () => {
    const rest = text.length - shownText;
    details.append(
      el(
        "pre",
        { class: "read-text", tabindex: "0", role: "group", "aria-label": "What was read" },
        text.slice(0, shownText),
        rest > 0 && el("span", { class: "left-out" }, `${count(rest, "character")} not shown`),
      ),
    );
  };
  details.addEventListener("toggle", lay, { once: true });
  return details;
}
