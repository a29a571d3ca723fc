package site

import (
	"bytes"
	"encoding/json"
	"html"
	"path"
	"regexp"
	"slices"
	"strings"
)

// searchPage is what templates/search.html gets: the box, and for readers without scripts the ways in.
type searchPage struct {
	Ways   []link
	Guides []link
}

func (r *renderer) searchPage() {
	body := searchPage{Ways: []link{
		{URL: "/", Text: "The decoder", Note: "Paste the bounce itself: it is read for you."},
		{URL: "/families/", Text: "Errors", Note: "By what causes them."},
		{URL: "/codes/", Text: "Codes", Note: "Reply codes such as 550 and enhanced codes such as 5.7.26."},
		{URL: "/providers/", Text: "Providers", Note: "By who sent the reply: mailbox providers, filters, mail servers, blocklists."},
		{URL: "/reasons/", Text: "Reasons", Note: "Every known reply under what it means."},
	}}
	for _, art := range r.guides() {
		body.Guides = append(body.Guides, link{URL: "/guides/" + art.ID + "/", Text: curl(art.Meta.Title)})
	}
	r.write("search", page{
		Path: "/search/", Title: "Search", Body: body,
		Description: "Find an error, a code, a provider, a guide or the exact words of a reply.",
	})
}

// searchKinds are the kinds of page that a search tells apart, by template; what is not named is a plain page.
var searchKinds = []string{"page", "error", "code", "reason", "provider", "guide", "family"}

// searchFile is search.json: what there is to find, and the index of it as MiniSearch has it, ready made: a browser would take a quarter of a
// second to make it. It comes last, so that whatever kind of page there is can be found.
func (r *renderer) searchFile() {
	x := searchIndex{Kinds: searchKinds, postings: map[string]*postings{}}
	places := map[string]int{}
	for _, p := range r.listed {
		if p.kind == "search" || p.Lang != nil { // the index is of English words
			continue
		}
		kind, title, note := max(slices.Index(searchKinds, p.kind), 0), curl(p.Title), strings.TrimSpace(p.Description)
		places[p.Path] = len(x.Pages)
		x.add(title, note, r.searchWords(p))
		row := []any{kind, p.Path, title, note}
		if called := nicknames[path.Base(p.Path)]; p.kind == "provider" && called != "" {
			row = append(row, called)
		}
		x.Pages = append(x.Pages, row)
	}
	for i := range r.Rules.Errors {
		e := &r.Rules.Errors[i]
		at, ok := places["/e/"+e.ID+"/"]
		if !ok {
			continue
		}
		for k := range e.Responses {
			response := &e.Responses[k]
			if response.Retired != "" {
				continue
			}
			provider := ""
			if p := r.providers[response.Provider]; p != nil {
				provider = curl(p.Title)
			}
			words := strings.Join(append(append([]string{response.ID}, response.Match.All...), append(response.Match.Status, response.Aliases...)...), " ")
			for n, example := range response.Examples {
				if n == maxReplyExamples {
					break
				}
				text := cut(example, maxReplyText)
				x.add(text, provider, words)
				x.Replies = append(x.Replies, []any{at, response.ID, provider, text})
				words = ""
			}
		}
	}
	x.finish()
	var b bytes.Buffer
	w := json.NewEncoder(&b)
	w.SetEscapeHTML(false)
	if err := w.Encode(x); err != nil {
		r.fail("search.json: %w", err)
	}
	r.files = append(r.files, File{"search.json", b.Bytes()})
}

// maxReplyText is how much of a reply is shown and searched; the longest say the same in further lines.
const maxReplyText = 240 // bytes

// maxReplyExamples is how many examples of one response can be found; further ones differ in names and numbers only.
const maxReplyExamples = 2

// searchWords are what a page is looked for by and does not have in its title.
func (r *renderer) searchWords(p listedPage) string {
	id := path.Base(p.Path)
	words := []string{strings.ReplaceAll(id, "-", " ")}
	switch p.kind {
	case "error":
		e := r.errors[id]
		words = append(append(words, e.Aliases...), r.reasons[e.Reason].Title)
		for k := range e.Responses {
			words = append(append(words, carried(&e.Responses[k])...), e.Responses[k].Provider)
		}
	case "provider":
		if provider := r.providers[id]; provider != nil {
			words = append(append(append(words, nicknames[id]), provider.Aliases...), provider.Hosts...)
		}
	case "code":
		if strings.Contains(id, ".") {
			words = append(words, inClass(id, "x"), strings.ReplaceAll(id, ".", ""))
		}
	case "reason":
		for _, reason := range r.Rules.Reasons {
			if reason.ID == id {
				words = append(append(append(words, reason.Crosswalk.Sisimai...), reason.Crosswalk.ML...), reason.Crosswalk.KumoMTA...)
			}
		}
	}
	for _, folder := range []string{"guides", "pages"} {
		if art := r.articles[folder+"/"+id+".md"]; art != nil && (p.kind == "guide" || folder == "pages") {
			for _, s := range art.Sections {
				words = append(words, s.Title, html.UnescapeString(tags.ReplaceAllString(string(s.HTML), " ")))
			}
		}
	}
	text := p.Title + " " + p.Description
	for _, s := range sameInOtherWords {
		if s.said.MatchString(text) {
			words = append(words, s.words)
		}
	}
	return strings.Join(words, " ")
}

var tags = regexp.MustCompile(`<[^>]*>`)

// listedPage is a page that can be found, with the template that shows it.
type listedPage struct {
	kind string
	page
}
