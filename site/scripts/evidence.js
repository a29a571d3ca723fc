// Shows the pasted text with the evidence marked. Kinds differ by colour, by the line under them and by name.
import { el } from "./dom.js";
import { count } from "./prose.js";
import { evidence as words } from "./strings.js";

const { kinds } = words;
// Where marks overlap, the more particular one is shown.
const rank = ["reply", "status", "phrase", "recipient", "remote"];

const wholeUpTo = 20_000; // characters; longer texts are shown around the marks only
const around = 400; // characters kept on each side of a mark
const mostPlaces = 25;
const mostStops = 12; // of the tab key: with more marks the names below them stand for them

/** Returns the marked text of what has that name, or null when nothing in it can be pointed at. */
export function evidence(text, spans, name) {
  const marks = pieces(spans.filter((s) => s.start >= 0 && s.end <= text.length && s.end > s.start && s.kind in kinds));
  if (marks.length === 0) return null;
  const windows = text.length <= wholeUpTo ? [{ start: 0, end: text.length, marks }] : surroundings(text, marks);
  const block = el("pre", {
    class: "evidence-text",
    tabindex: "0",
    role: "group",
    "aria-label": words.marked(name),
  });
  const focusable = marks.length <= mostStops;
  let at = 0;
  for (const w of windows) {
    gap(block, text, at, w.start);
    let from = w.start;
    for (const m of w.marks) {
      block.append(
        text.slice(from, m.start),
        el("mark", { "data-kind": m.kind, title: kinds[m.kind], tabindex: focusable && "0" }, text.slice(m.start, m.end)),
      );
      from = m.end;
    }
    block.append(text.slice(from, w.end));
    at = w.end;
  }
  gap(block, text, at, text.length);
  return [block, legend(marks), el("p", { class: "lit-says", "aria-live": "polite" })];
}

// Cuts overlapping spans into pieces that do not overlap.
function pieces(spans) {
  const edges = [...new Set(spans.flatMap((s) => [s.start, s.end]))].sort((a, b) => a - b);
  const ordered = [...spans].sort((a, b) => a.start - b.start);
  const out = [];
  let first = 0;
  for (let i = 0; i + 1 < edges.length; i++) {
    const [start, end] = [edges[i], edges[i + 1]];
    while (first < ordered.length && ordered[first].end <= start) first++;
    let best;
    for (let k = first; k < ordered.length && ordered[k].start <= start; k++) {
      if (ordered[k].end >= end && (!best || rank.indexOf(ordered[k].kind) < rank.indexOf(best)))
        best = ordered[k].kind;
    }
    if (!best) continue;
    const last = out.at(-1);
    if (last?.end === start && last.kind === best) last.end = end;
    else out.push({ kind: best, start, end });
  }
  return out;
}

function surroundings(text, marks) {
  const out = [];
  for (const m of marks) {
    const start = lineStart(text, m.start);
    const end = lineEnd(text, m.end);
    const last = out.at(-1);
    if (last && start <= last.end) {
      last.end = Math.max(last.end, end);
      last.marks.push(m);
    } else if (out.length < mostPlaces) out.push({ start, end, marks: [m] });
  }
  return out;
}

// Whole lines read better than cut ones, unless the line is endless.
function lineStart(text, at) {
  const from = Math.max(0, at - around);
  const line = text.indexOf("\n", from);
  return line >= 0 && line < at ? line + 1 : from;
}

function lineEnd(text, at) {
  const to = Math.min(text.length, at + around);
  const line = text.lastIndexOf("\n", to);
  return line > at ? line : to;
}

function gap(block, text, from, to) {
  if (to - from < around / 2) return void block.append(text.slice(from, to));
  let lines = 0;
  for (let i = text.indexOf("\n", from); i >= 0 && i < to; i = text.indexOf("\n", i + 1)) lines++;
  const left = lines > 1 ? count(lines, "line") : count(to - from, "character");
  block.append(el("span", { class: "left-out" }, words.left(left)));
}

function legend(marks) {
  const used = new Set(marks.map((m) => m.kind));
  return el(
    "ul",
    { class: "legend", "aria-label": words.legend },
    rank.filter((k) => used.has(k)).map((k) => el("li", {}, el("button", { type: "button", "data-kind": k }, el("mark", {  "data-kind": k }, kinds[k])))),
  );
}
