package whybounced

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// page is a file of testdata: an input, and what is wanted of it.
type page struct {
	name, file string // "dsn-order", and where it is
	archive    *txtar.Archive
}

func (p page) input() []byte { return p.archive.Files[0].Data }

// pages are the pages of a folder of testdata, in the order of their names.
func pages(tb testing.TB, folder string) []page {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	if err != nil || len(files) == 0 {
		tb.Fatal("no test data", err)
	}
	list := make([]page, len(files))
	for i, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			tb.Fatal(err)
		}
		list[i] = page{strings.TrimSuffix(filepath.Base(file), ".txtar"), file, archive}
	}
	return list
}

// wants holds what was got to what the page wants, or writes it there.
func (p page) wants(t *testing.T, got []byte) {
	t.Helper()
	if *update {
		p.archive.Files[1].Data = got
		if err := os.WriteFile(p.file, txtar.Format(p.archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if want := p.archive.Files[1].Data; !bytes.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s\nrun with -update and read the diff", got, want)
	}
}

// indented is a lean report as pages have it.
func indented(t *testing.T, r Report) []byte {
	t.Helper()
	var out bytes.Buffer
	if err := json.Indent(&out, r.LeanJSON(), "", "  "); err != nil {
		t.Fatal(err)
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// listed holds what was got to a file that has a line for each thing, or writes it there. Lines that are not indented say what those below
// them are of.
func listed(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want, now := strings.Split(string(data), "\n"), strings.Split(string(got), "\n")
	of := ""
	for i := range min(len(want), len(now)) {
		if strings.TrimLeft(want[i], " \t") == want[i] {
			of = want[i]
		}
		if want[i] != now[i] {
			t.Fatalf("%s:%d: %s: got\n%s\nwant\n%s\nrun with -update and read the diff", file, i+1, of, now[i], want[i])
		}
	}
	if len(want) != len(now) {
		t.Errorf("%s has %d lines, and %d are wanted; run with -update and read the diff", file, len(want), len(now))
	}
}
