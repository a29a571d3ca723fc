package site

import (
	"html/template"
	"regexp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Guides and provider pages state facts that age, and name codes that have pages. This file reads a finished article back:
// what it leads to, whether its sources say when they were seen, whether a code it names can be followed.

// sourcesID is the section that template and checks treat by itself.
const sourcesID = "sources"

var seenMonth = regexp.MustCompile(`\(seen (20\d\d-(?:0[1-9]|1[0-2]))\)$`)

// nodes are the elements of a section. They are read once: many pages ask what a guide names.
func (s section) nodes() []*html.Node {
	if s.parsed == nil {
		return s.parse()
	}
	s.parsed.Do(func() { s.parsed.list = s.parse() })
	return s.parsed.list
}

// parsedNodes is shared by the copies of a section.
type parsedNodes struct {
	sync.Once
	list []*html.Node
}

func (s section) parse() []*html.Node {
	doc, err := html.Parse(strings.NewReader(string(s.HTML)))
	if err != nil {
		return nil
	}
	var list []*html.Node
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			list = append(list, n)
		}
	}
	return list
}

func attribute(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

func inside(n *html.Node, element string) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Data == element {
			return true
		}
	}
	return false
}

// split takes the sources out of an article's sections.
func split(sections []section) (body []section, sources section) {
	for _, s := range sections {
		if s.ID == sourcesID {
			sources = s
			continue
		}
		body = append(body, s)
	}
	return body, sources
}

// checkCitations reports sources without an address or a month, and codes that are named but lead nowhere although they
// have a page.
func (r *renderer) checkCitations(art *article) {
	body, sources := split(art.Sections)
	cited := 0
	for _, n := range sources.nodes() {
		if n.Data != "li" {
			continue
		}
		cited++
		line := strings.TrimSpace(textOf(n))
		address := ""
		for c := range n.Descendants() {
			if c.Data == "a" {
				address = attribute(c, "href")
			}
		}
		switch {
		case !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://"):
			r.fail("content/%s: source %q has no address; write [title](https://…) (seen YYYY-MM)", art.File, line)
		case !seenMonth.MatchString(line):
			r.fail("content/%s: source %q has no month; end it with (seen YYYY-MM)", art.File, line)
		}
	}
	if cited == 0 {
		r.fail("content/%s: no sources; end with ## Sources and a list", art.File)
	}
	linked, named := map[string]bool{}, []string{}
	for _, s := range body {
		for _, n := range s.nodes() {
			switch {
			case n.Data == "a":
				linked[attribute(n, "href")] = true
			case n.Data == "code" && !inside(n, "pre") && !inside(n, "a"):
				named = append(named, textOf(n))
			}
		}
	}
	for _, code := range named {
		if to := r.codes.link(code).URL; to != "" && !linked[to] {
			r.fail("content/%s: names %s and never leads to it; write [%s](%s)", art.File, code, code, to)
			linked[to] = true
		}
	}
}

// namedIn are the pages under a folder ("/codes/") that an article leads to, in the order of their first mention.
func namedIn(sections []section, folder string) []string {
	var ids []string
	for _, s := range sections {
		for _, n := range s.nodes() {
			if n.Data != "a" {
				continue
			}
			rest, under := strings.CutPrefix(attribute(n, "href"), folder)
			id, _, _ := strings.Cut(rest, "/")
			if under && id != "" && id[0] != '#' && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// guidesNaming are the places in guides that lead to an address: the way back.
func (r *renderer) guidesNaming(address string) []link {
	var list []link
	for _, art := range r.guides() {
		if to, named := placeNaming(art, address); named {
			list = append(list, to)
		}
	}
	return list
}

// placeNaming is the nearest heading over the first link of a guide to an address. The first place is enough: the guide has a
// table of contents.
func placeNaming(art *article, address string) (link, bool) {
	to := link{URL: "/guides/" + art.ID + "/", Text: curl(art.Meta.Title)}
	for _, s := range art.Sections {
		id, title := s.ID, s.Title
		for _, n := range s.nodes() {
			switch {
			case n.Data == "h3":
				id, title = attribute(n, "id"), textOf(n)
			case n.Data == "a" && strings.HasPrefix(attribute(n, "href"), address):
				if id != "" {
					to.URL, to.Note = to.URL+"#"+id, title
				}
				return to, true
			}
		}
	}
	return link{}, false
}

// bareCode is an enhanced code in running text; "section 4.5.4" of a standard looks the same.
var bareCode = regexp.MustCompile(`(?i)(section )?\b[45]\.\d\.\d{1,3}\b`)

// linkCodes leads from the first mention of a code in each section to its page.
func (r *renderer) linkCodes(sections []section) []section {
	linked := make([]section, len(sections))
	for i, s := range sections {
		linked[i] = s
		body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
		top, err := html.ParseFragment(strings.NewReader(string(s.HTML)), body)
		if err != nil {
			continue
		}
		var b strings.Builder
		seen := map[string]bool{}
		for _, n := range top {
			r.linkCodesIn(n, seen)
			_ = html.Render(&b, n)
		}
		linked[i].HTML, linked[i].parsed = template.HTML(b.String()), &parsedNodes{}
	}
	return linked
}

func (r *renderer) linkCodesIn(n *html.Node, seen map[string]bool) {
	if n.Type == html.TextNode && n.Parent != nil {
		r.linkCodesInText(n, seen)
		return
	}
	if n.Data == "a" {
		code, _, _ := strings.Cut(strings.TrimPrefix(attribute(n, "href"), "/codes/"), "/")
		seen[code] = true
	}
	switch n.Data {
	case "a", "code", "pre", "h3":
		return
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling // before c is taken apart
		r.linkCodesIn(c, seen)
		c = next
	}
}

func (r *renderer) linkCodesInText(n *html.Node, seen map[string]bool) {
	for _, at := range bareCode.FindAllStringIndex(n.Data, -1) {
		code := n.Data[at[0]:at[1]]
		to := r.codes.link(code)
		if to.URL == "" || seen[code] {
			continue
		}
		seen[code] = true
		a := &html.Node{Type: html.ElementNode, Data: "a", DataAtom: atom.A, Attr: []html.Attribute{{Key: "href", Val: to.URL}}}
		a.AppendChild(&html.Node{Type: html.TextNode, Data: code})
		rest := &html.Node{Type: html.TextNode, Data: n.Data[at[1]:]}
		n.Parent.InsertBefore(a, n.NextSibling)
		n.Parent.InsertBefore(rest, a.NextSibling)
		n.Data = n.Data[:at[0]]
		r.linkCodesInText(rest, seen)
		return
	}
}
