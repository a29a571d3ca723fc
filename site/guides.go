package site

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
	"strings"

	"github.com/whybounced/whybounced/site/card"
)

// guidePage is a way through one task, longer than an error's article and across many errors.
type guidePage struct {
	Sections  []section
	Contents  []contentsEntry
	Sources   template.HTML
	Named     []namedGroup
	Crosswalk *crosswalk
	Workflow  *workflow
	Previous  link
	Next      link
}

// contentsEntry is a heading of the second level with those of the third under it.
type contentsEntry struct {
	Link  link
	Under []link
}

// namedGroup is what a guide leads to, of one kind.
type namedGroup struct {
	Title string
	Links []link
	Codes bool
}

// guideGroup is a heading of the index.
type guideGroup struct {
	ID, Title string
	Guides    []guideRow
}

type guideRow struct {
	Number   int
	Link     link
	Means    string
	Reviewed string
}

// guideParts are the headings of the index, in the order in which somebody in trouble needs them.
var guideParts = []struct{ ID, Title string }{
	{"bounced", "Something bounced"},
	{"prevent", "So that it arrives"},
	{"reference", "To look things up"},
}

// guides are the guides in reading order.
func (r *renderer) guides() []*article {
	list := r.articles.in("guides")
	slices.SortStableFunc(list, func(a, b *article) int {
		return cmp.Or(partRank(a)-partRank(b), a.Meta.Order-b.Meta.Order)
	})
	return list
}

func partRank(art *article) int {
	for i, part := range guideParts {
		if part.ID == art.Meta.Part {
			return i
		}
	}
	return -1
}

// guidePages shows what content/guides holds; without any guide there is no index and no entry in the navigation.
func (r *renderer) guidePages() {
	list := r.guides()
	if len(list) == 0 {
		return
	}
	groups := make([]guideGroup, len(guideParts))
	for i, part := range guideParts {
		groups[i] = guideGroup{ID: part.ID, Title: part.Title}
	}
	for i, art := range list {
		art.used = true
		r.titled(art)
		r.checkCitations(art)
		rank := partRank(art)
		switch {
		case rank < 0:
			r.fail("content/%s:1: part is %q; write one of bounced, prevent, reference", art.File, art.Meta.Part)
			rank = 0
		case art.Meta.Order < 1:
			r.fail("content/%s:1: order is missing; write the guide's place in its part, from 1", art.File)
		case i > 0 && partRank(list[i-1]) == rank && list[i-1].Meta.Order == art.Meta.Order:
			r.fail("content/%s:1: order %d is that of content/%s", art.File, art.Meta.Order, list[i-1].File)
		}
		groups[rank].Guides = append(groups[rank].Guides, guideRow{i + 1, r.guideLink(art), curl(art.Meta.Description), art.Meta.Reviewed})
		body := r.guidePage(art)
		if i > 0 {
			body.Previous = r.guideLink(list[i-1])
		}
		if i+1 < len(list) {
			body.Next = r.guideLink(list[i+1])
		}
		r.write("guide", page{
			Path: "/guides/" + art.ID + "/", Title: curl(art.Meta.Title), Description: curl(art.Meta.Description), Section: "/guides/",
			Trail: []link{{URL: "/guides/", Text: "Guides"}, {URL: "/guides/#" + guideParts[rank].ID, Text: guideParts[rank].Title}}, Body: body,
			Reviewed: art.Meta.Reviewed, Edit: "content/" + art.File,
			Card: card.Card{Kind: "Guide", Title: curl(art.Meta.Title)},
		})
	}
	r.write("guides", page{
		Path: "/guides/", Title: "Guides", Section: "/guides/",
		Description: "From the first look at a bounce to fewer of them: how to read the reply, where to find it, whom to ask, and what receivers demand today.",
		Body:        slices.DeleteFunc(groups, func(g guideGroup) bool { return len(g.Guides) == 0 }),
	})
}

func (r *renderer) guideLink(art *article) link {
	return link{URL: "/guides/" + art.ID + "/", Text: curl(art.Meta.Title)}
}

func (r *renderer) guidePage(art *article) guidePage {
	var body guidePage
	var sources section
	body.Sections, sources = split(art.Sections)
	body.Sections = r.linkCodes(body.Sections)
	body.Sources = sources.HTML
	for _, s := range body.Sections {
		if s.Title == "" {
			continue
		}
		entry := contentsEntry{Link: link{URL: "#" + s.ID, Text: s.Title}}
		for _, n := range s.nodes() {
			if n.Data == "h3" {
				entry.Under = append(entry.Under, link{URL: "#" + attribute(n, "id"), Text: textOf(n)})
			}
		}
		body.Contents = append(body.Contents, entry)
	}
	if art.ID == workflowGuide {
		body.Workflow = r.workflow(body.Sections)
	}
	if art.ID == "crosswalk" {
		body.Crosswalk = r.crosswalk()
		body.Contents = append(body.Contents, contentsEntry{Link: link{URL: "#by-reason", Text: "Our reasons beside theirs"}})
		for _, system := range body.Crosswalk.Systems {
			body.Contents = append(body.Contents, contentsEntry{Link: link{URL: "#" + system.ID, Text: system.Name}})
		}
		return body // its tables are the list of what it names
	}
	for _, kind := range []struct {
		title, folder string
		to            func(id string) link
	}{
		{"Errors named here", "/e/", func(id string) link {
			if r.errors[id] == nil { // a response's short link leads to its error
				return link{}
			}
			return r.errorLink(id)
		}},
		{"Reasons named here", "/reasons/", func(id string) link {
			if r.reasons[id] == nil {
				return link{}
			}
			return r.reasonLink(id)
		}},
		{"Codes named here", "/codes/", r.codes.link},
		{"Who is named here", "/providers/", r.providerLink},
	} {
		group := namedGroup{Title: kind.title, Codes: kind.folder == "/codes/"}
		for _, id := range namedIn(body.Sections, kind.folder) {
			if to := kind.to(id); to.URL != "" {
				group.Links = append(group.Links, to)
			}
		}
		if group.Codes {
			slices.SortFunc(group.Links, func(a, b link) int { return byNumber(a.Text, b.Text) })
		}
		if len(group.Links) > 0 {
			body.Named = append(body.Named, group)
		}
	}
	return body
}

// aboutPage is prose about the site itself.
type aboutPage struct {
	Sections []section
	Contents []link
}

// prosePages are the pages about the site itself.
func (r *renderer) prosePages() {
	for _, art := range r.articles.in("pages") {
		art.used = true
		r.titled(art)
		r.fillFigures(art)
		path := "/" + art.ID + "/"
		body := aboutPage{Sections: art.Sections, Contents: contentsOf(art.Sections)}
		r.write("prose", page{
			Path: path, Title: curl(art.Meta.Title), Description: curl(art.Meta.Description), Section: path, Body: body,
			Reviewed: art.Meta.Reviewed, Edit: "content/" + art.File, Questions: questions(art.Sections),
			Card: card.Card{Title: curl(art.Meta.Title)},
		})
	}
	if r.articles["pages/about.md"] == nil {
		r.fail("content/pages/about.md: missing; every page links to /about/")
	}
	r.writeUnlisted("notfound", page{
		Path: "/404.html", Edit: "-", Title: "No such address", Description: "Nothing is delivered at this address.",
	})
}

// fillFigures puts counts of the rules into a page about the site: {errors} and so on. They are what "rules lint" prints, and
// cannot grow old.
func (r *renderer) fillFigures(art *article) {
	c := r.counts()
	var pairs []string
	for _, figure := range []struct {
		name  string
		count int
	}{
		{"errors", c.Errors},
		{"responses", c.Responses},
		{"providers", c.Providers},
		{"statuses", len(r.Rules.Statuses)},
		{"replies", len(r.Rules.Replies)},
	} {
		pairs = append(pairs, "{"+figure.name+"}", strconv.Itoa(figure.count))
	}
	fill := strings.NewReplacer(pairs...)
	for i := range art.Sections {
		art.Sections[i].parsed = nil
		art.Sections[i].HTML = template.HTML(fill.Replace(string(art.Sections[i].HTML)))
	}
}

// ownTitles are for pages that the frame itself links to.
var ownTitles = map[string]meta{
	"about": {Title: "About Whybounced", Description: "What it does, what leaves your browser (nothing that you paste), how you can check that, and how far an answer can be trusted."},
}

// titled checks what only articles without an entry in rules.json have to say themselves.
func (r *renderer) titled(art *article) {
	if own := ownTitles[art.ID]; art.Meta.Title == "" && strings.HasPrefix(art.File, "pages/") {
		art.Meta.Title, art.Meta.Description = own.Title, own.Description
	}
	if strings.TrimSpace(art.Meta.Title) == "" || strings.TrimSpace(art.Meta.Description) == "" {
		r.fail("content/%s:1: front matter needs title and description", art.File)
	}
}
