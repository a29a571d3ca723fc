package main

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"sync"
)

// live tells the pages that are open in a browser to load again when they were built again (server-sent events). It is
// asked for with -live, since a page that listens is never done loading; what is published knows nothing of it.
type live struct {
	ctx       context.Context
	mu        sync.Mutex
	listeners map[chan string]bool
}

const (
	liveScript = "/~live.js"
	liveEvents = "/~live"
)

func newLive(ctx context.Context) *live { return &live{ctx: ctx, listeners: map[chan string]bool{}} }

// tell says that the page at an address is new, or all of them. Who does not listen just now needs no second word.
func (l *live) tell(address string) {
	if l == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	for c := range l.listeners {
		select {
		case c <- address:
		default:
		}
	}
}

func (l *live) handles(w http.ResponseWriter, r *http.Request) bool {
	switch r.URL.Path {
	case liveScript:
		w.Header().Set("Content-Type", contentTypes[".js"])
		// A page that is left must not hold one of the browser's few connections to the server.
		fmt.Fprintf(w, `const events = new EventSource(%q);
events.onmessage = ({ data }) => (data === "all" || data === location.pathname) && location.reload();
addEventListener("pagehide", () => events.close());
`, liveEvents)
	case liveEvents:
		l.stream(w, r)
	default:
		return false
	}
	return true
}

func (l *live) stream(w http.ResponseWriter, r *http.Request) {
	c := make(chan string, 8)
	l.mu.Lock()
	l.listeners[c] = true
	l.mu.Unlock()
	defer func() {
		l.mu.Lock()
		delete(l.listeners, c)
		l.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	out := http.NewResponseController(w)
	fmt.Fprint(w, ": listening\n\n")
	for {
		if out.Flush() != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-l.ctx.Done():
			return
		case address := <-c:
			fmt.Fprintf(w, "data: %s\n\n", address)
		}
	}
}

var headEnd = []byte("</head>")

// withReload makes a page listen.
func withReload(page []byte) []byte {
	return bytes.Replace(page, headEnd, []byte(`<script type="module" src="`+liveScript+`"></script></head>`), 1)
}
