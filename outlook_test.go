package whybounced

import (
	"testing"

	"github.com/whybounced/whybounced/internal/outlook/msgfile"
)

// Each file of testdata/outlook is one page: what an Outlook file holds, and the report that is wanted.
func TestDecodeOutlook(t *testing.T) {
	for _, p := range pages(t, "outlook") {
		t.Run(p.name, func(t *testing.T) {
			report := Decode(msgfile.Build(string(p.input())))
			for _, b := range report.Bounces {
				if len(b.Spans) > 0 {
					t.Errorf("evidence is marked in a file that holds no text: %+v", b.Spans)
				}
			}
			p.wants(t, indented(t, report))
		})
	}
}
