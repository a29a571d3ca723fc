// Makes one report of what was found in one text, or in several files.
import { count } from "./prose.js";
import { join as words } from "./strings.js";

const mostWarnings = 20;

/** Joins results {name, text, notes, report} or {name, problem}. Each bounce knows its origin, the result that it is in. */
export function joined(results) {
  const several = results.length > 1;
  const bounces = results.flatMap((origin) => origin.report?.bounces.map((bounce) => ({ ...bounce, origin })) ?? []);
  const warnings = new Set();
  for (const { name, notes, report } of results) {
    if (!report) continue;
    // That a file is no bounce is told by the list of files, where there are several.
    const own = several ? report.warnings.filter((w) => !w.includes("looked for")) : report.warnings;
    for (const w of [...notes, ...own]) warnings.add(several ? `\`${name}\`: ${w}` : w);
  }
  if (several && bounces.length === 0) warnings.add(words.noneHolds(count(results.length, "file")));
  if (results.rest) warnings.add(results.rest);
  const text = several ? "" : (results[0]?.text ?? ""); // of one that holds nothing: what can be reported
  return { bounces, text, warnings: [...warnings].slice(0, mostWarnings) };
}
