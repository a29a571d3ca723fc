package whybounced

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/whybounced/whybounced"

// deps lists everything that a package's program holds.
func deps(t *testing.T, env []string, pkg string) []string {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps", pkg)
	cmd.Env = append(cmd.Environ(), env...)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list -deps %s: %v", pkg, err)
	}
	return strings.Fields(string(out))
}

// Every import of the engine is paid by every visitor: fmt with regexp and encoding/json alone cost them 480 KB.
func TestEngineImportsNextToNothing(t *testing.T) {
	allowed := []string{"errors", "cmp", "iter", "slices", "strconv", "unicode/utf8", "unsafe", "math/bits", "syscall/js", "sync", "sync/atomic", "runtime"}
	for _, p := range deps(t, []string{"GOOS=js", "GOARCH=wasm"}, "./wasm/browser") {
		if strings.HasPrefix(p, "internal/") || strings.HasPrefix(p, "runtime/") || slices.Contains(allowed, p) {
			continue
		}
		if p != module+"/internal/engine" && p != module+"/wasm/browser" {
			t.Errorf("the page's engine imports %s", p)
		}
	}
}

// Arrows point down: nobody but the root package, the WebAssembly hosts, the API that one of them serves and the fit of the
// lexicon's stems, which have to be cut as the engine cuts them, reaches into the engine, and the root
// package knows neither site nor build.
func TestArrowsPointDown(t *testing.T) {
	for pkg, forbidden := range map[string][]string{
		".":                 {"/site", "/build", "/cmd/whybounced"},
		"./internal/engine": {"", "/site", "/build"},
		"./internal/api":    {"", "/site", "/build"},
		"./site":            {"/build", "/cmd/whybounced"},
		"./cmd/whybounced":  {"/site", "/build"},
	} {
		list := deps(t, nil, pkg)
		for _, f := range forbidden {
			if slices.Contains(list, module+f) {
				t.Errorf("%s imports %s", pkg, module+f)
			}
		}
	}
	out, err := exec.Command("go", "list", "-f", `{{.ImportPath}} {{join .Imports " "}}`, "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		name, imports, _ := strings.Cut(strings.TrimSpace(line), " ")
		if name != module && name != module+"/internal/api" && name != module+"/internal/fit" && strings.Contains(imports+" ", module+"/internal/engine ") {
			t.Errorf("%s imports the engine past the root package", name)
		}
	}
}

// The README's picture of the house has every room, and no room that is not there.
func TestReadmeShowsTheHouse(t *testing.T) {
	readme, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, table, _ := strings.Cut(string(readme), "| place | holds |")
	named := map[string]bool{}
	folder := "" // a name without its folder stands beside the place that it is in
	for _, row := range strings.Split(table, "\n") {
		cells := strings.Split(row, "|")
		if len(cells) < 3 {
			continue
		}
		for i, cell := range cells[1:3] {
			for _, m := range regexp.MustCompile("`([a-z./-]+/)`").FindAllStringSubmatch(cell, -1) {
				if i == 0 {
					folder = m[1]
					named[m[1]] = true
				} else if _, err := os.Stat(m[1]); err != nil { // else it is written out
					named[folder+m[1]] = true
				}
			}
		}
	}
	for name := range named {
		if info, err := os.Stat(name); err != nil || !info.IsDir() {
			t.Errorf("README.md shows %s, which is not there", name)
		}
	}
	out, err := exec.Command("go", "list", "-f", "{{.Dir}}", "./...").Output()
	if err != nil {
		t.Fatal(err)
	}
	root, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range strings.Fields(string(out)) {
		name, err := filepath.Rel(root, dir)
		if err != nil {
			t.Fatal(err)
		}
		if name = filepath.ToSlash(name) + "/"; name != "./" && !named[name] {
			t.Errorf("README.md does not show %s", name)
		}
	}
	for _, name := range []string{"wasm/browser/", "wasm/edge/", "wasm/npm/", "wasm/overlay/", "docs/", "testdata/"} {
		if !named[name] {
			t.Errorf("README.md does not show %s", name)
		}
	}
}
