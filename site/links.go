package site

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// CheckLinks reads a finished site and reports every link to a file or an anchor that is not there, every page that no other
// page leads to, and every id that is given twice. Links to other sites are not followed.
func CheckLinks(files []File) error {
	pages := map[string]*outline{}
	var problems []error
	for _, f := range files {
		o := &outline{ids: map[string]bool{}}
		if path.Ext(f.Path) == ".html" {
			doc, err := html.Parse(bytes.NewReader(f.Body))
			if err != nil {
				problems = append(problems, fmt.Errorf("%s: %w", f.Path, err))
				continue
			}
			o.read(doc)
			o.page = true
			for _, id := range o.twice {
				problems = append(problems, fmt.Errorf("%s: the id %q is given twice", f.Path, id))
			}
		}
		pages[Address(f.Path)] = o
	}
	reached := map[string]bool{"/": true, "/404.html": true, "/offline/": true}
	for from, o := range pages {
		for _, target := range o.links {
			u, err := url.Parse(target)
			if err != nil || u.Scheme != "" || u.Host != "" {
				continue
			}
			to := u.Path
			if to == "" {
				to = from
			}
			if !strings.HasPrefix(to, "/") {
				problems = append(problems, fmt.Errorf("%s: the link %q is relative; begin with /", from, target))
				continue
			}
			goal := pages[to]
			switch {
			case goal == nil:
				problems = append(problems, fmt.Errorf("%s: dead link %q", from, target))
			case strings.Contains(u.Fragment, "="):
				// Not a place but something handed to the page's script: "#rule=dmarc-policy&code=550".
				values, err := url.ParseQuery(u.Fragment)
				if rule := values.Get("rule"); err != nil || rule != "" && pages["/e/"+rule+"/"] == nil {
					problems = append(problems, fmt.Errorf("%s: %q: no such rule", from, target))
				}
			case u.Fragment != "" && !goal.ids[u.Fragment]:
				problems = append(problems, fmt.Errorf("%s: %q: no such anchor on that page", from, target))
			}
			if to != from {
				reached[to] = true
			}
		}
	}
	for address, o := range pages {
		// A redirect is for addresses given out elsewhere: nothing here needs to use it.
		if o.page && !o.redirects && !reached[address] {
			problems = append(problems, fmt.Errorf("%s: no page links to it", address))
		}
	}
	slices.SortFunc(problems, func(a, b error) int { return strings.Compare(a.Error(), b.Error()) })
	return errors.Join(problems...)
}

// AddressOfArticle is the page that shows a file of content/: "/e/dmarc-policy/" for "errors/dmarc-policy.md". It is empty for
// what has no page of its own.
func AddressOfArticle(file string) string {
	for _, l := range translatedTo {
		if rest, is := strings.CutPrefix(file, l.Code+"/"); is {
			return strings.TrimRight(l.Decoder, "/") + AddressOfArticle(rest)
		}
	}
	folder, name := path.Split(file)
	id, isArticle := strings.CutSuffix(name, ".md")
	prefix := map[string]string{"errors/": "/e/", "reasons/": "/reasons/", "providers/": "/providers/", "guides/": "/guides/", "pages/": "/"}[folder]
	if !isArticle || prefix == "" {
		return ""
	}
	return prefix + id + "/"
}

// Address is where a file of the site is found: "/e/dmarc-policy/" for "e/dmarc-policy/index.html".
func Address(file string) string {
	if file == "index.html" || strings.HasSuffix(file, "/index.html") {
		file = strings.TrimSuffix(file, "index.html")
	}
	return "/" + file
}

// outline is what links need to know of a page.
type outline struct {
	page, redirects bool
	ids             map[string]bool
	twice           []string
	links           []string
}

func (o *outline) read(n *html.Node) {
	if n.Type == html.ElementNode {
		attr := map[string]string{}
		for _, a := range n.Attr {
			attr[a.Key] = a.Val
		}
		if id := attr["id"]; id != "" {
			if o.ids[id] {
				o.twice = append(o.twice, id)
			}
			o.ids[id] = true
		}
		switch n.Data {
		case "a", "link":
			if attr["rel"] != "canonical" {
				o.links = append(o.links, attr["href"])
			}
		case "script", "img", "iframe":
			if attr["src"] != "" {
				o.links = append(o.links, attr["src"])
			}
		case "meta":
			if _, target, found := strings.Cut(attr["content"], "url="); found && attr["http-equiv"] == "refresh" {
				o.redirects = true
				o.links = append(o.links, target)
			}
			if u, err := url.Parse(attr["content"]); err == nil && attr["property"] == "og:image" {
				o.links = append(o.links, u.Path) // absolute by its own rules, and ours
			}
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		o.read(c)
	}
}
