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

	Foreign map[string]string // the language of a text that is not in the page's: means, check, fix, reply
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
			r.errorPage(english, &r.Rules.Errors[i])
		}
	}
	for _, l := range r.languages {
		for i := range r.Rules.Errors {
			e := &r.Rules.Errors[i]
			if r.articleIn(l, e.ID) != nil && r.wants(l.errorPath(e.ID)) {
				r.errorPage(l, e)
			}
		}
	}
}

// errorPage is the page of an error in a language: in English of every error, in another of those whose article was translated.
func (r *renderer) errorPage(l *language, e *whybounced.Error) {
	family := r.familyOf(e)
	if family == nil {
		r.fail("rules.json: %s: reason %q has no family", e.ID, e.Reason)
		return
	}
	typ, action, suppress := r.verdictOf(e)
	reason := r.reasons[e.Reason]
	body := errorPage{
		Stamp: l.stamp(typ, action), Means: e.Means, Check: first(e.Check, reason.Check), Fix: first(e.Fix, reason.Fix),
		Retired: e.Retired, Customer: first(e.Reply, reason.Reply),
		Facts: []fact{
			{l.say("Type"), link{Text: l.say(types[typ].Label)}, l.say(types[typ].Means)},
			{l.say("Next step"), link{Text: l.say(actions[action].Label)}, l.say(actions[action].Means)},
			{l.say("The address"), link{Text: l.say(suppressions[suppress].Label)}, l.say(suppressions[suppress].Means)},
			{l.say("Reason"), r.reasonLinkIn(l, e.Reason), ""},
		},
	}
	if l != english {
		body.translate(l.row(l.texts.Errors[e.ID], textsOfError(e), l.texts.Reasons[e.Reason], textsOfReason(reason)))
	}
	for _, relay := range r.Rules.Relays {
		if steps := e.Relays[relay.ID]; steps != "" {
			body.Relays = append(body.Relays, relaySteps{curl(relay.Title), steps})
		}
	}
	codes := map[string]bool{}
	for k := range e.Responses {
		response := &e.Responses[k]
		body.Known = append(body.Known, r.responseView(l, e, response))
		for _, code := range carried(response) {
			codes[code] = true
		}
		if l == english {
			r.aliases("/e/", append([]string{response.ID}, response.Aliases...), "/e/"+e.ID+"/#"+response.ID, e.Title)
		}
	}
	if l == english {
		r.aliases("/e/", e.Aliases, "/e/"+e.ID+"/", e.Title)
	}
	for _, code := range r.codes.sorted() {
		if codes[code] {
			body.Codes = append(body.Codes, r.codes.link(code))
		}
	}
	r.neighbours(l, e, family, &body)
	body.Workflow = r.workflowLink(e.ID)
	title, _ := r.titleOf(l, e.ID)
	p := page{
		Path: l.errorPath(e.ID), Title: title, Description: plain(body.Means), Section: "/families/",
		Trail: []link{{URL: "/families/", Text: l.say("Errors")}, r.familyLink(family.ID)}, Alternates: r.errorIn(e.ID),
	}
	literal := ""
	folder := "errors"
	if l == english {
		p.Twin = "/e/" + e.ID
	} else {
		p.Lang, folder = l, l.Code+"/errors"
		p.Trail[1].Text = l.say(p.Trail[1].Text)
	}
	art := r.articles.take(folder, e.ID)
	if art == nil {
		r.fail("content/errors/%s.md: missing; every error has an article", e.ID)
	} else {
		r.checkHeadings(l, art)
		literal = art.Reply
		p.Reviewed, p.Edit = art.Meta.Reviewed, "content/"+art.File
		for _, s := range art.Sections {
			if s.Title == l.say("Sources") {
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
		Kind: l.say(curl(family.Title)), Title: p.Title, Literal: cut(literal, 200),
		Stamp: body.Stamp.Word, Line: body.Stamp.Line, Type: typ,
	}
	p.Body = body
	if l == english {
		r.twins(e, body, p, art)
	}
	r.write("error", p)
}

// neighbours are the other errors of the same reason, and those before and after in the family.
func (r *renderer) neighbours(l *language, e *whybounced.Error, family *whybounced.Family, body *errorPage) {
	for _, other := range r.byReason[e.Reason] {
		if other != e && other.Retired == "" && len(body.Related) < relatedLimit {
			body.Related = append(body.Related, r.errorLinkIn(l, other.ID))
		}
	}
	list := r.byFamily[family.ID]
	i := slices.Index(list, e)
	if i > 0 {
		body.Previous = r.errorLinkIn(l, list[i-1].ID)
	}
	if i+1 < len(list) {
		body.Next = r.errorLinkIn(l, list[i+1].ID)
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

func (r *renderer) checkHeadings(l *language, art *article) {
	var have, want []string
	for _, heading := range articleHeadings {
		want = append(want, l.say(heading))
	}
	for _, s := range art.Sections {
		have = append(have, s.Title)
	}
	if !slices.Equal(have, want) {
		r.fail("content/%s: headings are %q, want %q", art.File, have, want)
	}
}

// strayArticles reports articles whose subject the rules do not know.
func (r *renderer) strayArticles() {
	folders := []string{"errors", "reasons", "providers", "guides", "pages", "changes", "embed"}
	for _, l := range r.languages {
		folders = append(folders, l.Code+"/errors")
	}
	for _, folder := range folders {
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
