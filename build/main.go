// Command build makes Whybounced: the WebAssembly engine and the site, into a folder of static files.
//
//	go run ./build             builds dist/
//	go run ./build serve       builds, serves on http://localhost:8080 and rebuilds when a source changes
//	go run ./build test        runs every check there is
//	go run ./build ledger      writes down the addresses and rules that are new
//	go run ./build bench       prints what takes how long, and what it costs
//	go run ./build mutate      changes the engine at random, and lists what no test notices
//	go run ./build sources     lists the cited pages that do not answer
//
// The story of a build is in generate.go.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			fmt.Fprintln(os.Stderr, "build:", err)
		}
		os.Exit(1)
	}
}

const usage = `usage: go run ./build [serve|test|bench|ledger|mutate|sources] [flags]

  (nothing)  build the site and the decoder
  serve      build, serve, and rebuild when a source changes
  test       run every check
  ledger     add what is new to content/ledger.txt, which keeps every address that was ever published
  bench      measure: sizes, times, memory, and the same of what one would use instead
  mutate     change the engine at random places, and list the changes that no test notices
  sources    ask every page that rules and articles cite whether it still answers

`

func run(ctx context.Context, args []string) error {
	command := ""
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		command, args = args[0], args[1:]
	}
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	flags.Usage = func() {
		fmt.Fprint(flags.Output(), usage)
		flags.PrintDefaults()
	}
	out := flags.String("out", "dist", "folder to write to")
	base := flags.String("base", "http://localhost:8080", "origin that canonical links name")
	withEdge := flags.Bool("edge", false, "build the Worker too, into edge/ (needs nothing but Go)")
	version := flags.String("version", "", "version of the npm package (default: the month of the rules)")
	compress := flags.Bool("compress", false, "write file.br and file.gz beside each file, for hosts that serve them")
	addr := flags.String("addr", "localhost:8080", "address to listen on (serve)")
	live := flags.Bool("live", false, "open pages load again when a source has changed (serve); they keep a connection open for it")
	only := flags.String("only", "", "run only the check whose name begins so, and the build that it needs; browser:NAME runs one file of its tests (test); or only the part sizes, decoding, rules, building or unseen, the replies that the rules have not seen (bench); or only the changes that match, as they are printed (mutate)")
	misses := flags.String("misses", "", "file to write what was not understood of these replies to (bench)")
	corpus := flags.String("corpus", "", "file of {\"id\":…, \"text\":…} lines that the npm package is asked about too (test)")
	mutants := flags.Int("n", 250, "how many places are changed (mutate)")
	seed := flags.Uint64("seed", uint64(time.Now().Unix()/(24*60*60)), "chooses the places; changes daily (mutate)")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("%q is too much; see go run ./build -h", flags.Arg(0))
	}
	root, err := findRoot()
	if err != nil {
		return err
	}
	b := builder{
		root: root, base: *base, withEdge: *withEdge, withNPM: command != "serve", version: *version, compress: *compress,
		only: *only, misses: *misses, corpus: *corpus, live: *live, log: os.Stderr,
	}
	switch command {
	case "":
		return b.build(ctx, *out)
	case "serve":
		return b.serve(ctx, *out, *addr)
	case "test":
		return b.test(ctx)
	case "ledger":
		return b.ledger(ctx)
	case "bench":
		return b.bench(ctx, os.Stdout)
	case "mutate":
		return b.mutate(ctx, *mutants, *seed)
	case "sources":
		return b.sources(ctx)
	}
	return fmt.Errorf("there is no %q; see go run ./build -h", command)
}

// findRoot is the repository: the nearest folder above that holds this module.
func findRoot() (string, error) {
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	for {
		mod, err := os.ReadFile(filepath.Join(dir, "go.mod"))
		if err == nil && strings.HasPrefix(string(mod), "module github.com/whybounced/whybounced\n") {
			return dir, nil
		}
		if dir == filepath.Dir(dir) {
			return "", errors.New("not inside of the whybounced repository")
		}
		dir = filepath.Dir(dir)
	}
}
