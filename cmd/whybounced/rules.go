package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"github.com/whybounced/whybounced"
)

func (p *program) rulesCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "rules lint|format|fit",
		Short: "checks or formats a rule set, or finds the stems of its lexicon",
		Long:  "A rule set is a file such as rules.json of the project: the vocabulary, and every known response with its examples.",
		Args: func(_ *cobra.Command, args []string) error {
			return fmt.Errorf("rules lint, rules format or rules fit; see: whybounced rules --help")
		},
		RunE: func(*cobra.Command, []string) error { return nil },
	}
	for _, sub := range []*cobra.Command{
		{
			Use:   "lint [FILE]",
			Short: "checks rules.json: schema, vocabulary, canonical form, examples",
			Long:  "It checks the file, or rules.json here, and lists all that is wrong with the line where it stands. Every example must be won by its own response, and no counterexample.",
			RunE:  p.does(func(args []string) (int, error) { return p.rules("lint", args) }),
		},
		{
			Use:   "format [FILE]",
			Short: "writes rules.json in its canonical form",
			Long:  "It rewrites the file, or rules.json here: fields and errors in order, short lists on one line.",
			RunE:  p.does(func(args []string) (int, error) { return p.rules("format", args) }),
		},
		{
			Use:   "fit [FILE]",
			Short: "finds the stems of the lexicon anew",
			Long:  "It learns from testdata/wordings beside the file and from the examples which stems speak for which reason, and writes them to the file. The same input gives the same stems.",
			RunE:  p.does(func(args []string) (int, error) { return p.rules("fit", args) }),
		},
	} {
		sub.Args = cobra.MaximumNArgs(1)
		sub.DisableFlagsInUseLine = true
		c.AddCommand(sub)
	}
	return c
}

func (p *program) rules(what string, args []string) (int, error) {
	name := "rules.json"
	if len(args) == 1 {
		name = args[0]
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return exitBroken, fmt.Errorf("%w; name the file: whybounced rules %s FILE", err, what)
	}
	if what == "lint" {
		problems := whybounced.LintRules(data)
		for _, problem := range problems {
			fmt.Fprintln(p.errOut, problem)
		}
		if len(problems) > 0 {
			return exitBroken, fmt.Errorf("%d problems in %s", len(problems), name)
		}
	}
	r, err := whybounced.LoadRules(data)
	if err != nil {
		return exitBroken, err
	}
	if what == "lint" {
		responses := 0
		for _, e := range r.Errors {
			responses += len(e.Responses)
		}
		_, err := fmt.Fprintf(p.out, "%s: no problem found in %d errors, %d responses, %d providers, %d enhanced codes, %d reply codes\n",
			name, len(r.Errors), responses, len(r.Providers), len(r.Statuses), len(r.Replies))
		return exitDecoded, err
	}
	if what == "fit" {
		if err := fitRules(name, r, p.out); err != nil {
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
