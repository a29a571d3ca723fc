// Where a message stopped on its way, and who has to act. The table first, then what reads it.
//
// The way has four stops: 0 you, 1 your relay, 2 the receiving server, 3 the mailbox. A break lies on the stretch before
// stop `to`: at its beginning (the stop behind it kept or refused the message), halfway (the next stop was not reached), or
// at its end (the next stop turned it away at the door).
import * as say from "./vocabulary.js";
import { curl } from "./prose.js";

const kept = { to: 2, at: "begin", says: "Your relay did not send it on." };
const relayRefused = { to: 1, at: "end", says: "Your own outgoing server did not take it." };
const refused = { to: 3, at: "begin", says: "{server} read it and said no.", soft: "{server} put it off for now." };
const unreached = { to: 2, at: "half", says: "Your relay could not get through to the receiving server." };
const atDoor = { to: 2, at: "end", says: "{server} turned it away at the door.", soft: "{server} answered: not now." };

const byFamily = {
  recipient: {
    to: 3,
    at: "begin",
    says: "{server} knows no way to this mailbox.",
    soft: "{server} could not say whether it has this mailbox.",
  },
  mailbox: { to: 3, at: "end", says: "The mailbox is there, but it could not take the message." },
  routing: { ...unreached, says: "No way to the recipient’s mail server was found." },
  authentication: refused,
  reputation: refused,
  connection: atDoor,
  account: kept,
  device: { to: 1, at: "half", says: "It did not get from the device to an outgoing server." },
  content: refused,
  system: { ...refused, says: "{server} has trouble of its own.", soft: "{server} has trouble of its own." },
};

const byReason = {
  "recipient-refused": { ...refused, says: "{server} did not let it through to this recipient." },
  "routing-loop": { to: 3, at: "half", says: "The receiving side sends it round in a circle." },
  "tls-required": {
    ...atDoor,
    says: "The two servers did not agree on encryption.",
    soft: "The two servers did not agree on encryption.",
  },
  "relay-denied": { ...refused, says: "{server} does not take mail for this domain from you." },
  "domain-takes-no-mail": { ...unreached, says: "The recipient’s domain has no server that takes mail." },
  "connection-failed": unreached,
  "auth-credentials": relayRefused,
  "sender-not-allowed": relayRefused,
  "message-partial": relayRefused,
  expired: {
    ...unreached,
    says: "It waited at a relay until the time for trying was up.",
    soft: "It is waiting at a relay and is tried again.",
  },
  unclassified: { to: 2, at: "half", says: "The text does not say where it stopped." },
};

const byError = {
  "relay-auth-required": relayRefused,
};

// Answers to these commands come before the message was handed over (RFC 5321 section 3.1).
const doorCommands = new Set(["CONNECT", "EHLO", "HELO", "STARTTLS"]);

// No break: how far it came, as the notice tells. A server that accepts a message says nothing of the mailbox behind it.
const notices = {
  delivered: { to: 3, says: "{server} took it. What became of it behind that server is not said." },
  "auto-reply": { to: 4, says: "It arrived, and a machine answered it." },
  complaint: { to: 4, says: "It arrived, and the recipient marked it as spam." },
};

// Who has to act, by action: the stop, the words under it, and the words of the sentence.
const you = { stop: 0, tag: "have to act", says: "You have to act." };
const actors = {
  retry: { stop: 1, tag: "tries again", says: "Nobody has to act yet." },
  "slow-down": you,
  "fix-recipient": you,
  "fix-auth": you,
  "fix-content": you,
  "fix-reputation": you,
  "fix-setup": you,
  "contact-recipient": { stop: 2, tag: "has to act", says: "The other side has to act." },
  "review-suppression": { stop: 0, tag: "have to decide", says: "You have to decide." },
  none: { stop: -1, tag: "", says: "" },
};

/** Everything the drawing shows: {stops, to, at, sign, where, who, what}. */
export function wayOf(bounce) {
  const server = serverName(bounce);
  const stops = [
    "You",
    bounce.family === "account" && say.kind(bounce.provider) === "service"
      ? say.provider(bounce.provider)
      : "Your relay",
    server.name,
    "Mailbox",
  ];
  const actor = { ...(actors[bounce.action] ?? actors.none) };
  if (bounce.action === "contact-recipient" && bounce.family === "mailbox") actor.stop = 3;
  const who = {
    actor: actor.stop,
    tag: actor.tag,
    who: actor.says,
    what: actor.says && curl(say.action(bounce.action).means),
  };
  if (bounce.type === "none") {
    const { to, says } = notices[bounce.reason] ?? notices.delivered;
    return { stops, to, at: "", sign: "done", where: says.replace("{server}", server.subject), ...who };
  }

  let stop = byError[bounce.error] ?? byReason[bounce.reason] ?? byFamily[bounce.family] ?? byReason.unclassified;
  if (stop.to === 3 && stop.at === "begin" && doorCommands.has(bounce.command)) stop = atDoor;
  const where = ((bounce.type === "soft" && stop.soft) || stop.says).replace("{server}", server.subject);
  const sign = bounce.reason === "unclassified" ? "unknown" : bounce.type === "soft" ? "wait" : "stop";
  return { stops, to: stop.to, at: stop.at, sign, where, ...who };
}

// Only who runs mailboxes or filters has a server of its own on the way; a blocklist or a program is merely named.
function serverName(bounce) {
  const name = say.provider(bounce.provider);
  if (["mailbox", "filter"].includes(say.kind(bounce.provider)))
    return { name: `${name}’s server`, subject: `${name}’s server` };
  return { name: "Receiving server", subject: "The receiving server" };
}
