package main

import (
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/whybounced/whybounced/site"
)

// cardFolder keeps pictures that were drawn before, under their names: a name changes with what is drawn and how. It may be
// removed at any time.
func cardFolder() (string, error) {
	if dir := os.Getenv("WHYBOUNCED_CACHE"); dir != "" {
		return filepath.Join(dir, "cards"), nil
	}
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "whybounced", "cards"), err
}

// drawCards makes the pictures, on all processors; those of an earlier build are read instead. Without a place to keep them
// (no home, a full disk) they are drawn each time: that is slow, and right.
func drawCards(cards []site.Card) []site.File {
	folder, err := cardFolder()
	keep := err == nil && os.MkdirAll(folder, 0o755) == nil
	files := make([]site.File, len(cards))
	next := make(chan int)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := range next {
				name := filepath.Join(folder, filepath.Base(cards[i].Path))
				body, err := os.ReadFile(name)
				if !keep || err != nil {
					body = cards[i].Draw()
					if keep {
						keepFile(name, body)
					}
				}
				files[i] = site.File{Path: cards[i].Path, Body: body}
			}
		})
	}
	for i := range cards {
		next <- i
	}
	close(next)
	wait.Wait()
	return files
}

// keepFile writes so that another build at the same time never reads half a picture.
func keepFile(name string, body []byte) {
	f, err := os.CreateTemp(filepath.Dir(name), "new-*")
	if err != nil {
		return
	}
	_, err = f.Write(body)
	if closeErr := f.Close(); err != nil || closeErr != nil || os.Rename(f.Name(), name) != nil {
		_ = os.Remove(f.Name())
	}
}
