package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/whybounced/whybounced"
)

func (p *program) manCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "man",
		Short: "prints the manual page",
		Long:  "It prints whybounced(1) in the language of mdoc(7), which man, mandoc and groff read.",
		Example: "whybounced man | man -l -\n" +
			"whybounced man > /usr/local/share/man/man1/whybounced.1",
		Args:                  cobra.NoArgs,
		DisableFlagsInUseLine: true,
		RunE: p.does(func([]string) (int, error) {
			_, err := io.WriteString(p.out, manual(root))
			return exitDecoded, err
		}),
	}
}

// manual is the manual page, from the same commands and flags as the help.
func manual(root *cobra.Command) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line(".Dd %s\n.Dt WHYBOUNCED 1\n.Os\n.Sh NAME\n.Nm whybounced\n.Nd %s\n.Sh SYNOPSIS", updated(), mdoc(root.Short))
	for _, c := range leaves(root) {
		line(".Nm\n.Cm %s", mdoc(strings.TrimPrefix(c.UseLine(), root.Name()+" ")))
	}
	line(".Sh DESCRIPTION\n%s", mdocText(root.Long))
	for _, c := range leaves(root) {
		line(".Ss %s", mdoc(c.CommandPath()))
		line("%s", mdocText(strings.ToUpper(c.Short[:1])+c.Short[1:]+"."))
		line(".Pp\n%s", mdocText(c.Long))
		for _, h := range flagsOf(c) {
			if h.heading == "Flags" && len(h.flags) <= 2 { // --color and --help alone
				continue
			}
			line(".Pp\n%s:\n.Bl -tag -width Ds", mdoc(h.heading))
			for _, f := range h.flags {
				typed, usage := written(f)
				line(".It %s\n%s", mdocFlag(typed), mdocText(usage))
			}
			line(".El")
		}
		if text := c.Annotations["Limits"]; text != "" {
			line(".Pp\n%s", mdocText(text))
		}
	}
	line(".Sh ENVIRONMENT\n.Bl -tag -width Ds\n.It Ev NO_COLOR\nWhere it is set and not empty, there are no colours unless\n.Fl -color Ns = Ns Ar always\nasks for them.")
	line(".It Ev COLUMNS\nThe width of the terminal, where it is not what the terminal says.\n.El")
	line(".Sh EXIT STATUS\n%s", mdocText(exitStatuses))
	line(".Sh EXAMPLES")
	for _, c := range append([]*cobra.Command{root}, leaves(root)...) {
		if c.Example != "" {
			line(".Bd -literal -offset indent")
			for _, l := range strings.Split(c.Example, "\n") {
				line("%s", mdoc(l))
			}
			line(".Ed")
		}
	}
	line(".Sh STANDARDS\nReplies are those of SMTP (RFC 5321), enhanced codes those of RFC 3463 and its registry,\nreports those of RFC 3464 and RFC 5965.")
	return b.String()
}

// updated is the month of the rules, as mdoc(7) wants a date.
func updated() string {
	t, err := time.Parse("2006-01", whybounced.Rules().Updated)
	if err != nil {
		return "" // the rules do not load without a month
	}
	return t.Format("January 2, 2006")
}

// leaves are the commands that do something. Cobra's own completion is one.
func leaves(c *cobra.Command) []*cobra.Command {
	var out []*cobra.Command
	for _, sub := range commandsOf(c) {
		if below := commandsOf(sub); len(below) > 0 && sub.Name() != "completion" {
			out = append(out, below...)
		} else {
			out = append(out, sub)
		}
	}
	return out
}

// mdoc is text in which nothing is taken for a request or an escape.
func mdoc(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "…", `\&...`, "·", `\(pc`, "’", "'").Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

// mdocText is prose, a sentence a line as mdoc wants it, paragraphs apart. Code between backticks is set as such.
func mdocText(s string) string {
	var out []string
	for i, paragraph := range strings.Split(s, "\n\n") {
		if i > 0 {
			out = append(out, ".Pp")
		}
		for _, sentence := range strings.SplitAfter(strings.Join(strings.Fields(paragraph), " "), ". ") {
			if sentence = strings.TrimSpace(sentence); sentence != "" {
				out = append(out, mdoc(strings.ReplaceAll(sentence, "`", "")))
			}
		}
	}
	return strings.Join(out, "\n")
}

// mdocFlag is "-f, --follow" or "--type WORD" in macros.
func mdocFlag(typed string) string {
	var out []string
	for _, part := range strings.Split(typed, ", ") {
		flag, arg, ok := strings.Cut(part, " ")
		m := "Fl " + strings.TrimPrefix(flag, "-")
		if ok {
			m += " Ar " + mdoc(arg)
		}
		out = append(out, m)
	}
	return strings.Join(out, " , ")
}
