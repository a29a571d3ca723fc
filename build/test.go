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
	"sync"
	"time"

	"github.com/whybounced/whybounced/site"
)

// step is one check. Its output is shown when it fails; what it writes to the log is shown always.
type step struct {
	name   string
	run    func(builder, context.Context) error
	beside string // the step before, where both run at the same time: each leaves a processor idle for a part of it
}

// test runs every check, also after one has failed: a red run should tell all it can.
func (b builder) test(ctx context.Context) error {
	var files []site.File
	steps := []step{
		{name: "format (gofumpt)", run: builder.checkFormat},
		{name: "vet", run: command("go", "vet", "./...")},
		{name: "vet, WebAssembly only", run: builder.vetWasm},
		{name: "staticcheck", run: command("go", "tool", "staticcheck", "./...")},
		{name: "go test", run: command("go", "test", "./...")},
		{name: "coverage", run: builder.coverage},
		{name: "rules lint", run: command("go", "run", "./cmd/whybounced", "rules", "lint")},
		{name: "covered: the engine", run: builder.coverEngine},
		{name: "engine as WebAssembly", run: builder.testWasm, beside: "covered: the engine"},
		{name: "build", run: func(b builder, ctx context.Context) (err error) {
			files, err = b.generate(ctx)
			return err
		}},
		{name: "reproducible", run: builder.testReproducible},
		{name: "npm", run: needs(&files, builder.testNPM), beside: "reproducible"},
		{name: "links", run: needs(&files, func(_ builder, _ context.Context, files []site.File) error { return site.CheckLinks(files) })},
		{name: "ledger", run: needs(&files, func(b builder, _ context.Context, files []site.File) error { return b.checkLedger(files) })},
		{name: "sizes", run: needs(&files, func(b builder, _ context.Context, files []site.File) error {
			return errors.Join(checkSizes(files, b.log), checkSearchSize(files, b.log))
		})},
		{name: "worker", run: needs(&files, builder.testWorker)},
		{name: "browser", run: needs(&files, builder.testBrowser)},
		{name: "lighthouse", run: needs(&files, builder.testLighthouse)},
	}
	if b.only != "" {
		only, _, _ := strings.Cut(b.only, ":")
		steps = slices.DeleteFunc(steps, func(s step) bool { return s.name != "build" && !strings.HasPrefix(s.name, only) })
	}
	start := time.Now()
	var failed []string
	for i := 0; i < len(steps); {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		end := i + 1
		for end < len(steps) && steps[end].beside == steps[end-1].name {
			end++
		}
		failed = append(failed, b.runSteps(ctx, steps[i:end])...)
		i = end
	}
	if len(failed) > 0 {
		return fmt.Errorf("%d of %d checks failed: %s", len(failed), len(steps), strings.Join(failed, ", "))
	}
	fmt.Fprintf(b.log, "all %d checks passed, %.0f s\n", len(steps), time.Since(start).Seconds())
	return nil
}

// runSteps runs steps at the same time, and returns the names of those that failed. What several write to the log is shown one after the other.
func (b builder) runSteps(ctx context.Context, steps []step) (failed []string) {
	logs := make([]bytes.Buffer, len(steps))
	errs := make([]error, len(steps))
	took := make([]float64, len(steps))
	var running sync.WaitGroup
	for i, s := range steps {
		fmt.Fprintf(b.log, "-- %s …\n", s.name)
		own := b
		if len(steps) > 1 {
			own.log = &logs[i]
		}
		running.Go(func() {
			begin := time.Now()
			errs[i] = s.run(own, ctx)
			took[i] = time.Since(begin).Seconds()
		})
	}
	running.Wait()
	for i, s := range steps {
		_, _ = logs[i].WriteTo(b.log)
		if errs[i] == nil {
			fmt.Fprintf(b.log, "ok %-24s %5.1f s\n", s.name, took[i])
			continue
		}
		failed = append(failed, s.name)
		fmt.Fprintf(b.log, "FAIL %-22s %5.1f s\n%s\n", s.name, took[i], indent(errs[i].Error()))
	}
	return failed
}

var errNoBuild = errors.New("not run: the build failed")

// needs runs a check of the built site only where there is one.
func needs(files *[]site.File, run func(builder, context.Context, []site.File) error) func(builder, context.Context) error {
	return func(b builder, ctx context.Context) error {
		if *files == nil {
			return errNoBuild
		}
		return run(b, ctx, *files)
	}
}

// command is a check that a program makes by its exit status.
func command(name string, args ...string) func(builder, context.Context) error {
	return func(b builder, ctx context.Context) error { return b.exec(ctx, nil, name, args...) }
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
const nativeOnly = "EngineImportsNextToNothing|ArrowsPointDown|ReadmeShows|DecodingIsLinear|ManyRecipients|MoreRules|EventsHostile|LogsHostile|ConstantMemory|FuzzDecode|RedactHostile|Overlay"

// twice are tests that decode, line by line, what TestDecode decodes.
const twice = "TestLines$"

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
	return b.exec(ctx, wasmEnv, "go", "test", "-exec="+runner, "-skip="+nativeOnly+"|"+twice, "./internal/engine", ".")
}

func indent(text string) string {
	return "     " + strings.ReplaceAll(strings.TrimSpace(text), "\n", "\n     ")
}
