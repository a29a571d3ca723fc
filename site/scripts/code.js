// Takes the codes of an answer apart: 550 5.7.26 is a reply code, a class, a subject and a detail.
import { el } from "./dom.js";
import { code as words } from "./strings.js";
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
    cells.push(cell(`${subject}.`, say.statusSubject(subject) || words.noSubject, "", "status"));
    cells.push(
      cell(
        detail,
        say.statusTitle(bounce.status) || words.noStatus,
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
    el("h3", { class: "visually-hidden" }, words.heading),
    el("dl", { class: "code-parts" }, cells),
    disagree &&
      el(
        "p",
        { class: "aside-note" },
        words.contradict(bounce.reply, lasting(bounce.reply[0]), bounce.status, lasting(parts[1])),
      ),
  );
}

const lasting = (digit) => words.lasting[digit] ?? words.otherwise;

function cell(digits, said, page, kind, name = digits) {
  const shown = el("span", { class: "digits" }, digits);
  return el(
    "div",
    { "data-kind": kind },
    el("dt", {}, page ? el("a", { href: page, "aria-label": words.allAbout(digits, name) }, shown) : shown),
    el("dd", {}, said),
  );
}
