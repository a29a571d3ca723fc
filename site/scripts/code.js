// Takes the codes of an answer apart: 550 5.7.26 is a reply code, a class, a subject and a detail.
import { el } from "./dom.js";
import * as say from "./vocabulary.js";

export function codeApart(bounce) {
  const cells = [];
  if (bounce.reply) {
    cells.push(
      cell(
        bounce.reply,
        say.replyTitle(bounce.reply) ||
          [say.replyFirst(bounce.reply[0]), say.replySecond(bounce.reply[1])].filter(Boolean).join(", "),
        say.codePage(bounce.reply),
        "reply",
      ),
    );
  }
  const parts = /^(\d)\.(\d{1,3})\.(\d{1,3})$/.exec(bounce.status);
  if (parts) {
    const [, first, subject, detail] = parts;
    cells.push(cell(`${first}.`, say.statusClass(first), "", "status"));
    cells.push(cell(`${subject}.`, say.statusSubject(subject) || "Not a registered subject", "", "status"));
    cells.push(
      cell(
        detail,
        say.statusTitle(bounce.status) || "Not registered: this server’s own",
        say.codePage(bounce.status),
        "status",
        bounce.status,
      ),
    );
  } else if (bounce.reply && say.replyTitle(bounce.reply)) {
    cells.push(cell(`${bounce.reply[0]}..`, say.replyFirst(bounce.reply[0]), "", "reply"));
    cells.push(cell(`.${bounce.reply[1]}.`, say.replySecond(bounce.reply[1]), "", "reply"));
  }
  if (cells.length === 0) return null;
  const disagree = bounce.reply && parts && bounce.reply[0] !== parts[1];
  return el(
    "section",
    { class: "codes" },
    el("h3", { class: "visually-hidden" }, "The code taken apart"),
    el("dl", { class: "code-parts" }, cells),
    disagree &&
      el(
        "p",
        { class: "aside-note" },
        `The two codes contradict each other: ${bounce.reply} says ${lasting(bounce.reply[0])}, ${bounce.status} says ${lasting(parts[1])}. Such servers exist.`,
      ),
  );
}

const lasting = (digit) => ({ 2: "success", 4: "temporary", 5: "permanent" })[digit] ?? "something else";

function cell(digits, words, page, kind, name = digits) {
  const shown = el("span", { class: "digits" }, digits);
  return el(
    "div",
    { "data-kind": kind },
    el("dt", {}, page ? el("a", { href: page, "aria-label": `${digits}, all about ${name}` }, shown) : shown),
    el("dd", {}, words),
  );
}
