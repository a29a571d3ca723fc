package site

import (
	"html/template"
	"slices"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/site/card"
)

// errorPage is one cause with one fix: the thirty-second answer, the article, and every known response.
type errorPage struct {
	Stamp    verdict
	Means    string
	Check    string
	Fix      string
	Retired  string
	Facts    []fact
	Customer string
	Relays   []relaySteps
	Article  []section
	Sources  template.HTML
	Known    []responseView
	Related  []link
	Codes    []link
	Workflow link
	Previous link
	Next     link
}

// fact is a line of the strip under a title.
type fact struct {
	Name string
	Link link // URL is empty where there is no page to go to
	Help string
}

type relaySteps struct {
	Relay, Steps string
}

// relatedLimit keeps the list of neighbours readable; the reason's page has all of them.
const relatedLimit = 8

func (r *renderer) errorPages() {
	for i := range r.Rules.Errors {
		if r.wants("/e/" + r.Rules.Errors[i].ID + "/") {
			r.errorPage(&r.Rules.Errors[i])
		}
	}
}

func (r *renderer) errorPage(e *whybounced.Error) {
	family := r.familyOf(e)
	if family == nil {
		r.fail("rules.json: %s: reason %q has no family", e.ID, e.Reason)
		return
	}
	typ, action, suppress := r.verdictOf(e)
	reason := r.reasons[e.Reason]
	body := errorPage{
		Stamp: stamp(typ, action), Means: e.Means, Check: first(e.Check, reason.Check), Fix: first(e.Fix, reason.Fix),
		Retired: e.Retired, Customer: first(e.Reply, reason.Reply),
		Facts: []fact{
			{"Type", link{Text: types[typ].Label}, types[typ].Means},
			{"Next step", link{Text: actions[action].Label}, actions[action].Means},
			{"The address", link{Text: suppressions[suppress].Label}, suppressions[suppress].Means},
			{"Reason", r.reasonLink(e.Reason), ""},
		},
	}
	for _, relay := range r.Rules.Relays {
		if steps := e.Relays[relay.ID]; steps != "" {
			body.Relays = append(body.Relays, relaySteps{curl(relay.Title), steps})
		}
	}
	codes := map[string]bool{}
	for k := range e.Responses {
		response := &e.Responses[k]
		body.Known = append(body.Known, r.responseView(e, response))
		for _, code := range carried(response) {
			codes[code] = true
		}
		r.aliases("/e/", append([]string{response.ID}, response.Aliases...), "/e/"+e.ID+"/#"+response.ID, e.Title)
	}
	r.aliases("/e/", e.Aliases, "/e/"+e.ID+"/", e.Title)
	for _, code := range r.codes.sorted() {
		if codes[code] {
			body.Codes = append(body.Codes, r.codes.link(code))
		}
	}
	r.neighbours(e, family, &body)
	body.Workflow = r.workflowLink(e.ID)
	p := page{
		Path: "/e/" + e.ID + "/", Title: curl(e.Title), Description: plain(e.Means), Section: "/families/", Twin: "/e/" + e.ID,
		Trail: []link{{URL: "/families/", Text: "Errors"}, r.familyLink(family.ID)},
	}
	literal := ""
	art := r.articles.take("errors", e.ID)
	if art == nil {
		r.fail("content/errors/%s.md: missing; every error has an article", e.ID)
	} else {
		r.checkHeadings(art)
		literal = art.Reply
		p.Reviewed, p.Edit = art.Meta.Reviewed, "content/"+art.File
		for _, s := range art.Sections {
			if s.ID == "sources" {
				body.Sources = s.HTML
				continue
			}
			body.Article = append(body.Article, s)
		}
	}
	if literal == "" && len(e.Responses) > 0 && len(e.Responses[0].Examples) > 0 {
		literal = e.Responses[0].Examples[0]
	}
	p.HeadTitle = literalTitle(literal, p.Title)
	p.Card = card.Card{
		Kind: curl(family.Title), Title: p.Title, Literal: cut(literal, 200),
		Stamp: body.Stamp.Word, Line: body.Stamp.Line, Type: typ,
	}
	p.Body = body
	r.twins(e, body, p, art)
	r.write("error", p)
}

// neighbours are the other errors of the same reason, and those before and after in the family.
func (r *renderer) neighbours(e *whybounced.Error, family *whybounced.Family, body *errorPage) {
	for _, other := range r.byReason[e.Reason] {
		if other != e && other.Retired == "" && len(body.Related) < relatedLimit {
			body.Related = append(body.Related, r.errorLink(other.ID))
		}
	}
	list := r.byFamily[family.ID]
	i := slices.Index(list, e)
	if i > 0 {
		body.Previous = r.errorLink(list[i-1].ID)
	}
	if i+1 < len(list) {
		body.Next = r.errorLink(list[i+1].ID)
	}
}

// aliases keeps every address that was ever given out.
func (r *renderer) aliases(folder string, ids []string, to, title string) {
	for _, id := range ids {
		r.redirect(folder+id+"/", to, curl(title))
	}
}

// articleHeadings are the parts every error article has, in this order.
var articleHeadings = []string{
	"What happened", "Example", "Why it happens", "What to check", "How to fix it", "How to know it worked", "Sources",
}

func (r *renderer) checkHeadings(art *article) {
	var have []string
	for _, s := range art.Sections {
		have = append(have, s.Title)
	}
	if !slices.Equal(have, articleHeadings) {
		r.fail("content/%s: headings are %q, want %q", art.File, have, articleHeadings)
	}
}

// strayArticles reports articles whose subject the rules do not know.
func (r *renderer) strayArticles() {
	for _, folder := range []string{"errors", "reasons", "providers", "guides", "pages", "changes", "embed"} {
		for _, art := range r.articles.in(folder) {
			if !art.used {
				r.fail("content/%s: no page takes it; is the file name an id of rules.json?", art.File)
			}
			delete(r.articles, art.File)
		}
	}
	for file := range r.articles {
		r.fail("content/%s: in a folder that no page reads", file)
	}
}
