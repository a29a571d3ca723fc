package whybounced

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

// People paste a part of what they got: the first screen, what stands above the attachment, the last lines of a log. testdata/parts.txt
// has, for each page of testdata/decode, what is found in parts of it: "=" where that is what the whole says, "-" where it is nothing,
// otherwise a line for each bounce.
func TestParts(t *testing.T) {
	var got bytes.Buffer
	for _, p := range pages(t, "decode") {
		lines := strings.SplitAfter(string(p.input()), "\n")
		n := len(lines)
		whole := found(lines)
		fmt.Fprintf(&got, "%s\n", p.name)
		for _, part := range []struct {
			name  string
			lines []string
		}{
			{"first quarter", lines[:n/4]},
			{"first half", lines[:n/2]},
			{"all but the last quarter", lines[:n-n/4]},
			{"all but the first quarter", lines[n/4:]},
			{"last half", lines[n/2:]},
			{"last quarter", lines[n-n/4:]},
			{"middle", lines[n/4 : n-n/4]},
		} {
			switch text := found(part.lines); text {
			case "":
				fmt.Fprintf(&got, "  %s: -\n", part.name)
			case whole:
				fmt.Fprintf(&got, "  %s: =\n", part.name)
			default:
				fmt.Fprintf(&got, "  %s:\n%s", part.name, text)
			}
		}
	}
	listed(t, "testdata/parts.txt", got.Bytes())
}

// found is what a person would see of each bounce, clipped.
func found(lines []string) string {
	var out strings.Builder
	r := Decode([]byte(strings.Join(lines, "")))
	for i, b := range r.Bounces {
		if i == 6 {
			fmt.Fprintf(&out, "    … %d in all\n", len(r.Bounces))
			break
		}
		text := []rune(strings.Join(strings.Fields(b.Text), " "))
		if len(text) > 48 {
			text = append(text[:48], '…')
		}
		var fields []string
		for _, s := range []string{b.Recipient, b.Reply, b.Status, b.Type, b.Reason, b.Rule, b.Remote, b.Reporter} {
			if s != "" {
				fields = append(fields, s)
			}
		}
		fmt.Fprintf(&out, "    %s %q\n", strings.Join(fields, " "), string(text))
	}
	for _, w := range r.Warnings {
		fmt.Fprintf(&out, "    warning: %s\n", w)
	}
	return out.String()
}
