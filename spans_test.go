package whybounced

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// testdata/spans.txt holds pages of testdata/decode, one of each kind and program, with what is marked in them as evidence: a line
// with the name, and one for each mark with the bounce it belongs to, its kind and the marked text.
func TestEvidence(t *testing.T) {
	const list = "testdata/spans.txt"
	data, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "\t") {
			continue
		}
		got.WriteString(line)
		page, err := txtar.ParseFile("testdata/decode/" + strings.TrimSpace(line) + ".txtar")
		if err != nil {
			t.Fatal(err)
		}
		input := string(page.Files[0].Data)
		for i, b := range Decode([]byte(input)).Bounces {
			for _, s := range b.Spans {
				got.WriteString("\t" + string(rune('1'+i)) + " " + s.Kind + " " + strings.ReplaceAll(input[s.Start:s.End], "\n", "⏎") + "\n")
			}
		}
	}
	listed(t, list, got.Bytes())
}
