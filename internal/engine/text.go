package engine

// Small string work that the standard library would bring more code for (strings pulls in unicode's tables).

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

func lower(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] >= 'A' && s[i] <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if b[i] >= 'A' && b[i] <= 'Z' {
					b[i] += 0x20
				}
			}
			return string(b)
		}
	}
	return s
}

func trim(s string) string { return trimLeft(trimRight(s, " \t\r\n"), " \t\r\n") }

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

func contains(s, sub string) bool { return index(s, sub) >= 0 }

func index(s, sub string) int {
	if sub == "" {
		return 0
	}
	for i := 0; i+len(sub) <= len(s); i++ {
		if s[i] == sub[0] && s[i:i+len(sub)] == sub {
			return i
		}
	}
	return -1
}

// indexFold finds sub, which is lower case, whatever the case of s.
func indexFold(s, sub string) int {
	for i := 0; i+len(sub) <= len(s); i++ {
		if hasPrefixFold(s[i:], sub) {
			return i
		}
	}
	return -1
}

func containsFold(s, sub string) bool { return indexFold(s, sub) >= 0 }

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

func hasSuffixFold(s, suffix string) bool {
	return len(s) >= len(suffix) && hasPrefixFold(s[len(s)-len(suffix):], suffix)
}

func equalFold(s, lower string) bool { return len(s) == len(lower) && hasPrefixFold(s, lower) }

// splitLines cuts text into lines at LF, CRLF or CR, without their ends. at is the offset of text in the input, -1 if it
// does not stand there plainly.
func splitLines(text string, at int) []line {
	var out []line
	start := 0
	add := func(end int) {
		l := line{text[start:end], -1}
		if at >= 0 {
			l.at = at + start
		}
		out = append(out, l)
	}
	for i := 0; i < len(text); i++ {
		switch text[i] {
		case '\n':
			add(i)
			start = i + 1
		case '\r':
			add(i)
			if i+1 < len(text) && text[i+1] == '\n' {
				i++
			}
			start = i + 1
		}
	}
	if start < len(text) {
		add(len(text))
	}
	return out
}
