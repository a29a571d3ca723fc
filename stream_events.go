package whybounced

import (
	"strings"

	"github.com/whybounced/whybounced/internal/engine"
)

// events cuts data of mail services at its objects: one a line, one behind the other, or in one array. In JSON an object
// begins after one of ":,[" or at the top; a line that begins with one anywhere else tells that the one before was cut off.
// Where no object begins like that, what is first is taken as it is.
func (c *cutter) events(head []byte) error {
	var value []byte
	var quote, last, solid byte // the quote of the string that this is in; the last byte, and the last that is no space
	depth, start, escaped, skip := 0, 0, false, false
	told := &telling{c: c, log: c.d.table.NewLogStream()}
	for at := 0; ; at++ {
		b, err := c.in.ReadByte()
		if err != nil {
			if depth > 0 {
				told.add(value, start)
			}
			if !told.take(true) {
				return errStopped
			}
			if !told.any {
				c.add(head, 0)
			}
			return c.end(err)
		}
		if b == '{' && quote == 0 && depth > 0 && last == '\n' && strings.IndexByte(":,[", solid) < 0 {
			if !told.add(value, start) {
				return errStopped
			}
			depth = 0
		}
		if depth > 0 && len(value) <= MaxInput {
			value = append(value, b)
		}
		switch {
		case b == '\n':
			quote, skip = 0, false
		case skip:
		case escaped:
			escaped = false
		case quote != 0:
			if escaped = b == '\\'; b == quote {
				quote = 0
			}
		case depth == 0:
			if b == '{' {
				value, depth, start = append(value[:0], b), 1, at
			}
			skip = b != '{' && strings.IndexByte("[], ;\t\r\xef\xbb\xbf", b) < 0 // what is no JSON ends with its line
		case b == '"', b == '\'' && strings.IndexByte(":,[{", solid) >= 0:
			quote = b
		case b == '{', b == '[':
			depth++
		case b == '}', b == ']':
			if depth--; depth == 0 && !told.add(value, start) {
				return errStopped
			}
		}
		if last = b; b > ' ' {
			solid = b
		}
	}
}

// reportSize is what a report on one delivery of a log weighs while it waits, roughly.
const reportSize = 4 << 10

// telling joins what data tells of one message and recipient, and yields what can be told.
type telling struct {
	c    *cutter
	log  *engine.LogStream
	size int
	any  bool // something was told
}

// add reads one value. It returns false when nobody wants more.
func (t *telling) add(value []byte, at int) bool {
	t.log.Add(string(value), at)
	if t.size += len(value); t.size < pieceSize {
		return true
	}
	t.size = 0
	return t.take(false)
}

// take yields the deliveries that nothing can join any more, all of them where the input has ended.
func (t *telling) take(ended bool) bool {
	told, plain := t.log.Take(ended), t.c.at >= 0
	t.any = t.any || len(told) > 0
	return len(told) == 0 || t.c.do(job{len(told) * reportSize, func() []Report {
		out := engine.Reports(told, t.c.lean)
		for i := range out {
			out[i] = moved(out[i], 0, plain)
		}
		return out
	}})
}
