package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/whybounced/whybounced"
)

// stamps are the verdicts in words.
var stamps = map[string]string{"hard": "RETURN TO SENDER", "soft": "TRY LATER", "undetermined": "UNDECIDED", "none": "NO FAILURE"}

// bases say what a finding rests on.
var bases = map[string]string{
	"rule": "a known response", "wording": "the words taken together", "status": "the enhanced code alone", "reply": "the reply code alone", "none": "nothing: not recognised",
}

// cards prints a readable report for a terminal.
type cards struct {
	name string
	out  *bufio.Writer
	told told
	n    int
}

func (c *cards) add(r whybounced.Report) error {
	c.told.add(r)
	for _, b := range r.Bounces {
		if c.n++; c.n > 1 {
			fmt.Fprintln(c.out)
		}
		card(c.out, b)
	}
	_, err := c.out.Write(nil) // the first failure of any of these
	return wroteOr(err)
}

func (c *cards) end() error {
	switch {
	case c.n > 0:
	case c.told.reports > 1:
		fmt.Fprintf(c.out, "%s: no bounce found in %d messages\n", c.name, c.told.reports)
	default:
		fmt.Fprintf(c.out, "%s: no bounce found\n", c.name)
	}
	for _, w := range c.told.all() {
		fmt.Fprintf(c.out, "note: %s\n", w)
	}
	_, err := c.out.Write(nil)
	return wroteOr(err)
}

func card(out io.Writer, b whybounced.Bounce) {
	fmt.Fprintf(out, "%s · %s\n%s\n\n", stamps[b.Type], strings.ToUpper(b.Type), b.Title)
	for _, row := range [][2]string{
		{"for", printable(b.Recipient, 300)},
		{"answered by", join(b.Provider, printable(b.Remote, 300))},
		{"codes", strings.TrimSpace(b.Reply + " " + b.Status)},
		{"reply", printable(b.Text, 300)},
		{"id", printable(b.Trace, 300)},
		{"means", b.Means},
		{"check", b.Check},
		{"fix", b.Fix},
		{"note", b.Note},
		{"act", b.Action + "; suppress the address: " + b.Suppress},
		{"rests on", join(bases[b.Basis], b.Rule)},
		{"more", b.URL},
	} {
		if row[1] != "" {
			fmt.Fprintf(out, "  %-12s %s\n", row[0], wrap(row[1], 15, 100))
		}
	}
}

func join(a, b string) string {
	if a != "" && b != "" {
		return a + " (" + b + ")"
	}
	return a + b
}

// printable keeps what a stranger wrote from steering the terminal, and short. A byte that is no UTF-8 stands for itself, as
// in Report.JSON.
func printable(s string, most int) string {
	var out strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			r = rune(s[i])
		}
		if r < ' ' || r >= 0x7f && r < 0xa0 {
			r = ' '
		}
		if out.Len()+n > most {
			return out.String() + " …"
		}
		out.WriteRune(r)
		i += n
	}
	return out.String()
}

// wrap breaks text at spaces into lines of at most width columns, indented.
func wrap(s string, indent, width int) string {
	var b strings.Builder
	column := indent
	for i, w := range strings.Fields(s) {
		if i > 0 {
			if column+1+len(w) > width {
				b.WriteString("\n" + strings.Repeat(" ", indent))
				column = indent
			} else {
				b.WriteByte(' ')
				column++
			}
		}
		b.WriteString(w)
		column += len(w)
	}
	return b.String()
}
