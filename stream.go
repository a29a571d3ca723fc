package whybounced

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"iter"
	"runtime"
	"strings"
	"sync/atomic"

	"golang.org/x/text/encoding/unicode"

	"github.com/whybounced/whybounced/internal/engine"
	"github.com/whybounced/whybounced/internal/outlook"
)

// LogWindow is how far lines of a log may stand apart to be joined to one delivery by DecodeReader: 4 MB.
const LogWindow = engine.LogWindow

// MaxFile is how large a file of Outlook's may be: 64 MB. Of others DecodeReader reads what Decode does, MaxInput bytes of
// each message or event.
const MaxFile = 64 << 20

// DecodeReader reads input of any length with the shipped rules; see Decoder.DecodeReader.
func DecodeReader(r io.Reader) iter.Seq2[Report, error] {
	d := shipped()
	return d.DecodeReader(r)
}

// DecodeReader reads input of any length, and yields a Report for each part of it that stands for itself, in order:
//
//   - each message of an mbox (RFC 4155), also of one that is no bounce
//   - each delivery of a log, that is a message and recipient with all its lines that stand no more than LogWindow apart;
//     in the order of their first lines
//   - each event of a mail service, one a line or in one array
//   - the input as a whole, where it is anything else: what Decode would say
//
// It holds some ten megabytes however long the input is, and decodes on all cores. Spans are byte offsets in the input.
// A failure to read comes last, with an empty Report, after the reports on what was read before it.
func (d *Decoder) DecodeReader(r io.Reader) iter.Seq2[Report, error] {
	return func(yield func(Report, error) bool) {
		var q queue
		defer q.stop()
		c := cutter{d: d, do: func(j job) bool { return q.put(j, yield) }}
		err := c.cut(r)
		if q.drain(yield) && err != nil {
			yield(Report{}, err)
		}
	}
}

// job is one part of an input, or some small ones, that can be decoded by itself, and its size.
type job struct {
	size   int
	decode func() []Report
}

// errStopped is what the methods of a cutter return when nobody wants more.
var errStopped = errors.New("stopped")

// cutter cuts one input into jobs.
type cutter struct {
	d     *Decoder
	in    *bufio.Reader
	at    int            // offset of what is read next, -1 if the input does not hold it as it is
	do    func(job) bool // false when nobody wants more
	parts []part         // that wait for a job
	size  int
}

// part is text that stands at an offset of the input.
type part struct {
	text string
	at   int
}

// leastJob is the size from which on a job is worth the way to another core.
const leastJob = 16 << 10

func (c *cutter) cut(r io.Reader) error {
	c.in = bufio.NewReaderSize(r, 256<<10)
	head, _ := c.in.Peek(64 << 10) // its error comes again with the first read
	if isUTF16(head) {
		c.in = bufio.NewReaderSize(fromUTF16.NewDecoder().Reader(c.in), 256<<10)
		head, _ = c.in.Peek(64 << 10)
		c.at = -1
	}
	switch engine.ShapeOf(string(head)) {
	case engine.Mailbox:
		return c.mailbox()
	case engine.Events:
		return c.events(bytes.Clone(head))
	case engine.Lines:
		return c.lines()
	}
	most := int64(MaxInput + 1) // one byte more than is read, so that the report can say that the rest was left out
	if bytes.HasPrefix(head, []byte(outlook.Magic)) {
		most = MaxFile
	}
	data, err := io.ReadAll(io.LimitReader(c.in, most))
	if len(data) > 0 || err == nil {
		c.add(data, 0)
	}
	return c.end(err)
}

// add takes a part of the input. It returns false when nobody wants more.
func (c *cutter) add(text []byte, at int) bool {
	c.parts = append(c.parts, part{string(text), at})
	c.size += len(text)
	return c.size < leastJob || c.flush()
}

// flush makes a job of the parts that wait.
func (c *cutter) flush() bool {
	parts, size, plain := c.parts, c.size, c.at >= 0
	c.parts, c.size = nil, 0
	return len(parts) == 0 || c.do(job{size, func() []Report {
		var out []Report
		for _, p := range parts {
			out = append(out, moved(c.d.table.Decode(p.text, host), p.at, plain))
		}
		return out
	}})
}

// end is what a cutter returns when it has read all, or failed to.
func (c *cutter) end(err error) error {
	if !c.flush() {
		return errStopped
	}
	if err == io.EOF {
		return nil
	}
	return err
}

// fromUTF16 reads what PowerShell and Notepad write. A byte order mark tells which byte comes first.
var fromUTF16 = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)

func isUTF16(text []byte) bool {
	return bytes.HasPrefix(text, []byte("\xff\xfe")) || bytes.HasPrefix(text, []byte("\xfe\xff"))
}

// moved is a report on a part of an input, with the spans that it has in all of it.
func moved(r Report, offset int, plain bool) Report {
	for i := range r.Bounces {
		if !plain {
			r.Bounces[i].Spans = []Span{}
		}
		for k := range r.Bounces[i].Spans {
			r.Bounces[i].Spans[k].Start += offset
			r.Bounces[i].Spans[k].End += offset
		}
	}
	return r
}

// line reads up to the end of a line, or less of a long one. The bytes are good until the next call.
func (c *cutter) line() ([]byte, error) {
	l, err := c.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		err = nil
	}
	if c.at >= 0 {
		c.at += len(l)
	}
	return l, err
}

// mailbox cuts at the separators of an mbox. Of a message that is too long the first part is kept.
func (c *cutter) mailbox() error {
	var message []byte
	start := 0
	blank, begins := true, true // the line before was empty; a line begins here
	for {
		before := c.at
		l, err := c.line()
		if begins && blank && len(message) > 0 && bytes.HasPrefix(l, []byte("From ")) {
			l = bytes.Clone(l) // looking ahead may overwrite it
			behind, _ := c.in.Peek(200)
			if engine.Separates(strings.TrimRight(string(l), "\r\n"), string(behind)) {
				if !c.add(message, start) {
					return errStopped
				}
				message, start = message[:0], before
			}
		}
		message = append(message, l[:min(len(l), MaxInput+1-len(message))]...)
		if begins {
			blank = len(bytes.TrimRight(l, "\r\n")) == 0
		}
		begins = bytes.HasSuffix(l, []byte("\n"))
		if err != nil {
			if len(message) > 0 {
				c.add(message, start)
			}
			return c.end(err)
		}
	}
}

// pieceSize is how much of a log is read at once.
const pieceSize = 1 << 20

// lines reads a log, in pieces that end with a line. Until a delivery is found in it, it may also be something else, of
// which Decode takes no more than MaxInput bytes.
func (c *cutter) lines() error {
	told := &telling{c: c, log: c.d.table.NewLogStream()}
	var head []byte
	found := false
	piece := make([]byte, 0, pieceSize)
	for {
		start := c.at
		var err error
		for err == nil && len(piece) < pieceSize-c.in.Size() {
			var l []byte
			l, err = c.line()
			piece = append(piece, l...)
		}
		for err == nil && !bytes.HasSuffix(piece, []byte("\n")) && len(piece) < 2*pieceSize {
			var l []byte
			l, err = c.line()
			piece = append(piece, l...)
		}
		if !found {
			head = append(head, piece[:min(len(piece), MaxInput+1-len(head))]...)
		}
		told.log.Add(string(piece), max(start, 0))
		if !found && told.log.Found() {
			found, head = true, nil
		}
		piece = piece[:0]
		if !told.take(err != nil) {
			return errStopped
		}
		if err != nil {
			if !found {
				c.add(head, 0)
			}
			return c.end(err)
		}
	}
}

// queue decodes jobs on all cores and keeps their order. Jobs are cut, and reports are yielded, by the caller alone.
type queue struct {
	jobs    chan *task
	waiting []*task
	size    int // of what waits
	stopped atomic.Bool
}

type task struct {
	job
	done chan []Report
}

// Limits of what waits to be yielded.
const (
	maxWaiting     = 4 // jobs a core
	maxWaitingSize = 16 << 20
)

// put adds a job, and yields what is done, or must be because too much waits. It returns false when nobody wants more.
func (q *queue) put(j job, yield func(Report, error) bool) bool {
	most := maxWaiting * runtime.GOMAXPROCS(0)
	if q.jobs == nil {
		q.jobs = make(chan *task, most+1)
		for range runtime.GOMAXPROCS(0) {
			go q.work()
		}
	}
	t := &task{j, make(chan []Report, 1)}
	q.jobs <- t
	q.waiting = append(q.waiting, t)
	q.size += j.size
	for len(q.waiting) > 0 {
		must := len(q.waiting) > most || q.size > maxWaitingSize
		if !must && len(q.waiting[0].done) == 0 {
			return true
		}
		if !q.next(yield) {
			return false
		}
	}
	return true
}

// next yields the reports on the first job that waits.
func (q *queue) next(yield func(Report, error) bool) bool {
	t := q.waiting[0]
	q.waiting = q.waiting[1:]
	q.size -= t.size
	for _, r := range <-t.done {
		if !yield(r, nil) {
			q.stopped.Store(true)
			return false
		}
	}
	return true
}

// drain yields the rest.
func (q *queue) drain(yield func(Report, error) bool) bool {
	for !q.stopped.Load() && len(q.waiting) > 0 {
		q.next(yield)
	}
	return !q.stopped.Load()
}

func (q *queue) work() {
	for t := range q.jobs {
		if q.stopped.Load() {
			continue
		}
		t.done <- t.decode()
	}
}

// stop ends the workers, also when the loop over the reports was left.
func (q *queue) stop() {
	q.stopped.Store(true)
	if q.jobs != nil {
		close(q.jobs)
	}
}
