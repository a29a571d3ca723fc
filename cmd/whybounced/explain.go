package main

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/content"
)

func (p *program) explainCommand() *cobra.Command {
	var brief bool
	c := &cobra.Command{
		Use:   "explain WORD…",
		Short: "explains a reply code, an enhanced code, an error, a known response or a reason",
		Long:  "It prints what the word means, and the whole article behind it: the same as on the site. A word is a reply code such as 550, an enhanced code such as 5.7.26, or an id that decode prints.",
		Example: "whybounced explain 550 5.7.26\n" +
			"whybounced explain dmarc-policy",
		Annotations:           map[string]string{"Exit status": "0 explained, 1 a word is not known, 2 the call is broken."},
		DisableFlagsInUseLine: true,
		ValidArgsFunction: func(_ *cobra.Command, _ []string, typed string) ([]string, cobra.ShellCompDirective) {
			return ids(func(id string) bool { return strings.HasPrefix(id, typed) }), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: p.does(func(args []string) (int, error) { return p.explain(args, brief) }),
	}
	c.Flags().BoolVar(&brief, "brief", false, "without the article")
	return c
}

// explain prints what codes, errors, known responses and reasons mean.
func (p *program) explain(args []string, brief bool) (int, error) {
	if len(args) == 0 {
		return exitBroken, errors.New("explain what? a code such as 550 or 5.7.26, or an id such as dmarc-policy; see: whybounced explain --help")
	}
	var b bytes.Buffer
	s := newScreen(p.out, p.color)
	s.out = &b
	status := exitDecoded
	for i, word := range args {
		if i > 0 {
			fmt.Fprintln(&b)
		}
		e, ok := whybounced.Explain(word)
		if !ok {
			fmt.Fprintf(&b, "%s\n", wrap(printable(word, 80)+": neither a reply code, an enhanced code, an error, a known response nor a reason", 0, s.width))
			if near := nearest(word, ids(func(string) bool { return true })); len(near) > 0 {
				fmt.Fprintf(&b, "%s\n", wrap("Did you mean "+strings.Join(near, ", ")+"?", 0, s.width))
			} else if strings.Contains(word, " ") {
				fmt.Fprintf(&b, "%s\n", s.inline(wrap("A whole reply is decoded: `echo '…' | whybounced decode`", 0, s.width)))
			}
			status = exitNothing
			continue
		}
		s.entryOf(e)
		if text := article(e); text != nil && !brief {
			fmt.Fprintln(&b)
			s.markdown(text)
		}
	}
	_, err := b.WriteTo(p.out)
	return status, err
}

func (s screen) entryOf(e whybounced.Entry) {
	fmt.Fprintf(s.out, "%s\n\n", s.paint(bold, wrap(e.ID+"  "+e.Title, 0, s.width)))
	rows := [][2]string{{"means", e.Means}, {"check", e.Check}, {"fix", e.Fix}, {"note", e.Note}, {"type", e.Type}}
	if e.Action != "" {
		rows = append(rows, [2]string{"act", join(actions[e.Action], e.Action)}, [2]string{"suppress", lists[e.Suppress]})
	}
	if e.Reason != e.ID {
		rows = append(rows, [2]string{"reason", e.Reason})
	}
	for _, x := range e.Examples {
		rows = append(rows, [2]string{"example", printable(x, 400)})
	}
	s.rows(append(rows, [2]string{"source", e.Source.URL}))
}

// ids are the words that can be explained and pass a test.
func ids(pass func(string) bool) []string {
	var out []string
	add := func(id string) {
		if pass(id) {
			out = append(out, id)
		}
	}
	r := whybounced.Rules()
	for _, c := range r.Replies {
		add(c.Code)
	}
	for _, c := range r.Statuses {
		for _, class := range []string{"4", "5"} {
			add(class + strings.TrimPrefix(c.Code, "x"))
		}
	}
	for _, x := range r.Reasons {
		add(x.ID)
	}
	for _, e := range r.Errors {
		add(e.ID)
		for _, y := range e.Responses {
			add(y.ID)
		}
	}
	return out
}

// article is the page of the site behind an entry, as it is written. A code has none.
func article(e whybounced.Entry) []byte {
	var name string
	switch e.Kind {
	case "error", "response": // /e/dmarc-policy/#gmail-dmarc-policy
		id, _, _ := strings.Cut(strings.TrimPrefix(e.Path, "/e/"), "/")
		name = "errors/" + id + ".md"
	case "reason":
		name = "reasons/" + e.ID + ".md"
	default:
		return nil
	}
	text, err := content.FS.ReadFile(name)
	if err != nil {
		return nil
	}
	_, body, _ := bytes.Cut(bytes.TrimPrefix(text, []byte("---\n")), []byte("---\n")) // without its front matter
	return body
}
