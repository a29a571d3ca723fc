package engine

// Addresses at which filters keep the links of a message, and how the link stands in them.
var linkWrappers = []struct {
	host, before, after string
	escaped             bool
}{
	{"https://", ".safelinks.protection.outlook.com/?url=", "&", true},
	{"https://urldefense.", "/v3/__", "__;", false},
}

// link undoes at s[i:] what programs do to links when text is copied: "<mailto:bob@example.org>" behind the same address
// says nothing, nor does "<https://…>" glued to a word, and a link through a filter means the one inside it. It returns
// what is meant instead and how many bytes it stands for, 0 when there is nothing to undo.
func link(s string, i int) (string, int) {
	if s[i] == '<' {
		rest := s[i+1:]
		if !hasPrefixFold(rest, "mailto:") && (!hasPrefixFold(rest, "http") || i == 0 || s[i-1] <= ' ' || s[i-1] == '(' || s[i-1] == '<') {
			return "", 0
		}
		if n := linkEnd(rest); n < len(rest) && rest[n] == '>' {
			return "", n + 2
		}
		return "", 0
	}
	for _, w := range linkWrappers {
		if !hasPrefixFold(s[i:], w.host) {
			continue
		}
		url := s[i : i+linkEnd(s[i:])]
		k := index(url, w.before)
		if k < 0 {
			continue
		}
		target := url[k+len(w.before):]
		if end := index(target, w.after); end >= 0 {
			target = target[:end]
		}
		if w.escaped {
			target = extended(target)
		}
		return target, len(url)
	}
	return "", 0
}

func linkEnd(s string) int {
	n := 0
	for n < len(s) && n < maxLink && s[n] > ' ' && s[n] != '<' && s[n] != '>' && s[n] != '"' {
		n++
	}
	return n
}

// legible is text as a reader sees it: links as they are meant, hard spaces as spaces, nothing of no width.
func legible(s string) string {
	if ascii(s) && !contains(s, "<mailto:") && !contains(s, "://") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		c := s[i]
		if c == '<' || c == 'h' {
			if text, n := link(s, i); n > 0 {
				out = append(out, text...)
				i += n
				continue
			}
		}
		if c < 0x80 {
			out = append(out, c)
			i++
			continue
		}
		r, size := decodeRune(s[i:])
		switch {
		case r == 0xa0 || r == 0x202f:
			out = append(out, ' ')
		case r >= 0x200b && r <= 0x200f || r == 0xfeff || r == 0x2060:
		default:
			out = append(out, s[i:i+size]...)
		}
		i += size
	}
	return string(out)
}
