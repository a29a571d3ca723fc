package engine

// tableReader reads the rows of a log that is a table. Its columns are named like the fields of services' events.
type tableReader struct {
	separator byte
	headless  bool
	fields    []eventField
	session   int // column of the session's id, where the rows are what was said in a session; else -1
	data      int
	at        int
	recipient int
	status    int
}

// powerMTAHeader names the first columns of an accounting file (PowerMTA User Guide, "Accounting").
const powerMTAHeader = "type,timeLogged,timeQueued,orig,rcpt,orcpt,dsnAction,dsnStatus,dsnDiag,dsnMta,bounceCat"

// tableOf tells whether a line is the header line of a table: it names the recipient, and the outcome or the reply.
func tableOf(l line) *tableReader {
	text := l.text
	if hasPrefixFold(text, "#fields:") {
		text = trimLeft(text[8:], " ")
	}
	text = trimLeft(text, "\xef\xbb\xbf")
	if i := indexByte(text, ','); i > 0 && i < 3 && digit(text[min(i+1, len(text)-1)]) && stampAt(text[i+1:], true).kind == 'd' {
		if kindNamed(text[:i]).action != "" {
			t := tableOf(line{text: powerMTAHeader})
			t.headless = true
			return t
		}
	}
	if len(text) > maxLogHeader || text == "" || text[0] == '{' || contains(text, "@") || text[0] == ' ' && indexByte(text, '(') >= 0 { // a line of a program: "    send(sender, to, message)"
		return nil
	}
	for _, separator := range []byte(",\t;|") {
		if !names(text, separator) {
			continue
		}
		t := &tableReader{separator: separator, session: -1, data: -1, at: -1, recipient: -1, status: -1}
		said := false
		for i, c := range cells(line{text, -1}, separator) {
			f := fieldNamed(c.text)
			switch {
			case f.name == "sessionid":
				t.session = i
			case f.name == "data":
				t.data = i
			case f.role == timeRole && t.at < 0:
				t.at = i
			case f.name == "recipientstatus":
				t.status = i
			}
			if f.role == recipientRole && (t.recipient < 0 || f.rank > t.fields[t.recipient].rank) {
				t.recipient = i
			}
			said = said || f.role == replyRole || f.role == statusRole || f.role == codeRole || f.role == kindRole
			t.fields = append(t.fields, f)
		}
		if t.recipient >= 0 && said || t.status >= 0 || t.session >= 0 && t.data >= 0 {
			return t
		}
	}
	return nil
}

// names tells whether text has the separator and a cell that is named like a field: most text is no table.
func names(text string, separator byte) bool {
	for i := 0; i <= len(text); {
		n := indexByte(text[i:], separator)
		if n < 0 && i == 0 {
			return false
		}
		if n < 0 {
			n = len(text) - i
		}
		if fieldNamed(text[i:i+min(n, 64)]).name != "" {
			return true
		}
		i += n + 1
	}
	return false
}

// cells cuts a row (RFC 4180). A cell with doubled quotes no longer stands in the input as it is.
func cells(l line, separator byte) []line {
	out := make([]line, 0, 24)
	for i := 0; len(out) < maxColumns; i++ {
		start := i
		if i >= len(l.text) || l.text[i] != '"' {
			for i < len(l.text) && l.text[i] != separator {
				i++
			}
			out = append(out, l.slice(start, i))
		} else {
			end, doubled := closingQuote(l.text, i+1)
			c := l.slice(i+1, end)
			if doubled {
				c = line{single(c.text), -1}
			}
			out = append(out, c)
			for i = end; i < len(l.text) && l.text[i] != separator; i++ {
			}
		}
		if i >= len(l.text) {
			break
		}
	}
	return out
}

// closingQuote is the offset of the quote that ends a cell, and whether the cell has doubled ones inside.
func closingQuote(s string, i int) (end int, doubled bool) {
	for ; i < len(s); i++ {
		if s[i] != '"' {
			continue
		}
		if i+1 >= len(s) || s[i+1] != '"' {
			return i, doubled
		}
		doubled = true
		i++
	}
	return len(s), doubled
}

func single(s string) string {
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		out = append(out, s[i])
		if s[i] == '"' {
			i++ // the other one
		}
	}
	return string(out)
}

// whole joins a row whose quoted cell goes over line ends.
func (t *tableReader) whole(text string, l line, start, next int) (line, int) {
	open := false
	count := func(s string) {
		for i := 0; i < len(s); i++ {
			if s[i] == '"' {
				open = !open
			}
		}
	}
	count(l.text)
	if !open {
		return l, next
	}
	after := next
	for n := 0; n < maxPieces && after < len(text) && after-start < maxLogLine; n++ {
		var end int
		from := after
		end, after = lineEnd(text, from)
		if count(text[from:end]); !open {
			return line{text[start:end], l.at}, after
		}
	}
	return l, next // a quote that nothing closes
}

// read takes a row apart: one event a recipient. It returns false for what is no row of the table.
func (t *tableReader) read(r *recordReader, l line) bool {
	if l.text == "" || l.text[0] == '#' {
		return false
	}
	row := cells(l, t.separator)
	if t.session >= 0 && t.data >= 0 {
		if len(row) <= max(t.session, t.data) {
			return false
		}
		e := logEvent{job: row[t.session].text, said: row[t.data]}
		for i, f := range t.fields[:min(len(t.fields), len(row))] {
			if f.role == remoteRole {
				e.remote = hostIn(row[i].text)
			}
		}
		if t.at >= 0 {
			e.time, _ = findStamp(row[t.at].text)
		}
		r.talk(&e)
		return true
	}
	if len(row) < 2 || len(row) <= t.recipient {
		return false
	}
	var f eventFacts
	f.mail = true
	for i, field := range t.fields[:min(len(t.fields), len(row))] {
		if c := row[i]; c.text != "" && i != t.recipient && i != t.status {
			f.take(field, exchange(c))
		}
	}
	var recipients, texts []line
	if t.recipient >= 0 {
		recipients = recipientsOf(row[t.recipient], true)
	}
	if t.status >= 0 && t.status < len(row) {
		texts = replies(row[t.status])
	}
	if len(texts) > 0 && len(recipients) == 0 { // "bob@example.org##Receive, Fail;…"
		for _, c := range texts {
			i := index(c.text, "##")
			if i < 0 {
				return false
			}
			one := f
			one.recipients = addressesIn(c)
			one.take(eventField{role: kindRole}, exchange(c.slice(max(lastIndexByte(c.text, ','), i+1)+1, len(c.text))))
			one.file(r)
		}
		return true
	}
	for i, c := range recipients {
		one := f
		one.recipients = []line{c}
		if len(texts) == len(recipients) {
			one.addReply([]line{texts[i]}, 5)
		} else if len(texts) > 0 {
			one.addReply([]line{row[t.status]}, 5)
		}
		one.file(r)
	}
	return len(recipients) > 0
}

// exchange tells Exchange's SEND from that of services, which is the beginning.
func exchange(c line) []line {
	if equalFold(c.text, "send") {
		c.text = "deliver"
	}
	return []line{c}
}

// replies cuts the replies to several recipients apart: at each ";" behind which one begins.
func replies(l line) []line {
	var out []line
	start := 0
	for i := 0; i < len(l.text); i++ {
		if l.text[i] != ';' {
			continue
		}
		if next := l.text[i+1:]; startsWithReply(next) || hasPrefix(next, "[{") || contains(next[:min(len(next), maxAddress)], "##") {
			out = append(out, l.slice(start, i))
			start = i + 1
		}
	}
	if start < len(l.text) {
		out = append(out, l.slice(start, len(l.text)))
	}
	return out
}
