package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/content"
)

// explain prints what codes, errors, known responses and reasons mean.
func explain(args []string, _ io.Reader, out, _ io.Writer) (int, error) {
	if len(args) == 0 {
		return exitBroken, fmt.Errorf("explain what? a code such as 550 or 5.7.26, or an id; %w", errUsage)
	}
	status := exitDecoded
	for i, word := range args {
		if i > 0 {
			fmt.Fprintln(out)
		}
		e, ok := whybounced.Explain(word)
		if !ok {
			fmt.Fprintf(out, "%s: neither a reply code, an enhanced code, an error, a known response nor a reason\n", printable(word, 80))
			status = exitNothing
			continue
		}
		fmt.Fprintf(out, "%s  %s\n\n", e.ID, e.Title)
		rows := [][2]string{{"means", e.Means}, {"check", e.Check}, {"fix", e.Fix}, {"note", e.Note}, {"type", e.Type}, {"act", e.Action}, {"suppress", e.Suppress}, {"reason", e.Reason}}
		for _, x := range e.Examples {
			rows = append(rows, [2]string{"example", printable(x, 400)})
		}
		rows = append(rows, [2]string{"source", e.Source.URL}, [2]string{"more", e.Path})
		for _, row := range rows {
			if row[1] != "" {
				fmt.Fprintf(out, "  %-12s %s\n", row[0], wrap(row[1], 15, 100))
			}
		}
		fmt.Fprint(out, article(e))
	}
	return status, nil
}

// article is the page of the site behind an entry, as it is written: Markdown reads well in a terminal. A code has none.
func article(e whybounced.Entry) string {
	var name string
	switch e.Kind {
	case "error", "response": // /e/dmarc-policy/#gmail-dmarc-policy
		id, _, _ := strings.Cut(strings.TrimPrefix(e.Path, "/e/"), "/")
		name = "errors/" + id + ".md"
	case "reason":
		name = "reasons/" + e.ID + ".md"
	default:
		return ""
	}
	text, err := content.FS.ReadFile(name)
	if err != nil {
		return ""
	}
	_, body, _ := strings.Cut(strings.TrimPrefix(string(text), "---\n"), "---\n") // without its front matter
	return "\n" + strings.TrimSpace(body) + "\n"
}
