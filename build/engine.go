package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/whybounced/whybounced/site"
)

// engine compiles the decoder to WebAssembly. Symbols and paths are left out: visitors pay for every byte, and the same
// sources shall give the same bytes on every machine.
func (b builder) engine(ctx context.Context) ([]site.File, error) {
	body, err := b.compile(ctx, "")
	return []site.File{{Path: "decoder.wasm", Body: body}}, err
}

// compile makes the engine for one host: tags name what that one has beside decode.
func (b builder) compile(ctx context.Context, tags string) ([]byte, error) {
	dir, err := os.MkdirTemp("", "whybounced-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	runtime, env, err := b.overlay(ctx, dir)
	if err != nil {
		return nil, err
	}
	out := filepath.Join(dir, "decoder.wasm")
	// Functions are inlined: -gcflags=all=-l would save 23 KB under Brotli, for answers that take a third longer and a program that is larger unpacked.
	cmd := exec.CommandContext(ctx, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=",
		"-overlay="+runtime, "-tags", tags, "-o", out, "./wasm/browser")
	cmd.Dir = b.root
	cmd.Env = env
	if message, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("decoder.wasm: %w\n%s", err, bytes.TrimSpace(message))
	}
	body, err := os.ReadFile(out)
	if err != nil {
		return nil, err
	}
	if body, err = strip(body); err != nil {
		return nil, fmt.Errorf("decoder.wasm: %w", err)
	}
	return body, nil
}

// goRoot is where the Go that compiles the engine keeps its WebAssembly support; the running program may come from another.
func goRoot(ctx context.Context) (string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOROOT").Output()
	return strings.TrimSpace(string(out)), err
}
