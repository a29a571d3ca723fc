package main

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// testReproducible builds the same sources twice, as different people on different days would: in other folders, with another home, time zone,
// language, umask and an empty build cache. Whoever checks out a release gets the very bytes that are published.
func (b builder) testReproducible(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "whybounced-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	caches, err := exec.CommandContext(ctx, "go", "env", "GOMODCACHE", "GOCACHE").Output()
	if err != nil {
		return err
	}
	modules, built, _ := strings.Cut(strings.TrimSpace(string(caches)), "\n")
	sources, err := b.sourceFiles(ctx)
	if err != nil {
		return err
	}
	// What builds is compiled once. Everything that is shipped it compiles anew, in each place.
	build := filepath.Join(dir, "build")
	if err := b.exec(ctx, nil, "go", "build", "-o", build, "./build"); err != nil {
		return err
	}
	var sums []map[string][32]byte
	for _, p := range []struct{ name, umask, zone, language, cache string }{
		{"one", "022", "UTC", "C", built},
		{"another place", "077", "Asia/Kathmandu", "de_DE.UTF-8", filepath.Join(dir, "cache")},
	} {
		root := filepath.Join(dir, p.name, "src")
		for _, name := range sources {
			to := filepath.Join(root, filepath.FromSlash(name))
			body, err := os.ReadFile(b.path(filepath.FromSlash(name)))
			if err == nil {
				err = errors.Join(os.MkdirAll(filepath.Dir(to), 0o700), os.WriteFile(to, body, 0o600))
			}
			if err != nil {
				return err
			}
		}
		home, out := filepath.Join(dir, p.name, "home"), filepath.Join(dir, p.name, "out")
		if err := os.MkdirAll(home, 0o700); err != nil {
			return err
		}
		cmd := exec.CommandContext(ctx, "sh", "-c", `umask "$0"; exec "$1" -out "$2"`, p.umask, build, out)
		cmd.Dir = root
		cmd.Env = append(os.Environ(), "HOME="+home, "USER="+filepath.Base(home), "TMPDIR="+home, "TZ="+p.zone, "LANG="+p.language, "LC_ALL="+p.language, "GOMODCACHE="+modules, "GOCACHE="+p.cache)
		if message, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("build in %q: %w\n%s", p.name, err, message)
		}
		found, err := hashes(out)
		if err != nil {
			return err
		}
		sums = append(sums, found)
	}
	var differ []string
	for name, sum := range sums[0] {
		if other, ok := sums[1][name]; !ok || other != sum {
			differ = append(differ, name)
		}
	}
	slices.Sort(differ)
	if len(differ) > 0 || len(sums[0]) != len(sums[1]) {
		return fmt.Errorf("two builds of the same sources: %d and %d files, %d differ: %s", len(sums[0]), len(sums[1]), len(differ), strings.Join(differ[:min(len(differ), 10)], ", "))
	}
	fmt.Fprintf(b.log, "    %d files, the same in both builds\n", len(sums[0]))
	return nil
}

// sourceFiles are what git knows, and what it does not ignore.
func (b builder) sourceFiles(ctx context.Context) ([]string, error) {
	cmd := exec.CommandContext(ctx, "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
	cmd.Dir = b.root
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("git ls-files: %w", err)
	}
	names := strings.Split(strings.Trim(string(out), "\x00"), "\x00")
	return slices.DeleteFunc(names, func(name string) bool { // deleted, and not committed yet
		_, err := os.Stat(b.path(filepath.FromSlash(name)))
		return err != nil
	}), nil
}

func hashes(dir string) (map[string][32]byte, error) {
	sums := map[string][32]byte{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		body, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		sums[name] = sha256.Sum256(body)
		return err
	})
	return sums, err
}
