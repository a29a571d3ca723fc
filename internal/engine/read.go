package engine

// mail is an input that was read: what form it has, and what it says was delivered, delayed or refused.
type mail struct {
	form       string
	deliveries []delivery
	warnings   []string
	message    bool // it was read from a message, whatever the input looks like
}

// delivery is one recipient's fate as the input tells it, before anything is looked up.
type delivery struct {
	recipient     string
	recipientSpan Span
	listed        bool   // its address stands at the head of a line, as notices list them
	transcript    bool   // the prose shows what was asked and answered
	gaveUp        bool   // the notice says that the failure is permanent
	action        string // failed, delayed, delivered, relayed, expanded (RFC 3464 section 2.3.3), or what the form proves: auto-reply, complaint
	status        string // the Status field
	command       string // the SMTP command that was answered, where a field of its own says so
	diagnostic    []line // what holds the reply
	class         string // what a service's own class means, in words that the rules know
	words         string // to show instead of what was said, where the class says more
	block         []line // what stands by this recipient, up to the next one
	context       []line // the prose around it, read when the reply itself tells nothing
	prose         []line // all of the notice, which may hold the rest of a reply that was cut off
	mark          []line // the field or subject that proves the form
	remote        string
	reporter      string
	senderDomain  string // of the returned message
	attempts      []Attempt
	time          stamp  // of the line or event that tells it
	date          string // of the message or of its last attempt, as a header field has it
	sole          bool   // it is a line, and all that was pasted
	earlier       []line // the reply to the last attempt of a message that was given up later
}

// read decides what was pasted and takes it apart.
func read(input string, o Options) mail {
	if lines := soleReply(input); lines != nil {
		return mail{form: "response", deliveries: readReplies(lines)}
	}
	return readWhole(input, o)
}

// readWhole is read for whatever it may be.
func readWhole(input string, o Options) mail {
	if hasPrefix(input, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
		return readOutlook(input, o)
	}
	m := mail{form: "none"}
	if len(input) > MaxInput {
		input = input[:MaxInput]
		m.warnings = append(m.warnings, "longer than 10 MB: only the first 10 MB were read")
	}
	text, at := unquote(input)
	for i, message := range messages(text) {
		if len(m.deliveries) >= MaxDeliveries {
			m.warnings = append(m.warnings, "more than 2,000 deliveries: the rest was not read")
			break
		}
		offset := at
		if offset >= 0 {
			offset += message.at
		}
		var one mail
		if looksLikeMessage(message.text) {
			one = readMessage(message.text, offset, o.Charset)
		} else {
			one = readText(message.text, offset, o.Charset)
		}
		if head := message.text[:min(len(message.text), maxLogHeader)]; one.form == "none" && !containsFold(head, "message-id:") && shownFields(splitLines(head, -1)).lines > 0 {
			one = readText(message.text, offset, o.Charset) // the header as a mail program shows it, and prose: no message
		}
		if i == 0 || m.form == "none" {
			m.form = one.form
		}
		date := dateField(message.text)
		for i := range one.deliveries {
			if d := &one.deliveries[i]; d.date == "" {
				d.date = date
			}
		}
		m.deliveries = join(m.deliveries, one.deliveries)
		m.warnings = append(m.warnings, one.warnings...)
	}
	return m
}

// soleReply is the lines of an input that is one reply, and plainly nothing else: each begins with its code (RFC 5321 section
// 4.2). That is what lists of replies hold, and a field of a log. The other readers would take longer to pass it on than it
// takes to read.
func soleReply(input string) []line {
	if len(input) < 5 || len(input) > maxReply || input[0]-'2' > 3 || !digit(input[1]) || !digit(input[2]) ||
		contains(input, "</") || contains(input, "{\"") || indexByte(input, '|') >= 0 { // HTML, data or pairs in a log
		return nil
	}
	lines := make([]line, 0, 1+len(input)/64)
	for i := 0; i < len(input); {
		end := i + firstControl(input[i:])
		reply, rest := input[i:end], input[end:]
		if len(reply) < 4 || reply[:3] != input[:3] || reply[3] != ' ' && reply[3] != '-' {
			return nil
		}
		switch {
		case hasPrefix(rest, "\n"):
			end++
		case hasPrefix(rest, "\r\n"):
			end += 2
		case rest != "":
			return nil
		}
		if shape, _ := marks.shape(reply); shape != nil || end < len(input) && tableOf(line{reply, i}) != nil {
			return nil
		}
		lines = append(lines, line{reply, i})
		i = end
	}
	if len(lines) == 1 && indexByte(trimRight(lines[0].text, " "), ' ') < 0 { // it may be a form
		return nil
	}
	if len(lines) > 1 && !startsWithReply(lines[0].text) {
		return nil
	}
	return lines
}

// join appends; most inputs are one message, whose deliveries need no copy.
func join(all, more []delivery) []delivery {
	if len(all) == 0 {
		return more
	}
	return append(all, more...)
}

// readOutlook reads a message of Outlook's. Nothing of it stands in the file as it is, so it has no offsets.
func readOutlook(file string, o Options) mail {
	text, warning := "", "this is a file of Outlook: save it as text"
	if o.Outlook != nil {
		text, warning = o.Outlook(file)
	}
	m := mail{form: "none"}
	if text != "" {
		m = readMessage(text, -1, o.Charset)
		m.message = true
	}
	if warning != "" {
		m.warnings = append(m.warnings, warning)
	}
	return m
}

// messages cuts an mbox (RFC 4155) at its separators. Anything else is one piece.
func messages(text string) []line {
	if !hasPrefix(text, "From ") {
		return []line{{text, 0}}
	}
	var out []line
	start := 0
	blank := true
	for i := 0; i < len(text); {
		end, next := lineEnd(text, i)
		if blank && i > start && Separates(text[i:end], text[next:]) {
			out = append(out, line{text[start:i], start})
			start = i
		}
		blank = end == i
		i = next
	}
	return append(out, line{text[start:], start})
}

// Separates tells whether a line is one that stands between the messages of an mbox: "From ", a sender and a time (RFC 4155
// appendix A), or nothing more, as Thunderbird writes it; and behind it the header of a message begins. That tells it from a
// sentence, which only some programs quote (">From ").
func Separates(l, behind string) bool {
	if !hasPrefix(l, "From ") {
		return false
	}
	if colon := indexByte(l, ':'); len(l) > 7 && (colon < 0 || !digit(l[colon-1])) {
		return false
	}
	return fieldName(behind[:max(indexByte(behind, ':'), 0)]) || hasPrefix(behind, ">From ")
}

// Fields that begin a message when one of them stands among the first lines.
var messageFields = []string{"from:", "to:", "subject:", "received:", "return-path:", "date:", "message-id:", "mime-version:", "content-type:", "delivered-to:", "x-failed-recipients:"}

// looksLikeMessage tells whether text begins with the header of a message: several fields, two of them usual ones.
func looksLikeMessage(text string) bool {
	usual, fields := 0, 0
	for i, n := 0, 0; i < len(text) && n < 60; n++ {
		end, next := lineEnd(text, i)
		l := text[i:end]
		i = next
		if trim(l) == "" && fields == 0 {
			continue
		}
		if trim(l) == "" {
			break
		}
		if l[0] == ' ' || l[0] == '\t' || fields == 0 && (hasPrefix(l, "From ") || hasPrefix(l, ">From ")) {
			continue
		}
		colon := indexByte(l, ':')
		if colon <= 0 || !fieldName(l[:colon]) {
			break
		}
		fields++
		for _, f := range messageFields {
			if hasPrefixFold(l, f) {
				usual++
			}
		}
	}
	return usual >= 2
}

// unquote takes off a byte order mark, and the levels of "> " quoting that nearly all lines have. The offset is that of
// the text in the input, or -1 where it no longer stands there as it is.
func unquote(input string) (string, int) { return unquoteTo(input, maxQuoted) }

func unquoteTo(input string, depth int) (string, int) {
	switch {
	case hasPrefix(input, "\xef\xbb\xbf"):
		text, at := unquote(input[3:])
		if at >= 0 {
			at += 3
		}
		return text, at
	case hasPrefix(input, "\xff\xfe"), hasPrefix(input, "\xfe\xff"):
		text, _ := unquote(decodeUTF16("utf-16", input))
		return text, -1
	}
	head := trimLeft(input[:min(len(input), 200)], " \t\r\n")
	if !hasPrefix(head, ">") || hasPrefix(head, ">From ") {
		skip := len(input[:min(len(input), 200)]) - len(head)
		if looksLikeMessage(input[skip:]) {
			return input[skip:], skip
		}
		return input, 0
	}
	lines := splitLines(input, 0)
	quoted := 0
	for _, l := range lines {
		if hasPrefix(l.text, ">") || trim(l.text) == "" {
			quoted++
		}
	}
	if quoted*10 < len(lines)*9 {
		return input, 0
	}
	out := make([]byte, 0, len(input))
	for _, l := range lines {
		t := l.text
		if hasPrefix(t, ">") {
			t = t[1:]
			if hasPrefix(t, " ") {
				t = t[1:]
			}
		}
		out = append(append(out, t...), '\n')
	}
	text := string(out)
	if depth > 0 {
		text, _ = unquoteTo(text, depth-1)
	}
	return text, -1
}

// readText reads what is no message: bare replies, or prose that holds one.
func readText(text string, at int, charset Charset) mail {
	if binary(text) {
		return mail{form: "none", warnings: []string{"this is a binary file, not text: paste the words of the bounce, or open the message and copy its source"}}
	}
	if indexByte(text, 0x1b) >= 0 {
		text, at = withoutColours(text), -1
	}
	if m, ok := readForm(text, at); ok {
		return m
	}
	text, at = plainText(text, at)
	if m, ok := readRecords(text, at); ok {
		return m
	}
	lines := unquoted(splitLines(text, at))
	if len(lines) > MaxDeliveries*4 {
		lines = lines[:MaxDeliveries*4]
	}
	if group := reportFields(lines); len(group) > 0 {
		return mail{form: "dsn", deliveries: group}
	}
	if m, ok := readLabels(lines); ok {
		return m
	}
	r := &mimeReader{charset: charset}
	if p := r.sourcePiece(text, at); p != nil {
		m, _ := r.report(p)
		if len(m.deliveries) == 0 {
			r.passedOn(&m, 1)
		}
		if len(m.deliveries) > 0 {
			return m
		}
		if prose := r.prose(p); states(prose) || !states(lines) && len(prose) > 0 {
			return readLines(prose)
		}
	}
	return readLines(lines)
}

// readLines reads replies, or prose that tells of one.
func readLines(lines []line) mail {
	for len(lines) > 0 && trim(lines[0].text) == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && trim(lines[len(lines)-1].text) == "" {
		lines = lines[:len(lines)-1]
	}
	if len(lines) == 0 {
		return mail{form: "none"}
	}
	m := mail{form: "response"}
	if m.deliveries = readPython(lines); len(m.deliveries) > 0 {
		if len(lines) > 1 {
			m.form = "text"
		}
		return m
	}
	if startsWithReply(lines[0].text) || len(lines) == 1 {
		m.deliveries = readReplies(beforeOriginal(lines))
		if len(lines) == 1 && len(m.deliveries) == 1 {
			m.deliveries[0].sole = sentenceAlone(lines[0].text)
		}
		return m
	}
	if d, ok := autoReplyIn(lines); ok {
		return mail{form: "auto-reply", deliveries: []delivery{d}}
	}
	m.form = "text"
	if m.deliveries = readEntries(lines); m.deliveries != nil {
		return m
	}
	if len(withinLimits(lines)) < len(lines) {
		m.warnings = append(m.warnings, longProse)
	}
	m.deliveries = readProse(lines, nil)
	settleAction(m.deliveries, lines)
	notice := says(withinLimits(lines), sentenceSet)
	for i := range m.deliveries {
		if d := &m.deliveries[i]; notice && d.listed && d.action == "" {
			d.action = "failed" // it says whom it is about, if not why
		}
	}
	return m
}

// sentenceAlone tells whether a line may be a sentence: not too long, no reply, and no row of data.
func sentenceAlone(s string) bool {
	return len(s) <= maxSentence && !digit(s[0]) && !contains(s, "\",") && !contains(s, "\":")
}

func startsWithReply(s string) bool {
	s = trimLeft(s, " \t\"'")
	if hasPrefixFold(s, "smtp;") {
		s = trimLeft(s[5:], " ")
	}
	c := findCode(s[:min(len(s), 24)]) // what the reply quotes does not matter here
	return c.score > 0 && c.start == 0 || statusLen(s) > 0 || hasPrefix(s, "#")
}

// readReplies reads bare replies, one after the other.
func readReplies(lines []line) []delivery {
	var out []delivery
	for len(lines) > 0 && len(out) < MaxDeliveries {
		if trim(lines[0].text) == "" {
			lines = lines[1:]
			continue
		}
		n := 1
		var code codeAt // of the last line that has one: others were broken off theirs
		for n < len(lines) && trim(lines[n].text) != "" {
			if startsWithReply(lines[n].text) {
				if code.score == 0 {
					code = findCode(lines[0].text)
				}
				next := findCode(lines[n].text)
				if !code.continuedBy(&next) {
					break
				}
				if next.score > 0 {
					code = next
				}
			}
			n++
		}
		d := delivery{diagnostic: lines[:n]}
		d.recipient, d.recipientSpan = recipientIn(lines[:n])
		out = append(out, d)
		lines = lines[n:]
	}
	return out
}

// continuedBy tells whether a line whose code is next goes on with the reply of the line before: "550-5.7.26 …" and the same code again.
func (c *codeAt) continuedBy(next *codeAt) bool {
	if next.score == 0 {
		return true
	}
	return c.score > 0 && c.code == next.code && !c.final && (c.status == next.status || c.status == "" || next.status == "")
}

// recipientIn is the address that a reply names as its recipient: before or inside the words, never a contact's.
func recipientIn(lines []line) (string, Span) {
	lead, end := "", 0 // the end of the line before, where this one was broken off it; where the code ends, seen from the line
	coded := false
	for i, l := range lines {
		found := findAddresses(clip(l.text))
		if len(found) == 0 && len(lines) == 1 {
			break
		}
		if code := findCode(l.text); code.score > 0 && (!coded || code.start == 0) { // not one that the reply quotes
			coded, lead, end = true, "", code.end
		}
		for _, a := range found {
			before := trimRight(folded(lead+l.text[:a.start]), " <\"'([{:")
			if coded { // else it is any line of a log: "to=<bob@example.org>"
				before = trimRight(before, "= ")
			}
			if roleAddress(a.text) || prompts(l.text, a) || listRoleSet.any(a.text) || label(before, otherLabels) || hasSuffix(before, "mailto") {
				continue
			}
			after := clip(l.text[a.end:])
			if i+1 < len(lines) {
				after += " " + trimLeft(clip(lines[i+1].text), " \t")
			}
			if refusesSender(after) {
				continue
			}
			if label(before, recipientLabels) || before == "" || coded && a.start < end+maxToRecipient {
				return a.text, at(l, a)
			}
		}
		end -= len(l.text) + 1
		lead = trimRight(l.text[max(0, len(l.text)-maxLabel):], " ") + " "
	}
	return "", Span{}
}

// refusesSender tells whether what follows an address says that it is the sender's.
func refusesSender(after string) bool {
	return containsFold(after, "sender address rejected") || containsFold(after, "sender rejected")
}

func at(l line, a address) Span {
	if l.at < 0 {
		return Span{}
	}
	return Span{"recipient", l.at + a.start, l.at + a.end}
}

// label tells whether text ends in one of the words.
func label(text string, words []string) bool {
	if text == "" {
		return false
	}
	last := text[len(text)-1]
	for _, w := range words {
		if w[len(w)-1] == last && hasSuffix(text, w) && (len(text) == len(w) || w[0] >= 0xe3 || !wordByte(text[len(text)-len(w)-1]) && text[len(text)-len(w)-1] < 0x80) {
			return true
		}
	}
	return false
}

// binary tells whether text is none: many control bytes in its first kilobytes.
func binary(s string) bool {
	s = s[:min(len(s), 4096)]
	control := 0
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != 0x1b {
			control++
		}
	}
	return control*20 > len(s) && control > 4
}
