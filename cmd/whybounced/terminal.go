package main

import (
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/rivo/uniseg"
	"golang.org/x/term"
)

// screen is where people read: how wide it is, and whether it shows colours.
type screen struct {
	out    io.Writer
	width  int
	colour bool
}

// Widths in columns. Lines longer than the widest are hard to read; where nobody tells a width, pipes and files are read at
// the usual one.
const (
	widest    = 100
	narrowest = 28
	narrow    = 60 // labels stand above what they label
)

// newScreen asks the terminal for its width, and the flag --color, then NO_COLOR (no-color.org) and the terminal for colours.
func newScreen(out io.Writer, color string) screen {
	s := screen{out: out, width: widest}
	file, isFile := out.(*os.File)
	tty := isFile && term.IsTerminal(int(file.Fd()))
	if tty {
		if w, _, err := term.GetSize(int(file.Fd())); err == nil && w > 0 {
			s.width = w
		}
	}
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 && tty {
		s.width = n
	}
	s.width = min(max(s.width, narrowest), widest)
	s.colour = color == "always" || color == "auto" && tty && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
	return s
}

// isTerminal tells whether somebody looks at what is written, or types what is read.
func isTerminal(w any) bool {
	file, ok := w.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// style is a rendition of ECMA-48 section 8.3.117.
type style string

const (
	bold   style = "1"
	dim    style = "2"
	code   style = "36"
	accent style = "34"
)

// paint sets text in a style.
func (s screen) paint(st style, text string) string {
	if !s.colour || text == "" {
		return text
	}
	return "\x1b[" + string(st) + "m" + text + "\x1b[0m"
}

// inline sets what stands between backticks in the style of code. Without colours the backticks stay.
func (s screen) inline(text string) string {
	if !s.colour {
		return text
	}
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(text, "`")
		inside, after, closed := strings.Cut(rest, "`")
		if !ok || !closed {
			b.WriteString(text)
			return b.String()
		}
		b.WriteString(before + s.paint(code, inside))
		text = after
	}
}

// wrap breaks text into lines of at most width columns, each but the first indented. What has no spaces, such as an address,
// stays whole, so that it can be copied, unless its script is written without spaces. A command between backticks stays whole
// where it fits on a line.
func wrap(s string, indent, width int) string {
	var words []string
	for word := range strings.FieldsSeq(unbroken(s)) {
		whole := strings.ReplaceAll(word, glue, " ")
		if uniseg.StringWidth(whole) <= width-indent {
			words = append(words, whole)
			continue
		}
		words = append(words, strings.Split(word, glue)...)
	}
	return wrapWords(words, indent, width)
}

// wrapQuoted is wrap for what somebody else wrote, whose backticks mean nothing.
func wrapQuoted(s string, indent, width int) string {
	return wrapWords(strings.Fields(s), indent, width)
}

func wrapWords(words []string, indent, width int) string {
	var b strings.Builder
	pad := "\n" + strings.Repeat(" ", indent)
	column := indent
	for i, word := range words {
		w := uniseg.StringWidth(word)
		switch {
		case i == 0:
		case column+1+w <= width, wide(word, w) && column+3 <= width:
			b.WriteByte(' ')
			column++
		default:
			b.WriteString(pad)
			column = indent
		}
		if column+w <= width || !wide(word, w) {
			b.WriteString(word)
			column += w
			continue
		}
		for state := -1; word != ""; {
			var piece string
			piece, word, _, state = uniseg.FirstLineSegmentInString(word, state)
			w := uniseg.StringWidth(piece)
			if column+w > width && column > indent {
				b.WriteString(pad)
				column = indent
			}
			b.WriteString(piece)
			column += w
		}
	}
	return b.String()
}

// glue stands for the spaces in a command: half a command cannot be copied.
const glue = "\x00"

// unbroken glues what stands between backticks.
func unbroken(s string) string {
	parts := strings.Split(strings.ReplaceAll(s, glue, " "), "`")
	for i := 1; i+1 < len(parts); i += 2 {
		parts[i] = strings.Join(strings.Fields(parts[i]), glue)
	}
	return strings.Join(parts, "`")
}

// wide tells whether a word of a width holds characters of two columns, as scripts without spaces do.
func wide(word string, width int) bool { return width > uniseg.GraphemeClusterCount(word) }

// fill is text and what is missing to a width.
func fill(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-uniseg.StringWidth(s)))
}

// fitted is fill for text that may be too wide: its end is left out.
func fitted(s string, width int) string {
	if uniseg.StringWidth(s) <= width {
		return fill(s, width)
	}
	var b strings.Builder
	column := 0
	for g := uniseg.NewGraphemes(s); g.Next() && column+g.Width() < width; {
		b.WriteString(g.Str())
		column += g.Width()
	}
	return fill(b.String()+"…", width)
}
