// Package whybounced explains why an email came back.
//
// Given a bounce message, an SMTP reply, a log or the event of a mail service, it says for each recipient what happened, who
// has to act, what to check, how to fix it, and whether to go on sending to the address:
//
//	report := whybounced.Decode(input)
//	for _, b := range report.Bounces {
//		fmt.Println(b.Recipient, b.Type, b.Reason, b.Suppress)
//	}
//
// # What to call
//
//   - [Decode] reads one input that is held in memory, whatever it is: a whole message (RFC 5322), Outlook's .msg, one reply
//     (RFC 5321), prose that holds a reply.
//   - [DecodeReader] reads a mailbox (mbox, RFC 4155), a log or events of any length, and yields a report for each message,
//     delivery or event.
//   - [Explain] tells what a reply code, an enhanced status code (RFC 3463), an error, a known response or a reason means.
//   - [Redact] hides who a bounce is about, so that it can be shown to others.
//   - [Compile] puts rules of one's own on top of the shipped ones, and returns a [Decoder] with both.
//   - [Rules] is the shipped rule set: rules.json, the one source that the command line, the reference site, the npm package
//     and the browser decoder are made from.
//
// # What is recognised
//
// Report.Form says what the input was: a delivery status notification ("dsn", RFC 3464), a bounce in a mail system's own
// wording ("bounce"), a feedback report ("complaint", RFC 5965), an automatic answer ("auto-reply", RFC 3834), "log", "event",
// a bare reply ("response"), prose ("text"), or "none".
//
// # What a finding rests on
//
// Bounce.Basis says it, strongest first: "rule", a known response; "wording", the words taken together; "status", the
// registered meaning of the enhanced code; "reply", the meaning of the reply code in RFC 5321 section 4.2; "none". Only a rule
// knows; what rests on a code alone is a good guess and no more. What the text does not say is empty, never invented.
//
// # Whether to write to an address again
//
// Bounce.Suppress is the answer: "yes" (stop), "watch" (count, and stop after some), "no" (the address is not at fault). It does
// not follow from Bounce.Type: a refusal for the sender's reputation is hard, and says nothing about the address.
//
// # Limits
//
// Of one input the first [MaxInput] bytes are read, of one report the first [MaxBounces] bounces; past a limit the report says
// so in Warnings. The time it takes is linear in the input. The shipped rules are loaded with the first call, which takes a fraction of a second.
//
// # Promises
//
// Nothing here touches the network, the disk or the clock. All functions are safe for concurrent use, and no input makes one
// panic. The JSON form of a Report and of an Entry only grows, and so do the words in their fields; ids of errors and
// responses are never used again for something else.
package whybounced

import (
	_ "embed" // rules.json
	"sync"

	"github.com/whybounced/whybounced/internal/charset"
	"github.com/whybounced/whybounced/internal/engine"
	"github.com/whybounced/whybounced/internal/outlook"
)

//go:embed rules.json
var rulesJSON []byte

// Report is what the decoder says about one input. Report.JSON writes it as one line of JSON, which only grows; Report.LeanJSON
// leaves out what is said to a reader: Title, Means, Check, Fix, Customer, Relays, Note, Source and Spans.
//
//	Version  int      // "version": 1, of this shape
//	Form     string   // "form": what the input is: dsn, bounce, complaint, auto-reply, log, event, response, text, none
//	Bounces  []Bounce // "bounces": in the order of the input, MaxBounces at the most; not nil
//	Warnings []string // "warnings": what could not be read, or what was looked for where nothing was found; not nil
type Report = engine.Report

// Bounce is one recipient's failure or notice. What the text does not say is empty.
//
//	Recipient  string    // "recipient": the address that failed (RFC 3464 section 2.3.2)
//	Reply      string    // "reply": reply code, three digits (RFC 5321 section 4.2)
//	Status     string    // "status": enhanced status code, "5.1.1" (RFC 3463)
//	Text       string    // "text": what the server said, without the reply code
//	Remote     string    // "remote": the host that said it (RFC 3464 section 2.3.5)
//	Reporter   string    // "reporter": the host that wrote the report (RFC 3464 section 2.2.2)
//	Command    string    // "command": the SMTP command that was answered: CONNECT, MAIL, RCPT, DATA …
//	Type       string    // "type": hard, soft, undetermined, none
//	Action     string    // "action": who does what: retry, slow-down, fix-recipient, fix-auth, fix-content, fix-reputation, …
//	Suppress   string    // "suppress": stop writing to the address: yes, watch, no
//	Family     string    // "family": group of reasons, an id of RuleSet.Families
//	Reason     string    // "reason": the cause, an id of RuleSet.Reasons
//	Error      string    // "error": the page, an id of RuleSet.Errors; empty without a known response
//	Rule       string    // "rule": the known response, an id of Error.Responses; empty without one
//	Provider   string    // "provider": who answered, an id of RuleSet.Providers; also without a rule
//	Basis      string    // "basis": what this rests on: rule, wording, status, reply, none
//	Title      string    // "title": a line
//	Means      string    // "means": what happened
//	Check      string    // "check": what to look at, with commands in backquotes
//	Fix        string    // "fix": what to do
//	Customer   string    // "customer": plain words for someone who knows nothing of SMTP
//	Relays     []Steps   // "relays": a sending service's own steps
//	Note       string    // "note": what is particular at this provider
//	Source     Source    // "source": where the known response comes from: Kind, URL, Seen
//	URL        string    // "url": its page, from the root of the site
//	RetryAfter int       // "retryAfter": seconds, where the text names a time; else 0
//	Facts      Facts     // "facts": what the text names
//	Trace      string    // "trace": of an accepted message, the id that its receiver can search for
//	When       string    // "when": of the last attempt, as in RFC 3339, or --03-01T10:00:00 where no year is named; absent where empty
//	Spans      []Span    // "spans": where the evidence stands
//	Attempts   []Attempt // "attempts": in time order, where the input shows more than one
//	Also       []string  // "also": other errors that match, less closely, by their ids
type Bounce = engine.Bounce

// Facts are what a reply itself names, so that advice can be filled in. Absent means empty.
//
//	SenderDomain    string // "sender-domain"
//	SenderIP        string // "sender-ip"
//	RecipientDomain string // "recipient-domain"
//	Blocklist       string // "blocklist": its zone or name
//	Token           string // "token": the provider's own mark: TSS04, S3150, IB607
//	Limit           string // "limit": a number with its unit, as the text has it
//	HelpURL         string // "help-url"
type Facts = engine.Facts

// Span is where evidence stands in the input, in bytes. It is empty where the input held the evidence encoded.
//
//	Kind  string // "kind": reply, status, phrase, recipient, remote
//	Start int    // "start": offset of the first byte
//	End   int    // "end": offset after the last byte
type Span = engine.Span

// Attempt is one try at delivering.
//
//	At     string // "at": time as in RFC 3339, or empty
//	Reply  string // "reply"
//	Status string // "status"
//	Text   string // "text"
//	When   string // "when": in place of At where the line names no year: --03-01T10:00:00; absent where empty
type Attempt = engine.Attempt

// Steps are what to do in a sending service.
//
//	Relay string // "relay": an id of RuleSet.Relays
//	Steps string // "steps"
type Steps = engine.Steps

// MaxInput is how many bytes of one input are read: 10 MB. Past it the decoder reads what fits and warns.
const MaxInput = engine.MaxInput

// MaxBounces is how many bounces one report holds at the most. Past it the decoder warns.
const MaxBounces = engine.MaxDeliveries

// shipped is the embedded rule set and its Table, made once, when they are first needed.
var shipped = sync.OnceValue(func() Decoder {
	rules, err := LoadRules(rulesJSON)
	if err != nil {
		panic("the embedded rules.json does not load: " + err.Error()) // the tests of this package hold it to that
	}
	d, err := NewDecoder(rules)
	if err != nil {
		panic("the embedded rules.json does not compile: " + err.Error())
	}
	return *d
})

// Decoder decodes with a rule set of its own. Compile and NewDecoder make one; it is safe for concurrent use, and its methods
// are the functions of the package.
type Decoder struct {
	rules *RuleSet
	table *engine.Table
}

// NewDecoder compiles a rule set that LoadRules has read. The error names everything in it that
// cannot be compiled. For rules on top of the shipped ones see Compile.
func NewDecoder(rules *RuleSet) (*Decoder, error) {
	data, err := CompileTable(rules)
	if err != nil {
		return nil, err
	}
	table, err := engine.Load(data)
	if err != nil {
		return nil, err
	}
	return &Decoder{rules: rules, table: table}, nil
}

// Rules is the rule set of the decoder. It must not be changed.
func (d *Decoder) Rules() *RuleSet { return d.rules }

// Decode is the package's Decode with the decoder's rules.
func (d *Decoder) Decode(input []byte) Report {
	if isUTF16(input) {
		text, _ := fromUTF16.NewDecoder().Bytes(input[:min(len(input), 2*MaxInput+2)])
		return moved(d.table.Decode(string(text), host), 0, false)
	}
	return d.table.Decode(string(input), host)
}

// host is what a Go program can do for the engine.
var host = engine.Options{
	Charset: charset.Decode,
	Outlook: func(file string) (string, string) { return outlook.Message(file, charset.Decode) },
}

// DecodeLean is Decode for those who read many inputs: the report lacks what Report.LeanJSON leaves out,
// and is sooner there.
func (d *Decoder) DecodeLean(input []byte) Report {
	if isUTF16(input) {
		input, _ = fromUTF16.NewDecoder().Bytes(input[:min(len(input), 2*MaxInput+2)])
	}
	return d.table.Decode(string(input), engine.Options{Charset: charset.Decode, Lean: true})
}

// Decode reads one input with the shipped rules: an email, one reply, a log, events, prose. It keeps nothing of it. Of more than
// MaxInput bytes the first are read. Text in a charset that is not UTF-8 is read as its header declares, and UTF-16 by its byte
// order mark. Spans are byte offsets in input.
func Decode(input []byte) Report {
	d := shipped()
	return d.Decode(input)
}

// DecodeLean is Decode without the words for a reader and the places of the evidence, as Report.LeanJSON writes it: for those who
// count or filter many. It does not read Outlook's files.
func DecodeLean(input []byte) Report {
	d := shipped()
	return d.DecodeLean(input)
}

// Rules is the shipped rule set. It must not be changed.
func Rules() *RuleSet { return shipped().rules }
