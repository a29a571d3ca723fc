package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io"
	"maps"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/site"
	"github.com/yuin/goldmark"
)

// bench measures what a user pays: for each form and size of input, natively and in WebAssembly, with more rules, with hostile inputs, at
// the first start, and for building the site; and the same for what one would use instead. All times are the least and the median of many:
// the least tells about the program, the median about the machine as it was.
func (b builder) bench(ctx context.Context, out io.Writer) error {
	fmt.Fprintf(out, "Measured on %s, %s, %d processors, load %s.\n", time.Now().Format(time.DateOnly), processor(), runtime.NumCPU(), load())
	start := time.Now()
	files, err := b.generate(ctx)
	if err != nil {
		return err
	}
	took := time.Since(start)
	inputs, err := b.benchInputs()
	if err != nil {
		return err
	}
	var errs []error
	for _, part := range []struct {
		name string
		run  func() error
	}{
		{"sizes", func() error { return b.benchSizes(ctx, out, files) }},
		{"decoding", func() error { return b.benchDecode(ctx, out, files, inputs) }},
		{"rules", func() error { return b.benchRules(ctx, out) }},
		{"building", func() error { return b.benchBuild(ctx, out, files, took) }},
		{"unseen", func() error { return b.benchUnseen(out) }},
	} {
		if strings.HasPrefix(part.name, b.only) {
			errs = append(errs, part.run())
		}
	}
	return errors.Join(errs...)
}

// benchInputs are testdata/speed: one input of each form and size that people paste.
func (b builder) benchInputs() (map[string]string, error) {
	names, err := filepath.Glob(b.path("testdata", "speed", "*"))
	inputs := map[string]string{}
	for _, name := range names {
		text, readErr := os.ReadFile(name)
		inputs[filepath.Base(name)], err = string(text), cmp.Or(err, readErr)
	}
	return inputs, err
}

func (b builder) benchSizes(ctx context.Context, out io.Writer, files []site.File) error {
	fmt.Fprint(out, "\n## What the first answer loads\n\n| file | bytes | Brotli |\n| --- | ---: | ---: |\n")
	total, program := 0, 0
	for _, f := range files {
		if slices.Contains(decoderFiles, f.Path) {
			size := brotliSize(f.Body)
			total += size
			if f.Path == "decoder.wasm" {
				program = size
			}
			fmt.Fprintf(out, "| %s | %d | %d |\n", f.Path, len(f.Body), size)
		}
	}
	fmt.Fprintf(out, "| all | | %d |\n", total)
	plain, err := b.emptyProgram(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "\nAn empty Go program (`GOOS=js GOARCH=wasm go build -ldflags=\"-s -w\"`) is %d bytes under Brotli: the engine is %.2f times that, all of it %.2f times.\n",
		plain, float64(program)/float64(plain), float64(total)/float64(plain))
	return nil
}

// emptyProgram is the size of a program that does nothing.
func (b builder) emptyProgram(ctx context.Context) (int, error) {
	dir, err := os.MkdirTemp("", "whybounced-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	source, program := filepath.Join(dir, "main.go"), filepath.Join(dir, "empty.wasm")
	if err := os.WriteFile(source, []byte("package main\n\nfunc main() {}\n"), 0o600); err != nil {
		return 0, err
	}
	if err := b.exec(ctx, wasmEnv, "go", "build", "-trimpath", "-ldflags=-s -w", "-o", program, source); err != nil {
		return 0, err
	}
	body, err := os.ReadFile(program)
	return brotliSize(body), err
}

// taken is how long something took: in microseconds.
type taken struct{ Least, Usual float64 }

func (t taken) String() string { return micro(t.Least) + " (" + micro(t.Usual) + ")" }

func micro(us float64) string {
	switch {
	case us == 0:
		return "–"
	case us < 10:
		return fmt.Sprintf("%.1f µs", us)
	case us < 1000:
		return fmt.Sprintf("%.0f µs", us)
	}
	return fmt.Sprintf("%.2f ms", us/1000)
}

// request is the processor time that decoding adds to a request, in microseconds, 0 where nobody knows. Some hundred requests differ by a
// tenth of a millisecond whatever they ask for.
func request(us float64) string {
	if us > 0 && us < 100 {
		return "< 0.1 ms"
	}
	return micro(us)
}

// timed runs f for a second, two milliseconds at a time, as bench.mjs does in WebAssembly.
func timed(f func()) taken {
	f()
	var runs []float64
	for end := time.Now().Add(time.Second); time.Now().Before(end) || len(runs) < 5; {
		start, n := time.Now(), 0
		for time.Since(start) < 2*time.Millisecond {
			f()
			n++
		}
		runs = append(runs, float64(time.Since(start).Nanoseconds())/1000/float64(n))
	}
	slices.Sort(runs)
	return taken{runs[0], runs[len(runs)/2]}
}

// answers is what bench.mjs prints.
type answers struct {
	Alone                map[string]taken // the engine in Chromium, from bytes to bytes
	Fresh                map[string]taken // the first call of all in Chromium
	Chromium, Node, List map[string]taken
	Compile              float64 // of the list, in milliseconds
	Cold, Waits          []struct {
		Name         string
		Least, Usual float64
	}
	Memory map[string]int
}

func (b builder) benchDecode(ctx context.Context, out io.Writer, files []site.File, inputs map[string]string) error {
	native := map[string]taken{}
	timeNative := func() {
		for name, text := range inputs {
			now := timed(func() { // what the exported decode of wasm/browser does, but for counting in UTF-16
				report := whybounced.Decode([]byte(text))
				report.JSON()
			})
			if before, again := native[name]; again { // the machine may have been slower
				now = taken{min(now.Least, before.Least), min(now.Usual, before.Usual)}
			}
			native[name] = now
		}
	}
	timeNative()
	patterns := listOf(whybounced.Rules())
	start := time.Now()
	list := compileList(patterns)
	compiled := time.Since(start)
	nativeList := map[string]taken{}
	for _, name := range []string{"reply-line.txt", "reply-2k.txt"} {
		nativeList[name] = timed(func() { list.find(inputs[name]) })
	}
	js, err := b.inBrowser(ctx, files, inputs, patterns)
	if err != nil {
		return err
	}
	timeNative()
	worker, workerErr := b.inWorkerd(ctx, files, inputs)
	names := slices.SortedFunc(maps.Keys(inputs), func(a, b string) int { return len(inputs[a]) - len(inputs[b]) })
	fmt.Fprint(out, "\n## Decoding: least (median)\n\n"+
		"| input | bytes | native | WebAssembly, Chromium | of native | with its objects, Chromium | the first call | with its objects, Node | workerd, processor time |\n"+
		"| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, name := range names {
		fmt.Fprintf(out, "| %s | %d | %v | %v | %.1f × | %v | %v | %v | %s |\n", name, len(inputs[name]), native[name], js.Alone[name],
			js.Alone[name].Least/native[name].Least, js.Chromium[name], js.Fresh[name], js.Node[name], request(worker[name]))
	}
	fmt.Fprint(out, "\nNative and WebAssembly are the same work, from the bytes of the input to those of the answer, both compiled as well as they get. "+
		"The objects are what a page has of it: a string goes in, and JSON.parse is done.\n")
	fmt.Fprintf(out, "\n## Instead: the phrases of the same rules as %d regular expressions, tried one after the other\n\n| input | Go, list | Go, Whybounced | | JavaScript, list | WebAssembly, Whybounced | |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: |\n", len(patterns))
	for _, name := range []string{"reply-line.txt", "reply-2k.txt"} {
		fmt.Fprintf(out, "| %s | %v | %v | %.0f × | %v | %v | %.1f × |\n", name, nativeList[name], native[name], nativeList[name].Least/native[name].Least, js.List[name], js.Node[name], js.List[name].Least/js.Node[name].Least)
	}
	fmt.Fprintf(out, "\nThe list takes %.0f ms to compile in Go, and %.0f ms with its first use in JavaScript.\n", compiled.Seconds()*1000, js.Compile)
	fmt.Fprint(out, "\n## From nothing to the first answer, Chromium\n\n| network | least | median |\n| --- | ---: | ---: |\n")
	for _, c := range js.Cold {
		fmt.Fprintf(out, "| %s | %.0f ms | %.0f ms |\n", c.Name, c.Least, c.Usual)
	}
	fmt.Fprint(out, "\n## A long log, from paste to overview, Chromium\n\n| log | least | median |\n| --- | ---: | ---: |\n")
	for _, w := range js.Waits {
		fmt.Fprintf(out, "| %s | %.0f ms | %.0f ms |\n", w.Name, w.Least, w.Usual)
	}
	fmt.Fprint(out, "\n## Memory of the decoder in WebAssembly\n\n| after | MB |\n| --- | ---: |\n")
	for _, name := range []string{"the start", "every input above", "10 MB of a log"} {
		fmt.Fprintf(out, "| %s | %.1f |\n", name, float64(js.Memory[name])/(1<<20))
	}
	return workerErr
}

// inBrowser runs build/browser/bench.mjs against the built site, served compressed as a host would.
func (b builder) inBrowser(ctx context.Context, files []site.File, inputs map[string]string, patterns []listed) (answers, error) {
	var found answers
	if err := b.installPackages(ctx, "browser"); err != nil {
		return found, err
	}
	chromium, err := b.findChromium(ctx)
	if err != nil {
		return found, err
	}
	var loaded []site.File
	for _, f := range files {
		if slices.Contains(decoderFiles, f.Path) {
			loaded = append(loaded, f)
		}
	}
	data, err := json.Marshal(map[string]any{"inputs": inputs, "patterns": patterns})
	if err != nil {
		return found, err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return found, err
	}
	host, err := os.ReadFile(b.path("wasm", "browser", "host.js"))
	if err != nil {
		return found, err
	}
	own := []site.File{{Path: "bench.json", Body: data}, {Path: "bench-host.js", Body: host}}
	web := &http.Server{Handler: newServer(slices.Concat(files, compressed(loaded), own)), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = web.Serve(listener) }()
	defer web.Close()
	cmd := exec.CommandContext(ctx, "node", "bench.mjs")
	cmd.Dir = b.path("build", "browser")
	cmd.Env = append(os.Environ(), "SITE=http://"+listener.Addr().String(), "CHROMIUM="+chromium, "NODE_NO_WARNINGS=1")
	cmd.Stderr = b.log
	result, err := cmd.Output()
	if err != nil {
		return found, fmt.Errorf("bench.mjs: %w", err)
	}
	return found, json.Unmarshal(result, &found)
}

// inWorkerd is the processor time of a request that decodes, less that of one that does not.
func (b builder) inWorkerd(ctx context.Context, files []site.File, inputs map[string]string) (map[string]float64, error) {
	if err := b.installPackages(ctx, "worker"); err != nil {
		return nil, err
	}
	edge, err := b.edge(ctx, tableOf(files))
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "whybounced-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := writeFiles(dir, append(edge, files...)); err != nil {
		return nil, err
	}
	w, err := b.startWorker(ctx, dir)
	if err != nil {
		return nil, err
	}
	defer w.stop()
	pid, err := childOf(w.cmd.Process.Pid)
	if err != nil {
		return nil, nil //nolint:nilerr // only Linux tells
	}
	const requests = 300
	each := func(method, url, text string) (float64, error) {
		before := time.Duration(0)
		for i := range requests + 50 {
			if i == 50 { // warm
				before = processorTime(pid)
			}
			r, err := http.NewRequestWithContext(ctx, method, w.url+url, strings.NewReader(text))
			if err != nil {
				return 0, err
			}
			r.Header.Set("Content-Type", "message/rfc822")
			answer, err := w.client.Do(r)
			if err != nil {
				return 0, err
			}
			_, _ = io.Copy(io.Discard, answer.Body)
			answer.Body.Close()
			if answer.StatusCode != http.StatusOK {
				return 0, fmt.Errorf("%s: %s", url, answer.Status)
			}
		}
		return float64((processorTime(pid) - before).Microseconds()) / requests, nil
	}
	idle, err := each(http.MethodGet, "/healthz", "")
	if err != nil {
		return nil, err
	}
	found := map[string]float64{}
	for name, text := range inputs {
		took, err := each(http.MethodPost, "/api/v1/decode", text)
		if err != nil {
			return nil, err
		}
		found[name] = max(took-idle, 1)
	}
	return found, nil
}

// listed is a response as a plain list has it: regular expressions that must all match, and the reply codes.
type listed struct {
	All   []string `json:"all"`
	Reply []string `json:"reply"`
}

// placeholders are what a list would write for those of rules.json.
var placeholders = strings.NewReplacer(
	`<ip>`, `[0-9a-f.:]+`, `<domain>`, `[a-z0-9._-]+`, `<address>`, `[^ <>]+@[^ <>]+`, `<number>`, `[0-9.,]+`, `<url>`, `https?://[^ ]+`, `\*`, `.{0,96}`,
)

func listOf(rules *whybounced.RuleSet) []listed {
	var list []listed
	for _, e := range rules.Errors {
		for _, r := range e.Responses {
			var x listed
			for _, p := range r.Match.All {
				x.All = append(x.All, placeholders.Replace(regexp.QuoteMeta(p)))
			}
			if x.Reply = r.Match.Reply; len(x.All) > 0 {
				list = append(list, x)
			}
		}
	}
	return list
}

type compiledList []struct {
	all   []*regexp.Regexp
	reply []string
}

func compileList(patterns []listed) compiledList {
	list := make(compiledList, len(patterns))
	for i, p := range patterns {
		list[i].reply = p.Reply
		for _, x := range p.All {
			list[i].all = append(list[i].all, regexp.MustCompile(x))
		}
	}
	return list
}

// find is the number of entries that match.
func (l compiledList) find(text string) int {
	text = strings.Join(strings.Fields(strings.ToLower(text)), " ")
	found := 0
	for _, x := range l {
		if len(x.reply) > 0 && !slices.ContainsFunc(x.reply, func(code string) bool { return strings.HasPrefix(text, code) }) {
			continue
		}
		if !slices.ContainsFunc(x.all, func(p *regexp.Regexp) bool { return !p.MatchString(text) }) {
			found++
		}
	}
	return found
}

// benchRules runs the benchmarks of the repository that need more rules, or inputs that were bred to be slow.
func (b builder) benchRules(ctx context.Context, out io.Writer) error {
	var text []byte
	for _, args := range [][]string{
		{"-bench=MoreRules", "-benchtime=100x", "-count=7"},
		{"-bench=Forms", "-benchtime=10x", "-count=3"}, // a form takes milliseconds
	} {
		cmd := exec.CommandContext(ctx, "go", append([]string{"test", ".", "-run=NONE"}, args...)...)
		cmd.Dir = b.root
		lines, err := cmd.Output()
		if err != nil {
			return fmt.Errorf("go test -bench: %w\n%s", err, lines)
		}
		text = append(text, lines...)
	}
	runs := benchmarks(text)
	fmt.Fprint(out, "\n## More rules\n\n| input | the rules | 10 times as many | | 100 times as many | |\n| --- | ---: | ---: | ---: | ---: | ---: |\n")
	for _, name := range []string{"reply-line.txt", "reply-2k.txt", "dsn-8k.eml"} {
		one, ten, hundred := runs["MoreRules/1/"+name], runs["MoreRules/10/"+name], runs["MoreRules/100/"+name]
		fmt.Fprintf(out, "| %s | %v | %v | %.2f × | %v | %.2f × |\n", name, one, ten, ten.Least/one.Least, hundred, hundred.Least/one.Least)
	}
	fmt.Fprint(out, "\n## Hostile inputs: 64 KB each, natively\n\n")
	slowest, names := "", 0
	for name, t := range runs {
		if strings.HasPrefix(name, "Forms/") {
			if names++; t.Least > runs[slowest].Least {
				slowest = name
			}
		}
	}
	fmt.Fprintf(out, "The slowest of %d, %q, takes %v.\n", names, strings.TrimPrefix(slowest, "Forms/"), runs[slowest])
	return nil
}

// benchmarks reads the output of go test -bench.
func benchmarks(text []byte) map[string]taken {
	times := map[string][]float64{}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) < 4 || fields[3] != "ns/op" {
			continue
		}
		name := strings.TrimPrefix(fields[0], "Benchmark")
		if dash := strings.LastIndexByte(name, '-'); dash > 0 { // processors
			if _, err := strconv.Atoi(name[dash+1:]); err == nil {
				name = name[:dash]
			}
		}
		if ns, err := strconv.ParseFloat(fields[2], 64); err == nil {
			times[name] = append(times[name], ns/1000)
		}
	}
	found := map[string]taken{}
	for name, runs := range times {
		slices.Sort(runs)
		found[name] = taken{runs[0], runs[len(runs)/2]}
	}
	return found
}

// benchBuild times what makes the site, and the least that any generator does: Markdown, a template, a file.
func (b builder) benchBuild(ctx context.Context, out io.Writer, files []site.File, took time.Duration) error {
	pages := 0
	for _, f := range files {
		if path.Ext(f.Path) == ".html" {
			pages++
		}
	}
	fmt.Fprint(out, "\n## Building\n\n| what | pages | time | a thousand pages |\n| --- | ---: | ---: | ---: |\n")
	row := func(what string, pages int, took time.Duration) {
		fmt.Fprintf(out, "| %s | %d | %.1f s | %.2f s |\n", what, pages, took.Seconds(), took.Seconds()*1000/float64(pages))
	}
	row("this site and its engine", pages, took)
	start := time.Now()
	if _, err := b.pages(licencePage(nil), nil); err != nil {
		return err
	}
	row("this site without its engine", pages, time.Since(start))
	articles, err := filepath.Glob(b.path("content", "errors", "*.md"))
	if err != nil {
		return err
	}
	program, err := exec.LookPath("hugo")
	if err != nil {
		if program, err = b.aptInstall(ctx, "hugo", "install Hugo so that it is on PATH"); err != nil {
			return err
		}
	}
	version, err := exec.CommandContext(ctx, program, "version").Output()
	if err != nil {
		return fmt.Errorf("hugo version: %w", err)
	}
	for _, n := range []int{1000, 10_000} {
		took, hugo, err := buildPlain(ctx, program, articles, n)
		if err != nil {
			return err
		}
		row("goldmark, html/template and a file each", n, took)
		row(strings.Join(strings.Fields(string(version))[:2], " ")+" --minify", n, hugo)
	}
	return nil
}

var plainPage = template.Must(template.New("").Parse(`<!doctype html><html lang="en"><title>{{.Title}}</title><main>{{.Body}}</main></html>`))

// buildPlain makes as many pages from the articles as it is told, and lets Hugo do so.
func buildPlain(ctx context.Context, program string, articles []string, pages int) (plain, hugo time.Duration, err error) {
	dir, err := os.MkdirTemp("", "whybounced-")
	if err != nil {
		return 0, 0, err
	}
	defer os.RemoveAll(dir)
	for _, d := range []string{"content", "layouts/_default", "plain"} {
		if err := os.MkdirAll(filepath.Join(dir, filepath.FromSlash(d)), 0o700); err != nil {
			return 0, 0, err
		}
	}
	texts := make([][]byte, len(articles))
	for i, name := range articles {
		text, err := os.ReadFile(name)
		if err != nil {
			return 0, 0, err
		}
		_, text, _ = bytes.Cut(text[3:], []byte("\n---\n")) // without its front matter
		texts[i] = text
	}
	start := time.Now()
	for i := range pages {
		var body, page bytes.Buffer
		if err := goldmark.Convert(texts[i%len(texts)], &body); err != nil {
			return 0, 0, err
		}
		if err := plainPage.Execute(&page, map[string]any{"Title": i, "Body": template.HTML(body.String())}); err != nil { //nolint:gosec // our own articles
			return 0, 0, err
		}
		if err := os.WriteFile(filepath.Join(dir, "plain", strconv.Itoa(i)+".html"), page.Bytes(), 0o600); err != nil {
			return 0, 0, err
		}
	}
	plain = time.Since(start)
	for i := range pages {
		if err := os.WriteFile(filepath.Join(dir, "content", strconv.Itoa(i)+".md"), fmt.Appendf(nil, "---\ntitle: %q\n---\n%s", strconv.Itoa(i), texts[i%len(texts)]), 0o600); err != nil {
			return 0, 0, err
		}
	}
	for name, text := range map[string]string{
		"hugo.toml":                    "baseURL = 'http://localhost/'\ndisableKinds = ['taxonomy', 'term', 'RSS', 'sitemap']\n",
		"layouts/_default/single.html": "<!doctype html><html lang=en><title>{{.Title}}</title><main>{{.Content}}</main></html>", "layouts/_default/list.html": "{{.Title}}",
	} {
		if err := os.WriteFile(filepath.Join(dir, filepath.FromSlash(name)), []byte(text), 0o600); err != nil {
			return 0, 0, err
		}
	}
	start = time.Now()
	cmd := exec.CommandContext(ctx, program, "--minify", "--quiet", "--source", dir, "--config", filepath.Join(dir, "hugo.toml"))
	if message, err := cmd.CombinedOutput(); err != nil {
		return 0, 0, fmt.Errorf("hugo: %w\n%s", err, message)
	}
	return plain, time.Since(start), nil
}

// processor is the name of the machine's processor, where it tells.
func processor() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(data)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return runtime.GOOS + "/" + runtime.GOARCH
}

// load is how many programs wanted to run in the last minute, where the machine tells.
func load() string {
	data, err := os.ReadFile("/proc/loadavg")
	if err != nil {
		return "unknown"
	}
	return strings.Fields(string(data))[0]
}
