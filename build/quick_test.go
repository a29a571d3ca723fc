package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/site"
)

// How long people wait, at most. On a machine that is busy with other things the clock says nothing: what counts is then the
// time that the processors worked for us.
const (
	shownLimit = 300 * time.Millisecond // from saving an article to its page in the browser
	buildLimit = 3 * time.Second        // a thousand pages, the pictures drawn before
)

// least is the time that a piece of work takes by the kinder of two clocks.
func least(work func()) time.Duration {
	start, used := time.Now(), processorTime(os.Getpid())
	work()
	wall := time.Since(start)
	if now := processorTime(os.Getpid()); now > 0 { // it is known
		return min(wall, now-used)
	}
	return wall
}

// The real server over a copy of the real sources: an article is saved, the page that shows it is told, and has the new text.
func TestServeShowsAChangedArticle(t *testing.T) {
	root := sources(t)
	fillCards(t, root)
	log, logged := io.Pipe()
	stub := []site.File{{Path: "stub.js", Body: []byte("//")}}
	b := builder{root: root, base: "http://localhost", log: logged, live: true, memo: &memo{scripts: stub}}
	b.memo.engine = []site.File{{Path: "stub.wasm", Body: []byte("x")}}
	b.memo.widget, b.memo.parts = []site.File{{Path: "widget.js"}}, []component{}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() {
		done <- b.serve(ctx, filepath.Join(root, "dist"), "localhost:0")
		logged.Close()
	}()
	defer func() {
		stop()
		go func() { _, _ = io.Copy(io.Discard, log) }()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	lines := bufio.NewScanner(log)
	address := ""
	for address == "" && lines.Scan() {
		if strings.HasPrefix(lines.Text(), "http://") {
			address = lines.Text()
		}
	}
	go func() { _, _ = io.Copy(io.Discard, log) }()
	if address == "" {
		t.Fatal("the server did not start")
	}

	page := get(t, address+"/e/dmarc-policy/")
	if !strings.Contains(page, liveScript) || !strings.Contains(get(t, address+liveScript), liveEvents) {
		t.Error("the page does not listen for changes")
	}
	patience, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	request, err := http.NewRequestWithContext(patience, http.MethodGet, address+liveEvents, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	events := bufio.NewScanner(r.Body)
	next := func() string {
		for events.Scan() {
			if data, ok := strings.CutPrefix(events.Text(), "data: "); ok {
				return data
			}
		}
		t.Fatal("no more events: ", events.Err())
		return ""
	}

	article := filepath.Join(root, "content", "errors", "dmarc-policy.md")
	source, err := os.ReadFile(article)
	if err != nil {
		t.Fatal(err)
	}
	best := time.Hour
	for i := range 3 {
		mark := fmt.Sprintf("Saved for the %dth time", i)
		took := least(func() {
			if err := os.WriteFile(article, []byte(strings.Replace(string(source), "## Example", mark+"\n\n## Example", 1)), 0o644); err != nil {
				t.Fatal(err)
			}
			if at := next(); at != "/e/dmarc-policy/" {
				t.Errorf("the first page that is told is %s", at)
			}
			if !strings.Contains(get(t, address+"/e/dmarc-policy/"), mark) {
				t.Error("the page has not got the text")
			}
		})
		best = min(best, max(took, 0))
		if all := next(); all != "all" {
			t.Errorf("then %s is told", all)
		}
		if !strings.Contains(get(t, address+"/e/dmarc-policy.md"), mark) {
			t.Error("the whole build has not got the text")
		}
	}
	t.Logf("shown after %v and %v of silence", best.Round(time.Millisecond), quiet)
	if best+quiet > shownLimit {
		t.Errorf("an article is shown after %v, the limit is %v", best+quiet, shownLimit)
	}
}

func get(t *testing.T, address string) string {
	t.Helper()
	r, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	body, err := io.ReadAll(r.Body)
	if err != nil || r.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", address, r.Status, err)
	}
	return string(body)
}

// sources is a copy of what pages are made of, with at most three responses to an error: each of them makes four files, and most
// of the time would go into writing these.
func sources(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	t.Setenv("WHYBOUNCED_CACHE", filepath.Join(root, "cache"))
	for _, folder := range []string{"content", "site"} {
		if err := os.CopyFS(filepath.Join(root, folder), os.DirFS("../"+folder)); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"rules.json", "rules.schema.json"} {
		body, err := os.ReadFile("../" + file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(root, file), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	rules, err := builder{root: root}.rules()
	if err != nil {
		t.Fatal(err)
	}
	for i := range rules.Errors {
		e := &rules.Errors[i]
		e.Responses = e.Responses[:min(len(e.Responses), 3)]
	}
	writeRules(t, root, rules)
	return root
}

// fillCards puts a picture into the cache for each that will be asked for: what is measured is a build after the first.
func fillCards(t *testing.T, root string) {
	t.Helper()
	b := builder{root: root, base: "http://localhost"}
	rules, err := b.rules()
	if err != nil {
		t.Fatal(err)
	}
	_, cards, err := site.RenderAll(site.Input{
		Rules: rules, Content: os.DirFS(b.path("content")), Assets: os.DirFS(b.path("site")), Base: b.base,
	})
	if err != nil {
		t.Fatal(err)
	}
	folder, err := cardFolder()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	body := cards[0].Draw()
	for _, c := range cards {
		if err := os.WriteFile(filepath.Join(folder, filepath.Base(c.Path)), body, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// A thousand pages: the real errors, and as many made of them as are missing.
func TestThousandPages(t *testing.T) {
	root := sources(t)
	b := builder{root: root, base: "http://localhost", log: io.Discard}
	rules, err := b.rules()
	if err != nil {
		t.Fatal(err)
	}
	const missing = 360
	multiply(t, root, rules, missing)
	fillCards(t, root)
	var files []site.File
	build := func() {
		if files, err = b.pages(licencePage(nil), nil); err != nil {
			t.Fatal(err)
		}
		if err := writeFiles(filepath.Join(root, "dist"), files); err != nil {
			t.Fatal(err)
		}
	}
	build() // what is measured is a build like the one before
	took := least(build)
	pages := 0
	for _, f := range files {
		if strings.HasSuffix(f.Path, ".html") && !strings.Contains(string(f.Body[:min(len(f.Body), 1000)]), "http-equiv=\"refresh\"") {
			pages++
		}
	}
	t.Logf("%d pages, %d files in %v", pages, len(files), took.Round(10*time.Millisecond))
	if pages < 1000 {
		t.Errorf("only %d pages: raise the number of those that are made", pages)
	}
	if took > buildLimit {
		t.Errorf("%d pages took %v, the limit is %v", pages, took, buildLimit)
	}
}

// multiply writes rules with n more errors, and an article for each.
func multiply(t *testing.T, root string, rules *whybounced.RuleSet, n int) {
	t.Helper()
	first := len(rules.Errors)
	for i := range n {
		e := rules.Errors[i%first]
		article, err := os.ReadFile(filepath.Join(root, "content", "errors", e.ID+".md"))
		if err != nil {
			t.Fatal(err)
		}
		e.ID, e.Aliases = fmt.Sprintf("made-%d", i), nil
		e.Responses = append([]whybounced.Response(nil), e.Responses[:min(len(e.Responses), 1)]...)
		for k := range e.Responses {
			e.Responses[k].ID, e.Responses[k].Aliases = fmt.Sprintf("made-%d-%d", i, k), nil
		}
		rules.Errors = append(rules.Errors, e)
		if err := os.WriteFile(filepath.Join(root, "content", "errors", e.ID+".md"), article, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	writeRules(t, root, rules)
}

func writeRules(t *testing.T, root string, rules *whybounced.RuleSet) {
	t.Helper()
	body, err := json.Marshal(rules)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(root, "rules.json"), body, 0o644); err != nil {
		t.Fatal(err)
	}
}
