package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The figures of the README are those of the page that has all of them.
func TestReadmeRepeatsWhatWasMeasured(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile(filepath.Join("..", "content", "pages", "measured.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, table, ok := strings.Cut(string(readme), "`go run ./build bench` printed these on ")
	table, _, closed := strings.Cut(table, "\n## ")
	if !ok || !closed {
		t.Fatal("README.md has no table of what was measured")
	}
	rows := 0
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) != 4 || strings.TrimSpace(cells[1]) == "" || strings.Contains(cells[2], "---") {
			continue
		}
		rows++
		for figure := range strings.SplitSeq(strings.TrimSpace(cells[2]), "; ") {
			figure = strings.TrimSuffix(strings.TrimSuffix(figure, " bytes"), " the time")
			if !strings.Contains(strings.ReplaceAll(string(page), "\u00a0", " "), figure) { // there a figure stays with its unit
				t.Errorf("%s: %q is not on the page", strings.TrimSpace(cells[1]), figure)
			}
		}
	}
	if rows < 5 {
		t.Errorf("%d figures", rows)
	}
}
