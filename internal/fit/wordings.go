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
const exampleShare = 0.3

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
			for _, other := range keyboards[name] {
				if plain := other.Replace(text); plain != text {
					out = append(out, Wording{reason, plain, keyboardShare})
				}
			}
		}
	}
	return out, nil
}

// keyboardShare is what a wording counts that is written as on a keyboard without its letters.
const keyboardShare = 0.5

// keyboards are how a language is written without its letters, where that is more than to leave away what stands on them and
// not what the decoder does itself.
var keyboards = map[string][]*strings.Replacer{
	"de.txt": {strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "Ä", "Ae", "Ö", "Oe", "Ü", "Ue")},
	"da.txt": {strings.NewReplacer("ø", "oe", "å", "aa", "Ø", "Oe", "Å", "Aa")},
	"no.txt": {strings.NewReplacer("ø", "oe", "å", "aa", "Ø", "Oe", "Å", "Aa")},
	"ru.txt": {
		strings.NewReplacer("х", "kh", "ц", "ts", "щ", "shch", "ый", "y", "ий", "iy", "ю", "iu", "я", "ia", "Я", "Ia"),
		strings.NewReplacer("й", "j", "щ", "sch", "ю", "ju", "я", "ja", "Я", "Ja", "ь", "'"),
	},
	"uk.txt": {strings.NewReplacer("х", "kh", "ц", "ts", "щ", "shch", "и", "y", "й", "i", "г", "h", "Г", "H", "ю", "iu", "я", "ia", "ї", "yi", "є", "ie", "ь", "'")},
	"el.txt": {strings.NewReplacer("η", "h", "ή", "h", "υ", "u", "ύ", "u", "ω", "w", "ώ", "w", "χ", "x", "ξ", "ks", "β", "b")},
}

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
