package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/internal/fit"
)

// fitRules finds the stems of a rule set anew, from the wordings beside it and its own examples.
func fitRules(name string, r *whybounced.RuleSet, out io.Writer) error {
	folder := filepath.Join(filepath.Dir(name), "testdata", "wordings")
	wordings, err := fit.Read(os.DirFS(folder), r)
	if err != nil {
		return fmt.Errorf("%s: %w", folder, err)
	}
	examples := fit.Examples(r)
	fitted := *r
	fitted.Lexicon.Stems = fit.Fit(slices.Concat(wordings, fit.Common(wordings), examples), fit.Shipped)
	weights, stems := 0, map[string]bool{}
	for _, x := range fitted.Lexicon.Stems {
		weights += len(x.Words)
		for _, w := range x.Words {
			stems[w] = true
		}
	}
	data, err := whybounced.FormatRules(&fitted)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "%s: %d stems with %d weights, from %d wordings and %d examples\n", name, len(stems), weights, len(wordings), len(examples))
	return os.WriteFile(name, data, 0o644)
}
