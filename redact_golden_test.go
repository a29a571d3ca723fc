package whybounced

import (
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// Each file of testdata/redact is one page: a text, and what is left of it. Their people are made strangers first: only
// those of documentation may stand in this repository.
func TestRedactPages(t *testing.T) {
	files, err := filepath.Glob("testdata/redact/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			page, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			got := Redact([]byte(strangers.Replace(string(page.Files[0].Data))))
			if *update {
				page.Files[1].Data = got
				if err := os.WriteFile(name, txtar.Format(page), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if !bytes.Equal(got, page.Files[1].Data) {
				t.Errorf("got\n%s\nwant\n%s\nrun with -update and read the diff", got, page.Files[1].Data)
			}
		})
	}
}

// Enough addresses for the second net of documentation, and for a third.
func TestRedactManyIPs(t *testing.T) {
	var b strings.Builder
	for i := range 600 {
		b.WriteString("81.2." + strconv.Itoa(i/250) + "." + strconv.Itoa(i%250) + "\n")
	}
	got := strings.Split(string(Redact([]byte(b.String()))), "\n")
	for i, want := range map[int]string{0: "192.0.2.1", 253: "192.0.2.254", 254: "198.51.100.1", 507: "198.51.100.254", 508: "203.0.113.1", 599: "203.0.113.92"} {
		if got[i] != want {
			t.Errorf("number %d is %s, not %s", i, got[i], want)
		}
	}
}
