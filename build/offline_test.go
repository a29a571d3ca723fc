package main

import (
	"strings"
	"testing"

	"github.com/whybounced/whybounced/site"
)

func TestOffline(t *testing.T) {
	home := `<!doctype html><link rel="stylesheet" href="/site.css"><link rel="modulepreload" href="/decoder.js"><script type="module" src="/page.js"></script><a href="/rules.json">rules</a>`
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	make := func(table string) map[string]string {
		files, err := builder{root: root}.offline([]site.File{
			{Path: "index.html", Body: []byte(home)},
			{Path: "search/index.html", Body: []byte(home)},
			{Path: "offline/index.html", Body: []byte(home)},
			{Path: "e/a/index.html", Body: []byte(home)},
			{Path: "de/index.html", Body: []byte(`<!doctype html><script type="module" src="/page.de.js"></script>`)},
			{Path: "de/e/a/index.html", Body: []byte(home)},
			{Path: "page.de.js", Body: []byte(`fetch("/texts.de.json")`)},
			{Path: "texts.de.json", Body: []byte("{}")},
			{Path: "site.css", Body: []byte("a{}")},
			{Path: "page.js", Body: []byte(`import("/decoder.js")`)},
			{Path: "decoder.js", Body: []byte(`new URL("decoder.worker.js")`)},
			{Path: "decoder.worker.js", Body: []byte(`fetch("decoder.wasm");fetch("table.bin")`)},
			{Path: "decoder.wasm", Body: []byte("engine")},
			{Path: "table.bin", Body: []byte(table)},
			{Path: "rules.json", Body: []byte("{}")},
			{Path: "widget.js", Body: []byte("widget")},
		})
		if err != nil {
			t.Fatal(err)
		}
		byPath := map[string]string{}
		for _, f := range files {
			byPath[f.Path] = string(f.Body)
		}
		return byPath
	}
	one, two := make("1"), make("2")
	for _, path := range []string{"/", "/search/", "/offline/", "/site.css", "/page.js", "/decoder.js", "/decoder.worker.js", "/decoder.wasm", "/table.bin", "/de/", "/page.de.js", "/texts.de.json"} {
		if !strings.Contains(one["sw.js"], `"`+path+`":"`) {
			t.Errorf("sw.js does not keep %s", path)
		}
	}
	for _, path := range []string{"/rules.json", "/widget.js", "/e/a/", "/de/e/a/"} {
		if strings.Contains(one["sw.js"], `"`+path+`"`) {
			t.Errorf("sw.js keeps %s, which nobody needs to decode", path)
		}
	}
	if one["sw.js"] == two["sw.js"] {
		t.Error("another table, and the same sw.js: browsers would never fetch it")
	}
	if one["sw.js"] != make("1")["sw.js"] {
		t.Error("the same files, and another sw.js")
	}
	if page := one["e/a/index.html"]; !strings.Contains(page, `src="/page.js?v=`) || !strings.Contains(page, `href="/site.css?v=`) || !strings.Contains(page, `href="/decoder.js"`) {
		t.Errorf("got %s", page)
	}
	// The page's own hash is that of the page as it is published.
	if want := `"/":"` + hashOf([]byte(one["index.html"])); !strings.Contains(one["sw.js"], want) {
		t.Errorf("sw.js does not have %s", want)
	}
}
