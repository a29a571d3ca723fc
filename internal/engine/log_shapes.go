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
	toField      // recipients
	aliasField   // whom the sender had addressed
	outcomeField // the word that says how it went, see logOutcomes
	textField    // what was answered: the first one that is there
	innerField   // what was answered stands between the first " (" and the last ")"
	spacedField  // what was answered, with _ for spaces and / for line ends
	statusField
	hostField
	jobField // number that ties a line without a recipient to one that has it; of a session
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

// The first shape that fits is taken; there may be 64. Where the formats are described: Postfix DEBUG_README and
// src/global/log_adhoc.c; the Exim specification, "Log files"; the Sendmail operations guide, section 2.1.1; qmail-log(5);
// OpenSMTPD mta.c and mda.c; Haraka outbound/hmail.js.
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
	{ // Postfix
		all:    []string{": reject: ", " from ", "]: ", "to=<"},
		fields: []logField{{idField, "", ": reject: "}, {toField, " to=<", ">"}, {textField, "]: ", "; from=<"}, {textField, "]: ", "; to=<"}, {senderField, "from=<", ">"}},
	},
	{ // Postfix
		all:    []string{": milter-reject: ", " from ", "]: ", "to=<"},
		fields: []logField{{idField, "", ": milter-reject: "}, {toField, " to=<", ">"}, {textField, "]: ", "; from=<"}, {textField, "]: ", "; to=<"}, {senderField, "from=<", ">"}},
	},
	{ // Postfix and Sendmail
		all: []string{": from=", "size="}, fields: []logField{{idField, "", ": from="}, {senderField, "from=", ", "}},
	},
	{ // Sendmail
		all: []string{": to=", " stat=Sent ("}, action: "delivered",
		fields: []logField{{idField, "", ": to="}, {toField, "to=", ", "}, {innerField, " stat=", ""}, {statusField, "dsn=", ","}, {hostField, "relay=", ","}},
	},
	{ // Sendmail
		all: []string{": to=", " stat="}, otherwise: "failed",
		fields: []logField{{idField, "", ": to="}, {toField, "to=", ", "}, {outcomeField, " stat=", ""}, {textField, " reply=", ", stat="}, {textField, " stat=", ""}, {statusField, "dsn=", ","}, {hostField, "relay=", ","}},
	},
	{ // Sendmail
		all:    []string{": ruleset=check_rcpt, ", "arg1=", "reject="},
		fields: []logField{{idField, "", ": ruleset="}, {toField, "arg1=", ", "}, {textField, "reject=", ""}},
	},
	{ // OpenSMTPD
		all:    []string{"delivery evpid=", " result=", " stat="},
		fields: []logField{{idField, "evpid=", " "}, {toField, " to=<", ">"}, {outcomeField, " result=", ""}, {textField, " stat=", ""}, {hostField, "relay=\"", "\""}, {senderField, "from=<", ">"}},
	},
	{ // Exim
		all: []string{" ** "}, exim: true, action: "failed",
		fields: []logField{{idField, "", " ** "}, {toField, " ** ", ""}, {textField, ": ", ""}, {hostField, " H=", "]"}, {senderField, " F=<", ">"}},
	},
	{ // Exim
		all: []string{" == "}, exim: true, action: "delayed",
		fields: []logField{{idField, "", " == "}, {toField, " == ", ""}, {textField, ": ", ""}, {hostField, " H=", "]"}, {senderField, " F=<", ">"}},
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
		all: []string{" <= "}, exim: true, fields: []logField{{idField, "", " <= "}, {senderField, " <= ", " "}},
	},
	{ // Exim
		all: []string{" temporarily rejected RCPT <", ">: "}, action: "delayed",
		fields: []logField{{toField, "RCPT <", ">"}, {textField, ">: ", ""}, {senderField, " F=<", ">"}},
	},
	{ // Exim
		all: []string{" rejected RCPT <", ">: "}, action: "failed",
		fields: []logField{{toField, "RCPT <", ">"}, {textField, ">: ", ""}, {senderField, " F=<", ">"}},
	},
	{ // qmail
		all: []string{"info msg ", ": bytes ", " from <"}, fields: []logField{{idField, "info msg ", ":"}, {senderField, " from <", ">"}},
	},
	{ // qmail
		all: []string{"starting delivery ", ": msg ", " to "}, fields: []logField{{jobField, "starting delivery ", ":"}, {idField, ": msg ", " "}, {toField, " to ", ""}},
	},
	{ // qmail
		all: []string{"delivery ", ": failure: "}, action: "failed",
		fields: []logField{{jobField, "delivery ", ":"}, {spacedField, ": failure: ", ""}, {hostField, "Giving_up_on_", "./"}},
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
		all: []string{"] [outbound] ", "recipient ", " rejected: "}, action: "failed",
		fields: []logField{{idField, "", "] [outbound]"}, {toField, "recipient ", " rejected"}, {textField, " rejected: ", ""}},
	},
	{ // Haraka
		all: []string{"] [outbound] ", "recipient ", " deferred: "}, action: "delayed",
		fields: []logField{{idField, "", "] [outbound]"}, {toField, "recipient ", " deferred"}, {textField, " deferred: ", ""}},
	},
	{ // Haraka
		all: []string{"] [outbound] ", "bouncing mail: "}, action: "failed",
		fields: []logField{{idField, "", "] [outbound]"}, {textField, "bouncing mail: ", ""}},
	},
	{ // Haraka
		all: []string{"] [outbound] ", "Temp failing ", " seconds: "}, action: "delayed",
		fields: []logField{{idField, "", "] [outbound]"}, {textField, " seconds: ", ""}},
	},
	{ // Haraka: rcpts= counts who was accepted, deferred and refused
		all: []string{"] [outbound] ", "delivered file=", "response=\"", "/0/0"}, action: "delivered",
		fields: []logField{{idField, "", "] [outbound]"}, {textField, "response=\"", "\""}, {hostField, " host=", " "}},
	},
}

var postfixFields = []logField{{idField, "", ": to=<"}, {toField, "to=<", ">"}, {outcomeField, " status=", ""}, {innerField, " status=", ""}, {statusField, "dsn=", ","}, {hostField, "relay=", ","}, {aliasField, "orig_to=<", ">"}}

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
