package main

import (
	"crypto/rand"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/whybounced/whybounced/site"
)

func TestWriteFiles(t *testing.T) {
	out := filepath.Join(t.TempDir(), "dist")
	style := site.File{Path: "site.css", Body: []byte("a{}")}
	if err := writeFiles(out, []site.File{style, {Path: "old/index.html", Body: []byte("old")}}); err != nil {
		t.Fatal(err)
	}
	if err := writeFiles(out, []site.File{style, {Path: "new/index.html", Body: []byte("new")}}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(out, "old", "index.html")); err == nil {
		t.Error("a page that is no longer made is still there")
	}
	files, err := readFiles(out)
	if err != nil || len(files) != 2 || files[0].Path != "new/index.html" || string(files[0].Body) != "new" {
		t.Errorf("read back %v, %v", files, err)
	}
}

// What stands there with the right content is left alone, and what somebody has changed is not.
func TestWriteFilesAgain(t *testing.T) {
	out := filepath.Join(t.TempDir(), "dist")
	t.Setenv("WHYBOUNCED_CACHE", t.TempDir())
	files := []site.File{{Path: "site.css", Body: []byte("a{}")}, {Path: "a/index.html", Body: []byte("page")}, {Path: "b/index.html", Body: []byte("other")}}
	if err := writeFiles(out, files); err != nil {
		t.Fatal(err)
	}
	untouched := filepath.Join(out, "a", "index.html")
	before, err := os.Stat(untouched)
	if err != nil {
		t.Fatal(err)
	}
	edited := filepath.Join(out, "b", "index.html")
	if err := os.WriteFile(edited, []byte("mine!"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := writeFiles(out, files); err != nil {
		t.Fatal(err)
	}
	if after, err := os.Stat(untouched); err != nil || !after.ModTime().Equal(before.ModTime()) {
		t.Error("a file with the right content was written again")
	}
	if body, _ := os.ReadFile(edited); string(body) != "other" {
		t.Errorf("a file that was changed in between holds %q", body)
	}
	files[1].Body = []byte("news")
	if err := writeFiles(out, files); err != nil {
		t.Fatal(err)
	}
	if body, _ := os.ReadFile(untouched); string(body) != "news" {
		t.Errorf("the page holds %q", body)
	}
}

func TestWriteFilesSparesOtherFolders(t *testing.T) {
	out := t.TempDir()
	precious := filepath.Join(out, "thesis.txt")
	if err := os.WriteFile(precious, []byte("years of work"), 0o644); err != nil {
		t.Fatal(err)
	}
	err := writeFiles(out, []site.File{{Path: "site.css"}})
	if err == nil || !strings.Contains(err.Error(), "not a former build") {
		t.Errorf("got %v", err)
	}
	if _, err := os.Stat(precious); err != nil {
		t.Error(err)
	}
}

func TestCheckSizes(t *testing.T) {
	noise := func(n int) []byte {
		b := make([]byte, n)
		_, _ = rand.Read(b)
		return b
	}
	small := []site.File{{Path: "page.js"}, {Path: "decoder.js"}, {Path: "decoder.worker.js"}, {Path: "decoder.wasm"}, {Path: "table.bin"}, {Path: "widget.js"}}
	for i := range small {
		small[i].Body = []byte("x")
	}
	if err := checkSizes(small, io.Discard); err != nil {
		t.Errorf("small: %v", err)
	}
	for _, test := range []struct {
		name  string
		files []site.File
		want  string
	}{
		{"a part is missing", small[1:], "page.js: missing"},
		{"the widget is missing", small[:5], "widget.js: "},
		{"heavy widget", append(small[:5:5], site.File{Path: "widget.js", Body: noise(widgetLimit + 1)}), "the limit is 12288"},
		{"heavy page", append(small[:4:4], site.File{Path: "e/a/index.html", Body: noise(pageLimit + 1)}), "e/a/index.html: "},
		{"heavy decoder", append(small[:4:4], site.File{Path: "table.bin", Body: noise(decoderLimit)}), "the limit is 575000"},
	} {
		if err := checkSizes(test.files, io.Discard); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v", test.name, err)
		}
	}
}
