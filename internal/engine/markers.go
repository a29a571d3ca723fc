package engine

// What differs between mail programs, as data: the marks that say where a notice ends, what it is, who it is about.
// All are lower case.

// Lines from here on are the returned message, not the notice.
var originalMarkers = []string{
	"--- below this line is a copy of the message", "--- below this line is the original bounce", "------ this is a copy of", "original message headers:",
	"original message follows", "----- original message", "-----original message", "---- original message", "--- original message", "----- unsent message follows", "--- the header of the original message", "--- returned message",
	"----- message header follows", "----- message headers follow", "message headers follow", "--- start of returned message", "the original message was:", "-------- original message", "---------- forwarded message", "----- begin original", "--- original message follows",
	"your original message follows", "your message follows", "content of the original message", "the body of your message", "headers of the original message", "the following is a copy of the", "received headers:",
	"en-têtes de message d'origine", "en-têtes de message originaux", "intestazioni originali del messaggio", "ursprungshuvuden", "oorspronkelijke berichtkoppen",
	"cabeçalhos originais da mensagem", "ursprüngliche nachrichtenkopfzeilen", "encabezados de mensaje originales", "----- the following is the original", "===== original message", "--- enclosed is the posting", "possibly truncated original",
	"received: from ", "received: by ", "received: (", "return-path: <", "dkim-signature: ", "mime-version: 1",
}

// Senders that write notices.
var bounceSenders = []string{
	"mailer-daemon", "postmaster", "post_master", "post-master", "mail delivery", "mail-daemon", "mailerdaemon", "mdaemon", "delivery subsystem", "microsoftexchange", "mail system", "mail administrator",
	"mail router", "mail-router", "mailsystem", "delivery system", "delivery agent", "undelivered", "bounce@", "bounces@", "mailer daemon", "auto-notify", "exchange@", "delivery-status",
}

// Subjects of notices.
var bounceSubjects = []string{
	"undeliver", "delivery status", "delivery fail", "failure notice", "returned mail", "mail delivery", "non remis", "could not be delivered", "could not deliver", "unzustellbar", "nondeliver", "non-deliver", "delivery error",
	"delivery problem", "mail failure", "warning: message", "delayed", "returned to sender", "delivery has failed", "failed mail", "no se pudo entregar", "no se puede entregar", "non recapitabile", "olevererbart", "fehler bei der nachrichten", "rejected mail", "mail could not", "message status",
	"delivery notification", "could not send message", "onbestelbaar", "не удалось", "недоставлен", "falha na entrega", "devolvid", "niedostarcz", "kézbesít", "iletil", "配信", "退信", "配信不能", "送信できません", "undelivarable", "mail undelivered", "unable to deliver", "not delivered", "failed delivery", "bounce", "mail failed", "returning to sender", "mail system error", "message rejected", "nachricht nicht", "échec", "mislukt",
}

// Sentences of notices.
var bounceSentences = []string{
	"could not be delivered", "couldn't be delivered", "not be delivered", "was not delivered", "wasn't delivered", "delivery has failed", "delivery to the following", "undeliverable", "permanent error", "permanent fatal error", "delivery failed", "did not reach the following", "unable to deliver",
	"returned to you", "failed to deliver", "couldn't be sent", "message not delivered", "has not been delivered", "has not yet been delivered", "this is the mail system at host", "this is the qmail-send program", "non-delivery", "delivery error", "could not deliver", "had delivery problems", "delivery status notification", "undelivered mail",
	"message blocked", "error message below", "no such user", "could not be sent", "no longer valid", "unable to be delivered", "delivery attempt", "cannot be delivered", "can't be delivered", "nicht zugestellt", "n'a pas pu être", "no se ha podido entregar", "no ha podido", "was rejected", "bounced", "returned mail", "not deliver", "transcript of session", "failed permanently", "unknown user", "user unknown", "automatically rejected", "by the list moderator", "until the list moderator", "accepted by the moderator", "allowed to post", "配信できません", "配信不能", "届きませんでした",
}

// Sentences of a notice about mail that is still being tried.
var delaySentences = []string{
	"still being retried", "will keep trying", "you do not need to resend", "has not yet been delivered", "message is delayed", "delivery is delayed", "will be retried", "will continue to try", "still trying", "warning only", "not yet been delivered",
	"is being held until",
}

// Sentences of a notice by a system that gave up.
var failureSentences = []string{"this is a permanent error", "permanent fatal", "i've given up", "was not delivered to", "not try to deliver it again", "no further attempts", "will not continue trying"}

// Lines that follow a reply and are not part of it.
var replyEnds = []string{"giving up on ", "i'm not going to try again", "--- ", "dsn generated by:", "remote system:", "warning: message still", ">>> ", "----", "____", "====", "|---"}

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
var otherLabels = []string{"from", "sender", "contact", "by", "cc", "reply-to", "message-id", "id", "von", "de", "expéditeur", "absender", "mail from", "return-path", "postmaster", "administrator", "help", "visit", "at", "references", "sender address", "from address", "original address", "return address"}

// Subjects of automatic answers that lack the headers of RFC 3834.
var autoReplySubjects = []string{
	"out of office", "out of the office", "automatic reply", "auto reply", "auto-reply", "autoreply", "auto response", "autoresponse", "automatische antwort", "abwesen", "réponse automatique", "absence du bureau", "respuesta automática", "fuera de la oficina",
	"resposta automática", "risposta automatica", "fuori sede", "automatisch antwoord", "afwezig", "autosvar", "automaattinen vastaus", "autoodpowiedź", "automatická odpověď", "автоответ", "自動返信", "自動応答", "自动回复", "on vacation", "vacation", "i am away", "away from",
}

// Words before a host name that say it is the one that answered.
var remoteMarkers = []string{
	"remote-mta: dns;", "remote system: dns;", "while talking to ", "host ", "remote server returned", "conversation with ", "lost connection with ", "connect to ", "connected to ", "remote host ", "remote server ", "server for the recipient domain ", "server: ",
	"giving up on ", "transferring to ", "<-- 220 ", "host name: ", "timed out with ", "refused by ",
}

// Words after the host that answered, where it begins the line.
var remoteTails = []string{" does not like recipient", " failed after i sent", " [", " #5", " #4", " rejected your message", " gave this error"}

// Words before "host" that say it is the sender's own.
var senderWords = []string{"client", "your", "sending", "connecting", "sender", "source", "unknown", "system at", "program at", "generating", "dns", "name"}

// Words before the name of the host that wrote the notice.
var reporterMarkers = []string{
	"mail server on ", "status notification from ", "generating server:", "dsn generated by:", "queue on ", "--> ehlo ", "--> helo ",
}

// Words after it, where it begins the line: Exchange 2003 writes <mail.example.org #5.1.1>.
var reporterTails = []string{" #5.", " #4."}

// The same in a line that begins with one of the introductions.
var (
	introductions = []string{"this is the ", "hi. this is the "}
	introduced    = []string{"at host ", "at "}
)

// Marks before a command in a transcript.
var transcriptMarks = []string{">>> ", "--> ", "sent: ", "command: "}

// Words before a command in a sentence.
var commandMarks = []string{"in reply to ", "after ", "after pipelined ", "while sending ", "while performing the ", "did not like our "}

// What a command begins with, and its RFC 5321 name.
var commands = []struct{ mark, command string }{
	{"rcpt", "RCPT"},
	{"mail from", "MAIL"},
	{"end of data", "DATA"},
	{"data", "DATA"},
	{"ehlo", "EHLO"},
	{"helo", "EHLO"},
	{"starttls", "STARTTLS"},
	{"auth ", "AUTH"},
}

// Sentences that tell the command.
var commandSentences = []struct{ mark, command string }{
	{"after initial connection", "CONNECT"},
	{"refused to talk to me", "CONNECT"},
	{"the initial server greeting", "CONNECT"},
	{"but greeting failed", "CONNECT"},
	{"but my name was rejected", "EHLO"},
	{"but sender was rejected", "MAIL"},
	{"does not like recipient", "RCPT"},
	{"failed on data command", "DATA"},
	{"failed after i sent the message", "DATA"},
}
