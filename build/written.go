package main

import (
	"crypto/sha256"
	"encoding/gob"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"

	"github.com/whybounced/whybounced/site"
)

// written is what is known of the files of a former build, as git's index knows it: a file that has the size and the time of
// change that it had when it was written still has the content it was written with. It is kept outside of the folder, which is
// published as it is.
type written map[string]writtenFile

type writtenFile struct {
	Size, Changed int64
	Sum           [sha256.Size]byte
}

// writtenName is where the index of a folder is kept; empty where there is no place.
func writtenName(out string) string {
	cards, err := cardFolder()
	absolute, absErr := filepath.Abs(out)
	if err != nil || absErr != nil {
		return ""
	}
	sum := sha256.Sum256([]byte(absolute))
	return filepath.Join(filepath.Dir(cards), "written-"+hex.EncodeToString(sum[:8]))
}

func readWritten(out string) written {
	index := written{}
	f, err := os.Open(writtenName(out))
	if err != nil {
		return index
	}
	defer f.Close()
	if gob.NewDecoder(f).Decode(&index) != nil {
		return written{} // of another version, or half written: all is written again
	}
	return index
}

func (index written) keep(out string) {
	name := writtenName(out)
	if name == "" || os.MkdirAll(filepath.Dir(name), 0o755) != nil {
		return
	}
	f, err := os.CreateTemp(filepath.Dir(name), "new-*")
	if err != nil {
		return
	}
	err = gob.NewEncoder(f).Encode(index)
	if closeErr := f.Close(); err != nil || closeErr != nil || os.Rename(f.Name(), name) != nil {
		_ = os.Remove(f.Name())
	}
}

// standing are the files of a folder with their sizes and times, by their paths in it.
func standing(out string) (map[string]fs.FileInfo, error) {
	have := map[string]fs.FileInfo{}
	err := filepath.WalkDir(out, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		relative, err := filepath.Rel(out, name)
		have[filepath.ToSlash(relative)] = info
		return err
	})
	if os.IsNotExist(err) {
		err = nil
	}
	return have, err
}

// writeAll writes what does not stand there yet, on all processors: most of the time goes into opening files.
func writeAll(out string, files []site.File, have map[string]fs.FileInfo) error {
	index, next := readWritten(out), written{}
	folders := map[string]bool{}
	for _, f := range files {
		folder := filepath.Dir(filepath.Join(out, filepath.FromSlash(f.Path)))
		if _, stands := have[f.Path]; !stands && !folders[folder] {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return err
			}
			folders[folder] = true
		}
	}
	var mu sync.Mutex
	var failed error
	work := make(chan site.File)
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for f := range work {
				old, known := index[f.Path]
				info := have[f.Path]
				sum := sha256.Sum256(f.Body)
				var err error
				if !known || info == nil || old.Sum != sum || old.Size != info.Size() || old.Changed != info.ModTime().UnixNano() {
					name := filepath.Join(out, filepath.FromSlash(f.Path))
					if err = os.WriteFile(name, f.Body, 0o644); err == nil {
						info, err = os.Stat(name)
					}
				}
				mu.Lock()
				if err != nil {
					failed = err
				} else {
					next[f.Path] = writtenFile{info.Size(), info.ModTime().UnixNano(), sum}
				}
				mu.Unlock()
			}
		})
	}
	for _, f := range files {
		work <- f
	}
	close(work)
	wait.Wait()
	if failed == nil {
		next.keep(out)
	}
	return failed
}
