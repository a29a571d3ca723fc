package site

// Policy is the Content-Security-Policy that the development server and hosts that read _headers send. 'wasm-unsafe-eval' is
// what browsers ask for compiling WebAssembly; Trusted Types keep text that was pasted from ever becoming markup.
const Policy = metaPolicy + "; frame-ancestors 'none'"

// metaPolicy leaves out what browsers ignore in a meta element.
const metaPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data:; " +
	"connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; " +
	"require-trusted-types-for 'script'; trusted-types whybounced whybounced-offline"

// Headers go with every file of the site, in this order.
var Headers = [][2]string{
	{"Content-Security-Policy", Policy},
	{"Referrer-Policy", "no-referrer"},
	{"X-Content-Type-Options", "nosniff"},
	{"Cross-Origin-Opener-Policy", "same-origin"},
	{"Permissions-Policy", "camera=(), geolocation=(), microphone=(), browsing-topics=()"},
}
