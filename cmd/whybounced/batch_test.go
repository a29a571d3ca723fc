package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/whybounced/whybounced"
)

// BenchmarkBatchLines decodes the first example of each known response again and again. With -cpu=1 its lines/s are those
// of one core.
func BenchmarkBatchLines(b *testing.B) {
	var text bytes.Buffer
	lines := 0
	for lines < 20_000 {
		for _, e := range whybounced.Rules().Errors {
			for _, r := range e.Responses {
				text.WriteString(strings.ReplaceAll(r.Examples[0], "\n", " ") + "\n")
				lines++
			}
		}
	}
	b.SetBytes(int64(text.Len()))
	for b.Loop() {
		if _, err := batch(decodeFlags{batch: "lines"}, bytes.NewReader(text.Bytes()), bufio.NewWriter(io.Discard)); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(lines)*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}

// However the input arrives, each line is decoded once, whole, under its number.
func TestBlocks(t *testing.T) {
	var text strings.Builder
	for i := range 3000 {
		if i%7 == 0 {
			text.WriteString(strings.Repeat(" ", i%5) + "\r\n")
			continue
		}
		fmt.Fprintf(&text, "line %d %s\n", i, strings.Repeat("x", i%200))
	}
	text.WriteString(strings.Repeat("y", 3*blockSize)) // longer than a block, and without an end
	want := strings.Split(text.String(), "\n")
	for name, r := range map[string]io.Reader{
		"at once": strings.NewReader(text.String()), "byte by byte": iotest.OneByteReader(strings.NewReader(text.String())),
		"with the end": iotest.DataErrReader(strings.NewReader(text.String())),
	} {
		got := []string{}
		err := readBlocks(r, func(lines []byte, number int) {
			if number != len(got)+1 {
				t.Fatalf("%s: line %d is numbered %d", name, len(got)+1, number)
			}
			got = append(got, strings.Split(strings.TrimSuffix(string(lines), "\n"), "\n")...)
		})
		if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: %d lines, not %d, %v", name, len(got), len(want), err)
		}
	}
	if err := readBlocks(strings.NewReader("550 no\n"+strings.Repeat("z", maxLine+1)), func([]byte, int) {}); err == nil {
		t.Error("a line without end is no error")
	}
}
