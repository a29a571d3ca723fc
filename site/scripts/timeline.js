// The attempts of one delivery on a line, with the time between them. Long pauses are drawn shorter than they are and say how
// long they were: otherwise a try after five days would leave one dot at each end.
import { inWords, timesOf } from "./clock.js";
import { el } from "./dom.js";
import { duration } from "./prose.js";
import { attempts as words } from "./strings.js";

/** The attempts as an ordered list; times and pauses only where the paste names them. */
export function timeline(attempts) {
  const times = timesOf(attempts);
  return el(
    "ol",
    { class: "timeline" },
    attempts.map((attempt, i) => {
      const time = times[i];
      const pause = time && times[i - 1] ? Math.round((time.ms - times[i - 1].ms) / 1000) : 0;
      const code = [attempt.reply, attempt.status].filter(Boolean).join(" ");
      return el(
        "li",
        { "data-class": (attempt.reply || attempt.status)[0] ?? "", "data-pause": grade(pause) },
        pause > 0 && el("span", { class: "pause" }, words.later(duration(pause))),
        el(
          "span",
          { class: "attempt" },
          time && el("time", { datetime: attempt.at || null }, inWords(time, { seconds: true })),
          time && " ",
          code && el("code", {}, code),
          " ",
          attempt.status && attempt.text.startsWith(attempt.status) ? attempt.text.slice(attempt.status.length).trim() : attempt.text,
        ),
      );
    }),
  );
}

// How much room a pause gets, 0 to 4: by its order of magnitude.
const grade = (seconds) => (seconds <= 0 ? 0 : seconds < 120 ? 1 : seconds < 3600 ? 2 : seconds < 86400 ? 3 : 4);
