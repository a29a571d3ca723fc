package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/whybounced/whybounced/site"
)

// step is one check. Its output is shown when it fails; what it writes to the log is shown always.
type step struct {
	name string
	run  func(context.Context) error
}

// test runs every check, also after one has failed: a red run should tell all it can.
func (b builder) test(ctx context.Context) error {
	var files []site.File
	steps := []step{
		{"format (gofumpt)", b.checkFormat},
		{"vet", b.command("go", "vet", "./...")},
		{"vet, WebAssembly only", b.vetWasm},
		{"staticcheck", b.command("go", "tool", "staticcheck", "./...")},
		{"go test", b.command("go", "test", "./...")},
		{"coverage", b.coverage},
		{"covered: the engine", b.coverEngine},
		{"rules lint", b.command("go", "run", "./cmd/whybounced", "rules", "lint")},
		{"engine as WebAssembly", b.testWasm},
		{"build", func(ctx context.Context) (err error) {
			files, err = b.generate(ctx)
			return err
		}},
		{"reproducible", b.testReproducible},
		{"links", needs(&files, func(context.Context) error { return site.CheckLinks(files) })},
		{"ledger", needs(&files, func(context.Context) error { return b.checkLedger(files) })},
		{"sizes", needs(&files, func(context.Context) error {
			return errors.Join(checkSizes(files, b.log), checkSearchSize(files, b.log))
		})},
		{"npm", needs(&files, func(ctx context.Context) error { return b.testNPM(ctx, files) })},
		{"worker", needs(&files, func(ctx context.Context) error { return b.testWorker(ctx, files) })},
		{"browser", needs(&files, func(ctx context.Context) error { return b.testBrowser(ctx, files) })},
		{"lighthouse", needs(&files, func(ctx context.Context) error { return b.testLighthouse(ctx, files) })},
	}
	if b.only != "" {
		only, _, _ := strings.Cut(b.only, ":")
		steps = slices.DeleteFunc(steps, func(s step) bool { return s.name != "build" && !strings.HasPrefix(s.name, only) })
	}
	start := time.Now()
	var failed []string
	for _, s := range steps {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		fmt.Fprintf(b.log, "-- %s …\n", s.name)
		begin := time.Now()
		err := s.run(ctx)
		took := time.Since(begin).Seconds()
		if err == nil {
			fmt.Fprintf(b.log, "ok %-24s %5.1f s\n", s.name, took)
			continue
		}
		failed = append(failed, s.name)
		fmt.Fprintf(b.log, "FAIL %-22s %5.1f s\n%s\n", s.name, took, indent(err.Error()))
	}
	if len(failed) > 0 {
		return fmt.Errorf("%d of %d checks failed: %s", len(failed), len(steps), strings.Join(failed, ", "))
	}
	fmt.Fprintf(b.log, "all %d checks passed, %.0f s\n", len(steps), time.Since(start).Seconds())
	return nil
}

var errNoBuild = errors.New("not run: the build failed")

// needs runs a check of the built site only where there is one.
func needs(files *[]site.File, run func(context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		if *files == nil {
			return errNoBuild
		}
		return run(ctx)
	}
}

// command is a check that a program makes by its exit status.
func (b builder) command(name string, args ...string) func(context.Context) error {
	return func(ctx context.Context) error { return b.exec(ctx, nil, name, args...) }
}

// exec runs a program in the repository; its output becomes the error where it fails.
func (b builder) exec(ctx context.Context, env []string, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = b.root
	cmd.Env = append(os.Environ(), env...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, bytes.TrimSpace(out))
	}
	return nil
}

func (b builder) checkFormat(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "go", "tool", "gofumpt", "-l", ".")
	cmd.Dir = b.root
	out, err := cmd.CombinedOutput()
	if err == nil && len(bytes.TrimSpace(out)) > 0 {
		err = errors.New("not formatted; run \"go tool gofumpt -w .\"")
	}
	if err != nil {
		return fmt.Errorf("%w\n%s", err, bytes.TrimSpace(out))
	}
	return nil
}

var wasmEnv = []string{"GOOS=js", "GOARCH=wasm"}

// vetWasm looks at what go vet and go build pass over in silence: packages that only a browser can run.
func (b builder) vetWasm(ctx context.Context) error {
	packages, err := filepath.Glob(b.path("wasm", "*"))
	if err != nil {
		return err
	}
	args := []string{"vet"}
	for _, p := range packages {
		if sources, _ := filepath.Glob(filepath.Join(p, "*.go")); len(sources) > 0 {
			args = append(args, "./wasm/"+filepath.Base(p))
		}
	}
	return b.exec(ctx, wasmEnv, "go", args...)
}

// nativeOnly are the tests that start the go command, which a WebAssembly program cannot, or that measure time.
const nativeOnly = "EngineImportsNextToNothing|ArrowsPointDown|ReadmeShows|DecodingIsLinear|ManyRecipients|MoreRules|EventsHostile|ConstantMemory|FuzzDecode|RedactHostile|Overlay"

// testWasm runs the tests of the engine and of the rules as visitors run them: in WebAssembly.
func (b builder) testWasm(ctx context.Context) error {
	if _, err := exec.LookPath("node"); err != nil {
		return errors.New("node is missing: install Node.js 20 or newer")
	}
	root, err := goRoot(ctx)
	if err != nil {
		return err
	}
	runner := filepath.Join(root, "lib", "wasm", "go_js_wasm_exec")
	return b.exec(ctx, wasmEnv, "go", "test", "-exec="+runner, "-skip="+nativeOnly, "./internal/engine", ".")
}

func indent(text string) string {
	return "     " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n     ")
}
