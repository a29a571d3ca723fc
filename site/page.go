package site

import (
	"bytes"
	"fmt"
	"html/template"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
	"github.com/tdewolff/minify/v2/html"
	"github.com/tdewolff/minify/v2/json"
	"github.com/tdewolff/minify/v2/svg"
	"github.com/whybounced/whybounced/site/card"
)

// page is what templates/layout.html frames: the head, the way back, and the body that the page's own template shows.
type page struct {
	Path        string // "/e/dmarc-policy/"
	Title       string
	Description string
	Section     string // address of the entry of the main navigation that this page is under
	Trail       []link // the way from the top, without the page itself
	Body        any

	HeadTitle string     // in the window's bar and in lists of results; empty: Title
	Card      card.Card  // the picture beside a shared link; without a title there is none
	Reviewed  string     // month, "2026-11"
	Edit      string     // file that the page comes from; empty: rules.json; "-": none
	Modified  string     // day of the last change of what the page says, "2026-11-22"
	Twin      string     // address of the same page for programs, without the ending
	Questions []question // headings that ask, with their answers

	Canonical  string      // the rest is filled in by write
	Alternates []alternate // the page in all its languages, itself included; empty: it is in one only
	Base       string
	Image      string
	Structured template.JS
	EditBase   string
	Feed       bool
	Lang       *language // nil: English
	More       []link    // in the foot only
	Policy     string
	Nav        []link
	OEmbed     string // where a host that runs the API describes the page for embedding (oembed.com, section 4)
}

// link is an address with the words that lead there. Note is said beside it, outside of the link.
type link struct {
	URL, Text, Note string
	Lang            string // of the text, where it is not the page's
}

// renderer holds what all kinds of pages share.
type renderer struct {
	Input
	*index
	templates map[string]*template.Template
	minify    *minify.M
	articles  articles
	languages []*language // besides English
	files     []File
	indexed   []siteMapEntry
	listed    []listedPage         // what a search can find
	cards     map[string]card.Card // by address
	nav       []link
	ledger    ledger
	changed   map[string]string // by address, the day of its last line in the ledger
	redirects []string          // lines of _redirects
	problems  []error
}

// shared are the templates that every kind of page may use.
var shared = []string{"templates/layout.html", "templates/parts.html", "templates/found.html"}

func newRenderer(in Input) (*renderer, error) {
	r := &renderer{Input: in, templates: map[string]*template.Template{}, minify: minify.New(), cards: map[string]card.Card{}}
	r.index = newIndex(in.Rules)
	r.minify.Add("text/html", &html.Minifier{KeepDocumentTags: true, KeepEndTags: true, KeepQuotes: true})
	r.minify.AddFunc("text/css", css.Minify)
	r.minify.AddFunc("image/svg+xml", svg.Minify)
	r.minify.AddFunc("application/json", json.Minify)
	names, err := fs.Glob(in.Assets, "templates/*.html")
	if err != nil {
		return nil, err
	}
	frame, err := template.New("").Funcs(templateFuncs).Funcs(english.funcs()).ParseFS(in.Assets, shared...)
	if err != nil {
		return nil, err
	}
	for _, name := range names {
		kind := strings.TrimSuffix(path.Base(name), ".html")
		if slices.Contains(shared, name) {
			continue
		}
		t, err := template.Must(frame.Clone()).ParseFS(in.Assets, name)
		if err != nil {
			return nil, err
		}
		r.templates[kind] = t
	}
	r.readLanguages()
	for _, l := range r.languages {
		if err := r.translateTemplates(l); err != nil {
			return nil, err
		}
	}
	r.readArticles()
	r.readLedger()
	return r, nil
}

var templateFuncs = template.FuncMap{
	"prose":  prose,
	"count":  count,
	"small":  small,
	"letter": letter,
}

func (r *renderer) fail(format string, args ...any) {
	r.problems = append(r.problems, fmt.Errorf(format, args...))
}

// write renders p with the template of its kind and keeps it for the site map.
func (r *renderer) write(kind string, p page) {
	if !r.wants(p.Path) {
		return
	}
	p.Modified = r.modified(p)
	r.indexed = append(r.indexed, siteMapEntry{r.Base + p.Path, p.Modified})
	r.listed = append(r.listed, listedPage{kind, p})
	r.found(kind, &p)
	if p.Lang == nil && (kind == "error" || kind == "code" || kind == "reason") {
		p.OEmbed = r.Base + "/oembed?url=" + url.QueryEscape(r.Base+p.Path)
	}
	r.writeUnlisted(kind, p)
}

// wants tells whether a page is to be made.
func (r *renderer) wants(address string) bool { return r.Only == nil || r.Only(address) }

// writeUnlisted is write for pages that no search engine should list: redirects and the page for dead addresses.
func (r *renderer) writeUnlisted(kind string, p page) {
	if !r.wants(p.Path) {
		return
	}
	p.Canonical = r.Base + p.Path
	p.Base = r.Base
	p.Policy = policyOf(p.Path)
	if p.HeadTitle == "" {
		p.HeadTitle = p.Title
	}
	if p.EditBase = repository + "/edit/main/"; p.Edit == "-" {
		p.Edit = ""
	}
	if r.nav == nil { // the same on every page
		r.nav = r.navigation()
	}
	p.Nav = r.nav
	p.More, p.Feed = r.more(), len(r.ledger) > 0
	t := r.templates[kind]
	if p.Lang != nil {
		t = r.templates[p.Lang.Code+"/"+kind]
		p.Nav, p.More = p.Lang.links(p.Nav), p.Lang.links(p.More)
	}
	if t == nil {
		r.fail("templates/%s.html: missing", kind)
		return
	}
	name := "layout"
	if kind == "redirect" || kind == "frame" {
		name = kind
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, p); err != nil {
		r.fail("%s: %w", p.Path, err)
		return
	}
	small, err := r.minify.Bytes("text/html", b.Bytes())
	if err != nil {
		r.fail("%s: %w", p.Path, err)
		return
	}
	file := strings.TrimPrefix(p.Path, "/")
	if file == "" || strings.HasSuffix(file, "/") {
		file += "index.html"
	}
	r.files = append(r.files, File{Path: file, Body: small})
}

// redirect writes the short page that leads from an address that must never die to where its subject stands now.
// Static hosts know no other redirect that works everywhere; those that read _redirects answer 302 before they look for it.
func (r *renderer) redirect(from, to, title string) {
	r.writeUnlisted("redirect", page{Path: from, Title: title, Body: link{URL: to, Text: title}})
	r.redirects = append(r.redirects, from+" "+to+" 302")
}

// more are pages that the foot of every page leads to, and the head has no room for.
func (r *renderer) more() []link {
	var list []link
	for _, l := range []link{{URL: "/changes/", Text: "Changes"}, {URL: "/contribute/", Text: "Contribute"}} {
		if l.URL == "/changes/" && len(r.ledger) > 0 || r.articles["pages"+strings.TrimSuffix(l.URL, "/")+".md"] != nil {
			list = append(list, l)
		}
	}
	return list
}

func (r *renderer) navigation() []link {
	nav := []link{
		{URL: "/families/", Text: "Errors"},
		{URL: "/codes/", Text: "Codes"},
		{URL: "/providers/", Text: "Providers"},
		{URL: "/reasons/", Text: "Reasons"},
	}
	if len(r.articles.in("guides")) > 0 {
		nav = append(nav, link{URL: "/guides/", Text: "Guides"})
	}
	return append(nav, link{URL: "/about/", Text: "About"})
}
