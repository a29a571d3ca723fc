// What a support agent takes away: the link to the article, and words for the customer.
import { copyButton } from "./copy.js";
import { el } from "./dom.js";
import { curl } from "./prose.js";
import { card as words } from "./strings.js";
import { langOf } from "./translate.js";

export function handOver(bounce) {
  const link = bounce.url && new URL(bounce.url, location.origin).href;
  const reply = bounce.customer && curl(bounce.customer.replaceAll("`", ""));
  if (!link && !reply) return null;
  return [
    el(
      "div",
      { class: "answer-buttons" },
      link && copyButton(words.copyLink, link, { class: "button button-primary", "data-action": "copy-link" }),
      reply && copyButton(words.copyReply, reply, { "data-action": "copy-reply" }),
      link && el("a", { class: "button", href: bounce.url, hreflang: langOf(bounce, "url") }, bounce.error ? words.article : words.readMore),
    ),
    link && el("p", { class: "printed-link" }, link),
    reply &&
      el(
        "details",
        { class: "letter-preview" },
        el("summary", {}, words.readFirst),
        el(
          "blockquote",
          { lang: langOf(bounce, "customer") },
          reply.split("\n\n").map((p) => el("p", {}, p)),
        ),
      ),
  ];
}
