package engine

// logEvent is what one line of a log says about one recipient, or, without a recipient, about a message.
type logEvent struct {
	time      stamp
	message   string
	recipient line
	action    string
	status    string
	text      line
	remote    string
	reporter  string
	sender    string
	job       string
	mark      line // what proves it where the text says nothing
}

// logDelivery is the story of one message and recipient.
type logDelivery struct {
	recipient line
	reporter  string
	message   string
	events    []logEvent // in time order
}

// logReader gathers the events of a log by message and recipient.
type logReader struct {
	deliveries []*logDelivery // in order of first appearance
	known      map[string]*logDelivery
	messages   map[string][]*logDelivery
	senders    map[string]string   // of each message
	jobs       map[string]logEvent // what a delivery number stands for
	table      *tableReader
	most       int  // deliveries that are kept
	cut        bool // there were more
	cutEvents  bool // there were more attempts than are kept
}

func newLogReader(most int) logReader {
	return logReader{known: map[string]*logDelivery{}, messages: map[string][]*logDelivery{}, senders: map[string]string{}, jobs: map[string]logEvent{}, most: most}
}

// readLog reads the log of a mail program: one delivery a message and recipient, with its attempts in time order. The last
// line about it tells the story. It returns false where no line tells of a delivery.
func readLog(lines []line) (mail, bool) {
	r := newLogReader(MaxDeliveries)
	m := mail{form: "log"}
	if len(lines) > maxLogLines {
		lines = lines[:maxLogLines]
		m.warnings = append(m.warnings, "more than 100,000 lines: the rest of the log was not read")
	}
	r.read(lines)
	if len(r.deliveries) == 0 {
		return mail{}, false
	}
	for _, d := range r.deliveries {
		m.deliveries = append(m.deliveries, d.delivery(r.senders[d.message]))
	}
	if r.cut {
		m.warnings = append(m.warnings, "more than 2,000 deliveries: the rest was not read")
	}
	if r.cutEvents {
		m.warnings = append(m.warnings, manyAttempts)
	}
	return m, true
}

// read reads lines that follow those that were read before.
func (r *logReader) read(lines []line) {
	for _, l := range lines {
		if len(l.text) > maxLogLine {
			l.text = l.text[:maxLogLine]
		}
		if t := tableOf(l); t != nil {
			r.table = t
			continue
		}
		if r.table != nil {
			if events := r.table.read(l); len(events) > 0 {
				for _, e := range events {
					r.add(e)
				}
				continue
			}
		}
		for i := range logShapes {
			if events, ok := logShapes[i].read(l); ok {
				for _, e := range events {
					r.add(e)
				}
				break
			}
		}
	}
}

// add files an event under its message and recipient.
func (r *logReader) add(e logEvent) {
	if e.sender != "" && e.message != "" {
		r.senders[e.message] = domainOf(e.sender)
	}
	if e.job != "" {
		if e.action == "" {
			r.jobs[e.job] = e
			return
		}
		if begun, ok := r.jobs[e.job]; ok {
			e.message, e.recipient = begun.message, begun.recipient
			delete(r.jobs, e.job)
		} else {
			e.message = "delivery " + e.job // its beginning was not pasted
		}
	}
	switch {
	case e.action == "":
	case e.recipient.text == "" && len(r.messages[e.message]) > 0:
		for _, d := range r.messages[e.message] {
			if d.recipient.text == "" || d.open() && d.last().action != e.action {
				r.append(d, e)
			}
		}
	default:
		if d := r.delivery(e); d != nil {
			r.append(d, e)
		}
	}
}

// delivery is where an event belongs: nil past the limit.
func (r *logReader) delivery(e logEvent) *logDelivery {
	key := e.message + "\n" + lower(e.recipient.text)
	if e.message == "" { // what was refused before it had an id is told apart by its sender
		key = e.sender + key
	}
	d := r.known[key]
	if d == nil {
		if len(r.deliveries) >= r.most {
			r.cut = true
			return nil
		}
		d = &logDelivery{recipient: e.recipient, message: e.message}
		if e.message == "" && e.sender != "" {
			d.message = key
			r.senders[key] = domainOf(e.sender)
		}
		r.known[key] = d
		r.deliveries = append(r.deliveries, d)
		if of := r.messages[d.message]; len(of) < MaxDeliveries {
			r.messages[d.message] = append(of, d)
		}
	}
	return d
}

// append puts an event in its place in time: logs that were searched are often the newest first.
func (r *logReader) append(d *logDelivery, e logEvent) {
	if len(d.events) > 0 && e.action == "delayed" {
		for _, repeat := range logRepeats {
			if containsFold(e.text.text, repeat) {
				return
			}
		}
	}
	d.reporter = first(d.reporter, e.reporter)
	d.events = append(d.events, e)
	for k := len(d.events) - 1; k > 0 && d.events[k-1].time.later(d.events[k].time); k-- {
		d.events[k-1], d.events[k] = d.events[k], d.events[k-1]
	}
	if len(d.events) > maxAttempts {
		d.events = append(d.events[:0], d.events[1:]...)
		r.cutEvents = true
	}
}

func (d *logDelivery) last() logEvent { return d.events[len(d.events)-1] }

// open tells whether the message is still being tried.
func (d *logDelivery) open() bool { return d.last().action == "delayed" }

// delivery is the story as the stages after this one read it.
func (d *logDelivery) delivery(sender string) delivery {
	e := d.last()
	if e.recipient.text == "" { // the line told of the whole message
		e.recipient = d.recipient
	}
	out := delivery{recipient: e.recipient.text, action: e.action, status: e.status, remote: e.remote, reporter: d.reporter, senderDomain: sender}
	if e.recipient.at >= 0 && e.recipient.text != "" {
		out.recipientSpan = Span{"recipient", e.recipient.at, e.recipient.at + len(e.recipient.text)}
	}
	if e.text.text != "" {
		out.diagnostic = []line{e.text}
	}
	switch {
	case e.mark.text != "":
		out.mark = []line{e.mark}
	case e.action == "delivered" || e.text.text == "":
		out.mark = []line{{"action: " + e.action, -1}}
	}
	if len(d.events) > 1 {
		for _, e := range d.events {
			out.attempts = append(out.attempts, e.attempt())
		}
	}
	return out
}

func (e logEvent) attempt() Attempt {
	found := extract([]line{e.text})
	return Attempt{At: e.time.at, Reply: found.code, Status: first(found.status, e.status), Text: found.words}
}

// read takes a line apart if it has this shape: one event a recipient, one without a recipient where it names none.
func (s *logShape) read(l line) ([]logEvent, bool) {
	start, ok := s.fits(l.text)
	if !ok {
		return nil, false
	}
	e := logEvent{mark: line{s.mark, -1}, action: s.action, message: s.message.in(l, start).text, remote: hostIn(s.remote.in(l, start).text)}
	if s.valid != nil && !s.valid(e.message) {
		return nil, false
	}
	prefix := l.text[:min(start, maxLogPrefix)]
	stamp, behind := findStamp(prefix)
	e.time, e.reporter = stamp, reporterIn(prefix[behind:])
	e.job = s.job.in(l, start).text
	e.sender = trimRight(trimLeft(s.sender.in(l, 0).text, "<"), ">")
	if v := s.status.in(l, start).text; statusLen(v) > 0 {
		e.status = v[:statusLen(v)]
	}
	e.text = s.textIn(l, start)
	if s.outcome.after != "" {
		e.action = outcomeOf(letters(s.outcome.in(l, start).text))
		if e.action == "" && s.otherwise != "" {
			e.action = s.otherwise
			if classType(e.status) == "soft" {
				e.action = "delayed"
			}
		}
	}
	if e.action == "" && len(s.text) > 0 && s.outcome.after == "" {
		e.action = actionOf(e.text)
	}
	if i := index(l.text[start:], s.mark); i >= 0 && l.at >= 0 {
		e.mark.at = l.at + start + i
	}
	if e.message == "NOQUEUE" {
		e.message = ""
	}
	if s.recipient.after == "" {
		return []logEvent{e}, true
	}
	var out []logEvent
	for _, recipient := range recipientsOf(s.recipient.in(l, start), s.recipient.until == ", ") {
		e.recipient = recipient
		out = append(out, e)
	}
	return out, len(out) > 0
}

// fits tells whether a line has the shape, and where it begins in the line.
func (s *logShape) fits(text string) (int, bool) {
	start, from := 0, 0
	for k, part := range s.all {
		i := index(text[from:], part)
		if i < 0 {
			return 0, false
		}
		if k == 0 {
			start = i
		}
		from += i + len(part)
		if part[len(part)-1] == ' ' {
			from-- // the space may begin the next one
		}
	}
	return start, true
}

// in is the value of a field, looked for from an offset on.
func (f logField) in(l line, from int) line {
	switch {
	case f.after == "" && f.until == "":
		return line{"", -1}
	case f.after == "":
		end := from + max(index(l.text[from:], f.until), 0)
		start := end
		for start > 0 && indexByte(" \t[", l.text[start-1]) < 0 {
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

// textIn is what was answered.
func (s *logShape) textIn(l line, start int) line {
	for _, f := range s.text {
		t := f.in(l, start)
		if t.text == "" {
			continue
		}
		if open := index(t.text, " ("); s.paren && open >= 0 {
			end := len(t.text)
			if hasSuffix(t.text, ")") {
				end--
			}
			t = t.slice(open+2, end)
		}
		if len(t.text) > 1 && t.text[0] == '"' && hasSuffix(t.text, "\"") {
			t = t.slice(1, len(t.text)-1)
		}
		if s.spaces {
			t.text = spaced(t.text)
		}
		return t
	}
	return line{"", -1}
}
