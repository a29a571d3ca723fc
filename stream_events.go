package whybounced

import "strings"

// events cuts data of mail services at its objects: one a line, one behind the other, or in one array. In JSON an object
// begins after one of ":,[" or at the top; a line that begins with one anywhere else tells that the one before was cut off.
// Where no object begins like that, what is first is taken as it is.
func (c *cutter) events(head []byte) error {
	var value []byte
	var quote, last, solid byte // the quote of the string that this is in; the last byte, and the last that is no space
	depth, start, escaped, skip := 0, 0, false, false
	for at := 0; ; at++ {
		b, err := c.in.ReadByte()
		if err != nil {
			if depth > 0 {
				c.add(value, start)
			} else if head != nil {
				c.add(head, 0)
			}
			return c.end(err)
		}
		if b == '{' && quote == 0 && depth > 0 && last == '\n' && strings.IndexByte(":,[", solid) < 0 {
			if !c.add(value, start) {
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
				value, depth, start, head = append(value[:0], b), 1, at, nil
			}
			skip = b != '{' && strings.IndexByte("[], ;\t\r\xef\xbb\xbf", b) < 0 // what is no JSON ends with its line
		case b == '"', b == '\'' && strings.IndexByte(":,[{", solid) >= 0:
			quote = b
		case b == '{', b == '[':
			depth++
		case b == '}', b == ']':
			if depth--; depth == 0 && !c.add(value, start) {
				return errStopped
			}
		}
		if last = b; b > ' ' {
			solid = b
		}
	}
}
