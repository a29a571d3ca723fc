package main

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/internal/engine"
)

// What visitors run, with the runtime that overlay has emptied and strip has stripped, answers as Go does natively: to everything that the
// rules and the golden files have, and after it has collected its garbage many times.
func TestShippedEngineAnswersAsGoDoes(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles the engine")
	}
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	files, err := builder{root: root}.engine(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	table, err := whybounced.CompileTable(whybounced.Rules())
	if err != nil {
		t.Fatal(err)
	}
	var inputs [][]byte
	for _, e := range whybounced.Rules().Errors {
		for _, r := range e.Responses {
			for _, x := range append(r.Examples, r.Counterexamples...) {
				inputs = append(inputs, []byte(x))
			}
		}
	}
	for _, pattern := range []string{"testdata/decode/*", "testdata/speed/*"} {
		names, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(names) == 0 {
			t.Fatal("no test data", err)
		}
		for _, name := range names {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			inputs = append(inputs, text)
		}
	}
	for range 12 { // garbage, and a memory that grows
		inputs = append(inputs, bytes.Repeat([]byte("Mar  1 10:00:00 mx postfix/smtp[1]: A1: to=<bob@example.org>, status=bounced (host mx.example.org said: 550 5.1.1 unknown user)\n"), 20_000))
	}
	lines, err := json.Marshal(inputs) // base64
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{
		"decoder.wasm": files[0].Body, "table.bin": table, "inputs.json": lines, "package.json": []byte(`{"type":"module"}`),
		"main.js": []byte(`import { readFileSync, writeFileSync } from "node:fs";
import { start } from "./engine.js";
const file = (name) => readFileSync(new URL(name, import.meta.url));
const decoder = await start(undefined, { wasm: file("decoder.wasm"), table: file("table.bin") });
const inputs = JSON.parse(file("inputs.json"));
writeFileSync(new URL("answers.json", import.meta.url), JSON.stringify(inputs.map((x) => JSON.stringify(decoder.decode(Buffer.from(x, "base64"))))));
`),
	} {
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"engine.js", "host.js"} {
		body, err := os.ReadFile(filepath.Join(root, "wasm", "browser", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), body, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.CommandContext(t.Context(), "node", filepath.Join(dir, "main.js")).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	data, err := os.ReadFile(filepath.Join(dir, "answers.json"))
	if err != nil {
		t.Fatal(err)
	}
	var answers []string
	if err := json.Unmarshal(data, &answers); err != nil {
		t.Fatal(err)
	}
	if len(answers) != len(inputs) {
		t.Fatalf("%d answers to %d inputs", len(answers), len(inputs))
	}
	differ := 0
	for i, input := range inputs {
		report := whybounced.Decode(input)
		engine.UTF16Spans(&report, string(input))
		var want, got any
		if err := json.Unmarshal(report.JSON(), &want); err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal([]byte(answers[i]), &got); err != nil {
			t.Fatal(err)
		}
		w, _ := json.Marshal(want)
		g, _ := json.Marshal(got)
		if !bytes.Equal(w, g) {
			if differ++; differ < 4 {
				t.Errorf("%.300s\nnatively    %.1500s\nin WebAssembly %.1500s", input, w, g)
			}
		}
	}
	if differ > 0 {
		t.Errorf("%d of %d answers differ", differ, len(inputs))
	}
}

// A function that is emptied keeps its shape, and the file compiles.
func TestEmptied(t *testing.T) {
	const source = `package runtime

import (
	"internal/abi"
	"internal/goos"
)

func check() { abi.Do(goos.X) }

func goenvs() (a int, b, c abi.T) {
	return 1, two(), three()
}

func (u *unwinder) cgoCallers(pcs []int) int { return len(pcs) }

func kept() {
	if debug.gctrace > 0 {
		return
	}
	set(&debug.gctrace)
}
`
	got, err := emptied("x.go", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"func check() {}", "_ \"internal/goos\"", "\t\"internal/abi\"", "{var zero0 int; var zero1 abi.T; var zero2 abi.T; return zero0, zero1, zero2}",
		"cgoCallers(pcs []int) int {var zero0 int; return zero0}", "if 0 > 0 {", "set(&debug.gctrace)",
	} {
		if !strings.Contains(string(got), want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// The lists name what the runtime has: they shrink with it.
func TestEmptyListsNameWhatIsThere(t *testing.T) {
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	sources, err := builder{root: root}.runtimeSources(t.Context(), append(os.Environ(), wasmEnv...))
	if err != nil {
		t.Fatal(err)
	}
	there := map[string]bool{}
	var all []byte
	for name, source := range sources {
		there[filepath.Base(name)] = true
		all = append(all, source...)
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok {
				there[functionOf(f)] = true
			}
		}
	}
	for _, name := range slices.Concat(emptyFiles, emptyFunctions, slices.Collect(maps.Keys(bodies))) {
		if !there[name] {
			t.Errorf("the runtime has no %s", name)
		}
	}
	for _, c := range constants {
		if !c.pattern.Match(all) {
			t.Errorf("the runtime has no %s", c.pattern)
		}
	}
}
