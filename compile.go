package whybounced

import (
	"slices"

	"github.com/whybounced/whybounced/internal/engine"
)

// CompileTable turns a rule set into the byte slice that the engine decodes with: what a browser loads as table.bin.
// Retired errors and responses keep their pages, but match nothing.
func CompileTable(r *RuleSet) ([]byte, error) {
	var s engine.Spec
	for _, x := range r.Reasons {
		s.Reasons = append(s.Reasons, engine.Reason{
			ID: x.ID, Family: x.Family, Type: x.Type, Action: x.Action, Suppress: x.Suppress,
			Title: x.Title, Means: x.Means, Check: x.Check, Fix: x.Fix, Customer: x.Reply,
		})
	}
	for _, p := range r.Providers {
		s.Providers = append(s.Providers, engine.Provider{ID: p.ID, Kind: p.Kind, Hosts: p.Hosts, Marks: p.Marks})
	}
	s.Replies, s.Statuses = codes(r.Replies), codes(r.Statuses)
	for _, x := range r.Lexicon.Concepts {
		s.Concepts = append(s.Concepts, engine.Concept(x))
	}
	for _, x := range r.Lexicon.Signs {
		s.Signs = append(s.Signs, engine.Sign(x))
	}
	for _, x := range r.Lexicon.Stems {
		for _, w := range x.Words {
			s.Stems = append(s.Stems, engine.Stem{Reason: x.Reason, Text: w, Weight: x.Weight})
		}
	}
	for _, e := range r.Errors {
		row := engine.Error{
			ID: e.ID, Reason: e.Reason, Type: e.Type, Action: e.Action, Suppress: e.Suppress,
			Title: e.Title, Means: e.Means, Check: e.Check, Fix: e.Fix, Customer: e.Reply,
		}
		for _, relay := range r.Relays { // in the order of the file
			if steps := e.Relays[relay.ID]; steps != "" {
				row.Relays = append(row.Relays, engine.Steps{Relay: relay.ID, Steps: steps})
			}
		}
		s.Errors = append(s.Errors, row)
		if e.Retired != "" {
			continue
		}
		for _, x := range e.Responses {
			if x.Retired != "" {
				continue
			}
			s.Responses = append(s.Responses, engine.Response{
				ID: x.ID, Error: e.ID, Provider: x.Provider, Type: x.Type, Action: x.Action, Suppress: x.Suppress, Note: x.Note, Source: engine.Source(x.Source),
				Reply: x.Match.Reply, Status: x.Match.Status, All: x.Match.All, None: x.Match.None,
			})
		}
	}
	// Equal weights are decided by row: by id, so that the order of the file never matters.
	slices.SortFunc(s.Responses, func(a, b engine.Response) int {
		if a.ID < b.ID {
			return -1
		}
		return 1
	})
	return engine.Build(s)
}

func codes(list []Code) []engine.Code {
	var out []engine.Code
	for _, c := range list {
		out = append(out, engine.Code{
			Code: c.Code, Title: c.Title, Means: c.Means, Check: c.Check, Fix: c.Fix, Reason: c.Reason, Soft: c.Soft, Note: c.Note,
		})
	}
	return out
}
