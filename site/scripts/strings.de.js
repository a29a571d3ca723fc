// Was die Skripte der Decoderseite auf Deutsch sagen: dieselben Namen wie in strings.js, das auch erklärt, wofür sie stehen. "Befund" ist,
// was wir aus einem Bounce lesen, "Antwort" ist, was der Server geschrieben hat.

export const locale = "de";

export const scripts = { files: "/files.de.js", many: "/many.de.js", tickets: "/tickets.de.js", texts: "/texts.de.json" };

export const site = {
  search: "/search.de.js",
  copied: "Kopiert",
  notCopied: "Kopieren ist hier nicht erlaubt: bitte den Text markieren",
};

export const search = {
  kinds: {
    error: "Fehler",
    reply: "Bekannte Antworten",
    code: "Codes",
    provider: "Anbieter",
    reason: "Gründe",
    guide: "Anleitungen",
    family: "Fehlergruppen",
    page: "Seiten",
  },
  found: "Treffer",
  notLoaded: "Das Suchverzeichnis konnte nicht geladen werden.",
  isItUp: "Besteht eine Verbindung zum Internet?",
  nothing: "Nichts gefunden.",
  results: (n) => `${n} Treffer. Mit Pfeil nach unten erreichen Sie sie.`,
  decoder: "/de/",
  decodeReply: "Diese Antwort erklären",
  decodeMeans: "Was passiert ist, wer handeln muss, wie man es behebt",
  none: "Nichts gefunden. Gesucht wird in den englischen Seiten; mit weniger Wörtern findet sich mehr. Der Decoder liest auch Antworten, die in keiner Liste stehen.",
  all: "Alle Treffer",
  decode: "Im Decoder öffnen",
};

export const nouns = {
  address: ["Adresse", "Adressen"],
  answer: ["Befund", "Befunde"],
  attempt: ["Versuch", "Versuche"],
  bounce: ["Bounce", "Bounces"],
  byte: ["Byte", "Byte"],
  character: ["Zeichen", "Zeichen"],
  day: ["Tag", "Tage"],
  delivery: ["Zustellung", "Zustellungen"],
  "different answer": ["Befund", "verschiedene Befunde"],
  file: ["Datei", "Dateien"],
  hour: ["Stunde", "Stunden"],
  line: ["Zeile", "Zeilen"],
  minute: ["Minute", "Minuten"],
  "more answer": ["weiteren Befund", "weitere Befunde"],
  other: ["weitere", "weitere"],
  "other file": ["weiteren Datei", "weiteren Dateien"],
  recipient: ["Empfänger", "Empfänger"],
  second: ["Sekunde", "Sekunden"],
  time: ["Mal", "Mal"],
};

export const quotes = ["„", "“", "‚", "‘"];

export const page = {
  loading: "Der Decoder wird geladen …",
  reading: "Wird gelesen …",
  readingFiles: (n) => `${n} Dateien werden gelesen …`,
  stopped: "Abgebrochen.",
  stoppedAt: (unread, all) => `Abgebrochen: ${unread} von ${all} Dateien wurden nicht gelesen`,
  fileRefused: "Diese Datei wurde nicht gelesen",
  filesRefused: "Diese Dateien wurden nicht gelesen",
  noWebAssembly: "Dieser Browser kennt kein WebAssembly",
  notFetched: "Seine Datei konnte nicht geladen werden. Besteht eine Verbindung zum Internet?",
};

export const input = {
  pasted: "Der eingefügte Text",
  dropped: "Der abgelegte Text",
  address: "Der Text aus der Adresse",
  tooLong: (name, size, lines) => `${name}: ${size}, ${lines}. Zu lang, um ihn hier zu zeigen; gelesen wird er trotzdem.`,
  nothingDropped:
    "Beim Ablegen kam keine Datei an: Manche Programme geben sie nicht heraus, und ein Ordner kann leer sein. Speichern Sie die Nachricht als Datei (in Outlook: Datei, Speichern unter) und legen Sie diese hier ab, oder kopieren Sie den Text.",
};

export const answers = {
  none: "Darin wurde kein Bounce gefunden.",
  one: (title, stamp) => `${title}. ${stamp}.`,
  several: (answers, bounces, first) => `${answers} zu ${bounces}. Der erste: ${first}.`,
  oneEach: (bounces) => `${bounces}, je ein Befund.`,
  fewer: (bounces, answers) => `${bounces}, ${answers}.`,
  more: (answers) => `${answers} zeigen`,
  rest: (answers) => `Übrige zeigen: ${answers}`,
  nothing: "Hier ist kein Bounce zu finden",
  report: "Es ist doch ein Bounce? Schicken Sie uns den Wortlaut, ohne Namen und Adressen",
  helps: "Was weiterhilft:",
  help: (code) => [
    ["die Zeilen mit dem dreistelligen Code und dem Text dahinter, etwa ", code("550 5.1.1 User unknown")],
    ["die ganze Rückläufer-Mail: öffnen Sie sie, wählen Sie „Original anzeigen“ oder „Quelltext“, und kopieren Sie alles"],
    ["die Datei selbst, als .eml oder .msg gespeichert und hier auf dem Brief abgelegt"],
  ],
  byHand: (link) => ["Oder schlagen Sie von Hand nach (auf Englisch): ", link("/families/", "alle Fehler"), ", ", link("/codes/", "alle Codes"), "."],
  cannotRun: "Dieser Browser kann den Decoder nicht ausführen",
  needs: "Er braucht WebAssembly, das hier fehlt oder abgeschaltet ist.",
  notLoaded: "Der Decoder konnte nicht geladen werden",
  stillHere: (sentence) => `${sentence} Was Sie eingefügt haben, steht noch hier und nirgendwo sonst.`,
  again: "Noch einmal versuchen",
  reference: (link) => ["Das Nachschlagewerk (auf Englisch) geht auch ohne ihn: ", link("/families/", "alle Fehler"), ", ", link("/codes/", "alle Codes"), "."],
};

export const join = {
  noneHolds: (files) => `${files} gelesen, in keiner davon steht ein Bounce`,
};

export const card = {
  inFiles: (names, rest) => ["In ", names, rest && ` und ${rest}`],
  answeredBy: (who) => ["Antwort von ", who],
  reportedBy: (who) => ["gemeldet von ", who],
  answered: (when) => `Antwort ${when}`,
  forWhom: (names, rest) => ["An ", names, rest && ` und ${rest}`],
  all: (recipients) => `Alle ${recipients}`,
  copyAddresses: "Adressen kopieren",
  check: "Prüfen",
  fix: "Beheben",
  retryAfter: (time) => `Die Antwort nennt selbst eine Wartezeit: ${time}.`,
  keepForNow: { label: "Die Adresse vorerst behalten", means: "Der Bounce sagt zu wenig, um sie aufzugeben." },
  suppressMany: { yes: "An diese Adressen nicht mehr schreiben", watch: "Behalten und beobachten", no: "Die Adressen behalten: an ihnen liegt es nicht" },
  relay: (name) => `Sie versenden über ${name}?`,
  copied: "Kopiert",
  copyByHand: "Der Browser erlaubt das Kopieren nicht. Kopieren Sie den Text von hier:",
  copyCommand: (command) => `Befehl kopieren: ${command}`,
  copyLink: "Link kopieren",
  copyReply: "Antwort für den Kunden kopieren",
  article: "Ganzer Artikel",
  readMore: "Mehr dazu",
  readFirst: "Die Antwort vorher lesen",
  ticket: "Fürs Ticket",
};

export const story = {
  moments: {
    CONNECT: "gleich beim Verbindungsaufbau",
    EHLO: "bei der Begrüßung",
    HELO: "bei der Begrüßung",
    STARTTLS: "beim Wechsel auf Verschlüsselung",
    AUTH: "bei der Anmeldung",
    MAIL: "nach der Absenderadresse",
    RCPT: "nach der Empfängeradresse",
    DATA: "nach dem Ende der Nachricht",
  },
  software: (name) => `einem ${name.replace(/ Server$/, "")}-Server`,
  blocklist: (name) => `einem Server, der ${name} abfragt`,
  short: { hard: "Hard", soft: "Soft", undetermined: "Offen", none: "Hinweis" },
  notices: { delivered: "Zugestellt", "auto-reply": "Automatische Antwort", complaint: "Als Spam gemeldet" },
  // Die Wendungen in texts.json, die für eine Angabe stehen.
  standIns: [
    ["sender-domain", /\bder Absenderdomain\b/, "von "],
    ["sender-domain", /\b(?:die|eine) Absenderdomain\b/i],
    ["sender-domain", /(?<=\bfür )die Domain\b/],
    ["sender-ip", /\bder sendenden IP-Adresse\b/, "von "],
    ["sender-ip", /\b(?:die|eine) sendende IP-Adresse\b/i],
    ["recipient-domain", /\bder Empfängerdomain\b/, "von "],
    ["recipient-domain", /\bdie Empfängerdomain\b/i],
    // Englische Titel, die niemand übersetzt hat.
    ["sender-domain", /\b(?:the )?sender(?:['’]s)? domain(?=['’]s\b)/i],
    ["sender-domain", /\b(?:the )?sender(?:['’]s)? domain\b/i],
    ["sender-ip", /\bthe sending IP address\b(?! or\b)/i],
    ["recipient-domain", /\b(?:the )?recipient['’]s domain\b/i],
  ],
};

export const because = {
  named: "Darin genannt",
  facts: {
    "sender-domain": "Absenderdomain",
    "sender-ip": "Sendende IP-Adresse",
    blocklist: "Blockliste",
    token: "Kürzel des Anbieters",
    limit: "Grenze",
    "help-url": "Verweist auf",
  },
  trace: "Kennung für die Suche auf der Gegenseite",
  reporter: "Gemeldet von",
  when: "Letzter Versuch oder Meldung",
  also: "Kann auch sein: ",
  evidence: "Der Beleg",
  pasted: "Der eingefügte Text",
  paste: "dem eingefügten Text",
  report: "Helfen Sie uns, diese Antwort kennenzulernen",
  notLoaded: "Dieser Teil konnte nicht geladen werden. Besteht eine Verbindung zum Internet? Zum erneuten Versuch zuklappen und wieder aufklappen.",
  encoded: (where) => `Die Stelle steht in einem kodierten Teil von ${where}. Dekodiert lautet sie:`,
  rule: (link) => ["Bekannte Antwort ", link],
  source: (link, seen) => [" · Quelle: ", link, seen && `, Stand ${seen}`],
  noSource: ". Ihre Quelle steht auf ihrer Seite.",
  unregistered: (status) => ["Das sagt nur der erweiterte Statuscode,", ` und ${status} steht in keinem Register: Das ist die Bedeutung seiner Gruppe.`],
  only: { status: "Das sagt nur der erweiterte Statuscode.", reply: "Das sagt nur der Antwortcode." },
  standard: (link) => [" Quelle: ", link, "."],
  standards: { status: "das IANA-Register der erweiterten Statuscodes", reply: "RFC 5321, Abschnitt 4.2" },
};

export const attempts = {
  count: (attempts, of) => (of ? `${attempts} bei ${of}` : attempts),
  later: (time) => `${time} später`,
};

export const evidence = {
  kinds: { reply: "Antwortcode", status: "erweiterter Statuscode", phrase: "entscheidende Wörter", recipient: "Empfänger", remote: "antwortender Server" },
  marked: (name) => `${name}, mit markiertem Beleg`,
  left: (what) => `${what} nicht gezeigt`,
  legend: "Was markiert ist: Zeigen Sie auf ein Wort, um zu sehen, was daraus wurde",
};

export const lit = {
  made: {
    reply: "Der Antwortcode: Die Leiste mit den Codes oben nimmt ihn auseinander.",
    status: "Der erweiterte Statuscode: Die Leiste mit den Codes oben nimmt ihn auseinander.",
    phrase: "Diese Wörter haben entschieden: Die Überschrift oben sagt, was sie bedeuten.",
    recipient: "An diese Adresse ging die Nachricht.",
    remote: "Dieser Server hat geantwortet.",
  },
};

export const code = {
  heading: "Der Code im Einzelnen",
  noSubject: "Kein registriertes Thema",
  noStatus: "Nicht registriert: ein eigener Code dieses Servers",
  contradict: (reply, replySays, status, statusSays) =>
    `Die beiden Codes widersprechen sich: ${reply} heißt ${replySays}, ${status} heißt ${statusSays}. Solche Server gibt es.`,
  lasting: { 2: "Erfolg", 4: "vorübergehend", 5: "dauerhaft" },
  otherwise: "etwas anderes",
  allAbout: (digits, name) => `${digits}, alles über ${name} (auf Englisch)`,
};

export const way = {
  label: "Der Weg der Nachricht",
  signs: { stop: "hier ist die Nachricht gescheitert", wait: "hier wartet die Nachricht", unknown: "wo es hakte, ist nicht bekannt" },
  stops: { you: "Sie", relay: "Ihr Mail\u00adserver", mailbox: "Postfach" },
  server: (name) => (name ? { name, subject: `Der Server von ${name}` } : { name: "Empfangs\u00adserver", subject: "Der Empfangsserver" }),
  kept: "Ihr Mailserver hat sie nicht weitergegeben.",
  relayRefused: "Ihr eigener Postausgangsserver hat sie nicht angenommen.",
  refused: "{server} hat sie gelesen und abgelehnt.",
  refusedForNow: "{server} hat sie vorerst zurückgestellt.",
  unreached: "Ihr Mailserver kam nicht bis zum Empfangsserver durch.",
  atDoor: "{server} hat sie schon an der Tür abgewiesen.",
  atDoorForNow: "{server} hat geantwortet: jetzt nicht.",
  noMailbox: "{server} kennt keinen Weg zu diesem Postfach.",
  mailboxUnsure: "{server} konnte nicht sagen, ob es dieses Postfach gibt.",
  mailbox: "Das Postfach gibt es, aber es konnte die Nachricht nicht aufnehmen.",
  noWay: "Zum Mailserver des Empfängers fand sich kein Weg.",
  device: "Sie kam vom Gerät nicht bis zu einem Postausgangsserver.",
  system: "{server} hat ein eigenes Problem.",
  recipientRefused: "{server} hat sie zu diesem Empfänger nicht durchgelassen.",
  loop: "Die Empfängerseite schickt sie im Kreis.",
  tls: "Die beiden Server wurden sich über die Verschlüsselung nicht einig.",
  relayDenied: "{server} nimmt von Ihnen keine Mail für diese Domain an.",
  takesNoMail: "Die Domain des Empfängers hat keinen Server, der Mail annimmt.",
  expired: "Sie wartete auf einem Mailserver, bis die Frist für weitere Versuche ablief.",
  waiting: "Sie wartet auf einem Mailserver und wird erneut versucht.",
  unclassified: "Der Text sagt nicht, wo sie gescheitert ist.",
  delivered: "{server} hat sie angenommen. Was dahinter aus ihr wurde, ist nicht gesagt.",
  autoReply: "Sie ist angekommen, und eine Maschine hat geantwortet.",
  complaint: "Sie ist angekommen, und der Empfänger hat sie als Spam gemeldet.",
  you: ["müssen handeln", "Sie müssen handeln."],
  retry: ["versucht es weiter", "Noch muss niemand handeln."],
  otherSide: ["muss handeln", "Die Gegenseite muss handeln."],
  decide: ["müssen entscheiden", "Sie müssen entscheiden."],
};

export const file = {
  packedTooOften: "ist zu oft ineinander gepackt. Bitte vorher entpacken.",
  tooLarge: (has, name) => `${has}. Diese Seite liest bis zu 10 MB einer Datei; die Kommandozeile liest Postfächer und Logs jeder Größe: \`whybounced decode ${name}\``,
  has: (size) => `hat ${size}`,
  unpacksTo: "ist entpackt größer als 10 MB",
  notText: "ist keine Textdatei.",
  nothingUnpacked: "ist beschädigt: Nichts davon ließ sich entpacken.",
  cutOff: "die Datei ist abgeschnitten oder beschädigt: Gelesen wurde nur, was davor kam",
  outlookTooLarge: (size) => `hat ${size}. Outlook-Dateien werden bis 64 MB gelesen.`,
  notRead: (warning) => `wurde nicht gelesen: ${warning}.`,
  rest: (files, one, most) =>
    `${one ? "Eine weitere Datei wurde" : `Weitere ${files} wurden`} nicht gelesen: Eine Seite nimmt ${most} Dateien oder 50 MB. Die Kommandozeile nimmt beliebig viele: \`whybounced decode *.eml\``,
};

export const zip = {
  cutOff: "ist ein Zip, das abgeschnitten oder beschädigt ist.",
  office: "ist ein Office-Dokument, keine Mail.",
  empty: "ist ein Zip ohne lesbare Datei.",
  tooMany: (n, most) => `enthält ${n} Dateien; bis zu ${most} werden hier gelesen. Die Kommandozeile liest beliebig viele: \`whybounced decode bounces.zip\``,
  encrypted: "ist verschlüsselt. Bitte vorher entpacken.",
  damaged: "ist beschädigt.",
  unknownPacking: "ist auf eine Art gepackt, die Browser nicht kennen. Bitte vorher entpacken.",
  tooLarge: "ist entpackt größer als 64 MB. Die Kommandozeile liest Postfächer und Logs jeder Größe.",
};

export const held = {
  show: "Zeigen, was gelesen wurde",
  what: "Was gelesen wurde",
  withBounce: (files) => `${files} mit Bounce`,
  without: (n) => `${n} ohne`,
  unread: (n) => `${n} nicht gelesen`,
  files: (files, size, tally) => `${files}, ${size}: ${tally}.`,
  showFiles: "Die Dateien zeigen",
  about: (size, lines) => `: ${size}, ${lines}.`,
  outlook: "eine Outlook-Nachricht, als Text gelesen",
  noBounce: "kein Bounce",
  left: (characters) => `${characters} nicht gezeigt`,
};

const number = (n) => n.toLocaleString("de");

export const many = {
  to: (addresses) => ` an ${addresses}`,
  respects: { type: "Art", reason: "Grund", provider: "Anbieter", domain: "Empfängerdomain" },
  unnamed: { type: "Nicht gesagt", reason: "Nicht gesagt", provider: "Nicht bekannt", domain: "Nicht genannt" },
  others: (n) => `${n} weitere`,
  find: "Nach Adresse oder Wörtern suchen",
  hint: "Drücken Sie oben auf eine Zeile, um nur diese zu sehen.",
  left: (some, all) => `${some} von ${all}`,
  clear: "Alle zeigen",
  unfilter: ": diesen Filter entfernen",
  noneLeft: "Auf keine passt alles, was gewählt ist.",
  csv: "Als CSV speichern",
  json: "Als JSON speichern",
  tabs: "Was Sie sehen möchten",
  answers: "Befunde",
  deliveries: "Zustellungen",
};

const units = { day: ["Tag", "Tage"], hour: ["Stunde", "Stunden"], minute: ["Minute", "Minuten"], second: ["Sekunde", "Sekunden"] };

export const chart = {
  label: (deliveries, from, to) => `${deliveries} im zeitlichen Verlauf, von ${from} bis ${to}. Die Zahlen stehen in der Tabelle unter dem Diagramm.`,
  most: number,
  bar: (from, parts) => `${from}: ${parts.map(([n, what]) => `${number(n)} ${what}`).join(", ")}`,
  step: (ms) => {
    const [n, unit] = ms >= 86400e3 ? [ms / 86400e3, "day"] : ms >= 3600e3 ? [ms / 3600e3, "hour"] : ms >= 60e3 ? [ms / 60e3, "minute"] : [ms / 1e3, "second"];
    return `${n} ${units[unit][n === 1 ? 0 : 1]}`;
  },
  says: (step, when, n) => `Ein Balken steht für ${step}. Die meisten kamen ab ${when}: ${number(n)}.`.replace("für 1 Tag", "für einen Tag").replace(/für 1 (?=\p{L})/u, "für eine "),
  untimed: (n) => (n === 1 ? "Eine ohne Zeitangabe ist nicht darin." : `${number(n)} ohne Zeitangabe sind nicht darin.`),
  table: "Die Zahlen als Tabelle",
  from: "Ab",
};

export const deliveries = {
  caption: "Alle Zustellungen, eine je Zeile",
  columns: { time: "Zeit", recipient: "Empfänger", type: "Art", reason: "Grund", provider: "Anbieter", code: "Code" },
  unnamed: "nicht genannt",
  more: "Einzelheiten",
  about: (recipient) => `Einzelheiten zur Zustellung an ${recipient}`,
  sort: "Sortieren nach",
  where: (from, to, all) => `Zeilen ${from} bis ${to} von ${all}`,
  none: "Keine Zeilen",
  back: "Vorige 50",
  on: "Nächste 50",
  article: "Was es bedeutet und was zu tun ist",
};

export const ticket = {
  what: "Was kopiert wird",
  answer: "Der Befund",
  support: "Was der Support der Gegenseite braucht",
  redact: "Ohne Namen und Adressen von Personen",
  changed: "Was hat sich zuletzt geändert? (neuer Server, neue Adresse, mehr Mail, DNS)",
  preview: "Das wird kopiert",
  missing: (n) => (n === 1 ? "Eine Angabe, nach der der Support fragen wird, fehlt; sie steht im Text." : `${n} Angaben, nach denen der Support fragen wird, fehlen; sie stehen im Text.`),
  markdown: "Als Markdown kopieren",
  rich: "Als formatierten Text kopieren",
};

export const bundle = {
  verdict: "Urteil",
  recipient: "Empfänger",
  provider: "Antwort von",
  suppress: "Die Adresse",
  check: "Prüfen:",
  fix: "Beheben:",
  basis: "Beruht auf:",
  more: (n) => ` und ${number(n)} weitere`,
  supportTitle: "Eine Nachricht von uns wurde abgelehnt",
  response: "Die Antwort Ihres Servers:",
  fields: {
    recipient: "Empfänger",
    sender: "Absenderdomain",
    ip: "Sendende IP-Adresse",
    host: "Antwortender Server",
    reporter: "Unser Server",
    time: "Zeit",
    messageId: "Message-ID",
    trace: "Ihre Kennung",
    attempts: "Versuche",
    changed: "Was sich zuletzt geändert hat",
  },
  missingHead: "Fehlt noch:",
  missing: {
    response: "die Antwort selbst, Wort für Wort",
    recipient: "die Domain des Empfängers",
    sender: "die Absenderdomain (von Envelope und From)",
    ip: "die IP-Adresse, von der die Nachricht kam (im Log des sendenden Servers)",
    host: "der Server, der geantwortet hat (im Log des sendenden Servers)",
    time: "die Zeit, mit Zeitzone",
    year: "Jahr und Zeitzone: Das Log nennt sie nicht",
    messageId: "die Message-ID der abgelehnten Nachricht (im Header oder im Log des sendenden Servers)",
    changed: "was sich zuletzt geändert hat: neuer Server, neue Adresse, mehr Mail, DNS",
  },
  decodedAs: "Was wir darin gelesen haben:",
};

export const report = {
  lead: "Eine Antwort, die wir noch nicht kennen, hilft allen, sobald wir sie kennen. Namen, Adressen und Server werden ersetzt, so weit ein Programm sie erkennt. Lesen Sie den Text durch, nehmen Sie heraus, was nicht öffentlich sein soll, und schicken Sie ihn als Issue auf GitHub ab.",
  label: "Was gesendet würde: lesen und ändern",
  cut: "Hier steht nur der Anfang. Die Zeilen mit dem Wortlaut des Servers genügen.",
  agree: "Diesen Text für mich ins Formular eintragen (er geht in der Adresse der Seite an GitHub)",
  copy: "Text kopieren",
  open: "Formular auf GitHub öffnen",
  empty: "Das Formular öffnet sich leer: Kopieren Sie den Text und fügen Sie ihn dort ein.",
  filled: "Das Formular öffnet sich mit dem Text von oben; veröffentlicht wird nichts, bevor Sie es dort absenden.",
  tooLong: "Der Text ist zu lang für eine Adresse: Kopieren Sie ihn und fügen Sie ihn ins Formular ein.",
};
