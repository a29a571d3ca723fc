// Package api answers over HTTP what the decoder answers elsewhere: decode, explain, rules, short links and oEmbed, as
// CONTRACT.md names them.
//
// It is the same program everywhere: the edge worker (wasm/edge) and the development server (build serve) give it a decoder and
// the files of the built site, and serve everything else themselves. Start at [Handler]; each call has a file of its own.
//
// What it promises: nothing that is posted is kept or logged; no body past [MaxBody] is read; every error is a problem of RFC
// 9457 that says the way out; every answer carries the security headers.
package api

import (
	"context"
	"net/http"
	"slices"
	"strings"

	"github.com/whybounced/whybounced/internal/engine"
)

// MaxBody is the most bytes of a request's body that are read: 256 KiB.
const MaxBody = 256 << 10

// Site is what the answers are made of.
type Site struct {
	Origin string                                        // of canonical addresses, without a slash at the end; empty: the request's own
	Decode func(string) engine.Report                    // the engine over the shipped rules
	File   func(context.Context, string) ([]byte, error) // a file of the built site ("rules.json"); nil without an error: there is none
}

// Handler answers everything under /api/, /go/, /oembed and /healthz, and 404 for all else.
func Handler(site Site) http.Handler {
	s := &server{site}
	s.Origin = strings.TrimRight(s.Origin, "/")
	return s
}

// Handles tells whether a path is Handler's; every other one is a file of the site.
func Handles(path string) bool {
	return path == "/oembed" || path == "/healthz" || path == "/api" || strings.HasPrefix(path, "/api/") || path == "/go" || strings.HasPrefix(path, "/go/")
}

type server struct{ Site }

// headers go with every answer. No answer is a document that may load, frame or run anything.
var headers = [][2]string{
	{"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"},
	{"Cross-Origin-Resource-Policy", "cross-origin"},
	{"Referrer-Policy", "no-referrer"},
	{"Strict-Transport-Security", "max-age=31536000"},
	{"X-Content-Type-Options", "nosniff"},
}

// route is one call: the methods it knows besides OPTIONS, and what answers it. A name ends with a slash where words follow.
type route struct {
	name    string
	methods []string
	answer  func(*server, http.ResponseWriter, *http.Request, string)
}

var read, post = []string{http.MethodGet, http.MethodHead}, []string{http.MethodPost}

var routes = []route{
	{"/api/openapi.json", read, (*server).openAPI},
	{"/api/v1/decode", post, (*server).decode},
	{"/api/v1/explain/", read, (*server).explain},
	{"/api/v1/rules", read, (*server).rules},
	{"/api/v1/rules/", read, (*server).rule},
	{"/go/", read, (*server).shortLink},
	{"/healthz", read, (*server).health},
	{"/oembed", read, (*server).oEmbed},
}

func (s *server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	for _, h := range headers {
		w.Header().Set(h[0], h[1])
	}
	path := r.URL.Path
	if strings.HasPrefix(path, "/api/") || path == "/oembed" {
		w.Header().Set("Access-Control-Allow-Origin", "*")
	}
	i := slices.IndexFunc(routes, func(x route) bool {
		return path == x.name || strings.HasSuffix(x.name, "/") && strings.HasPrefix(path, x.name) && len(path) > len(x.name)
	})
	if i < 0 {
		fail(w, r, http.StatusNotFound, "there is no "+quoted(path)+" here; the calls are listed in /api/openapi.json")
		return
	}
	x := routes[i]
	switch {
	case slices.Contains(x.methods, r.Method):
		x.answer(s, w, r, strings.TrimPrefix(path, x.name))
	case r.Method == http.MethodOptions:
		allow(w, x.methods)
		w.Header().Set("Access-Control-Allow-Methods", w.Header().Get("Allow"))
		w.Header().Set("Access-Control-Allow-Headers", "Accept, Content-Type")
		w.Header().Set("Access-Control-Max-Age", "86400")
		w.WriteHeader(http.StatusNoContent)
	default:
		allow(w, x.methods)
		fail(w, r, http.StatusMethodNotAllowed, quoted(path)+" answers "+w.Header().Get("Allow"))
	}
}

func allow(w http.ResponseWriter, methods []string) {
	w.Header().Set("Allow", strings.Join(append(slices.Clone(methods), http.MethodOptions), ", "))
}

// origin is what makes an address of the site a whole one.
func (s *server) origin(r *http.Request) string {
	if s.Origin != "" {
		return s.Origin
	}
	if r.URL.Host != "" { // as a Worker has it
		return r.URL.Scheme + "://" + r.URL.Host
	}
	if r.TLS != nil {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// health is for those who watch the service. It decodes one reply, so that it fails where the engine does.
func (s *server) health(w http.ResponseWriter, r *http.Request, _ string) {
	w.Header().Set("Cache-Control", "no-store")
	if report := s.Decode("550 5.1.1 User unknown"); len(report.Bounces) != 1 || report.Bounces[0].Reason != "user-unknown" {
		fail(w, r, http.StatusServiceUnavailable, "the engine does not answer as it should")
		return
	}
	answer(w, r, plainText, []byte("ok\n"))
}
