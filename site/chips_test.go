package site

import (
	"testing"

	"github.com/whybounced/whybounced"
)

// What the decoder page offers to try must be answered.
func TestChipsDecode(t *testing.T) {
	for _, source := range chipSources {
		if source.Text == "" {
			continue
		}
		report := whybounced.Decode([]byte(source.Text))
		if len(report.Bounces) == 0 || report.Bounces[0].Error == "" {
			t.Errorf("%s: decodes to %+v", source.Label, report.Bounces)
		}
	}
}
