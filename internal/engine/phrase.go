package engine

// A phrase is a row of pieces: literals, and between them what may vary. It is written as "blocked using <domain>",
// with * for a gap of at most maxGap bytes. The compiler turns the marks into single bytes that no text holds.
const (
	gapAny     = 0x01 // *
	gapIP      = 0x02 // <ip>
	gapDomain  = 0x03 // <domain>
	gapAddress = 0x04 // <address>
	gapNumber  = 0x05 // <number>
	gapURL     = 0x06 // <url>
)

var placeholders = []struct {
	mark string
	gap  byte
}{{"<ip>", gapIP}, {"<domain>", gapDomain}, {"<address>", gapAddress}, {"<number>", gapNumber}, {"<url>", gapURL}, {"*", gapAny}}

// encodePhrase replaces the marks of a written phrase.
func encodePhrase(s string) string {
	out := make([]byte, 0, len(s))
scan:
	for i := 0; i < len(s); {
		for _, p := range placeholders {
			if hasPrefix(s[i:], p.mark) {
				out = append(out, p.gap)
				i += len(p.mark)
				continue scan
			}
		}
		out = append(out, s[i])
		i++
	}
	return string(out)
}

func isGap(c byte) bool { return c >= gapAny && c <= gapURL }

// inGap tells whether a byte may stand in what varies.
func inGap(gap, c byte) bool {
	digit := c >= '0' && c <= '9'
	letter := c >= 'a' && c <= 'z' || c >= 0x80
	switch gap {
	case gapIP:
		return digit || c >= 'a' && c <= 'f' || c == '.' || c == ':' || c == 'x'
	case gapDomain:
		return digit || letter || c == '.' || c == '-' || c == '_'
	case gapAddress:
		return c > ' ' && c != '<' && c != '>' && c != '(' && c != ')' && c != '"' && c != ',' && c != ';' && c != ':'
	case gapNumber:
		return digit || c == '.'
	case gapURL:
		return c > ' ' && c != '<' && c != '>'
	}
	return true
}

// matchForward matches the rest of a phrase at text[i:] and returns the end. Each gap is tried at most maxGap times
// and a phrase holds few gaps, so the work is bounded whatever the text is.
func matchForward(phrase string, text []byte, i int) (int, bool) {
	for p := 0; p < len(phrase); p++ {
		c := phrase[p]
		if !isGap(c) {
			if i >= len(text) || text[i] != c {
				return 0, false
			}
			i++
			continue
		}
		rest := phrase[p+1:]
		end, least := i, i+1
		if c == gapAny {
			end, least = min(i+maxGap, len(text)), i
		}
		for end < len(text) && end-i < maxGap && inGap(c, text[end]) {
			end++
		}
		if rest == "" {
			return end, end >= least
		}
		for j := least; j <= end; j++ {
			if isGap(rest[0]) || j < len(text) && text[j] == rest[0] {
				if e, ok := matchForward(rest, text, j); ok {
					return e, true
				}
			}
		}
		return 0, false
	}
	return i, true
}

// matchBackward matches the part of a phrase before its anchor, ending at text[:i], and returns the start, which does not stand
// within a word: a gap goes on where it does.
func matchBackward(phrase string, text []byte, i int) (int, bool) {
	for p := len(phrase) - 1; p >= 0; p-- {
		c := phrase[p]
		if !isGap(c) {
			if i == 0 || text[i-1] != c {
				return 0, false
			}
			i--
			continue
		}
		rest := phrase[:p]
		start, most := i, i-1
		if c == gapAny {
			start, most = max(i-maxGap, 0), i
		}
		for start > 0 && i-start < maxGap && inGap(c, text[start-1]) {
			start--
		}
		if rest == "" {
			for start <= most && !wordStart(text, start) {
				start++
			}
			return start, start <= most
		}
		last := rest[len(rest)-1]
		for j := most; j >= start; j-- {
			if isGap(last) || j > 0 && text[j-1] == last {
				if s, ok := matchBackward(rest, text, j); ok {
					return s, true
				}
			}
		}
		return 0, false
	}
	return i, wordStart(text, i)
}

// wordStart tells whether text[i] does not go on with the word before it.
func wordStart(text []byte, i int) bool {
	return i == 0 || i == len(text) || !wordByte(text[i]) || !wordByte(text[i-1])
}

//go:noinline
func hasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && (prefix == "" || s[0] == prefix[0] && s[:len(prefix)] == prefix) // mostly the first byte tells
}

//go:noinline
func hasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}
