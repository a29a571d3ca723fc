package main

import (
	"fmt"
	"io"
	"os"

	"github.com/whybounced/whybounced"
)

// rules checks or formats a rule set, or finds the stems of its lexicon.
func rules(args []string, _ io.Reader, out, errOut io.Writer) (int, error) {
	if len(args) == 0 || args[0] != "lint" && args[0] != "format" && args[0] != "fit" || len(args) > 2 {
		return exitBroken, fmt.Errorf("rules lint, rules format or rules fit; %w", errUsage)
	}
	name := "rules.json"
	if len(args) == 2 {
		name = args[1]
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return exitBroken, err
	}
	if args[0] == "lint" {
		problems := whybounced.LintRules(data)
		for _, p := range problems {
			fmt.Fprintln(errOut, p)
		}
		if len(problems) > 0 {
			return exitBroken, fmt.Errorf("%d problems in %s", len(problems), name)
		}
	}
	r, err := whybounced.LoadRules(data)
	if err != nil {
		return exitBroken, err
	}
	if args[0] == "lint" {
		responses := 0
		for _, e := range r.Errors {
			responses += len(e.Responses)
		}
		fmt.Fprintf(out, "%s: no problem found in %d errors, %d responses, %d providers, %d enhanced codes, %d reply codes\n",
			name, len(r.Errors), responses, len(r.Providers), len(r.Statuses), len(r.Replies))
		return exitDecoded, nil
	}
	if args[0] == "fit" {
		if err := fitRules(name, r, out); err != nil {
			return exitBroken, err
		}
		return exitDecoded, nil
	}
	formatted, err := whybounced.FormatRules(r)
	if err != nil {
		return exitBroken, err
	}
	return exitDecoded, os.WriteFile(name, formatted, 0o644)
}
