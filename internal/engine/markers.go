package engine

// What differs between mail programs, as data: the marks that say where a notice ends, what it is, who it is about.
// All are lower case.

// Lines from here on are the returned message, not the notice.
var originalMarkers = []string{
	"--- below this line is a copy of the message", "--- below this line is the original bounce", "------ this is a copy of", "original message headers:",
	"original message follows", "a copy of the original message below", "----- original message", "-----original message", "---- original message", "--- original message", "----- unsent message follows", "--- the header of the original message", "--- returned message",
	"----- message header follows", "----- message headers follow", "message headers follow", "message text follows", "--- start of returned message", "the original message was:", "-------- original message", "---------- forwarded message", "----- begin original", "--- original message follows",
	"your original message follows", "your message follows", "content of the original message", "the body of your message", "headers of the original message", "the following is a copy of the", "received headers:",
	"en-têtes de message d'origine", "en-têtes de message originaux", "intestazioni originali del messaggio", "ursprungshuvuden", "oorspronkelijke berichtkoppen",
	"cabeçalhos originais da mensagem", "ursprüngliche nachrichtenkopfzeilen", "encabezados de mensaje originales", "----- the following is the original", "===== original message", "--- enclosed is the posting", "possibly truncated original",
	"received: from ", "received: by ", "received: (", "return-path: <", "dkim-signature: ", "mime-version: 1",
	"original message headers", "---original",
}

// Senders that write notices.
var bounceSenders = []string{
	"mailer-daemon", "postmaster", "post_master", "post-master", "mail delivery", "mail-daemon", "mailerdaemon", "mdaemon", "delivery subsystem", "microsoftexchange", "mail system", "mail administrator",
	"mail router", "mail-router", "mailsystem", "delivery system", "delivery agent", "undelivered", "bounce@", "bounces@", "mailer daemon", "auto-notify", "exchange@", "delivery-status", "system administrator", "mail server", "mail service", "mailmarshal", "sympa@",
}

// Subjects of notices.
var bounceSubjects = []string{
	"undeliver", "delivery status", "delivery fail", "failure notice", "returned mail", "mail delivery", "non remis", "could not be delivered", "could not deliver", "unzustellbar", "nondeliver", "non-deliver", "delivery error",
	"delivery problem", "mail failure", "warning: message", "delayed", "returned to sender", "delivery has failed", "failed mail", "no se pudo entregar", "no se puede entregar", "non recapitabile", "olevererbart", "fehler bei der nachrichten", "rejected mail", "mail could not", "message status",
	"delivery notification", "could not send message", "onbestelbaar", "не удалось", "недоставлен", "falha na entrega", "devolvid", "niedostarcz", "kézbesít", "iletil", "配信", "退信", "配信不能", "送信できません", "undelivarable", "mail undelivered", "unable to deliver", "not delivered", "failed delivery", "bounce", "mail failed", "returning to sender", "mail system error", "message rejected", "nachricht nicht", "échec", "mislukt", "banned contents from you", "email, apparently from you", "in mail from you",
}

// Sentences of notices.
var bounceSentences = []string{
	"could not be delivered", "couldn't be delivered", "not be delivered", "was not delivered", "wasn't delivered", "delivery has failed", "delivery to the following", "undeliverable", "permanent error", "permanent fatal error", "delivery failed", "did not reach the following", "unable to deliver",
	"returned to you", "failed to deliver", "couldn't be sent", "message not delivered", "has not been delivered", "has not yet been delivered", "this is the mail system at host", "this is the qmail-send program", "non-delivery", "delivery error", "could not deliver", "had delivery problems", "delivery status notification", "undelivered mail",
	"error occurred while trying to deliver", "message blocked", "error message below", "no such user", "could not be sent", "no longer valid", "unable to be delivered", "delivery attempt", "cannot be delivered", "can't be delivered", "nicht zugestellt", "n'a pas pu être", "no se ha podido entregar", "no ha podido", "was rejected", "bounced", "returned mail", "not deliver", "transcript of session", "failed permanently", "unknown user", "user unknown", "automatically rejected", "by the list moderator", "accepted by the moderator", "allowed to post", "配信できません", "配信不能", "届きませんでした",
}

// Words before an address that say it is the recipient.
var recipientLabels = []string{
	"to", "recipient", "recipients", "rcpt", "user", "mailbox", "account", "address", "addresses", "for", "recipient(s)", "address(es)", "destinataire", "empfänger", "destinatario", "inbox", "delivered-to", "original-recipient", "final-recipient", "an",
	"rfc822", "smtp", "recipient address", "person", "unknown", "folder", "destinatário", "à", "alias", "mailaddress", "email",
}

// Words that make "words: address" a line about a recipient when nothing else stands on it.
var fieldLabels = []string{"recipient", "recipients", "recipient(s)", "recipient address", "failed address", "destination address", "user", "rcpt to", "*  to", "smtp", "allowed size", "destinataire", "empfänger", "destinatario", "destinatário"}

// What Exim writes before the address whose mail a command or file should have taken.
const pipedFrom = "generated by"

// Words before an address that say it is somebody else.
var otherLabels = []string{"from", "sender", "contact", "by", "cc", "reply-to", "message-id", "id", "von", "de", "expéditeur", "absender", "mail from", "return-path", "postmaster", "administrator", "help", "visit", "at", "references", "sender address", "from address", "original address", "return address", "hello", "dear", "hi", "from", "cid", "mailto", "message id"}

// Words of the fields that mail programs show above a message: who sent it, and what it is about.
var (
	fromWords    = []string{"from"}
	subjectWords = []string{"subject"}
)

// Sentences that say that the message is still being tried.
var delaySentences = []string{
	"still being retried", "will keep trying", "you do not need to resend", "has not yet been delivered", "message is delayed", "delivery is delayed", "will be retried", "will continue to try", "still trying", "warning only", "not yet been delivered", "hasn't been delivered yet", "delivery will continue to be attempted", "gmail will retry",
}

// Sentences that say that the system gave up.
var failureSentences = []string{"this is a permanent error", "permanent fatal", "i've given up", "was not delivered to", "not try to deliver it again", "no further attempts", "will not continue trying"}

// Marks before the name of the host that wrote a notice.
var reporterMarkers = []string{
	"reporting-mta:", "mail server on ", "status notification from ", "queue on ", "--> ehlo ", "--> helo ", "generating server", "dsn generated by",
}

// The same in a line that begins with one of the introductions.
var (
	introductions = []string{"this is the ", "hi. this is the "}
	introduced    = []string{"at host ", "at "}
)

// Words after that host, where it begins the line: Exchange 2003 writes <mail.example.org #5.1.1>.
var reporterTails = []string{" #5.", " #4."}

// Subjects of automatic answers that lack the headers of RFC 3834.
var autoReplySubjects = []string{
	"out of office", "out of the office", "automatic reply", "auto reply", "auto-reply", "autoreply", "auto response", "autoresponse", "automatische antwort", "abwesen", "réponse automatique", "absence du bureau", "respuesta automática", "fuera de la oficina",
	"resposta automática", "risposta automatica", "fuori sede", "automatisch antwoord", "afwezig", "autosvar", "automaattinen vastaus", "autoodpowiedź", "automatická odpověď", "автоответ", "自動返信", "自動応答", "自动回复", "your email requires verification", "please confirm your message", "on vacation", "vacation", "i am away", "away from",
}

// Words before a host name that say it is the one that answered.
var remoteMarkers = []string{"remote-mta: dns;", "while talking to ", "host ", "remote server returned", "conversation with ", "lost connection with ", "connect to ", "connected to ", "remote host ", "remote server ", recipientServer, "server: ", "host: ", "giving up on ", "remote system: dns;", "remote-mta:", "[", "transferring to ", "<-- 220 ", "host name: ", "timed out with ", "refused by "}

// Words after the host that answered, where it begins the line, none of them longer than longestTail.
var remoteTails = []string{" does not like recipient", " failed after i sent", " [", " #5", " #4", " rejected your message", " gave this error"}

const longestTail = 24

const recipientServer = "server for the recipient domain "

// Words before "host" that say it is the sender's own.
var senderWords = []string{"client", "your", "sending", "connecting", "sender", "source", "unknown", "system at", "program at", "dns", "name", "generating", "generierender", "generující", "genererande", "genererende", "genererer"}

// Lines that begin so are no part of the reply above them.
var replyEnds = []string{"---", "|---", "remote system:", "giving up on ", "{noformat}", "{quote}", "{code", "```", "i'm not going to try again", "warning: message still", "(expanded from", ">>> ", "____", "====", "msmtp: could not"}

// Marks before a command in a transcript, and what a command begins with.
var (
	transcriptMarks = []string{">>> ", "--> ", "sent: ", "command: ", "client -> server: "}
	commands        = []struct{ mark, command string }{{"rcpt", "RCPT"}, {"mail from", "MAIL"}, {"data", "DATA"}, {"ehlo", "EHLO"}, {"helo", "EHLO"}, {"starttls", "STARTTLS"}, {"auth ", "AUTH"}}
)

// Marks of the command that was answered, and its RFC 5321 name.
var commandMarkers = []struct{ mark, command string }{
	{"in reply to rcpt", "RCPT"},
	{"in reply to mail", "MAIL"},
	{"in reply to end of data", "DATA"},
	{"in reply to data", "DATA"},
	{"for rcpt to command", "RCPT"},
	{"for mail from command", "MAIL"},
	{"for text command", "DATA"},
	{"in reply to ehlo", "EHLO"},
	{"in reply to helo", "EHLO"},
	{"in reply to starttls", "STARTTLS"},
	{"in reply to auth", "AUTH"},
	{"after rcpt", "RCPT"},
	{"after mail from", "MAIL"},
	{"after end of data", "DATA"},
	{"after pipelined end of data", "DATA"},
	{"after pipelined data", "DATA"},
	{"after data", "DATA"},
	{"after initial connection", "CONNECT"},
	{"after helo", "EHLO"},
	{"after ehlo", "EHLO"},
	{"after starttls", "STARTTLS"},
	{"did not like our rcpt", "RCPT"},
	{"did not like our mail", "MAIL"},
	{"did not like our data", "DATA"},
	{"refused to talk to me", "CONNECT"},
	{"but greeting failed", "CONNECT"},
	{"but my name was rejected", "EHLO"},
	{"but sender was rejected", "MAIL"},
	{"failed on data command", "DATA"},
	{"while performing the ehlo", "EHLO"},
	{"while performing the initial server greeting", "CONNECT"},
	{"while receiving the initial server greeting", "CONNECT"},
	{"while sending rcpt", "RCPT"},
	{"while sending mail", "MAIL"},
	{"while sending data", "DATA"},
	{"while sending end of data", "DATA"},
	{"for rcpt to command", "RCPT"},
	{"for mail from command", "MAIL"},
	{"for text command", "DATA"},
	{"for data command", "DATA"},
	{"does not like recipient", "RCPT"},
	{"sent <<< rcpt", "RCPT"},
	{"sent <<< mail", "MAIL"},
	{"sent <<< data", "DATA"},
	{"[rcpt_to]", "RCPT"},
	{"[mail_from]", "MAIL"},
	{"failed after i sent the message", "DATA"},
}
