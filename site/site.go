// Package site renders the pages of Whybounced: rules and articles in, files out.
//
// It is pure. Nothing is read from or written to disk, no clock is asked, and the same input gives the same bytes, so that
// the generator, the development server and the tests see one site. Start at [Render]; each kind of page has a file of its
// own here and a template of the same name in templates/.
//
// What it promises: every error, family, reason, provider and code has a page at the address that CONTRACT.md gives it; no page
// has inline script or style; every mistake in articles and templates is reported, not only the first.
package site

import (
	"errors"
	"io/fs"
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
)

// Input is all that a site is made of.
type Input struct {
	Rules     *whybounced.RuleSet
	RulesJSON []byte // rules.json as it lies in the repository, published unchanged
	Schema    []byte // rules.schema.json, likewise
	Content   fs.FS  // content/: errors, reasons, providers, guides, pages
	Assets    fs.FS  // site/: templates, styles, icon.svg
	Base      string // origin that canonical links name, "https://example.com"

	// Memo keeps articles between renderings, for programs that render again when one has changed. May be nil.
	Memo *Memo
	// Only, where it is not nil, says which addresses are wanted; nothing else is made.
	Only func(address string) bool
}

// File is one file of the finished site. Path has no leading slash: "e/dmarc-policy/index.html".
type File struct {
	Path string
	Body []byte
}

// Render makes the whole site, sorted by path. The error, if any, joins everything that is wrong.
func Render(in Input) ([]File, error) {
	files, _, err := RenderAll(in)
	return files, err
}

// RenderAll is Render with the pictures that the pages name, which are still to be drawn.
func RenderAll(in Input) ([]File, []Card, error) {
	in.Base = strings.TrimRight(in.Base, "/")
	r, err := newRenderer(in)
	if err != nil {
		return nil, nil, err
	}
	r.pages()
	if in.Only == nil {
		for _, l := range r.languages {
			r.textsFile(l)
		}
		r.searchFile()
		r.installFiles()
		r.machineFiles()
		r.entryFiles()
		r.styleSheets()
		r.strayArticles()
	}
	slices.SortFunc(r.files, func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	for i := 1; i < len(r.files); i++ {
		if r.files[i].Path == r.files[i-1].Path {
			r.fail("two pages want the address /%s", strings.TrimSuffix(r.files[i].Path, "index.html"))
		}
	}
	return r.files, r.cardList(), errors.Join(r.problems...)
}

// pages makes every kind of page.
func (r *renderer) pages() {
	r.home(english)
	for _, l := range r.languages {
		r.home(l)
	}
	r.errorPages()
	r.familyPages()
	r.reasonPages()
	r.providerPages()
	r.codePages()
	r.guidePages()
	r.prosePages()
	r.changesPage()
	r.searchPage()
	r.embedPages()
}
