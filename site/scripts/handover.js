// What a support agent takes away: the link to the article, and words for the customer.
import { copyButton } from "./copy.js";
import { el } from "./dom.js";
import { curl } from "./prose.js";

export function handOver(bounce) {
  const link = bounce.url && new URL(bounce.url, location.origin).href;
  const reply = bounce.customer && curl(bounce.customer.replaceAll("`", ""));
  if (!link && !reply) return null;
  return [
    el(
      "div",
      { class: "answer-buttons" },
      link && copyButton("Copy link", link, { class: "button button-primary", "data-action": "copy-link" }),
      reply && copyButton("Copy reply for the customer", reply, { "data-action": "copy-reply" }),
      link && el("a", { class: "button", href: bounce.url }, bounce.error ? "Full article" : "Read more"),
    ),
    link && el("p", { class: "printed-link" }, link),
    reply &&
      el(
        "details",
        { class: "letter-preview" },
        el("summary", {}, "Read the reply first"),
        el(
          "blockquote",
          {},
          reply.split("\n\n").map((p) => el("p", {}, p)),
        ),
      ),
  ];
}
