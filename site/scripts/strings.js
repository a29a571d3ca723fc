// Every word that the scripts of the decoder page print, but for those of the vocabulary (what types, reasons and providers are
// called), which the page carries as JSON. One export a part of the page, so that each bundle holds only what it uses. Where a
// sentence holds elements, it is a function that returns its pieces in order. A translation is another file with the same names.

export const locale = "en";

/** The scripts that say the rest of what stands here; texts is what the rules say, where that is not English. */
export const scripts = { files: "/files.js", many: "/many.js", tickets: "/tickets.js", texts: "" };

/** What every page says. search is the script that searches. */
export const site = {
  search: "/search.js",
  copied: "Copied",
  notCopied: "Not allowed to copy: select the text instead",
};

export const search = {
  kinds: {
    error: "Errors",
    reply: "Known replies",
    code: "Codes",
    provider: "Providers",
    reason: "Reasons",
    guide: "Guides",
    family: "Families of errors",
    page: "Pages",
  },
  found: "Found",
  notLoaded: "The index could not be loaded.",
  isItUp: "Is the connection up?",
  nothing: "Nothing found.",
  results: (n) => `${n} results. Arrow down to reach them.`,
  decoder: "/", // the page that decodes
  decodeReply: "Decode this reply",
  decodeMeans: "What happened, who has to act, how to fix it",
  none: "Nothing found. Fewer words may help, or the decoder: it reads replies that are in no list.",
  all: "All that was found",
  decode: "Decode it",
};

/** One and many of what is counted. */
export const nouns = {
  address: ["address", "addresses"],
  answer: ["answer", "answers"],
  attempt: ["attempt", "attempts"],
  bounce: ["bounce", "bounces"],
  byte: ["byte", "bytes"],
  character: ["character", "characters"],
  day: ["day", "days"],
  delivery: ["delivery", "deliveries"],
  "different answer": ["different answer", "different answers"],
  file: ["file", "files"],
  hour: ["hour", "hours"],
  line: ["line", "lines"],
  minute: ["minute", "minutes"],
  "more answer": ["more answer", "more answers"],
  other: ["other", "others"],
  "other file": ["other file", "other files"],
  recipient: ["recipient", "recipients"],
  second: ["second", "seconds"],
  time: ["time", "times"],
};

/** Opening and closing quotes, double and single. */
export const quotes = ["“", "”", "‘", "’"];

export const page = {
  loading: "Loading the decoder …",
  reading: "Reading …",
  readingFiles: (n) => `Reading ${n} files …`,
  stopped: "Stopped.",
  stoppedAt: (unread, all) => `Stopped: ${unread} of ${all} files were not read`,
  fileRefused: "That file was not read",
  filesRefused: "Those files were not read",
  noWebAssembly: "this browser has no WebAssembly",
  notFetched: "its file could not be fetched; is the connection up?",
};

export const input = {
  pasted: "What you pasted",
  dropped: "What you dropped",
  address: "What the address holds",
  tooLong: (name, size, lines) => `${name}: ${size}, ${lines}. Too long to show here; it is read all the same.`,
  nothingDropped:
    "What you dropped came without a file: some programs keep it to themselves, and a folder may be empty. Save the message as a file (in Outlook: File, Save As) and drop that, or copy its text.",
};

export const answers = {
  none: "No bounce was found in it.",
  one: (title, stamp) => `${title}. ${stamp}.`,
  several: (answers, bounces, first) => `${answers} for ${bounces}. First: ${first}.`,
  oneEach: (bounces) => `${bounces}, one answer each.`,
  fewer: (bounces, answers) => `${bounces}, ${answers}.`,
  more: (answers) => `Show ${answers}`,
  rest: (answers) => `Show the other ${answers}`,
  nothing: "No bounce in there",
  report: "It is a bounce? Send us the words of it, without names and addresses",
  helps: "What helps:",
  help: (code) => [
    ["the lines with the three-digit code and the words after it, like ", code("550 5.1.1 User unknown")],
    ["the whole returned message: open it, choose “show original” or “view source”, and copy everything"],
    ["the file itself, saved as .eml or .msg and dropped on the letter"],
  ],
  byHand: (link) => ["Or look it up by hand: ", link("/families/", "all errors"), ", ", link("/codes/", "all codes"), "."],
  cannotRun: "This browser cannot run the decoder",
  needs: "It needs WebAssembly, which is missing or switched off here.",
  notLoaded: "The decoder did not load",
  stillHere: (sentence) => `${sentence} What you pasted is still here, and nowhere else.`,
  again: "Try again",
  reference: (link) => ["The reference works without it: ", link("/families/", "all errors"), ", ", link("/codes/", "all codes"), "."],
};

export const join = {
  noneHolds: (files) => `${files} were read, and none of them holds a bounce`,
};

export const card = {
  inFiles: (names, rest) => ["In ", names, rest && ` and ${rest}`],
  answeredBy: (who) => ["answered by ", who],
  reportedBy: (who) => ["reported by ", who],
  answered: (when) => `answered ${when}`,
  forWhom: (names, rest) => ["For ", names, rest && ` and ${rest}`],
  all: (recipients) => `All ${recipients}`,
  copyAddresses: "Copy the addresses",
  check: "Check",
  fix: "Fix",
  retryAfter: (time) => `The reply itself says: try again in ${time}.`,
  keepForNow: { label: "Keep the address for now", means: "The bounce does not say enough to give it up." },
  suppressMany: { yes: "Stop mailing these addresses", watch: "Keep them, and watch", no: "Keep the addresses: they are fine" },
  relay: (name) => `Do you send through ${name}?`,
  copied: "Copied",
  copyByHand: "The browser does not allow copying. Copy it from here:",
  copyCommand: (command) => `Copy the command ${command}`,
  copyLink: "Copy link",
  copyReply: "Copy reply for the customer",
  article: "Full article",
  readMore: "Read more",
  readFirst: "Read the reply first",
  ticket: "For a ticket",
};

/** Where the answer came from and when in the conversation (RFC 5321 section 4.3.2). */
export const story = {
  moments: {
    CONNECT: "as soon as the connection was open",
    EHLO: "at the greeting",
    HELO: "at the greeting",
    STARTTLS: "when encryption was to begin",
    AUTH: "at the sign-in",
    MAIL: "when it heard the sender’s address",
    RCPT: "when it heard the recipient’s address",
    DATA: "at the end of the message",
  },
  software: (name) => `a ${name} server`,
  blocklist: (name) => `a server that asks ${name}`,
  short: { hard: "Hard", soft: "Soft", undetermined: "Undecided", none: "Notice" },
  notices: { delivered: "Delivered", "auto-reply": "Automatic reply", complaint: "Marked as spam" },
  // The words of titles that stand for a fact. Longer ones first; each is replaced once at most.
  standIns: [
    ["sender-domain", /\b(?:the )?sender(?:['’]s)? domain(?=['’]s\b)/i],
    ["sender-domain", /\b(?:the )?sender(?:['’]s)? domain\b/i],
    ["sender-domain", /(?<=\bfor )the domain$/],
    ["sender-domain", /(?<=\bfrom )this domain$/],
    ["sender-ip", /\bthe sending IP address\b(?! or\b)/i],
    ["sender-ip", /\bsending IP\b(?! address)/i],
    ["recipient-domain", /\b(?:the )?recipient['’]s domain\b/i],
  ],
};

export const because = {
  named: "Named in it",
  facts: {
    "sender-domain": "Sender’s domain",
    "sender-ip": "Sending address",
    blocklist: "Blocklist",
    token: "The provider’s own mark",
    limit: "Limit",
    "help-url": "It points to",
  },
  trace: "Id to search for on the other side",
  reporter: "Reported by",
  when: "Last tried or told",
  also: "Could also be: ",
  evidence: "The evidence",
  pasted: "what was pasted",
  paste: "the paste",
  report: "Help us learn this reply",
  notLoaded: "This part could not be fetched. Is the connection up? Close and open it to try again.",
  encoded: (where) => `It stands in a part of ${where} that is encoded. Decoded, it reads:`,
  rule: (link) => ["Known response ", link],
  source: (link, seen) => [" · source: ", link, seen && `, seen ${seen}`],
  noSource: ". Its source is on its page.",
  unregistered: (status) => ["Only the enhanced code says so,", ` and ${status} stands in no registry: this is what its group means.`],
  only: { status: "Only the enhanced code says so.", reply: "Only the reply code says so." },
  standard: (link) => [" Source: ", link, "."],
  standards: { status: "IANA’s registry of enhanced codes", reply: "RFC 5321, section 4.2" },
};

export const attempts = {
  count: (attempts, of) => (of ? `${attempts} at ${of}` : attempts),
  later: (time) => `${time} later`,
};

export const evidence = {
  kinds: { reply: "reply code", status: "enhanced code", phrase: "telling words", recipient: "recipient", remote: "answering host" },
  marked: (name) => `${name[0].toUpperCase()}${name.slice(1)}, with the evidence marked`,
  left: (what) => `${what} not shown`,
  legend: "What is marked: point at a word to see what it made",
};

/** What a mark made of the answer. */
export const lit = {
  made: {
    reply: "The reply code: the strip of codes above takes it apart.",
    status: "The enhanced code: the strip of codes above takes it apart.",
    phrase: "These words decided: the headline above says what they mean.",
    recipient: "This is who it was for.",
    remote: "This host gave the answer.",
  },
};

export const code = {
  heading: "The code taken apart",
  noSubject: "Not a registered subject",
  noStatus: "Not registered: this server’s own",
  contradict: (reply, replySays, status, statusSays) =>
    `The two codes contradict each other: ${reply} says ${replySays}, ${status} says ${statusSays}. Such servers exist.`,
  lasting: { 2: "success", 4: "temporary", 5: "permanent" },
  otherwise: "something else",
  allAbout: (digits, name) => `${digits}, all about ${name}`,
};

export const way = {
  label: "The way of the message",
  signs: { stop: "the message stopped here", wait: "the message waits here", unknown: "where it stopped is not known" },
  stops: { you: "You", relay: "Your relay", mailbox: "Mailbox" },
  server: (name) => (name ? { name: `${name}’s server`, subject: `${name}’s server` } : { name: "Receiving server", subject: "The receiving server" }),
  kept: "Your relay did not send it on.",
  relayRefused: "Your own outgoing server did not take it.",
  refused: "{server} read it and said no.",
  refusedForNow: "{server} put it off for now.",
  unreached: "Your relay could not get through to the receiving server.",
  atDoor: "{server} turned it away at the door.",
  atDoorForNow: "{server} answered: not now.",
  noMailbox: "{server} knows no way to this mailbox.",
  mailboxUnsure: "{server} could not say whether it has this mailbox.",
  mailbox: "The mailbox is there, but it could not take the message.",
  noWay: "No way to the recipient’s mail server was found.",
  device: "It did not get from the device to an outgoing server.",
  system: "{server} has trouble of its own.",
  recipientRefused: "{server} did not let it through to this recipient.",
  loop: "The receiving side sends it round in a circle.",
  tls: "The two servers did not agree on encryption.",
  relayDenied: "{server} does not take mail for this domain from you.",
  takesNoMail: "The recipient’s domain has no server that takes mail.",
  expired: "It waited at a relay until the time for trying was up.",
  waiting: "It is waiting at a relay and is tried again.",
  unclassified: "The text does not say where it stopped.",
  delivered: "{server} took it. What became of it behind that server is not said.",
  autoReply: "It arrived, and a machine answered it.",
  complaint: "It arrived, and the recipient marked it as spam.",
  you: ["have to act", "You have to act."],
  retry: ["tries again", "Nobody has to act yet."],
  otherSide: ["has to act", "The other side has to act."],
  decide: ["have to decide", "You have to decide."],
};

/** Why a file is not read: the rest of a sentence that begins with its name, and may hold a `command`. */
export const file = {
  packedTooOften: "is packed too many times. Unpack it first.",
  tooLarge: (has, name) => `${has}. This page reads up to 10 MB of a file; the command line reads mailboxes and logs of any size: \`whybounced decode ${name}\``,
  has: (size) => `has ${size}`,
  unpacksTo: "unpacks to more than 10 MB",
  notText: "is not a text file.",
  nothingUnpacked: "is damaged: nothing of it could be unpacked.",
  cutOff: "the file is cut off or damaged: only what came before was read",
  outlookTooLarge: (size) => `has ${size}. Outlook files of up to 64 MB are read.`,
  notRead: (warning) => `was not read: ${warning}.`,
  rest: (files, one, most) =>
    `${files} more ${one ? "was" : "were"} not read: one page takes ${most} files or 50 MB. The command line takes any number: \`whybounced decode *.eml\``,
};

export const zip = {
  cutOff: "is a zip that is cut off or damaged.",
  office: "is an Office document, not mail.",
  empty: "is a zip without a file that can be read.",
  tooMany: (n, most) => `holds ${n} files; up to ${most} are read here. The command line reads any number: \`whybounced decode bounces.zip\``,
  encrypted: "is encrypted. Unpack it first.",
  damaged: "is damaged.",
  unknownPacking: "is packed in a way that browsers do not know. Unpack it first.",
  tooLarge: "unpacks to more than 64 MB. The command line reads mailboxes and logs of any size.",
};

/** What the page holds in place of a text in the field. */
export const held = {
  show: "Show what was read",
  what: "What was read",
  withBounce: (files) => `${files} with a bounce`,
  without: (n) => `${n} without`,
  unread: (n) => `${n} not read`,
  files: (files, size, tally) => `${files}, ${size}: ${tally}.`,
  showFiles: "Show the files",
  about: (size, lines) => `: ${size}, ${lines}.`,
  outlook: "an Outlook message, read as text",
  noBounce: "no bounce",
  left: (characters) => `${characters} not shown`,
};

export const many = {
  to: (addresses) => ` to ${addresses}`,
  respects: { type: "Type", reason: "Reason", provider: "Provider", domain: "Recipient’s domain" },
  unnamed: { type: "Not said", reason: "Not said", provider: "Not known", domain: "Not named" },
  others: (n) => `${n} more`,
  find: "Find an address or words",
  hint: "Press a row above to see only those.",
  left: (some, all) => `${some} of ${all}`,
  clear: "Show all",
  unfilter: ": remove this filter",
  noneLeft: "None of them fits all that was chosen.",
  csv: "Save as CSV",
  json: "Save as JSON",
  tabs: "What to look at",
  answers: "Answers",
  deliveries: "Deliveries",
};

export const chart = {
  label: (deliveries, from, to) => `${deliveries} over time, from ${from} to ${to}. The numbers stand in the table below the chart.`,
  most: (n) => n.toLocaleString("en"),
  bar: (from, parts) => `${from}: ${parts.map(([n, what]) => `${n.toLocaleString("en")} ${what.toLowerCase()}`).join(", ")}`,
  step: (ms) => {
    const [n, unit] = ms >= 86400e3 ? [ms / 86400e3, "day"] : ms >= 3600e3 ? [ms / 3600e3, "hour"] : ms >= 60e3 ? [ms / 60e3, "minute"] : [ms / 1e3, "second"];
    return n === 1 ? unit : `${n} ${unit}s`;
  },
  says: (step, when, n) => `One bar is one ${step}. Most came in the one from ${when}: ${n.toLocaleString("en")}.`.replace(/one (\d)/, "$1"),
  untimed: (n) => `${n.toLocaleString("en")} without a time are not in it.`,
  table: "The numbers as a table",
  from: "From",
};

export const deliveries = {
  caption: "All deliveries, one row each",
  columns: { time: "Time", recipient: "Recipient", type: "Type", reason: "Reason", provider: "Provider", code: "Code" },
  unnamed: "not named",
  more: "Details",
  about: (recipient) => `Details of the delivery to ${recipient}`,
  sort: "Sort by",
  where: (from, to, all) => `Rows ${from} to ${to} of ${all}`,
  none: "No rows",
  back: "Previous 50",
  on: "Next 50",
  article: "What it means, and what to do",
};

export const ticket = {
  what: "What to copy",
  answer: "The answer",
  support: "What the other side’s support needs",
  redact: "Without people’s names and addresses",
  changed: "What has changed lately? (new server, new address, more mail, DNS)",
  preview: "What will be copied",
  missing: (n) => `${n === 1 ? "One thing that support will ask for is" : `${n} things that support will ask for are`} missing; they are listed in the text.`,
  markdown: "Copy as Markdown",
  rich: "Copy as rich text",
};

export const bundle = {
  verdict: "Verdict",
  recipient: "Recipient",
  provider: "Answered by",
  suppress: "The address",
  check: "Check:",
  fix: "Fix:",
  basis: "Rests on:",
  more: (n) => ` and ${n.toLocaleString("en")} more`,
  supportTitle: "A message of ours was refused",
  response: "Your server’s response:",
  fields: {
    recipient: "Recipient",
    sender: "Sender’s domain",
    ip: "Sending IP address",
    host: "Answering host",
    reporter: "Our server",
    time: "Time",
    messageId: "Message-ID",
    trace: "Your id",
    attempts: "Attempts",
    changed: "What has changed lately",
  },
  missingHead: "Still missing:",
  missing: {
    response: "the response itself, word for word",
    recipient: "the recipient’s domain",
    sender: "the sender’s domain (of the envelope and of From)",
    ip: "the IP address that the message was sent from (in the sending server’s log)",
    host: "the server that answered (in the sending server’s log)",
    time: "the time, with its zone",
    year: "the year and the zone of the time: the log names none",
    messageId: "the Message-ID of the refused message (its header, or the sending server’s log)",
    changed: "what has changed lately: a new server or address, more mail, DNS",
  },
  decodedAs: "What we read in it:",
};

export const report = {
  lead: "A reply that we do not know yet helps everybody once we do. Names, addresses and hosts are replaced as far as a program can tell. Read it, take out what should not be public, and send it as an issue on GitHub.",
  label: "What would be sent: read and change it",
  cut: "Only the beginning is here. The lines with the server’s own words are enough.",
  agree: "Put this text into the form for me (it goes to GitHub in the address of the page)",
  copy: "Copy the text",
  open: "Open the form on GitHub",
  empty: "The form opens empty: copy the text and put it in there.",
  filled: "The form opens with the text above in it; nothing is published before you send it there.",
  tooLong: "The text is too long for an address: copy it and put it into the form.",
};
