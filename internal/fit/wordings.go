package fit

import (
	"fmt"
	"io/fs"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/internal/engine"
)

// Wording is a refusal in somebody's words, the reason that it gives, and how much it counts.
type Wording struct {
	Reason, Text string
	Share        float64
}

// exampleShare is what an example of rules.json counts beside a wording of testdata/wordings. The decoder knows the examples
// anyhow, and providers say many things that nobody else does.
const exampleShare = 0.1

// Read reads the wordings of a folder: files of lines with a reason, a tab and the text.
func Read(folder fs.FS, rules *whybounced.RuleSet) ([]Wording, error) {
	names, err := fs.Glob(folder, "*.txt")
	if err != nil {
		return nil, err
	}
	if len(names) == 0 {
		return nil, fmt.Errorf("no wordings found: %w", fs.ErrNotExist)
	}
	var out []Wording
	for _, name := range names {
		data, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		number := 0
		for line := range strings.Lines(string(data)) {
			number++
			reason, text, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
			if _, known := rules.Reason(reason); !ok || !known || strings.TrimSpace(text) == "" {
				return nil, fmt.Errorf("%s:%d: want a reason of rules.json, a tab and a wording", name, number)
			}
			out = append(out, Wording{reason, text, 1})
			if plain := umlauts.Replace(text); name == "de.txt" && plain != text {
				out = append(out, Wording{reason, plain, 0.5})
			}
		}
	}
	return out, nil
}

// umlauts are written so where there are none on the keyboard; what else stands on letters is just left away.
var umlauts = strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")

// codes are no words: a reply's own are read apart from them.
var codes = regexp.MustCompile(`\b[245]\d\d[ -]|[245]\.\d+\.\d+`)

// A word of this many wordings, of whose reasons none has more than its share, says nothing.
const (
	commonWord  = 10
	commonShare = 0.25
)

// Common are the words that say nothing, each as a wording: "und", "sorry", "server".
func Common(wordings []Wording) []Wording {
	reasons := map[string]map[string]int{}
	for _, w := range wordings {
		for word := range strings.FieldsSeq(engine.Plain(w.Text)) {
			if reasons[word] == nil {
				reasons[word] = map[string]int{}
			}
			reasons[word][w.Reason]++
		}
	}
	var out []Wording
	for _, word := range slices.Sorted(maps.Keys(reasons)) {
		sum, most := 0, 0
		for _, n := range reasons[word] {
			sum, most = sum+n, max(most, n)
		}
		if sum >= commonWord && float64(most) <= commonShare*float64(sum) {
			out = append(out, Wording{nothing, word, 0.5})
		}
	}
	return out
}

// Examples are the examples of rules.json as wordings.
func Examples(rules *whybounced.RuleSet) []Wording {
	var out []Wording
	for _, e := range rules.Errors {
		for _, r := range e.Responses {
			for _, text := range r.Examples {
				out = append(out, Wording{e.Reason, codes.ReplaceAllString(text, " "), exampleShare})
			}
		}
	}
	return out
}
