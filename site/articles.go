package site

import (
	"bytes"
	"html/template"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"go.abhg.dev/goldmark/frontmatter"
)

// article is a file of content/: prose that no rule holds.
type article struct {
	File     string // "errors/dmarc-policy.md"
	ID       string
	Meta     meta
	Sections []section
	Reply    string // the literal reply of the Example section
	Markdown string // without the front matter
	used     bool
}

// meta is the front matter. Title and Description are for guides and plain pages only: an error has them in rules.json.
type meta struct {
	Reviewed    string `yaml:"reviewed"`
	Title       string `yaml:"title"`
	Description string `yaml:"description"`
	// Part and Order are for guides only: under which heading of the index, and in which place.
	Part  string `yaml:"part"`
	Order int    `yaml:"order"`
}

// section is a heading of the second level with what follows; the one before the first heading has no title.
type section struct {
	ID, Title string
	HTML      template.HTML
	parsed    *parsedNodes // of HTML, for those who ask what stands in it
}

type articles map[string]*article

// in lists the articles of a folder, sorted by file name.
func (a articles) in(folder string) []*article {
	var list []*article
	for file, art := range a {
		if path.Dir(file) == folder {
			list = append(list, art)
		}
	}
	slices.SortFunc(list, func(a, b *article) int { return strings.Compare(a.File, b.File) })
	return list
}

// take is the article of a page, nil where there is none; what nobody took is reported at the end.
func (a articles) take(folder, id string) *article {
	art := a[folder+"/"+id+".md"]
	if art != nil {
		art.used = true
	}
	return art
}

func (r *renderer) readArticles() {
	r.articles = articles{}
	err := fs.WalkDir(r.Content, ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(file) != ".md" {
			return err
		}
		source, err := fs.ReadFile(r.Content, file)
		if err != nil {
			return err
		}
		r.articles[file] = r.Memo.article(file, source, r.readArticle, &r.problems)
		return nil
	})
	if err != nil {
		r.fail("content: %w", err)
	}
}

func (r *renderer) readArticle(file string, source []byte) *article {
	art := &article{File: file, ID: strings.TrimSuffix(path.Base(file), ".md")}
	if _, rest, found := strings.Cut(string(source), "\n---\n"); found {
		art.Markdown = rest
	}
	context := parser.NewContext()
	doc := markdown.Parser().Parse(text.NewReader(source), parser.WithContext(context))
	if front := frontmatter.Get(context); front == nil {
		r.fail("content/%s:1: no front matter; begin with ---, reviewed: YYYY-MM, ---", file)
	} else if err := front.Decode(&art.Meta); err != nil {
		r.fail("content/%s:1: front matter: %w", file, err)
	}
	if month(art.Meta.Reviewed) == art.Meta.Reviewed {
		r.fail("content/%s:1: reviewed is %q; write the month as 2026-11", file, art.Meta.Reviewed)
	}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			if problem := forbidden(n); problem != "" {
				r.fail("content/%s:%d: %s", file, lineOf(n, source), problem)
			}
			if block, ok := n.(*ast.FencedCodeBlock); ok && art.Reply == "" && string(block.Language(source)) == "smtp" {
				art.Reply = string(block.Lines().Value(source))
			}
		}
		return ast.WalkContinue, nil
	})
	art.Sections = r.sections(file, doc, source)
	return art
}

// forbidden says what is wrong with a node that the template or the stylesheet could not carry.
func forbidden(n ast.Node) string {
	switch n := n.(type) {
	case *ast.HTMLBlock, *ast.RawHTML:
		return "HTML in an article; write Markdown"
	case *ast.Image:
		return "an image in an article; no page has any"
	case *ast.Heading:
		if n.Level == 1 {
			return "a heading of the first level; the title comes from rules.json or the front matter"
		}
	}
	return ""
}

// lineOf is the line a node starts at, or that of the nearest block around it.
func lineOf(n ast.Node, source []byte) int {
	for ; n != nil; n = n.Parent() {
		if n.Type() == ast.TypeBlock && n.Lines() != nil && n.Lines().Len() > 0 {
			return 1 + bytes.Count(source[:n.Lines().At(0).Start], []byte("\n"))
		}
	}
	return 1
}

// sections renders each heading of the second level with what follows it by itself, so that a page can put its own parts
// between them.
func (r *renderer) sections(file string, doc ast.Node, source []byte) []section {
	var list []section
	part := ast.NewDocument()
	var head section
	flush := func() {
		var b bytes.Buffer
		if err := markdown.Renderer().Render(&b, source, part); err != nil {
			r.fail("content/%s: %w", file, err)
		}
		if head.Title != "" || b.Len() > 0 {
			head.HTML, head.parsed = template.HTML(b.String()), &parsedNodes{}
			list = append(list, head)
		}
		part = ast.NewDocument()
	}
	for n := doc.FirstChild(); n != nil; {
		next := n.NextSibling()
		if h, ok := n.(*ast.Heading); ok && h.Level == 2 {
			flush()
			id, _ := h.AttributeString("id")
			raw, _ := id.([]byte)
			head = section{ID: string(raw), Title: curl(string(h.Lines().Value(source)))}
		} else {
			part.AppendChild(part, n)
		}
		n = next
	}
	flush()
	return list
}

// contentsOf lists the headings of a page.
func contentsOf(sections []section) []link {
	var list []link
	for _, s := range sections {
		if s.Title != "" {
			list = append(list, link{URL: "#" + s.ID, Text: s.Title})
		}
	}
	return list
}
