package engine

// Report is what a decoder says about one input. The JSON form is a promise to people outside: it only grows.
type Report struct {
	Version  int      `json:"version"`
	Form     string   `json:"form"` // dsn, bounce, complaint, auto-reply, log, event, response, text, none
	Bounces  []Bounce `json:"bounces"`
	Warnings []string `json:"warnings"`
}

// Bounce is one recipient's failure or notice.
type Bounce struct {
	Recipient string `json:"recipient"`
	Reply     string `json:"reply"`  // three digits, as the text says; empty if it does not
	Status    string `json:"status"` // enhanced status code (RFC 3463), as the text says; empty if it does not
	Text      string `json:"text"`
	Remote    string `json:"remote"`
	Reporter  string `json:"reporter"`
	Command   string `json:"command"`

	Type     string `json:"type"`
	Action   string `json:"action"`
	Suppress string `json:"suppress"`
	Family   string `json:"family"`
	Reason   string `json:"reason"`
	Error    string `json:"error"`
	Rule     string `json:"rule"`
	Provider string `json:"provider"`
	Basis    string `json:"basis"` // rule, wording, status, reply, none

	Title    string  `json:"title"`
	Means    string  `json:"means"`
	Check    string  `json:"check"`
	Fix      string  `json:"fix"`
	Customer string  `json:"customer"` // plain words for someone who knows nothing of SMTP
	Relays   []Steps `json:"relays"`
	Note     string  `json:"note"`
	Source   Source  `json:"source"` // of the known response

	URL        string    `json:"url"`
	RetryAfter int       `json:"retryAfter"` // seconds; 0 when the text names no time
	Facts      Facts     `json:"facts"`
	Trace      string    `json:"trace"`
	When       string    `json:"when,omitempty"` // of the last attempt: RFC 3339, or --03-01T10:00:00 where no year is named
	Spans      []Span    `json:"spans"`
	Attempts   []Attempt `json:"attempts"`
	Also       []string  `json:"also"`
}

// Source is where a known response comes from: its kind (rfc, vendor, software, observed), an address, and the month in
// which it was seen there.
type Source struct {
	Kind string `json:"kind,omitempty"`
	URL  string `json:"url,omitempty"`
	Seen string `json:"seen,omitempty"`
}

// Steps are a sending service's own steps for an error: where to look and what to click there.
type Steps struct {
	Relay string `json:"relay"`
	Steps string `json:"steps"`
}

// Facts are what the reply itself names, so that advice can be filled in. Absent means empty.
type Facts struct {
	SenderDomain    string `json:"sender-domain,omitempty"`
	SenderIP        string `json:"sender-ip,omitempty"`
	RecipientDomain string `json:"recipient-domain,omitempty"`
	Blocklist       string `json:"blocklist,omitempty"`
	Token           string `json:"token,omitempty"` // the provider's own mark: TSS04, S3150, IB607
	Limit           string `json:"limit,omitempty"`
	HelpURL         string `json:"help-url,omitempty"`
}

// Span is where evidence stands in the input: byte offsets, end exclusive.
type Span struct {
	Kind  string `json:"kind"` // reply, status, phrase, recipient, remote
	Start int    `json:"start"`
	End   int    `json:"end"`
}

// Attempt is one try at delivering, in time order.
type Attempt struct {
	At     string `json:"at"` // RFC 3339, or empty
	Reply  string `json:"reply"`
	Status string `json:"status"`
	Text   string `json:"text"`
	When   string `json:"when,omitempty"` // in place of At where the line names no year: --03-01T10:00:00
}
