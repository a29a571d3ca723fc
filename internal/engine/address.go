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
	for i := 0; i < len(s) && len(out) < 50; i++ {
		if s[i] != '@' {
			continue
		}
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
			for start > 0 && i-start < 128 && localByte(s[start-1]) && !(start > 2 && wideMark(s[start-3:])) {
				start--
			}
		}
		for start < i && (s[start] == '.' || s[start] == '=' || s[start] == '\'' || s[start] == '*' || s[start] == '-') {
			start++
		}
		for end < len(s) && end-i < 255 && domainByte(s[end]) && !wideMark(s[end:]) {
			end++
		}
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

func localByte(c byte) bool {
	return digit(c) || letter(c) || c >= 0x80 || indexByte(".!#$%&'*+/=?^_`{|}~-", c) >= 0
}

// wideMark tells whether s begins with punctuation of three bytes: general (U+2000), CJK (U+3000) or full-width (U+FF00).
func wideMark(s string) bool {
	return hasPrefix(s, "\xe2\x80") || hasPrefix(s, "\xe3\x80") || hasPrefix(s, "\xef\xbc")
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
	if i := indexByte(value, ';'); i >= 0 {
		value = value[i+1:]
	}
	found := findAddresses(value)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1].text
}

// role addresses run mail; a notice names them as a contact, hardly ever as the one that failed.
var roles = []string{"postmaster", "mailer-daemon", "mail-daemon", "abuse", "noreply", "no-reply", "hostmaster", "mailerdaemon"}

func roleAddress(a string) bool {
	for _, r := range roles {
		if hasPrefixFold(a, r+"@") {
			return true
		}
	}
	return false
}
