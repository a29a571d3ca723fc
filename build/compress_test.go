package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/andybalholm/brotli"
	"github.com/whybounced/whybounced/site"
)

func TestServedCompressed(t *testing.T) {
	page := []byte(strings.Repeat("<p>a page that says the same again and again</p>\n", 100))
	files := []site.File{{Path: "index.html", Body: page}, {Path: "404.html", Body: []byte("gone")}, {Path: "x.png", Body: page}}
	small := compressed(files)
	if len(small) != 2 {
		t.Fatalf("%d compressed files, want those of index.html only", len(small))
	}
	server := newServer(append(files, small...))
	for accept, want := range map[string]string{
		"gzip, deflate, br, zstd": "br", "gzip": "gzip", "": "", "br;q=0, gzip;q=1.0": "gzip", "br;q=0.0": "", "identity": "", "BR": "br", "brx": "",
	} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept-Encoding", accept)
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		if got := w.Header().Get("Content-Encoding"); got != want {
			t.Errorf("Accept-Encoding: %q gets %q, want %q", accept, got, want)
		}
		if w.Header().Get("Content-Type") != "text/html; charset=utf-8" || w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: %v", accept, w.Header())
		}
		r.Header.Set("If-None-Match", w.Header().Get("ETag"))
		again := httptest.NewRecorder()
		server.ServeHTTP(again, r)
		if again.Code != http.StatusNotModified || again.Body.Len() > 0 {
			t.Errorf("%q: asked again with its tag: %d, %d bytes", accept, again.Code, again.Body.Len())
		}
		body := w.Body.Bytes()
		if want == "br" {
			body, _ = io.ReadAll(brotli.NewReader(w.Body))
		}
		if want != "gzip" && !bytes.Equal(body, page) {
			t.Errorf("%q: %.60q", accept, body)
		}
	}
}
