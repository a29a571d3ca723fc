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

// watcher sees the changes of the sources from the moment it is made: they wait for watch.
type watcher struct {
	*fsnotify.Watcher
	out string // what a build writes, absolute: not watched
}

// newWatcher begins to watch the sources.
func (b builder) newWatcher(out string) (watcher, error) {
	out, err := filepath.Abs(out)
	if err != nil {
		return watcher{}, err
	}
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return watcher{}, fmt.Errorf("cannot watch for changes: %w", err)
	}
	w := watcher{notify, out}
	if err := b.watchFolders(w, b.root); err != nil {
		notify.Close()
		return watcher{}, fmt.Errorf("cannot watch for changes: %w", err)
	}
	return w, nil
}

// watch calls changed with the files that changed, never twice at once, until ctx ends.
func (b builder) watch(ctx context.Context, w watcher, changed func(files []string)) {
	settle := time.NewTimer(quiet)
	settle.Stop()
	var names []string
	for {
		select {
		case <-ctx.Done():
			return
		case err := <-w.Errors:
			fmt.Fprintf(b.log, "watching: %v\n", err)
		case event := <-w.Events:
			if event.Has(fsnotify.Create) {
				// A new folder is watched too; for a new file this does nothing.
				_ = b.watchFolders(w, event.Name)
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
func (b builder) watchFolders(w watcher, top string) error {
	return filepath.WalkDir(top, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return nil
		}
		base := d.Name()
		if name == w.out || name != b.root && (strings.HasPrefix(base, ".") || base == "dist" || base == "node_modules" || base == "testdata") {
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
