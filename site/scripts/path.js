// Draws the way of a message: four stops, the stretch where it broke, and a flag where somebody has to act. It is a list
// with borders for lines, so that it wraps, prints and reads aloud; only the sign at the break is a drawing.
import { el, svg, unseen } from "./dom.js";
import { way as words } from "./strings.js";
import { wayOf } from "./way.js";

const signs = {
  stop: ["M6 6l8 8M14 6l-8 8", words.signs.stop],
  wait: ["M10 5.2v5l3 1.8", words.signs.wait],
  unknown: ["M7.6 7.8a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2.9-1.2 1.8M10 14.4v.1", words.signs.unknown],
};

export function path(bounce) {
  const way = wayOf(bounce);
  const stops = way.stops.map((name, i) =>
    el(
      "li",
      {
        class: "stop",
        "data-stretch": i === 0 ? null : i < way.to ? "gone" : i === way.to && way.at ? "broken" : "ahead",
        "data-at": (i === way.to && way.at) || null,
        "data-acts": i === way.actor,
      },
      i === way.to && way.at && sign(way.sign),
      el("span", { class: "dot", "data-reached": i < way.to }, way.sign === "done" && i === way.to - 1 && tick()),
      el("span", { class: "stop-name" }, name),
      i === way.actor && el("span", { class: "stop-tag" }, way.tag),
    ),
  );
  return el(
    "figure",
    { class: "way", "data-sign": way.sign },
    el("ol", { "aria-label": words.label }, stops),
    el("figcaption", {}, way.where, " ", way.who && [el("strong", {}, way.who), " ", way.what]),
  );
}

function sign(kind) {
  const [d, said] = signs[kind];
  return el(
    "span",
    { class: "sign" },
    svg(
      "svg",
      { viewBox: "0 0 20 20", width: 22, height: 22, "aria-hidden": "true" },
      kind !== "stop" && svg("circle", { cx: 10, cy: 10, r: 8 }),
      svg("path", { d }),
    ),
    unseen(`(${said}) `),
  );
}

const tick = () =>
  svg(
    "svg",
    { viewBox: "0 0 16 16", width: 12, height: 12, "aria-hidden": "true" },
    svg("path", { d: "M3 8.5l3.2 3.2L13 4.8" }),
  );
