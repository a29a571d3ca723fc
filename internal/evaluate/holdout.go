package evaluate

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/internal/fit"
)

// folds is how many parts the responses are taken out in: the stems are found anew for each.
const folds = 5

// Held is an example of a response that was taken out, and what the rest said of it.
type Held struct {
	Response, Provider string
	Text, Reason, Type string
	Action             string
	Accepted           []string // reasons that are right too, as far as the text tells: see ReadAccepted
	Says               bool     // its words could be understood: see mute
	Got                whybounced.Bounce
}

// String is a line of a list of what was not understood.
func (h Held) String() string {
	return fmt.Sprintf("%s\t%s\t%s %s\t%s\t%q", h.Reason, h.Got.Reason, h.Got.Basis, h.Got.Rule, h.Response, h.Text)
}

// Right tells whether the reason was found, or one that is as right.
func (h Held) Right() bool {
	return h.Got.Reason == h.Reason || slices.Contains(h.Accepted, h.Got.Reason)
}

// HoldOut says how many of the examples that were held out were understood: all, those of refusals, and those of refusals
// whose words say something.
func HoldOut(name string, held []Held) []Figures {
	rows := []Figures{{Name: name}, {Name: "  of refusals"}, {Name: "  of refusals that say something"}}
	for _, h := range held {
		for i, counts := range []bool{true, h.Type != "none", h.Type != "none" && h.Says} {
			if counts {
				rows[i].count(h.Got, h.Right(), []string{h.Type})
				if h.Got.Reason == h.Reason {
					rows[i].Exact++
				} else if h.Got.Suppress == "yes" && h.Right() {
					rows[i].Wrongly++ // a text that leaves it open is no ground to lose an address
				}
				if h.Got.Action == h.Action {
					rows[i].Action++
				}
			}
		}
	}
	return rows
}

// Fifths takes one fifth of the responses after the other out of a rule set, by chance, finds the stems from the rest of the
// examples and the wordings, and decodes the examples that were taken out.
func Fifths(rules *whybounced.RuleSet, wordings []fit.Wording, accepted Accepted, seed uint64) ([]Held, error) {
	chance := rand.New(rand.NewPCG(seed, seed))
	part := map[string]int{}
	for _, e := range rules.Errors {
		for _, r := range e.Responses {
			part[r.ID] = chance.IntN(folds)
		}
	}
	examples, err := examplesOf(rules, accepted)
	if err != nil {
		return nil, err
	}
	for n := range folds {
		rest := without(rules, func(r whybounced.Response) bool { return part[r.ID] == n })
		rest.Lexicon.Stems = stemsWithout(rest, wordings)
		if err := decode(rest, examples, func(h *Held) bool { return part[h.Response] == n }); err != nil {
			return nil, err
		}
	}
	return examples, nil
}

// Providers takes one provider after the other out of a rule set, with its marks and hosts, and decodes the examples of its
// responses. The stems are found without a fifth of the providers each time.
func Providers(rules *whybounced.RuleSet, wordings []fit.Wording, accepted Accepted) ([]Held, error) {
	examples, err := examplesOf(rules, accepted)
	if err != nil {
		return nil, err
	}
	examples = slices.DeleteFunc(examples, func(h Held) bool { return h.Provider == "" })
	stems := make([][]whybounced.Stems, folds)
	part := map[string]int{}
	for i, p := range rules.Providers {
		part[p.ID] = i % folds
	}
	for n := range folds {
		stems[n] = stemsWithout(without(rules, func(r whybounced.Response) bool { return r.Provider != "" && part[r.Provider] == n }), wordings)
	}
	for i, p := range rules.Providers {
		if !slices.ContainsFunc(examples, func(h Held) bool { return h.Provider == p.ID }) {
			continue
		}
		rest := without(rules, func(r whybounced.Response) bool { return r.Provider == p.ID })
		rest.Lexicon.Stems = stems[part[p.ID]]
		rest.Providers = slices.Clone(rules.Providers)
		rest.Providers[i].Marks, rest.Providers[i].Hosts = nil, nil
		if err := decode(rest, examples, func(h *Held) bool { return h.Provider == p.ID }); err != nil {
			return nil, err
		}
	}
	return examples, nil
}

// without is a rule set without some of its responses.
func without(rules *whybounced.RuleSet, out func(whybounced.Response) bool) *whybounced.RuleSet {
	rest := *rules
	rest.Errors = slices.Clone(rules.Errors)
	for i := range rest.Errors {
		rest.Errors[i].Responses = slices.DeleteFunc(slices.Clone(rest.Errors[i].Responses), out)
	}
	return &rest
}

func stemsWithout(rest *whybounced.RuleSet, wordings []fit.Wording) []whybounced.Stems {
	return fit.Fit(slices.Concat(wordings, fit.Common(wordings), fit.Examples(rest)), fit.Shipped)
}

// decode asks the rest about the examples that were taken out.
func decode(rest *whybounced.RuleSet, examples []Held, out func(*Held) bool) error {
	d, err := whybounced.NewDecoder(rest)
	if err != nil {
		return err
	}
	for i := range examples {
		if h := &examples[i]; out(h) {
			h.Got = answer(d, h.Text)
		}
	}
	return nil
}

// examplesOf are the examples of a rule set that are in force, with the types that it says they have.
func examplesOf(rules *whybounced.RuleSet, accepted Accepted) ([]Held, error) {
	d, err := whybounced.NewDecoder(rules)
	if err != nil {
		return nil, err
	}
	var out []Held
	for _, e := range rules.Errors {
		for _, r := range e.Responses {
			for _, text := range r.Examples {
				if b := answer(d, text); cmp.Or(r.Retired, e.Retired) == "" && b.Type != "" {
					out = append(out, Held{Response: r.ID, Provider: r.Provider, Text: text, Reason: e.Reason, Type: b.Type, Action: b.Action, Accepted: accepted[text]})
				}
			}
		}
	}
	mute(out)
	return out, nil
}
