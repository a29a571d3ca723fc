package engine

// logField says where a value stands in a line of a log: after some bytes, up to others or to the end of the line. With
// nothing to stand after it is the word before them: a queue id before ": to=<".
type logField struct {
	what         logValue
	after, until string
}

// logValue is what a field of a line tells. Those up to fromStart are looked for in the whole line, the others behind the
// marker.
type logValue byte

const (
	idField logValue = iota // of the message in the queue
	senderField
	fromStart
	toField      // recipient
	listField    // recipients
	aliasField   // whom the sender had addressed
	outcomeField // the word that says how it went, see logOutcomes
	textField    // what was answered: the first one that is there
	innerField   // what was answered stands between the first " (" and the last ")"
	spacedField  // what was answered, with _ for spaces and / for line ends
	statusField
	hostField
	wordField // the program's word for it
	commandField
	momentumField // recipient, server and answer
	jobField      // number that ties a line without a recipient to one that has it; of a session
)

// logShape is one kind of line of a mail program's log. A further program is a further row.
type logShape struct {
	all       []string // what the line holds, in this order
	action    string   // how it went, where the line's shape says so
	otherwise string   // how it went, where logOutcomes does not know the word
	mark      string   // what the line proves, in words that a rule knows
	exim      bool     // its id is one of Exim's
	talk      bool     // it is a line of a session: text is a command or an answer
	fields    []logField
}

// The first shape that fits is taken; there may be 64. Where the formats are described: Postfix DEBUG_README,
// src/global/log_adhoc.c, src/smtpd/smtpd.c; the Exim specification, "Log files"; the Sendmail operations guide, section 2.1.1;
// qmail-log(5); OpenSMTPD mta.c, mda.c and smtp_session.c, before 5.9 and since; Haraka outbound/hmail.js and logger.js; Rspamd
// "Protocol"; Momentum "bouncelog"; the manuals of hMailServer, MDaemon and MailEnable.
var logShapes = []logShape{
	{ // Postfix
		all: []string{": to=<", " status=sent"}, action: "delivered", mark: "status=sent",
		fields: postfixFields,
	},
	{ // Postfix
		all:    []string{": to=<", " status="},
		fields: postfixFields,
	},
	{ // Postfix
		all: []string{": from=<", "status=", "expired, returned to sender"}, action: "failed", mark: "delivery time expired",
		fields: []logField{{idField, "", ": from=<"}, {textField, "status=", ""}, {senderField, "from=<", ">"}},
	},
	{ // Postfix: header and body checks
		all:    []string{": reject: ", "; from=<", " to=<", ">: "},
		fields: []logField{{idField, "", ": reject: "}, {toField, " to=<", ">"}, {textField, ">: ", ""}, {senderField, "; from=<", ">"}},
	},
	{ // Postfix
		all:    []string{": reject: ", " from ", "]", " to=<"},
		fields: postfixRejects,
	},
	{ // Postfix
		all:    []string{": reject: ", " from ", "]: "},
		fields: postfixRejects,
	},
	{ // Postfix
		all:    []string{": milter-reject: ", " from ", "]: "},
		fields: postfixRejects,
	},
	{ // Postfix
		all:    []string{": proxy-reject: ", ": "},
		fields: []logField{{idField, "", ": proxy-reject: "}, {toField, " to=<", ">"}, {textField, "-reject: END-OF-MESSAGE: ", "; from=<"}, {senderField, "; from=<", ">"}},
	},
	{ // Postfix and Sendmail
		all: []string{": from=", "size="}, fields: []logField{{idField, "", ": from="}, {senderField, "from=", ", "}},
	},
	{ // Sendmail
		all: []string{": to=", " stat=Sent ("}, action: "delivered",
		fields: []logField{{idField, "", ": to="}, {listField, "to=", ", "}, {innerField, " stat=", ""}, {statusField, "dsn=", ","}, {hostField, "relay=", ","}},
	},
	{ // Sendmail
		all: []string{": to=", " stat="}, otherwise: "failed",
		fields: []logField{{idField, "", ": to="}, {listField, "to=", ", "}, {outcomeField, " stat=", ""}, {textField, " reply=", ", stat="}, {textField, " stat=", ""}, {statusField, "dsn=", ","}, {hostField, "relay=", ","}},
	},
	{ // Sendmail
		all:    []string{": ruleset=check_rcpt, ", "arg1=", " reject="},
		fields: []logField{{idField, "", ": ruleset="}, {toField, "arg1=", ", "}, {textField, " reject=", ""}},
	},
	{ // Sendmail
		all:    []string{": ruleset=check_", " reject="},
		fields: []logField{{idField, "", ": ruleset="}, {senderField, "=check_mail, arg1=", ", "}, {textField, " reject=", ""}},
	},
	{ // Sendmail
		all:    []string{": Milter: ", ", reject="},
		fields: []logField{{idField, "", ": Milter: "}, {listField, "Milter: to=", ", reject="}, {textField, ", reject=", ""}},
	},
	{ // Sendmail
		all: []string{": sender notify: Cannot send message"}, action: "failed", mark: "delivery time expired",
		fields: []logField{{idField, "]: ", ": "}, {textField, "notify: ", ""}},
	},
	{ // OpenSMTPD
		all:    []string{"delivery evpid=", " result=", " stat="},
		fields: []logField{{idField, "evpid=", " "}, {toField, " to=<", ">"}, {outcomeField, " result=", ""}, {textField, " stat=", ""}, {hostField, "relay=\"", "\""}, {senderField, "from=<", ">"}},
	},
	{ // OpenSMTPD
		all:    []string{"relay: ", " for ", ", to=<", " stat="},
		fields: []logField{{idField, " for ", ":"}, {toField, " to=<", ">"}, {outcomeField, "relay: ", ""}, {textField, " stat=", ""}, {hostField, " relay=", ","}, {senderField, "from=<", ">"}},
	},
	{ // OpenSMTPD
		all:    []string{"delivery: ", " for ", ", to=<", " stat="},
		fields: []logField{{idField, " for ", ":"}, {toField, " to=<", ">"}, {outcomeField, "delivery: ", ""}, {textField, " stat=", ""}, {senderField, "from=<", ">"}},
	},
	{ // OpenSMTPD
		all:    []string{"failed-command ", "command=\"", " result=\""},
		fields: []logField{{idField, "", " smtp "}, {toField, "RCPT TO:<", ">"}, {textField, " result=\"", "\""}, {commandField, "command=\"", "\""}},
	},
	{ // OpenSMTPD
		all:    []string{"smtp-in: Failed command on session ", ": \"", "\" => "},
		fields: []logField{{idField, " session ", ":"}, {toField, "RCPT TO:<", ">"}, {commandField, ": \"", "\""}, {textField, "\" => ", ""}},
	},
	{ // Exim
		all: []string{" ** "}, exim: true, action: "failed",
		fields: []logField{{idField, "", " ** "}, {toField, " ** ", ""}, {textField, ": ", ""}, {hostField, " H=", "]"}, {senderField, " F=<", ">"}},
	},
	{ // Exim
		all: []string{" == "}, exim: true, action: "delayed",
		fields: []logField{{idField, "", " == "}, {toField, " == ", ""}, {textField, "): ", " H="}, {textField, ": ", ""}, {hostField, " H=", "]"}, {senderField, " F=<", ">"}},
	},
	{ // Exim
		all: []string{" => "}, exim: true, action: "delivered",
		fields: []logField{{idField, "", " => "}, {toField, " => ", ""}, {textField, " C=\"", "\""}, {hostField, " H=", "]"}, {senderField, " F=<", ">"}},
	},
	{ // Exim
		all: []string{" -> "}, exim: true, action: "delivered",
		fields: []logField{{idField, "", " -> "}, {toField, " -> ", ""}, {textField, " C=\"", "\""}, {hostField, " H=", "]"}, {senderField, " F=<", ">"}},
	},
	{ // Exim
		all: []string{" >> "}, exim: true, action: "delivered",
		fields: []logField{{idField, "", " >> "}, {toField, " >> ", ""}, {textField, " C=\"", "\""}, {hostField, " H=", "]"}, {senderField, " F=<", ">"}},
	},
	{ // Exim
		all: []string{" *> "}, exim: true, action: "delivered",
		fields: []logField{{idField, "", " *> "}, {toField, " *> ", ""}, {textField, " C=\"", "\""}, {hostField, " H=", "]"}, {senderField, " F=<", ">"}},
	},
	{ // Exim: one host of several
		all: []string{" H=", "]: SMTP error from remote mail server after ", ": "}, exim: true, action: "delayed",
		fields: []logField{{idField, "", " H="}, {toField, "RCPT TO:<", ">"}, {textField, "]: ", ""}, {hostField, " H=", "]"}},
	},
	{ // Exim
		all: []string{" <= "}, exim: true, fields: []logField{{idField, "", " <= "}, {senderField, " <= ", " "}},
	},
	{ // Exim
		all: []string{" temporarily rejected RCPT <", ">: "}, action: "delayed",
		fields: []logField{{commandField, "rejected ", " "}, {toField, "RCPT <", ">"}, {textField, ">: ", ""}, {senderField, " F=<", ">"}},
	},
	{ // Exim
		all: []string{" rejected RCPT <", ">: "}, action: "failed",
		fields: []logField{{commandField, "rejected ", " "}, {toField, "RCPT <", ">"}, {textField, ">: ", ""}, {senderField, " F=<", ">"}},
	},
	{ // Exim
		all: []string{" temporarily rejected after DATA: "}, action: "delayed",
		fields: []logField{{idField, "", " H="}, {textField, "DATA: ", ""}, {commandField, " after ", ":"}, {senderField, " F=<", ">"}},
	},
	{ // Exim
		all: []string{" rejected after DATA: "}, action: "failed",
		fields: []logField{{idField, "", " H="}, {textField, "DATA: ", ""}, {commandField, " after ", ":"}, {senderField, " F=<", ">"}},
	},
	{ // Exim
		all: []string{" rejected MAIL <", ">: "}, action: "failed",
		fields: []logField{{commandField, "rejected ", " "}, {textField, ">: ", ""}, {senderField, " rejected MAIL <", ">"}},
	},
	{ // qmail
		all: []string{"new msg "}, action: border, fields: []logField{{idField, "new msg ", ""}},
	},
	{ // qmail
		all: []string{"info msg ", ": bytes ", " from <"}, fields: []logField{{idField, "info msg ", ":"}, {senderField, " from <", ">"}},
	},
	{ // qmail
		all: []string{"starting delivery ", ": msg ", " to "}, fields: []logField{{jobField, "starting delivery ", ":"}, {idField, ": msg ", " "}, {toField, " to ", ""}},
	},
	{ // qmail
		all: []string{"delivery ", ": failure: "}, action: "failed",
		fields: []logField{{jobField, "delivery ", ":"}, {spacedField, ": failure: ", ""}, {hostField, "Giving_up_on_", "./"}, {hostField, ": failure: ", "_"}},
	},
	{ // qmail
		all: []string{"delivery ", ": deferral: "}, action: "delayed",
		fields: []logField{{jobField, "delivery ", ":"}, {spacedField, ": deferral: ", ""}, {hostField, "Connected_to_", "_"}},
	},
	{ // qmail
		all: []string{"delivery ", ": success: "}, action: "delivered",
		fields: []logField{{jobField, "delivery ", ":"}, {spacedField, ": success: ", ""}, {hostField, ": success: ", "_"}},
	},
	{ // Haraka
		all: []string{"outbound", "recipient <", "> rejected: "}, action: "failed",
		fields: []logField{{idField, "", "] [outbound]"}, {idField, "uuid=", " "}, {toField, "recipient <", ">"}, {textField, "> rejected: ", ""}},
	},
	{ // Haraka
		all: []string{"outbound", "recipient <", "> deferred: "}, action: "delayed",
		fields: []logField{{idField, "", "] [outbound]"}, {idField, "uuid=", " "}, {toField, "recipient <", ">"}, {textField, "> deferred: ", ""}},
	},
	{ // Haraka
		all: []string{"outbound", "bouncing mail: "}, action: "failed",
		fields: []logField{{idField, "", "] [outbound]"}, {idField, "uuid=", " "}, {textField, "bouncing mail: ", ""}},
	},
	{ // Haraka
		all: []string{"outbound", "Temp failing ", " seconds: "}, action: "delayed",
		fields: []logField{{idField, "", "] [outbound]"}, {idField, "uuid=", " "}, {textField, " seconds: ", ""}},
	},
	{ // Haraka: rcpts= counts who was accepted, deferred and refused
		all: []string{"outbound", "delivered", "response=\"", "/0/0"}, action: "delivered",
		fields: []logField{{idField, "", "] [outbound]"}, {idField, "uuid=", " "}, {textField, "response=\"", "\""}, {hostField, " host=", " "}},
	},
	{ // Rspamd
		all: []string{"rspamd_task_write_log: ", " (reject): [", " rcpts: <"}, action: "failed", mark: "spam message rejected",
		fields: rspamdFields,
	},
	{ // Rspamd
		all: []string{"rspamd_task_write_log: ", " (greylist): [", " rcpts: <"}, action: "delayed", mark: "greylisted",
		fields: rspamdFields,
	},
	{ // Rspamd
		all: []string{"rspamd_task_write_log: ", " (soft reject): [", " rcpts: <"}, action: "delayed",
		fields: rspamdFields,
	},
	{ // Momentum
		all: []string{"@B@"}, action: "failed", fields: momentumFields,
	},
	{ // Momentum
		all: []string{"@T@"}, action: "delayed", fields: momentumFields,
	},
	{ // hMailServer
		all: []string{"\"\t\"SENT: "}, talk: true,
		fields: []logField{{jobField, "\"SMTP", "\t\""}, {textField, "SENT: ", "\""}},
	},
	{ // hMailServer
		all: []string{"\"\t\"RECEIVED: "}, talk: true,
		fields: []logField{{jobField, "\"SMTP", "\t\""}, {textField, "RECEIVED: ", "\""}, {hostField, "", "\"\t\"RECEIVED: "}},
	},
	{ // MDaemon
		all: []string{"] --> "}, talk: true, fields: []logField{{jobField, "", "] --> "}, {textField, "] --> ", ""}},
	},
	{ // MDaemon
		all: []string{"] <-- "}, talk: true, fields: []logField{{jobField, "", "] <-- "}, {textField, "] <-- ", ""}},
	},
	{ // MailEnable
		all: []string{"\tSMTP-OU\t", "\tRCPT TO:<", ">\t5"}, action: "failed", fields: mailEnableFields,
	},
	{ // MailEnable
		all: []string{"\tSMTP-OU\t", "\tRCPT TO:<", ">\t4"}, action: "delayed", fields: mailEnableFields,
	},
}

var postfixFields = []logField{{idField, "", ": to=<"}, {toField, "to=<", ">"}, {outcomeField, " status=", ""}, {innerField, " status=", ""}, {statusField, "dsn=", ","}, {hostField, "relay=", ","}, {aliasField, "orig_to=<", ">"}}

var postfixRejects = []logField{
	{idField, "", ": reject: "}, {idField, "", ": milter-reject: "}, {toField, " to=<", ">"}, {commandField, "reject: ", " from "},
	{textField, "]: ", "; from=<"}, {textField, "]: ", "; to=<"}, {textField, "]: ", "; proto="}, {textField, "]:", "; from=<"}, {textField, "]: ", ""},
	{senderField, "; from=<", ">"},
}

var rspamdFields = []logField{{idField, "qid: <", ">"}, {listField, " rcpts: <", ">"}, {senderField, " from: <", ">"}, {wordField, "(default: T (", ")"}, {wordField, "(default: F (", ")"}}

var momentumFields = []logField{{idField, "@", "@"}, {momentumField, "", ""}}

var mailEnableFields = []logField{{idField, "SMTP-OU\t", "\t"}, {toField, "RCPT TO:<", ">"}, {textField, ">\t", "\t"}}

// logOutcomes are the words of logs for how a delivery went (RFC 3464 section 2.3.3), in lower case. Other words are steps
// on the way.
var logOutcomes = []struct{ word, action string }{
	{"sent", "delivered"},
	{"deferred", "delayed"},
	{"bounced", "failed"},
	{"softbounce", "delayed"},
	{"expired", "failed"},
	{"undeliverable", "failed"},
	{"deliverable", "delivered"},
	{"queued", "delayed"}, // Sendmail
	{"ok", "delivered"},   // OpenSMTPD
	{"tempfail", "delayed"},
	{"permfail", "failed"},
	{"loop", "failed"},
	{"fail", "failed"}, // Exchange
	{"badmail", "failed"},
	{"defer", "delayed"},
	{"deliver", "delivered"},
	{"send", "delivered"},
	{"sendexternal", "delivered"},
	{"d", "delivered"}, // PowerMTA
	{"b", "failed"},
	{"rb", "failed"},
	{"t", "delayed"},
	{"tq", "delayed"},
}

// What a program says when it did not try: it tells nothing new about a delivery.
var logRepeats = []string{"retry time not reached for any host"}

// Lines that qmail-remote writes after the one before them ended: that end is logged as a slash.
var qmailLines = []string{"Giving_up_on_", "Remote_host_said:", "I'm_not_going_to_try_again", "Sorry", "Connected_to_"}

// eximID tells whether a word is a message id: six, six and two letters or digits (Exim before 4.97), or six, eleven and four.
func eximID(s string) bool {
	if len(s) != 16 && len(s) != 23 {
		return false
	}
	for i := 0; i < len(s); i++ {
		if dash := i == 6 || i == len(s)-3 && len(s) == 16 || i == len(s)-5 && len(s) == 23; dash != (s[i] == '-') || !dash && !digit(s[i]) && !letter(s[i]) {
			return false
		}
	}
	return true
}
