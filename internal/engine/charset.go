package engine

// Charset decodes text that is in no Unicode encoding; label is a name of the WHATWG Encoding Standard. The host supplies
// it: a browser has TextDecoder, a Go program golang.org/x/text. It returns false for a charset that it does not know.
type Charset func(label string, data string) (string, bool)

// Names in mail for charsets that the Encoding Standard knows by another.
var charsetNames = []struct{ mail, standard string }{
	{"cp932", "shift_jis"},
	{"cp936", "gbk"},
	{"windows-936", "gbk"},
	{"cp949", "euc-kr"},
	{"ks_c_5601", "euc-kr"},
	{"cp950", "big5"},
	{"windows-950", "big5"},
	{"eucjp", "euc-jp"},
	{"eucjp-ms", "euc-jp"},
	{"cp51932", "euc-jp"},
	{"iso-2022-jp-ms", "iso-2022-jp"},
	{"iso-2022-jp-1", "iso-2022-jp"},
	{"iso-2022-jp-2", "iso-2022-jp"},
	{"cp50220", "iso-2022-jp"},
	{"cp50221", "iso-2022-jp"},
}

// toUTF8 brings text of a charset to UTF-8. An unknown charset leaves it as it is: replies are ASCII in nearly all.
func toUTF8(label, data string, charset Charset) string {
	switch label {
	case "", "utf-8", "utf8", "us-ascii", "ascii":
		return data
	case "utf-16", "utf-16be", "utf-16le", "ucs-2", "iso-10646-ucs-2", "unicode":
		return decodeUTF16(label, data)
	case "utf-7", "unicode-1-1-utf-7", "csunicode11utf7":
		return decodeUTF7(data)
	case "iso-2022-kr", "csiso2022kr": // RFC 1557; browsers refuse it, and HZ (RFC 1843)
		label, data = "euc-kr", unshift(data, "\x0e", "\x0f")
	case "hz-gb-2312":
		label, data = "gbk", unshift(data, "~{", "~}")
	}
	if ascii(data) && !contains(data, "\x1b") {
		return data
	}
	for _, n := range charsetNames {
		if n.mail == label {
			label = n.standard
		}
	}
	if charset != nil {
		if s, ok := charset(label, data); ok {
			return s
		}
	}
	return data
}

// labelOf is the charset that text is in, whatever it is said to be: many programs say nothing, or US-ASCII, or what their
// text was in before it came to them. guess is the charset of the header's encoded words.
func labelOf(label, text, guess string) string {
	switch {
	case contains(label, "utf-16") || contains(label, "2022") || hasPrefix(label, "hz-"):
	case ascii(text):
		if contains(text, "\x1b$") {
			return "iso-2022-jp" // its escape sequences are like nothing else
		}
	case validUTF8(text):
		return "utf-8" // hardly ever by chance
	case label == "" || label == "us-ascii" || label == "utf-8" || contains(label, "unknown") || hasSuffix(label, "bit"):
		return guess
	}
	return label
}

func validUTF8(s string) bool {
	for i := 0; i < len(s); {
		_, size := decodeRune(s[i:])
		if size == 1 && s[i] >= 0x80 {
			return false
		}
		i += size
	}
	return true
}

// decodeUTF16 undoes RFC 2781: the byte order is that of its mark, else that of the label, else the one that makes
// more of the text ASCII.
func decodeUTF16(label, s string) string {
	first, second := 0, 0
	for i := 0; i+1 < len(s) && i < 200; i += 2 {
		if s[i] == 0 {
			first++
		}
		if s[i+1] == 0 {
			second++
		}
	}
	little := hasSuffix(label, "le") || !hasSuffix(label, "be") && second > first
	if hasPrefix(s, "\xff\xfe") || hasPrefix(s, "\xfe\xff") {
		little = s[0] == 0xff
		s = s[2:]
	}
	out := make([]byte, 0, len(s))
	var buf [4]byte
	high := rune(0)
	for i := 0; i+1 < len(s); i += 2 {
		a, b := rune(s[i]), rune(s[i+1])
		if little {
			a, b = b, a
		}
		r := a<<8 | b
		switch {
		case r >= 0xd800 && r < 0xdc00:
			high = r
			continue
		case r >= 0xdc00 && r < 0xe000:
			r = 0x10000 + (high&0x3ff)<<10 + r&0x3ff
		}
		out = append(out, buf[:encodeRune(&buf, r)]...)
	}
	return string(out)
}

// decodeUTF7 undoes RFC 2152: UTF-16 in base 64 between "+" and the first byte that belongs to no base 64, which is dropped if it is "-".
// Browsers refuse it, since pages whose charset was guessed could be made to hold markup with it; here its text stays text.
func decodeUTF7(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '+' {
			out = append(out, s[i])
			continue
		}
		start := i + 1
		for i = start; i < len(s) && (letter(s[i]) || digit(s[i]) || s[i] == '+' || s[i] == '/'); i++ {
		}
		if i == start { // "+-"
			out = append(out, '+')
		} else {
			out = append(out, decodeUTF16("utf-16be", decodeBase64(s[start:i]))...)
		}
		if i < len(s) && s[i] != '-' {
			i--
		}
	}
	return string(out)
}

// unshift sets the eighth bit of the bytes between two marks, which makes a 7-bit encoding the 8-bit one of its
// characters.
func unshift(s, in, out string) string {
	b := make([]byte, 0, len(s))
	high := byte(0)
	for i := 0; i < len(s); {
		switch {
		case hasPrefix(s[i:], "\x1b$)C"): // the designator of ISO-2022-KR
			i += 4
		case hasPrefix(s[i:], in):
			high = 0x80
			i += len(in)
		case hasPrefix(s[i:], out):
			high = 0
			i += len(out)
		default:
			c := s[i]
			if c == '\n' {
				high = 0
			}
			if c > ' ' {
				c |= high
			}
			b = append(b, c)
			i++
		}
	}
	return string(b)
}
