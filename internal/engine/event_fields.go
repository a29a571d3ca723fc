package engine

// What differs between mail services' events, as data: how their fields are named and what their words mean. Names and
// words are compared in lower case without separators, so delivery-status, deliveryStatus and delivery_status are one.

// A role is what a field of an event tells.
type role byte

const (
	noRole role = iota
	recipientRole
	replyRole  // what the server said, or the service's words for it
	codeRole   // three digits
	statusRole // enhanced status code
	kindRole   // what happened; some services put a code there
	classRole  // the service's own class of the failure
	remoteRole
	reporterRole
	senderRole
	mailRole // nothing, but only events about mail have it
	skipRole // what is below it is about something else: the returned message, custom data
)

// eventField is a field name, its role, and how sure it is: among fields of one role the highest rank is taken, and those
// of rank 4 are in events about mail only.
type eventField struct {
	name string
	role role
	rank int
}

var eventFields = []eventField{
	{"bouncedrecipient", recipientRole, 4},
	{"finalrecipient", recipientRole, 4},
	{"rcptto", recipientRole, 4},
	{"rcpt", recipientRole, 4},
	{"recipient", recipientRole, 3},
	{"recipientemail", recipientRole, 3},
	{"recipientaddress", recipientRole, 3},
	{"emailaddress", recipientRole, 3},
	{"emailto", recipientRole, 3},
	{"toemail", recipientRole, 3},
	{"toaddress", recipientRole, 3},
	{"contactemail", recipientRole, 3},
	{"email", recipientRole, 2},
	{"recipients", recipientRole, 2},
	{"address", recipientRole, 2},
	{"recipientid", recipientRole, 2}, // Azure's log
	{"rawrcptto", recipientRole, 1},
	{"originalrecipient", recipientRole, 1},
	{"to", recipientRole, 1},
	{"destination", recipientRole, 1}, // of the message: SES names those of the event elsewhere

	{"diagnosticcode", replyRole, 4},
	{"diagnosticmessage", replyRole, 4},
	{"smtpreply", replyRole, 4},
	{"smtpresponse", replyRole, 4},
	{"emailresponsemessage", replyRole, 4},
	{"rawreason", replyRole, 4},
	{"response", replyRole, 4},
	{"diag", replyRole, 4},
	{"output", replyRole, 4},
	{"bouncemessage", replyRole, 4},
	{"bouncereason", replyRole, 4},
	{"bounceerror", replyRole, 4},
	{"rejectreason", replyRole, 4},
	{"lastresponse", replyRole, 4},
	{"smtperror", replyRole, 4},
	{"smtpmessage", replyRole, 4},
	{"failuremessage", replyRole, 4},
	{"statusmessage", replyRole, 3},
	{"errormessage", replyRole, 3},
	{"reason", replyRole, 3},
	{"comment", replyRole, 3},
	{"details", replyRole, 3},
	{"message", replyRole, 2},
	{"error", replyRole, 2},
	{"lasterror", replyRole, 2},
	{"description", replyRole, 2},
	{"context", replyRole, 1},
	{"notification", replyRole, 1},

	{"code", codeRole, 1},
	{"errorcode", codeRole, 1},
	{"smtpcode", codeRole, 2},
	{"smtpstatuscode", codeRole, 2},
	{"replycode", codeRole, 2},
	{"responsecode", codeRole, 1},
	{"emailresponsecode", codeRole, 2},
	{"bouncecode", codeRole, 2},

	{"enhancedcode", statusRole, 2},
	{"enhancedstatuscode", statusRole, 2},
	{"enhancedsmtpstatuscode", statusRole, 2},
	{"bounceextendedcode", statusRole, 2},
	{"statuscode", statusRole, 1},
	{"dsn", statusRole, 1},

	{"event", kindRole, 0},
	{"eventname", kindRole, 0},
	{"eventtype", kindRole, 0},
	{"notificationtype", kindRole, 0},
	{"recordtype", kindRole, 0},
	{"detailtype", kindRole, 0},
	{"type", kindRole, 0},
	{"status", kindRole, 0},
	{"deliverystatus", kindRole, 4},
	{"state", kindRole, 0},
	{"action", kindRole, 0},
	{"severity", kindRole, 0},
	{"bounce", kindRole, 0},
	{"bouncetype", kindRole, 0},
	{"complaintfeedbacktype", kindRole, 0},
	{"hardbounce", kindRole, 0},
	{"ishardbounce", kindRole, 0},

	{"bouncesubtype", classRole, 0},
	{"subtype", classRole, 0},
	{"bouncedescription", classRole, 0},
	{"bounceclassification", classRole, 0},
	{"category", classRole, 0},
	{"delaytype", classRole, 0},
	{"failurereason", classRole, 0},
	{"errorrelatedto", classRole, 0},

	{"mxhost", remoteRole, 4},
	{"remotemta", remoteRole, 4},
	{"recipientmailserverhostname", remoteRole, 4},
	{"remotehost", remoteRole, 3},
	{"host", remoteRole, 2},
	{"mx", remoteRole, 2},
	{"remotemtaip", remoteRole, 1},
	{"destinationip", remoteRole, 1},
	{"reportingmta", reporterRole, 0},

	{"msgfrom", senderRole, 2},
	{"mailfrom", senderRole, 2},
	{"envelopefrom", senderRole, 2},
	{"sender", senderRole, 1},
	{"source", senderRole, 1},
	{"from", senderRole, 1},
	{"fromemail", senderRole, 1},
	{"friendlyfrom", senderRole, 1},

	{"messageid", mailRole, 0},
	{"smtpid", mailRole, 0},
	{"emailid", mailRole, 0},
	{"sgmessageid", mailRole, 0},
	{"sgeventid", mailRole, 0},
	{"internetmessageid", mailRole, 0},
	{"sendingip", mailRole, 0},
	{"messagestream", mailRole, 0},
	{"recipientdomain", mailRole, 0},
	{"complainedrecipients", mailRole, 0},
	{"morph", mailRole, 0},

	{"headers", skipRole, 0},
	{"subject", skipRole, 0},
	{"html", skipRole, 0},
	{"useragent", skipRole, 0},
	{"commonheaders", skipRole, 0},
	{"messageheaders", skipRole, 4},
	{"bounceaddress", skipRole, 0},
	{"replyto", skipRole, 0},
	{"content", skipRole, 0},
	{"attachments", skipRole, 0},
	{"signature", skipRole, 0},
	{"metadata", skipRole, 0},
	{"rcptmeta", skipRole, 0},
	{"tags", skipRole, 0},
	{"uservariables", skipRole, 0},
	{"uniqueargs", skipRole, 0},
	{"customargs", skipRole, 0},
	{"geolocation", skipRole, 0},
	{"clientinfo", skipRole, 0},
	{"messageattributes", skipRole, 0},
}

// What an event's kind makes of a delivery beside the words of RFC 3464: a failure that the service calls temporary
// although it gave up, and what is no delivery at all.
const (
	soft  = "soft"
	other = "other"
)

// eventKind is a word for what happened. mark is what proves it to the rules, where the event says nothing more.
type eventKind struct {
	name    string
	action  string
	generic bool // other events than those of mail have this word too
	mark    string
}

var eventKinds = []eventKind{
	{"bounce", "failed", false, ""},
	{"bounced", "failed", false, ""},
	{"emailbounced", "failed", false, ""},
	{"messagebounced", "failed", false, ""},
	{"hardbounce", "failed", false, ""},
	{"hardbounced", "failed", false, ""},
	{"blockedbounce", "failed", false, ""},
	{"outofband", "failed", false, ""},
	{"invalidemail", "failed", false, "malformed address"},
	{"undelivered", "failed", false, ""},
	{"messagedeliveryfailed", "failed", false, ""},
	{"hardfail", "failed", false, ""},
	{"policyrejection", "failed", false, ""},
	{"generationfailure", "failed", false, ""},
	{"generationrejection", "failed", false, ""},
	{"filteredspam", "failed", false, "rejected as spam"},
	{"quarantined", "failed", true, "rejected as spam"},
	{"failed", "failed", true, ""},
	{"failure", "failed", true, ""},
	{"permanentfail", "failed", true, ""},
	{"error", "failed", true, ""},
	{"reject", "failed", true, ""},
	{"rejected", "failed", true, ""},
	{"blocked", "failed", true, ""},
	{"drop", "failed", true, ""},
	{"dropped", "failed", true, ""},
	{"emaildropped", "failed", false, ""},
	{"emailbounce", "failed", false, ""},
	{"emailmailboxnotfound", "failed", false, "mailbox not found"},
	{"adminbounce", "failed", false, ""},
	{"expiration", "failed", true, ""},
	{"suppressed", "failed", true, "suppressed"},

	{"softbounce", soft, false, ""},
	{"softbounced", soft, false, ""},
	{"softfail", soft, false, ""},
	{"transient", soft, true, ""},
	{"soft", soft, true, ""},

	{"deferred", "delayed", false, ""},
	{"deferral", "delayed", false, ""},
	{"deliverydelay", "delayed", false, ""},
	{"deliverydelayed", "delayed", false, ""},
	{"emaildeliverydelayed", "delayed", false, ""},
	{"messagedelayed", "delayed", false, ""},
	{"emaildeferred", "delayed", false, ""},
	{"delay", "delayed", true, ""},
	{"delayed", "delayed", true, ""},
	{"temporary", "delayed", true, ""}, // Mailgun tries again
	{"temporaryfail", "delayed", true, ""},
	{"transientfailure", "delayed", true, ""},

	{"delivered", "delivered", true, ""},
	{"delivery", "delivered", true, ""},
	{"emaildelivered", "delivered", false, ""},
	{"success", "delivered", true, ""},

	{"complaint", "complaint", true, ""},
	{"complained", "complaint", false, ""},
	{"emailcomplaintreceived", "complaint", false, ""},
	{"spamcomplaint", "complaint", false, ""},
	{"spamreport", "complaint", false, ""},
	{"abusereport", "complaint", false, ""},
	{"spam", "complaint", true, ""},
	{"feedbackloop", "complaint", false, ""},

	{"autoresponder", "auto-reply", false, ""},

	{"open", other, true, ""},
	{"opened", other, true, ""},
	{"uniqueopened", other, true, ""},
	{"proxyopen", other, true, ""},
	{"click", other, true, ""},
	{"clicked", other, true, ""},
	{"processed", other, true, ""},
	{"request", other, true, ""},
	{"injection", other, true, ""},
	{"reception", other, true, ""},
	{"accepted", other, true, ""},
	{"unsubscribe", other, true, ""},
	{"unsubscribed", other, true, ""},
	{"groupunsubscribe", other, true, ""},
	{"subscriptionchange", other, true, ""},
	{"inbound", other, true, ""},
}

// eventWeights orders actions where one object has several kinds: Mailgun's "failed" that is "temporary" is a delay.
var eventWeights = []string{"delivered", "failed", soft, "delayed", "auto-reply", "complaint", other}

// fieldNamed finds a field by its name in any spelling.
func fieldNamed(key string) eventField {
	var buf [32]byte
	name := squash(key, buf[:0])
	for i := range eventFields {
		if len(eventFields[i].name) == len(name) && eventFields[i].name == string(name) {
			return eventFields[i]
		}
	}
	return eventField{}
}

// kindNamed finds a kind by its word: "email.delivery_delayed", "HardBounce". What stands before the last dot is the
// service's name for its subject.
func kindNamed(word string) (eventKind, bool) {
	var buf [32]byte
	name := squash(word[lastIndexByte(word, '.')+1:], buf[:0])
	for i := range eventKinds {
		if eventKinds[i].name == string(name) {
			return eventKinds[i], true
		}
	}
	return eventKind{}, false
}

// squash is a name in lower case, letters and digits only; nothing when it is longer than any name of the tables.
func squash(s string, out []byte) []byte {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 0x20
		}
		if !wordByte(c) {
			continue
		}
		if len(out) == cap(out) {
			return nil
		}
		out = append(out, c)
	}
	return out
}

// weight tells how much a kind says beside another one.
func (k eventKind) weight() int {
	for i, a := range eventWeights {
		if a != k.action {
			continue
		}
		if k.mark != "" {
			return i*2 + 3
		}
		return i*2 + 2
	}
	return 0
}
