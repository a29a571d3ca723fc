package site

// word is how a closed word of the taxonomy is said to people. Stamp is its part of the rubber stamp.
type word struct {
	Label string `json:"label"`
	Stamp string `json:"stamp,omitempty"`
	Means string `json:"means,omitempty"`
}

var types = map[string]word{
	"hard":         {"Hard bounce", "Return to sender", "This message to this address will not get through by trying again."},
	"soft":         {"Soft bounce", "Try later", "A later attempt may get through without any change."},
	"undetermined": {"Undetermined", "Cause unclear", "The text does not say whether another attempt would help."},
	"none":         {"Not a failure", "No failure", "Nothing went wrong with the delivery."},
}

// typeShort is the first word of the stamp's second line.
var typeShort = map[string]string{"hard": "Hard", "soft": "Soft", "undetermined": "Undetermined", "none": "Notice"}

var actions = map[string]word{
	"retry":              {"Wait: it is retried", "wait, it retries", "The sending server tries again by itself."},
	"slow-down":          {"Send more slowly", "slow down", "Send less at a time, then try again."},
	"fix-recipient":      {"Correct or remove the address", "fix the address", "Correct the address, or stop using it."},
	"fix-auth":           {"Fix authentication", "fix and resend", "Repair SPF, DKIM, DMARC, reverse DNS or the sender’s domain, then send again."},
	"fix-content":        {"Change the message", "change and resend", "Change the text, links, attachments, size or format, then send again."},
	"fix-reputation":     {"Repair the reputation", "repair reputation", "Deal with the listing, the complaints or the sudden volume, then send again."},
	"fix-setup":          {"Fix the settings", "fix and resend", "Correct credentials, port, host, relay or device settings, then send again."},
	"contact-recipient":  {"Ask the recipient’s side", "ask their side", "Only the other side can change this."},
	"review-suppression": {"Review the suppression list", "review the list", "The sender’s own relay holds the address back; decide whether it should."},
	"none":               {"Nothing to do", "nothing to do", "No step follows from it."},
}

var suppressions = map[string]word{
	"yes":   {"Stop mailing this address", "", "Take the address off the list: it will keep bouncing."},
	"watch": {"Keep it, and watch", "", "Keep the address, and stop if it bounces again."},
	"no":    {"Keep the address: it is fine", "", "The bounce says nothing against the address."},
}

var bases = map[string]word{
	"rule":    {Label: "Known response", Means: "The text is a response we know."},
	"wording": {Label: "Read from the words", Means: "No known response; the words taken together say it."},
	"status":  {Label: "Read from the enhanced code", Means: "No known response; this is the registered meaning of the enhanced code."},
	"reply":   {Label: "Read from the reply code", Means: "No known response; this is the standard meaning of the three digits."},
	"none":    {Label: "Not recognised", Means: "Neither the text nor a code says why."},
}

var sourceKinds = map[string]string{
	"rfc":      "standard",
	"vendor":   "official page",
	"software": "the program’s own text",
	"observed": "public sample",
}

var providerKinds = []struct{ ID, Title string }{
	{"mailbox", "Mailbox providers"},
	{"filter", "Filters and gateways"},
	{"software", "Mail server software"},
	{"service", "Sending services"},
	{"blocklist", "Blocklists"},
}

// codeClasses and codeSubjects are the first and second part of an enhanced status code (RFC 3463 section 3.1).
var (
	codeClasses = map[string]string{
		"2": "Success",
		"4": "Temporary failure",
		"5": "Permanent failure",
	}
	codeSubjects = map[string]string{
		"0": "Other or not defined",
		"1": "Addressing",
		"2": "Mailbox",
		"3": "Mail system",
		"4": "Network and routing",
		"5": "Mail delivery protocol",
		"6": "Message content or media",
		"7": "Security or policy",
	}
)

// replyFirst and replySecond are the first two digits of a reply code (RFC 5321 section 4.2.1).
var (
	replyFirst = map[string]string{
		"2": "Accepted",
		"3": "Go on",
		"4": "Refused for now",
		"5": "Refused for good",
	}
	replySecond = map[string]string{
		"0": "Syntax",
		"1": "Information",
		"2": "Connection",
		"3": "Authentication",
		"5": "Mail system",
	}
)

// verdict is what a stamp says.
type verdict struct {
	Type          string
	Word, Line    string
	Label, Action string
}

func stamp(typ, action string) verdict {
	v := verdict{Type: typ, Word: types[typ].Stamp, Line: typeShort[typ], Label: types[typ].Label, Action: actions[action].Label}
	if s := actions[action].Stamp; s != "" {
		v.Line += " · " + s
	}
	return v
}
