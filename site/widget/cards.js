// Answers in the widget: the cards of the decoder page, with links and words for where they stand.
import { showReport } from "../scripts/answers.js";
import { joined } from "../scripts/join.js";
import { relay as relayTitle, speak } from "../scripts/vocabulary.js";
import { article } from "./links.js";
import sheet from "styles:cards";

export { textOf } from "../scripts/clipboard.js";
export { fetchWith } from "./decoding.js";
export { sheet, speak };

/** Whether a sending service is known by that id. */
export const knowsRelay = (id) => relayTitle(id) !== id;

const parts = {
  ".answer": "card",
  ".stamp": "stamp",
  ".answer-head h2": "title",
  ".way": "way",
  ".advice": "advice",
  ".button-primary": "button button-primary",
  ".button:not(.button-primary)": "button",
  ".evidence-text": "evidence",
  ".nothing": "nothing",
};

/**
 * Shows a report in place and returns a sentence about it. options: {site, relay, links, articles, own}; own are the ids
 * that only the page's own rules know.
 */
export function show(place, report, text, options) {
  const bounces = report.bounces.map((bounce) => ({
    ...bounce,
    url: addressOf(bounce, options),
    relays: bounce.relays.filter(({ relay }) => relay === options.relay),
  }));
  const said = showReport(place, joined([{ name: "", text, notes: [], report: { ...report, bounces } }]));
  for (const node of place.children) tend(node, options);
  return said;
}

/** Tends what is added to place later. */
export function watch(place, options) {
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) for (const node of addedNodes) if (node.nodeType === 1) tend(node, options());
  }).observe(place, { childList: true, subtree: true });
}

function addressOf({ rule, error, reason, url }, options) {
  const theirs = article({ rule, error, reason }, { ...options.links, articles: options.articles });
  if (theirs) return theirs;
  if (!url || options.own?.has(error)) return "";
  return new URL(options.own?.has(rule) ? `/e/${error}/` : url, options.site).href;
}

function tend(node, options) {
  for (const link of node.querySelectorAll("a[href]")) {
    const href = link.getAttribute("href");
    const error = /^\/e\/([a-z0-9-]+)\//.exec(href)?.[1];
    if (href === "" || options.own?.has(error)) {
      link.replaceWith(...link.childNodes); // an error of the page's own rules, and no article about it
      continue;
    }
    const theirs = error && article({ error }, { ...options.links, articles: options.articles });
    link.href = theirs || new URL(href, options.site).href;
    if (link.rel === "noreferrer") {
      link.target = "_blank"; // a source
      continue;
    }
    const { target } = options.links;
    link.target = !link.href.startsWith(options.site) && !options.framed ? "_self" : target;
    if (link.target === "_blank") link.rel = "noopener";
  }
  for (const [selector, part] of Object.entries(parts)) {
    if (node.matches(selector)) node.setAttribute("part", part);
    for (const found of node.querySelectorAll(selector)) found.setAttribute("part", part);
  }
  for (const steps of node.querySelectorAll(".relay")) steps.open = true; // who names the service sends through it
}
