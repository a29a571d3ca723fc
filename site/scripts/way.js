// Where a message stopped on its way, and who has to act. The table first, then what reads it.
//
// The way has four stops: 0 you, 1 your relay, 2 the receiving server, 3 the mailbox. A break lies on the stretch before
// stop `to`: at its beginning (the stop behind it kept or refused the message), halfway (the next stop was not reached), or
// at its end (the next stop turned it away at the door).
import * as say from "./vocabulary.js";
import { curl } from "./prose.js";
import { way as words } from "./strings.js";

const kept = { to: 2, at: "begin", says: words.kept };
const relayRefused = { to: 1, at: "end", says: words.relayRefused };
const refused = { to: 3, at: "begin", says: words.refused, soft: words.refusedForNow };
const unreached = { to: 2, at: "half", says: words.unreached };
const atDoor = { to: 2, at: "end", says: words.atDoor, soft: words.atDoorForNow };

const byFamily = {
  recipient: {
    to: 3,
    at: "begin",
    says: words.noMailbox,
    soft: words.mailboxUnsure,
  },
  mailbox: { to: 3, at: "end", says: words.mailbox },
  routing: { ...unreached, says: words.noWay },
  authentication: refused,
  reputation: refused,
  connection: atDoor,
  account: kept,
  device: { to: 1, at: "half", says: words.device },
  content: refused,
  system: { ...refused, says: words.system, soft: words.system },
};

const byReason = {
  "recipient-refused": { ...refused, says: words.recipientRefused },
  "routing-loop": { to: 3, at: "half", says: words.loop },
  "tls-required": {
    ...atDoor,
    says: words.tls,
    soft: words.tls,
  },
  "relay-denied": { ...refused, says: words.relayDenied },
  "domain-takes-no-mail": { ...unreached, says: words.takesNoMail },
  "connection-failed": unreached,
  "auth-credentials": relayRefused,
  "sender-not-allowed": relayRefused,
  "message-partial": relayRefused,
  expired: {
    ...unreached,
    says: words.expired,
    soft: words.waiting,
  },
  unclassified: { to: 2, at: "half", says: words.unclassified },
};

const byError = {
  "relay-auth-required": relayRefused,
};

// Answers to these commands come before the message was handed over (RFC 5321 section 3.1).
const doorCommands = new Set(["CONNECT", "EHLO", "HELO", "STARTTLS"]);

// No break: how far it came, as the notice tells. A server that accepts a message says nothing of the mailbox behind it.
const notices = {
  delivered: { to: 3, says: words.delivered },
  "auto-reply": { to: 4, says: words.autoReply },
  complaint: { to: 4, says: words.complaint },
};

// Who has to act, by action: the stop, the words under it, and the words of the sentence.
const acts = (stop, [tag, says]) => ({ stop, tag, says });
const you = acts(0, words.you);
const actors = {
  retry: acts(1, words.retry),
  "slow-down": you,
  "fix-recipient": you,
  "fix-auth": you,
  "fix-content": you,
  "fix-reputation": you,
  "fix-setup": you,
  "contact-recipient": acts(2, words.otherSide),
  "review-suppression": acts(0, words.decide),
  none: acts(-1, ["", ""]),
};

/** Everything the drawing shows: {stops, to, at, sign, where, who, what}. */
export function wayOf(bounce) {
  const server = serverName(bounce);
  const stops = [
    words.stops.you,
    bounce.family === "account" && say.kind(bounce.provider) === "service"
      ? say.provider(bounce.provider)
      : words.stops.relay,
    server.name,
    words.stops.mailbox,
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
  return words.server(["mailbox", "filter"].includes(say.kind(bounce.provider)) ? say.provider(bounce.provider) : "");
}
