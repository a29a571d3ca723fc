package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"time"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/site"
)

// ledger writes down what the site has and its ledger has not yet: new addresses, new rules, and rules that say something else.
func (b builder) ledger(ctx context.Context) error {
	file := b.path("content", site.LedgerFile)
	source, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	files, err := b.generate(ctx)
	if err != nil {
		return err
	}
	rules, err := b.rules()
	if err != nil {
		return err
	}
	lines, err := site.MissingInLedger(source, rules, files, time.Now().UTC().Format(time.DateOnly))
	if err != nil {
		return err
	}
	if err := os.WriteFile(file, append(source, lines...), 0o644); err != nil {
		return err
	}
	fmt.Fprintf(b.log, "content/%s: %d lines added\n", site.LedgerFile, bytes.Count(lines, []byte("\n")))
	return nil
}

// checkLedger holds a built site to what was published before, and wants what is new written down.
func (b builder) checkLedger(files []site.File) error {
	source, err := os.ReadFile(b.path("content", site.LedgerFile))
	if err != nil {
		return err
	}
	rules, err := b.rules()
	if err != nil {
		return err
	}
	if err := site.CheckLedger(source, rules, files); err != nil {
		return err
	}
	lines, err := site.MissingInLedger(source, rules, files, "today")
	if n := bytes.Count(lines, []byte("\n")); err == nil && n > 0 {
		line, _, _ := bytes.Cut(lines, []byte("\n"))
		err = fmt.Errorf("content/%s: %d new names are not in it, the first is %q; run \"go run ./build ledger\"", site.LedgerFile, n, line)
	}
	return err
}

func (b builder) rules() (*whybounced.RuleSet, error) {
	data, err := os.ReadFile(b.path("rules.json"))
	if err != nil {
		return nil, err
	}
	return whybounced.LoadRules(data)
}
