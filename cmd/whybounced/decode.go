package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"syscall"

	"github.com/whybounced/whybounced"
)

// decodeFlags are the flags of whybounced decode.
type decodeFlags struct {
	json, explain, summary bool
	batch                  string
}

const decodeUsage = `whybounced decode [FILE…] explains what is in files, or in standard input.

It reads a returned message (.eml, Outlook's .msg), an mbox, the log of a mail program, events of a mail service (JSON), one
reply, or prose with a reply in it; what it is shows in the first bytes, not in the name. Files packed by gzip and the files
in a zip are unpacked on the way. An mbox, a log and events may be of any length: they are read piece by piece.

  --json             one report per input, as JSON, instead of a card per bounce
  --batch messages   a report a line instead: {"id":1,"report":{…}} for each message of an mbox, delivery of a log, event
  --batch jsonl      read {"id":…, "text":…} a line, write {"id":…, "report":{…}} a line, in the same order
  --batch lines      read one reply a line; id is the line's number
  --explain          with --batch: title, means, check, fix, note and spans too
  --summary          counts by type, family, reason, provider and rule instead

Limits: 10 MB of one message or event, 64 MB of an Outlook file. Lines of a log are joined to one delivery if they stand
no more than 4 MB apart; deliveries come in the order of their first lines. What unpacks to more than 256 MB and 400 times
its size is not read on.

Exit status: 0 at least one failure or notice was decoded, 1 nothing to decode, 2 an input or the call is broken. A broken
input does not keep the others from being decoded. When nobody reads the output any more, it ends quietly.
`

func decode(args []string, in io.Reader, out, errOut io.Writer) (int, error) {
	var f decodeFlags
	set := flag.NewFlagSet("decode", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.BoolVar(&f.json, "json", false, "")
	set.BoolVar(&f.explain, "explain", false, "")
	set.BoolVar(&f.summary, "summary", false, "")
	set.StringVar(&f.batch, "batch", "", "")
	switch err := set.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(out, decodeUsage)
		return exitDecoded, err
	case err != nil:
		return exitBroken, fmt.Errorf("%w; see: whybounced decode --help", err)
	}
	switch f.batch {
	case "", "jsonl", "lines", "messages":
	default:
		return exitBroken, fmt.Errorf("--batch takes messages, jsonl or lines, not %q", f.batch)
	}
	d := decoding{decodeFlags: f, out: bufio.NewWriterSize(out, 64<<10), errOut: errOut, quiet: !isTerminal(errOut) || isTerminal(out)}
	d.all(set.Args(), in)
	return d.status()
}

// decoding is one run of whybounced decode.
type decoding struct {
	decodeFlags
	out    *bufio.Writer
	errOut io.Writer
	quiet  bool // show no progress
	total  counts
	broken bool
	write  error // why nothing more can be written
}

// all decodes each file, or standard input where there is none.
func (d *decoding) all(files []string, in io.Reader) {
	if len(files) == 0 {
		files = []string{"-"}
	}
	for _, name := range files {
		if d.write != nil {
			return
		}
		if name == "-" {
			d.file("standard input", in, 0)
			continue
		}
		d.open(name)
	}
	if d.summary {
		d.total.print(d.out)
	}
	if err := d.out.Flush(); d.write == nil {
		d.write = err
	}
}

func (d *decoding) open(name string) {
	file, err := os.Open(name)
	if err != nil {
		d.complain(err)
		return
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		d.complain(err)
	case info.IsDir():
		d.complain(fmt.Errorf("%s: is a folder; name the files in it", name))
	default:
		d.file(name, file, info.Size())
	}
}

// file decodes what is in one file: itself, or what it unpacks to.
func (d *decoding) file(name string, r io.Reader, size int64) {
	p := &progress{out: d.errOut, name: name, size: size, quiet: d.quiet}
	for in, err := range unpacked(name, r, size, p) {
		if err == nil {
			err = d.input(in)
		}
		p.clear()
		if err != nil {
			d.complain(fmt.Errorf("%s: %w", in.name, err))
		}
		if d.write != nil {
			return
		}
	}
}

// input decodes one input. Its error is about reading; d.write is about writing.
func (d *decoding) input(in input) error {
	switch d.batch {
	case "jsonl", "lines":
		c, err := batch(d.decodeFlags, in, d.out)
		d.total.merge(c)
		return d.keep(err)
	}
	var w writer = &cards{name: in.name, out: d.out}
	switch {
	case d.summary:
		w = silent{}
	case d.batch == "messages":
		w = &rows{explain: d.explain, out: d.out}
	case d.json:
		w = &oneReport{out: d.out}
	}
	var c counts
	var failed error
	for report, err := range whybounced.DecodeReader(in) {
		if err != nil {
			failed = err
			break
		}
		c.add(report)
		if d.keep(w.add(report)); d.write != nil {
			break
		}
	}
	c.inputs = 1
	d.total.merge(c)
	d.keep(w.end())
	return failed
}

// errWriting is a failure to write the output.
type errWriting struct{ error }

// keep remembers that nothing more can be written, and passes other errors on.
func (d *decoding) keep(err error) error {
	var failed errWriting
	if errors.As(err, &failed) {
		d.write = failed.error
		return nil
	}
	return err
}

func (d *decoding) complain(err error) {
	d.broken = true
	_ = d.out.Flush() // what was found before stands before it where both go to one place
	fmt.Fprintf(d.errOut, "whybounced: %v\n", err)
}

// status is the exit status of the run.
func (d *decoding) status() (int, error) {
	switch {
	case d.write != nil && !errors.Is(d.write, syscall.EPIPE):
		return exitBroken, fmt.Errorf("writing the output: %w", d.write)
	case d.broken:
		return exitBroken, nil
	case d.total.bounces > 0:
		return exitDecoded, nil
	}
	return exitNothing, nil
}
