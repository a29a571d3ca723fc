package engine

// eventFacts is what one object of an event says, with what the objects inside it say.
type eventFacts struct {
	recipients    []eventRecipient
	recipientRank int
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
	feedback      string // complaint: the feedback type (RFC 5965) that the event names
	mail          bool   // a field says that this is about mail
	parts         []eventFacts
}

type eventRecipient struct {
	address string
	span    Span
}

type eventReply struct {
	lines []line
	rank  int
	score int // of the reply code in it
}

// eventReader counts what one input holds.
type eventReader struct {
	keys  int
	parts int
}

// readEvents reads mail services' events: a JSON object, an array of them, one a line, or a form-encoded post. It returns
// false for text that is none of these; JSON that is not about mail is, and yields nothing.
func readEvents(text string, at int) ([]delivery, bool) {
	start := len(text) - len(trimLeft(text, " \t\r\n\ufeff"))
	e := &eventReader{}
	var out []delivery
	switch {
	case start == len(text):
		return nil, false
	case text[start] == '{' || text[start] == '[':
		r := &jsonReader{text: text, at: at, i: start}
		for c := r.peek(); c != 0 && len(out) < MaxDeliveries; c = r.peek() {
			if c == '{' || c == '[' {
				var f eventFacts
				e.value(r, eventField{}, &f, 0)
				out = f.deliveries(out)
			}
			if e.keys == 0 {
				return nil, false // "[192.0.2.1] said: 550 …"
			}
			r.nextValue()
		}
	default:
		f, ok := e.form(trimRight(text[start:], " \t\r\n"), offset(at, start))
		if !ok {
			return nil, false
		}
		out = f.deliveries(out)
	}
	return out[:min(len(out), MaxDeliveries)], true
}

// eventMail is what readEvents found, with a word on what it did not find.
func eventMail(found []delivery) mail {
	m := mail{form: "event", deliveries: found}
	switch {
	case len(found) == 0:
		m.warnings = []string{"this is data, but no mail event: looked for a recipient with a reply, a code, or what happened to the message (bounce, deferred, delivered, complaint)"}
	case len(found) >= MaxDeliveries:
		m.warnings = []string{"more than 2,000 deliveries: the rest was not read"}
	}
	return m
}

// events reads the events that a message brings: Amazon SNS sends them by mail, with words of its own below.
func (r *mimeReader) events(p *part) []delivery {
	for _, l := range p.leaves() {
		if l.kind != "text/plain" && l.kind != "application/json" {
			continue
		}
		text, at := r.decode(l)
		if t := trimLeft(text, " \t\r\n"); hasPrefix(t, "{") || hasPrefix(t, "[") {
			found, _ := readEvents(text, at)
			return found
		}
	}
	return nil
}

// nextValue goes to the next object or array that begins a line, or follows at once.
func (r *jsonReader) nextValue() {
	for r.i < len(r.text) {
		c := r.peek()
		if c == ',' || c == ';' {
			r.i++
			c = r.peek()
		}
		if c == '{' || c == '[' {
			return
		}
		_, r.i = lineEnd(r.text, r.i)
	}
}

// value reads one value of a field into the facts of the object that holds it.
func (e *eventReader) value(r *jsonReader, field eventField, f *eventFacts, depth int) {
	c := r.peek()
	f.mail = f.mail || field.rank >= 4 || field.role == mailRole
	switch {
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
		r.array(func() { e.element(r, field, f, depth) })
	case c == '"' || c == '\'':
		e.text(r.str(), field, f, depth)
	default:
		w := r.word()
		switch {
		case w.text == "true" || w.text == "True":
			w = line{field.name, -1} // "hard_bounce": true
		case (w.text == "false" || w.text == "False") && field.name == "hardbounce":
			w = line{"softbounce", -1}
		case field.role != codeRole && field.role != statusRole && field.role != kindRole:
			return
		}
		f.take(field, []line{w})
	}
}

// object reads the object that is a field's value.
func (e *eventReader) object(r *jsonReader, outer eventField, depth int) eventFacts {
	var f eventFacts
	var inner eventFacts // what the objects inside it say gives way to what it says itself
	e.keys += r.object(func(key string) {
		field := fieldNamed(key)
		if field.name == "content" && outer.role == replyRole { // KumoMTA: of the reply, not of the message
			field = eventField{"content", replyRole, 4}
		}
		if c := r.peek(); c == '{' || c == '[' && field.role != recipientRole && field.role != kindRole {
			e.value(r, field, &inner, depth+1)
			return
		}
		e.value(r, field, &f, depth+1)
	})
	f.join(inner)
	for i := range f.parts {
		f.parts[i].inherit(&f)
	}
	return f
}

// element reads one element of an array. An object that names its own recipient is an event, or one recipient's part of
// it; others tell more about the object around them.
func (e *eventReader) element(r *jsonReader, field eventField, f *eventFacts, depth int) {
	if r.peek() != '{' {
		e.value(r, field, f, depth+1)
		return
	}
	child := e.object(r, field, depth+1)
	switch {
	case field.role == senderRole || field.role == skipRole:
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

// keep adds parts, up to the limit, without those that can be no delivery.
func (e *eventReader) keep(f *eventFacts, parts ...eventFacts) {
	for _, p := range parts {
		if e.parts < MaxDeliveries && p.kind.action != other {
			e.parts++
			f.parts = append(f.parts, p)
		}
	}
}

// text reads a string. One that holds JSON itself (SNS puts the event of SES in one) is read in its place.
func (e *eventReader) text(s jsonString, field eventField, f *eventFacts, depth int) {
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
func (e *eventReader) form(text string, at int) (eventFacts, bool) {
	var f eventFacts
	if q := indexByte(text, '?'); q >= 0 && hasPrefixFold(text, "http") {
		text, at = text[q+1:], offset(at, q+1)
	}
	head := text[:min(len(text), 400)]
	if eq := indexByte(head, '='); eq <= 0 || fieldNamed(unform(head[:eq])).role == noRole && !contains(head[:eq], "_events") && indexByte(head, '&') < 0 {
		return f, false
	}
	known := 0
	for i := 0; i < len(text); {
		end := i
		for end < len(text) && text[end] != '&' {
			if text[end] == ' ' || text[end] == '\n' || text[end] == '\r' {
				return f, false
			}
			end++
		}
		if eq := indexByte(text[i:end], '='); eq > 0 && eq < 64 {
			raw := text[i+eq+1 : end]
			field := fieldNamed(unform(text[i : i+eq]))
			keys := e.keys
			f.takeForm(e, field, raw, offset(at, i+eq+1))
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
		known = 0
	}
	return f, known >= 2
}

func (f *eventFacts) takeForm(e *eventReader, field eventField, raw string, at int) {
	f.mail = f.mail || field.rank >= 4 || field.role == mailRole
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
