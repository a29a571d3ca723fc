// Says with the facts of this bounce what the rules say in general: "The sending IP address is on a Spamhaus list" becomes
// "192.0.2.1 is on a Spamhaus list".
import { curl } from "./prose.js";
import * as say from "./vocabulary.js";

// The words of titles that stand for a fact. Longer ones first; each is replaced once at most.
const standIns = [
  ["sender-domain", /\b(?:the )?sender(?:['’]s)? domain(?=['’]s\b)/i],
  ["sender-domain", /\b(?:the )?sender(?:['’]s)? domain\b/i],
  ["sender-domain", /(?<=\bfor )the domain$/],
  ["sender-domain", /(?<=\bfrom )this domain$/],
  ["sender-ip", /\bthe sending IP address\b(?! or\b)/i],
  ["sender-ip", /\bsending IP\b(?! address)/i],
  ["recipient-domain", /\b(?:the )?recipient['’]s domain\b/i],
];

export function title(bounce) {
  let text = bounce.title;
  for (const [fact, words] of standIns) {
    const known = bounce.facts[fact];
    // A list or a provider may name several hosts; only one that is a plain name or address reads well in a title.
    if (known && known.length <= 60 && !text.includes(known)) text = text.replace(words, () => known);
  }
  return curl(text);
}

// When in the conversation the answer came (RFC 5321 section 4.3.2).
const moments = {
  CONNECT: "as soon as the connection was open",
  EHLO: "at the greeting",
  HELO: "at the greeting",
  STARTTLS: "when encryption was to begin",
  AUTH: "at the sign-in",
  MAIL: "when it heard the sender’s address",
  RCPT: "when it heard the recipient’s address",
  DATA: "at the end of the message",
};

export const moment = (bounce) => moments[bounce.command?.split(" ")[0].toUpperCase()] ?? "";

/** Who gave the answer: a name in words, and the host if the paste names it. */
export function answerer(bounce) {
  const name = bounce.provider && say.provider(bounce.provider);
  switch (say.kind(bounce.provider)) {
    case "software":
      return { name: `a ${name} server`, host: bounce.remote };
    case "blocklist":
      return { name: `a server that asks ${name}`, host: bounce.remote };
  }
  return { name, host: bounce.remote };
}

/** The second line of the stamp begins with it. */
const short = { hard: "Hard", soft: "Soft", undetermined: "Undecided", none: "Notice" };
const noticeStamps = { delivered: "Delivered", "auto-reply": "Automatic reply", complaint: "Marked as spam" };

export function stamp(bounce) {
  const word = (bounce.type === "none" && noticeStamps[bounce.reason]) || say.type(bounce.type).stamp;
  // "Nothing to do" is true of a notice; of a failure that nobody understands it would be false comfort.
  const action = bounce.action !== "none" || bounce.type === "none" ? say.action(bounce.action).stamp : "";
  return { word, line: [short[bounce.type], action].filter(Boolean).join(" · ") };
}
