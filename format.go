package whybounced

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// FormatRules writes a rule set in its canonical form: fields in the order of the structs, two spaces of indent, errors
// and responses sorted by id, short lists of words on one line, nothing escaped that need not be.
func FormatRules(r *RuleSet) ([]byte, error) {
	c := *r
	c.Errors = slices.Clone(r.Errors)
	for i := range c.Errors {
		c.Errors[i].Responses = slices.SortedFunc(slices.Values(c.Errors[i].Responses), func(a, b Response) int { return strings.Compare(a.ID, b.ID) })
	}
	slices.SortFunc(c.Errors, func(a, b Error) int { return strings.Compare(a.ID, b.ID) })
	c.Providers = slices.SortedFunc(slices.Values(r.Providers), func(a, b Provider) int { return strings.Compare(a.ID, b.ID) })
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(&c); err != nil {
		return nil, err
	}
	return fillStems(joinShortLists(buf.Bytes())), nil
}

// joinShortLists puts a list of strings on one line when it fits in 100 columns: ["550", "554"].
func joinShortLists(data []byte) []byte {
	lines := strings.Split(string(data), "\n")
	var out []string
	for i := 0; i < len(lines); i++ {
		if l := lines[i]; strings.HasSuffix(l, "[") {
			end := i + 1
			joined := l
			for end < len(lines) && strings.HasPrefix(strings.TrimSpace(lines[end]), `"`) && !strings.HasSuffix(lines[end], "{") {
				joined += strings.TrimSpace(lines[end])
				if strings.HasSuffix(lines[end], ",") {
					joined += " "
				}
				end++
			}
			if end < len(lines) && end > i+1 && strings.HasPrefix(strings.TrimSpace(lines[end]), "]") && len(joined) < 100 {
				out = append(out, joined+strings.TrimSpace(lines[end]))
				i = end
				continue
			}
		}
		out = append(out, lines[i])
	}
	return []byte(strings.Join(out, "\n"))
}

// fillStems puts the words of stems on lines of 120 columns: there are thousands of them.
func fillStems(data []byte) []byte {
	from := bytes.Index(data, []byte("\n    \"stems\": [\n"))
	to := bytes.Index(data, []byte("\n  \"errors\": ["))
	if from < 0 || to < from {
		return data
	}
	var out []string
	for line := range strings.SplitSeq(string(data[from:to]), "\n") {
		word := strings.TrimPrefix(line, "          ")
		if k := len(out) - 1; k >= 0 && strings.HasPrefix(word, `"`) && strings.HasPrefix(out[k], `          "`) && len(out[k])+len(word) < 120 {
			out[k] += " " + word
		} else {
			out = append(out, line)
		}
	}
	return slices.Concat(data[:from], []byte(strings.Join(out, "\n")), data[to:])
}
