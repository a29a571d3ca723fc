package main

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/whybounced/whybounced/site"
)

func TestCompressed(t *testing.T) {
	page, engine := []byte(strings.Repeat("<p>page", 100)), bytes.Repeat([]byte("engine"), pressedAtOnce)
	handler := pressing(newServer([]site.File{{Path: "index.html", Body: page}, {Path: "decoder.wasm", Body: engine}}))
	get := func(path, encoding string) (string, []byte) {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		r.Header.Set("Accept-Encoding", encoding)
		w := httptest.NewRecorder()
		handler.ServeHTTP(w, r)
		return w.Header().Get("Content-Encoding"), w.Body.Bytes()
	}
	unpack := func(b []byte) []byte {
		b, err := io.ReadAll(brotli.NewReader(bytes.NewReader(b)))
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	if encoding, body := get("/", "gzip, br"); encoding != "br" || !bytes.Equal(unpack(body), page) {
		t.Errorf("a page: %q, %d bytes", encoding, len(body))
	}
	if encoding, body := get("/", "gzip"); encoding != "" || !bytes.Equal(body, page) {
		t.Errorf("not asked for: %q, %d bytes", encoding, len(body))
	}
	for end := time.Now().Add(time.Minute); ; {
		encoding, body := get("/decoder.wasm", "br")
		if encoding == "br" {
			if !bytes.Equal(unpack(body), engine) {
				t.Error("another file came back")
			}
			break
		}
		if !bytes.Equal(body, engine) || time.Now().After(end) {
			t.Fatalf("meanwhile: %d bytes", len(body))
		}
	}
}
