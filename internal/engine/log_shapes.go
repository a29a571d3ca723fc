package engine

// logField says where a value stands in a line of a log: after some bytes, up to others or to the end of the line. With
// nothing to stand after it is the word before them: a queue id before ": to=<".
type logField struct{ after, until string }

// logShape is one kind of line of a mail program's log. A further program is a further row.
type logShape struct {
	all       []string // what the line holds, in this order; the other fields stand behind the first
	message   logField // queue id
	valid     func(id string) bool
	recipient logField
	outcome   logField   // the word that says how it went, see logOutcomes
	action    string     // how it went, where the line's shape says so
	otherwise string     // how it went, where logOutcomes does not know the word
	text      []logField // what was answered: the first one that is there
	paren     bool       // it is what stands between the first " (" and the last ")"
	spaces    bool       // the program wrote _ for spaces and / for line ends
	status    logField
	remote    logField
	sender    logField
	job       logField // number that ties a line without a recipient to one that has it
	mark      string   // what the line proves, in words that a rule knows
}

// The first shape that fits is taken. Where the formats are described: Postfix DEBUG_README and src/global/log_adhoc.c; the
// Exim specification, "Log files"; the Sendmail operations guide, section 2.1.1; qmail-log(5); OpenSMTPD mta.c and mda.c;
// Haraka outbound/hmail.js.
var logShapes = []logShape{
	{ // Postfix
		all:     []string{": to=<", " status=sent"},
		message: logField{"", ": to=<"}, recipient: logField{"to=<", ">"}, action: "delivered", text: []logField{{" status=", ""}}, paren: true,
		status: logField{"dsn=", ","}, remote: logField{"relay=", ","}, mark: "status=sent",
	},
	{ // Postfix
		all:     []string{": to=<", " status="},
		message: logField{"", ": to=<"}, recipient: logField{"to=<", ">"}, outcome: logField{" status=", ""}, text: []logField{{" status=", ""}}, paren: true,
		status: logField{"dsn=", ","}, remote: logField{"relay=", ","},
	},
	{ // Postfix
		all:     []string{": from=<", "status=", "expired, returned to sender"},
		message: logField{"", ": from=<"}, action: "failed", text: []logField{{"status=", ""}}, sender: logField{"from=<", ">"}, mark: "delivery time expired",
	},
	{ // Postfix
		all:     []string{": reject: ", " from ", "]: ", "to=<"},
		message: logField{"", ": reject: "}, recipient: logField{" to=<", ">"}, text: []logField{{"]: ", "; from=<"}, {"]: ", "; to=<"}}, sender: logField{"from=<", ">"},
	},
	{ // Postfix
		all:     []string{": milter-reject: ", " from ", "]: ", "to=<"},
		message: logField{"", ": milter-reject: "}, recipient: logField{" to=<", ">"}, text: []logField{{"]: ", "; from=<"}, {"]: ", "; to=<"}}, sender: logField{"from=<", ">"},
	},
	{ // Postfix and Sendmail
		all: []string{": from=", "size="}, message: logField{"", ": from="}, sender: logField{"from=", ", "},
	},
	{ // Sendmail
		all:     []string{": to=", " stat=Sent ("},
		message: logField{"", ": to="}, recipient: logField{"to=", ", "}, action: "delivered", text: []logField{{" stat=", ""}}, paren: true,
		status: logField{"dsn=", ","}, remote: logField{"relay=", ","},
	},
	{ // Sendmail
		all:     []string{": to=", " stat="},
		message: logField{"", ": to="}, recipient: logField{"to=", ", "}, outcome: logField{" stat=", ""}, otherwise: "failed", text: []logField{{" reply=", ", stat="}, {" stat=", ""}},
		status: logField{"dsn=", ","}, remote: logField{"relay=", ","},
	},
	{ // Sendmail
		all:     []string{": ruleset=check_rcpt, ", "arg1=", "reject="},
		message: logField{"", ": ruleset="}, recipient: logField{"arg1=", ", "}, text: []logField{{"reject=", ""}},
	},
	{ // OpenSMTPD
		all:     []string{"delivery evpid=", " result=", " stat="},
		message: logField{"evpid=", " "}, recipient: logField{" to=<", ">"}, outcome: logField{" result=", ""}, text: []logField{{" stat=", ""}},
		remote: logField{"relay=\"", "\""}, sender: logField{"from=<", ">"},
	},
	{ // Exim
		all: []string{" ** "}, valid: eximID,
		message: logField{"", " ** "}, recipient: logField{" ** ", ""}, action: "failed", text: []logField{{": ", ""}}, remote: logField{" H=", "]"}, sender: logField{" F=<", ">"},
	},
	{ // Exim
		all: []string{" == "}, valid: eximID,
		message: logField{"", " == "}, recipient: logField{" == ", ""}, action: "delayed", text: []logField{{": ", ""}}, remote: logField{" H=", "]"}, sender: logField{" F=<", ">"},
	},
	{ // Exim
		all: []string{" => "}, valid: eximID,
		message: logField{"", " => "}, recipient: logField{" => ", ""}, action: "delivered", text: []logField{{" C=\"", "\""}}, remote: logField{" H=", "]"}, sender: logField{" F=<", ">"},
	},
	{ // Exim
		all: []string{" -> "}, valid: eximID,
		message: logField{"", " -> "}, recipient: logField{" -> ", ""}, action: "delivered", text: []logField{{" C=\"", "\""}}, remote: logField{" H=", "]"}, sender: logField{" F=<", ">"},
	},
	{ // Exim
		all: []string{" >> "}, valid: eximID,
		message: logField{"", " >> "}, recipient: logField{" >> ", ""}, action: "delivered", text: []logField{{" C=\"", "\""}}, remote: logField{" H=", "]"}, sender: logField{" F=<", ">"},
	},
	{ // Exim
		all: []string{" <= "}, valid: eximID, message: logField{"", " <= "}, sender: logField{" <= ", " "},
	},
	{ // Exim
		all:       []string{" temporarily rejected RCPT <", ">: "},
		recipient: logField{"RCPT <", ">"}, action: "delayed", text: []logField{{">: ", ""}}, sender: logField{" F=<", ">"},
	},
	{ // Exim
		all:       []string{" rejected RCPT <", ">: "},
		recipient: logField{"RCPT <", ">"}, action: "failed", text: []logField{{">: ", ""}}, sender: logField{" F=<", ">"},
	},
	{ // qmail
		all: []string{"info msg ", ": bytes ", " from <"}, message: logField{"info msg ", ":"}, sender: logField{" from <", ">"},
	},
	{ // qmail
		all: []string{"starting delivery ", ": msg ", " to "},
		job: logField{"starting delivery ", ":"}, message: logField{": msg ", " "}, recipient: logField{" to ", ""},
	},
	{ // qmail
		all: []string{"delivery ", ": failure: "},
		job: logField{"delivery ", ":"}, action: "failed", text: []logField{{": failure: ", ""}}, spaces: true, remote: logField{"Giving_up_on_", "./"},
	},
	{ // qmail
		all: []string{"delivery ", ": deferral: "},
		job: logField{"delivery ", ":"}, action: "delayed", text: []logField{{": deferral: ", ""}}, spaces: true, remote: logField{"Connected_to_", "_"},
	},
	{ // qmail
		all: []string{"delivery ", ": success: "},
		job: logField{"delivery ", ":"}, action: "delivered", text: []logField{{": success: ", ""}}, spaces: true, remote: logField{": success: ", "_"},
	},
	{ // Haraka
		all:     []string{"] [outbound] ", "recipient ", " rejected: "},
		message: logField{"", "] [outbound]"}, recipient: logField{"recipient ", " rejected"}, action: "failed", text: []logField{{" rejected: ", ""}},
	},
	{ // Haraka
		all:     []string{"] [outbound] ", "recipient ", " deferred: "},
		message: logField{"", "] [outbound]"}, recipient: logField{"recipient ", " deferred"}, action: "delayed", text: []logField{{" deferred: ", ""}},
	},
	{ // Haraka
		all:     []string{"] [outbound] ", "bouncing mail: "},
		message: logField{"", "] [outbound]"}, action: "failed", text: []logField{{"bouncing mail: ", ""}},
	},
	{ // Haraka
		all:     []string{"] [outbound] ", "Temp failing ", " seconds: "},
		message: logField{"", "] [outbound]"}, action: "delayed", text: []logField{{" seconds: ", ""}},
	},
	{ // Haraka: rcpts= counts who was accepted, deferred and refused
		all:     []string{"] [outbound] ", "delivered file=", "response=\"", "/0/0"},
		message: logField{"", "] [outbound]"}, action: "delivered", text: []logField{{"response=\"", "\""}}, remote: logField{" host=", " "},
	},
}

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

// logTable is a log that is a table with a header line. Columns are named in lower case, under each name that they have.
type logTable struct {
	at, message, recipient, outcome, text, source, status, remote, sender []string
	list                                                                  bool // a row tells of several recipients, with ";" between them
}

// The Exchange columns are those of the log file and of Get-MessageTrackingLog | Export-Csv; the PowerMTA ones are in its
// user's guide, "Accounting".
var logTables = []logTable{
	{ // Exchange
		list: true,
		at:   []string{"date-time", "timestamp"}, message: []string{"message-id", "messageid", "internal-message-id"}, recipient: []string{"recipient-address", "recipients"},
		outcome: []string{"event-id", "eventid"}, text: []string{"recipient-status", "recipientstatus"}, source: []string{"source-context", "sourcecontext"}, sender: []string{"sender-address", "sender"},
	},
	{ // PowerMTA
		at: []string{"timelogged"}, message: []string{"header_message-id", "envid", "jobid"}, recipient: []string{"rcpt"},
		outcome: []string{"type"}, text: []string{"dsndiag"}, status: []string{"dsnstatus"}, remote: []string{"dsnmta"}, sender: []string{"orig"},
	},
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
