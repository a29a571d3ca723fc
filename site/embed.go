package site

import (
	"cmp"
	"encoding/json"
	"html/template"
	"slices"
	"strings"
)

// embedPage is /embed/: the configurator, and the systems for which there are step-by-step pages.
type embedPage struct {
	Sections []section
	Reviewed string
	Relays   []link // URL is the id
	Groups   []embedGroup
}

// embedGroup are the systems that allow the same: the decoder itself, its frame, or a link.
type embedGroup struct {
	ID, Title string
	Systems   []embedSystem
}

type embedSystem struct {
	Link  link
	Means string
}

// systemPage is how to embed the decoder in one system.
type systemPage struct {
	Sections []section
	Sources  template.HTML
	Reviewed string
	Way      string
}

// embedWays say what a system allows; part in the front matter of content/embed/*.md is one of the ids.
var embedWays = []struct{ ID, Title, Way string }{
	{"script", "The decoder itself", "The decoder itself works there."},
	{"frame", "The frame", "Only the frame works there: no script of yours may run."},
	{"link", "A link", "Only a link works there."},
}

// uncheckedID is the section that says what could not be looked up. Only a page with it may go without sources.
const uncheckedID = "what-we-could-not-check"

// WordsFile is what the widget needs to say ids and codes in words: the vocabulary of the decoder page, and the titles of
// errors, which that page has in its index. The build gives it a name of its own.
const WordsFile = "widget/words.json"

func (r *renderer) embedPages() {
	r.words()
	r.framePage()
	index := r.articles["embed/index.md"]
	if index == nil {
		r.fail("content/embed/index.md: missing; every page links to /embed/")
		return
	}
	index.used = true
	r.titled(index)
	body := embedPage{Sections: r.withOrigin(index.Sections), Reviewed: index.Meta.Reviewed}
	for _, relay := range r.Rules.Relays {
		body.Relays = append(body.Relays, link{URL: relay.ID, Text: curl(relay.Title)})
	}
	for _, way := range embedWays {
		body.Groups = append(body.Groups, embedGroup{ID: way.ID, Title: way.Title})
	}
	systems := slices.DeleteFunc(r.articles.in("embed"), func(art *article) bool { return art == index })
	slices.SortStableFunc(systems, func(a, b *article) int { return cmp.Compare(a.Meta.Order, b.Meta.Order) })
	for _, art := range systems {
		art.used = true
		r.titled(art)
		if !slices.ContainsFunc(art.Sections, func(s section) bool { return s.ID == uncheckedID }) {
			r.checkCitations(art)
		}
		i := slices.IndexFunc(embedWays, func(w struct{ ID, Title, Way string }) bool { return w.ID == art.Meta.Part })
		if i < 0 {
			r.fail("content/%s:1: part is %q; write one of script, frame, link", art.File, art.Meta.Part)
			continue
		}
		path := "/embed/" + art.ID + "/"
		body.Groups[i].Systems = append(body.Groups[i].Systems, embedSystem{link{URL: path, Text: curl(art.Meta.Title)}, curl(art.Meta.Description)})
		sections, sources := split(art.Sections)
		r.write("system", page{
			Path: path, Title: "Whybounced in " + curl(art.Meta.Title), Description: curl(art.Meta.Description), Section: "/embed/",
			Trail: []link{{URL: "/embed/", Text: "Embed"}},
			Body:  systemPage{Sections: r.withOrigin(sections), Sources: sources.HTML, Reviewed: art.Meta.Reviewed, Way: embedWays[i].Way},
		})
	}
	body.Groups = slices.DeleteFunc(body.Groups, func(g embedGroup) bool { return len(g.Systems) == 0 })
	r.write("embed", page{
		Path: "/embed/", Title: curl(index.Meta.Title), Description: curl(index.Meta.Description), Section: "/embed/", Body: body,
	})
}

// withOrigin writes the address of this site where an article says {site}.
func (r *renderer) withOrigin(sections []section) []section {
	list := slices.Clone(sections)
	for i := range list {
		list[i].HTML = template.HTML(strings.ReplaceAll(string(list[i].HTML), "{site}", template.HTMLEscapeString(r.Base)))
	}
	return list
}

// framePage is the frame itself: no head, no foot, nothing but the decoder.
func (r *renderer) framePage() {
	r.writeUnlisted("frame", page{
		Path: "/embed/frame/", Title: "Why did it bounce?", Description: "The decoder, for a frame in a page of somebody else.",
	})
}

func (r *renderer) words() {
	if r.Only != nil {
		return
	}
	titles := map[string]string{}
	for i := range r.Rules.Errors {
		titles[r.Rules.Errors[i].ID] = curl(r.Rules.Errors[i].Title)
	}
	body, err := json.Marshal(struct {
		vocabulary
		Errors map[string]string `json:"errors"`
	}{r.vocabulary(english), titles})
	if err != nil {
		r.fail("%s: %w", WordsFile, err)
	}
	r.files = append(r.files, File{WordsFile, body})
}
