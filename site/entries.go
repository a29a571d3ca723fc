package site

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/whybounced/whybounced"
)

// entryFiles are what programs ask for by one word: what it means (api/v1/explain/ID.json), and the rule behind it as it stands
// in rules.json (api/v1/rules/ID.json). The edge worker answers from them; a plain host serves them as they are.
func (r *renderer) entryFiles() {
	var words []string
	words = append(words, r.codes.sorted()...)
	for _, code := range r.Rules.Statuses {
		words = append(words, code.Code)
	}
	for i := range r.Rules.Reasons {
		words = append(words, r.Rules.Reasons[i].ID)
	}
	for i := range r.Rules.Errors {
		e := &r.Rules.Errors[i]
		words = append(append(words, e.ID), e.Aliases...)
		r.ruleFile(e, e.ID, e.Aliases)
		for k := range e.Responses {
			response := &e.Responses[k]
			words = append(append(words, response.ID), response.Aliases...)
			r.ruleFile(struct {
				Error string `json:"error"`
				*whybounced.Response
			}{e.ID, response}, response.ID, response.Aliases)
		}
	}
	slices.Sort(words) // an error and its reason may share a word: the error, which is closer to a fix, answers to it
	for _, word := range slices.Compact(words) {
		// A code that is in no registry has a page, but no meaning of its own.
		if e, ok := r.Rules.Explain(word); ok {
			if e.Examples == nil {
				e.Examples = []string{}
			}
			r.dataFile("api/v1/explain/"+word+".json", e)
		}
	}
}

func (r *renderer) ruleFile(rule any, id string, aliases []string) {
	for _, name := range append([]string{id}, aliases...) {
		r.dataFile("api/v1/rules/"+name+".json", rule)
	}
}

func (r *renderer) dataFile(name string, data any) {
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	if err := w.Encode(data); err != nil {
		r.fail("%s: %w", name, err)
	}
	r.files = append(r.files, File{name, b.Bytes()})
}
