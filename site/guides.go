package site

import "strings"

type guidePage struct {
	Sections []section
	Reviewed string
}

// guidePages shows what content/guides holds; without any guide there is no index and no entry in the navigation.
func (r *renderer) guidePages() {
	guides := r.articles.in("guides")
	if len(guides) == 0 {
		return
	}
	var list []link
	for _, art := range guides {
		art.used = true
		r.titled(art)
		list = append(list, link{URL: "/guides/" + art.ID + "/", Text: art.Meta.Title, Note: art.Meta.Description})
		r.write("prose", page{
			Path: "/guides/" + art.ID + "/", Title: art.Meta.Title, Description: art.Meta.Description, Section: "/guides/",
			Trail: []link{{URL: "/guides/", Text: "Guides"}}, Body: guidePage{art.Sections, art.Meta.Reviewed},
		})
	}
	r.write("guides", page{
		Path: "/guides/", Title: "Guides", Description: "How to read bounces, and how to have fewer of them.", Section: "/guides/", Body: list,
	})
}

// prosePages are the pages about the site itself.
func (r *renderer) prosePages() {
	for _, art := range r.articles.in("pages") {
		art.used = true
		r.titled(art)
		path := "/" + art.ID + "/"
		r.write("prose", page{
			Path: path, Title: art.Meta.Title, Description: art.Meta.Description, Section: path, Body: guidePage{art.Sections, art.Meta.Reviewed},
		})
	}
	if r.articles["pages/about.md"] == nil {
		r.fail("content/pages/about.md: missing; every page links to /about/")
	}
	r.writeUnlisted("notfound", page{
		Path: "/404.html", Title: "No such address", Description: "Nothing is delivered at this address.",
	})
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
