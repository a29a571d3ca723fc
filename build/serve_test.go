package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/whybounced/whybounced/site"
)

func TestServer(t *testing.T) {
	s := newServer([]site.File{
		{Path: "index.html", Body: []byte("home")},
		{Path: "404.html", Body: []byte("nothing")},
		{Path: "e/a/index.html", Body: []byte("a")},
		{Path: "decoder.wasm", Body: []byte("\x00asm")},
		{Path: "rules.json", Body: []byte("{}")},
	})
	for _, test := range []struct {
		method, target string
		status         int
		header, value  string
		body           string
	}{
		{"GET", "/", 200, "Content-Type", "text/html; charset=utf-8", "home"},
		{"GET", "/?q=550", 200, "Content-Security-Policy", site.Policy, "home"},
		{"GET", "/e/a/", 200, "X-Content-Type-Options", "nosniff", "a"},
		{"GET", "/e/a?x=1", 301, "Location", "/e/a/?x=1", ""},
		{"GET", "/decoder.wasm", 200, "Content-Type", "application/wasm", "\x00asm"},
		{"GET", "/rules.json", 200, "Access-Control-Allow-Origin", "*", "{}"},
		{"GET", "/e/", 404, "Content-Type", "text/html; charset=utf-8", "nothing"},
		{"GET", "/../go.mod", 404, "Content-Type", "text/html; charset=utf-8", "nothing"},
		{"HEAD", "/", 200, "Content-Type", "text/html; charset=utf-8", ""},
		{"POST", "/", 405, "Allow", "GET, HEAD", ""},
	} {
		w := httptest.NewRecorder()
		s.ServeHTTP(w, httptest.NewRequest(test.method, test.target, http.NoBody))
		if w.Code != test.status || w.Header().Get(test.header) != test.value {
			t.Errorf("%s %s: %d, %s %q; want %d, %q", test.method, test.target, w.Code, test.header, w.Header().Get(test.header), test.status, test.value)
		}
		if test.body != "" && w.Body.String() != test.body {
			t.Errorf("%s %s: %q", test.method, test.target, w.Body)
		}
	}
	s.replace([]site.File{{Path: "index.html", Body: []byte("new")}})
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest("GET", "/", http.NoBody))
	if w.Body.String() != "new" {
		t.Errorf("after a rebuild: %q", w.Body)
	}
}

// The development server answers the API too, from the rules of the last good build.
func TestServerAnswersTheAPI(t *testing.T) {
	rules, err := os.ReadFile("../rules.json")
	if err != nil {
		t.Fatal(err)
	}
	s := newServer([]site.File{{Path: "rules.json", Body: rules}})
	r := httptest.NewRequest("POST", "/api/v1/decode", strings.NewReader("550 5.1.1 User unknown"))
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != 200 || !strings.Contains(w.Body.String(), `"reason":"user-unknown"`) {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}

// What is saved between the watcher's beginning and watch is not lost: the first build lies there, and takes seconds.
func TestWatchMissesNothing(t *testing.T) {
	root := t.TempDir()
	b := builder{root: root, log: t.Output()}
	w, err := b.newWatcher(filepath.Join(root, "dist"))
	if err != nil {
		t.Fatal(err)
	}
	defer w.Close()
	article := filepath.Join(root, "article.md")
	if err := os.WriteFile(article, []byte("new"), 0o644); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	var seen []string
	b.watch(ctx, w, func(files []string) {
		seen = files
		stop()
	})
	if !slices.Equal(seen, []string{article}) {
		t.Errorf("seen: %q", seen)
	}
}
