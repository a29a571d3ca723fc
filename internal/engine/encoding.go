package engine

// decodeQuotedPrintable undoes RFC 2045 section 6.7. What is not a valid escape stays as it is.
func decodeQuotedPrintable(s string, underscores bool) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '_' && underscores: // RFC 2047 section 4.2
			out = append(out, ' ')
		case c != '=':
			out = append(out, c)
		case i+2 < len(s) && hex(s[i+1]) >= 0 && hex(s[i+2]) >= 0:
			out = append(out, byte(hex(s[i+1])<<4|hex(s[i+2])))
			i += 2
		default:
			j := i + 1
			for j < len(s) && (s[j] == ' ' || s[j] == '\t') {
				j++
			}
			switch {
			case j < len(s) && s[j] == '\r' && j+1 < len(s) && s[j+1] == '\n':
				i = j + 1
			case j < len(s) && (s[j] == '\n' || s[j] == '\r'):
				i = j
			default:
				out = append(out, c)
			}
		}
	}
	return str(out)
}

func hex(c byte) int {
	switch {
	case digit(c):
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// decodeBase64 undoes RFC 2045 section 6.8. Bytes outside the alphabet are passed over, and what is cut off is decoded
// as far as it goes.
func decodeBase64(s string) string {
	out := make([]byte, 0, len(s)*3/4)
	var bits uint32
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		var v byte
		switch {
		case c >= 'A' && c <= 'Z':
			v = c - 'A'
		case c >= 'a' && c <= 'z':
			v = c - 'a' + 26
		case digit(c):
			v = c - '0' + 52
		case c == '+' || c == '-':
			v = 62
		case c == '/' || c == '_':
			v = 63
		default:
			continue
		}
		bits = bits<<6 | uint32(v)
		if n++; n == 4 {
			out = append(out, byte(bits>>16), byte(bits>>8), byte(bits))
			bits, n = 0, 0
		}
	}
	switch n {
	case 2:
		out = append(out, byte(bits>>4))
	case 3:
		out = append(out, byte(bits>>10), byte(bits>>2))
	}
	return str(out)
}

// decodeWords undoes the encoded words of a header field (RFC 2047). Bytes of neighbouring words belong together: programs
// cut words inside a character.
func decodeWords(s string, charset Charset) string {
	if !contains(s, "=?") {
		return s
	}
	var out, bytes []byte
	label := ""
	flush := func(then string) {
		out = append(append(out, toUTF8(label, string(bytes), charset)...), then...)
		bytes = bytes[:0]
	}
	for {
		start := index(s, "=?")
		if start < 0 {
			flush(s)
			return string(out)
		}
		rest := s[start+2:]
		q1 := indexByte(rest, '?')
		if q1 < 0 || q1+2 >= len(rest) || rest[q1+2] != '?' {
			flush(s[:start+2])
			s = rest
			continue
		}
		end := index(rest[q1+3:], "?=")
		if end < 0 {
			flush(s)
			return string(out)
		}
		name, data := lower(rest[:q1]), rest[q1+3:q1+3+end]
		if rest[q1+1]|0x20 == 'b' {
			data = decodeBase64(data)
		} else {
			data = decodeQuotedPrintable(data, true)
		}
		if star := indexByte(name, '*'); star >= 0 { // RFC 2231 section 5: a language
			name = name[:star]
		}
		between := s[:start]
		if len(bytes) > 0 && trim(between) == "" {
			between = ""
		}
		if name != label || between != "" {
			flush(between)
			label = name
		}
		bytes = append(bytes, data...)
		s = rest[q1+3+end+2:]
	}
}
