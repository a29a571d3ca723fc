package main

import (
	"bufio"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/whybounced/whybounced"
)

// stamps are the verdicts in words, and their colours.
var stamps = map[string]struct {
	text  string
	style style
}{
	"hard": {"RETURN TO SENDER", "1;97;41"}, "soft": {"TRY LATER", "1;30;43"}, "undetermined": {"UNDECIDED", "1;97;44"}, "none": {"NO FAILURE", "1;97;42"},
}

// bases say what a finding rests on.
var bases = map[string]string{
	"rule": "a known response", "wording": "the words taken together", "status": "the enhanced code alone", "reply": "the reply code alone", "none": "nothing: not recognised",
}

// actions say what the sender does next.
var actions = map[string]string{
	"retry": "wait: the sending server tries again by itself", "slow-down": "send less at a time, then try again", "fix-recipient": "correct or remove the address",
	"fix-auth": "repair what proves the sender: SPF, DKIM, DMARC, DNS", "fix-content": "change the message: text, links, attachments, size",
	"fix-reputation": "repair the sender's reputation: blocklists, complaints", "fix-setup": "repair the sender's settings: login, port, host, relay",
	"contact-recipient": "only the other side can repair it: reach them another way", "review-suppression": "look through the sending service's own list of blocked addresses", "none": "nothing to do",
}

// lists say whether the address may stay on a mailing list.
var lists = map[string]string{
	"yes": "yes: stop mailing it", "watch": "if it happens again", "no": "no: the address is not the cause",
}

// cards prints a readable report for a terminal.
type cards struct {
	told
	name   string
	out    *bufio.Writer
	screen screen
	n      int
}

func (c *cards) add(r whybounced.Report) error {
	c.told.add(r)
	for _, b := range r.Bounces {
		if c.n++; c.n > 1 {
			fmt.Fprintln(c.out)
		}
		card(c.screen, b)
	}
	_, err := c.out.Write(nil) // the first failure of any of these
	return wroteOr(err)
}

func (c *cards) end() error {
	switch {
	case c.n > 0:
	case c.told.dropped > 0:
		fmt.Fprintf(c.out, "%s: none of %d bounces is of the kinds asked for\n", printable(c.name, 300), c.told.dropped)
	case c.told.reports > 1:
		fmt.Fprintf(c.out, "%s: no bounce found in %d messages\n", printable(c.name, 300), c.told.reports)
	default:
		fmt.Fprintf(c.out, "%s: no bounce found\n", printable(c.name, 300))
	}
	for _, w := range c.told.all() {
		fmt.Fprintf(c.out, "%s %s\n", c.screen.paint(dim, "note:"), wrap(w, 6, c.screen.width))
	}
	_, err := c.out.Write(nil)
	return wroteOr(err)
}

func card(s screen, b whybounced.Bounce) {
	stamp := stamps[b.Type]
	if text := stamp.text + " · " + strings.ToUpper(b.Type); s.colour {
		fmt.Fprintln(s.out, s.paint(stamp.style, " "+text+" "))
	} else {
		fmt.Fprintln(s.out, text)
	}
	fmt.Fprintf(s.out, "%s\n\n", s.paint(bold, wrap(b.Title, 0, s.width)))
	more := "whybounced explain " + b.Error
	if b.Error == "" {
		more = "whybounced explain " + strings.TrimSpace(b.Reply+" "+b.Status+" "+b.Reason)
	}
	s.rows([][2]string{
		{"for", printable(b.Recipient, 300)},
		{"means", b.Means},
		{"check", b.Check},
		{"fix", b.Fix},
		{"note", b.Note},
		{"act", join(actions[b.Action], b.Action)},
		{"suppress", lists[b.Suppress]},
		{"codes", strings.TrimSpace(b.Reply + " " + b.Status)},
		{"reply", printable(b.Text, 300)},
		{"answered by", join(b.Provider, printable(b.Remote, 300))},
		{"id", printable(b.Trace, 300)},
		{"rests on", join(bases[b.Basis], b.Rule)},
		{"more", "`" + more + "`"},
	})
}

// Labels stand in a column, or above what they label where a line is too short for both.
const labelColumn = 15

// rows prints what is not empty, with its label.
func (s screen) rows(rows [][2]string) {
	for _, row := range rows {
		text, quoted := row[1], row[0] == "reply" || row[0] == "example"
		if text == "" {
			continue
		}
		show := func(indent int) string { return s.inline(wrap(text, indent, s.width)) }
		if quoted {
			show = func(indent int) string { return wrapQuoted(text, indent, s.width) }
		}
		if s.width < narrow {
			fmt.Fprintf(s.out, "%s\n  %s\n", s.paint(dim, row[0]), show(2))
			continue
		}
		fmt.Fprintf(s.out, "  %s%s\n", s.paint(dim, fill(row[0], labelColumn-2)), show(labelColumn))
	}
}

func join(a, b string) string {
	if a != "" && b != "" {
		return a + " (" + b + ")"
	}
	return a + b
}

// printable keeps what a stranger wrote from steering the terminal, and short. A byte that is no UTF-8 stands for itself, as
// in Report.JSON. Marks that turn the direction of writing could make text look like another.
func printable(s string, most int) string {
	var out strings.Builder
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 {
			r = rune(s[i])
		}
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x2028 || r == 0x2029 {
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
