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
	data, err := os.ReadFile("../rules.json")
	if err != nil {
		return nil, err
	}
	rules, err := whybounced.LoadRules(data)
	if err != nil {
		return nil, err
	}
	schema, err := os.ReadFile("../rules.schema.json")
	if err != nil {
		return nil, err
	}
	return Render(Input{
		Rules: rules, RulesJSON: data, Schema: schema, Content: os.DirFS("../content"), Assets: os.DirFS("."), Base: "https://example.com",
	})
})

func TestWholeSiteLinks(t *testing.T) {
	files, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	for _, script := range []string{"site.js", "page.js", "decoder.js", "decoder.d.ts", "embed.js", "frame.js"} {
		files = append(files, File{Path: script}) // the bundler makes them
	}
	if err := CheckLinks(files); err != nil {
		t.Error(err)
	}
}

// pageLimit is what one page may weigh under gzip.
const pageLimit = 20 << 10

func TestPageWeight(t *testing.T) {
	files, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		var b bytes.Buffer
		w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
		_, _ = w.Write(f.Body)
		_ = w.Close()
		if b.Len() > pageLimit {
			t.Errorf("%s: %d bytes under gzip, the limit is %d", f.Path, b.Len(), pageLimit)
		}
	}
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
