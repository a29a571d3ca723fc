package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/whybounced/whybounced/site"
)

// edge compiles the Worker: its entry, the Go program, the tool chain's support code and the Table, side by side in edge/. They
// are not files of the site: .assetsignore says so to wrangler.
func (b builder) edge(ctx context.Context, table []byte) ([]site.File, error) {
	dir, err := os.MkdirTemp("", "whybounced-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	support := filepath.Join(dir, "support") // a folder of its own: the tool empties it
	if err := b.exec(ctx, nil, "go", "tool", "workers-assets-gen", "-mode", "go", "-o", support); err != nil {
		return nil, err
	}
	program := filepath.Join(dir, "app.wasm")
	if err := b.exec(ctx, wasmEnv, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w -buildid=", "-o", program, "./wasm/edge"); err != nil {
		return nil, fmt.Errorf("edge: %w", err)
	}
	body, err := os.ReadFile(program)
	if err != nil {
		return nil, err
	}
	if body, err = strip(body); err != nil {
		return nil, fmt.Errorf("edge: %w", err)
	}
	files := []site.File{{Path: ".assetsignore", Body: []byte("edge\nnpm\n")}, {Path: "edge/table.bin", Body: table}, {Path: "edge/app.wasm", Body: body}}
	for name, from := range map[string]string{
		"edge/entry.mjs":    b.path("wasm", "edge", "entry.mjs"),
		"edge/wasm_exec.js": filepath.Join(support, "wasm_exec.js"),
	} {
		body, err := os.ReadFile(from)
		if err != nil {
			return nil, err
		}
		files = append(files, site.File{Path: name, Body: body})
	}
	return files, nil
}
