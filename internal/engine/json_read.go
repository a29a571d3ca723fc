package engine

// jsonReader walks JSON (RFC 8259) without building it. It is tolerant, since what is pasted was cut off, hand-edited or
// printed by a program: single quotes, trailing commas and a missing end read as far as they go. It moves forward only,
// so reading is linear whatever the text is.
type jsonReader struct {
	text string
	at   int // offset of text in the input, -1 if it does not stand there
	i    int
}

// jsonString is a string as it stands between its quotes, escapes included.
type jsonString struct {
	raw string
	at  int
}

// peek is the next byte that is no white space, 0 at the end.
func (r *jsonReader) peek() byte {
	for r.i < len(r.text) {
		switch c := r.text[r.i]; c {
		case ' ', '\t', '\r', '\n':
			r.i++
		default:
			return c
		}
	}
	return 0
}

// object calls member for each key, at its value; member reads the value or leaves it. It returns how many there were.
func (r *jsonReader) object(member func(key string)) int {
	n := 0
	r.i++
	for {
		switch c := r.peek(); c {
		case 0:
			return n
		case '}':
			r.i++
			return n
		case '{': // where a key should stand: the object was cut off, and the next one begins
			return n
		default:
			if c != '"' && c != '\'' && !letter(c) {
				r.i++
				continue
			}
			var key string
			if letter(c) { // JavaScript: { event: 'bounce' }
				key = r.word().text
			} else {
				key = r.str().raw
			}
			if r.peek() != ':' {
				continue
			}
			r.i++
			r.peek()
			n++
			start := r.i
			member(key)
			if r.i == start {
				r.skip()
			}
		}
	}
}

// array calls element at each element, which reads it or leaves it.
func (r *jsonReader) array(element func()) {
	r.i++
	for {
		switch r.peek() {
		case 0:
			return
		case ']':
			r.i++
			return
		case ',', '}', ':':
			r.i++
		default:
			start := r.i
			element()
			if r.i == start {
				r.skip()
			}
		}
	}
}

// skip passes over one value, however deep it is nested.
func (r *jsonReader) skip() {
	depth := 0
	for {
		switch r.peek() {
		case 0:
			return
		case '{', '[':
			depth++
			r.i++
		case '}', ']':
			depth--
			r.i++
		case '"', '\'':
			r.str()
		case ',', ':':
			if depth == 0 {
				return
			}
			r.i++
		default:
			r.word()
		}
		if depth <= 0 {
			return
		}
	}
}

// str reads a string at its opening quote.
func (r *jsonReader) str() jsonString {
	quote := r.text[r.i]
	r.i++
	start := r.i
	for r.i < len(r.text) && r.text[r.i] != quote {
		if r.text[r.i] == '\n' && hasPrefix(r.text[r.i+1:], "{\"") { // it was cut off, and the next line is data again
			return jsonString{r.text[start:r.i], offset(r.at, start)}
		}
		if r.text[r.i] == '\\' {
			r.i++
		}
		r.i++
	}
	end := min(r.i, len(r.text))
	r.i = min(end+1, len(r.text))
	return jsonString{r.text[start:end], offset(r.at, start)}
}

// word reads a number, true, false or null; at least one byte, where there is one.
func (r *jsonReader) word() line {
	start := r.i
	for r.i < len(r.text) && indexByte(",:]}[{\"' \t\r\n", r.text[r.i]) < 0 {
		r.i++
	}
	if r.i == start && r.i < len(r.text) {
		r.i++
	}
	return line{r.text[start:r.i], offset(r.at, start)}
}

func offset(at, i int) int {
	if at < 0 {
		return -1
	}
	return at + i
}

// lines are the lines of a string's text. One without escapes stands in the input as it is, and keeps its place there.
func (s jsonString) lines() []line {
	var out []line
	for start := 0; ; {
		end, next := escapedLineEnd(s.raw, start)
		l := line{s.raw[start:end], offset(s.at, start)}
		if indexByte(l.text, '\\') >= 0 {
			l = line{unescape(l.text), -1}
		}
		out = append(out, l)
		if next >= len(s.raw) || len(out) >= maxNotice {
			return out
		}
		start = next
	}
}

// text is what a string says, line ends included.
func (s jsonString) text() string {
	if indexByte(s.raw, '\\') < 0 {
		return s.raw
	}
	return unescape(s.raw)
}

// escapedLineEnd finds the end of the line at i, escaped or not, and the start of the next one.
func escapedLineEnd(s string, i int) (end, next int) {
	for ; i < len(s); i++ {
		switch {
		case s[i] == '\n':
			return i, i + 1
		case s[i] != '\\' || i+1 >= len(s):
		case s[i+1] == 'n':
			return i, i + 2
		case s[i+1] == 'r':
			if hasPrefix(s[i+2:], "\\n") {
				return i, i + 4
			}
			return i, i + 2
		default:
			i++
		}
	}
	return i, i
}

// unescape undoes the escapes of a string (RFC 8259 section 7). What is no escape stays as it is.
func unescape(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 >= len(s) {
			out = append(out, s[i])
			continue
		}
		i++
		switch s[i] {
		case 'n':
			out = append(out, '\n')
		case 'r':
			out = append(out, '\r')
		case 't':
			out = append(out, '\t')
		case 'b', 'f':
			out = append(out, ' ')
		case 'u':
			c := codeUnit(s, i+1)
			if c < 0 {
				out = append(out, '\\', 'u')
				continue
			}
			i += 4
			if c >= 0xd800 && c < 0xdc00 && hasPrefix(s[i+1:], "\\u") {
				if low := codeUnit(s, i+3); low >= 0xdc00 && low < 0xe000 {
					c = 0x10000 + (c-0xd800)<<10 + low - 0xdc00
					i += 6
				}
			}
			if c == '\b' || c == '\f' {
				c = ' '
			}
			out = append(out, string(c)...)
		default: // a quote, a slash, a backslash
			out = append(out, s[i])
		}
	}
	return str(out)
}

// codeUnit reads four hexadecimal digits, -1 if they are not there.
func codeUnit(s string, i int) rune {
	if i+4 > len(s) {
		return -1
	}
	c := rune(0)
	for _, d := range []byte(s[i : i+4]) {
		h := hex(d)
		if h < 0 {
			return -1
		}
		c = c<<4 + rune(h)
	}
	return c
}
