package site

import (
	"html/template"
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/site/card"
)

// providerPage is who answers, and everything we know it to say.
type providerPage struct {
	Means    string
	Kind     string
	Hosts    []string
	Links    []sourceLink
	Article  []section
	Sources  template.HTML
	Guides   []link // where guides speak of it
	Known    []responseGroup
	Contents []link
	Previous link
	Next     link
	// Responses is how many of them there are.
	Responses int
}

// sourceLink is a page of somebody else.
type sourceLink struct {
	Title, URL, Host, Seen string
}

type providerGroup struct {
	ID, Title string
	Providers []providerRow
}

type providerRow struct {
	Link      link
	Means     string
	Responses int
}

func (r *renderer) providerPages() {
	var groups []providerGroup
	for _, kind := range providerKinds {
		group := providerGroup{ID: kind.ID, Title: kind.Title}
		var of []*whybounced.Provider
		for i := range r.Rules.Providers {
			p := &r.Rules.Providers[i]
			if p.Kind != kind.ID {
				continue
			}
			group.Providers = append(group.Providers, providerRow{r.providerLink(p.ID), p.Means, len(r.byProvider[p.ID])})
			of = append(of, p)
		}
		slices.SortFunc(group.Providers, func(a, b providerRow) int {
			return strings.Compare(strings.ToLower(a.Link.Text), strings.ToLower(b.Link.Text))
		})
		slices.SortFunc(of, func(a, b *whybounced.Provider) int {
			return strings.Compare(strings.ToLower(a.Title), strings.ToLower(b.Title))
		})
		for i, p := range of {
			var before, after link
			if i > 0 {
				before = r.providerLink(of[i-1].ID)
			}
			if i+1 < len(of) {
				after = r.providerLink(of[i+1].ID)
			}
			if r.wants("/providers/" + p.ID + "/") {
				r.providerPage(p, kind.Title, before, after)
			}
		}
		if len(group.Providers) > 0 {
			groups = append(groups, group)
		}
	}
	r.write("providers", page{
		Path: "/providers/", Title: "Who answers: providers, filters and mail servers", Section: "/providers/",
		Description: "Mailbox providers, filters, mail server programs, sending services and blocklists, each with the error responses they are known to send.",
		Body:        groups,
	})
}

func (r *renderer) providerPage(p *whybounced.Provider, kind string, before, after link) {
	body := providerPage{Means: p.Means, Kind: kind, Hosts: p.Hosts, Previous: before, Next: after}
	for _, l := range p.Links {
		source := viewSource(whybounced.Source{URL: l.URL, Seen: l.Seen})
		body.Links = append(body.Links, sourceLink{curl(l.Title), l.URL, source.Host, l.Seen})
	}
	body.Known, body.Responses = r.group(r.byProvider[p.ID], p.ID), len(r.byProvider[p.ID])
	to := page{
		Path: "/providers/" + p.ID + "/", Title: curl(p.Title) + ": error responses", Description: plain(p.Means), Section: "/providers/",
		HeadTitle: curl(p.Title) + " bounce messages and SMTP errors",
		Trail:     []link{{URL: "/providers/", Text: "Providers"}, {URL: "/providers/#" + p.Kind, Text: kind}},
		Card:      card.Card{Kind: kind, Title: "What " + curl(p.Title) + " says when it refuses mail"},
	}
	if list := r.byProvider[p.ID]; len(list) > 0 && len(list[0].Response.Examples) > 0 {
		to.Card.Literal = cut(list[0].Response.Examples[0], 200)
	}
	if art := r.articles.take("providers", p.ID); art != nil {
		r.checkCitations(art)
		r.checkProviderHeadings(art)
		article, sources := split(art.Sections)
		body.Article, body.Sources = r.linkCodes(article), sources.HTML
		to.Reviewed, to.Edit = art.Meta.Reviewed, "content/"+art.File
	}
	body.Guides = r.guidesNaming("/providers/" + p.ID + "/")
	r.aliases("/providers/", p.Aliases, "/providers/"+p.ID+"/", p.Title)
	body.Contents = contentsOf(body.Article)
	if body.Responses > 0 {
		body.Contents = append(body.Contents, link{URL: "#known-responses", Text: count(body.Responses, "known response")})
	}
	to.Body = body
	r.write("provider", to)
}

// providerHeadings are the parts that a provider's article may have, in this order; where nothing certain is known, a part is
// left out.
var providerHeadings = []string{
	"How its replies look", "Limits", "Sender requirements", "Tools and forms", "What is special", "Sources",
}

func (r *renderer) checkProviderHeadings(art *article) {
	next := 0
	for _, s := range art.Sections {
		i := slices.Index(providerHeadings, s.Title)
		if i < next {
			r.fail("content/%s: heading %q; headings are some of %q, in this order", art.File, s.Title, providerHeadings)
			return
		}
		next = i + 1
	}
}
