package site

import (
	"bytes"
	"compress/gzip"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/whybounced/whybounced"
)

// The tests of this file look at the site as it is published: the real rules, articles and templates.
var whole = sync.OnceValues(func() ([]File, error) {
	in, err := wholeInput()
	if err != nil {
		return nil, err
	}
	files, cards, err := RenderAll(in)
	for _, c := range cards {
		files = append(files, File{Path: c.Path}) // the generator draws them
	}
	return files, err
})

func wholeInput() (Input, error) {
	data, err := os.ReadFile("../rules.json")
	if err != nil {
		return Input{}, err
	}
	rules, err := whybounced.LoadRules(data)
	if err != nil {
		return Input{}, err
	}
	schema, err := os.ReadFile("../rules.schema.json")
	return Input{
		Rules: rules, RulesJSON: data, Schema: schema, Content: os.DirFS("../content"), Assets: os.DirFS("."), Base: "https://example.com",
	}, err
}

func TestWholeSiteLinks(t *testing.T) {
	files, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"site.js", "page.js", "decoder.js", "steps.js", "notfound.js", "page.de.js", "site.de.js", "decoder.d.ts", "embed.js", "frame.js", "licences/index.html", "sbom.cdx.json", "integrity.json"} {
		files = append(files, File{Path: name}) // the build makes them
	}
	if err := CheckLinks(files); err != nil {
		t.Error(err)
	}
}

// What a page may weigh under gzip: by itself, and with the styles that it is not seen without.
const (
	pageLimit       = 20 << 10
	pageStylesLimit = 25 << 10
)

var styleLink = regexp.MustCompile(`<link rel="stylesheet" href="/([a-z]+\.css)">`)

func weight(body []byte) int {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Len()
}

func TestPageWeight(t *testing.T) {
	files, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	styles := map[string]int{}
	for _, f := range files {
		if path.Ext(f.Path) == ".css" {
			styles[f.Path] = weight(f.Body)
		}
	}
	heaviest, most := "", 0
	for _, f := range files {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		page := weight(f.Body)
		all := page
		for _, m := range styleLink.FindAllSubmatch(f.Body, -1) {
			all += styles[string(m[1])]
		}
		if all == page {
			t.Errorf("%s: has no styles", f.Path)
		}
		if page > pageLimit || all > pageStylesLimit {
			t.Errorf("%s: %d bytes under gzip, %d with its styles; the limits are %d and %d", f.Path, page, all, pageLimit, pageStylesLimit)
		}
		if all > most {
			heaviest, most = f.Path, all
		}
	}
	t.Logf("heaviest: %s, %d bytes under gzip with its styles", heaviest, most)
}

var exampleFence = regexp.MustCompile("(?s)## Example\n.*?```smtp\n(.*?)```")

// What an article shows as its error must be read as its error.
func TestArticleExamplesDecode(t *testing.T) {
	entries, err := os.ReadDir("../content/errors")
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		id := strings.TrimSuffix(entry.Name(), ".md")
		t.Run(id, func(t *testing.T) {
			source, err := os.ReadFile("../content/errors/" + entry.Name())
			if err != nil {
				t.Fatal(err)
			}
			m := exampleFence.FindSubmatch(source)
			if m == nil {
				t.Fatalf("content/errors/%s: no ```smtp fence under ## Example", entry.Name())
			}
			report := whybounced.Decode(m[1])
			if len(report.Bounces) != 1 || report.Bounces[0].Error != id {
				var got []string
				for _, b := range report.Bounces {
					got = append(got, b.Error+"/"+b.Rule)
				}
				t.Errorf("content/errors/%s: the example decodes to %q", entry.Name(), got)
			}
		})
	}
}

var smtpFence = regexp.MustCompile("(?s)```smtp\n(.*?)```")

// What a provider's article shows as its reply must be read as that provider's; what a guide shows must be a failure.
func TestArticleRepliesAreWhoseTheySay(t *testing.T) {
	for _, folder := range []string{"guides", "providers"} {
		entries, err := os.ReadDir("../content/" + folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range entries {
			id := strings.TrimSuffix(entry.Name(), ".md")
			source, err := os.ReadFile("../content/" + folder + "/" + entry.Name())
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range smtpFence.FindAllSubmatch(source, -1) {
				report := whybounced.Decode(m[1])
				if len(report.Bounces) != 1 {
					t.Errorf("content/%s/%s.md: %q decodes to %d failures, want 1", folder, id, m[1], len(report.Bounces))
				} else if b := report.Bounces[0]; folder == "providers" && b.Provider != id {
					t.Errorf("content/%s/%s.md: %q is read as a reply of %q (rule %q)", folder, id, m[1], b.Provider, b.Rule)
				}
			}
		}
	}
}

var (
	notProse    = regexp.MustCompile("(?s)\\A---.*?\n---|```.*?```|\n## Sources.*|\\]\\([^)]*\\)")
	sentenceEnd = regexp.MustCompile(`[.!?:]\s+|\n`)
)

// Two articles that say the same are one article too many: at most a fifth of the shorter one's sentences may be in another.
func TestArticlesDiffer(t *testing.T) {
	type text struct {
		file      string
		sentences map[string]bool
	}
	var texts []text
	for _, folder := range []string{"errors", "reasons", "guides", "providers"} {
		files, err := filepath.Glob("../content/" + folder + "/*.md")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			article := text{file, map[string]bool{}}
			for _, sentence := range sentenceEnd.Split(notProse.ReplaceAllString(string(source), " "), -1) {
				sentence = strings.TrimSpace(sentence)
				// All articles have the same headings, and a shorter text is a label.
				if len(strings.Fields(sentence)) > 4 && sentence[0] != '#' {
					article.sentences[strings.ToLower(strings.Trim(sentence, " -*#|"))] = true
				}
			}
			texts = append(texts, article)
		}
	}
	for i, a := range texts {
		for _, b := range texts[:i] {
			short, long := a, b
			if len(b.sentences) < len(a.sentences) {
				short, long = b, a
			}
			shared := 0
			for sentence := range short.sentences {
				if long.sentences[sentence] {
					shared++
				}
			}
			if shared*5 > len(short.sentences) {
				t.Errorf("%s shares %d of its %d sentences with %s", short.file, shared, len(short.sentences), long.file)
			}
		}
	}
}
