package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/site"
)

// builder knows where the sources are. It keeps nothing between builds.
type builder struct {
	root     string
	base     string
	withEdge bool   // the Worker too
	only     string // the one check to run
	log      io.Writer
}

func (b builder) path(elem ...string) string {
	return filepath.Join(append([]string{b.root}, elem...)...)
}

// generate makes every file of the site in memory. All that is wrong is reported, whichever part it is in.
func (b builder) generate(ctx context.Context) ([]site.File, error) {
	pages, pagesErr := b.pages()
	scripts, scriptsErr := b.scripts(ctx)
	engine, engineErr := b.engine(ctx)
	files := append(append(pages, scripts...), engine...)
	if err := errors.Join(pagesErr, scriptsErr, engineErr); err != nil {
		return nil, err
	}
	widget, err := b.widget(ctx, files)
	if err != nil {
		return nil, err
	}
	files = append(files, widget...)
	if b.withEdge {
		worker, err := b.edge(ctx, tableOf(files))
		return append(files, worker...), err
	}
	return files, nil
}

func tableOf(files []site.File) []byte {
	return files[slices.IndexFunc(files, func(f site.File) bool { return f.Path == "table.bin" })].Body
}

// pages are the site itself and the rules it was made from, as a table for the engine.
func (b builder) pages() ([]site.File, error) {
	data, err := os.ReadFile(b.path("rules.json"))
	if err != nil {
		return nil, err
	}
	rules, err := whybounced.LoadRules(data)
	if err != nil {
		return nil, err
	}
	schema, err := os.ReadFile(b.path("rules.schema.json"))
	if err != nil {
		return nil, err
	}
	table, tableErr := whybounced.CompileTable(rules)
	files, err := site.Render(site.Input{
		Rules: rules, RulesJSON: data, Schema: schema, Base: b.base,
		Content: os.DirFS(b.path("content")), Assets: os.DirFS(b.path("site")),
	})
	return append(files, site.File{Path: "table.bin", Body: table}), errors.Join(tableErr, err)
}

// build generates and writes, and says what it did.
func (b builder) build(ctx context.Context, out string) error {
	start := time.Now()
	files, err := b.generate(ctx)
	if err != nil {
		return err
	}
	if err := writeFiles(out, files); err != nil {
		return err
	}
	fmt.Fprintf(b.log, "%d files in %s, %.1f s\n", len(files), out, time.Since(start).Seconds())
	return nil
}

// writeFiles makes out hold these files and no others. A folder that is not a former build is left alone: a mistyped -out
// must not cost anybody's files.
func writeFiles(out string, files []site.File) error {
	if entries, err := os.ReadDir(out); err == nil && len(entries) > 0 {
		if _, err := os.Stat(filepath.Join(out, "site.css")); err != nil {
			return fmt.Errorf("%s: not empty, and not a former build (no site.css); choose another folder with -out", out)
		}
	}
	keep := map[string]bool{}
	for _, f := range files {
		name := filepath.Join(out, filepath.FromSlash(f.Path))
		keep[name] = true
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Body, 0o644); err != nil {
			return err
		}
	}
	return filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || keep[name] {
			return err
		}
		return os.Remove(name)
	})
}

// readFiles is what writeFiles wrote.
func readFiles(out string) ([]site.File, error) {
	var files []site.File
	err := fs.WalkDir(os.DirFS(out), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		files = append(files, site.File{Path: name, Body: body})
		return err
	})
	return files, err
}
