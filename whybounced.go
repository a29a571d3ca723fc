// Package whybounced explains why an email came back.
//
// Decode reads whatever came back (one SMTP reply, a whole non-delivery report, an Outlook .msg file, prose that holds a
// reply) and reports, for each recipient, what happened, who has to act, what to check and how to fix it. DecodeReader does
// the same for mailboxes, logs and events that are too long to be held in memory. Explain tells what a code or a
// known response means. Rules is the rule set behind both: rules.json, the one source that the command line, the
// reference site and the browser decoder are made from.
//
// Nothing here touches the network, the disk or the clock. All functions are safe for concurrent use and never panic,
// whatever the input is.
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

type (
	// Report is what the decoder says about one input; Report.JSON writes it.
	Report = engine.Report
	// Bounce is one recipient's failure or notice.
	Bounce = engine.Bounce
	// Facts are what a reply itself names.
	Facts = engine.Facts
	// Span is where evidence stands in the input, in bytes.
	Span = engine.Span
)

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

// Decoder decodes with a rule set of its own.
type Decoder struct {
	rules *RuleSet
	table *engine.Table
}

// NewDecoder compiles a rule set. The error names everything in it that cannot be compiled.
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

// Decode reads one input with the decoder's rules.
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

// DecodeLean is Decode for those who read many inputs: the report lacks what LeanJSON leaves out, and is sooner there.
func (d *Decoder) DecodeLean(input []byte) Report {
	return d.table.Decode(string(input), engine.Options{Charset: charset.Decode, Lean: true})
}

// Decode reads one input with the shipped rules: an email, a reply, prose. Spans are byte offsets in input.
func Decode(input []byte) Report {
	d := shipped()
	return d.Decode(input)
}

// DecodeLean is Decode without the words for a reader and the places of the evidence, as LeanJSON writes it.
func DecodeLean(input []byte) Report {
	d := shipped()
	return d.DecodeLean(input)
}

// Rules is the shipped rule set. It must not be changed.
func Rules() *RuleSet { return shipped().rules }
