package engine

// eventFacts is what one object of an event says, with what the objects inside it say.
type eventFacts struct {
	recipients    []line
	recipientRank int
	localPart     string
	replies       []eventReply
	classes       []line
	code, status  line
	codeRank      int
	remote        string
	remoteRank    int
	reporter      string
	sender        string // domain
	senderRank    int
	kind          eventKind
	word          string       // the service's word for the kind
	mark          string       // what its class means
	tries         []eventFacts // earlier attempts
	feedback      string       // complaint: the feedback type (RFC 5965) that the event names
	mail          bool         // a field says that this is about mail
	command       string
	time          stamp // the latest that it names
	id            string
	idRank        int
	lines         []line // of a log, which the object wraps
	parts         []eventFacts
}

type eventReply struct {
	lines []line
	rank  int
	score int // of the reply code in it
}

// readForm reads a form-encoded post or query of a mail service.
func readForm(text string, at int) (mail, bool) {
	r := newRecordReader()
	start := len(text) - len(trimLeft(text, " \t\r\n"))
	start += bodyOfRequest(text[start:])
	m := mail{form: "event"}
	f, ok := r.form(trimRight(text[start:], " \t\r\n"), offset(at, start))
	if ok {
		f.file(r)
		r.finish(&m)
	}
	return m, ok
}

// bodyOfRequest is where the body of an HTTP request begins whose header stands above it (RFC 9112 section 2.1); 0 without one.
func bodyOfRequest(s string) int {
	if end, _ := lineEnd(s, 0); !hasPrefix(s, "POST ") || !contains(s[:min(end, maxLink)], " HTTP/") {
		return 0
	}
	for i := 0; i < min(len(s), maxLogHeader); {
		end, next := lineEnd(s, i)
		if end == i {
			return next
		}
		i = next
	}
	return 0
}

// queryIn is the query of the request that a line of a web server's log tells of: where it begins and ends.
func queryIn(s string) (start, end int) {
	start = index(s, "GET /")
	if end = index(s, " HTTP/"); start < 0 || end < start {
		return 0, 0
	}
	k := indexByte(s[start:end], '?')
	if k < 0 {
		return 0, 0
	}
	return start + k + 1, end
}

// readLabels reads what a page shows of messages, a label and its value a line: cPanel's Track Delivery, Get-MessageTrackingLog | fl.
// With an empty line between them there may be several.
func readLabels(lines []line) (mail, bool) {
	r := newRecordReader()
	m := mail{form: "event"}
	lines = lines[:min(len(lines), maxNotice)]
	several, start := false, 0
	for i := range len(lines) + 1 {
		if i < len(lines) && trim(lines[i].text) != "" {
			continue
		}
		several = r.labelled(lines[start:i]) || several
		start = i + 1
	}
	if !several {
		r.labelled(lines)
	}
	r.finish(&m)
	return m, len(m.deliveries) > 0
}

// labelled files what labels say of one message, and tells whether they say how it went, and to whom.
func (r *recordReader) labelled(lines []line) bool {
	f := eventFacts{mail: true}
	for _, l := range lines {
		colon := max(indexByte(l.text, ':'), 0)
		if field, value := fieldNamed(l.text[:colon]), l.slice(min(colon+1, len(l.text)), len(l.text)); value.text != "" && field.role != skipRole {
			if hasPrefix(value.text, "{") && hasSuffix(value.text, "}") && !hasPrefix(value.text, "{[") { // PowerShell: a list
				value = value.slice(1, len(value.text)-1)
			}
			f.take(field, []line{value})
		}
	}
	if len(f.recipients) == 0 || f.kind.action == "" || len(f.replies) == 0 {
		return false
	}
	f.file(r)
	return true
}

// data tells whether text begins as JSON does: a line of a log may begin with a bracket too.
func data(s string) bool {
	if s == "" || s[0] != '{' && s[0] != '[' {
		return false
	}
	s = trimLeft(s, "{[ \t\r\n")
	n := 1
	for n < len(s) && n < 32 && (wordByte(s[n]|0x20) || s[n] == '_') {
		n++
	}
	return s == "" || s[0] == '"' || s[0] == '\'' || s[0] == '}' || s[0] == ']' || n < len(s) && s[n] == ':' && letter(s[0]) // a JavaScript object
}

// values reads the objects and arrays that stand here one after the other.
func (e *recordReader) values(r *jsonReader) {
	for {
		switch r.peek() {
		case '{', '[':
			var f eventFacts
			e.value(r, eventField{}, &f, 0)
			e.unwrap(&f)
			f.file(e)
		case ',', ';':
			r.i++
		default:
			return
		}
		e.time = stamp{}
		if e.keys == 0 {
			return // "[192.0.2.1] said: 550 …"
		}
	}
}

// events reads the events that a message brings: Amazon SNS sends them by mail, with words of its own below.
func (r *mimeReader) events(p *part) mail {
	for _, l := range p.leaves() {
		if l.kind != "text/plain" && l.kind != "application/json" {
			continue
		}
		text, at := r.decode(l)
		if t := trimLeft(text, " \t\r\n"); hasPrefix(t, "{") || hasPrefix(t, "[") {
			m, _ := readRecords(text, at)
			return m
		}
	}
	return mail{}
}

// value reads one value of a field into the facts of the object that holds it.
func (e *recordReader) value(r *jsonReader, field eventField, f *eventFacts, depth int) {
	c := r.peek()
	f.mail = f.mail || field.tellsMail() && (field.name != "msg" || c == '{') // Mandrill; logs call their words so
	switch {
	case field.name == "headers" && c == '{' && depth < maxNesting: // of the message: its id alone is wanted
		r.object(func(key string) {
			if h := fieldNamed(key); h.role == idRole && r.peek() == '"' {
				f.mail = true
				f.take(h, r.str().lines())
			}
		})
	case depth > maxNesting || field.role == skipRole:
		r.skip()
	case c == '{':
		child := e.object(r, field, depth)
		if field.role == senderRole {
			return
		}
		if field.role == recipientRole && len(child.recipients) > 0 { // "to": {"email": …}
			child.recipientRank = max(child.recipientRank, field.rank)
		}
		f.join(child)
	case c == '[':
		var lines []line // Halon: "reason": ["first line", "second line"]
		r.array(func() {
			switch c := r.peek(); {
			case field.role == replyRole && c == '"' && depth <= maxNesting && len(lines) < maxEventReplies:
				lines = append(lines, r.str().lines()...)
			case field.role == statusRole && digit(c): // "enhanced": [5, 1, 1]
				f.status = line{dotted(f.status.text, r.word().text), -1}
			default:
				e.element(r, field, f, depth)
			}
		})
		f.take(field, lines)
	case c == '"' || c == '\'':
		e.text(r.str(), field, f, depth)
	default:
		if w := r.word(); field.role == codeRole || field.role == statusRole || field.role == kindRole || field.role == timeRole || field.role == idRole {
			f.take(field, []line{w})
		}
	}
}

// object reads the object that is a field's value.
func (e *recordReader) object(r *jsonReader, outer eventField, depth int) eventFacts {
	var f eventFacts
	var inner eventFacts // what the objects inside it say gives way to what it says itself
	e.keys += r.object(func(key string) {
		field := e.field(key)
		switch {
		case field.name == "content" && outer.role == replyRole: // KumoMTA: of the reply, not of the message
			field = eventField{"content", replyRole, 4}
		case outer.role == replyRole && field.role == replyRole: // "error": {"description": …} says more than "description"
			field.rank = max(field.rank, outer.rank+1)
		case field.name == "state" && outer.role == replyRole: // Halon: how far the session was
			field.role = commandRole
		case outer.role == kindRole && key == "name":
			field.role = kindRole
		case outer.role == remoteRole && r.peek() == '"': // "peer_address": {"name": …, "addr": …}
			field.role, field.rank = remoteRole, outer.rank
			if key == "name" {
				field.rank++
			}
		case outer.role == statusRole && digit(r.peek()): // "enhanced_code": {"class": 5, "subject": 1, "detail": 1}
			f.status = line{dotted(f.status.text, r.word().text), -1}
			return
		}
		if c := r.peek(); c == '{' || c == '[' && field.role != recipientRole && field.role != kindRole {
			e.value(r, field, &inner, depth+1)
			return
		}
		e.value(r, field, &f, depth+1)
	})
	if outer.role == statusRole && statusLen(f.status.text) == 0 {
		f.status = line{"", -1}
	}
	f.join(inner)
	for i := range f.parts {
		f.parts[i].inherit(&f)
	}
	e.unwrap(&f)
	return f
}

// dotted adds a part to an enhanced status code that comes in parts; what is too long for one stays as it is.
func dotted(status, part string) string {
	switch {
	case len(status)+len(part) >= len("5.999.999"):
		return status
	case status == "":
		return part
	}
	return status + "." + part
}

// field is fieldNamed, which data asks for the same keys again and again.
func (e *recordReader) field(key string) eventField {
	if f := e.fields[key]; f != nil {
		return *f
	}
	f := fieldNamed(key)
	if len(e.fields) < maxKeys {
		e.fields[key] = &f
	}
	return f
}

// unwrap reads the lines of logs that an object wraps: its time is theirs, where they name no year.
func (e *recordReader) unwrap(f *eventFacts) {
	for _, l := range f.lines {
		e.time = f.time
		e.line(l)
	}
	e.time, f.lines = stamp{}, nil
}

// element reads one element of an array. An object that names its own recipient is an event, or one recipient's part of
// it; others tell more about the object around them.
func (e *recordReader) element(r *jsonReader, field eventField, f *eventFacts, depth int) {
	if r.peek() != '{' {
		e.value(r, field, f, depth+1)
		return
	}
	child := e.object(r, field, depth+1)
	switch {
	case field.role == senderRole || field.role == skipRole:
	case field.role == triesRole:
		if len(f.tries) < maxAttempts && len(child.replies) > 0 {
			f.tries = append(f.tries, child)
		}
	case field.role == recipientRole:
		f.addRecipients(child.recipients, field.rank)
	case len(child.parts) > 0:
		e.keep(f, child.parts...)
	case len(child.recipients) > 0 || field.role == noRole && depth == 0:
		e.keep(f, child)
	default:
		f.join(child)
	}
}

// keep adds parts, up to one beyond the limit, which is said then, without those that can be no delivery.
func (e *recordReader) keep(f *eventFacts, parts ...eventFacts) {
	for _, p := range parts {
		if e.parts <= MaxDeliveries && p.kind.action != other {
			e.parts++
			f.parts = append(f.parts, p)
		}
	}
}

// text reads a string. One that holds JSON itself (SNS puts the event of SES in one) is read in its place.
func (e *recordReader) text(s jsonString, field eventField, f *eventFacts, depth int) {
	if t := trimLeft(s.raw, " \\nrt"); len(t) > 1 && (t[0] == '{' || t[0] == '[') && indexByte(t[:min(len(t), 80)], '"') > 0 && depth <= maxNesting {
		r := &jsonReader{text: s.text(), at: -1}
		if c := r.peek(); c == '{' || c == '[' {
			keys := e.keys
			var child eventFacts
			e.value(r, eventField{}, &child, depth+maxNesting/3) // each level costs a copy: three at most
			f.join(child)
			if e.keys > keys {
				return
			}
		}
	}
	if t := stampAt(s.raw, true); t.kind == 'e' && field.role == noRole {
		e.time = t // Loki: [time, line]
	} else if shape, _ := marks.shape(s.raw[:min(len(s.raw), maxLogLine)]); shape != nil {
		if f.lines = append(f.lines, s.lines()...); e.time.kind != 0 {
			own := eventFacts{time: e.time, lines: f.lines}
			f.lines = nil
			e.unwrap(&own)
		}
		return
	}
	if field.role != noRole {
		f.take(field, s.lines())
		return
	}
	// A field of an unknown name that holds a reply with both its codes.
	if findCode(clip(s.raw)).score >= 12 {
		f.take(eventField{"", replyRole, 1}, s.lines())
	}
}

// form reads a form-encoded post or query: "event=bounce&rcpt=user%40example.org&…".
func (e *recordReader) form(text string, at int) (eventFacts, bool) {
	if hasPrefixFold(text, "http") {
		query := indexByte(text, '?') + 1
		text, at = text[query:], offset(at, query)
	}
	return e.pairs(text, at, '&')
}

// pairs reads names with values behind a = and a separator between the pairs.
func (e *recordReader) pairs(text string, at int, separator byte) (eventFacts, bool) {
	var f eventFacts
	head := text[:min(len(text), 400)]
	if eq := indexByte(head, '='); eq <= 0 || indexByte(head, separator) < 0 && (separator == '|' || fieldNamed(unform(head[:eq])).role == noRole && !contains(head[:eq], "_events")) {
		return f, false
	}
	known := 0
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && text[end] != separator {
			if separator == '&' && (text[end] == ' ' || text[end] == '\n' || text[end] == '\r') {
				return f, false
			}
			end++
		}
		if eq := indexByte(text[i:end], '='); eq > 0 && eq < 64 {
			value := line{text[i+eq+1 : end], offset(at, i+eq+1)}
			field := fieldNamed(unform(text[i : i+eq]))
			keys := e.keys
			if separator == '&' {
				f.takeForm(e, field, value.text, value.at)
			} else if value = (logField{}).words(value); value.text != "" {
				f.mail = f.mail || field.tellsMail()
				f.take(field, []line{value})
			}
			if field.role != noRole {
				known++
			}
			if e.keys > keys {
				known += 2
			}
		}
		i = end + 1
	}
	if f.kind.action == "" && len(f.recipients) == 0 && len(f.parts) == 0 {
		return f, false
	}
	return f, known >= 2
}

func (f *eventFacts) takeForm(e *recordReader, field eventField, raw string, at int) {
	f.mail = f.mail || field.tellsMail()
	value := unform(raw)
	if value == "" || field.role == skipRole {
		return
	}
	if len(value) > 1 && (value[0] == '{' || value[0] == '[') {
		var child eventFacts
		e.value(&jsonReader{text: value, at: -1}, eventField{}, &child, 0)
		f.join(child)
		return
	}
	if value != raw {
		at = -1
	}
	f.take(field, splitLines(value, at))
}

// unform undoes form encoding: + is a space, % an escaped byte.
func unform(s string) string {
	if indexByte(s, '%') < 0 && indexByte(s, '+') < 0 {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '+':
			out = append(out, ' ')
		case s[i] == '%' && i+2 < len(s) && hex(s[i+1]) >= 0 && hex(s[i+2]) >= 0:
			out = append(out, byte(hex(s[i+1])<<4|hex(s[i+2])))
			i += 2
		default:
			out = append(out, s[i])
		}
	}
	return str(out)
}
