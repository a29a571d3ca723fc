package site

import (
	"encoding/json"
	"html/template"
	"regexp"
	"slices"
	"strings"

	"github.com/whybounced/whybounced/site/card"
)

// This file is how a page is found and shown elsewhere: its title in a list of results, the picture beside a shared link
// (ogp.me), and what it is in the words of schema.org.

// repository is where a page is edited.
const repository = "https://github.com/whybounced/whybounced"

// siteName is said after the title in lists of results.
const siteName = "Whybounced"

// titleLimit is how much of a title lists of results show, in bytes. What people search for is literal text: it comes first.
const titleLimit = 64

// found fills in what the head of a page says to others.
func (r *renderer) found(kind string, p *page) {
	if p.HeadTitle == "" {
		p.HeadTitle = p.Title
	}
	if p.Card.Title != "" {
		p.Image = "/cards/" + p.Card.Key() + ".png"
		r.cards[p.Image] = p.Card
	}
	if p.Edit == "" {
		p.Edit = "rules.json"
	}
	p.Structured = r.structured(kind, p)
}

// structured is the page for programs that read schema.org (JSON-LD 1.1): the way to it, and what it is.
func (r *renderer) structured(kind string, p *page) template.JS {
	type object = map[string]any
	trail := []object{}
	for _, l := range append(slices.Clone(p.Trail), link{URL: p.Path, Text: p.Title}) {
		trail = append(trail, object{"@type": "ListItem", "position": len(trail) + 1, "name": l.Text, "item": r.Base + l.URL})
	}
	about := object{
		"@type": "WebPage", "@id": r.Base + p.Path, "url": r.Base + p.Path, "name": p.Title, "description": p.Description, "inLanguage": p.language().Code,
		"isPartOf": object{"@type": "WebSite", "name": siteName, "url": r.Base + "/"},
	}
	if p.Image != "" {
		about["image"] = r.Base + p.Image
	}
	if p.Modified != "" {
		about["dateModified"] = p.Modified
	}
	switch kind {
	case "home":
		about["@type"] = "WebApplication"
		about["applicationCategory"] = "UtilitiesApplication"
		about["operatingSystem"] = "any, in a browser"
		about["offers"] = object{"@type": "Offer", "price": "0", "priceCurrency": "EUR"}
		return marshal(r, object{"@context": "https://schema.org", "@graph": []object{about, {
			"@type": "WebSite", "name": siteName, "url": r.Base + "/",
			"potentialAction": object{
				"@type": "SearchAction", "target": object{"@type": "EntryPoint", "urlTemplate": r.Base + "/search/?q={search_term_string}"},
				"query-input": "required name=search_term_string",
			},
		}}})
	case "error", "guide", "provider", "reason", "code":
		about["@type"] = "TechArticle"
		about["headline"] = p.Title
		about["author"] = object{"@type": "Organization", "name": siteName, "url": r.Base + "/"}
	}
	if len(p.Questions) > 0 {
		about["@type"] = "FAQPage"
		var questions []object
		for _, q := range p.Questions {
			questions = append(questions, object{
				"@type": "Question", "name": q.Name,
				"acceptedAnswer": object{"@type": "Answer", "text": q.Answer},
			})
		}
		about["mainEntity"] = questions
	}
	graph := []object{about}
	if len(trail) > 1 {
		graph = append(graph, object{"@type": "BreadcrumbList", "itemListElement": trail})
	}
	return marshal(r, object{"@context": "https://schema.org", "@graph": graph})
}

// marshal writes JSON that may stand in a script element: encoding/json writes < as \u003c, so that no text of it ends the
// element.
func marshal(r *renderer, v any) template.JS {
	body, err := json.Marshal(v)
	if err != nil {
		r.fail("structured data: %w", err)
	}
	return template.JS(body)
}

// question is a heading that asks, with the text under it.
type question struct{ Name, Answer string }

// questions are the sections of an article whose heading is a question.
func questions(sections []section) []question {
	var list []question
	for _, s := range sections {
		if !strings.HasSuffix(s.Title, "?") {
			continue
		}
		var text []string
		for _, n := range s.nodes() {
			switch n.Data {
			case "p", "li", "pre":
				if !inside(n, "li") {
					text = append(text, strings.Join(strings.Fields(textOf(n)), " "))
				}
			}
		}
		list = append(list, question{s.Title, strings.Join(text, " ")})
	}
	return list
}

var severalLines = regexp.MustCompile(`^(\d\d\d)-`)

// literalTitle puts the server's own words before ours: what is searched for is what was read in the bounce.
func literalTitle(literal, title string) string {
	if literal == "" {
		return title
	}
	// "550-5.7.26 …" is how a reply of several lines begins; nobody searches for the hyphen.
	return cut(severalLines.ReplaceAllString(literal, "$1 "), titleLimit) + " – " + title
}

// Card is a picture of the site and where it stands. It is drawn by whoever publishes the site (see package card): drawing
// costs more than all the pages, and a picture stays the same as long as its address does.
type Card struct {
	Path string // "cards/0123….png"
	card.Card
}

// Cards are the pictures that the pages name, sorted by path.
func (r *renderer) cardList() []Card {
	var list []Card
	for path, c := range r.cards {
		list = append(list, Card{strings.TrimPrefix(path, "/"), c})
	}
	slices.SortFunc(list, func(a, b Card) int { return strings.Compare(a.Path, b.Path) })
	return list
}
