package whybounced

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"
)

// Each line of a page says something, or nothing. testdata/lines.txt has what the lines of each page of testdata/decode say: how the finding
// changes without the line ("-") and with the line twice ("+"), and what is found up to it, where that is more or less than up to the line
// before ("<"). So it is seen what each line is read for, and whether it still is.
func TestLines(t *testing.T) {
	const most = 150 // lines of a page: the time this takes grows with the square
	var got bytes.Buffer
	for _, p := range pages(t, "decode") {
		lines := strings.SplitAfter(string(p.input()), "\n")
		if len(lines) > most {
			continue
		}
		whole, before := details(lines), details(nil)
		fmt.Fprintln(&got, p.name)
		for i := range lines {
			without, twice, upTo := details(lines[:i], lines[i+1:]), details(lines[:i+1], lines[i:]), details(lines[:i+1])
			for _, now := range []struct {
				mark     string
				from, to map[string]string
			}{{"-", whole, without}, {"+", whole, twice}, {"<", before, upTo}} {
				if change := changes(now.from, now.to); change != "" {
					fmt.Fprintf(&got, "  %d%s %s\n", i+1, now.mark, change)
				}
			}
			before = upTo
		}
	}
	listed(t, "testdata/lines.txt", got.Bytes())
}

// derived are fields that follow from others.
var derived = []string{"action", "suppress", "family", "error", "url", "recipient-domain"}

// details are the fields of the finding in some lines that are not empty: "2.status" is that of the second bounce.
func details(lines ...[]string) map[string]string {
	var report map[string]any
	r := Decode([]byte(strings.Join(slices.Concat(lines...), "")))
	if err := json.Unmarshal(r.LeanJSON(), &report); err != nil {
		panic(err)
	}
	all := map[string]string{}
	var add func(name string, value any)
	add = func(name string, value any) {
		switch value := value.(type) {
		case map[string]any:
			for key, v := range value {
				if !slices.Contains(derived, key) {
					add(strings.TrimPrefix(name+"."+key, "."), v)
				}
			}
		case []any:
			for i, v := range value {
				add(fmt.Sprintf("%s.%d", strings.TrimPrefix(name, "bounces."), i+1), v)
			}
		default:
			if text := strings.Join(strings.FieldsFunc(fmt.Sprint(value), blank), " "); text != "" && text != "0" {
				all[strings.TrimPrefix(name, "bounces.")] = text
			}
		}
	}
	add("", report)
	return all
}

// blank is what a list of lines cannot hold.
func blank(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }

// changes are the fields that differ, as they are now.
func changes(from, to map[string]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(from)) {
		// Where a bounce is gone, so are its fields: each has a type.
		number, _, some := strings.Cut(name, ".")
		if gone := some && number != "warnings" && to[number+".type"] == ""; gone && name == number+".type" {
			out = append(out, "no "+number)
		} else if !gone && to[name] == "" {
			out = append(out, "no "+name)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(to)) {
		if to[name] != from[name] {
			out = append(out, name+": "+clipped(to[name]))
		}
	}
	return strings.Join(out, "; ")
}

// clipped is a text with both of its ends.
func clipped(s string) string {
	const end = 16
	r := []rune(s)
	if len(r) <= 2*end+10 {
		return s
	}
	return fmt.Sprintf("%s … %d … %s", string(r[:end]), len(r), string(r[len(r)-end:]))
}
