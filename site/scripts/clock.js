// The times of deliveries. Many logs name no year: "--03-01T10:00:00" is what the decoder makes of their times. They are put in
// order as if they were of one year; a log that runs past New Year is put in order where no more than half a year lies between.
import { locale } from "./strings.js";

const yearless = /^--(\d\d-\d\dT.*)/;
const leapYear = "2000-"; // a log may be of 29 February
const halfYear = 183 * 86400e3;

const known = new WeakMap();

/** The time of a delivery or attempt as {ms, hasYear}, or null. */
export function timeOf(told) {
  let time = known.get(told);
  if (time === undefined) known.set(told, (time = read(told)));
  return time;
}

function read({ at, when }) {
  const text = at || when || "";
  const short = yearless.exec(text)?.[1];
  const ms = Date.parse(short ? `${leapYear}${short}Z` : text);
  return Number.isNaN(ms) ? null : { ms, hasYear: !short };
}

/** The times of all, on one axis: those without a year are put next to the others, December before January. */
export function timesOf(list) {
  const times = list.map(timeOf);
  const bare = times.filter((t) => t && !t.hasYear).map((t) => t.ms);
  const bounds = bare.reduce(([low, high], ms) => [Math.min(low, ms), Math.max(high, ms)], [Infinity, -Infinity]);
  if (bounds[1] - bounds[0] <= halfYear) return times;
  const year = Date.UTC(2001, 0, 1) - Date.UTC(2000, 0, 1); // that leap year
  return times.map((t) => (t && !t.hasYear && t.ms - bounds[0] > halfYear ? { ...t, ms: t.ms - year } : t));
}

const formats = new Map();

/** A time in words; the year and the seconds only where they tell something. All times are shown in UTC. */
export function inWords({ ms, hasYear }, { date = true, clock = true, seconds = false } = {}) {
  const key = [hasYear, date, clock, seconds].join();
  if (!formats.has(key)) {
    formats.set(
      key,
      new Intl.DateTimeFormat(locale === "en" ? "en-GB" : locale, {
        timeZone: "UTC",
        ...(date && { day: "numeric", month: "short", ...(hasYear && { year: "numeric" }) }),
        ...(clock && { hour: "2-digit", minute: "2-digit", ...(seconds && { second: "2-digit" }) }),
      }),
    );
  }
  return formats.get(key).format(ms);
}
