package whybounced

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/whybounced/whybounced/internal/engine"
)

// The closed vocabulary that is not a list in rules.json.
var (
	types      = []string{"hard", "soft", "undetermined", "none"}
	actions    = []string{"retry", "slow-down", "fix-recipient", "fix-auth", "fix-content", "fix-reputation", "fix-setup", "contact-recipient", "review-suppression", "none"}
	suppresses = []string{"yes", "watch", "no"}
	kinds      = []string{"mailbox", "filter", "software", "service", "blocklist"}
	sources    = []string{"rfc", "vendor", "software", "observed"}
)

var (
	idForm     = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	replyForm  = regexp.MustCompile(`^[2-5][0-9][0-9]$`)
	statusForm = regexp.MustCompile(`^[245x]\.[0-9]{1,3}\.[0-9]{1,3}(-[0-9]{1,3})?$`)
	monthForm  = regexp.MustCompile(`^20[0-9]{2}-(0[1-9]|1[0-2])$`)
)

// checker gathers what is wrong.
type checker struct {
	places   lineOf
	problems Problems
}

func (c *checker) report(path, format string, args ...any) {
	c.problems = append(c.problems, Problem{Line: c.places.around(path), Path: path, Text: fmt.Sprintf(format, args...)})
}

func (c *checker) word(path, field, word string, list []string, optional bool) {
	if word == "" && optional || slices.Contains(list, word) {
		return
	}
	c.report(path, "%s is %q; the words are %s", field, word, strings.Join(list, ", "))
}

func (c *checker) filled(path string, fields ...string) {
	for i := 0; i+1 < len(fields); i += 2 {
		if strings.TrimSpace(fields[i+1]) == "" {
			c.report(path, "%s is empty", fields[i])
		}
	}
}

func (c *checker) source(path string, s Source) {
	c.word(path, "source.kind", s.Kind, sources, false)
	if !strings.HasPrefix(s.URL, "https://") && !strings.HasPrefix(s.URL, "http://") {
		c.report(path, "source.url is %q; give an address that a reader can open", s.URL)
	}
	if !monthForm.MatchString(s.Seen) {
		c.report(path, "source.seen is %q; give the month as 2026-11", s.Seen)
	}
}

// checkReferences finds every word outside the vocabulary, every name that leads nowhere, every id that stands twice.
func checkReferences(r *RuleSet, places lineOf) Problems {
	c := checker{places: places}
	families, reasons, relays, providers := map[string]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, f := range r.Families {
		c.id(f.ID, f.ID, families)
		c.filled(f.ID, "title", f.Title, "means", f.Means)
	}
	for _, x := range r.Reasons {
		c.id(x.ID, x.ID, reasons)
		if !families[x.Family] {
			c.report(x.ID, "there is no family %q", x.Family)
		}
		c.words(x.ID, x.Type, x.Action, x.Suppress, false)
		c.filled(x.ID, "title", x.Title, "means", x.Means, "check", x.Check, "fix", x.Fix, "reply", x.Reply)
	}
	for _, x := range r.Relays {
		c.id(x.ID, x.ID, relays)
	}
	for _, p := range r.Providers {
		c.id(p.ID, p.ID, providers)
		c.word(p.ID, "kind", p.Kind, kinds, false)
		c.filled(p.ID, "title", p.Title, "means", p.Means)
		for _, m := range p.Marks {
			c.phrase(p.ID, "marks", m)
		}
		for _, h := range p.Hosts {
			if h != strings.ToLower(h) || strings.ContainsAny(h, " /*@") {
				c.report(p.ID, "host %q: give the end of a host name in lower case", h)
			}
		}
	}
	c.codes(r.Replies, replyForm, reasons)
	c.codes(r.Statuses, statusForm, reasons)
	c.lexicon(r.Lexicon, reasons)
	c.stems(r.Lexicon.Stems, reasons)
	ids := map[string]bool{}
	for _, e := range r.Errors {
		c.errorRow(e, r, ids, reasons, relays, providers)
	}
	return c.problems
}

func (c *checker) id(path, id string, seen map[string]bool) {
	if !idForm.MatchString(id) {
		c.report(path, "id %q: use lower case words with hyphens", id)
	}
	if seen[id] {
		c.report(path, "id %q is taken", id)
	}
	seen[id] = true
}

func (c *checker) words(path, typ, action, suppress string, optional bool) {
	c.word(path, "type", typ, types, optional)
	c.word(path, "action", action, actions, optional)
	c.word(path, "suppress", suppress, suppresses, optional)
}

func (c *checker) codes(list []Code, form *regexp.Regexp, reasons map[string]bool) {
	seen := map[string]bool{}
	for _, x := range list {
		if !form.MatchString(x.Code) {
			c.report(x.Code, "code %q has the wrong form", x.Code)
		}
		if seen[x.Code] {
			c.report(x.Code, "code %q stands twice", x.Code)
		}
		seen[x.Code] = true
		if !reasons[x.Reason] {
			c.report(x.Code, "there is no reason %q", x.Reason)
		}
		if x.Soft != "" && !reasons[x.Soft] {
			c.report(x.Code, "there is no reason %q", x.Soft)
		}
		c.filled(x.Code, "title", x.Title, "means", x.Means, "check", x.Check, "fix", x.Fix)
		c.source(x.Code, x.Source)
	}
}

func (c *checker) lexicon(l Lexicon, reasons map[string]bool) {
	concepts := map[string]bool{}
	for _, x := range l.Concepts {
		c.id(x.ID, x.ID, concepts)
		for _, w := range x.Words {
			c.phrase(x.ID, "words", w)
		}
	}
	for _, x := range l.Signs {
		path := "sign of " + x.Reason
		if !reasons[x.Reason] {
			c.report(path, "there is no reason %q", x.Reason)
		}
		if x.Weight < 1 || x.Weight > 12 {
			c.report(path, "weight is %d; 1 is a hint, 12 says it outright", x.Weight)
		}
		for _, name := range append(slices.Clone(x.All), x.None...) {
			if !concepts[name] {
				c.report(path, "there is no concept %q", name)
			}
		}
	}
}

// MaxWeight is the most that a stem can say: a million to one.
const MaxWeight = 60

// exampleOfSign turns a stem into text that it stands for.
var exampleOfSign = strings.NewReplacer("@", "a@example.com", ".", "example.com", "4", "192.0.2.1", "/", "https://example.com")

func (c *checker) stems(list []Stems, reasons map[string]bool) {
	seen := map[[2]string]bool{}
	for _, x := range list {
		path := "stems of " + x.Reason
		if !reasons[x.Reason] {
			c.report(path, "there is no reason %q", x.Reason)
		}
		if x.Weight < 1 || x.Weight > MaxWeight {
			c.report(path, "weight is %d; 1 is a hint, %d is beyond doubt", x.Weight, MaxWeight)
		}
		for _, w := range x.Words {
			if len(w) < 2 || len(w) > engine.MaxStem || strings.TrimSuffix(engine.Plain(exampleOfSign.Replace(w)), " ") != strings.TrimSuffix(w, " ") {
				c.report(path, "%q is no stem of 2 to %d bytes in plain form; run: whybounced rules fit", w, engine.MaxStem)
			}
			if seen[[2]string{x.Reason, w}] {
				c.report(path, "%q stands twice", w)
			}
			seen[[2]string{x.Reason, w}] = true
		}
	}
}

func (c *checker) errorRow(e Error, r *RuleSet, ids, reasons, relays, providers map[string]bool) {
	c.id(e.ID, e.ID, ids)
	for _, a := range e.Aliases {
		c.id(e.ID, a, ids)
	}
	if !reasons[e.Reason] {
		c.report(e.ID, "there is no reason %q", e.Reason)
	}
	c.words(e.ID, e.Type, e.Action, e.Suppress, true)
	c.filled(e.ID, "title", e.Title, "means", e.Means, "check", e.Check, "fix", e.Fix, "reply", e.Reply)
	for relay := range e.Relays {
		if !relays[relay] {
			c.report(e.ID, "there is no relay %q", relay)
		}
	}
	if len(e.Responses) == 0 && e.Retired == "" {
		c.report(e.ID, "an error needs at least one known response")
	}
	for _, x := range e.Responses {
		path := e.ID + "/" + x.ID
		c.id(path, x.ID, ids)
		for _, a := range x.Aliases {
			c.id(path, a, ids)
		}
		if x.Provider != "" && !providers[x.Provider] {
			c.report(path, "there is no provider %q", x.Provider)
		}
		c.words(path, x.Type, x.Action, x.Suppress, true)
		c.match(path, x)
		c.source(path, x.Source)
		if len(x.Examples) == 0 {
			c.report(path, "a response needs an example")
		}
	}
}

// match checks the conditions of a response.
func (c *checker) match(path string, x Response) {
	m := x.Match
	if len(m.All) == 0 && (x.Provider == "" || len(m.Reply)+len(m.Status) == 0) {
		c.report(path, "match needs a phrase in all, or a provider and a code")
	}
	for _, s := range m.Reply {
		if !replyForm.MatchString(s) {
			c.report(path, "match.reply %q is no reply code", s)
		}
	}
	for _, s := range m.Status {
		if !statusForm.MatchString(s) {
			c.report(path, "match.status %q is no enhanced code, class-neutral code or range", s)
		}
	}
	for _, p := range m.All {
		c.phrase(path, "match.all", p)
	}
	for _, p := range m.None {
		c.phrase(path, "match.none", p)
	}
}

// maxGaps is how many placeholders a phrase may hold: each is tried at many lengths, so few keep matching linear.
const maxGaps = 3

// phrase holds a phrase to the form that text is brought to before matching.
func (c *checker) phrase(path, field, p string) {
	if n := engine.Normalize(p); n != p {
		c.report(path, "%s %q is not in matching form; write %q", field, p, n)
	}
	rest, gaps := p, 0
	for _, mark := range []string{"<ip>", "<domain>", "<address>", "<number>", "<url>", "*"} {
		gaps += strings.Count(rest, mark)
		rest = strings.ReplaceAll(rest, mark, "")
	}
	if gaps > maxGaps {
		c.report(path, "%s %q holds %d placeholders; split it, %d are the most", field, p, gaps, maxGaps)
	}
	if len(strings.TrimSpace(rest)) < 2 {
		c.report(path, "%s %q holds too little literal text", field, p)
	}
}
