package main

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/whybounced/whybounced/site"
)

// testBrowser serves the built site and lets Chromium and Firefox use it as a person would. The tests are build/browser/*.test.mjs.
func (b builder) testBrowser(ctx context.Context, files []site.File) error {
	chromium, err := b.findChromium(ctx)
	if err != nil {
		return err
	}
	firefox, err := b.findFirefox(ctx)
	if err != nil {
		return err
	}
	if err := b.installPackages(ctx, "browser"); err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		return err
	}
	web := &http.Server{Handler: pressing(newServer(files)), ReadHeaderTimeout: 10 * time.Second}
	go func() { _ = web.Serve(listener) }()
	defer web.Close()

	tests, err := filepath.Glob(b.path("build", "browser", "*.test.mjs"))
	if err != nil {
		return err
	}
	if _, name, some := strings.Cut(b.only, ":"); some {
		tests = slices.DeleteFunc(tests, func(file string) bool { return !strings.HasPrefix(filepath.Base(file), name) })
	}
	timed, others := partition(tests, func(file string) bool { return slices.Contains(timedFiles, testName(file)) })
	slices.SortStableFunc(others, func(a, b string) int { return cmp.Compare(rank(a), rank(b)) })
	run := func(log io.Writer, file string) error {
		// Forced to exit: what a test left open, such as an answer it did not read, would keep Node waiting for a minute.
		cmd := exec.CommandContext(ctx, "node", "--test", "--test-force-exit", "--test-reporter=spec", file)
		cmd.Dir = b.path("build", "browser")
		cmd.Env = append(
			os.Environ(),
			"SITE=http://"+listener.Addr().String(),
			"CHROMIUM="+chromium,
			"FIREFOX="+firefox,
			"NODE_NO_WARNINGS=1",
		)
		cmd.Stdout, cmd.Stderr = log, log
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("%s: %w; the failures are above", filepath.Base(file), err)
		}
		return nil
	}
	// Two files at a time, then those that measure time, each alone.
	return errors.Join(b.runFiles(2, others, run), b.runFiles(1, timed, run))
}

// timedFiles are the browser tests that measure time.
var timedFiles = []string{"first-answer", "speed", "typing"}

// longFiles take longest. They begin first, so that no processor is left with nothing to do at the end.
var longFiles = []string{"offline", "widget", "accessible", "chaos", "german", "shifts"}

func testName(file string) string {
	name, _, _ := strings.Cut(filepath.Base(file), ".")
	return name
}

// rank is the place of a browser test among those that take long; all others come after them.
func rank(file string) int {
	if i := slices.Index(longFiles, testName(file)); i >= 0 {
		return i
	}
	return len(longFiles)
}

// runFiles runs several files at a time, and shows what each wrote when it has ended.
func (b builder) runFiles(atOnce int, files []string, run func(io.Writer, string) error) error {
	queue := make(chan string, len(files))
	for _, file := range files {
		queue <- file
	}
	close(queue)
	var running sync.WaitGroup
	var ending sync.Mutex
	var failed []error
	for range atOnce {
		running.Go(func() {
			for file := range queue {
				var log bytes.Buffer
				begin := time.Now()
				err := run(&log, file)
				ending.Lock()
				fmt.Fprintf(b.log, "   %s, %.1f s\n%s", filepath.Base(file), time.Since(begin).Seconds(), log.Bytes())
				failed = append(failed, err)
				ending.Unlock()
			}
		})
	}
	running.Wait()
	return errors.Join(failed...)
}

// partition returns the elements for which f holds, and the others.
func partition[E any](list []E, f func(E) bool) (yes, no []E) {
	for _, e := range list {
		if f(e) {
			yes = append(yes, e)
		} else {
			no = append(no, e)
		}
	}
	return yes, no
}

// findChromium takes the one on PATH. Where there is none, a machine that is plainly made for it (Debian, root) gets it.
func (b builder) findChromium(ctx context.Context) (string, error) {
	names := []string{"chromium", "chromium-browser", "google-chrome-stable", "google-chrome"}
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	const mac = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
	if _, err := os.Stat(mac); err == nil && runtime.GOOS == "darwin" {
		return mac, nil
	}
	return b.aptInstall(ctx, "chromium", "install Chromium or Google Chrome so that it is on PATH")
}

// findFirefox does the same for the other engine.
func (b builder) findFirefox(ctx context.Context) (string, error) {
	for _, name := range []string{"firefox-esr", "firefox"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	const mac = "/Applications/Firefox.app/Contents/MacOS/firefox"
	if _, err := os.Stat(mac); err == nil && runtime.GOOS == "darwin" {
		return mac, nil
	}
	return b.aptInstall(ctx, "firefox-esr", "install Firefox so that it is on PATH")
}

func (b builder) aptInstall(ctx context.Context, program, hint string) (string, error) {
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return "", fmt.Errorf("%s is missing: %s", program, hint)
	}
	fmt.Fprintf(b.log, "   installing %s …\n", program)
	for _, args := range [][]string{{"update", "-q"}, {"install", "-y", "-q", program}} {
		if err := b.exec(ctx, []string{"DEBIAN_FRONTEND=noninteractive"}, "apt-get", args...); err != nil {
			return "", fmt.Errorf("%s is missing, and cannot be installed: %w", program, err)
		}
	}
	return exec.LookPath(program)
}

// installPackages runs npm ci in a folder of build/ where what is installed is older than the lock file.
func (b builder) installPackages(ctx context.Context, folder string) error {
	lock, err := os.Stat(b.path("build", folder, "package-lock.json"))
	if err != nil {
		return err
	}
	installed, err := os.Stat(b.path("build", folder, "node_modules", ".package-lock.json"))
	if err == nil && !installed.ModTime().Before(lock.ModTime()) {
		return nil
	}
	for _, program := range []string{"node", "npm"} {
		if _, err := exec.LookPath(program); err != nil {
			return fmt.Errorf("%s is missing: install Node.js 20 or newer", program)
		}
	}
	fmt.Fprintln(b.log, "   npm ci …")
	return b.exec(ctx, nil, "npm", "ci", "--prefix", b.path("build", folder), "--no-audit", "--no-fund")
}
