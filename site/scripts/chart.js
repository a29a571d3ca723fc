// A chart of deliveries over time: bars of what failed for good, what is tried again, and the rest. The same stands beside it in
// words and as a table.
import { inWords, timesOf } from "./clock.js";
import { el, svg } from "./dom.js";
import { count } from "./prose.js";
import { chart as words } from "./strings.js";
import * as say from "./vocabulary.js";

const second = 1e3;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
// What a bar may stand for: the first that makes do with mostBars.
const steps = [second, 5 * second, 15 * second, minute, 5 * minute, 15 * minute, hour, 3 * hour, 6 * hour, 12 * hour, day, 7 * day, 28 * day, 91 * day, 364 * day];
const mostBars = 48;
const height = 100; // of the drawing; it is stretched to the room that it has

const order = ["hard", "soft", "undetermined", "none"];

/** Bars of a list of bounces: {step, bars: [{ms, counts}], timed, hasYear}, or null where there is nothing to draw. */
export function barsOf(bounces) {
  const times = timesOf(bounces);
  let [first, last, timed, hasYear] = [Infinity, -Infinity, 0, true];
  for (const time of times) {
    if (!time) continue;
    timed++;
    hasYear &&= time.hasYear;
    first = Math.min(first, time.ms);
    last = Math.max(last, time.ms);
  }
  if (timed < 2 || last - first < second) return null;
  const step = steps.find((size) => Math.floor(last / size) - Math.floor(first / size) < mostBars) ?? steps.at(-1);
  const from = Math.floor(first / step);
  const total = Math.min(Math.floor(last / step) - from + 1, 4 * mostBars);
  const bars = Array.from({ length: total }, (_, i) => ({ ms: (from + i) * step, counts: {}, total: 0 }));
  times.forEach((time, i) => {
    const bar = time && bars[Math.min(Math.floor(time.ms / step) - from, total - 1)];
    if (!bar) return;
    bar.counts[bounces[i].type] = (bar.counts[bounces[i].type] ?? 0) + 1;
    bar.total++;
  });
  return { step, bars, timed, hasYear };
}

export function chart(bounces) {
  const found = barsOf(bounces);
  if (!found) return null;
  const { step, bars, timed, hasYear } = found;
  const label = (ms) => inWords({ ms, hasYear }, { clock: step < day, seconds: step < minute });
  const most = bars.reduce((a, b) => (b.total > a.total ? b : a));
  const inUse = order.filter((type) => bars.some((bar) => bar.counts[type]));
  const [first, last] = [label(bars[0].ms), label(bars.at(-1).ms)];

  return el(
    "figure",
    { class: "chart" },
    el("p", { class: "chart-axis", "aria-hidden": "true" }, words.most(most.total)),
    svg(
      "svg",
      { viewBox: `0 0 ${bars.length} ${height}`, preserveAspectRatio: "none", role: "img", "aria-label": words.label(count(timed, "delivery"), first, last) },
      bars.map((bar, i) => column(bar, i, most.total, label)),
    ),
    el("p", { class: "chart-axis", "aria-hidden": "true" }, el("span", {}, first), el("span", {}, last)),
    el(
      "figcaption",
      {},
      el("ul", { class: "chart-key" }, inUse.map((type) => el("li", { "data-type": type }, say.type(type).label))),
      el("p", {}, words.says(words.step(step), label(most.ms), most.total), timed < bounces.length && ` ${words.untimed(bounces.length - timed)}`),
      asTable(bars, inUse, label),
    ),
  );
}

// One bar: what failed for good at its foot.
function column(bar, i, most, label) {
  if (bar.total === 0) return null;
  const types = order.filter((type) => bar.counts[type]);
  let top = height;
  return svg(
    "g",
    {},
    svg("title", {}, words.bar(label(bar.ms), types.map((type) => [bar.counts[type], say.type(type).label]))),
    types.map((type) => {
      const size = (bar.counts[type] / most) * height;
      top -= size;
      return svg("rect", { x: i + 0.07, y: top.toFixed(2), width: 0.86, height: size.toFixed(2), "data-type": type });
    }),
  );
}

// Laid out when somebody looks: the chart for those who do not see it.
function asTable(bars, types, label) {
  const details = el("details", {}, el("summary", {}, words.table));
  const lay = () => {
    const row = (bar) =>
      el("tr", {}, el("th", { scope: "row" }, label(bar.ms)), types.map((type) => el("td", {}, String(bar.counts[type] ?? 0))));
    details.append(
      el(
        "table",
        { class: "chart-table" },
        el("thead", {}, el("tr", {}, el("th", { scope: "col" }, words.from), types.map((type) => el("th", { scope: "col" }, say.type(type).label)))),
        el("tbody", {}, bars.filter((bar) => bar.total > 0).map(row)),
      ),
    );
  };
  details.addEventListener("toggle", lay, { once: true });
  return details;
}
