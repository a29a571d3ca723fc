package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// More than half of a small Go program is Go's runtime, and much of that serves what a page never does: it traces, profiles and dumps,
// prints the stacks of a program that has died, waits for timers and threads, calls C. The linker keeps all of it, since it cannot know that the
// conditions for it never hold. So the engine is compiled with a runtime in which those functions are empty (go build -overlay); what is left is
// Go's own, from the tool chain that compiles it. A name that a newer Go does not have any more is passed over, and costs
// bytes, not correctness.

// emptyFiles are the files of the runtime of which every function is emptied.
var emptyFiles = []string{
	"trace.go", "traceallocfree.go", "tracebuf.go", "tracecpu.go", "traceevent.go", "tracemap.go", "traceregion.go", "traceruntime.go", // execution traces
	"tracestack.go", "tracestatus.go", "tracestring.go", "tracetime.go", "tracetype.go",
	"mprof.go", "profbuf.go", "cpuprof.go", "proflabel.go", "heapdump.go", "metrics.go", "histogram.go", // profiles
	"hexdump.go", "mcheckmark.go", "checkptr.go", "cgocheck.go", "debug.go", // finding faults in the runtime itself
	"cgocall.go", "cgocallback.go", // C
	"coro.go", "pinner.go", "synctest.go", "mfinal.go", "mcleanup.go", // nothing in the engine uses them
	"time.go",        // timers: nothing in the engine waits
	"mgcscavenge.go", // giving memory back: WebAssembly cannot
	"mgclimit.go",    // a limit on the collector's share of many processors
}

// emptyFunctions are emptied by name: "method" with its type before it.
var emptyFunctions = strings.Fields(`
	traceback traceback1 traceback2 tracebacktrap tracebackothers tracebacksomeothers tracebackHexdump tracebackPCs goroutineheader
	printFuncName printArgs printcreatedby printcreatedby1 printAncestorTraceback printAncestorTracebackFuncInfo printCgoTraceback printOneCgoTraceback
	callers gcallers showframe showfuncinfo funcNameForPrint funcNamePiecesForPrint cgoContextPCs callCgoSymbolizer unwinder.cgoCallers
	Callers CallersFrames Frames.Next runtime_FrameStartLine runtime_FrameSymbolName runtime_expandFinalInlineFrame expandCgoFrames FuncForPC moduledataverify1
	preprintpanics printpanics printpanicval printanycustomtype printPreFatalDeferPanic
	printbool printfloat64 printfloat32 printcomplex64 printcomplex128 printuint printint printhex printhexopts printpointer printuintptr printslice printeface printiface hexdumpWords
	reparsedebugvars parseRuntimeDebugVars parsegodebug finishDebugVarsSetup setTraceback goenvs goenvs_unix gogetenv cpuinit check testAtomic64
	godebugInc.IncNonDefault
	schedtrace dumpgstatus dumpScanStats gcDumpObject badPointer mspan.reportZombies checkdead checkmcount
	checkFinalizersAndCleanups dumpTypesRec dumpStacksRec findGoroutineLeaks findMaybeRunnableGoroutines
	setCheckmark freeSpecial freezetheworld mspan.setUserArenaChunkToFault
	startm newm newm1 allocm handoffp stopm stoplockedm startlockedm mexit templateThread startTemplateThread newextram oneNewExtraM p.destroy
	updateMaxProcsGoroutine runExitHooks saveAncestors
	cgocall
`)

// bodies replace the bodies of functions.
var bodies = map[string]string{
	"gcenable":       "c := make(chan int, 1); go bgsweep(c); <-c; memstats.enablegc = true",
	"readGOGC":       "return 100",
	"readGOMEMLIMIT": "return 1<<63 - 1",
}

// constants are variables of the runtime that nobody sets in a page, and what they are then.
var constants = []struct {
	pattern *regexp.Regexp
	value   string
}{
	{regexp.MustCompile(`\btrace\.ok\(\)`), "false"},
	{regexp.MustCompile(`\b(traceEnabled|traceShuttingDown|traceAllocFreeEnabled)\(\)( bool)?`), "false"},
	{regexp.MustCompile(`&?\bdebug\.(gctrace|schedtrace|scheddetail|gcstoptheworld|gccheckmark|scavtrace|tracefpunwindoff|dontfreezetheworld|clobberfree|sbrk|inittrace|allocfreetrace|gcshrinkstackoff|checkfinalizers|tracebackancestors|invalidptr|efence|traceallocfree|harddecommit|disablethp|madvdontneed|runtimeContentionStacks|asyncpreemptoff)\b`), "0"},
}

// overlay writes the runtime that the engine is compiled with into dir. It returns the file that go build -overlay wants, and the environment that
// it is true in.
func (b builder) overlay(ctx context.Context, dir string) (file string, env []string, err error) {
	if env, err = overlayEnv(ctx, dir); err != nil {
		return "", nil, err
	}
	sources, err := b.runtimeSources(ctx, env)
	if err != nil {
		return "", nil, err
	}
	replace := map[string]string{}
	for from, source := range sources {
		name := filepath.Base(from)
		text, err := emptied(name, source)
		if err != nil {
			return "", nil, err
		}
		if bytes.Equal(text, source) {
			continue
		}
		to := filepath.Join(dir, name)
		if err := os.WriteFile(to, text, 0o600); err != nil {
			return "", nil, err
		}
		replace[from] = to
	}
	body, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", nil, err
	}
	file = filepath.Join(dir, "overlay.json")
	return file, env, os.WriteFile(file, body, 0o600)
}

// smallCollector chooses the garbage collector that Go had before 1.26. The newer one is made for large heaps and vector instructions; a page has
// neither, and it costs 6.5 KB under Brotli and a tenth of the time of a long log. A Go that has only the newer one refuses the setting.
const smallCollector = "GOEXPERIMENT=nogreenteagc"

// overlayEnv is wasmEnv, the collector, and a link to the tool chain where that is a module: the go command refuses to overlay files of the module cache.
func overlayEnv(ctx context.Context, dir string) ([]string, error) {
	out, err := exec.CommandContext(ctx, "go", "env", "GOROOT", "GOMODCACHE").Output()
	if err != nil {
		return nil, err
	}
	root, cache, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	env := append(os.Environ(), wasmEnv...)
	choose := exec.CommandContext(ctx, "go", "env", "GOEXPERIMENT")
	if choose.Env = append(slices.Clip(env), smallCollector); choose.Run() == nil {
		env = choose.Env
	}
	if rel, err := filepath.Rel(cache, root); err != nil || !filepath.IsLocal(rel) {
		return env, nil
	}
	link := filepath.Join(dir, "go")
	return append(env, "GOROOT="+link), os.Symlink(root, link)
}

// runtimeSources are the files of Go's runtime that a program for browsers is made from.
func (b builder) runtimeSources(ctx context.Context, env []string) (map[string][]byte, error) {
	cmd := exec.CommandContext(ctx, "go", "list", "-json=Dir,GoFiles", "runtime")
	cmd.Dir, cmd.Env = b.root, env
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list runtime: %w", err)
	}
	var runtime struct {
		Dir     string
		GoFiles []string
	}
	if err := json.Unmarshal(out, &runtime); err != nil {
		return nil, err
	}
	sources := map[string][]byte{}
	for _, name := range runtime.GoFiles {
		name = filepath.Join(runtime.Dir, name)
		if sources[name], err = os.ReadFile(name); err != nil {
			return nil, err
		}
	}
	return sources, nil
}

// edit replaces the bytes from start to end.
type edit struct {
	start, end int
	text       string
}

// emptied is a file of the runtime without the bodies of what a page never calls.
func emptied(name string, source []byte) ([]byte, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	offset := func(p token.Pos) int { return files.Position(p).Offset }
	whole := slices.Contains(emptyFiles, name)
	var edits []edit
	used := map[string]bool{}
	uses := func(n ast.Node) {
		ast.Inspect(n, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok {
					used[x.Name] = true
				}
			}
			return true
		})
	}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			uses(d)
			continue
		}
		body, replaced := bodies[functionOf(f)]
		switch {
		case replaced:
		case f.Name.Name != "init" && (whole || slices.Contains(emptyFunctions, functionOf(f))):
			body = nothing(f, source, offset)
		default:
			uses(d)
			continue
		}
		edits = append(edits, edit{offset(f.Body.Lbrace) + 1, offset(f.Body.Rbrace), body})
		uses(f.Type)
		if f.Recv != nil {
			uses(f.Recv)
		}
	}
	if len(edits) > 0 {
		for _, s := range file.Imports {
			path, err := strconv.Unquote(s.Path.Value)
			if err != nil {
				return nil, err
			}
			if own := path[strings.LastIndexByte(path, '/')+1:]; s.Name == nil && !used[own] {
				at := offset(s.Path.Pos())
				edits = append(edits, edit{at, at, "_ "})
			}
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return a.start - b.start })
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(append(out, source[at:e.start]...), e.text...)
		at = e.end
	}
	out = append(out, source[at:]...)
	if name != "runtime1.go" {
		for _, c := range constants {
			out = c.pattern.ReplaceAllFunc(out, func(match []byte) []byte {
				if match[0] == '&' || bytes.HasSuffix(match, []byte(" bool")) {
					return match
				}
				return []byte(c.value)
			})
		}
	}
	return out, nil
}

// functionOf is the name of a function, with its receiver's type before it.
func functionOf(f *ast.FuncDecl) string {
	if f.Recv == nil {
		return f.Name.Name
	}
	t := f.Recv.List[0].Type
	if s, ok := t.(*ast.StarExpr); ok {
		t = s.X
	}
	if i, ok := t.(*ast.IndexExpr); ok {
		t = i.X
	}
	if id, ok := t.(*ast.Ident); ok {
		return id.Name + "." + f.Name.Name
	}
	return f.Name.Name
}

// nothing is a body that returns zero values.
func nothing(f *ast.FuncDecl, source []byte, offset func(token.Pos) int) string {
	if f.Type.Results == nil {
		return ""
	}
	var declared, values []string
	for _, r := range f.Type.Results.List {
		for range max(1, len(r.Names)) {
			zero := "zero" + strconv.Itoa(len(values))
			declared, values = append(declared, "var "+zero+" "+string(source[offset(r.Type.Pos()):offset(r.Type.End())])), append(values, zero)
		}
	}
	return strings.Join(declared, "; ") + "; return " + strings.Join(values, ", ")
}
