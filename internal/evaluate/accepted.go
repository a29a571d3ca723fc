package evaluate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
)

// Accepted are texts that leave their reason open, and the reasons that are as right as the one of rules.json. "550 5.7.1 blocked due to
// our policy" is bad reputation where a provider says so elsewhere; whoever has the text alone may say policy.
type Accepted map[string][]string

// ReadAccepted reads lines of "reasons, tab, text", with / between reasons: testdata/accepted.txt. The examples of rules.json were
// labelled twice, by machine, in any order and without the rules or any answer; the reasons that both labellings accept stand there. They are no
// judgement of independent people, so the very reason of the list is counted too.
func ReadAccepted(data string, rules *whybounced.RuleSet) (Accepted, error) {
	out := Accepted{}
	for line := range strings.Lines(data) {
		words, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		reasons := strings.Split(words, "/")
		unknown := func(reason string) bool {
			_, known := rules.Reason(reason)
			return !known
		}
		if text == "" || slices.ContainsFunc(reasons, unknown) {
			return nil, fmt.Errorf("%q: want reasons of rules.json with / between them, a tab and a text", line)
		}
		out[escapes.Replace(text)] = reasons
	}
	return out, nil
}
