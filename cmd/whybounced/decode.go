package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/whybounced/whybounced"
)

// decodeFlags are the flags of whybounced decode.
type decodeFlags struct {
	json, explain, summary bool
	batch                  string
}

func decode(args []string, in io.Reader, out, errOut io.Writer) (int, error) {
	var f decodeFlags
	set := flag.NewFlagSet("decode", flag.ContinueOnError)
	set.SetOutput(errOut)
	set.BoolVar(&f.json, "json", false, "one report per input, as JSON")
	set.BoolVar(&f.explain, "explain", false, "with --batch: words and spans too")
	set.BoolVar(&f.summary, "summary", false, "counts instead of reports")
	set.StringVar(&f.batch, "batch", "", "jsonl or lines")
	if err := set.Parse(args); err != nil {
		return exitBroken, errUsage
	}
	if f.batch != "" && f.batch != "jsonl" && f.batch != "lines" {
		return exitBroken, fmt.Errorf("--batch takes jsonl or lines, not %q", f.batch)
	}
	buffered := bufio.NewWriterSize(out, 64<<10)
	status, err := decodeAll(f, set.Args(), in, buffered)
	if flushErr := buffered.Flush(); err == nil && flushErr != nil {
		return exitBroken, fmt.Errorf("writing the output: %w", flushErr)
	}
	return status, err
}

// decodeAll decodes each file, or standard input where there is none.
func decodeAll(f decodeFlags, files []string, in io.Reader, out *bufio.Writer) (int, error) {
	var total counts
	status := exitNothing
	one := func(name string, r io.Reader) error {
		var c counts
		var err error
		switch {
		case f.batch != "":
			c, err = batch(f, r, out)
		default:
			c, err = whole(f, name, r, out)
		}
		total.merge(c)
		if c.bounces > 0 {
			status = exitDecoded
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	}
	if len(files) == 0 {
		files = []string{"-"}
	}
	for _, name := range files {
		if name == "-" {
			if err := one("standard input", in); err != nil {
				return exitBroken, err
			}
			continue
		}
		file, err := os.Open(name)
		if err != nil {
			return exitBroken, err
		}
		err = one(name, file)
		file.Close()
		if err != nil {
			return exitBroken, err
		}
	}
	if f.summary {
		total.print(out)
	}
	return status, nil
}

// whole decodes one input as one report: JSON, or a card per bounce.
func whole(f decodeFlags, name string, r io.Reader, out *bufio.Writer) (counts, error) {
	var c counts
	// One byte more than is read, so that the report can say that the rest was left out.
	data, err := io.ReadAll(io.LimitReader(r, whybounced.MaxInput+1))
	if err != nil {
		return c, err
	}
	report := whybounced.Decode(data)
	c.add(report)
	switch {
	case f.summary:
	case f.json:
		out.Write(report.JSON())
		out.WriteByte('\n')
	default:
		card(out, name, report)
	}
	return c, nil
}
