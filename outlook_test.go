package whybounced

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/whybounced/whybounced/internal/outlook/msgfile"
)

// Each file of testdata/outlook is one page: what an Outlook file holds, and the report that is wanted.
func TestDecodeOutlook(t *testing.T) {
	files, err := filepath.Glob("testdata/outlook/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			page, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			report := Decode(msgfile.Build(string(page.Files[0].Data)))
			for _, b := range report.Bounces {
				if len(b.Spans) > 0 {
					t.Errorf("evidence is marked in a file that holds no text: %+v", b.Spans)
				}
			}
			var got bytes.Buffer
			if err := json.Indent(&got, report.LeanJSON(), "", "  "); err != nil {
				t.Fatal(err)
			}
			got.WriteByte('\n')
			if *update {
				page.Files[1].Data = got.Bytes()
				if err := os.WriteFile(name, txtar.Format(page), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if !bytes.Equal(got.Bytes(), page.Files[1].Data) {
				t.Errorf("got\n%s\nwant\n%s\nrun with -update and read the diff", got.Bytes(), page.Files[1].Data)
			}
		})
	}
}
