package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"github.com/whybounced/whybounced"
)

// decodeFlags are the flags of whybounced decode.
type decodeFlags struct {
	json, csv, explain, summary, follow, chunkHeader bool

	batch   string
	print   []string
	columns []column // of print, or the usual ones for csv
	filter
}

const decodeLong = `It reads a returned message (.eml, Outlook's .msg), an mbox, the log of a mail program, events of a mail service (JSON), one reply, or prose with a reply in it; what it is shows in the first bytes, not in the name. Files packed by gzip and the files in a zip are unpacked on the way. An mbox, a log and events may be of any length: they are read piece by piece. Without a FILE, or for -, it reads standard input.`

const decodeLimits = `10 MB of one message or event, 64 MB of an Outlook file. Lines of a log are joined to one delivery if they stand no more than 4 MB apart; deliveries come in the order of their first lines. What unpacks to more than 256 MB and 400 times its size is not read on.`

const decodeExit = exitStatuses + ` A broken input does not keep the others from being decoded. When nobody reads the output any more, it ends quietly.`

// The ways to read a batch.
var batches = []string{"messages", "lines", "jsonl", "tsv", "json-each-row"}

func (p *program) decodeCommand() *cobra.Command {
	var f decodeFlags
	c := &cobra.Command{
		Use:   "decode [FILE…]",
		Short: "says what happened, who has to act and how to fix it",
		Long:  decodeLong,
		Example: "whybounced decode bounce.eml\n" +
			"whybounced decode --summary /var/log/mail.log*\n" +
			"whybounced decode --follow --type hard /var/log/mail.log\n" +
			"whybounced decode --type hard --suppress yes --print recipient mbox | sort -u\n" +
			"whybounced decode --csv events.json > bounces.csv",
		Annotations:           map[string]string{"Limits": decodeLimits, "Exit status": decodeExit},
		DisableFlagsInUseLine: true,
		RunE:                  p.does(func(args []string) (int, error) { return p.decode(f, args) }),
	}
	set := c.Flags()
	set.SortFlags = false
	set.BoolVar(&f.json, "json", false, "one report per input, as JSON, instead of a card per bounce; with --print an object per bounce")
	set.BoolVar(&f.csv, "csv", false, "a table for spreadsheets, with a row per bounce; its columns are those of --print")
	set.StringSliceVar(&f.print, "print", nil, "only these fields, a line per bounce, with tabs between them: "+strings.Join(columnNames(), ", "))
	set.BoolVar(&f.summary, "summary", false, "counts by type, family, reason, provider, rule and recipient domain; with --json as JSON")
	set.BoolVar(&f.explain, "explain", false, "with --batch: title, means, check, fix, note and spans too")
	group(set, "What is written", "json", "csv", "print", "summary", "explain")
	set.StringSliceVar(&f.types, "type", nil, "only bounces of these types: "+strings.Join(typeWords, ", "))
	set.StringSliceVar(&f.suppress, "suppress", nil, "only bounces with this advice: stop mailing the address (yes), stop if it happens again (watch), go on (no)")
	set.StringSliceVar(&f.reasons, "reason", nil, "only bounces with these reasons, such as user-unknown,mailbox-full")
	set.StringSliceVar(&f.providers, "provider", nil, "only bounces answered by these providers, such as gmail,microsoft")
	group(set, "Which bounces", "type", "suppress", "reason", "provider")
	set.BoolVarP(&f.follow, "follow", "f", false, "wait for what is added to a log and decode that, also after the log was rotated; end with Ctrl-C")
	set.StringVar(&f.batch, "batch", "", "read many inputs: messages (a report a line for each message of an mbox, delivery of a log, event), "+
		`lines (one reply a line; id is the line's number), jsonl ({"id":…, "text":…} a line), tsv or json-each-row (ClickHouse's TabSeparated and JSONEachRow: one row in, one row out)`)
	set.BoolVar(&f.chunkHeader, "chunk-header", false, "with --batch tsv or json-each-row: before each chunk stands the number of its rows (send_chunk_header)")
	group(set, "What is read", "follow", "batch", "chunk-header")
	for flag, what := range map[string]string{"print": "FIELDS", "type": "TYPES", "suppress": "ADVICE", "reason": "REASONS", "provider": "PROVIDERS", "batch": "HOW"} {
		takes(set, flag, what)
	}
	words(c, "type", typeWords...)
	words(c, "suppress", suppressWords...)
	words(c, "print", columnNames()...)
	words(c, "batch", batches...)
	wordsOf(c, "reason", reasonWords)
	wordsOf(c, "provider", providerWords)
	return c
}

// rowwise tells whether each row of the input must yield one of the output: what a database expects of a function.
func (f *decodeFlags) rowwise() bool { return f.batch == "tsv" || f.batch == "json-each-row" }

// check tells what cannot go together.
func (f *decodeFlags) check(files []string) error {
	if f.batch != "" && !slices.Contains(batches, f.batch) {
		return fmt.Errorf("--batch takes %s, not %q", strings.Join(batches, ", "), f.batch)
	}
	if err := f.filter.check(); err != nil {
		return err
	}
	var err error
	if f.columns, err = parseColumns(f.print); err != nil {
		return err
	}
	if f.csv && len(f.columns) == 0 {
		f.columns, _ = parseColumns(strings.Split(usualColumns, ","))
	}
	switch {
	case f.json && f.csv, f.summary && (f.csv || len(f.print) > 0):
		return errors.New("--json, --csv and --summary are different outputs: ask for one (--print goes with --json or --csv, and --summary with --json)")
	case f.rowwise() && (f.any() || f.summary || f.csv || f.json):
		return fmt.Errorf("--batch %s answers each row with one row: filters, --summary, --csv and --json do not go with it; filter in the query", f.batch)
	case f.batch == "tsv" && len(f.print) > 1:
		return errors.New("--batch tsv answers with one value: name one field with --print, or use --batch json-each-row")
	case f.chunkHeader && !f.rowwise():
		return errors.New("--chunk-header goes with --batch tsv or --batch json-each-row")
	case f.follow && (f.batch != "" && f.batch != "messages"):
		return fmt.Errorf("--follow reads a log, not --batch %s; leave --batch out", f.batch)
	case f.follow && (len(files) != 1 || files[0] == "-"):
		return errors.New("--follow needs the name of one log: whybounced decode --follow /var/log/mail.log")
	}
	return nil
}

func (p *program) decode(f decodeFlags, files []string) (int, error) {
	if err := f.check(files); err != nil {
		return exitBroken, err
	}
	d := decoding{decodeFlags: f, p: p, out: bufio.NewWriterSize(p.out, 64<<10), quiet: !isTerminal(p.errOut) || isTerminal(p.out)}
	d.screen = newScreen(p.out, p.color)
	d.screen.out = d.out
	if f.csv {
		names := f.columns
		if f.batch != "" {
			names = append([]column{{name: "id"}}, names...)
		}
		header := make([]string, len(names))
		for i, c := range names {
			header[i] = c.name
		}
		_, _ = d.out.Write(appendCSV(nil, header)) // a failure is met again
	}
	if f.follow {
		d.followFile(files[0])
	} else {
		d.all(files, p.in)
	}
	return d.status()
}

// decoding is one run of whybounced decode.
type decoding struct {
	decodeFlags
	p      *program
	out    *bufio.Writer
	screen screen
	quiet  bool // show no progress
	total  counts
	rows   int // ids given so far by --batch messages --csv
	broken bool
	write  error // why nothing more can be written

	placeless map[string]bool // see fresh
}

// all decodes each file, or standard input where there is none.
func (d *decoding) all(files []string, in io.Reader) {
	if len(files) == 0 {
		files = []string{"-"}
		if isTerminal(in) && isTerminal(d.p.errOut) {
			fmt.Fprintln(d.p.errOut, "Paste what came back, then press Enter and Ctrl-D (on Windows Ctrl-Z and Enter).")
		}
	}
	for _, name := range files {
		if d.write != nil || d.stopped() {
			break
		}
		if name == "-" {
			d.file("standard input", in, 0)
			continue
		}
		d.open(name)
	}
	d.finish()
}

// finish writes what is left to write.
func (d *decoding) finish() {
	if d.summary && d.write == nil {
		d.keep(d.total.write(d.screen, d.json))
	}
	if err := d.out.Flush(); d.write == nil {
		d.write = err
	}
}

func (d *decoding) stopped() bool {
	select {
	case <-d.p.stop:
		return true
	default:
		return false
	}
}

func (d *decoding) open(name string) {
	file, err := os.Open(name)
	if err != nil {
		d.complain(opening(err))
		return
	}
	defer file.Close()
	info, err := file.Stat()
	switch {
	case err != nil:
		d.complain(err)
	case info.IsDir():
		d.complain(fmt.Errorf("%s: is a folder; name the files in it: whybounced decode %s/*", name, strings.TrimRight(name, "/")))
	default:
		d.file(name, file, info.Size())
	}
}

// opening says the way out of what keeps files from being opened.
func opening(err error) error {
	switch {
	case errors.Is(err, os.ErrPermission):
		return fmt.Errorf("%w; logs are for administrators: try it with sudo, or as a member of the group adm", err)
	case errors.Is(err, os.ErrNotExist):
		return fmt.Errorf("%w; a reply itself goes to standard input: echo '550 …' | whybounced decode", err)
	}
	return err
}

// file decodes what is in one file: itself, or what it unpacks to.
func (d *decoding) file(name string, r io.Reader, size int64) {
	p := &progress{out: d.p.errOut, name: name, size: size, quiet: d.quiet}
	each := unpacked
	if d.rowwise() {
		each = asItIs // a function of a database waits for its answer, and looks no further than the row
	}
	for in, err := range each(name, r, size, p) {
		if err == nil {
			in.Reader = stoppable(in.Reader, d.p.stop)
			err = d.input(in)
		}
		p.clear()
		switch {
		case errors.Is(err, errInterrupted):
		case err != nil:
			d.complain(fmt.Errorf("%s: %w", in.name, err))
		}
		if d.write != nil || d.stopped() {
			return
		}
	}
}

// input decodes one input. Its error is about reading; d.write is about writing.
func (d *decoding) input(in input) error {
	if d.batch != "" && d.batch != "messages" {
		c, err := batch(d.decodeFlags, in, d.out)
		d.broken = d.broken || c.broken > 0 && d.rowwise()
		d.total.merge(c)
		return d.keep(err)
	}
	w := d.writer(in.name)
	var c counts
	var failed error
	each := whybounced.DecodeReader
	if d.summary || d.batch == "messages" && !d.explain || len(d.columns) > 0 && !wordy(d.columns) {
		each = whybounced.DecodeReaderLean
	}
	for report, err := range each(in) {
		if err != nil {
			failed = err
			break
		}
		if d.stopped() { // what is told now may be told otherwise by what was not read
			failed = errInterrupted
			break
		}
		report, dropped := d.filter.apply(report)
		w.heard().dropped += dropped
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

// writer is for the reports on one input.
func (d *decoding) writer(name string) writer {
	switch {
	case d.summary:
		return &silent{}
	case d.csv || len(d.columns) > 0:
		return &table{flags: &d.decodeFlags, n: &d.rows, out: d.out}
	case d.batch == "messages", d.json && d.follow:
		return &rows{explain: d.explain, filtered: d.any(), out: d.out}
	case d.json:
		return &oneReport{out: d.out}
	}
	return &cards{name: name, out: d.out, screen: d.screen}
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
	fmt.Fprintf(d.p.errOut, "whybounced: %s\n", oneLines(err))
}

// status is the exit status of the run.
func (d *decoding) status() (int, error) {
	switch {
	case errors.Is(d.write, syscall.ENOSPC):
		return exitBroken, fmt.Errorf("writing the output: %w; what was written before is whole up to its last line", d.write)
	case d.write != nil && !errors.Is(d.write, syscall.EPIPE):
		return exitBroken, fmt.Errorf("writing the output: %w", d.write)
	case d.stopped() && !d.follow:
		return exitInterrupted + int(d.p.signal.Load()), nil
	case d.broken:
		return exitBroken, nil
	case d.total.bounces > 0 || d.rowwise(): // ClickHouse takes any other status for a failure
		return exitDecoded, nil
	}
	return exitNothing, nil
}
