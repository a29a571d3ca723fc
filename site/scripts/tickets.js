// What a ticket needs, made when somebody asks for it: the answer as Markdown or rich text, what the other side's support asks
// for, and the report of a reply that we did not know.
import { answerBlocks, supportBlocks } from "./bundle.js";
import { copyButton } from "./copy.js";
import { el } from "./dom.js";
import { prose } from "./prose.js";
import { forPublic } from "./redact.js";
import { html, markdown, plainText } from "./rich.js";
import { report as reportWords, ticket as words } from "./strings.js";

export { speak } from "./vocabulary.js";

let number = 0;

/** The panel of one answer: {bounce, recipients, when}. */
export function ticketPanel(answer) {
  const id = `ticket-${++number}`;
  const kind = () => panel.querySelector(`input[name="${id}"]:checked`).value;
  const redact = el("input", { type: "checkbox", checked: true, onchange: lay });
  const changed = el("textarea", { rows: 2, id: `${id}-changed`, oninput: lay });
  const preview = el("div", { class: "ticket-preview", tabindex: "0", role: "group", "aria-label": words.preview });
  const missing = el("p", { class: "ticket-missing" });
  const changedField = el("p", { class: "ticket-changed" }, el("label", { for: `${id}-changed` }, words.changed), changed);
  const choice = (value, label, checked) => el("label", {}, el("input", { type: "radio", name: id, value, checked, onchange: lay }), " ", label);
  const blocks = () => {
    const redacted = redact.checked;
    if (kind() === "answer") return { blocks: answerBlocks(answer, { redacted }), missing: [] };
    return supportBlocks(answer, { redacted, changed: changed.value });
  };
  const panel = el(
    "div",
    { class: "ticket-panel" },
    el("fieldset", {}, el("legend", {}, words.what), choice("answer", words.answer, true), choice("support", words.support, false)),
    el("p", {}, el("label", {}, redact, " ", words.redact)),
    changedField,
    missing,
    preview,
    el(
      "div",
      { class: "ticket-buttons" },
      copyButton(words.markdown, () => markdown(blocks().blocks), { "data-action": "copy-markdown" }),
      copyButton(words.rich, () => ({ html: html(blocks().blocks), plain: plainText(blocks().blocks) }), { "data-action": "copy-rich" }),
    ),
  );

  function lay() {
    const made = blocks();
    changedField.hidden = kind() === "answer";
    missing.textContent = made.missing.length > 0 ? words.missing(made.missing.length) : "";
    missing.hidden = made.missing.length === 0;
    preview.replaceChildren(...shown(made.blocks));
  }
  lay();
  return panel;
}

const shown = (blocks) =>
  blocks.map(({ h, p, code, facts, list, link }) => {
    if (h) return el("p", { class: "ticket-title" }, h);
    if (code) return el("pre", {}, code);
    if (facts) return el("dl", {}, facts.map(([name, value]) => el("div", {}, el("dt", {}, name), el("dd", {}, prose(value, { bare: true })))));
    if (list) return el("ul", {}, list.map((item) => el("li", {}, item)));
    if (link) return el("p", {}, el("code", {}, link));
    return p.split("\n\n").map((part) => el("p", {}, prose(part, { bare: true })));
  }).flat();

const issues = "https://github.com/whybounced/whybounced/issues/new?template=not-decoded.yml";
const mostText = 3000; // characters; of a longer paste the reader picks the lines that matter
const mostAddress = 6000; // bytes; GitHub refuses longer addresses

/** The report of a reply that was not recognised. text is what was pasted, or the reply alone where it was found. */
export function reportPanel(text, people) {
  const id = `report-${++number}`;
  const redacted = forPublic(text, people).trim();
  const field = el("textarea", { id, class: "report-text", rows: 7, spellcheck: "false", autocomplete: "off", oninput: aim });
  field.value = redacted.slice(0, mostText);
  const agree = el("input", { type: "checkbox", onchange: aim });
  const link = el("a", { class: "button", target: "_blank", rel: "noopener noreferrer", href: issues }, reportWords.open);
  const note = el("p", { class: "report-note" });
  function aim() {
    const full = `${issues}&reply=${encodeURIComponent(field.value.slice(0, mostText).replace(/\p{Surrogate}/gu, ""))}`;
    const tooLong = full.length > mostAddress;
    link.href = agree.checked && !tooLong ? full : issues;
    note.textContent = !agree.checked ? reportWords.empty : tooLong ? reportWords.tooLong : reportWords.filled;
  }
  aim();
  return el(
    "div",
    { class: "report-panel" },
    el("p", {}, reportWords.lead),
    el("label", { for: id }, reportWords.label),
    field,
    redacted.length > mostText && el("p", {}, reportWords.cut),
    el("p", {}, el("label", {}, agree, " ", reportWords.agree)),
    el("div", { class: "ticket-buttons" }, copyButton(reportWords.copy, () => field.value, { "data-action": "copy-report" }), link),
    note,
  );
}
