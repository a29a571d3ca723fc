// Takes out of a text what tells about people. It cannot know every name: what it makes is shown to the reader before it goes
// anywhere.
const address = /(?:"[^"\n]{1,64}"|[^\s<>()[\]{}"',;:=|]{1,200})(@|%40|=40)((?:[\p{L}\p{N}-]{1,63}\.)+[\p{L}\p{N}-]{2,63}|\[[\d.a-f:IPv]+\])/giu;
// A domain before the sign: sender rewriting and bounce addresses carry another address in front (SRS0=…=acme.com=ana@, …+ana=acme.com@).
const rewritten = /[^\s<>()[\]{}"',;:|]{1,200}=(?:[\w-]{1,63}\.)+[a-z]{2,24}(?:=[^\s<>@=]{1,64})?(@|%40|=40)((?:[\w-]{1,63}\.)+[a-z\d-]{2,63})/gi;
const displayName = /(?:"[^"\n<>@]{1,80}"|(?<=^|[:,;]\s?)(?:[\p{Lu}][\p{L}.'’-]*[ \t]){1,4})\s?(?=<[^<>\s]+@)/gmu;
const ipv4 = /(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.]\d|\d)/g;
const ipv6 = /(?<![\w:.])(?:[\da-f]{1,4}:){2,7}(?::?[\da-f]{1,4}){0,6}(?:::)?(?![\w:])|(?<![\w:.])(?:[\da-f]{1,4}:){1,6}:(?:[\da-f]{1,4}(?::[\da-f]{1,4}){0,5})?(?![\w:])/gi;
const host = /(?<![\w@.%-])(?:[\p{L}\p{N}_](?:[\p{L}\p{N}_-]{0,61}[\p{L}\p{N}])?\.)+(?:[a-z]{2,24}|xn--[a-z\d-]{2,40})(?![\w.-]*[\w-])/giu;
const link = /\bhttps?:\/\/[^\s<>"']+/gi;
const header = /^(subject|from|to|cc|bcc|reply-to|thread-topic|x-[\w-]*(?:from|to|user|account|ip)|received|message-id|in-reply-to|references)(\s*:)[^\n]*(?:\n[ \t][^\n]*)*/gim;
// What a server names itself by in its tickets and queues; it may lead its people to one message, and nobody else to a cause.
const id = /(?<![\w.])(?!\d{4}-\d\d-\d\d(?:T|\b))(?=[\w-]{12,})(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]+(?![\w.]*@)/gi;

// Hosts of those whose wording is what we want to know. A customer's own name before them is taken out.
const known =
  /(?:^|\.)((?:google|gmail|googlemail|outlook|hotmail|live|microsoft|office365|office|yahoo|yahoodns|aol|icloud|apple|me|spamhaus|barracudacentral|spamcop|sorbs|proofpoint|pphosted|mimecast|messagelabs|iphmx|cisco|trendmicro|sophos|gmx|web|mail|t-online|ionos|kundenserver|orange|free|laposte|comcast|cox|verizon|att|charter|proton|protonmail|zoho|fastmail|messagingengine|yandex|qq|163|126|naver|amazonses|amazonaws|sendgrid|mailgun|postmarkapp|mandrillapp|sparkpostmail|mailjet|brevo|ovh|one|strato)\.(?:com|net|org|de|ru|fr|me|jp|co\.jp|co\.uk|cn|co|eu|email|ch))$/i;
// Words that are names of mailboxes and of much else.
const common = /^(?:user|mail|email|info|test|admin|postmaster|recipient|sender|mailbox|address|host|server|the|and|not|for|support|sales|news|bounce|bounces|mailer|daemon|reply|noreply|unknown|list)$/i;
const mostPeople = 50; // of one text; each is looked for in all of it
const filesAndCodes = /\.(?:eml|msg|txt|exe|zip|docm?|xlsm?|pdf|html?|js|php|[ch]pp?|go|py|rb|local)$/i;

/**
 * For a public place: no address, no name of a host but those of well-known providers, no number that leads to a machine.
 * people are addresses that the decoder found: their names are taken out also where they stand alone.
 */
export function forPublic(text, people = []) {
  const whole = text.replaceAll("\r\n", "\n").replace(header, "$1$2 …");
  const names = namesOf(whole, people);
  let out = withoutPeople(whole.replace(link, shortLink), names, "user$1example.org");
  out = out.replace(ipv4, "192.0.2.1").replace(ipv6, (found) => (/^\d\d?:\d\d(:\d\d)?$/.test(found) ? found : "2001:db8::1"));
  return out.replace(host, (name, at) => shortHost(name, out, at)).replace(id, "ID");
}

/** For a ticket of somebody who knows the domains: only people are taken out. */
export function forTicket(text, people = []) {
  const names = namesOf(text, people);
  return withoutPeople(text, names, "…$1$2").replace(link, (url) => url.replace(/(\?(?!p=\w+$)).*/s, "$1…"));
}

function withoutPeople(text, names, instead) {
  let out = text.replace(displayName, "").replace(rewritten, instead).replace(address, instead);
  for (const name of names) out = out.replaceAll(new RegExp(`(?<![\\p{L}\\p{N}])${escape(name)}(?![\\p{L}\\p{N}@])`, "giu"), "user");
  return out;
}

// The names in addresses, as they may stand alone: "Smith is not here".
function namesOf(text, people) {
  const names = new Set();
  for (const person of [...people.slice(0, mostPeople), ...(text.match(address) ?? []).slice(0, mostPeople)]) {
    const local = person.replace(/(?:@|%40|=40)[^@]*$/i, "");
    for (const name of [local, ...local.split(/[._+-]/).filter((part) => /^\p{L}{3,}$/u.test(part))]) {
      if (name.length > 2 && !common.test(name)) names.add(name);
    }
  }
  return names;
}

// Gmail's help links name the cause; other queries name the customer.
const shortLink = (url) => (/^https?:\/\/support\.google\.com\/mail\/\?p=\w+$/i.test(url) ? url : url.replace(/[?#].*/s, ""));

function shortHost(name, text, at) {
  if (/^example\.(com|net|org)$/i.test(name) || filesAndCodes.test(name)) return name;
  if (/^https?:\/\/$/i.test(text.slice(Math.max(0, at - 8), at).match(/https?:\/\/$/i)?.[0] ?? "")) return known.exec(name) ? name : "example.org";
  const whose = known.exec(name)?.[1];
  if (whose) return name.length === whose.length ? name : /^(?:mx|smtp|mail|in|www|support|postmaster|help|zen|bl|sbl|xbl|pbl|dbl)[\w-]*\./i.test(name) ? name.replace(/^[\w-]+\.(?=.*\.protection\.outlook)/i, "") : `mx.${whose}`;
  return "example.org";
}

const escape = (word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
