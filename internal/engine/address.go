package engine

// address is a mail address found in a line.
type address struct {
	text       string
	start, end int
}

// findAddresses lists the mail addresses in a line: a local part and a domain around an @ (RFC 5321 section 4.1.2), UTF-8
// allowed (RFC 6531).
func findAddresses(s string) []address {
	var out []address
	for i := 0; len(out) < 50; i++ {
		next := indexByte(s[i:], '@')
		if next < 0 {
			break
		}
		i += next
		start, end := i, i+1
		if start > 0 && s[start-1] == '"' { // a quoted local part
			for k := start - 2; k >= 0 && k > start-66; k-- {
				if s[k] == '"' {
					start = k
					break
				}
			}
		}
		if start == i {
			for start > 0 && i-start < 128 && localByte(s[start-1]) {
				start--
			}
			start = i - len(afterWords(s[start:i]))
			if hasPrefix(s[start:], "//") { // a link that names it: "https://www.example.net/why?sender=ann@example.com"
				start += max(2, lastIndexByte(s[start:i], '=')+1)
			} else if k := indexByte(s[start:i], '='); k > 0 && listed(lower(s[start:start+k]), addressKeys) {
				start += k + 1
			}
		}
		for start < i && (s[start] == '.' || s[start] == '=' || s[start] == '\'' || s[start] == '*' || s[start] == '-' || s[start] == '{') {
			start++
		}
		for end < len(s) && end-i < 255 && domainByte(s[end]) {
			end++
		}
		end = i + 1 + len(beforeWords(s[i+1:end]))
		for end > i+1 && (s[end-1] == '.' || s[end-1] == '-') {
			end--
		}
		if start == i || end == i+1 {
			continue
		}
		out = append(out, address{s[start:end], start, end})
		i = end - 1
	}
	return out
}

// addressKeys are what stands before "=" and an address in logs: "to=bob@example.org". What else has "=" in it is an address that holds
// another one (VERP).
var addressKeys = []string{"to", "from", "recipient", "recipients", "rcpt", "sender", "user", "email"}

// afterWords is what of a local part is left when the words are cut off that stand before it without a space: typographic
// quotes, and scripts that have none ("宛先bob@example.org").
func afterWords(s string) string {
	from := 0
	for i := 0; i < len(s); {
		r, size := decodeRune(s[i:])
		i += size
		if punctuation(r) || ideographic(s[i-size:]) && i < len(s) && s[i] < 0x80 {
			from = i
		}
	}
	return s[from:]
}

// beforeWords is what of a domain is left when the words after it are cut off ("bob@example.orgは存在しません"). A top-level
// domain is of one script: where ASCII letters and others meet in the last label, the words begin.
func beforeWords(s string) string {
	words := -1 // where the last label stops being ASCII
	for i, label := 0, 0; i < len(s); {
		r, size := decodeRune(s[i:])
		switch {
		case punctuation(r):
			s = s[:i]
		case r == '.':
			label, words = i+1, -1
		case r >= 0x80 && words < 0 && label > 0 && i-label >= 2 && ascii(s[label:i]):
			words = i
		}
		i += size
	}
	if words >= 0 {
		return s[:words]
	}
	return s
}

// punctuation tells whether a character beyond ASCII ends a word: spaces, quotes, brackets, zero width.
func punctuation(r rune) bool {
	return r >= 0x80 && r < 0xc0 || r >= 0x2000 && r <= 0x206f || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xff0f || r >= 0xff1a && r <= 0xff20 || r == 0xfeff
}

func localByte(c byte) bool {
	return digit(c) || letter(c) || c >= 0x80 || indexByte(".!#$%&'*+/=?^_`{|}~-", c) >= 0
}

func domainByte(c byte) bool {
	return digit(c) || letter(c) || c >= 0x80 || c == '.' || c == '-' || c == '_'
}

// domainOf is what follows the @, in lower case.
func domainOf(addr string) string {
	at := lastIndexByte(addr, '@')
	if at < 0 {
		return ""
	}
	return lower(trimRight(addr[at+1:], ">. "))
}

// recipientOf reads a recipient field of RFC 3464 section 2.3: "rfc822; user@example.org". The address type is dropped;
// what is no address ("LOCAL; |/usr/bin/filter") yields nothing.
func recipientOf(value string) string {
	value = plainAddress(value)
	if i := indexByte(value, ';'); i >= 0 {
		value = value[i+1:]
	}
	found := findAddresses(value)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1].text
}

// plainAddress undoes the \x{…} of an utf-8 address in ASCII (RFC 6533 section 3), and the xtext (RFC 3461 section 4) of
// the two characters that stand in addresses and that some programs leave encoded.
func plainAddress(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch rest := s[i:]; {
		case hasPrefix(rest, "+2B"):
			out = append(out, '+')
			i += 2
		case hasPrefix(rest, "+3D"):
			out = append(out, '=')
			i += 2
		case hasPrefix(rest, "\\x{"):
			end, r := i+3, rune(0)
			for ; end < len(s) && hex(s[end]) >= 0 && r <= 0x10ffff; end++ {
				r = r<<4 | rune(hex(s[end]))
			}
			if end >= len(s) || s[end] != '}' || r == 0 || r > 0x10ffff || r >= 0xd800 && r <= 0xdfff {
				out = append(out, s[i])
				continue
			}
			var buf [4]byte
			out = append(out, buf[:encodeRune(&buf, r)]...)
			i = end
		default:
			out = append(out, s[i])
		}
	}
	return string(out)
}

// role addresses run mail; a notice names them as a contact, hardly ever as the one that failed.
var roles = []string{"postmaster", "mailer-daemon", "mail-daemon", "abuse", "noreply", "no-reply", "hostmaster", "mailerdaemon"}

func roleAddress(a string) bool {
	for _, r := range roles {
		if hasPrefixFold(a, r+"@") {
			return true
		}
	}
	return hasPrefixFold(a, "microsoftexchange329e71ec")
}

// Ends of the local parts that list managers answer from.
var listRoles = []string{"-owner@", "-request@", "-bounces@", "-help@"}
