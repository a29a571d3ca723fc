package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"mime"
	"net"
	"net/http"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/internal/api"
	"github.com/whybounced/whybounced/site"
)

// server serves the files of the last good build from memory, as a static host would, and answers the API as the Worker does.
type server struct {
	files atomic.Pointer[map[string][]byte]
	live  *live // tells open pages to load again; nil: it does not
	api   atomic.Pointer[http.Handler]
}

func newServer(files []site.File) *server {
	s := &server{}
	s.replace(files)
	return s
}

func (s *server) replace(files []site.File) {
	m := make(map[string][]byte, len(files))
	for _, f := range files {
		m["/"+f.Path] = f.Body
	}
	s.files.Store(&m)
	s.api.Store(apiOf(m))
}

// patch replaces or adds files of the last good build.
func (s *server) patch(files []site.File) {
	m := maps.Clone(*s.files.Load())
	for _, f := range files {
		m["/"+f.Path] = f.Body
	}
	s.files.Store(&m)
}

// apiOf is the API over the rules of a build; none where a build has no rules.
func apiOf(files map[string][]byte) *http.Handler {
	rules, err := whybounced.LoadRules(files["/rules.json"])
	if err != nil {
		return nil
	}
	decoder, err := whybounced.NewDecoder(rules)
	if err != nil {
		return nil
	}
	handler := api.Handler(api.Site{
		Decode: func(text string) whybounced.Report { return decoder.Decode([]byte(text)) },
		File:   func(_ context.Context, name string) ([]byte, error) { return files["/"+name], nil },
	})
	return &handler
}

// contentTypes are set here rather than taken from the machine's own table, which differs between machines.
var contentTypes = map[string]string{
	".html": "text/html; charset=utf-8",
	".css":  "text/css; charset=utf-8",
	".js":   "text/javascript; charset=utf-8",
	".ts":   "text/plain; charset=utf-8",
	".json": "application/json",
	".md":   "text/markdown; charset=utf-8",
	".png":  "image/png",
	".svg":  "image/svg+xml",
	".txt":  "text/plain; charset=utf-8",
	".xml":  "application/xml",
	".wasm": "application/wasm",
	".bin":  "application/octet-stream",

	".webmanifest": "application/manifest+json",
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if handler := s.api.Load(); handler != nil && api.Handles(r.URL.Path) {
		(*handler).ServeHTTP(w, r)
		return
	}
	if s.live != nil && s.live.handles(w, r) {
		return
	}
	header := w.Header()
	for _, h := range site.HeadersOf(r.URL.Path) {
		header.Set(h[0], h[1])
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		header.Set("Allow", "GET, HEAD")
		http.Error(w, "only GET and HEAD", http.StatusMethodNotAllowed)
		return
	}
	files := *s.files.Load()
	name := r.URL.Path
	if strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	_, found := files[name]
	if _, isFolder := files[name+"/index.html"]; !found && isFolder {
		target := *r.URL
		target.Path += "/"
		http.Redirect(w, r, target.RequestURI(), http.StatusMovedPermanently)
		return
	}
	status := http.StatusOK
	if !found {
		name, status = "/404.html", http.StatusNotFound
	}
	encoding, body := encodingOf(files, name, r.Header.Get("Accept-Encoding"))
	if encoding != "" {
		header.Set("Content-Encoding", encoding)
	}
	header.Set("Vary", "Accept-Encoding")
	sum := sha256.Sum256(body)
	tag := fmt.Sprintf("%q", hex.EncodeToString(sum[:12]))
	header.Set("ETag", tag)
	contentType := contentTypes[path.Ext(name)]
	if contentType == "" {
		contentType = mime.TypeByExtension(path.Ext(name))
	}
	if s.live != nil && path.Ext(name) == ".html" {
		body = withReload(body)
	}
	header.Set("Content-Type", contentType)
	header.Set("Cache-Control", "no-cache")
	if status == http.StatusOK && strings.Contains(r.Header.Get("If-None-Match"), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		_, _ = w.Write(body)
	}
}

// serve builds, listens, and builds again when a source changes. A build that fails leaves the last good one standing.
func (b builder) serve(ctx context.Context, out, addr string) error {
	// The port first: to learn after the build that it is taken would be a waste of the reader's time.
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; choose another with -addr", addr, errors.Unwrap(err))
	}
	// Before the first build: what is saved while it runs is not in it.
	sources, err := b.newWatcher(out)
	if err != nil {
		return err
	}
	defer sources.Close()
	fmt.Fprintln(b.log, "building …")
	if b.memo == nil {
		b.memo = &memo{}
	}
	files, err := b.generate(ctx)
	if err != nil {
		return err
	}
	if err := writeFiles(out, files); err != nil {
		return err
	}
	handler := newServer(files)
	if b.live {
		handler.live = newLive(ctx)
	}
	web := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	fmt.Fprintf(b.log, "http://%s\n", listener.Addr())
	go func() {
		last, goChanged := files, false
		b.watch(ctx, sources, func(names []string) {
			start := time.Now()
			// The article that somebody is writing first: all the rest may follow a moment later.
			if b.articlesFirst(handler, names) {
				fmt.Fprintf(b.log, "shown, %.2f s\n", time.Since(start).Seconds())
			}
			goChanged = goChanged || slices.ContainsFunc(names, func(name string) bool { return filepath.Ext(name) == ".go" })
			b.memo.forget(names)
			files, err := b.rebuild(ctx, out, last, goChanged)
			if err != nil {
				fmt.Fprintf(b.log, "build failed, still serving the last good one:\n%v\n", err)
				return
			}
			last = files
			handler.replace(files)
			handler.live.tell("all")
			fmt.Fprintf(b.log, "rebuilt, %.1f s\n", time.Since(start).Seconds())
		})
	}()
	select {
	case <-ctx.Done():
		return web.Close()
	case err := <-failed:
		return err
	}
}

// articlesFirst shows the pages of the articles that changed, where nothing else did.
func (b builder) articlesFirst(to *server, names []string) bool {
	addresses := map[string]bool{}
	for _, name := range names {
		file, err := filepath.Rel(b.path("content"), name)
		address := site.AddressOfArticle(filepath.ToSlash(file))
		if err != nil || address == "" {
			return false
		}
		addresses[address] = true
	}
	files, err := b.pages(nil, func(address string) bool { return addresses[address] })
	if err != nil {
		return false // the whole build will say why
	}
	to.patch(files)
	for address := range addresses {
		to.live.tell(address)
	}
	return true
}

// rebuild is generate and writeFiles, done by a fresh program once Go sources have changed: this one still is what they were.
func (b builder) rebuild(ctx context.Context, out string, last []site.File, goChanged bool) ([]site.File, error) {
	if !goChanged {
		files, err := b.generate(ctx)
		if err != nil {
			return nil, err
		}
		return files, updateFiles(out, last, files)
	}
	absolute, err := filepath.Abs(out)
	if err != nil {
		return nil, err
	}
	cmd := exec.CommandContext(ctx, "go", "run", "./build", "-out", absolute, "-base", b.base)
	cmd.Dir = b.root
	if message, err := cmd.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("%w\n%s", err, bytes.TrimSpace(message))
	}
	return readFiles(absolute)
}
