package site

import (
	"html/template"
	"strings"

	"github.com/yuin/goldmark/ast"
	extension "github.com/yuin/goldmark/extension/ast"
	output "github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// tableRenderer writes a Markdown table so that a narrow screen can show each row as a card: every cell carries the heading
// of its column, and the first cell of a row is that row's heading.
type tableRenderer struct{}

func (tableRenderer) RegisterFuncs(reg output.NodeRendererFuncRegisterer) {
	reg.Register(extension.KindTable, func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.WriteString("<table class=\"grid\">\n")
		} else {
			_, _ = w.WriteString("</tbody></table>\n")
		}
		return ast.WalkContinue, nil
	})
	reg.Register(extension.KindTableHeader, func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.WriteString("<thead><tr>")
		} else {
			_, _ = w.WriteString("</tr></thead>\n<tbody>\n")
		}
		return ast.WalkContinue, nil
	})
	reg.Register(extension.KindTableRow, func(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			_, _ = w.WriteString("<tr>")
		} else {
			_, _ = w.WriteString("</tr>\n")
		}
		return ast.WalkContinue, nil
	})
	reg.Register(extension.KindTableCell, func(w util.BufWriter, source []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		column := 0
		for p := n.PreviousSibling(); p != nil; p = p.PreviousSibling() {
			column++
		}
		_, head := n.Parent().(*extension.TableHeader)
		closing := "</td>"
		var open string
		switch {
		case head:
			open, closing = `<th scope="col">`, "</th>"
		case column == 0:
			open, closing = `<th scope="row">`, "</th>"
		default:
			open = `<td data-label="` + template.HTMLEscapeString(columnHeading(n, column, source)) + `">`
		}
		if entering {
			_, _ = w.WriteString(open)
		} else {
			_, _ = w.WriteString(closing)
		}
		return ast.WalkContinue, nil
	})
}

// columnHeading is the plain text over a cell.
func columnHeading(cell ast.Node, column int, source []byte) string {
	heading := cell.Parent().Parent().FirstChild().FirstChild()
	for ; column > 0 && heading != nil; column-- {
		heading = heading.NextSibling()
	}
	if heading == nil {
		return ""
	}
	var b strings.Builder
	_ = ast.Walk(heading, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if t, ok := n.(*ast.Text); ok && entering {
			b.Write(t.Value(source))
		}
		return ast.WalkContinue, nil
	})
	return curl(b.String())
}
