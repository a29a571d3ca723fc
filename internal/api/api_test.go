package api

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/site"
)

// worker is the address of a running Worker. The tests of requests ask it in place of the handlers in this program.
var worker = flag.String("worker", "", "address of a Worker to ask, http://127.0.0.1:8787")

// built is the site, rendered once for all tests.
var built = sync.OnceValues(func() (map[string][]byte, error) {
	root := os.DirFS("../..")
	schema, _ := os.ReadFile("../../rules.schema.json")
	rules, err := os.ReadFile("../../rules.json")
	if err != nil {
		return nil, err
	}
	sub := func(dir string) (out siteFS) { return siteFS{root, dir} }
	files, err := site.Render(site.Input{
		Rules: whybounced.Rules(), RulesJSON: rules, Schema: schema, Base: "https://example.com", Content: sub("content"), Assets: sub("site"),
	})
	m := map[string][]byte{}
	for _, f := range files {
		m[f.Path] = f.Body
	}
	return m, err
})

// target is where requests go: the Worker that was named, or the handlers of this package.
func target(t *testing.T) string {
	t.Helper()
	if *worker != "" {
		return strings.TrimRight(*worker, "/")
	}
	server := httptest.NewServer(handler(t))
	t.Cleanup(server.Close)
	return server.URL
}

func handler(t testing.TB) http.Handler {
	t.Helper()
	files, err := built()
	if err != nil {
		t.Fatal(err)
	}
	return Handler(Site{
		Decode: func(text string) whybounced.Report { return whybounced.Decode([]byte(text)) },
		File:   func(_ context.Context, name string) ([]byte, error) { return files[name], nil },
	})
}

var client = &http.Client{
	Timeout:       30 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

// Each file of testdata is a script of requests: a request line, what is sent, and what has to hold of the answer.
func TestRequests(t *testing.T) {
	scripts, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(scripts) == 0 {
		t.Fatal("no scripts", err)
	}
	origin := target(t)
	for _, name := range scripts {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		line := 0
		for _, block := range strings.Split(string(data), "\n\n") {
			at := line + 1
			line += strings.Count(block, "\n") + 2
			lines := strings.Split(strings.TrimSpace(block), "\n")
			for len(lines) > 0 && strings.HasPrefix(lines[0], "#") {
				lines, at = lines[1:], at+1
			}
			if len(lines) == 0 || lines[0] == "" {
				continue
			}
			t.Run(filepath.Base(name)+":"+strconv.Itoa(at)+" "+lines[0], func(t *testing.T) { request(t, origin, lines) })
		}
	}
}

// request sends one block of a script and checks its answer.
func request(t *testing.T, origin string, lines []string) {
	method, path, _ := strings.Cut(lines[0], " ")
	path, times := repeated(path)
	path = strings.Repeat(path, times)
	var body string
	header := http.Header{"User-Agent": {"test"}}
	var checks []string
	for _, l := range lines[1:] {
		kind, rest, _ := strings.Cut(l, " ")
		switch name, value, isField := strings.Cut(rest, ":"); {
		case strings.HasPrefix(l, "code"), len(checks) > 0:
			checks = append(checks, l)
		case kind == "body":
			text, n := repeated(unquote(rest))
			body = strings.Repeat(text, n)
		case kind == "header" && isField:
			header.Set(name, strings.TrimSpace(value))
		default:
			t.Fatalf("not understood: %s", l)
		}
	}
	req, err := http.NewRequest(method, origin+strings.ReplaceAll(path, "ORIGIN", origin), strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header = header
	for name, values := range header {
		if values[0] == "" {
			delete(header, name)
		}
	}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	got, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range checks {
		check(t, c, res, string(got))
	}
}

// repeated takes " *400" off a text.
func repeated(s string) (string, int) {
	if i := strings.LastIndex(s, " *"); i >= 0 {
		if n, err := strconv.Atoi(s[i+2:]); err == nil {
			return s[:i], n
		}
	}
	return s, 1
}

func unquote(s string) string {
	return strings.NewReplacer(`\n`, "\n", `\x1b`, "\x1b").Replace(s)
}

// check holds an answer to one line: "code == 200", "header NAME contains x", "body !contains x".
func check(t *testing.T, line string, res *http.Response, body string) {
	t.Helper()
	subject, rest, _ := strings.Cut(line, " ")
	var got string
	switch subject {
	case "code":
		got = strconv.Itoa(res.StatusCode)
	case "header":
		var name string
		name, rest, _ = strings.Cut(rest, " ")
		got = strings.Join(res.Header.Values(name), ", ")
	case "body":
		got = body
	default:
		t.Fatalf("not understood: %s", line)
	}
	op, want, _ := strings.Cut(rest, " ")
	want = unquote(want)
	ok := map[string]bool{"==": got == want, "!=": got != want, "contains": strings.Contains(got, want), "!contains": !strings.Contains(got, want)}
	if holds, known := ok[op]; !known || !holds {
		t.Errorf("%s\n got %.600q", line, got)
	}
}

// Every example of the rules gets the library's answer, byte for byte.
func TestAnswersAreTheLibrarys(t *testing.T) {
	origin := target(t)
	for _, e := range whybounced.Rules().Errors {
		for _, r := range e.Responses {
			for _, example := range r.Examples {
				res, err := client.Post(origin+"/api/v1/decode", "text/plain", strings.NewReader(example))
				if err != nil {
					t.Fatal(err)
				}
				got, err := io.ReadAll(res.Body)
				res.Body.Close()
				if err != nil {
					t.Fatal(err)
				}
				if want := append(whybounced.Decode([]byte(example)).JSON(), '\n'); !bytes.Equal(got, want) {
					t.Fatalf("%s:\n got %s\nwant %s", r.ID, got, want)
				}
			}
		}
	}
}

// Every id and alias has a short link that leads to a page.
func TestShortLinks(t *testing.T) {
	files, err := built()
	if err != nil {
		t.Fatal(err)
	}
	origin := target(t)
	var words []string
	for _, e := range whybounced.Rules().Errors {
		words = append(append(words, e.ID), e.Aliases...)
		for _, r := range e.Responses {
			words = append(append(words, r.ID), r.Aliases...)
		}
	}
	for _, word := range words {
		res, err := client.Get(origin + "/go/" + word)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		location := res.Header.Get("Location")
		if res.StatusCode != http.StatusFound || files[strings.TrimPrefix(location, "/")+"index.html"] == nil {
			t.Errorf("/go/%s: %d to %q", word, res.StatusCode, location)
		}
	}
}

// What the site publishes about a word is what the answers are made from, field by field.
func TestEntryIsWhatTheSitePublishes(t *testing.T) {
	files, err := built()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for name, body := range files {
		if !strings.HasPrefix(name, "api/v1/explain/") {
			continue
		}
		n++
		d := json.NewDecoder(bytes.NewReader(body))
		d.DisallowUnknownFields()
		var e entry
		if err := d.Decode(&e); err != nil || e.ID == "" || e.URL == "" {
			t.Errorf("%s: %v %+v", name, err, e)
		}
	}
	if n < 1000 {
		t.Errorf("%d entries", n)
	}
}

// A description that names calls which are not there, or leaves some out, helps nobody.
func TestOpenAPIListsTheRoutes(t *testing.T) {
	var api struct {
		Paths map[string]map[string]any `json:"paths"`
	}
	if err := json.Unmarshal(openAPIText, &api); err != nil {
		t.Fatal(err)
	}
	for path := range api.Paths {
		path, _, _ = strings.Cut(path, "{")
		found := false
		for _, r := range routes {
			found = found || r.name == path
		}
		if !found {
			t.Errorf("%s is described, and not served", path)
		}
	}
	if len(api.Paths) != len(routes)-1 { // the description does not describe itself
		t.Errorf("%d calls are described of %d", len(api.Paths), len(routes)-1)
	}
}

// A body is refused while it is read, not after: the reader behind it would go on for ever.
func TestEndlessBodyIsRefused(t *testing.T) {
	if *worker != "" {
		t.Skip("an httptest request has no end; the Worker's limit is in testdata/decode.txt")
	}
	r := httptest.NewRequest(http.MethodPost, "/api/v1/decode", endless{})
	r.ContentLength = -1
	r.Header.Set("Content-Type", "text/plain")
	w := httptest.NewRecorder()
	handler(t).ServeHTTP(w, r)
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("code %d", w.Code)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// A body that breaks off is the client's problem, and said to be.
func TestBrokenBody(t *testing.T) {
	if *worker != "" {
		t.Skip("no answer reaches a client that hung up")
	}
	r := httptest.NewRequest(http.MethodPost, "/api/v1/decode", io.MultiReader(strings.NewReader("550"), broken{}))
	w := httptest.NewRecorder()
	handler(t).ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest {
		t.Errorf("code %d: %s", w.Code, w.Body)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

// FuzzRequests holds any request to an answer below 500.
func FuzzRequests(f *testing.F) {
	f.Add("GET", "/api/v1/explain/550", "*/*", "", "")
	f.Add("POST", "/api/v1/decode", "text/plain;q=2", "text/plain; charset=\"", "550")
	f.Add("GET", "/oembed?url=http://[::1", "", "", "")
	f.Add("GET", "/go/%zz", "", "", "")
	handler(f) // the site is built here: a first request that takes ten seconds is taken for a hang
	f.Fuzz(func(t *testing.T, method, path, accept, kind, body string) {
		req, err := http.NewRequest(method, "http://example.com/"+strings.TrimPrefix(path, "/"), strings.NewReader(body))
		if err != nil {
			return
		}
		req.Header.Set("Accept", accept)
		req.Header.Set("Content-Type", kind)
		w := httptest.NewRecorder()
		handler(t).ServeHTTP(w, req)
		if w.Code >= 500 && w.Code != http.StatusNotImplemented {
			t.Errorf("%s %q: %d", method, path, w.Code)
		}
	})
}

// The page of an error says where its card is, and the card is there.
func TestOEmbedIsDiscovered(t *testing.T) {
	files, err := built()
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(files["e/dmarc-policy/index.html"]), `<link rel="alternate" type="application/json+oembed" href="`)
	address, _, _ := strings.Cut(rest, `"`)
	if !ok || !strings.HasPrefix(address, "https://example.com/oembed?url=") {
		t.Fatalf("the page names %q", address)
	}
	r := httptest.NewRequest(http.MethodGet, address, http.NoBody)
	w := httptest.NewRecorder()
	handler(t).ServeHTTP(w, r)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "DMARC") {
		t.Errorf("%s: %d %s", address, w.Code, w.Body)
	}
}
