package main

import (
	"context"
	"fmt"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// quiet is how long nothing may change before a build starts: editors write a file in several steps, git many files.
const quiet = 60 * time.Millisecond

// watch calls changed with the files that changed, never twice at once, until ctx ends.
func (b builder) watch(ctx context.Context, out string, changed func(files []string)) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("cannot watch for changes: %w", err)
	}
	defer w.Close()
	if err := b.watchFolders(w, b.root, out); err != nil {
		return fmt.Errorf("cannot watch for changes: %w", err)
	}
	settle := time.NewTimer(quiet)
	settle.Stop()
	var names []string
	for {
		select {
		case <-ctx.Done():
			return nil
		case err := <-w.Errors:
			fmt.Fprintf(b.log, "watching: %v\n", err)
		case event := <-w.Events:
			if event.Has(fsnotify.Create) {
				// A new folder is watched too; for a new file this does nothing.
				_ = b.watchFolders(w, event.Name, out)
			}
			if isSource(event.Name) && !event.Has(fsnotify.Chmod) {
				if !slices.Contains(names, event.Name) {
					names = append(names, event.Name)
				}
				settle.Reset(quiet)
			}
		case <-settle.C:
			changed(names)
			names = nil
		}
	}
}

// watchFolders watches a folder and those below it. What a build writes, and what git and npm keep, is left out.
func (b builder) watchFolders(w *fsnotify.Watcher, top, out string) error {
	return filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil
		}
		base := d.Name()
		if name == out || name != b.root && (strings.HasPrefix(base, ".") || base == "dist" || base == "node_modules" || base == "testdata") {
			return filepath.SkipDir
		}
		return w.Add(name)
	})
}

func isSource(name string) bool {
	switch filepath.Ext(name) {
	case ".go":
		return !strings.HasSuffix(name, "_test.go")
	case ".json", ".md", ".txt", ".html", ".css", ".js", ".ts", ".svg":
		return true
	}
	return false
}
