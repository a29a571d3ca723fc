package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// leastCovered is how many of a hundred statements of the engine the tests have to run.
const leastCovered = 97

// coverEngine runs the quick tests of the engine and of the root package, and counts the statements of the engine that none of
// them runs; where there are too many, it lists them.
func (b builder) coverEngine(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "cover")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	profile := filepath.Join(dir, "profile")
	if err := b.exec(ctx, nil, "go", "test", "-coverpkg=./internal/engine", "-coverprofile="+profile, "-run="+mutantAll, "-skip="+mutantSkip, ".", "./internal/engine"); err != nil {
		return err
	}
	f, err := os.Open(profile)
	if err != nil {
		return err
	}
	defer f.Close()
	size, run := map[string]int{}, map[string]bool{} // by place: "…/engine/read.go:10.2,12.3"
	for lines := bufio.NewScanner(f); lines.Scan(); {
		fields := strings.Fields(lines.Text())
		if len(fields) != 3 {
			continue // the mode
		}
		size[fields[0]], _ = strconv.Atoi(fields[1])
		run[fields[0]] = run[fields[0]] || fields[2] != "0"
	}
	all, covered := 0, 0
	var open []string
	for place, n := range size {
		all += n
		if run[place] {
			covered += n
		} else if n > 0 {
			open = append(open, filepath.Base(place))
		}
	}
	fmt.Fprintf(b.log, "    %.1f %% of %d statements of the engine are run by its tests\n", 100*float64(covered)/float64(max(all, 1)), all)
	if 100*covered < leastCovered*all || all == 0 {
		slices.Sort(open)
		return fmt.Errorf("fewer than %d %%; these are not run:\n%s", leastCovered, strings.Join(open, "\n"))
	}
	return nil
}
