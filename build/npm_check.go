package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/site"
)

// packageLimit is what npm may have to download.
const packageLimit = 1_600_000 // bytes of the tarball

// testNPM packs the npm package, installs it as others would, and asks it in every host what Go was asked: the answers have to be
// the same, byte for byte. What runs where is in build/npm.
func (b builder) testNPM(ctx context.Context, files []site.File) error {
	for _, folder := range []string{"npm", "browser", "worker"} {
		if err := b.installPackages(ctx, folder); err != nil {
			return err
		}
	}
	dir, err := os.MkdirTemp("", "whybounced-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	p := packageTest{builder: b, dir: dir, app: filepath.Join(dir, "app")}
	if err := p.install(ctx, files); err != nil {
		return err
	}
	if err := p.writeCases(files); err != nil {
		return err
	}
	return errors.Join(p.types(ctx), p.command(ctx), p.hosts(ctx), p.bundles(ctx))
}

// packageTest is the package as it is installed in the folder of a program that uses it.
type packageTest struct {
	builder
	dir, app string
}

func (p packageTest) install(ctx context.Context, files []site.File) error {
	for _, f := range files {
		if name, ok := strings.CutPrefix(f.Path, "npm/"); ok {
			if err := writeFile(filepath.Join(p.dir, "package", name), f.Body); err != nil {
				return err
			}
		}
	}
	out, err := p.output(ctx, p.dir, "npm", "pack", "--json", filepath.Join(p.dir, "package"))
	if err != nil {
		return err
	}
	var packed []struct {
		Filename           string
		Size, UnpackedSize int
		Files              []struct{ Path string }
	}
	if err := json.Unmarshal(out, &packed); err != nil || len(packed) != 1 {
		return fmt.Errorf("npm pack: %w\n%s", err, out)
	}
	fmt.Fprintf(p.log, "    %s: %d bytes of %d, %d unpacked, %d files\n", packed[0].Filename, packed[0].Size, packageLimit, packed[0].UnpackedSize, len(packed[0].Files))
	if packed[0].Size > packageLimit {
		return fmt.Errorf("%s: %d bytes, the limit is %d", packed[0].Filename, packed[0].Size, packageLimit)
	}
	own, err := filepath.Glob(p.path("build", "npm", "*"))
	if err != nil {
		return err
	}
	for _, name := range own {
		if ext := filepath.Ext(name); ext == ".mjs" || ext == ".ts" || ext == ".html" {
			body, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			if err := writeFile(filepath.Join(p.app, filepath.Base(name)), body); err != nil {
				return err
			}
		}
	}
	if err := writeFile(filepath.Join(p.app, "package.json"), []byte(`{"name":"app","private":true,"type":"module"}`)); err != nil {
		return err
	}
	_, err = p.output(ctx, p.app, "npm", "install", "--offline", "--no-audit", "--no-fund", filepath.Join(p.dir, packed[0].Filename))
	return err
}

func writeFile(name string, body []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, body, 0o644)
}

// output runs a program in a folder. What it complains of becomes the error where it fails.
func (p packageTest) output(ctx context.Context, dir, name string, args ...string) ([]byte, error) {
	var out, complaints bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &complaints
	cmd.Env = append(os.Environ(), "NO_COLOR=1", "NODE_NO_WARNINGS=1", "DENO_NO_UPDATE_CHECK=1", "DENO_DIR="+filepath.Join(p.dir, "deno"), "WRANGLER_SEND_METRICS=false",
		"COMMAND="+filepath.Join(p.app, "node_modules", "whybounced", "cli.js"))
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("%s %s: %w\n%s%s", name, strings.Join(args, " "), err, bytes.TrimSpace(out.Bytes()), bytes.TrimSpace(complaints.Bytes()))
	}
	return out.Bytes(), nil
}

// packageCase is an input and what Go makes of it.
type packageCase struct {
	Does  string `json:"does"`
	Name  string `json:"name"`
	Text  string `json:"text"`
	Bytes []byte `json:"bytes,omitempty"` // instead of text, of what is none
	Want  string `json:"want"`
}

// writeCases asks Go: every example of the rules, every input of testdata, every word that is explained, and the records of
// -corpus.
func (p packageTest) writeCases(files []site.File) error {
	var cases []packageCase
	decoded := func(name string, input []byte) {
		report := whybounced.Decode(input)
		c := packageCase{Does: "decode", Name: name, Want: string(utf16Spans(report, input).JSON())}
		if utf8.Valid(input) {
			c.Text = string(input)
		} else {
			c.Bytes = input
		}
		cases = append(cases, c)
	}
	redacted := func(name string, input []byte) {
		if utf8.Valid(input) {
			cases = append(cases, packageCase{Does: "redact", Name: name, Text: string(input), Want: string(whybounced.Redact(input))})
		}
	}
	for _, e := range whybounced.Rules().Errors {
		for _, x := range e.Responses {
			for i, text := range append(slices.Clone(x.Examples), x.Counterexamples...) {
				decoded(fmt.Sprintf("%s %d", x.ID, i), []byte(text))
			}
		}
	}
	for _, pattern := range []string{"decode/*.txtar", "outlook/*", "speed/*"} {
		names, err := filepath.Glob(p.path("testdata", filepath.FromSlash(pattern)))
		if err != nil || len(names) == 0 {
			return fmt.Errorf("testdata/%s: nothing there: %w", pattern, err)
		}
		for _, name := range names {
			input, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			if filepath.Ext(name) == ".txtar" {
				input = txtar.Parse(input).Files[0].Data
			}
			decoded(filepath.Base(name), input)
			redacted(filepath.Base(name), input)
		}
	}
	for _, f := range files {
		if word, ok := strings.CutPrefix(f.Path, "api/v1/explain/"); ok {
			word = strings.TrimSuffix(word, ".json")
			cases = append(cases, packageCase{Does: "explain", Name: "explain " + word, Text: word, Want: string(bytes.TrimSpace(f.Body))})
		}
	}
	if p.corpus != "" {
		before := len(cases)
		if err := eachRecord(p.corpus, decoded); err != nil {
			return err
		}
		fmt.Fprintf(p.log, "    %d records of -corpus\n", len(cases)-before)
	}
	var out bytes.Buffer
	lines := json.NewEncoder(&out)
	lines.SetEscapeHTML(false)
	for _, c := range cases {
		if err := lines.Encode(c); err != nil {
			return err
		}
	}
	return writeFile(filepath.Join(p.dir, "www", "cases.jsonl"), out.Bytes())
}

// eachRecord reads {"id":…, "text":…} a line, as decode --batch jsonl does.
func eachRecord(name string, do func(name string, input []byte)) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 64<<20)
	for n := 1; lines.Scan(); n++ {
		var record struct {
			ID   any
			Text string
		}
		if err := json.Unmarshal(lines.Bytes(), &record); err != nil {
			return fmt.Errorf("%s:%d: %w", name, n, err)
		}
		do(fmt.Sprintf("record %d", n), []byte(record.Text))
	}
	return lines.Err()
}

// utf16Spans is a report with the spans that JavaScript has. A byte that begins no character is one.
func utf16Spans(r whybounced.Report, input []byte) whybounced.Report {
	units := make([]int, len(input)+1)
	for i, n := 0, 0; i < len(input); {
		c, size := utf8.DecodeRune(input[i:])
		n++
		if c >= 0x10000 {
			n++
		}
		for range size {
			i++
			units[i] = n
		}
	}
	for i := range r.Bounces {
		for k := range r.Bounces[i].Spans {
			s := &r.Bounces[i].Spans[k]
			s.Start, s.End = units[s.Start], units[s.End]
		}
	}
	return r
}

func (p packageTest) types(ctx context.Context) error {
	tsc := p.path("build", "npm", "node_modules", "typescript", "bin", "tsc")
	var problems []error
	for _, module := range []string{"bundler", "nodenext"} {
		as := map[string]string{"bundler": "esnext", "nodenext": "nodenext"}[module]
		_, err := p.output(ctx, p.app, "node", tsc, "--noEmit", "--strict", "--target", "es2022", "--lib", "es2022,dom", "--types", "",
			"--module", as, "--moduleResolution", module, "types.ts")
		problems = append(problems, err)
	}
	return errors.Join(problems...)
}

func (p packageTest) command(ctx context.Context) error {
	_, err := p.output(ctx, p.app, "node", "--test", "--test-reporter=tap", "cli.test.mjs")
	return err
}

// hosts runs the package in Node, and in Deno and Bun where npm has them for this machine.
func (p packageTest) hosts(ctx context.Context) error {
	cases := filepath.Join(p.dir, "www", "cases.jsonl")
	problems := []error{p.findings(p.output(ctx, p.app, "node", "run.mjs", cases))}
	for _, host := range []struct {
		name, program string
		args          []string
	}{
		{"Deno", "node_modules/@deno/*/deno*", []string{"run", "--cached-only", "--no-lock", "--allow-read", "--allow-env"}},
		{"Bun", "node_modules/bun/bin/bun.exe", []string{"run", "--no-install"}}, // so called on every system
	} {
		program, why := p.platformProgram(ctx, host.program)
		if program == "" {
			fmt.Fprintf(p.log, "    %s: not run: %s\n", host.name, why)
			continue
		}
		problems = append(problems, p.findings(p.output(ctx, p.app, program, append(host.args, "run.mjs", cases)...)))
	}
	return errors.Join(problems...)
}

// platformProgram is the one of several programs, for several processors and C libraries, that runs on this machine.
func (p packageTest) platformProgram(ctx context.Context, pattern string) (program, why string) {
	names, err := filepath.Glob(p.path("build", "npm", filepath.FromSlash(pattern)))
	if err != nil || len(names) == 0 {
		return "", "npm has no such package for " + runtime.GOOS + "/" + runtime.GOARCH
	}
	for _, name := range names {
		_ = os.Chmod(name, 0o755) // their install scripts would
		if _, err := p.output(ctx, p.dir, name, "--version"); err == nil {
			return name, ""
		} else if first, _, _ := strings.Cut(err.Error(), "\n"); first != "" {
			why = first
		}
	}
	return "", why
}

// bundles runs the package in Chromium, out of what three bundlers made of it, and in workerd.
func (p packageTest) bundles(ctx context.Context) error {
	chromium, err := p.findChromium(ctx)
	if err != nil {
		return err
	}
	www := filepath.Join(p.dir, "www")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	web := &http.Server{Handler: http.FileServer(http.Dir(www)), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = web.Serve(listener) }()
	defer web.Close()
	address := "http://" + listener.Addr().String()

	here := p.path("build", "npm")
	var problems []error
	drive := []string{"CHROMIUM=" + chromium, "node", "chromium.mjs"}
	for _, kind := range []string{"vite", "webpack", "esbuild", "worker"} {
		out := filepath.Join(www, kind)
		if _, err := p.output(ctx, here, "node", "bundle.mjs", kind, p.app, out); err != nil {
			problems = append(problems, err)
		} else if kind != "worker" {
			drive = append(drive, "Chromium, "+kind+"="+address+"/"+kind+"/")
		}
	}
	problems = append(
		problems,
		p.findings(p.output(ctx, here, "env", drive...)),
		p.findings(p.output(ctx, here, "node", "workerd.mjs", filepath.Join(www, "worker"), address+"/cases.jsonl")),
	)
	return errors.Join(problems...)
}

// findings reads what hosts found, a line each.
func (p packageTest) findings(out []byte, err error) error {
	problems := []error{err}
	for line := range bytes.Lines(out) {
		var found struct {
			Host        string
			Start, Rate float64
			Cases       int
			Different   int
			Wrong       []struct{ Name, Want, Got string }
		}
		if err := json.Unmarshal(line, &found); err != nil {
			problems = append(problems, fmt.Errorf("%w: %s", err, line))
			continue
		}
		fmt.Fprintf(p.log, "    %-18s ready in %.0f ms, %d of %d answers as Go gives them, %.0f decodes a second\n",
			found.Host, found.Start, found.Cases-found.Different, found.Cases, found.Rate)
		for _, w := range found.Wrong {
			problems = append(problems, fmt.Errorf("%s: %s: %s", found.Host, w.Name, difference(w.Got, w.Want)))
		}
		if more := found.Different - len(found.Wrong); more > 0 {
			problems = append(problems, fmt.Errorf("%s: and %d more", found.Host, more))
		}
		if found.Cases == 0 {
			problems = append(problems, fmt.Errorf("%s: no cases", found.Host))
		}
	}
	return errors.Join(problems...)
}

// difference shows two texts from where they part.
func difference(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	show := func(s string) string { return strings.ToValidUTF8(s[max(0, i-80):min(len(s), i+80)], "?") }
	return fmt.Sprintf("…%s… where Go says …%s…", show(got), show(want))
}
