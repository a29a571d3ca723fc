package engine

import "math/bits"

// logShape is one kind of line of a mail program's log.
type logShape struct {
	all               []string // what the line holds, in this order; the first is its marker
	action, otherwise string
	mark              string
	fields            []logField
}

// logMarks finds the markers of all shapes in one pass over a line: it tells, of each of the first bytes of a marker, which
// shapes have it there.
type logMarks [4][256]uint64

var (
	logShapes [64]logShape
	marks     logMarks
)

func init() {
	names := split(logValues, " ")
	for i, row := range logRows {
		s := &logShapes[i]
		s.all, s.action, s.mark = split(row.all, "|"), row.action, row.mark
		if hasPrefix(row.action, "or ") {
			s.action, s.otherwise = "", row.action[3:]
		}
		for _, field := range split(row.fields, "|") {
			name := split(field, "=")[0]
			ends := split(field[len(name)+1:], "…")
			for what, n := range names {
				if n == name {
					s.fields = append(s.fields, logField{logValue(what), ends[0], ends[1]})
				}
			}
		}
		marker := s.all[0]
		for n := range marks {
			for c := range marks[n] {
				if n >= len(marker) || marker[n] == byte(c) {
					marks[n][c] |= 1 << i
				}
			}
		}
	}
}

// split cuts a list at its separators.
func split(s, separator string) []string {
	var out []string
	for i := index(s, separator); i >= 0; i = index(s, separator) {
		out = append(out, s[:i])
		s = s[i+len(separator):]
	}
	return append(out, s)
}

// shape is the shape of a line, the one that stands first in the table, and where its marker stands.
func (m *logMarks) shape(s string) (shape *logShape, start int) {
	if !shapeSet.any(s) {
		return nil, 0
	}
	open := ^uint64(0) // shapes that were not tried yet, and stand before the one that was found
	for i := 0; i+4 <= len(s); i++ {
		c := m[0][s[i]] & m[1][s[i+1]] & m[2][s[i+2]] & m[3][s[i+3]] & open
		for ; c != 0; c &= c - 1 {
			k := bits.TrailingZeros64(c)
			if !hasPrefix(s[i:], logShapes[k].all[0]) {
				continue
			}
			open &^= 1 << k // what does not stand behind the first marker does not stand behind another one
			if logShapes[k].fits(s, i) {
				shape, start = &logShapes[k], i
				open &= 1<<k - 1
				break
			}
		}
	}
	return shape, start
}

// fits tells whether a line has all of the shape, from its marker on.
func (s *logShape) fits(text string, start int) bool {
	from := start
	for _, part := range s.all {
		i := index(text[from:], part)
		if i < 0 {
			return false
		}
		from += i + len(part)
		if part[len(part)-1] == ' ' {
			from-- // the space may begin the next one
		}
	}
	return s.fields[0].what != eximField || eximID(s.fields[0].in(line{text, -1}, 0).text)
}

// read takes a line of a shape apart: one event a recipient, one without a recipient where it names none.
func (r *recordReader) read(s *logShape, l line, start int) {
	if s.action == "step" {
		return
	}
	var e logEvent
	var to []line
	e.action = s.action
	for _, f := range s.fields {
		from := start
		if f.what < fromStart {
			from = 0
		}
		v := f.in(l, from)
		switch text := v.text; f.what {
		case idField, eximField:
			if text != "NOQUEUE" {
				e.message = first(e.message, text)
			}
		case senderField:
			e.senderDomain = domainOf(text)
		case toField, listField:
			to = recipientsOf(v, f.what == listField)
		case momentumField: // @B@local@domain@…, the server is the tenth column, what it said the rest
			i := start + 3
			for n := range 10 {
				k := indexByte(l.text[i:], '@')
				if k < 0 {
					return
				}
				if n == 1 {
					to = []line{l.slice(start+3, i+k)}
				}
				e.remote = l.text[i : i+k]
				i += k + 1
			}
			e.said = l.slice(i, len(l.text))
		case aliasField:
			e.alias = text
		case outcomeField:
			if e.action == "" {
				if e.action = first(outcomeOf(letters(text)), s.otherwise); e.action == "" {
					return // a step on the way
				}
			}
		case textField, innerField, spacedField:
			if e.said.text == "" {
				e.said = f.words(v)
			}
		case statusField:
			e.status = text[:statusLen(text)]
		case hostField:
			e.remote = first(e.remote, hostIn(text))
		case wordField:
			e.word = first(e.word, text)
		case commandField:
			e.command = commandNamed(text, true)
		case jobField:
			e.job = text[lastIndexByte(text, '\t')+1:] // hMailServer: thread and session, and each line may be another thread's
		}
	}
	prefix := l.text[:min(start, maxLogPrefix)]
	t, behind := findStamp(prefix)
	if e.time = t; t.when < yearless && r.time.kind != 0 {
		e.time = r.time
	}
	if e.reporter = reporterIn(prefix[behind:]); e.reporter == "" {
		_, more := findStamp(prefix[behind:]) // of the log daemon, behind that of what collected the line
		e.reporter = reporterIn(prefix[behind+more:])
	}
	if e.action == "talk" {
		r.talk(&e)
		return
	}
	if e.action == "end" {
		r.end(e.message, e.time)
		return
	}
	if len(to) == 0 {
		to = make([]line, 1)
	}
	e.known = e.action != border && (e.action != "" || e.said.text != "") // else: who sent it, what a number stands for
	if e.known && (e.action == "" || s.otherwise != "" && classType(e.status) == "soft") {
		e.action = actionOf(e.said, e.status)
	}
	if e.said.text != "" {
		e.diagnostic = jsonString{e.said.text, e.said.at}.lines() // Exim writes \n for the line ends of an answer
	}
	if s.mark != "" || e.action == "delivered" || e.said.text == "" {
		mark := first(s.mark, "action: "+e.action)
		e.mark = []line{{mark, -1}}
		if i := index(l.text[start:], mark); i >= 0 {
			e.mark[0].at = offset(l.at, start+i)
		}
	}
	r.each(&e, to)
}

// words is what was answered, in a field that holds it.
func (f logField) words(t line) line {
	if open := index(t.text, " ("); f.what == innerField && open >= 0 {
		end := len(t.text)
		if hasSuffix(t.text, ")") {
			end--
		}
		t = t.slice(open+2, end)
	}
	switch q := indexByte(t.text, '"'); {
	case q == 0 && len(t.text) > 1 && hasSuffix(t.text, "\""):
		t = t.slice(1, len(t.text)-1)
	case q >= 0 && q == len(t.text)-1: // of the field around it
		t = t.slice(0, q)
	}
	if f.what == spacedField {
		t.text = spaced(t.text)
	}
	return t
}

// in is the value of a field, looked for from an offset on.
func (f logField) in(l line, from int) line {
	switch {
	case f.after == "" && f.until == "":
		return line{"", -1}
	case f.after == "":
		end := index(l.text[from:], f.until)
		if end < 0 {
			return line{"", -1}
		}
		end += from
		start := end
		for start > 0 && indexByte(" \t[=\"", l.text[start-1]) < 0 {
			start--
		}
		return l.slice(start, end)
	}
	i := index(l.text[from:], f.after)
	if i < 0 {
		return line{"", -1}
	}
	start := from + i + len(f.after)
	end := len(l.text)
	if f.until != "" {
		if k := index(l.text[start:], f.until); k >= 0 {
			end = start + k
		} else if f.what == textField {
			return line{"", -1} // another field of the shape may tell
		}
	}
	return l.slice(start, end)
}

// slice is a part of a line, without the space around it.
func (l line) slice(start, end int) line {
	for start < end && indexByte(" \t", l.text[start]) >= 0 {
		start++
	}
	for start < end && indexByte(" \t\r", l.text[end-1]) >= 0 {
		end--
	}
	at := -1
	if l.at >= 0 {
		at = l.at + start
	}
	return line{l.text[start:end], at}
}
