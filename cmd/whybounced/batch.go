package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"runtime"
	"strconv"
	"sync/atomic"

	"github.com/whybounced/whybounced"
)

// maxLine is the longest line that a batch reads: an input of whybounced.MaxInput bytes with every byte escaped as \u00XX.
const maxLine = 6*whybounced.MaxInput + 4096

// job is one line of a batch on its way through the workers. Jobs are written in the order they were read.
type job struct {
	line   []byte
	number int
	done   chan result
}

type result struct {
	out    []byte
	counts counts
}

// batch reads a line at a time, decodes on all cores, and writes in the same order. A bad line yields an error of its
// own, and the run goes on.
func batch(f decodeFlags, r io.Reader, out *bufio.Writer) (counts, error) {
	workers := runtime.GOMAXPROCS(0)
	jobs, order := make(chan *job, workers), make(chan *job, 4*workers)
	readErr := make(chan error, 1)
	var stopped atomic.Bool
	for range workers {
		go func() {
			for j := range jobs {
				j.done <- decodeLine(f, j)
			}
		}()
	}
	go func() {
		readErr <- readLines(r, func(line []byte, number int) bool {
			j := &job{line: line, number: number, done: make(chan result, 1)}
			order <- j
			jobs <- j
			return !stopped.Load()
		})
		close(order)
		close(jobs)
	}()
	var total counts
	var writeErr error
	for j := range order {
		res := <-j.done
		total.merge(res.counts)
		if !f.summary && writeErr == nil {
			_, writeErr = out.Write(res.out)
			stopped.Store(writeErr != nil)
		}
	}
	if writeErr != nil {
		return total, errWriting{writeErr}
	}
	return total, <-readErr
}

// readLines calls f with each line that is not empty, and its number from 1, until f returns false.
func readLines(r io.Reader, f func(line []byte, number int) bool) error {
	s := bufio.NewScanner(r)
	s.Buffer(make([]byte, 0, 64<<10), maxLine)
	for n := 1; s.Scan(); n++ {
		if len(bytes.TrimSpace(s.Bytes())) > 0 && !f(bytes.Clone(s.Bytes()), n) {
			return nil
		}
	}
	if errors.Is(s.Err(), bufio.ErrTooLong) {
		return fmt.Errorf("a line is longer than %d MB", maxLine>>20)
	}
	return s.Err()
}

func decodeLine(f decodeFlags, j *job) result {
	id, text := json.RawMessage(strconv.Quote(strconv.Itoa(j.number))), string(j.line)
	if f.batch == "lines" {
		id = json.RawMessage(strconv.Itoa(j.number))
	} else {
		var in struct {
			ID   json.RawMessage `json:"id"`
			Text *string         `json:"text"`
		}
		if err := json.Unmarshal(j.line, &in); err != nil {
			return failed(id, fmt.Sprintf("line %d is no JSON object: %v", j.number, err))
		}
		if len(in.ID) > 0 {
			id = in.ID
		}
		if in.Text == nil {
			return failed(id, fmt.Sprintf("line %d has no \"text\"", j.number))
		}
		text = *in.Text
	}
	report := whybounced.Decode([]byte(text))
	var c counts
	c.add(report)
	body := report.JSON()
	if !f.explain {
		body = report.LeanJSON()
	}
	var b bytes.Buffer
	b.WriteString(`{"id":`)
	b.Write(id)
	b.WriteString(`,"report":`)
	b.Write(body)
	b.WriteString("}\n")
	return result{out: b.Bytes(), counts: c}
}

func failed(id json.RawMessage, text string) result {
	quoted, err := json.Marshal(text)
	if err != nil { // a string always marshals
		quoted = []byte(`"broken line"`)
	}
	return result{out: fmt.Appendf(nil, `{"id":%s,"error":%s}`+"\n", id, quoted)}
}
