package main

import (
	"cmp"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"testing"
)

// Each test that docs/threat-model.md names exists, and each row names one.
func TestThreatModel(t *testing.T) {
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]bool{}
	declared := regexp.MustCompile(`(?m)^(?:func (?:\(b builder\) )?((?:Test|Fuzz|test)\w+)\(|test\("([^"]+)")`)
	err = fs.WalkDir(os.DirFS(root), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "node_modules" || d.Name() == ".git") {
			return cmp.Or(err, fs.SkipDir)
		}
		if !strings.HasSuffix(name, "_test.go") && !strings.HasSuffix(name, ".test.mjs") && path.Dir(name) != "build" || d.IsDir() {
			return nil
		}
		source, err := os.ReadFile(path.Join(root, name))
		for _, m := range declared.FindAllSubmatch(source, -1) {
			tests[string(m[1])+string(m[2])] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(path.Join(root, "docs", "threat-model.md"))
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.TrimSpace(line), "|")
		if len(cells) < 5 || strings.HasPrefix(cells[1], " ---") || strings.Contains(cells[3], "held by") {
			continue
		}
		rows++
		named := strings.Split(cells[len(cells)-2], "`")
		if len(named) < 3 {
			t.Errorf("no test: %s", line)
		}
		for i := 1; i < len(named); i += 2 {
			if !tests[named[i]] {
				t.Errorf("there is no test %q: %s", named[i], line)
			}
		}
	}
	if rows < 15 {
		t.Errorf("only %d rows were read", rows)
	}
}
