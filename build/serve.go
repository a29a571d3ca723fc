package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"mime"
	"net"
	"net/http"
	"os/exec"
	"path"
	"path/filepath"
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
	".svg":  "image/svg+xml",
	".txt":  "text/plain; charset=utf-8",
	".xml":  "application/xml",
	".wasm": "application/wasm",
	".bin":  "application/octet-stream",
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if handler := s.api.Load(); handler != nil && api.Handles(r.URL.Path) {
		(*handler).ServeHTTP(w, r)
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
	body, found := files[name]
	if _, isFolder := files[name+"/index.html"]; !found && isFolder {
		target := *r.URL
		target.Path += "/"
		http.Redirect(w, r, target.RequestURI(), http.StatusMovedPermanently)
		return
	}
	status := http.StatusOK
	if !found {
		name, body, status = "/404.html", files["/404.html"], http.StatusNotFound
	}
	contentType := contentTypes[path.Ext(name)]
	if contentType == "" {
		contentType = mime.TypeByExtension(path.Ext(name))
	}
	header.Set("Content-Type", contentType)
	header.Set("Cache-Control", "no-cache")
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
	fmt.Fprintln(b.log, "building …")
	files, err := b.generate(ctx)
	if err != nil {
		return err
	}
	if err := writeFiles(out, files); err != nil {
		return err
	}
	handler := newServer(files)
	web := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	fmt.Fprintf(b.log, "http://%s\n", listener.Addr())
	go func() {
		failed <- b.watch(ctx, out, func(goChanged bool) {
			start := time.Now()
			files, err := b.rebuild(ctx, out, goChanged)
			if err != nil {
				fmt.Fprintf(b.log, "build failed, still serving the last good one:\n%v\n", err)
				return
			}
			handler.replace(files)
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

// rebuild is generate and writeFiles, done by a fresh program once Go sources have changed: this one still is what they were.
func (b builder) rebuild(ctx context.Context, out string, goChanged bool) ([]site.File, error) {
	if !goChanged {
		files, err := b.generate(ctx)
		if err != nil {
			return nil, err
		}
		return files, writeFiles(out, files)
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
