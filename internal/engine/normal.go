package engine

// line is a piece of text that was read, with the offset in the input where it stands, or -1 when the input holds it
// encoded (base64, quoted-printable), so that nothing can be marked there.
type line struct {
	text string
	at   int
}

// normal is a reply as phrases see it: lower case, white space squeezed to single spaces, typographic quotes and dashes
// plain. marks tell where its bytes stand in the input.
type normal struct {
	text  []byte
	marks []mark
}

// mark says that the bytes from start on, up to the next mark, stand in the input one after the other from at on; nowhere
// when at is -1.
type mark struct{ start, at int32 }

// Normalize is the form that phrases are written in; the linter holds every phrase of rules.json to it.
func Normalize(s string) string {
	var n normal
	n.add(line{s, -1})
	return string(n.trimmed().text)
}

// folded is text as the marks of markers.go are written: lower case in every script.
func folded(s string) string {
	if ascii(s) {
		return lower(s)
	}
	return Normalize(s)
}

// caseless is folded for words, which do not mind the case of ASCII letters.
func caseless(s string) string {
	if ascii(s) {
		return s
	}
	return Normalize(s)
}

// The kinds of bytes in text that is normalised.
const (
	asItIs = iota
	capital
	space
	mayLink // see link
	beyondASCII
)

var normalKinds = func() (kinds [256]uint8) {
	for c := range kinds {
		switch {
		case c >= 0x80:
			kinds[c] = beyondASCII
		case c >= 'A' && c <= 'Z':
			kinds[c] = capital
		case c <= ' ' || c == 0x7f:
			kinds[c] = space
		case c == '<' || c == 'h':
			kinds[c] = mayLink
		}
	}
	return kinds
}()

// add appends a line, with a space between lines, save where a script without spaces was wrapped.
func (n *normal) add(l line) {
	s, text := l.text, n.text
	if cap(text) == 0 && s != "" {
		text = make([]byte, 0, len(s)+8)
	}
	if k := len(text); k > 0 && text[k-1] != ' ' && (text[k-1] < 0x80 || k < 3 || !ideographic(string(text[k-3:])) || !ideographic(s)) {
		n.marks = append(n.marks, mark{int32(k), int32(l.at)})
		text = append(text, ' ')
	}
	next := -1 // what would go on where the last mark points
	for i := 0; i < len(s); {
		c := s[i]
		switch kind := normalKinds[c]; kind {
		case beyondASCII:
			r, size := decodeRune(s[i:])
			n.text = text
			n.fold(r, offset(l.at, i), size)
			text, next = n.text, -1
			i += size
			continue
		case mayLink:
			if meant, size := link(s, i); size > 0 {
				for _, b := range []byte(lower(meant)) {
					n.marks = append(n.marks, mark{int32(len(text)), int32(offset(l.at, i))})
					text = append(text, b)
				}
				next = -1
				i += size
				continue
			}
		case space:
			if k := len(text); k == 0 || text[k-1] == ' ' {
				i++
				continue
			}
			c = ' '
		case capital:
			c += 0x20
		}
		if i != next && (next < 0 || l.at >= 0) {
			n.marks = append(n.marks, mark{int32(len(text)), int32(offset(l.at, i))})
		}
		text = append(text, c)
		i++
		run := i
		for i < len(s) && normalKinds[s[i]] == asItIs {
			i++
		}
		text = append(text, s[run:i]...)
		next = i
	}
	n.text = text
}

// ideographic tells whether text begins with a kana, a Chinese character or a full-width form. Korean has spaces.
func ideographic(s string) bool {
	if len(s) < 3 || s[0] < 0xe3 {
		return false
	}
	r, size := decodeRune(s)
	return size == 3 && (r < 0xa000 || r >= 0xff00)
}

// fold appends one character beyond ASCII in lower case. The scripts are those that bounce notices are written in;
// unicode.ToLower would bring its tables to every visitor.
func (n *normal) fold(r rune, at, size int) {
	switch {
	case r == 0xa0 || r == 0x3000 || r >= 0x2000 && r <= 0x200a || r == 0x2028 || r == 0x2029 || r == 0x202f:
		if k := len(n.text); k == 0 || n.text[k-1] == ' ' {
			return
		}
		r = ' '
	case r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e || r >= 0x2060 && r <= 0x2069 || r == 0xfeff || r == 0xad:
		return // zero width, writing direction, byte order mark, soft hyphen
	case r == 0x2018 || r == 0x2019 || r == 0x201b || r == 0xb4:
		r = '\''
	case r == 0x201c || r == 0x201d || r == 0x201e:
		r = '"'
	case r >= 0x2010 && r <= 0x2015:
		r = '-'
	case r >= 0xc0 && r <= 0xde && r != 0xd7, r >= 0x391 && r <= 0x3a9, r >= 0x410 && r <= 0x42f:
		r += 0x20
	case r >= 0x400 && r <= 0x40f:
		r += 0x50
	case r == 0x130: // Turkish
		r = 'i'
	case r >= 0x100 && r <= 0x137 && r&1 == 0, r >= 0x14a && r <= 0x177 && r&1 == 0:
		r++
	case r >= 0x139 && r <= 0x148 && r&1 == 1, r >= 0x179 && r <= 0x17e && r&1 == 1:
		r++
	case r == 0x218 || r == 0x219: // Romanian s and t with a comma below: written with a cedilla as often
		r = 0x15f
	case r == 0x21a || r == 0x21b:
		r = 0x163
	case r == 0x386:
		r = 0x3ac
	case r >= 0x388 && r <= 0x38a:
		r += 0x25
	case r == 0x38c:
		r = 0x3cc
	case r == 0x38e || r == 0x38f:
		r += 0x3f
	case r >= 0xff01 && r <= 0xff5e: // full-width forms of ASCII
		r -= 0xfee0
		if r >= 'A' && r <= 'Z' {
			r += 0x20
		}
	}
	var buf [4]byte
	last := encodeRune(&buf, r) - 1
	for i, c := range buf[:last+1] {
		if i == last && i > 0 && at >= 0 {
			at += size - 1 // what ends with the character ends with all of it
		}
		n.marks = append(n.marks, mark{int32(len(n.text)), int32(at)}) // the rest of it stands where the character begins
		n.text = append(n.text, c)
	}
}

// then is n followed by m.
func (n normal) then(m normal) normal {
	out := normal{make([]byte, 0, len(n.text)+len(m.text)), make([]mark, 0, len(n.marks)+len(m.marks))}
	out.text = append(append(out.text, n.text...), m.text...)
	out.marks = append(out.marks, n.marks...)
	for _, k := range m.marks {
		out.marks = append(out.marks, mark{k.start + int32(len(n.text)), k.at})
	}
	return out
}

func (n normal) trimmed() normal {
	if k := len(n.text); k > 0 && n.text[k-1] == ' ' {
		n.text = n.text[:k-1]
	}
	return n
}

// position is the input offset of a byte, -1 where there is none.
func (n normal) position(i int) int {
	k := len(n.marks) - 1
	for k >= 0 && int(n.marks[k].start) > i {
		k--
	}
	if k < 0 || n.marks[k].at < 0 {
		return -1
	}
	return int(n.marks[k].at) + i - int(n.marks[k].start)
}

// span is the place in the input of the bytes from start to end, if they all stand there plainly.
func (n normal) span(kind string, start, end int) (Span, bool) {
	if start >= end || end > len(n.text) {
		return Span{}, false
	}
	from, to := n.position(start), n.position(end-1)
	if from < 0 || to < from {
		return Span{}, false
	}
	return Span{kind, from, to + 1}, true
}

// decodeRune reads one character. A byte that is not UTF-8 stands for itself, as in ISO 8859-1: mail without a declared
// charset is still matched by its ASCII words.
func decodeRune(s string) (rune, int) {
	c := s[0]
	cont := func(i int) (rune, bool) {
		if i < len(s) && s[i]&0xc0 == 0x80 {
			return rune(s[i] & 0x3f), true
		}
		return 0, false
	}
	switch {
	case c >= 0xc2 && c < 0xe0:
		if a, ok := cont(1); ok {
			return rune(c&0x1f)<<6 | a, 2
		}
	case c >= 0xe0 && c < 0xf0:
		a, ok := cont(1)
		b, ok2 := cont(2)
		if r := rune(c&0x0f)<<12 | a<<6 | b; ok && ok2 && r >= 0x800 {
			return r, 3
		}
	case c >= 0xf0 && c < 0xf5:
		a, ok := cont(1)
		b, ok2 := cont(2)
		d, ok3 := cont(3)
		if r := rune(c&0x07)<<18 | a<<12 | b<<6 | d; ok && ok2 && ok3 && r >= 0x10000 && r <= 0x10ffff {
			return r, 4
		}
	}
	return rune(c), 1
}

func encodeRune(buf *[4]byte, r rune) int {
	switch {
	case r < 0x80:
		buf[0] = byte(r)
		return 1
	case r < 0x800:
		buf[0], buf[1] = 0xc0|byte(r>>6), 0x80|byte(r&0x3f)
		return 2
	case r < 0x10000:
		buf[0], buf[1], buf[2] = 0xe0|byte(r>>12), 0x80|byte(r>>6&0x3f), 0x80|byte(r&0x3f)
		return 3
	}
	buf[0], buf[1], buf[2], buf[3] = 0xf0|byte(r>>18), 0x80|byte(r>>12&0x3f), 0x80|byte(r>>6&0x3f), 0x80|byte(r&0x3f)
	return 4
}
