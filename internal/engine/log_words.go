package engine

func outcomeOf(word string) string {
	word = lower(word)
	for _, o := range logOutcomes {
		if o.word == word {
			return o.action
		}
	}
	return ""
}

// letters is the word at the start of s.
func letters(s string) string {
	s = trimLeft(s, " \"")
	n := 0
	for n < len(s) && letter(s[n]) {
		n++
	}
	return s[:n]
}

// actionOf is what a reply means to a message by its class (RFC 5321 section 4.2.1), or that of a status.
func actionOf(said line, status string) string {
	found := extract([]line{said})
	switch classType(first(status, found.code, found.status)) {
	case "soft":
		return "delayed"
	case "none":
		return "delivered"
	}
	return "failed"
}

// addressesIn are the addresses in a line.
func addressesIn(l line) []line {
	var out []line
	for _, a := range findAddresses(l.text[:min(len(l.text), maxLogPrefix*8)]) {
		out = append(out, l.slice(a.start, a.end))
	}
	return out
}

// recipientsOf reads the recipients in a field: all of a list, else the first address, else the name of a local user.
func recipientsOf(field line, list bool) []line {
	out := addressesIn(field)
	if len(out) > 0 {
		if list {
			return out
		}
		return out[:1]
	}
	text := field.text
	start := len(text) - len(trimLeft(text, "<\" "))
	end := start
	for end < len(text) && end < maxAddress && indexByte(" \t,;:<>\"", text[end]) < 0 {
		end++
	}
	if end == start {
		return nil
	}
	return []line{field.slice(start, end)}
}

// hostIn is the host in a field such as "mx.example.org[192.0.2.25]:25", "mx.example.org. [192.0.2.25]" or
// "192.0.2.25 (mx.example.org)"; empty for a program of the server itself ("local", "none").
func hostIn(s string) string {
	s = trimLeft(s, "\"<[")
	name := s
	for i := 0; i < len(s); i++ {
		if indexByte(" \t[]>(,;\"", s[i]) >= 0 {
			name = s[:i]
			break
		}
	}
	if i := index(s, "("); i > 0 && name != "" && digit(name[len(name)-1]) {
		if inside := trimRight(s[i+1:], ") "); contains(inside, ".") && !contains(inside, " ") {
			name = inside
		}
	}
	if i := indexByte(name, ':'); i > 0 && lastIndexByte(name, ':') == i {
		name = name[:i] // without the port
	}
	name = trimRight(name, ".:")
	if !contains(name, ".") && !contains(name, ":") || hasPrefix(name, "/") {
		return ""
	}
	return name
}

// reporterIn is the host that wrote a line: the word behind the time, where another word (the program) follows it.
func reporterIn(s string) string {
	s = trimLeft(s, " \t")
	end := indexByte(s, ' ')
	if end <= 0 || s[end-1] == ':' {
		return ""
	}
	for _, c := range []byte(s[:end]) {
		if !domainByte(c) {
			return ""
		}
	}
	if program := firstWord(s[end+1:]); hasSuffix(program, ":") || contains(program, "/") || contains(program, "[") || fieldName(program) && contains(s[end+1:], " - ") {
		return s[:end]
	}
	return ""
}

// spaced undoes what qmail does to spaces and line ends. It keeps the length, so that offsets stay true.
func spaced(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c == '_' || c == '/' && endsLine(s[i+1:]) {
			b[i] = ' '
		}
	}
	return trimRight(string(b), " ")
}

func endsLine(rest string) bool {
	for _, q := range qmailLines {
		if hasPrefix(rest, q) {
			return true
		}
	}
	return rest == ""
}
