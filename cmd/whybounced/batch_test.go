package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"reflect"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/whybounced/whybounced"
)

// BenchmarkBatchLines decodes the first example of each known response. With -cpu=1 its lines/s are those of one core. The
// lines are told apart by a number, and repeated as they are.
func BenchmarkBatchLines(b *testing.B) {
	for _, name := range []string{"unlike", "repeated"} {
		b.Run(name, func(b *testing.B) {
			var text bytes.Buffer
			lines := 0
			for lines < 100_000 {
				for _, e := range whybounced.Rules().Errors {
					for _, r := range e.Responses {
						text.WriteString(strings.ReplaceAll(r.Examples[0], "\n", " "))
						if name == "unlike" {
							fmt.Fprintf(&text, " (%d)", lines)
						}
						text.WriteByte('\n')
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
		})
	}
}

// What is met again is answered as it was the first time.
func TestRepeatedLines(t *testing.T) {
	texts := []string{"550 5.1.1 <bob@example.org>: User unknown", "{\"a\":1}", "no bounce", "450 4.2.1 try again in 5 minutes"}
	for _, f := range []decodeFlags{{batch: "lines"}, {batch: "lines", explain: true}, {batch: "lines", summary: true}} {
		var once counts
		want := ""
		for i, text := range texts {
			var out bytes.Buffer
			buffered := bufio.NewWriter(&out)
			c, err := batch(f, strings.NewReader(text+"\n"), buffered)
			if err != nil {
				t.Fatal(err)
			}
			_ = buffered.Flush()
			for range 4 {
				once.merge(c)
			}
			want += strings.Replace(out.String(), `{"id":1,`, fmt.Sprintf(`{"id":%d,`, i+1), 1)
		}
		var out bytes.Buffer
		buffered := bufio.NewWriter(&out)
		c, err := batch(f, strings.NewReader(strings.Repeat(strings.Join(texts, "\n")+"\n", 4)), buffered)
		if err != nil {
			t.Fatal(err)
		}
		_ = buffered.Flush()
		for i, line := range strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n") {
			wanted := strings.Split(want, "\n")[i%len(texts)]
			if got := strings.Replace(line, fmt.Sprintf(`{"id":%d,`, i+1), fmt.Sprintf(`{"id":%d,`, i%len(texts)+1), 1); got != wanted {
				t.Errorf("%+v: line %d is\n%s\nnot\n%s", f, i+1, got, wanted)
			}
		}
		if !reflect.DeepEqual(c, once) {
			t.Errorf("%+v: counts are %+v, not %+v", f, c, once)
		}
	}
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
		err := readBlocks(r, func(lines []byte, number int) bool {
			if number != len(got)+1 {
				t.Fatalf("%s: line %d is numbered %d", name, len(got)+1, number)
			}
			got = append(got, strings.Split(strings.TrimSuffix(string(lines), "\n"), "\n")...)
			return true
		})
		if err != nil || strings.Join(got, "\n") != strings.Join(want, "\n") {
			t.Errorf("%s: %d lines, not %d, %v", name, len(got), len(want), err)
		}
	}
	if err := readBlocks(strings.NewReader("550 no\n"+strings.Repeat("z", maxLine+1)), func([]byte, int) bool { return true }); err == nil {
		t.Error("a line without end is no error")
	}
}
