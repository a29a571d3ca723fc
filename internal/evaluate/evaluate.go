// Package evaluate measures how the decoder does on replies that its rules have not seen: wordings that others made up, and
// the examples of rules.json when the responses they belong to are taken out.
package evaluate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/internal/fit"
)

// Figures count what was right in one set of replies.
type Figures struct {
	Name    string
	Replies int
	Reason  int // replies whose reason was right
	Type    int // hard, soft or none was right
	Silent  int // replies whose reason was left open
	Wrongly int // replies whose reason was wrong and that would suppress the address
}

func (f Figures) String() string {
	percent := func(n int) float64 { return 100 * float64(n) / float64(max(f.Replies, 1)) }
	return fmt.Sprintf("%-28s %5d replies: reason %5.1f %%, left open %4.1f %%, type %5.1f %%, suppressed wrongly %d",
		f.Name, f.Replies, percent(f.Reason), percent(f.Silent), percent(f.Type), f.Wrongly)
}

// count decodes a reply of which the reasons and types are known that are right.
func (f *Figures) count(d *whybounced.Decoder, text string, reasons, types []string) {
	f.Replies++
	var b whybounced.Bounce
	if r := d.Decode([]byte(text)); len(r.Bounces) > 0 {
		b = r.Bounces[0]
	}
	right := slices.Contains(reasons, b.Reason)
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

// Labelled decodes lines of "reasons, tab, types, tab, text", where / stands between what is as right and \n for a line break.
func Labelled(d *whybounced.Decoder, name, data string) (Figures, error) {
	f := Figures{Name: name}
	for line := range strings.Lines(data) {
		part := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3)
		if len(part) != 3 {
			return f, fmt.Errorf("%s: %q: want reasons, types and a text, with tabs between them", name, line)
		}
		f.count(d, strings.ReplaceAll(part[2], `\n`, "\n"), strings.Split(part[0], "/"), strings.Split(part[1], "/"))
	}
	return f, nil
}

// Blind is a rule set whose stems know none of its examples: they were found from the wordings alone.
func Blind(rules *whybounced.RuleSet, wordings []fit.Wording) *whybounced.RuleSet {
	blind := *rules
	blind.Lexicon.Stems = fit.Fit(append(wordings, fit.Common(wordings)...), fit.Shipped)
	return &blind
}

// Fifth takes a fifth of the responses out of a blind rule set, by chance, and decodes their examples.
func Fifth(rules *whybounced.RuleSet, seed uint64) (Figures, error) {
	chance := rand.New(rand.NewPCG(seed, seed))
	out := map[string]bool{}
	for _, e := range rules.Errors {
		for _, r := range e.Responses {
			out[r.ID] = chance.IntN(5) == 0
		}
	}
	return without(rules, "a fifth of the responses", func(r whybounced.Response) bool { return out[r.ID] })
}

// Providers takes one provider after the other out of a blind rule set, with its marks and hosts, and decodes the examples of
// its responses. The last row is their sum.
func Providers(rules *whybounced.RuleSet) ([]Figures, error) {
	var rows []Figures
	sum := Figures{Name: "each provider in turn"}
	for _, p := range rules.Providers {
		rest := *rules
		rest.Providers = slices.Clone(rules.Providers)
		for i := range rest.Providers {
			if rest.Providers[i].ID == p.ID {
				rest.Providers[i].Marks, rest.Providers[i].Hosts = nil, nil
			}
		}
		f, err := without(&rest, p.ID, func(r whybounced.Response) bool { return r.Provider == p.ID })
		if err != nil {
			return nil, err
		}
		if f.Replies > 0 {
			rows = append(rows, f)
		}
		sum.Replies, sum.Reason, sum.Type, sum.Silent, sum.Wrongly = sum.Replies+f.Replies, sum.Reason+f.Reason, sum.Type+f.Type, sum.Silent+f.Silent, sum.Wrongly+f.Wrongly
	}
	return append(rows, sum), nil
}

// without decodes the examples of responses that were taken out of a rule set.
func without(rules *whybounced.RuleSet, name string, out func(whybounced.Response) bool) (Figures, error) {
	f := Figures{Name: name}
	type example struct{ text, reason, kind string }
	var examples []example
	full, err := whybounced.NewDecoder(rules)
	if err != nil {
		return f, err
	}
	rest := *rules
	rest.Errors = slices.Clone(rules.Errors)
	for i, e := range rules.Errors {
		rest.Errors[i].Responses = nil
		for _, r := range e.Responses {
			if !out(r) {
				rest.Errors[i].Responses = append(rest.Errors[i].Responses, r)
				continue
			}
			if r.Retired != "" || e.Retired != "" {
				continue
			}
			for _, text := range r.Examples {
				if known := full.Decode([]byte(text)); len(known.Bounces) > 0 {
					examples = append(examples, example{text, e.Reason, known.Bounces[0].Type})
				}
			}
		}
	}
	if len(examples) == 0 {
		return f, nil
	}
	d, err := whybounced.NewDecoder(&rest)
	if err != nil {
		return f, err
	}
	for _, x := range examples {
		f.count(d, x.text, []string{x.reason}, []string{x.kind})
	}
	return f, nil
}
