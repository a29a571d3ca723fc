package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"
)

// markdown prints an article for a terminal.
func (s screen) markdown(source []byte) {
	doc := goldmark.New(goldmark.WithExtensions(extension.Table)).Parser().Parse(text.NewReader(source))
	a := articlePrinter{screen: s, source: source}
	a.blocks(doc, 0)
}

type articlePrinter struct {
	screen
	source []byte
	begun  bool // something was printed
}

// blocks prints the blocks inside a node.
func (a *articlePrinter) blocks(parent ast.Node, indent int) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		a.block(n, indent)
	}
}

// gap stands before what is a block of its own.
func (a *articlePrinter) gap() {
	if a.begun {
		fmt.Fprintln(a.out)
	}
	a.begun = true
}

func (a *articlePrinter) block(n ast.Node, indent int) {
	pad := strings.Repeat(" ", indent)
	switch n := n.(type) {
	case *ast.Heading:
		a.gap()
		title := a.text(n)
		if n.Level <= 2 && !a.colour {
			title = strings.ToUpper(title)
		}
		st := bold
		if n.Level > 2 {
			st = "3;1"
		}
		fmt.Fprintf(a.out, "%s%s\n", pad, a.paint(st, wrap(title, indent, a.width)))
	case *ast.Paragraph, *ast.TextBlock:
		if n.PreviousSibling() != nil && n.PreviousSibling().Kind() != ast.KindHeading {
			a.gap()
		}
		fmt.Fprintf(a.out, "%s%s\n", pad, a.inline(wrap(a.text(n), indent, a.width)))
	case *ast.List:
		if n.PreviousSibling() != nil && n.PreviousSibling().Kind() != ast.KindHeading && n.Parent().Kind() != ast.KindListItem {
			a.gap()
		}
		number := n.Start
		for item := n.FirstChild(); item != nil; item = item.NextSibling() {
			mark := "• "
			if n.IsOrdered() {
				mark = strconv.Itoa(number) + ". "
				number++
			}
			a.item(item, mark, indent)
		}
	case *ast.FencedCodeBlock, *ast.CodeBlock:
		a.gap()
		for i := range n.Lines().Len() {
			l := n.Lines().At(i)
			fmt.Fprintf(a.out, "%s    %s\n", pad, a.paint(code, strings.TrimRight(string(l.Value(a.source)), "\n")))
		}
	case *east.Table:
		a.gap()
		for row := n.FirstChild(); row != nil; row = row.NextSibling() {
			var cells []string
			for cell := row.FirstChild(); cell != nil; cell = cell.NextSibling() {
				cells = append(cells, a.text(cell))
			}
			fmt.Fprintf(a.out, "%s• %s\n", pad, a.inline(wrap(strings.Join(cells, " — "), indent+2, a.width)))
		}
	default:
		a.blocks(n, indent)
	}
}

// item prints one item of a list: its first block beside the mark, the others below.
func (a *articlePrinter) item(item ast.Node, mark string, indent int) {
	inner := indent + len([]rune(mark))
	first := item.FirstChild()
	if first == nil {
		return
	}
	fmt.Fprintf(a.out, "%s%s%s\n", strings.Repeat(" ", indent), mark, a.inline(wrap(a.text(first), inner, a.width)))
	for n := first.NextSibling(); n != nil; n = n.NextSibling() {
		a.block(n, inner)
	}
}

// text is the words of a block, code between backticks. A link to another page names what explains it here.
func (a *articlePrinter) text(parent ast.Node) string {
	var b strings.Builder
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Value(a.source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.CodeSpan:
			b.WriteString("`" + a.text(n) + "`")
		case *ast.AutoLink:
			b.Write(n.URL(a.source))
		case *ast.Link:
			label, to := a.text(n), string(n.Destination)
			b.WriteString(label)
			switch id, local := strings.CutPrefix(to, "/e/"); {
			case local:
				id, _, _ = strings.Cut(id, "/")
				if id != label {
					b.WriteString(" (`explain " + id + "`)")
				}
			case strings.HasPrefix(to, "http"):
				b.WriteString(" " + to)
			}
		default:
			b.WriteString(a.text(n))
		}
	}
	return b.String()
}
