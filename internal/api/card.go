package api

import (
	"strings"

	"github.com/whybounced/whybounced/internal/engine"
)

// stamps are the verdicts in words, as on the page's cards.
var stamps = map[string]string{"hard": "RETURN TO SENDER · HARD", "soft": "TRY LATER · SOFT", "undetermined": "UNDECIDED", "none": "NO FAILURE"}

// bases say what a finding rests on.
var bases = map[string]string{
	"rule": "a known response", "wording": "the words taken together", "status": "the enhanced code alone", "reply": "the reply code alone", "none": "nothing: not recognised",
}

// row is one named line of a card; rows without text are left out.
type row struct{ name, text string }

func bounceRows(b engine.Bounce, origin string) []row {
	rows := []row{
		{"for", b.Recipient},
		{"answered by", named(b.Provider, b.Remote)},
		{"codes", strings.TrimSpace(b.Reply + " " + b.Status)},
		{"reply", oneLine(b.Text, 400)},
		{"id", b.Trace},
		{"means", b.Means},
		{"check", b.Check},
		{"fix", b.Fix},
		{"note", b.Note},
		{"act", b.Action + "; stop mailing the address: " + b.Suppress},
		{"rests on", named(bases[b.Basis], b.Rule)},
	}
	if b.URL != "" {
		rows = append(rows, row{"more", origin + b.URL})
	}
	return rows
}

func entryRows(e entry, origin string) []row {
	rows := []row{
		{"means", e.Means},
		{"check", e.Check},
		{"fix", e.Fix},
		{"note", e.Note},
		{"type", e.Type},
		{"act", e.Action},
		{"suppress", e.Suppress},
		{"reason", e.Reason},
	}
	for _, x := range e.Examples {
		rows = append(rows, row{"example", oneLine(x, 400)})
	}
	return append(rows, row{"source", e.Source.URL}, row{"more", origin + e.URL})
}

// reportText is a report for a terminal.
func reportText(r engine.Report, origin string) string {
	var b strings.Builder
	for i, x := range r.Bounces {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(stamps[x.Type] + "\n" + x.Title + "\n\n")
		textRows(&b, bounceRows(x, origin))
	}
	if len(r.Bounces) == 0 {
		b.WriteString("no bounce found\n")
	}
	for _, w := range r.Warnings {
		b.WriteString("note: " + wrapped(w, 6) + "\n")
	}
	return b.String()
}

// reportMarkdown is a report for a ticket.
func reportMarkdown(r engine.Report, origin string) string {
	var b strings.Builder
	for i, x := range r.Bounces {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString("## " + escaped(x.Title) + "\n\n**" + stamps[x.Type] + "**\n\n")
		markdownRows(&b, bounceRows(x, origin))
	}
	if len(r.Bounces) == 0 {
		b.WriteString("No bounce found.\n")
	}
	for _, w := range r.Warnings {
		b.WriteString("\nNote: " + escaped(w) + "\n")
	}
	return b.String()
}

func entryText(e entry, origin string) string {
	var b strings.Builder
	b.WriteString(e.ID + "  " + e.Title + "\n\n")
	textRows(&b, entryRows(e, origin))
	return b.String()
}

func entryMarkdown(e entry, origin string) string {
	var b strings.Builder
	b.WriteString("## " + escaped(e.Title) + "\n\n`" + e.ID + "`\n\n")
	markdownRows(&b, entryRows(e, origin))
	return b.String()
}

func textRows(b *strings.Builder, rows []row) {
	for _, r := range rows {
		if r.text != "" {
			b.WriteString("  " + r.name + strings.Repeat(" ", 12-len(r.name)) + " " + wrapped(r.text, 15) + "\n")
		}
	}
}

func markdownRows(b *strings.Builder, rows []row) {
	for _, r := range rows {
		switch {
		case r.text == "":
		case r.name == "reply", r.name == "example":
			b.WriteString("- **" + r.name + "**: " + codeSpan(r.text) + "\n")
		case r.name == "more", r.name == "source":
			b.WriteString("- **" + r.name + "**: <" + r.text + ">\n")
		case r.name == "means", r.name == "check", r.name == "fix", r.name == "note": // ours, with code in it
			b.WriteString("- **" + r.name + "**: " + oneLine(r.text, 4000) + "\n")
		default:
			b.WriteString("- **" + r.name + "**: " + escaped(r.text) + "\n")
		}
	}
}

// codeSpan fences text with more backticks than it holds in a row (CommonMark section 6.1).
func codeSpan(s string) string {
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// escaped keeps what a stranger wrote from being Markdown, HTML or a link (CommonMark section 2.4).
func escaped(s string) string {
	s = oneLine(s, 4000)
	var b strings.Builder
	for i := range len(s) {
		if strings.IndexByte("\\`*_{}[]<>#|!~&", s[i]) >= 0 {
			b.WriteByte('\\')
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

// oneLine keeps what a stranger wrote from steering a terminal, and short.
func oneLine(s string, most int) string {
	s = strings.Map(func(r rune) rune {
		if r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 {
			return ' '
		}
		return r
	}, s)
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "") + " …"
	}
	return s
}

func named(a, b string) string {
	if a != "" && b != "" {
		return a + " (" + b + ")"
	}
	return a + b
}

// wrapped breaks text at spaces into lines of at most 100 columns, indented.
func wrapped(s string, indent int) string {
	var b strings.Builder
	column := indent
	for i, w := range strings.Fields(oneLine(s, 4000)) {
		if i > 0 {
			if column+1+len(w) > 100 {
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
