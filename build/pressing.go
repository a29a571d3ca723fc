package main

import (
	"bytes"
	"crypto/sha256"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/andybalholm/brotli"
	"github.com/whybounced/whybounced/internal/api"
)

// pressing answers under Brotli, as the hosts do that the site is made for. For measuring: the development server has no line to save. Large files
// take seconds to press; until that is done in the background they go as they are.
func pressing(files http.Handler) http.Handler {
	var pressed sync.Map // the hash of a body to what was made of it
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet || !strings.Contains(r.Header.Get("Accept-Encoding"), "br") || api.Handles(r.URL.Path) || path.Ext(r.URL.Path) == ".png" {
			files.ServeHTTP(w, r)
			return
		}
		answer := &heldAnswer{header: w.Header(), status: http.StatusOK}
		files.ServeHTTP(answer, r)
		body := answer.body.Bytes()
		if len(body) > 0 {
			entry, _ := pressed.LoadOrStore(sha256.Sum256(body), &pressedBody{})
			if small := entry.(*pressedBody).get(body); small != nil {
				body = small
				w.Header().Set("Content-Encoding", "br")
			}
			w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		}
		w.Header().Add("Vary", "Accept-Encoding")
		w.WriteHeader(answer.status)
		_, _ = w.Write(body)
	})
}

const pressedAtOnce = 200_000 // bytes

// pressedBody is a body under Brotli, once it is.
type pressedBody struct {
	once sync.Once
	done atomic.Pointer[[]byte]
}

func (p *pressedBody) get(body []byte) []byte {
	p.once.Do(func() {
		press := func() {
			var b bytes.Buffer
			to := brotli.NewWriterLevel(&b, brotli.BestCompression)
			_, _ = to.Write(body)
			_ = to.Close()
			small := b.Bytes()
			p.done.Store(&small)
		}
		if len(body) > pressedAtOnce {
			go press()
			return
		}
		press()
	})
	if small := p.done.Load(); small != nil {
		return *small
	}
	return nil
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
