// Package evaluate measures how the decoder does on replies that its rules have not seen: wordings that others made up, and
// the examples of rules.json when the responses they belong to are taken out.
package evaluate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
)

// Figures count what was right in one set of replies.
type Figures struct {
	Name    string
	Replies int
	Reason  int // replies whose reason was right: one of those that are accepted
	Exact   int // replies whose reason was the one that rules.json has for them; only of examples
	Action  int // what to do next was right, where it is known
	Type    int // hard, soft or none was right
	Silent  int // replies whose reason was left open
	Wrongly int // replies whose reason was wrong and that would suppress the address
}

func (f Figures) String() string {
	percent := func(n int) float64 { return 100 * float64(n) / float64(max(f.Replies, 1)) }
	return fmt.Sprintf("%-34s %5d replies: reason %5.1f %%, left open %4.1f %%, type %5.1f %%, suppressed wrongly %d",
		f.Name, f.Replies, percent(f.Reason), percent(f.Silent), percent(f.Type), f.Wrongly)
}

// count adds an answer whose reason was right or not, and compares its type.
func (f *Figures) count(b whybounced.Bounce, right bool, types []string) {
	f.Replies++
	if right {
		f.Reason++
	} else if b.Suppress == "yes" {
		f.Wrongly++
	}
	if slices.Contains(types, b.Type) {
		f.Type++
	}
	if !right && (b.Reason == "" || b.Reason == "unclassified") {
		f.Silent++
	}
}

// answer is what a decoder says of a reply.
func answer(d *whybounced.Decoder, text string) (b whybounced.Bounce) {
	if r := d.Decode([]byte(text)); len(r.Bounces) > 0 {
		b = r.Bounces[0]
	}
	return b
}

// escapes are how a text stands in one line of a file.
var escapes = strings.NewReplacer(`\\`, `\`, `\n`, "\n", `\r`, "\r", `\t`, "\t")

// Labelled decodes lines of "reasons, tab, types, tab, text", where / stands between what is as right and \n for a line break.
func Labelled(d *whybounced.Decoder, name, data string) (Figures, error) {
	f := Figures{Name: name}
	for line := range strings.Lines(data) {
		part := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3)
		if len(part) != 3 {
			return f, fmt.Errorf("%s: %q: want reasons, types and a text, with tabs between them", name, line)
		}
		b := answer(d, escapes.Replace(part[2]))
		f.count(b, slices.Contains(strings.Split(part[0], "/"), b.Reason), strings.Split(part[1], "/"))
	}
	return f, nil
}
