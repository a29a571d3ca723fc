package site

import (
	"slices"

	"github.com/whybounced/whybounced"
)

// index finds things of the rules by id, and along the lines that pages follow.
type index struct {
	errors    map[string]*whybounced.Error
	reasons   map[string]*whybounced.Reason
	families  map[string]*whybounced.Family
	providers map[string]*whybounced.Provider
	relays    map[string]*whybounced.Relay

	byFamily   map[string][]*whybounced.Error // in the order of reasons, then of the file; retired ones last
	byReason   map[string][]*whybounced.Error
	byProvider map[string][]known
	codes      *codeIndex
}

// known is a response together with the error it belongs to.
type known struct {
	Error    *whybounced.Error
	Response *whybounced.Response
}

func newIndex(rules *whybounced.RuleSet) *index {
	x := &index{
		errors:     byID(rules.Errors, func(e *whybounced.Error) string { return e.ID }),
		reasons:    byID(rules.Reasons, func(r *whybounced.Reason) string { return r.ID }),
		families:   byID(rules.Families, func(f *whybounced.Family) string { return f.ID }),
		providers:  byID(rules.Providers, func(p *whybounced.Provider) string { return p.ID }),
		relays:     byID(rules.Relays, func(r *whybounced.Relay) string { return r.ID }),
		byFamily:   map[string][]*whybounced.Error{},
		byReason:   map[string][]*whybounced.Error{},
		byProvider: map[string][]known{},
	}
	for i := range rules.Errors {
		e := &rules.Errors[i]
		x.byReason[e.Reason] = append(x.byReason[e.Reason], e)
		for k := range e.Responses {
			x.byProvider[e.Responses[k].Provider] = append(x.byProvider[e.Responses[k].Provider], known{e, &e.Responses[k]})
		}
	}
	for _, reason := range rules.Reasons {
		x.byFamily[reason.Family] = append(x.byFamily[reason.Family], x.byReason[reason.ID]...)
	}
	for _, list := range x.byFamily {
		slices.SortStableFunc(list, func(a, b *whybounced.Error) int { return rank(a) - rank(b) })
	}
	x.codes = newCodeIndex(rules)
	return x
}

func rank(e *whybounced.Error) int {
	if e.Retired != "" {
		return 1
	}
	return 0
}

func byID[T any](list []T, id func(*T) string) map[string]*T {
	m := make(map[string]*T, len(list))
	for i := range list {
		m[id(&list[i])] = &list[i]
	}
	return m
}

// verdictOf is type, action and suppress of an error: its own where it says so, its reason's otherwise. An error that leaves
// the type to the codes has the type of its responses where they agree.
func (x *index) verdictOf(e *whybounced.Error) (typ, action, suppress string) {
	typ = e.Type
	for i := range e.Responses {
		t := x.typeOf(e, &e.Responses[i])
		if i > 0 && t != typ && e.Type == "" {
			typ = ""
			break
		}
		typ = first(e.Type, t)
	}
	if reason := x.reasons[e.Reason]; reason != nil {
		typ, action, suppress = first(typ, reason.Type), reason.Action, reason.Suppress
	}
	return typ, first(e.Action, action), first(e.Suppress, suppress)
}

// typeOf is the type that the decoder gives a response: what the rule says, else what the class of its code says, else its
// reason's.
func (x *index) typeOf(e *whybounced.Error, response *whybounced.Response) string {
	typ := first(response.Type, e.Type)
	if typ == "" && len(response.Examples) > 0 {
		m := leadingCodes.FindStringSubmatch(response.Examples[0])
		if m != nil {
			typ = map[byte]string{'4': "soft", '5': "hard"}[first(m[2], m[1])[0]]
		}
	}
	if reason := x.reasons[e.Reason]; typ == "" && reason != nil {
		typ = reason.Type
	}
	return typ
}

func (x *index) familyOf(e *whybounced.Error) *whybounced.Family {
	if reason := x.reasons[e.Reason]; reason != nil {
		return x.families[reason.Family]
	}
	return nil
}

func (x *index) errorLink(id string) link {
	return link{URL: "/e/" + id + "/", Text: curl(x.errors[id].Title)}
}

// errorLinkIn leads to the error's page in a language where there is one, to the English page otherwise.
func (r *renderer) errorLinkIn(l *language, id string) link {
	to := r.errorLink(id)
	if l != english && r.articleIn(l, id) != nil {
		to.URL = l.Decoder + to.URL[1:]
	}
	to.Text, to.Lang = r.titleOf(l, id)
	return to
}

func (x *index) reasonLink(id string) link {
	return link{URL: "/reasons/" + id + "/", Text: curl(x.reasons[id].Title)}
}

func (x *index) familyLink(id string) link {
	return link{URL: "/families/" + id + "/", Text: curl(x.families[id].Title)}
}

// providerLink is empty for responses that many servers give.
func (x *index) providerLink(id string) link {
	p := x.providers[id]
	if p == nil {
		return link{}
	}
	return link{URL: "/providers/" + id + "/", Text: curl(p.Title)}
}

// first is the first text that is not empty.
func first(texts ...string) string {
	for _, t := range texts {
		if t != "" {
			return t
		}
	}
	return ""
}
