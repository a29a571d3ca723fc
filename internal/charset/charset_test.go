package charset

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/text/encoding/htmlindex"
)

// testdata/labels.txt is the table of names that a browser's TextDecoder has, one encoding a line; "-" has those that it
// does not know. build/browser/charsets.test.mjs holds the browser to the same file.
func TestNamesAreThoseOfBrowsers(t *testing.T) {
	table, err := os.ReadFile("testdata/labels.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range strings.Split(strings.TrimSpace(string(table)), "\n") {
		want, labels, _ := strings.Cut(l, ": ")
		for _, label := range strings.Fields(labels) {
			got := "-"
			if _, ok := Decode(label, "x"); ok {
				e, err := htmlindex.Get(label)
				if err != nil {
					t.Fatal(err)
				}
				if got, err = htmlindex.Name(e); err != nil {
					t.Fatal(err)
				}
			}
			if got != want {
				t.Errorf("%s is %s here and %s in a browser", label, got, want)
			}
		}
	}
}
