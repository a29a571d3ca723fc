package engine

// recordReader reads what is kept of deliveries in lines: logs of mail programs, services' events, tables.
type recordReader struct {
	*stories
	sessions map[string]*session
	table    *tableReader
	lines    int                    // that are not empty
	shaped   int                    // of them, lines of a shape
	time     stamp                  // of the data that a line stands in
	keys     int                    // of data
	fields   map[string]*eventField // by key: data repeats its keys
	parts    int                    // of events
	logs     bool                   // lines of a mail program's log were read, not only services' events
}

func newRecordReader() *recordReader {
	return &recordReader{stories: newStories(), sessions: map[string]*session{}, fields: map[string]*eventField{}}
}

// readRecords reads logs and events: one delivery a message and recipient, with its attempts in time order. The last line
// about it tells the story. It returns false where nothing tells of a delivery.
func readRecords(text string, at int) (mail, bool) {
	r := newRecordReader()
	r.all(text, at, wrapped(text))
	m := mail{form: "event"}
	if r.logs {
		m.form = "log"
	}
	r.finish(&m)
	if len(m.deliveries) > 0 {
		return m, true
	}
	if r.logs && r.shaped == r.lines {
		m.warnings = append(m.warnings, "this is a log, but none of its lines tells how a delivery went: look for the same queue id further down")
		return m, true
	}
	m.warnings = append(m.warnings, "this is data, but no mail event: looked for a recipient with a reply, a code, or what happened to the message (bounce, deferred, delivered, complaint)")
	return m, r.keys > 0 && data(trimLeft(text, " \t\r\n\ufeff"))
}

// all reads the lines that follow those that were read before.
func (r *recordReader) all(text string, at int, broken bool) {
	brackets := 0
	for i := 0; i < len(text); {
		end, next := lineEnd(text, i)
		l := line{text[i:end], offset(at, i)}
		if d := (&jsonReader{text: text, at: at, i: i}); brackets < maxBrackets && data(trimLeft(l.text, " \t\ufeff")) {
			keys := r.keys
			r.values(d)
			if r.keys > keys {
				i = d.i
				continue
			}
			brackets++
		}
		if r.table != nil {
			l, next = r.table.whole(text, l, i, next)
		} else if broken {
			l, next = joined(text, l, i, next)
		}
		i = next
		l.text = l.text[:min(len(l.text), maxLogLine)]
		r.line(l)
	}
}

// line reads one line.
func (r *recordReader) line(l line) {
	if l.text != "" {
		r.lines++
	}
	if r.lines < maxLogPreamble || hasPrefix(l.text, "#") {
		if t := tableOf(l); t != nil && (r.table == nil || !t.headless) {
			r.table, r.logs = t, true
			if !t.headless {
				return
			}
		}
	}
	if s, start := marks.shape(l.text); s != nil {
		r.logs = true
		r.shaped++
		r.read(s, l, start)
	} else if r.table != nil && r.table.read(r, l) {
		return
	} else if f, ok := r.pairs(l.text, l.at, '|'); ok { // Mimecast
		r.logs = true
		f.file(r)
	} else if start, end := queryIn(l.text); start > 0 { // Elastic Email
		if f, ok := r.form(l.text[start:end], offset(l.at, start)); ok {
			f.file(r)
		}
	} else if i := index(l.text, "{\""); i >= 0 { // a service's event in a program's log
		r.values(&jsonReader{text: l.text, at: l.at, i: i})
	}
}

// begins tells whether a line is the first one of what a program logged: a time or a program's name stands before it.
func begins(s string) bool {
	head := s[:min(len(s), 64)]
	if t, _ := findStamp(head); t.kind != 0 {
		return true
	}
	i := max(index(head, "]: "), 0)
	n := i
	for n > 0 && digit(head[n-1]) {
		n--
	}
	return n < i && n > 1 && head[n-1] == '[' && wordByte(head[n-2]|0x20) // smtp[102]:
}

// wrapped tells whether the lines of a log were broken, as mail and tickets break them: among its first lines, some that
// begin are followed by some that do not.
func wrapped(text string) bool {
	before := false
	for i, n := 0, 0; i < len(text) && n < maxLogPreamble; n++ {
		end, next := lineEnd(text, i)
		now := begins(text[i:end])
		if before && !now && end > i {
			return true
		}
		before = now && end-i >= leastWrapped
		i = next
	}
	return false
}

// joined joins a line with those that follow it and begin nothing. The line ends between them become spaces; where they
// are of two bytes, the line no longer stands in the text as it is.
func joined(text string, l line, start, next int) (line, int) {
	opens, last := begins(l.text), start+len(l.text)
	for n := 0; n < maxPieces && next < len(text) && opens && len(l.text) >= leastWrapped && len(l.text) < maxLogLine && !closed(l.text); n++ {
		end, after := lineEnd(text, next)
		more := text[next:end]
		if s, _ := marks.shape(more); s != nil || trim(more) == "" || begins(more) {
			break
		}
		l.text += " " + more
		if next-last > 1 {
			l.at = -1
		}
		next, last = after, end
	}
	return l, next
}

// closed tells whether a line ends with the parenthesis that closes all.
func closed(s string) bool {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '(':
			depth++
		case ')':
			depth--
		}
	}
	return depth <= 0 && hasSuffix(s, ")")
}

// withoutColours takes out the escape sequences of terminals (ECMA-48 section 5.4).
func withoutColours(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != 0x1b {
			out = append(out, s[i])
			continue
		}
		for i++; i < len(s) && (s[i] < '@' || s[i] == '['); i++ {
		}
	}
	return string(out)
}
