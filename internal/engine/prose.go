package engine

// shown is a header as a mail program shows it above a message: "Von: … Gesendet: … An: … Betreff: …".
type shown struct {
	lines       int    // 0: there is none
	from        string // the address in its From field
	notice      bool   // a mail system wrote the message
	autoReply   bool
	fromSubject [2]bool // which of the fields that make a header were seen
}

// shownHeader reads the header that begins at the first line, of three fields at least.
func shownHeader(lines []line) shown {
	if h := shownFields(lines); h.lines > 2 {
		return h
	}
	return shown{}
}

// shownFields reads a few lines "word: value", among them the sender and the subject in any language. Fields of a notice
// ("Subject: …, Recipient: …") have no sender, so they are none.
func shownFields(lines []line) shown {
	var h shown
	for i, l := range lines[:min(len(lines), 12)] {
		t := trimLeft(caseless(clip(l.text)), " \t*|")
		colon := indexByte(t, ':')
		if colon <= 0 || colon > 40 || len(findAddresses(t[:colon])) > 0 {
			break
		}
		h.lines = i + 1
		word, value := lower(trimRight(t[:colon], " *")), t[colon+1:]
		switch {
		case listed(word, fromWords):
			h.fromSubject[0] = true
			h.notice = h.notice || senderSet.any(value)
			if a := findAddresses(l.text); len(a) > 0 {
				h.from = a[0].text
			}
		case listed(word, subjectWords):
			h.fromSubject[1] = true
			h.notice = h.notice || subjectSet.any(value)
			h.autoReply = answerSet.any(value)
		case i == 0:
			return shown{}
		}
	}
	if h.fromSubject != [2]bool{true, true} {
		return shown{}
	}
	return h
}

func listed(word string, words []string) bool {
	for _, w := range words {
		if w == word {
			return true
		}
	}
	return false
}

// notices cuts prose into the notices in it. What people copy has the header of the notice on top, what they wrote about
// it before that, and the returned message with a header of its own behind it.
func notices(lines []line) [][]line {
	var out [][]line
	start, inside, over := 0, false, false // inside a notice whose header was seen; over: in what it returned
	for i := 0; i < len(lines); i++ {
		h := shownHeader(lines[i:])
		if h.lines == 0 {
			if trimRight(lines[i].text, " ") == "--" && !over && states(lines[start:i]) { // a signature
				out = append(out, lines[start:i])
				inside, over = true, true
			}
			continue
		}
		switch {
		case h.notice:
			if !over && (inside || states(lines[start:i]) && !states(lines[i+h.lines:])) {
				out = append(out, lines[start:i])
			}
			inside, over = true, false
			start = i + h.lines
		case i == 0 && h.lines < len(lines) && trim(lines[h.lines].text) == "" && states(lines[h.lines:]):
			start = h.lines // of who asks: nobody in it was refused
		case !over && states(lines[start:i]):
			out = append(out, lines[start:i])
			inside, over = true, true
		}
		i += h.lines - 1
	}
	if !over {
		out = append(out, lines[start:])
	}
	return out
}

// autoReplyIn reads an automatic answer that was copied as prose, under the header that a mail program shows or its
// subject alone.
func autoReplyIn(lines []line) (delivery, bool) {
	h := shownHeader(lines)
	if !h.autoReply && (h.lines > 0 || !startsWithAny(folded(clip(lines[0].text)), autoReplySubjects)) || states(lines) {
		return delivery{}, false
	}
	d := delivery{recipient: h.from, action: "auto-reply", mark: []line{{"auto-submitted: auto-replied", -1}}, context: lines}
	return d, true
}

func startsWithAny(s string, marks []string) bool {
	for _, m := range marks {
		if hasPrefix(s, m) {
			return true
		}
	}
	return false
}

// states tells whether lines hold a reply or an enhanced code.
func states(lines []line) bool {
	for _, l := range lines {
		text := clip(l.text)
		if findCode(text).score >= 5 {
			return true
		}
		if _, end := findStatus(text); end > 0 {
			return true
		}
	}
	return false
}

// says tells whether lines hold one of the sentences, which may be broken over two of them.
func says(lines []line, sentences *words) bool {
	end := ""
	for _, l := range lines {
		t := trim(caseless(clip(l.text)))
		if containsFold(t, "subject:") { // a subject is somebody else's
			end = ""
			continue
		}
		if sentences.any(t) || end != "" && sentences.any(end+t[:min(len(t), 200)]) {
			return true
		}
		end = t[max(0, len(t)-60):]
		if !ideographic(t[max(0, len(t)-3):]) {
			end += " "
		}
	}
	return false
}

// unquoted takes the marks off that mail programs put before lines that are answered to, and sets an empty line where
// the quoted text ends. A single line without a mark among quoted ones was broken off the line before.
func unquoted(lines []line) []line {
	var out []line
	quoted := false
	for i, l := range lines {
		n := quoteMark(l.text)
		if n == 0 && out == nil {
			continue
		}
		if out == nil {
			out = append(make([]line, 0, len(lines)+8), lines[:i]...)
		}
		if ends := quoted && n == 0 && (i+1 == len(lines) || quoteMark(lines[i+1].text) == 0); ends || n > 0 && !quoted && i > 0 {
			out = append(out, line{"", -1})
		}
		quoted = n > 0 || quoted && i+1 < len(lines) && quoteMark(lines[i+1].text) > 0
		l.text = l.text[n:]
		if l.at >= 0 {
			l.at += n
		}
		out = append(out, l)
	}
	if out == nil {
		return lines
	}
	return out
}

// quoteMark is the length of "> > " at the start of a line. ">>> RCPT" is a transcript's.
func quoteMark(s string) int {
	n := 0
	for n < len(s) && (s[n] == '>' || n > 0 && s[n] == ' ' && n+1 < len(s) && s[n+1] == '>') {
		n++
	}
	if k := n - 3; k >= 0 && hasPrefix(s[k:], ">>> ") && n+1 < len(s) && s[n+1] >= 'A' && s[n+1] <= 'Z' {
		return k
	}
	if n > 0 && n < len(s) && s[n] == ' ' {
		n++
	}
	return n
}
