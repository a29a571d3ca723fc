package outlook

import (
	"slices"
	"strconv"
	"strings"
)

// What the dictionary of the compression begins with ([MS-OXRTFCP] section 2.1.2.1).
const dictionary = `{\rtf1\ansi\mac\deff0\deftab720{\fonttbl;}{\f0\fnil \froman \fswiss \fmodern \fscript \fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\colortbl\red0\green0\blue0` + "\r\n" + `\par \pard\plain\f0\fs20\b\i\u\tab\tx`

// decompress undoes the compression of rich text ([MS-OXRTFCP]): runs of eight tokens, a byte each or a place and length in
// the last 4,096 bytes. What is cut off is undone as far as it goes.
func decompress(s string) string {
	if len(s) < 16 {
		return ""
	}
	kind, in := number(s, 8), s[16:]
	if kind == 0x414c454d { // "MELA": not compressed
		return in
	}
	if kind != 0x75465a4c { // "LZFu"
		return ""
	}
	out := []byte(dictionary)
	for i := 0; i < len(in) && len(out) < maxValue; {
		flags := in[i]
		i++
		for bit := 0; bit < 8 && i < len(in); bit++ {
			if flags>>bit&1 == 0 {
				out = append(out, in[i])
				i++
				continue
			}
			if i+1 == len(in) {
				return string(out[len(dictionary):])
			}
			place, size := int(in[i])<<4|int(in[i+1])>>4, int(in[i+1]&15)+2
			i += 2
			back := (len(out) - place) & 4095
			if back == 0 { // the place of the next byte: the end
				return string(out[len(dictionary):])
			}
			for ; size > 0; size-- {
				c := byte(' ') // a place that was never written
				if back <= len(out) {
					c = out[len(out)-back]
				}
				out = append(out, c)
			}
		}
	}
	return string(out[len(dictionary):])
}

// Groups of rich text that hold no text of the message.
var silent = []string{"fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "footer", "listtable", "generator"}

// Control words that stand for white space.
var space = map[string]string{"par": "\n", "line": "\n", "row": "\n", "sect": "\n", "page": "\n", "tab": "\t", "cell": "\t"}

// rtfText is the text of rich text. Where that stands for HTML ([MS-OXRTFEX]), the tags are in groups that every reader
// passes over.
func rtfText(s string, decode func(codepage int, data string) string) string {
	type group struct {
		silent bool
		stand  int // characters that stand in for one of Unicode
	}
	var out strings.Builder
	var bytes []byte // of the code page, not decoded yet
	codepage, skip := 1252, 0
	now := group{stand: 1}
	var above []group
	flush := func() {
		if len(bytes) > 0 {
			out.WriteString(decode(codepage, string(bytes)))
			bytes = bytes[:0]
		}
	}
	char := func(c byte) {
		if skip > 0 {
			skip--
		} else if !now.silent {
			bytes = append(bytes, c)
		}
	}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '{':
			above, skip = append(above, now), 0
		case c == '}':
			if skip = 0; len(above) > 0 {
				now, above = above[len(above)-1], above[:len(above)-1]
			}
		case c == '\r' || c == '\n':
		case c != '\\' || i+1 == len(s):
			char(c)
		case !letter(s[i+1]):
			switch i++; s[i] {
			case '*':
				now.silent = true
			case '\'':
				if n, err := strconv.ParseUint(s[i+1:min(i+3, len(s))], 16, 8); err == nil {
					char(byte(n))
					i += 2
				}
			case '~':
				char(' ')
			case '\\', '{', '}':
				char(s[i])
			}
		default:
			start := i + 1
			for i = start; i < len(s) && letter(s[i]); i++ {
			}
			word := s[start:i]
			start = i
			for i < len(s) && i-start < 10 && (s[i] >= '0' && s[i] <= '9' || s[i] == '-' && i == start) {
				i++
			}
			n, _ := strconv.Atoi(s[start:i])
			switch {
			case word == "u":
				flush()
				if !now.silent {
					out.WriteRune(rune(n & 0xffff)) // what is beyond comes in halves, which say nothing to us
				}
				skip = now.stand
			case word == "uc":
				now.stand = n
			case word == "ansicpg":
				codepage = n
			case word == "bin":
				i += max(n, 0)
			case slices.Contains(silent, word):
				now.silent = true
			case space[word] != "" && !now.silent:
				bytes = append(bytes, space[word]...)
			}
			if i >= len(s) || s[i] != ' ' {
				i-- // a space ends the word and is no text
			}
		}
	}
	flush()
	return out.String()
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
