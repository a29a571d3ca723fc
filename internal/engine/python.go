package engine

// readPython reads the replies in an exception of Python's smtplib, as a traceback shows them: SMTPDataError (550, b'5.7.1 …'),
// SMTPSenderRefused (550, b'5.7.1 …', 'ann@example.com'), and SMTPRecipientsRefused with a recipient before each:
// {'bob@example.org': (550, b'5.1.1 …')}. aiosmtplib names the recipient behind the reply, and has no b.
func readPython(lines []line) []delivery {
	l := oneLine(lines)
	var out []delivery
	for next := 0; len(out) < MaxDeliveries; {
		i := index(l.text[next:], ", ")
		if i < 0 {
			break
		}
		next += i + 2
		code, quote := next-5, next
		if hasPrefix(l.text[next:], "b") {
			quote++
		}
		if code < 1 || l.text[code-1] != '(' || number(l.text, code, 3) < 200 {
			continue
		}
		end := closingMark(l.text, quote)
		if end < 0 {
			continue
		}
		out = append(out, delivery{diagnostic: jsonString{l.text[code:end], offset(l.at, code)}.lines()})
		d := &out[len(out)-1]
		d.recipient, d.recipientSpan = recipientIn(d.diagnostic)
		before, behind := l.slice(max(0, code-maxAddress), code), l.slice(end+1, min(len(l.text), end+maxAddress))
		named := findAddresses(before.text)
		if k := len(named) - 1; k >= 0 && named[k].end >= len(before.text)-4 { // 'bob@example.org': (
			d.recipient, d.recipientSpan = named[k].text, at(before, named[k])
		}
		switch named = findAddresses(behind.text); {
		case len(named) == 0 || named[0].start != len(", '"):
		case hasSuffix(before.text, "RecipientRefused("):
			d.recipient, d.recipientSpan = named[0].text, at(behind, named[0])
		default:
			d.senderDomain = domainOf(named[0].text)
		}
		next = end
	}
	return out
}

// closingMark is where the string ends that begins with a quotation mark; -1 if none does.
func closingMark(s string, start int) int {
	if start >= len(s) || s[start] != '\'' && s[start] != '"' {
		return -1
	}
	for i := start + 1; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case s[start]:
			return i
		}
	}
	return -1
}

// oneLine joins lines, as far as prose is read: whoever passed them on may have broken them. It stands in the input as it is where
// every line end is of one byte, for which a space stands.
func oneLine(lines []line) line {
	if len(lines) == 1 {
		return line{lines[0].text[:min(len(lines[0].text), maxProse)], lines[0].at}
	}
	var out []byte
	start := lines[0].at
	for _, l := range lines {
		if len(out) > maxProse {
			break
		}
		if start < 0 || l.at != start+len(out) {
			start = -1
		}
		out = append(append(out, l.text...), ' ')
	}
	return line{string(out), start}
}
