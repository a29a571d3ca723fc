package engine

// tableReader reads the rows of a log that is a table.
type tableReader struct {
	logTable
	separator byte
	columns   map[string]int
}

// tableOf tells whether a line is the header line of a table, and of which: it names the recipient, the outcome and the
// reply.
func tableOf(l line) *tableReader {
	text := l.text
	if hasPrefixFold(text, "#fields:") {
		text = trimLeft(text[8:], " ")
	}
	text = trimLeft(text, "\xef\xbb\xbf")
	if len(text) > maxLogHeader || !tableSet.any(text) {
		return nil
	}
	for _, separator := range []byte(",\t;") {
		if indexByte(text, separator) < 0 {
			continue
		}
		columns := map[string]int{}
		for i, c := range cells(line{text, -1}, separator) {
			columns[lower(c.text)] = i
		}
		for _, t := range logTables {
			r := tableReader{t, separator, columns}
			if r.column(t.recipient) >= 0 && r.column(t.outcome) >= 0 && (r.column(t.text) >= 0 || r.column(t.status) >= 0) {
				return &r
			}
		}
	}
	return nil
}

// column is where one of the names stands, -1 if none does.
func (r *tableReader) column(names []string) int {
	for _, n := range names {
		if i, ok := r.columns[n]; ok {
			return i
		}
	}
	return -1
}

// cells cuts a row (RFC 4180). A cell with doubled quotes no longer stands in the input as it is.
func cells(l line, separator byte) []line {
	var out []line
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
		if s[i] == '"' && i+1 < len(s) && s[i+1] == '"' {
			i++
		}
	}
	return string(out)
}

// read takes a row apart: one event a recipient.
func (r *tableReader) read(l line) []logEvent {
	row := cells(l, r.separator)
	cell := func(names []string) line {
		if i := r.column(names); i >= 0 && i < len(row) {
			return row[i]
		}
		return line{"", -1}
	}
	e := logEvent{action: outcomeOf(cell(r.outcome).text), message: cell(r.message).text, remote: hostIn(cell(r.remote).text), sender: cell(r.sender).text}
	if e.action == "" {
		return nil
	}
	e.time, _ = findStamp(cell(r.at).text)
	if v := cell(r.status).text; statusLen(v) > 0 {
		e.status = v[:statusLen(v)]
	}
	text := cell(r.text)
	if i := indexByte(text.text, ';'); i > 0 && i < 24 && fieldName(text.text[:i]) { // the type of RFC 3464: "smtp;550 …"
		text = text.slice(i+1, len(text.text))
	}
	if text.text == "" {
		text = cell(r.source)
	}
	recipients := recipientsOf(cell(r.recipient), r.list)
	var out []logEvent
	texts := []line{text}
	if len(recipients) > 1 {
		if texts = replies(text); len(texts) != len(recipients) {
			texts = []line{text}
		}
	}
	for i, recipient := range recipients {
		e.recipient, e.text = recipient, texts[min(i, len(texts)-1)]
		out = append(out, e)
	}
	return out
}

// replies cuts the replies to several recipients apart: at each ";" behind which one begins.
func replies(l line) []line {
	var out []line
	start := 0
	for i := 0; i < len(l.text); i++ {
		if l.text[i] == ';' && (startsWithReply(l.text[i+1:]) || hasPrefix(l.text[i+1:], "[{")) {
			out = append(out, l.slice(start, i))
			start = i + 1
		}
	}
	return append(out, l.slice(start, len(l.text)))
}
