package main

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
)

// listFigure is what TestOfficialLists logs of one list: its name, the replies that a known response decodes, all of them.
var listFigure = regexp.MustCompile(`(?m)^\s+coverage_test\.go:\d+: ([\w -]+): (\d+ / \d+)$`)

// coverage prints how much of each published list the rules know, and fails where one shrank.
func (b builder) coverage(ctx context.Context) error {
	cmd := exec.CommandContext(ctx, "go", "test", "-count=1", "-run=^TestOfficialLists$", "-v", ".")
	cmd.Dir = b.root
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%w\n%s", err, out)
	}
	figures := listFigure.FindAllStringSubmatch(string(out), -1)
	if len(figures) == 0 {
		return errors.New("TestOfficialLists printed no figures")
	}
	const perLine = 4
	var line strings.Builder
	for i, f := range figures {
		fmt.Fprintf(&line, "%-16s %9s   ", f[1], f[2])
		if i%perLine == perLine-1 || i == len(figures)-1 {
			fmt.Fprintln(b.log, "   ", strings.TrimRight(line.String(), " "))
			line.Reset()
		}
	}
	return nil
}
