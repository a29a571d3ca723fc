package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/internal/evaluate"
	"github.com/whybounced/whybounced/internal/fit"
)

// benchUnseen measures how replies are understood that the rules have not seen: rewordings by others, and examples of rules.json
// of which the responses were taken out. It finds the stems ten times anew, which takes five minutes.
func (b builder) benchUnseen(out io.Writer) error {
	rules, err := b.rules()
	if err != nil {
		return err
	}
	wordings, err := fit.Read(os.DirFS(b.path("testdata", "wordings")), rules)
	if err != nil {
		return err
	}
	accepted, err := b.accepted(rules)
	if err != nil {
		return err
	}
	d, err := whybounced.NewDecoder(rules)
	if err != nil {
		return err
	}
	fmt.Fprint(out, "\n## Replies that the rules have not seen\n\n| replies | | reason | the very one of the list | type | left open | suppressed wrongly |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, name := range []string{"a.txt", "b.txt", "c.txt"} {
		data, err := os.ReadFile(b.path("testdata", "rewordings", name))
		if err != nil {
			return err
		}
		f, err := evaluate.Labelled(d, name, string(data))
		if err != nil {
			return err
		}
		printUnseen(out, f, "")
	}
	fifths, err := evaluate.Fifths(rules, wordings, accepted, 1)
	if err != nil {
		return err
	}
	providers, err := evaluate.Providers(rules, wordings, accepted)
	if err != nil {
		return err
	}
	rows := slices.Concat(evaluate.HoldOut("a fifth of the responses taken out", fifths), evaluate.HoldOut("one provider taken out", providers))
	for _, f := range rows {
		printUnseen(out, f, share(f.Exact, f))
	}
	fmt.Fprintln(out, "\nThe right thing to do next is named for:")
	for _, f := range rows {
		fmt.Fprintf(out, "%s: %s\n", f.Name, share(f.Action, f))
	}
	if b.misses == "" {
		return nil
	}
	var list bytes.Buffer
	for _, h := range slices.Concat(fifths, providers) {
		if !h.Right() {
			fmt.Fprintln(&list, h)
		}
	}
	return os.WriteFile(b.misses, list.Bytes(), 0o644)
}

// accepted are the examples of rules.json of which the text alone leaves open what the reason is.
func (b builder) accepted(rules *whybounced.RuleSet) (evaluate.Accepted, error) {
	data, err := os.ReadFile(b.path("testdata", "accepted.txt"))
	if err != nil {
		return nil, err
	}
	return evaluate.ReadAccepted(string(data), rules)
}

func printUnseen(out io.Writer, f evaluate.Figures, exact string) {
	fmt.Fprintf(out, "| %s | %d | %s | %s | %s | %s | %d |\n", f.Name, f.Replies, share(f.Reason, f), exact, share(f.Type, f), share(f.Silent, f), f.Wrongly)
}

func share(n int, f evaluate.Figures) string {
	return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(max(f.Replies, 1)))
}
