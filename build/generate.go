package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/whybounced/whybounced/site"
)

// builder knows where the sources are. Between builds it keeps what memo holds, if anything.
type builder struct {
	root     string
	base     string
	withEdge bool   // the Worker too
	withNPM  bool   // the npm package too
	version  string // of the npm package, where it is not that of the rules
	compress bool   // files for hosts that serve them compressed
	only     string // the one check to run
	corpus   string // records for the npm package's test
	misses   string // file for what was not understood of replies that the rules have not seen
	log      io.Writer
	live     bool  // open pages load again when they were built again (serve)
	memo     *memo // nil: every build begins anew
}

func (b builder) path(elem ...string) string {
	return filepath.Join(append([]string{b.root}, elem...)...)
}

// generate makes every file of the site in memory. All that is wrong is reported, whichever part it is in.
func (b builder) generate(ctx context.Context) ([]site.File, error) {
	parts, partsErr := b.memo.keptParts(func() ([]component, error) { return b.components(ctx) })
	pages, pagesErr := b.pages(licencePage(parts), nil)
	scripts, scriptsErr := b.memo.keptScripts(b.scripts)
	engine, engineErr := b.memo.keptEngine(func() ([]site.File, error) { return b.engine(ctx) })
	files := append(append(pages, scripts...), engine...)
	if err := errors.Join(partsErr, pagesErr, scriptsErr, engineErr); err != nil {
		return nil, err
	}
	widget, err := b.memo.keptWidget(func() ([]site.File, error) { return b.widget(ctx, files) })
	if err != nil {
		return nil, err
	}
	if files, err = supply(parts, append(files, widget...)); err != nil {
		return nil, err
	}
	if files, err = b.offline(files); err != nil {
		return nil, err
	}
	if b.withNPM {
		npm, err := b.npm(ctx, files)
		if err != nil {
			return nil, err
		}
		files = append(files, npm...)
	}
	if b.compress {
		files = append(files, compressed(files)...)
	}
	if b.withEdge {
		worker, err := b.edge(ctx, tableOf(files))
		return append(files, worker...), err
	}
	return files, nil
}

func tableOf(files []site.File) []byte {
	return files[slices.IndexFunc(files, func(f site.File) bool { return f.Path == "table.bin" })].Body
}

// pages are the site itself and the rules it was made from, as a table for the engine. The page of licences comes from the
// build, not from content/. With only, it is just the pages at those addresses, without that one.
func (b builder) pages(licences []byte, only func(address string) bool) ([]site.File, error) {
	content := b.path("content")
	if only == nil {
		var err error
		if content, err = os.MkdirTemp("", "whybounced-"); err != nil {
			return nil, err
		}
		defer os.RemoveAll(content)
		err = os.CopyFS(content, os.DirFS(b.path("content")))
		if err := errors.Join(err, os.WriteFile(filepath.Join(content, "pages", "licences.md"), licences, 0o600)); err != nil {
			return nil, err
		}
	}
	data, err := os.ReadFile(b.path("rules.json"))
	if err != nil {
		return nil, err
	}
	rules, table, err := b.memo.loadRules(data)
	if err != nil {
		return nil, err
	}
	schema, err := os.ReadFile(b.path("rules.schema.json"))
	if err != nil {
		return nil, err
	}
	files, cards, err := site.RenderAll(site.Input{
		Rules: rules, RulesJSON: data, Schema: schema, Base: b.base,
		Content: os.DirFS(content), Assets: os.DirFS(b.path("site")),
		Memo: b.memo.ofSite(), Only: only,
	})
	if err != nil || only != nil {
		return append(files, drawCards(cards)...), err
	}
	return append(append(files, drawCards(cards)...), site.File{Path: "table.bin", Body: table}), nil
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
	have, err := standing(out)
	if err != nil {
		return err
	}
	if err := writeAll(out, files, have); err != nil {
		return err
	}
	for _, f := range files {
		delete(have, f.Path)
	}
	for gone := range have {
		if err := os.Remove(filepath.Join(out, filepath.FromSlash(gone))); err != nil {
			return err
		}
	}
	return nil
}

// updateFiles is writeFiles for a folder that holds the last files: what stayed the same is not written again.
func updateFiles(out string, last, files []site.File) error {
	before := make(map[string][]byte, len(last))
	for _, f := range last {
		before[f.Path] = f.Body
	}
	for _, f := range files {
		body, known := before[f.Path]
		delete(before, f.Path)
		if known && bytes.Equal(body, f.Body) {
			continue
		}
		name := filepath.Join(out, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Body, 0o644); err != nil {
			return err
		}
	}
	for gone := range before {
		if err := os.Remove(filepath.Join(out, filepath.FromSlash(gone))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
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
