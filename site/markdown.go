package site

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	output "github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
	"go.abhg.dev/goldmark/frontmatter"
)

// markdown is what articles are written in: CommonMark, tables and typographic quotes, no HTML.
var markdown = goldmark.New(
	goldmark.WithExtensions(extension.Typographer, extension.Table, &frontmatter.Extender{}),
	goldmark.WithParserOptions(parser.WithAutoHeadingID()),
	goldmark.WithRendererOptions(output.WithNodeRenderers(
		util.Prioritized(fenceRenderer{}, 100), util.Prioritized(tableRenderer{}, 100))),
)

// fenceRenderer gives literal replies (```smtp) their own look.
type fenceRenderer struct{}

func (fenceRenderer) RegisterFuncs(reg output.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindFencedCodeBlock, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering {
			return ast.WalkContinue, nil
		}
		block := n.(*ast.FencedCodeBlock)
		class := "listing"
		if string(block.Language(source)) == "smtp" {
			class = "reply"
		}
		_, _ = w.WriteString(`<pre class="` + class + `"><code>`)
		for i := range block.Lines().Len() {
			line := block.Lines().At(i)
			_, _ = w.Write(util.EscapeHTML(line.Value(source)))
		}
		_, _ = w.WriteString("</code></pre>\n")
		return ast.WalkSkipChildren, nil
	})
}
