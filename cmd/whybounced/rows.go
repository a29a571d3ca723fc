package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"

	"github.com/whybounced/whybounced"
)

// Functions of ClickHouse that are programs get rows and answer each with one row, in the same format:
// https://clickhouse.com/docs/sql-reference/functions/udf

// row answers one row.
func (w *worker) row(res *result, line []byte, number int) {
	text, ok := tabSeparated(line), true
	if w.flags.batch == "json-each-row" {
		if text, ok = rowText(line); !ok {
			res.counts.broken++
		}
		res.out = append(res.out, `{"result":`...)
	}
	var report whybounced.Report
	report, res.out = w.decode(text, res.out)
	if w.flags.batch == "json-each-row" {
		res.out = append(res.out, '}')
	}
	res.out = append(res.out, '\n')
	res.counts.inputs++
	res.counts.bounces += len(report.Bounces)
}

// appendValue appends the answer to one row: the report, or the fields of its first bounce.
func appendValue(to []byte, f *decodeFlags, r whybounced.Report) []byte {
	var b whybounced.Bounce
	if len(r.Bounces) > 0 {
		b = r.Bounces[0]
	}
	asJSON := f.batch == "json-each-row"
	if len(f.columns) == 0 {
		body := r.LeanJSON()
		if f.explain {
			body = r.JSON()
		}
		if asJSON {
			return append(to, body...)
		}
		return appendTabSeparated(to, string(body))
	}
	if !asJSON {
		return appendTabSeparated(to, f.columns[0].of(&b))
	}
	if len(f.columns) == 1 {
		return appendQuoted(to, f.columns[0].of(&b))
	}
	return appendObject(to, "", f.columns, &b)
}

// The escapes of TabSeparated: https://clickhouse.com/docs/interfaces/formats/TabSeparated
var (
	tabEscapes   = strings.NewReplacer("\\", `\\`, "\t", `\t`, "\n", `\n`, "\r", `\r`, "\b", `\b`, "\f", `\f`, "\x00", `\0`)
	tabUnescaped = map[byte]byte{'t': '\t', 'n': '\n', 'r': '\r', 'b': '\b', 'f': '\f', '0': 0, 'a': '\a', 'v': '\v', '\\': '\\', '\'': '\''}
)

func appendTabSeparated(to []byte, s string) []byte { return append(to, tabEscapes.Replace(s)...) }

// tabSeparated is the text in the first field of a row. NULL is no text.
func tabSeparated(line []byte) []byte {
	if end := bytes.IndexByte(line, '\t'); end >= 0 {
		line = line[:end]
	}
	if bytes.IndexByte(line, '\\') < 0 {
		return line
	}
	if string(line) == `\N` {
		return nil
	}
	text := make([]byte, 0, len(line))
	for i := 0; i < len(line); i++ {
		if c := line[i]; c != '\\' || i+1 == len(line) {
			text = append(text, c)
			continue
		}
		i++
		meant, ok := tabUnescaped[line[i]]
		if !ok {
			text, meant = append(text, '\\'), line[i]
		}
		text = append(text, meant)
	}
	return text
}

// rowText is the "text" of a JSON row, or the one string in it whatever its name is: ClickHouse calls it c1.
func rowText(line []byte) ([]byte, bool) {
	var row map[string]json.RawMessage
	if json.Unmarshal(line, &row) != nil {
		return nil, false
	}
	field, ok := row["text"]
	for _, other := range row {
		if !ok && len(row) == 1 {
			field, ok = other, true
		}
	}
	var text *string
	if !ok || json.Unmarshal(field, &text) != nil {
		return nil, false
	}
	if text == nil { // NULL
		return nil, true
	}
	return []byte(*text), true
}

// chunks takes the number of rows away that stands before each chunk where send_chunk_header is set.
type chunks struct {
	in   *bufio.Reader
	left int // lines of this chunk
}

func (c *chunks) Read(p []byte) (int, error) {
	for c.left == 0 {
		header, err := c.in.ReadString('\n')
		if err != nil && header == "" {
			return 0, err
		}
		n, wrong := strconv.Atoi(strings.TrimSpace(header))
		if wrong != nil || n < 0 || err != nil {
			return 0, errChunk
		}
		c.left = n
	}
	if _, err := c.in.Peek(1); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return 0, err
	}
	waiting, _ := c.in.Peek(c.in.Buffered())
	n := 0
	for n < min(len(waiting), len(p)) && c.left > 0 {
		end := bytes.IndexByte(waiting[n:min(len(waiting), len(p))], '\n')
		if end < 0 {
			n = min(len(waiting), len(p))
			break
		}
		n += end + 1
		c.left--
	}
	copy(p, waiting[:n])
	return c.in.Discard(n)
}
