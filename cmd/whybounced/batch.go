package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"github.com/whybounced/whybounced"
)

// maxLine is the longest line that a batch reads: an input of whybounced.MaxInput bytes with every byte escaped as \u00XX.
const maxLine = 6*whybounced.MaxInput + 4096

// blockSize is how much is read at once and given to one worker: handing over single lines would cost more than decoding them.
const blockSize = 64 << 10

// block is whole lines on their way through the workers. Blocks are written in the order they were read.
type block struct {
	lines  []byte
	number int // of the first line
	done   chan result
}

type result struct {
	out    []byte
	counts counts
}

// outputs are the buffers of results that were written.
var outputs = sync.Pool{New: func() any { return new([]byte) }}

// batch reads a block of lines at a time, decodes on all cores, and writes in the same order. A bad line yields an error of
// its own, and the run goes on. While no more input waits, what was decoded is written out: who sends a line and waits for
// the answer gets it.
func batch(f decodeFlags, r io.Reader, out *bufio.Writer) (counts, error) {
	// The rules are most of what lives: collecting what lines leave behind less often costs little memory and saves a third.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	workers := runtime.GOMAXPROCS(0)
	blocks, order := make(chan *block, workers), make(chan *block, 4*workers)
	readErr := make(chan error, 1)
	var stopped atomic.Bool
	known := newMemory()
	for range workers {
		go func() {
			w := worker{flags: f, known: known}
			for b := range blocks {
				b.done <- w.block(b)
			}
		}()
	}
	if f.chunkHeader {
		r = &chunks{in: bufio.NewReaderSize(r, blockSize)}
	}
	go func() {
		readErr <- readBlocks(r, func(lines []byte, number int) bool {
			b := &block{lines: lines, number: number, done: make(chan result, 1)}
			order <- b
			blocks <- b
			return !stopped.Load()
		})
		close(order)
		close(blocks)
	}()
	var total counts
	var writeErr error
	for b := range order {
		res := <-b.done
		total.merge(res.counts)
		if writeErr == nil {
			writeErr = writeWhole(out, res.out)
			if writeErr == nil && len(order) == 0 {
				writeErr = out.Flush()
			}
			stopped.Store(writeErr != nil)
		}
		outputs.Put(&res.out)
	}
	if writeErr != nil {
		return total, errWriting{writeErr}
	}
	return total, <-readErr
}

// writeWhole writes whole lines: if this process is killed, the last line that it wrote is whole too, as far as the system
// takes what it is given at once.
func writeWhole(out *bufio.Writer, lines []byte) error {
	if len(lines) > out.Available() {
		if err := out.Flush(); err != nil {
			return err
		}
	}
	_, err := out.Write(lines)
	return err
}

// readBlocks calls f with whole lines, as many as there are at a time, and the number of the first one, until f returns
// false. Where reading fails, what was read of the last line is left out: it may say something else than all of it.
func readBlocks(r io.Reader, f func(lines []byte, number int) bool) error {
	number := 1
	buf := make([]byte, 0, blockSize)
	for {
		if len(buf) == cap(buf) {
			buf = slices.Grow(buf, len(buf))
		}
		n, err := r.Read(buf[len(buf):cap(buf)])
		end := bytes.LastIndexByte(buf[len(buf):len(buf)+n], '\n') + 1
		if end > 0 {
			end += len(buf)
		}
		buf = buf[:len(buf)+n]
		if err == io.EOF {
			end = len(buf)
		}
		if len(buf)-end > maxLine {
			return fmt.Errorf("a line is longer than %d MB", maxLine>>20)
		}
		if end > 0 {
			rest := append(make([]byte, 0, max(blockSize, 2*(len(buf)-end))), buf[end:]...)
			if !f(buf[:end], number) {
				return nil
			}
			number += bytes.Count(buf[:end], []byte{'\n'})
			buf = rest
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// worker decodes blocks.
type worker struct {
	flags decodeFlags
	known *memory
	value []byte
}

// memory is shared by workers: servers say the same to many, so the answers are kept to what was met twice. It has a fixed
// number of places; what comes later takes the place of what was there.
type memory struct {
	seed    maphash.Seed
	met     []atomic.Uint64 // hashes of texts that were met last
	answers []atomic.Pointer[answer]
}

// answer is what a text was decoded to, ready to be written.
type answer struct {
	text   string
	report whybounced.Report
	body   []byte
}

const (
	recentTexts = 1 << 15
	recentBytes = 1 << 10 // longer texts are not kept
)

func newMemory() *memory {
	return &memory{maphash.MakeSeed(), make([]atomic.Uint64, recentTexts), make([]atomic.Pointer[answer], recentTexts)}
}

// block decodes each line that is not empty; each line, where it is a row.
func (w *worker) block(b *block) result {
	res := result{out: (*outputs.Get().(*[]byte))[:0]}
	number := b.number
	for line := range bytes.Lines(b.lines) {
		line = bytes.TrimSuffix(line, []byte{'\n'})
		if w.flags.rowwise() {
			w.row(&res, line, number)
		} else if line = bytes.TrimSuffix(line, []byte{'\r'}); len(bytes.TrimSpace(line)) > 0 {
			w.line(&res, line, number)
		}
		number++
	}
	return res
}

func (w *worker) line(res *result, line []byte, number int) {
	var digits [20]byte
	id, text := strconv.AppendInt(digits[:0], int64(number), 10), line
	if w.flags.batch == "jsonl" {
		id = strconv.AppendQuote(nil, string(id))
		var in struct {
			ID   json.RawMessage `json:"id"`
			Text *string         `json:"text"`
		}
		if err := json.Unmarshal(line, &in); err != nil {
			w.failed(res, id, fmt.Sprintf("line %d is no JSON object: %v", number, err))
			return
		}
		if len(in.ID) > 0 {
			id = in.ID
		}
		if in.Text == nil {
			w.failed(res, id, fmt.Sprintf("line %d has no \"text\"", number))
			return
		}
		text = []byte(*in.Text)
	}
	if w.flags.summary {
		report, _ := w.decode(text, nil)
		res.counts.add(report)
		return
	}
	start := len(res.out)
	var report whybounced.Report
	switch {
	case w.flags.csv, w.flags.json && len(w.flags.columns) > 0: // with the id
		report, _ = w.decode(text, nil)
		res.out = w.flags.appendRows(res.out, string(id), report)
	case len(w.flags.columns) > 0:
		report, res.out = w.decode(text, res.out)
	default:
		res.out = append(append(append(res.out, `{"id":`...), id...), `,"report":`...)
		report, res.out = w.decode(text, res.out)
		res.out = append(res.out, '}', '\n')
	}
	if len(report.Bounces) == 0 && w.flags.any() {
		res.out = res.out[:start]
	}
	res.counts.inputs++
	res.counts.bounces += len(report.Bounces)
}

// decode appends what is to be written of the report to out, unless only the report is wanted.
func (w *worker) decode(text, out []byte) (whybounced.Report, []byte) {
	hash := maphash.Bytes(w.known.seed, text)
	place := hash % recentTexts
	if a := w.known.answers[place].Load(); a != nil && a.text == string(text) {
		return a.report, append(out, a.body...)
	}
	start := len(out)
	f := &w.flags
	full := f.explain || wordy(f.columns)
	var report whybounced.Report
	if full {
		report = whybounced.Decode(text)
	} else {
		report = whybounced.DecodeLean(text)
	}
	report, _ = f.filter.apply(report)
	switch {
	case f.summary || f.csv || f.json && len(f.columns) > 0 && !f.rowwise():
	case f.rowwise():
		w.value = appendValue(w.value[:0], f, report)
		out = append(out, w.value...)
	case len(f.columns) > 0:
		out = f.appendRows(out, "", report)
	case full:
		out = append(out, report.JSON()...)
	default:
		out = report.AppendLeanJSON(out)
	}
	if w.known.met[place].Swap(hash) == hash && len(text) > 0 && len(text) <= recentBytes {
		w.known.answers[place].Store(&answer{string(text), report, bytes.Clone(out[start:])})
	}
	return report, out
}

func (w *worker) failed(res *result, id []byte, text string) {
	res.counts.broken++
	if w.flags.summary || w.flags.csv || len(w.flags.columns) > 0 {
		return
	}
	quoted, err := json.Marshal(text)
	if err != nil { // a string always marshals
		quoted = []byte(`"broken line"`)
	}
	res.out = fmt.Appendf(res.out, `{"id":%s,"error":%s}`+"\n", id, quoted)
}

var errChunk = errors.New("before each chunk --chunk-header wants the number of its rows; set send_chunk_header, or leave --chunk-header out")
