package whybounced

import (
	"slices"
	"strings"

	"github.com/whybounced/whybounced/internal/engine"
)

// Entry is what a code, an error, a known response or a reason means. What does not apply is empty: a code has no examples, and an
// error no source of its own.
type Entry struct {
	Kind     string   `json:"kind"` // reply, status, error, response, reason
	ID       string   `json:"id"`   // "550", "5.7.26", "dmarc-policy"
	Title    string   `json:"title"`
	Means    string   `json:"means"`
	Check    string   `json:"check"`
	Fix      string   `json:"fix"`
	Note     string   `json:"note"`
	Type     string   `json:"type"`     // hard, soft, undetermined, none; empty for a class-neutral code
	Action   string   `json:"action"`   // as in Bounce
	Suppress string   `json:"suppress"` // yes, watch, no
	Reason   string   `json:"reason"`   // an id of RuleSet.Reasons
	Path     string   `json:"url"`      // its page, from the root of the site
	Source   Source   `json:"source"`
	Examples []string `json:"examples"`
}

// Explain tells what a reply code ("550", RFC 5321 section 4.2), an enhanced status code ("5.7.26", or "x.7.26" for any class,
// RFC 3463; one that is not registered is explained as the response of the provider that gives it), an error, a known response or a reason means. Case and white space around it do not matter. It returns false for
// what is none of these. Where advice would name a domain or an address, it names those of documentation (RFC 2606, RFC 5737).
func Explain(code string) (Entry, bool) { d := shipped(); return d.Explain(code) }

// Explain is the package's Explain with the decoder's rules.
func (d *Decoder) Explain(code string) (Entry, bool) { return d.rules.Explain(code) }

// Explain is the package's Explain with these rules.
func (set *RuleSet) Explain(code string) (Entry, bool) {
	code = strings.ToLower(strings.TrimSpace(code))
	for _, find := range []func(string) (Entry, bool){set.explainCode, set.explainError, set.explainReason} {
		if e, ok := find(code); ok {
			for _, s := range []*string{&e.Means, &e.Check, &e.Fix, &e.Note} {
				*s = engine.Fill(*s, engine.Facts{})
			}
			return e, true
		}
	}
	return Entry{}, false
}

func (set *RuleSet) explainCode(code string) (Entry, bool) {
	kind, list, key := "reply", set.Replies, code
	if strings.Count(code, ".") == 2 && statusForm.MatchString(code) {
		kind, list, key = "status", set.Statuses, "x"+code[1:]
	}
	i := slices.IndexFunc(list, func(c Code) bool { return c.Code == key })
	if i < 0 {
		return set.explainOwnCode(code)
	}
	c := list[i]
	e := Entry{Kind: kind, ID: code, Title: c.Title, Means: c.Means, Check: c.Check, Fix: c.Fix, Note: c.Note, Reason: c.Reason, Source: c.Source, Path: "/codes/" + code + "/"}
	if code[0] == '4' && c.Soft != "" {
		e.Reason = c.Soft
	}
	if r, ok := set.Reason(e.Reason); ok {
		e.Action, e.Suppress = r.Action, r.Suppress
	}
	e.Type = map[byte]string{'2': "none", '4': "soft", '5': "hard"}[code[0]]
	return e, true
}

// explainOwnCode explains an enhanced code that only one provider gives: that of a response that needs nothing else.
func (set *RuleSet) explainOwnCode(code string) (Entry, bool) {
	for _, e := range set.Errors {
		for _, r := range e.Responses {
			if m := r.Match; len(m.All) == 0 && len(m.Reply) == 0 && slices.ContainsFunc(m.Status, func(s string) bool { return engine.StatusMatches(s, code) }) {
				return set.explainError(r.ID)
			}
		}
	}
	return Entry{}, false
}

func (set *RuleSet) explainError(id string) (Entry, bool) {
	for _, x := range set.Errors {
		r, _ := set.Reason(x.Reason)
		e := Entry{
			Kind: "error", ID: x.ID, Title: x.Title, Means: x.Means, Check: x.Check, Fix: x.Fix, Reason: x.Reason, Path: "/e/" + x.ID + "/",
			Type: or(x.Type, r.Type), Action: or(x.Action, r.Action), Suppress: or(x.Suppress, r.Suppress),
		}
		if x.ID == id || slices.Contains(x.Aliases, id) {
			return e, true
		}
		for _, y := range x.Responses {
			if y.ID == id || slices.Contains(y.Aliases, id) {
				e.Kind, e.ID, e.Note, e.Source, e.Examples = "response", y.ID, y.Note, y.Source, y.Examples
				e.Path += "#" + y.ID
				e.Type, e.Action, e.Suppress = or(y.Type, e.Type), or(y.Action, e.Action), or(y.Suppress, e.Suppress)
				return e, true
			}
		}
	}
	return Entry{}, false
}

func (set *RuleSet) explainReason(id string) (Entry, bool) {
	r, ok := set.Reason(id)
	return Entry{
		Kind: "reason", ID: r.ID, Title: r.Title, Means: r.Means, Check: r.Check, Fix: r.Fix, Reason: r.ID, Path: "/reasons/" + r.ID + "/",
		Type: r.Type, Action: r.Action, Suppress: r.Suppress,
	}, ok
}

// Reason is the reason with that id.
func (set *RuleSet) Reason(id string) (Reason, bool) {
	i := slices.IndexFunc(set.Reasons, func(x Reason) bool { return x.ID == id })
	if i < 0 {
		return Reason{}, false
	}
	return set.Reasons[i], true
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
