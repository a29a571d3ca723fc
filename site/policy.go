package site

import (
	"slices"
	"strings"
)

// Policy is the Content-Security-Policy that the development server and hosts that read _headers send. 'wasm-unsafe-eval' is
// what browsers ask for compiling WebAssembly; Trusted Types keep text that was pasted from ever becoming markup.
const Policy = metaPolicy + "; frame-ancestors 'none'"

// metaPolicy leaves out what browsers ignore in a meta element.
const metaPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; " +
	"require-trusted-types-for 'script'; trusted-types whybounced whybounced-offline"

// framePolicy is that of the frame, which any page may show. Where a page takes its frames' origin away (sandbox without
// allow-same-origin), a worker can only come from a blob.
const (
	framePolicy     = metaFramePolicy + "; frame-ancestors *"
	metaFramePolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; worker-src 'self' blob:; " +
		"base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types whybounced"
)

const framePath = "/embed/frame/"

func policyOf(path string) string {
	switch path {
	case framePath:
		return metaFramePolicy
	case "/embed/":
		// The configurator shows the frame itself.
		return metaPolicy + "; frame-src 'self'"
	}
	return metaPolicy
}

// Headers go with every file of the site, in this order.
var Headers = [][2]string{
	{"Content-Security-Policy", Policy},
	{"Referrer-Policy", "no-referrer"},
	{"X-Content-Type-Options", "nosniff"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"},
}

// lent lets pages of other origins load a file.
var lent = [][2]string{{"Access-Control-Allow-Origin", "*"}, {"Cross-Origin-Resource-Policy", "cross-origin"}}

// exceptions are the headers of single addresses, in the form of _headers: * stands for the rest. Where they stand instead of
// those of every file, the two would otherwise be joined.
var exceptions = []struct {
	path    string
	instead bool
	headers [][2]string
}{
	{framePath, true, [][2]string{{"Content-Security-Policy", framePolicy}}},
	{"/embed/", true, [][2]string{{"Content-Security-Policy", Policy + "; frame-src 'self'"}}},
	{"/rules.json", false, [][2]string{{"Access-Control-Allow-Origin", "*"}}},
	{"/widget.js", false, lent},
	{"/frame.js", false, lent}, // a frame without an origin of its own
	{"/site.css", false, lent},
	// The name of each file holds the hash of what it holds.
	{"/cards/*", false, [][2]string{{"Cache-Control", "public, max-age=31536000, immutable"}}},
	{"/widget/*", true, append([][2]string{{"Cache-Control", "public, max-age=31536000, immutable"}}, lent...)},
}

// HeadersOf are the headers of an address, as a host that reads _headers sends them.
func HeadersOf(address string) [][2]string {
	list := slices.Clone(Headers)
	for _, x := range exceptions {
		folder, all := strings.CutSuffix(x.path, "*")
		if x.path != address && (!all || !strings.HasPrefix(address, folder)) {
			continue
		}
		for _, h := range x.headers {
			if at := slices.IndexFunc(list, func(old [2]string) bool { return old[0] == h[0] }); at >= 0 {
				list[at] = h
			} else {
				list = append(list, h)
			}
		}
	}
	return list
}
