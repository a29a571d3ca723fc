package main

import (
	"bufio"
	"bytes"
	"encoding/json"
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
// its own, and the run goes on.
func batch(f decodeFlags, r io.Reader, out *bufio.Writer) (counts, error) {
	// The rules are most of what lives: collecting what lines leave behind less often costs little memory and saves a third.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	workers := runtime.GOMAXPROCS(0)
	blocks, order := make(chan *block, workers), make(chan *block, 4*workers)
	readErr := make(chan error, 1)
	var stopped atomic.Bool
	for range workers {
		go func() {
			w := worker{flags: f, recent: make([]answer, recentTexts), seed: maphash.MakeSeed()}
			for b := range blocks {
				b.done <- w.block(b)
			}
		}()
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
			_, writeErr = out.Write(res.out)
			stopped.Store(writeErr != nil)
		}
		outputs.Put(&res.out)
	}
	if writeErr != nil {
		return total, errWriting{writeErr}
	}
	return total, <-readErr
}

// readBlocks calls f with whole lines, as many as there are at a time, and the number of the first one, until f returns
// false.
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
		if err != nil {
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

// worker decodes blocks. Servers say the same to many, so it keeps its answers to what it has met twice.
type worker struct {
	flags  decodeFlags
	recent []answer
	seed   maphash.Seed
}

// answer is what a text was decoded to, ready to be written.
type answer struct {
	hash   uint64
	text   string
	report whybounced.Report
	json   []byte
}

const (
	recentTexts = 1 << 14
	recentBytes = 1 << 10 // longer texts are not kept
)

// block decodes each line that is not empty.
func (w *worker) block(b *block) result {
	res := result{out: (*outputs.Get().(*[]byte))[:0]}
	number := b.number
	for line := range bytes.Lines(b.lines) {
		if line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte{'\n'}), []byte{'\r'}); len(bytes.TrimSpace(line)) > 0 {
			w.line(&res, line, number)
		}
		number++
	}
	return res
}

func (w *worker) line(res *result, line []byte, number int) {
	id, text := strconv.AppendInt(nil, int64(number), 10), line
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
	res.out = append(append(append(res.out, `{"id":`...), id...), `,"report":`...)
	var report whybounced.Report
	report, res.out = w.decode(text, res.out)
	res.out = append(res.out, '}', '\n')
	res.counts.inputs++
	res.counts.bounces += len(report.Bounces)
}

// decode appends the JSON of the report to out, unless only the report is wanted.
func (w *worker) decode(text, out []byte) (whybounced.Report, []byte) {
	hash := maphash.Bytes(w.seed, text)
	known := &w.recent[hash%recentTexts]
	if known.hash == hash && known.text == string(text) && len(text) > 0 {
		return known.report, append(out, known.json...)
	}
	var report whybounced.Report
	start := len(out)
	switch {
	case w.flags.explain:
		report = whybounced.Decode(text)
		out = append(out, report.JSON()...)
	default:
		report = whybounced.DecodeLean(text)
		if !w.flags.summary {
			out = report.AppendLeanJSON(out)
		}
	}
	switch {
	case known.hash != hash:
		*known = answer{hash: hash}
	case len(text) <= recentBytes:
		*known = answer{hash, string(text), report, bytes.Clone(out[start:])}
	}
	return report, out
}

func (w *worker) failed(res *result, id []byte, text string) {
	if w.flags.summary {
		return
	}
	quoted, err := json.Marshal(text)
	if err != nil { // a string always marshals
		quoted = []byte(`"broken line"`)
	}
	res.out = fmt.Appendf(res.out, `{"id":%s,"error":%s}`+"\n", id, quoted)
}
