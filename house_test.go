package whybounced

import (
	"os/exec"
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
