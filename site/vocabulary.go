package site

import "strings"

// vocabulary is what an answer card needs to say ids and codes in words. Statuses are keyed class-neutral ("x.7.26"); Pages
// are the codes with a page that neither Replies nor Statuses with class 4 or 5 tell of.
type vocabulary struct {
	Types     map[string]word   `json:"types"`
	Actions   map[string]word   `json:"actions"`
	Suppress  map[string]word   `json:"suppress"`
	Bases     map[string]word   `json:"bases"`
	Families  map[string]string `json:"families"`
	Reasons   map[string]string `json:"reasons"`
	Providers map[string]string `json:"providers"`
	Kinds     map[string]string `json:"kinds"` // of the providers that are no mailbox provider
	Relays    map[string]string `json:"relays"`
	Classes   map[string]string `json:"classes"`
	Subjects  map[string]string `json:"subjects"`
	First     map[string]string `json:"first"`
	Second    map[string]string `json:"second"`
	Replies   map[string]string `json:"replies"`
	Statuses  map[string]string `json:"statuses"`
	Pages     []string          `json:"pages"`
}

func (r *renderer) vocabulary(l *language) vocabulary {
	v := vocabulary{
		Types: l.sayWords(types), Actions: l.sayWords(actions), Suppress: l.sayWords(suppressions), Bases: l.sayWords(bases),
		Classes: l.sayAll(codeClasses), Subjects: l.sayAll(codeSubjects), First: l.sayAll(replyFirst), Second: l.sayAll(replySecond),
		Families: map[string]string{}, Reasons: map[string]string{}, Providers: map[string]string{}, Kinds: map[string]string{}, Relays: map[string]string{},
		Replies: map[string]string{}, Statuses: map[string]string{}, Pages: []string{},
	}
	for _, f := range r.Rules.Families {
		v.Families[f.ID] = l.say(curl(f.Title))
	}
	for _, reason := range r.Rules.Reasons {
		v.Reasons[reason.ID] = first(l.texts.Reasons[reason.ID].fresh(textsOfReason(&reason), "title"), curl(reason.Title))
	}
	for _, p := range r.Rules.Providers {
		v.Providers[p.ID] = curl(p.Title)
		if p.Kind != "mailbox" {
			v.Kinds[p.ID] = p.Kind
		}
	}
	for _, relay := range r.Rules.Relays {
		v.Relays[relay.ID] = curl(relay.Title)
	}
	if l == english {
		v.Replies, v.Statuses = r.codeTitles(l)
	} // in other languages they come with the texts: the page would be too heavy
	for _, code := range r.codes.sorted() {
		if r.codes.lookup(code) == nil || strings.HasPrefix(code, "2.") {
			v.Pages = append(v.Pages, code)
		}
	}
	return v
}

// codeTitles are what reply codes and enhanced codes are called in a language.
func (r *renderer) codeTitles(l *language) (replies, statuses map[string]string) {
	replies, statuses = map[string]string{}, map[string]string{}
	for _, c := range r.Rules.Replies {
		replies[c.Code] = l.say(curl(c.Title))
	}
	for _, c := range r.Rules.Statuses {
		statuses[c.Code] = l.say(curl(c.Title))
	}
	return replies, statuses
}
