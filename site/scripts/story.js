// Says with the facts of this bounce what the rules say in general: "The sending IP address is on a Spamhaus list" becomes
// "192.0.2.1 is on a Spamhaus list".
import { curl } from "./prose.js";
import { story as words } from "./strings.js";
import * as say from "./vocabulary.js";

export function title(bounce) {
  let text = bounce.title;
  for (const [fact, standIn, before = ""] of words.standIns) {
    const known = bounce.facts[fact];
    // A list or a provider may name several hosts; only one that is a plain name or address reads well in a title.
    if (known && known.length <= 60 && !text.includes(known)) text = text.replace(standIn, () => before + known);
  }
  return curl(text);
}

// When in the conversation the answer came.
export const moment = (bounce) => words.moments[bounce.command?.split(" ")[0].toUpperCase()] ?? "";

/** Who gave the answer: a name in words, and the host if the paste names it. */
export function answerer(bounce) {
  const name = bounce.provider && say.provider(bounce.provider);
  switch (say.kind(bounce.provider)) {
    case "software":
      return { name: words.software(name), host: bounce.remote };
    case "blocklist":
      return { name: words.blocklist(name), host: bounce.remote };
  }
  return { name, host: bounce.remote };
}

export function stamp(bounce) {
  const word = (bounce.type === "none" && words.notices[bounce.reason]) || say.type(bounce.type).stamp;
  // "Nothing to do" is true of a notice; of a failure that nobody understands it would be false comfort.
  const action = bounce.action !== "none" || bounce.type === "none" ? say.action(bounce.action).stamp : "";
  return { word, line: [words.short[bounce.type], action].filter(Boolean).join(" · ") };
}
