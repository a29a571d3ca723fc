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
	idField   logValue = iota // of the message in the queue
	eximField                 // the same, in the form of Exim's
	senderField
	jobField // number that ties a line without a recipient to one that has it; of a session
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
)

// logValues are their names in logRows.
const logValues = "id exim sender job - to list alias outcome text inner spaced status host word command momentum"

// logRows are the kinds of lines that mail programs log: what a line holds, in this order; how the delivery went, where the
// shape of the line says so ("or failed": where logOutcomes does not know its word; "talk": it is a line of a session; "end": its message
// is done with; "step": it is none); what it proves, in words that a rule knows; and its fields, with … for the value. A further program is a further row.
//
// The first row that fits is taken; there may be 64. Where the formats are described: Postfix DEBUG_README,
// src/global/log_adhoc.c, src/smtpd/smtpd.c; the Exim specification, "Log files"; the Sendmail operations guide, section 2.1.1;
// qmail-log(5); OpenSMTPD mta.c, mda.c and smtp_session.c, before 5.9 and since; Haraka outbound/hmail.js and logger.js; Rspamd
// "Protocol"; Momentum "bouncelog"; the manuals of hMailServer, MDaemon and MailEnable; Stalwart
// crates/trc/src/event/description.rs.
var logRows = []struct{ all, action, mark, fields string }{
	{ // Postfix
		": to=<| status=sent", "delivered", "status=sent",
		postfixFields,
	},
	{ // Postfix
		": to=<| status=", "", "",
		postfixFields,
	},
	{ // Postfix
		": from=<|status=|expired, returned to sender", "failed", "delivery time expired",
		"id=…: from=<|text=status=…|sender=from=<…>",
	},
	{ // Postfix: header and body checks
		": reject: |; from=<| to=<|>: ", "", "",
		"id=…: reject: |to= to=<…>|text=>: …|sender=; from=<…>",
	},
	{ // Postfix
		": reject: | from |]| to=<", "", "",
		postfixRejects,
	},
	{ // Postfix
		": reject: | from |]: ", "", "",
		postfixRejects,
	},
	{ // Postfix
		": milter-reject: | from |]: ", "", "",
		postfixRejects,
	},
	{ // Postfix
		": proxy-reject: |: ", "", "",
		"id=…: proxy-reject: |to= to=<…>|text=-reject: END-OF-MESSAGE: …; from=<|sender=; from=<…>",
	},
	{ // Postfix
		": client=", "step", "", "id=…: client=",
	},
	{ // Postfix
		": message-id=", "step", "", "id=…: message-id=",
	},
	{ // Postfix
		": removed", "end", "", "id=…: removed",
	},
	{ // Postfix
		"connect from ", "step", "", "id=…: ",
	},
	{ // Postfix and Sendmail
		": from=|size=", "", "",
		"id=…: from=|sender=from=…, ",
	},
	{ // Sendmail
		": to=| stat=Sent (", "delivered", "",
		"id=…: to=|list=to=…, |inner= stat=…|status=dsn=…,|host=relay=…,",
	},
	{ // Sendmail
		": to=| stat=", "or failed", "",
		"id=…: to=|list=to=…, |outcome= stat=…|text= reply=…, stat=|text= stat=…|status=dsn=…,|host=relay=…,",
	},
	{ // Sendmail
		": ruleset=check_rcpt, |arg1=| reject=", "", "",
		"id=…: ruleset=|to=arg1=…, |text= reject=…",
	},
	{ // Sendmail
		": ruleset=check_| reject=", "", "",
		"id=…: ruleset=|sender==check_mail, arg1=…, |text= reject=…",
	},
	{ // Sendmail
		": Milter: |, reject=", "", "",
		"id=…: Milter: |list=Milter: to=…, reject=|text=, reject=…",
	},
	{ // Sendmail
		": sender notify: Cannot send message", "failed", "delivery time expired",
		"id=]: …: |text=notify: …",
	},
	{ // OpenSMTPD
		"delivery evpid=| result=| stat=", "", "",
		`id=evpid=… |to= to=<…>|outcome= result=…|text= stat=…|host=relay="…"|sender=from=<…>`,
	},
	{ // OpenSMTPD
		"relay: | for |, to=<| stat=", "", "",
		"id= for …:|to= to=<…>|outcome=relay: …|text= stat=…|host= relay=…,|sender=from=<…>",
	},
	{ // OpenSMTPD
		"delivery: | for |, to=<| stat=", "", "",
		"id= for …:|to= to=<…>|outcome=delivery: …|text= stat=…|sender=from=<…>",
	},
	{ // OpenSMTPD
		`failed-command |command="| result="`, "", "",
		`id=… smtp |to=RCPT TO:<…>|text= result="…"|command=command="…"`,
	},
	{ // OpenSMTPD
		`smtp-in: Failed command on session |: "|" => `, "", "",
		`id= session …:|to=RCPT TO:<…>|command=: "…"|text=" => …`,
	},
	{ // Exim
		" ** ", "failed", "",
		"exim=… ** |to= ** …|text=: …|host= H=…]|sender= F=<…>",
	},
	{ // Exim
		" == ", "delayed", "",
		"exim=… == |to= == …|text=): … H=|text=: …|host= H=…]|sender= F=<…>",
	},
	{ // Exim
		" => ", "delivered", "",
		`exim=… => |to= => …|text= C="…"|host= H=…]|sender= F=<…>`,
	},
	{ // Exim
		" -> ", "delivered", "",
		`exim=… -> |to= -> …|text= C="…"|host= H=…]|sender= F=<…>`,
	},
	{ // Exim
		" >> ", "delivered", "",
		`exim=… >> |to= >> …|text= C="…"|host= H=…]|sender= F=<…>`,
	},
	{ // Exim
		" *> ", "delivered", "",
		`exim=… *> |to= *> …|text= C="…"|host= H=…]|sender= F=<…>`,
	},
	{ // Exim: one host of several
		" H=|]: SMTP error from remote mail server after |: ", "delayed", "",
		"exim=… H=|to=RCPT TO:<…>|text=]: …|host= H=…]",
	},
	{ // Exim
		" Completed", "step", "", "exim=… Completed",
	},
	{ // Exim
		" <= ", "", "",
		"exim=… <= |sender= <= … ",
	},
	{ // Exim
		" temporarily rejected RCPT <|>: ", "delayed", "",
		"command=rejected … |to=RCPT <…>|text=>: …|sender= F=<…>",
	},
	{ // Exim
		" rejected RCPT <|>: ", "failed", "",
		"command=rejected … |to=RCPT <…>|text=>: …|sender= F=<…>",
	},
	{ // Exim
		" temporarily rejected after DATA: ", "delayed", "",
		"id=… H=|text=DATA: …|command= after …:|sender= F=<…>",
	},
	{ // Exim
		" rejected after DATA: ", "failed", "",
		"id=… H=|text=DATA: …|command= after …:|sender= F=<…>",
	},
	{ // Exim
		" rejected MAIL <|>: ", "failed", "",
		"command=rejected … |text=>: …|sender= rejected MAIL <…>",
	},
	{ // qmail
		"new msg ", border, "",
		"id=new msg …",
	},
	{ // qmail
		"info msg |: bytes | from <", "", "",
		"id=info msg …:|sender= from <…>",
	},
	{ // qmail
		"starting delivery |: msg | to ", "", "",
		"job=starting delivery …:|id=: msg … |to= to …",
	},
	{ // qmail
		"delivery |: failure: ", "failed", "",
		"job=delivery …:|spaced=: failure: …|host=Giving_up_on_…./|host=: failure: …_",
	},
	{ // qmail
		"delivery |: deferral: ", "delayed", "",
		"job=delivery …:|spaced=: deferral: …|host=Connected_to_…_",
	},
	{ // qmail
		"delivery |: success: ", "delivered", "",
		"job=delivery …:|spaced=: success: …|host=: success: …_",
	},
	{ // Haraka
		"outbound|recipient <|> rejected: ", "failed", "",
		"id=…] [outbound]|id=uuid=… |to=recipient <…>|text=> rejected: …",
	},
	{ // Haraka
		"outbound|recipient <|> deferred: ", "delayed", "",
		"id=…] [outbound]|id=uuid=… |to=recipient <…>|text=> deferred: …",
	},
	{ // Haraka
		"outbound|bouncing mail: ", "failed", "",
		"id=…] [outbound]|id=uuid=… |text=bouncing mail: …",
	},
	{ // Haraka
		"outbound|Temp failing | seconds: ", "delayed", "",
		"id=…] [outbound]|id=uuid=… |text= seconds: …",
	},
	{ // Haraka: rcpts= counts who was accepted, deferred and refused
		`outbound|delivered|response="|/0/0`, "delivered", "",
		`id=…] [outbound]|id=uuid=… |text=response="…"|host= host=… `,
	},
	{ // Rspamd
		"rspamd_task_write_log: | (reject): [| rcpts: <", "failed", "spam message rejected",
		rspamdFields,
	},
	{ // Rspamd
		"rspamd_task_write_log: | (greylist): [| rcpts: <", "delayed", "greylisted",
		rspamdFields,
	},
	{ // Rspamd
		"rspamd_task_write_log: | (soft reject): [| rcpts: <", "delayed", "",
		rspamdFields,
	},
	{ // Momentum
		"@B@", "failed", "",
		momentumFields,
	},
	{ // Momentum
		"@T@", "delayed", "",
		momentumFields,
	},
	{ // hMailServer
		"\"\t\"SENT: ", "talk", "",
		"job=\"SMTP…\t\"|text=SENT: …\"",
	},
	{ // hMailServer
		"\"\t\"RECEIVED: ", "talk", "",
		"job=\"SMTP…\t\"|text=RECEIVED: …\"|host=…\"\t\"RECEIVED: ",
	},
	{ // MDaemon
		"] --> ", "talk", "",
		"job=…] --> |text=] --> …",
	},
	{ // MDaemon
		"] <-- ", "talk", "",
		"job=…] <-- |text=] <-- …",
	},
	{ // Stalwart
		"(delivery.dsn-|-fail) |details = \"", "", "",
		`id=queueId = …,|sender=from = "…"|outcome=(delivery.dsn-…-fail|to=, to = "…"|text=details = "…"|host=hostname = "…"`,
	},
	{ // MailEnable
		"\tSMTP-OU\t|\tRCPT TO:<|>\t5", "failed", "",
		mailEnableFields,
	},
	{ // MailEnable
		"\tSMTP-OU\t|\tRCPT TO:<|>\t4", "delayed", "",
		mailEnableFields,
	},
}

const postfixFields = "id=…: to=<|to=to=<…>|outcome= status=…|inner= status=…|status=dsn=…,|host=relay=…,|alias=orig_to=<…>"

const postfixRejects = "id=…: reject: |id=…: milter-reject: |to= to=<…>|command=reject: … from |text=]: …; from=<|text=]: …; to=<|text=]: …; proto=|text=]:…; from=<|text=]: …|sender=; from=<…>"

const rspamdFields = "id=qid: <…>|list= rcpts: <…>|sender= from: <…>|word=(default: T (…)|word=(default: F (…)"

const momentumFields = "id=@…@|momentum=…"

const mailEnableFields = "id=SMTP-OU\t…\t|to=RCPT TO:<…>|text=>\t…\t"

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
	{"temp", "delayed"}, // Stalwart
	{"perm", "failed"},
	{"d", "delivered"}, // PowerMTA
	{"b", "failed"},
	{"rb", "failed"},
	{"t", "delayed"},
	{"tq", "delayed"},
}

// What a program says when it did not try: it tells nothing new about a delivery.
const logRepeat = "retry time not reached for any host"

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
