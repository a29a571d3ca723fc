package engine

// logEvent is what one line of a log, or one event of a mail service, says about one recipient, or, without a recipient,
// about a message.
type logEvent struct {
	delivery
	time    stamp
	message string
	alias   string // whom the sender had addressed (Postfix: orig_to=)
	job     string // delivery number, session
	word    string // for what happened
	said    line   // what was answered
	known   bool   // it tells of a delivery, not only of a message
}

// story is what happened to one message for one recipient.
type story struct {
	recipient string
	message   *logMessage
	events    []*logEvent // in the order of time
	told      bool        // and nothing can join it any more
}

// logMessage is what is known of one message.
type logMessage struct {
	stories []*story
	sender  string // domain
	ended   stamp  // when its program was done with it: its id may be given to another one
	turn    int    // when it was last told of
}

// stories gathers events by message and recipient.
type stories struct {
	list     []*story // in order of first appearance
	known    map[string]*story
	messages map[string]*logMessage
	jobs     map[string]*logEvent // what a delivery number stands for
	turn     int                  // counts how often a stream forgot what is old
	cut      bool                 // there were more attempts than are kept
}

// forget takes away the stories that were told.
func (m *logMessage) forget() {
	kept := m.stories[:0]
	for _, d := range m.stories {
		if !d.told {
			kept = append(kept, d)
		}
	}
	m.stories = kept
}

// border is the action of a line that tells where a message begins or ends: its id may be given to another one.
const border = "border"

func newStories() *stories {
	return &stories{known: map[string]*story{}, messages: map[string]*logMessage{}, jobs: map[string]*logEvent{}}
}

// add files an event under its message and recipient.
func (r *stories) add(e *logEvent) {
	if e.job != "" {
		begun := r.jobs[e.job]
		r.jobs[e.job] = nil
		switch {
		case !e.known:
			r.jobs[e.job] = e
			return
		case begun != nil:
			e.message, e.recipient, e.recipientSpan = begun.message, begun.recipient, begun.recipientSpan
		default:
			e.message = "delivery " + e.job // its beginning was not pasted
		}
	}
	m := r.messages[e.message]
	if m == nil || e.message == "" || e.action == border && len(m.stories) > 0 || e.time.later(m.ended) {
		m = &logMessage{}
		r.messages[e.message] = m
	}
	m.sender, m.turn = first(e.senderDomain, m.sender), r.turn
	switch {
	case !e.known:
	case e.recipient == "" && e.message != "" && len(m.stories) > 0:
		for _, s := range m.stories[:min(len(m.stories), maxShared)] {
			if last := s.last(); last.action == "delayed" && (e.action != last.action || e.time.when-last.time.when > 1) {
				r.append(s, e)
			}
		}
	default:
		r.append(r.story(m, e), e)
	}
}

// end remembers when a message was done with. What a log tells of its id later is of another message (Postfix, enable_long_queue_ids). It
// is no border: a log may stand there twice, or newest first, and the time tells which message a line is about.
func (r *stories) end(message string, at stamp) {
	if m := r.messages[message]; m != nil {
		m.ended = at
	}
}

// each adds an event for each of several recipients.
func (r *stories) each(e *logEvent, to []line) {
	for _, l := range to {
		one := *e
		if one.recipient = l.text; l.at >= 0 && l.text != "" {
			one.recipientSpan = Span{"recipient", l.at, l.at + len(l.text)}
		}
		r.add(&one)
	}
}

// story is where an event belongs. What was refused before it had an id is told apart by its sender.
func (r *stories) story(m *logMessage, e *logEvent) *story {
	key := e.message + "\n" + lower(e.recipient)
	if e.message == "" {
		key = e.senderDomain + key
	}
	s := r.known[key]
	if s != nil && (e.message != "" && s.message == m || e.message == "" && e.senderDomain != "") {
		return s
	}
	if len(m.stories) == 1 && m.stories[0].recipient == "" { // now it is known whose it is
		s = m.stories[0]
		s.recipient = e.recipient
	} else {
		s = &story{recipient: e.recipient, message: m}
		r.list = append(r.list, s)
		m.stories = append(m.stories, s)
	}
	r.known[key] = s
	return s
}

// append puts an event in its place in time. Of very many the first and the last ones stay.
func (r *stories) append(s *story, e *logEvent) {
	if len(s.events) > 0 && e.action == "delayed" && contains(e.said.text, logRepeat) {
		return
	}
	for _, other := range s.events { // a line that was pasted twice, an event that was sent twice
		if other.time == e.time && e.time.kind != 0 && other.action == e.action && other.said.text == e.said.text {
			return
		}
	}
	s.events = append(s.events, e)
	for k := len(s.events) - 1; k > 0 && s.events[k-1].time.later(e.time); k-- {
		s.events[k], s.events[k-1] = s.events[k-1], e
	}
	if len(s.events) > maxAttempts {
		s.events = append(s.events[:maxAttempts/2], s.events[maxAttempts/2+1:]...)
		r.cut = true
	}
}

// finish tells the stories, and warns of what was left out: of very many first those with a good end.
func (r *stories) finish(m *mail) {
	total := 0
	for _, s := range r.list {
		for len(s.events) > 0 && r.follow(s) {
		}
		if len(s.events) > 0 {
			total++
		}
	}
	for late := range 2 {
		for _, s := range r.list {
			if len(s.events) == 0 || len(m.deliveries) == MaxDeliveries || (total > MaxDeliveries && s.last().action == "delivered") != (late > 0) {
				continue
			}
			m.deliveries = append(m.deliveries, s.tell())
		}
	}
	if total > MaxDeliveries {
		m.warnings = append(m.warnings, "more than 2,000 deliveries: those that arrived were left out first")
	}
	if r.cut {
		m.warnings = append(m.warnings, manyAttempts)
	}
}

// Words before the id under which a message goes on: it was handed to a filter, or its alias was resolved.
var nextIDs = []string{"queued as ", "forwarded as ", "id="}

// follow joins a story with the one under the id that its message got next: of the same recipient, or of the only one.
func (r *stories) follow(s *story) bool {
	if s.last().action != "delivered" {
		return false
	}
	text := s.last().said.text
	for _, mark := range nextIDs {
		i := index(text, mark)
		if i < 0 {
			continue
		}
		from := i + len(mark)
		for i = from; i < len(text) && (wordByte(text[i]|0x20) || text[i] == '-'); i++ {
		}
		m := r.messages[text[from:i]]
		if i == from || m == nil || m == s.message {
			continue
		}
		name := lower(s.recipient)
		next := r.known[text[from:i]+"\n"+name]
		for _, other := range m.stories[:min(len(m.stories), maxShared)] {
			if next == nil && (len(m.stories) == 1 || len(other.events) > 0 && equalFold(other.last().alias, name)) {
				next = other
			}
		}
		if next != nil && next != s && len(next.events) > 0 {
			for _, e := range next.events {
				r.append(s, e)
			}
			next.events = nil
			return true
		}
	}
	return false
}

func (s *story) last() *logEvent { return s.events[len(s.events)-1] }

// tell is the story as the stages after this one read it: the last event tells it.
func (s *story) tell() delivery {
	e := s.last()
	out := e.delivery
	out.recipient = first(e.recipient, s.recipient)
	out.senderDomain = first(e.senderDomain, s.message.sender)
	out.time = e.time
	for _, a := range s.events {
		out.reporter = first(out.reporter, a.reporter)
		if len(s.events) == 1 {
			break
		}
		found := extract(a.diagnostic)
		words := found.words
		if words == "" && found.code == "" {
			words = a.word
		}
		out.attempts = append(out.attempts, Attempt{At: a.time.at(), Reply: found.code, Status: first(found.status, a.status), Text: words, When: a.time.local()})
		if a != e && a.action == "delayed" && e.action == "failed" && e.status == "" {
			out.earlier = a.diagnostic
			out.remote = first(e.remote, a.remote) // the host that did not take it
		}
	}
	return out
}
