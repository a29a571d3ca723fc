package engine

// line is a piece of text that was read, with the offset in the input where it stands, or -1 when the input holds it
// encoded (base64, quoted-printable), so that nothing can be marked there.
type line struct {
	text string
	at   int
}

// normal is a reply as phrases see it: lower case, white space squeezed to single spaces, typographic quotes and dashes
// plain. pos holds the input offset of each byte, -1 where there is none.
type normal struct {
	text []byte
	pos  []int32
}

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

// add appends a line, with a space between lines, save where a script without spaces was wrapped.
func (n *normal) add(l line) {
	s := l.text
	if k := len(n.text); k < 3 || !ideographic(string(n.text[k-3:])) || !ideographic(s) {
		n.space(int32(l.at))
	}
	for i := 0; i < len(s); {
		at := int32(-1)
		if l.at >= 0 {
			at = int32(l.at + i)
		}
		c := s[i]
		if c == '<' || c == 'h' {
			if text, size := link(s, i); size > 0 {
				for _, b := range []byte(lower(text)) {
					n.put(b, at)
				}
				i += size
				continue
			}
		}
		if c < 0x80 {
			i++
			switch {
			case c <= ' ' || c == 0x7f:
				n.space(at)
			case c >= 'A' && c <= 'Z':
				n.put(c+0x20, at)
			default:
				n.put(c, at)
			}
			continue
		}
		r, size := decodeRune(s[i:])
		i += size
		n.fold(r, at)
	}
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
func (n *normal) fold(r rune, at int32) {
	switch {
	case r == 0xa0 || r == 0x3000 || r >= 0x2000 && r <= 0x200a || r == 0x2028 || r == 0x2029 || r == 0x202f:
		n.space(at)
		return
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
	case r >= 0x100 && r <= 0x137 && r&1 == 0, r >= 0x14a && r <= 0x177 && r&1 == 0:
		r++
	case r >= 0x139 && r <= 0x148 && r&1 == 1, r >= 0x179 && r <= 0x17e && r&1 == 1:
		r++
	case r == 0x130: // Turkish
		r = 'i'
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
	for _, c := range buf[:encodeRune(&buf, r)] {
		n.put(c, at)
	}
}

func (n *normal) put(c byte, at int32) {
	n.text = append(n.text, c)
	n.pos = append(n.pos, at)
}

func (n *normal) space(at int32) {
	if k := len(n.text); k > 0 && n.text[k-1] != ' ' {
		n.put(' ', at)
	}
}

// then is n followed by m.
func (n normal) then(m normal) normal {
	var out normal
	out.text = append(append(out.text, n.text...), m.text...)
	out.pos = append(append(out.pos, n.pos...), m.pos...)
	return out
}

func (n normal) trimmed() normal {
	for len(n.text) > 0 && n.text[len(n.text)-1] == ' ' {
		n.text, n.pos = n.text[:len(n.text)-1], n.pos[:len(n.pos)-1]
	}
	return n
}

// span is the place in the input of the bytes from start to end, if they all stand there plainly.
func (n normal) span(kind string, start, end int) (Span, bool) {
	if start >= end || end > len(n.pos) || n.pos[start] < 0 || n.pos[end-1] < n.pos[start] {
		return Span{}, false
	}
	return Span{kind, int(n.pos[start]), int(n.pos[end-1]) + 1}, true
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
