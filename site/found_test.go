package site

import (
	"encoding/json"
	"encoding/xml"
	"net/url"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

// graph is what a page says of itself in JSON-LD.
type graph struct {
	Context string           `json:"@context"`
	Graph   []map[string]any `json:"@graph"`
}

// Search engines and chat programs are told the truth, in a form that they can read: each page of the whole site.
func TestHeads(t *testing.T) {
	files, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	have, titles := map[string]bool{}, map[string]string{}
	for _, f := range files {
		have[Address(f.Path)] = true
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Path, ".html") || f.Path == "404.html" || f.Path == "offline/index.html" || f.Path == "embed/frame/index.html" || strings.Contains(string(f.Body), `http-equiv="refresh"`) {
			continue
		}
		at := Address(f.Path)
		doc, err := html.Parse(strings.NewReader(string(f.Body)))
		if err != nil {
			t.Fatal(err)
		}
		meta, title := map[string]string{}, ""
		var data []graph
		for n := range doc.Descendants() {
			switch {
			case n.Data == "title" && n.Parent.Data == "head":
				title = textOf(n)
			case n.Data == "meta":
				meta[first(attribute(n, "property"), attribute(n, "name"))] = attribute(n, "content")
			case n.Data == "script" && attribute(n, "type") == "application/ld+json":
				var g graph
				if err := json.Unmarshal([]byte(textOf(n)), &g); err != nil {
					t.Errorf("%s: structured data: %v", at, err)
				}
				data = append(data, g)
			}
		}
		if other := titles[title]; other != "" {
			t.Errorf("%s: has the title of %s: %q", at, other, title)
		}
		titles[title] = at
		for _, name := range []string{"description", "og:title", "og:description", "og:url", "og:type"} {
			if meta[name] == "" {
				t.Errorf("%s: no %s", at, name)
			}
		}
		if meta["og:url"] != "https://example.com"+at {
			t.Errorf("%s: og:url is %s", at, meta["og:url"])
		}
		if image := meta["og:image"]; strings.HasPrefix(at, "/e/") && image == "" {
			t.Errorf("%s: no picture", at)
		} else if u, err := url.Parse(image); image != "" && (err != nil || !u.IsAbs() || !have[u.Path]) {
			t.Errorf("%s: picture %q", at, image)
		}
		if len(data) != 1 || data[0].Context != "https://schema.org" || len(data[0].Graph) == 0 {
			t.Errorf("%s: structured data %v", at, data)
			continue
		}
		checkGraph(t, at, data[0].Graph, have)
	}
}

// checkGraph holds what schema.org and its readers require of each kind of thing.
func checkGraph(t *testing.T, at string, things []map[string]any, have map[string]bool) {
	t.Helper()
	for _, thing := range things {
		switch thing["@type"] {
		case "TechArticle":
			if thing["headline"] == "" || thing["author"] == nil {
				t.Errorf("%s: an article without headline or author", at)
			}
			if day, _ := thing["dateModified"].(string); day != "" {
				if _, err := time.Parse(time.DateOnly, day); err != nil {
					t.Errorf("%s: %v", at, err)
				}
			}
		case "FAQPage":
			for _, q := range thing["mainEntity"].([]any) {
				question := q.(map[string]any)
				answer := question["acceptedAnswer"].(map[string]any)
				if !strings.HasSuffix(question["name"].(string), "?") || len(answer["text"].(string)) < 40 {
					t.Errorf("%s: question %v", at, question)
				}
			}
		case "BreadcrumbList":
			for i, item := range thing["itemListElement"].([]any) {
				item := item.(map[string]any)
				u, err := url.Parse(item["item"].(string))
				if err != nil || !have[u.Path] || item["position"] != float64(i+1) || item["name"] == "" {
					t.Errorf("%s: crumb %v", at, item)
				}
			}
		case "WebPage", "WebApplication", "WebSite":
		default:
			t.Errorf("%s: is a %v", at, thing["@type"])
		}
	}
}

func TestTitleBeginsWithTheReply(t *testing.T) {
	for _, test := range []struct{ literal, want string }{
		{"", "Full"},
		{"452 4.2.2 Mailbox full", "452 4.2.2 Mailbox full – Full"},
		{"550-5.7.26 Unauthenticated email\n550 5.7.26 from", "550 5.7.26 Unauthenticated email from – Full"},
	} {
		if got := literalTitle(test.literal, "Full"); got != test.want {
			t.Errorf("%q: %q, want %q", test.literal, got, test.want)
		}
	}
}

// The site map and the feed are read by programs that give up at the first mistake.
func TestMachineFilesAreWellFormed(t *testing.T) {
	pages, err := renderFixture(t, fixtureContent())
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"/sitemap.xml", "/feed.xml", "/opensearch.xml"} {
		d := xml.NewDecoder(strings.NewReader(pages[name]))
		for {
			token, err := d.Token()
			if token == nil {
				if err.Error() != "EOF" {
					t.Errorf("%s: %v", name, err)
				}
				break
			}
		}
	}
	for address, body := range pages {
		if strings.HasSuffix(address, ".json") && !json.Valid([]byte(body)) {
			t.Errorf("%s: no JSON", address)
		}
	}
}
