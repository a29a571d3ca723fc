package engine

import (
	"math/bits"
	"unsafe"
)

// Small string work that the standard library would bring more code for (strings pulls in unicode's tables).
//
// What is called in hundreds of places is kept out of line (go:noinline, here and in other files): inlined, it costs every
// visitor 30 KB, and nothing that can be measured is gained.

func digit(c byte) bool  { return c >= '0' && c <= '9' }
func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// separates tells whether a code may follow this byte. Beyond ASCII every one does: a hard space, a typographic quote, a
// full-width colon, a character of a script without spaces.
func separates(c byte) bool {
	if c >= 0x80 {
		return true
	}
	switch c {
	case ' ', '\t', ':', ';', '"', '\'', '(', '[', '<', '>', '=', '#', '-', '*', ',', '{', '|', '`':
		return true
	}
	return false
}

//go:noinline
func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] += 0x20
				}
			}
			return str(b)
		}
	}
	return s
}

// str is the bytes as a string, without a copy: they must not change any more.
func str(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

//go:noinline
func trim(s string) string { return trimLeft(trimRight(s, " \t\r\n"), " \t\r\n") }

//go:noinline
func trimLeft(s, cut string) string {
	for s != "" && indexByte(cut, s[0]) >= 0 {
		s = s[1:]
	}
	return s
}

func trimRight(s, cut string) string {
	for s != "" && indexByte(cut, s[len(s)-1]) >= 0 {
		s = s[:len(s)-1]
	}
	return s
}

//go:noinline
func contains(s, sub string) bool { return index(s, sub) >= 0 }

// Bytes are looked for eight at a time: a word of eight bytes less the wanted one is zero where it stands.
const (
	eachByte = 0x0101010101010101
	eachTop  = 0x8080808080808080
)

// zeros has the top bit set of the lowest byte of x that is zero; above it bits may be set for other bytes too.
func zeros(x uint64) uint64 { return (x - eachByte) &^ x & eachTop }

func index(s, sub string) int {
	if len(sub) < 2 {
		if sub == "" {
			return 0
		}
		return indexByte(s, sub[0])
	}
	i, last := 0, len(s)-len(sub)
	if !letter(sub[0]) && sub[0] != ' ' { // it is rare: looking for it alone is less work
		for ; i <= last; i++ {
			k := indexByte(s[i:], sub[0])
			if i += k; k < 0 || i > last {
				break
			}
			if s[i:i+len(sub)] == sub {
				return i
			}
		}
		return -1
	}
	first, second := eachByte*uint64(sub[0]), eachByte*uint64(sub[1])
	for ; i+9 <= len(s); i += 8 {
		p := s[i : i+9]
		x := uint64(p[0]) | uint64(p[1])<<8 | uint64(p[2])<<16 | uint64(p[3])<<24 | uint64(p[4])<<32 | uint64(p[5])<<40 | uint64(p[6])<<48 | uint64(p[7])<<56
		y := uint64(p[1]) | uint64(p[2])<<8 | uint64(p[3])<<16 | uint64(p[4])<<24 | uint64(p[5])<<32 | uint64(p[6])<<40 | uint64(p[7])<<48 | uint64(p[8])<<56
		for z := zeros(x ^ first | y ^ second); z != 0; z &= z - 1 {
			if k := i + bits.TrailingZeros64(z)/8; k <= last && s[k:k+len(sub)] == sub {
				return k
			}
		}
	}
	for ; i <= last; i++ {
		if s[i] == sub[0] && s[i:i+len(sub)] == sub {
			return i
		}
	}
	return -1
}

func indexByte(s string, c byte) int {
	i := 0
	for want := eachByte * uint64(c); i+8 <= len(s); i += 8 {
		p := s[i : i+8]
		x := uint64(p[0]) | uint64(p[1])<<8 | uint64(p[2])<<16 | uint64(p[3])<<24 | uint64(p[4])<<32 | uint64(p[5])<<40 | uint64(p[6])<<48 | uint64(p[7])<<56
		if z := zeros(x ^ want); z != 0 {
			return i + bits.TrailingZeros64(z)/8
		}
	}
	for ; i < len(s); i++ {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// firstControl is where the first control character stands, or the end.
func firstControl(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		p := s[i : i+8]
		x := uint64(p[0]) | uint64(p[1])<<8 | uint64(p[2])<<16 | uint64(p[3])<<24 | uint64(p[4])<<32 | uint64(p[5])<<40 | uint64(p[6])<<48 | uint64(p[7])<<56
		if z := (x - ' '*eachByte) &^ x & eachTop; z != 0 {
			return i + bits.TrailingZeros64(z)/8
		}
	}
	for i < len(s) && s[i] >= ' ' {
		i++
	}
	return i
}

func ascii(s string) bool { return asciiRun(s) == len(s) }

// asciiRun is how many bytes at the start of s are ASCII.
//
//go:noinline
func asciiRun(s string) int {
	i := 0
	for ; i+8 <= len(s); i += 8 {
		p := s[i : i+8]
		if x := uint64(p[0]) | uint64(p[1])<<8 | uint64(p[2])<<16 | uint64(p[3])<<24 | uint64(p[4])<<32 | uint64(p[5])<<40 | uint64(p[6])<<48 | uint64(p[7])<<56; x&eachTop != 0 {
			return i + bits.TrailingZeros64(x&eachTop)/8
		}
	}
	for i < len(s) && s[i] < 0x80 {
		i++
	}
	return i
}

// indexFold finds sub, which is lower case, whatever the case of s.
func indexFold(s, sub string) int {
	if sub == "" {
		return 0
	}
	for i, c := 0, sub[0]|0x20; i+len(sub) <= len(s); i++ {
		if s[i]|0x20 == c && hasPrefixFold(s[i:], sub) {
			return i
		}
	}
	return -1
}

//go:noinline
func containsFold(s, sub string) bool { return indexFold(s, sub) >= 0 }

func count(s string, c byte) int {
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] == c {
			n++
		}
	}
	return n
}

//go:noinline
func hasPrefixFold(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := 0; i < len(prefix); i++ {
		c := s[i]
		if c >= 'A' && c <= 'Z' {
			c += 0x20
		}
		if c != prefix[i] {
			return false
		}
	}
	return true
}

//go:noinline
func hasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && hasPrefixFold(s[len(s)-len(suffix):], suffix)
}

//go:noinline
func equalFold(s, lower string) bool { return len(s) == len(lower) && hasPrefixFold(s, lower) }

// splitLines cuts text into lines at LF, CRLF or CR, without their ends. at is the offset of text in the input, -1 if it
// does not stand there plainly.
func splitLines(text string, at int) []line {
	if text == "" {
		return nil
	}
	out := make([]line, 0, 1+len(text)/64)
	for i := 0; i < len(text); {
		end, next := lineEnd(text, i)
		out = append(out, line{text[i:end], offset(at, i)})
		i = next
	}
	return out
}

// lineEnd finds the end of the line at i and the start of the next one.
func lineEnd(s string, i int) (end, next int) {
	for ; i+8 <= len(s); i += 8 {
		p := s[i : i+8]
		x := uint64(p[0]) | uint64(p[1])<<8 | uint64(p[2])<<16 | uint64(p[3])<<24 | uint64(p[4])<<32 | uint64(p[5])<<40 | uint64(p[6])<<48 | uint64(p[7])<<56
		if z := zeros(x^'\n'*eachByte) | zeros(x^'\r'*eachByte); z != 0 {
			i += bits.TrailingZeros64(z) / 8
			break
		}
	}
	for ; i < len(s); i++ {
		switch s[i] {
		case '\n':
			return i, i + 1
		case '\r':
			if i+1 < len(s) && s[i+1] == '\n' {
				return i, i + 2
			}
			return i, i + 1
		}
	}
	return i, i
}
