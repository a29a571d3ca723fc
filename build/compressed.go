package main

import (
	"bytes"
	"crypto/sha256"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// compressed answers under Brotli, as the hosts do that the site is made for. For measuring: the development server has no line to save.
func compressed(files http.Handler) http.Handler {
	var small sync.Map // the hash of a body to its bytes under Brotli: the large ones take seconds
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch path.Ext(r.URL.Path) {
		case "", ".html", ".css", ".js", ".json", ".svg", ".wasm", ".bin", ".webmanifest", ".txt", ".xml":
		default:
			files.ServeHTTP(w, r)
			return
		}
		if r.Method != http.MethodGet || !strings.Contains(r.Header.Get("Accept-Encoding"), "br") || strings.HasPrefix(r.URL.Path, "/api/") || strings.HasPrefix(r.URL.Path, "/go/") {
			files.ServeHTTP(w, r)
			return
		}
		answer := &heldAnswer{header: w.Header(), status: http.StatusOK}
		files.ServeHTTP(answer, r)
		body := answer.body.Bytes()
		if len(body) > 0 {
			pressed, _ := small.LoadOrStore(sha256.Sum256(body), sync.OnceValue(func() []byte {
				var b bytes.Buffer
				level := brotli.BestCompression
				if path.Ext(r.URL.Path) == "" { // of pages there are many, and most are asked for once
					level = brotli.DefaultCompression
				}
				to := brotli.NewWriterLevel(&b, level)
				_, _ = to.Write(body)
				_ = to.Close()
				return b.Bytes()
			}))
			body = pressed.(func() []byte)()
			w.Header().Set("Content-Encoding", "br")
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		}
		w.Header().Add("Vary", "Accept-Encoding")
		w.WriteHeader(answer.status)
		_, _ = w.Write(body)
	})
}

// heldAnswer is an answer that waits to be compressed.
type heldAnswer struct {
	header http.Header
	body   bytes.Buffer
	status int
}

func (h *heldAnswer) Header() http.Header         { return h.header }
func (h *heldAnswer) Write(b []byte) (int, error) { return h.body.Write(b) }
func (h *heldAnswer) WriteHeader(status int)      { h.status = status }
