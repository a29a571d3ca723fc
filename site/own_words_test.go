package site

import (
	"bytes"
	"encoding/binary"
	"flag"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/whybounced/whybounced"
)

// What we explain we say in our own words. foreignRuns holds the hashes of every run of eight words of documents that
// others wrote and that we learned from; the documents themselves are not ours to keep here. To add some:
//
//	go test ./site -run OwnWords -foreign 'folder/*.txt'
const (
	foreignRuns = "testdata/foreign-runs.bin"
	runLength   = 8
	hashBytes   = 5 // of 14,000 hashes, one in 80 million runs of our own is hit by chance
)

var foreign = flag.String("foreign", "", "pattern of text files whose runs of eight words may not stand in ours")

// runs are the hashes of each run of eight words of a text, with its words.
func runs(text string, found func(hash uint64, words []string)) {
	words := strings.FieldsFunc(strings.ToLower(strings.ReplaceAll(text, "’", "'")), func(r rune) bool {
		return r != '\'' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
	for ; len(words) >= runLength; words = words[1:] {
		h := fnv.New64a()
		h.Write([]byte(strings.Join(words[:runLength], " ")))
		found(h.Sum64()>>(64-8*hashBytes), words[:runLength])
	}
}

func readForeignRuns(t *testing.T) []uint64 {
	data, err := os.ReadFile(foreignRuns)
	if err != nil {
		t.Fatal(err)
	}
	var hashes []uint64
	for ; len(data) >= hashBytes; data = data[hashBytes:] {
		hashes = append(hashes, binary.BigEndian.Uint64(append(make([]byte, 8-hashBytes), data[:hashBytes]...)))
	}
	if len(data) > 0 || !slices.IsSorted(hashes) {
		t.Fatalf("%s is damaged", foreignRuns)
	}
	return hashes
}

func addForeignRuns(t *testing.T, hashes []uint64, pattern string) []uint64 {
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("-foreign %s: no files %v", pattern, err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		runs(string(text), func(hash uint64, _ []string) { hashes = append(hashes, hash) })
	}
	slices.Sort(hashes)
	hashes = slices.Compact(hashes)
	var out bytes.Buffer
	for _, h := range hashes {
		out.Write(binary.BigEndian.AppendUint64(nil, h)[8-hashBytes:])
	}
	if err := os.WriteFile(foreignRuns, out.Bytes(), 0o666); err != nil {
		t.Fatal(err)
	}
	return hashes
}

var (
	// literal is what servers, programs and pages are called and say: nobody's prose.
	literal = regexp.MustCompile("(?s)```.*?```|`[^`]*`|\\]\\([^)]*\\)|\n## Sources.*")
	passage = regexp.MustCompile(`[.!?:|]\s|\n`)
)

// No eight words in a row of ours stand in a document that we learned from.
func TestOwnWords(t *testing.T) {
	var hashes []uint64
	if *foreign != "" {
		if _, err := os.Stat(foreignRuns); err == nil {
			hashes = readForeignRuns(t)
		}
		addForeignRuns(t, hashes, *foreign)
	}
	hashes = readForeignRuns(t)
	read := 0
	check := func(place, text string) {
		for _, p := range passage.Split(literal.ReplaceAllString(text, " | "), -1) {
			runs(p, func(hash uint64, words []string) {
				read++
				if _, found := slices.BinarySearch(hashes, hash); found {
					t.Errorf("%s: %q stands in another's document", place, strings.Join(words, " "))
				}
			})
		}
	}
	articles := os.DirFS("../content")
	err := fs.WalkDir(articles, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(articles, path)
		check("content/"+path, string(text))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range whybounced.Rules().Errors { // titles are the replies' own words at times
		check("rules.json: "+e.ID, strings.Join([]string{e.Means, e.Check, e.Fix, e.Reply}, "\n"))
		for relay, steps := range e.Relays {
			check("rules.json: "+e.ID+": "+relay, steps)
		}
		for _, r := range e.Responses {
			check("rules.json: "+r.ID, r.Note)
		}
	}
	for _, r := range whybounced.Rules().Reasons {
		check("rules.json: "+r.ID, strings.Join([]string{r.Means, r.Check, r.Fix, r.Reply}, "\n"))
	}
	for _, p := range whybounced.Rules().Providers {
		check("rules.json: "+p.ID, p.Means)
	}
	for _, c := range slices.Concat(whybounced.Rules().Replies, whybounced.Rules().Statuses) {
		check("rules.json: "+c.Code, c.Means+"\n"+c.Note)
	}
	if read < 40_000 {
		t.Errorf("only %d runs of words were compared", read)
	}
}

// A run that was copied is found, whatever its case and punctuation.
func TestRunsSeeThroughPunctuation(t *testing.T) {
	var first, second []uint64
	runs("The server's owner said: one two three four five.", func(h uint64, _ []string) { first = append(first, h) })
	runs("the server’s OWNER said “one, two — three four, five”", func(h uint64, _ []string) { second = append(second, h) })
	if len(first) != 2 || !slices.Equal(first, second) {
		t.Errorf("%x and %x", first, second)
	}
}
