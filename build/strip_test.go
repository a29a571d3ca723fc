package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// A program that grows its stack, collects garbage, starts goroutines and recovers from a panic does so stripped as well, and is
// smaller.
func TestStrippedProgramRuns(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a program")
	}
	dir := t.TempDir()
	const source = `package main

import (
	"runtime"
	"sync"
)

func deep(n int, keep []byte) int {
	if n == 0 {
		runtime.GC()
		return len(keep)
	}
	return deep(n-1, append([]byte(nil), keep...)) + 1
}

func main() {
	done := make(chan int)
	for i := range 50 {
		go func() {
			defer func() {
				if recover() == nil {
					panic("nothing to recover from")
				}
				done <- deep(1000, make([]byte, i))
			}()
			var none []int
			_ = none[i]
		}()
	}
	sum := 0
	for range 50 {
		sum += <-done
	}
	// Goexit goes on where it was when what was deferred has recovered from a panic of its own.
	calls := 0
	once := sync.OnceFunc(func() { calls++; runtime.Goexit() })
	for range 2 {
		go func() {
			defer func() { done <- calls }()
			defer func() { recover() }()
			once()
		}()
		sum += <-done
	}
	println(sum)
}
`
	for name, text := range map[string]string{"main.go": source, "go.mod": "module p\n\ngo 1.26\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(dir, "p.wasm")
	b := builder{root: dir}
	if err := b.exec(t.Context(), append(wasmEnv, "GOFLAGS="), "go", "build", "-ldflags=-s -w", "-o", program, "."); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	after, err := strip(before)
	if err != nil {
		t.Fatal(err)
	}
	if small, large := brotliSize(after), brotliSize(before); small > large*9/10 {
		t.Errorf("%d bytes under Brotli after, %d before", small, large)
	}
	if err := os.WriteFile(program, after, 0o600); err != nil {
		t.Fatal(err)
	}
	root, err := goRoot(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.CommandContext(t.Context(), filepath.Join(root, "lib", "wasm", "go_js_wasm_exec"), program).CombinedOutput()
	if err != nil || !bytes.Equal(bytes.TrimSpace(out), []byte("51227")) {
		t.Errorf("%v: %s", err, out)
	}
}

func TestStripRefusesWhatItDoesNotKnow(t *testing.T) {
	for name, program := range map[string]string{
		"empty":        "",
		"text":         "hello",
		"torn":         wasmHeader + "\x0b\x7f",
		"other memory": wasmHeader + "\x0b\x08\x01\x00\x41\x00\x0b\x02\x01\x02",
	} {
		if _, err := strip([]byte(program)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
