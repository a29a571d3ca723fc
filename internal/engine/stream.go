package engine

// What is too long to be held is read piece by piece. The host cuts it: this file says how, and joins the lines of a log.

// Shape is how a long input can be cut.
type Shape int

// The shapes of inputs.
const (
	Whole   Shape = iota // a message, prose, a post: it is read as one
	Mailbox              // an mbox: each message is read by itself, see Separates
	Events               // data of mail services: each value is
	Lines                // lines, of a log or of whatever else
)

// ShapeOf tells the shape of an input from its first kilobytes.
func ShapeOf(head string) Shape {
	end, next := lineEnd(head, 0)
	if Separates(head[:end], head[next:]) {
		return Mailbox
	}
	text, at := unquote(head)
	if at < 0 || looksLikeMessage(text) || binary(text) {
		return Whole
	}
	if start := trimLeft(text, " \t\r\n\ufeff"); data(start) {
		if m, ok := readRecords(text, at); ok && m.form == "event" {
			return Events
		}
	}
	if _, at = plainText(text, at); at < 0 {
		return Whole
	}
	return Lines
}

// LogWindow is how many bytes of a log are looked at together: lines on one message and recipient are joined to one
// delivery if they stand no further apart.
const LogWindow = 4 << 20

// LogStream reads a log of any length.
type LogStream struct {
	t      *Table
	log    *recordReader
	pieces []piece  // with stories that were not taken yet
	stale  []string // jobs that have not ended for long
	turned int      // where in the log what is old was last forgotten
	end    int
	broken bool // its lines were broken, as its beginning shows
}

// piece is a part of a log, and how many stories began in it.
type piece struct{ at, stories int }

// NewLogStream begins to read a log.
func (t *Table) NewLogStream() *LogStream {
	return &LogStream{t: t, log: newRecordReader()}
}

// Add reads the next lines of the log, which stand at that offset of it.
func (s *LogStream) Add(text string, at int) {
	if s.end == 0 {
		s.broken = wrapped(text)
	}
	before := len(s.log.list)
	s.log.parts = 0 // it bounds one input
	if indexByte(text, 0x1b) >= 0 {
		s.log.all(withoutColours(text), -1, s.broken)
	} else {
		s.log.all(text, at, s.broken)
	}
	if n := len(s.log.list) - before; n > 0 {
		s.pieces = append(s.pieces, piece{at, n})
	}
	s.end = at + len(text)
	if s.end-s.turned > 2*LogWindow { // a message without a story is remembered for two windows at least, and at most for four
		s.turned = s.end
		for id, m := range s.log.messages {
			if len(m.stories) == 0 && m.turn < s.log.turn {
				delete(s.log.messages, id)
			}
		}
		s.log.turn++
		s.log.sessions = map[string]*session{}
		for _, job := range s.stale {
			delete(s.log.jobs, job)
		}
		s.stale = s.stale[:0]
		for job := range s.log.jobs {
			s.stale = append(s.stale, job)
		}
	}
}

// Found tells whether there was any delivery so far that was not taken.
func (s *LogStream) Found() bool { return len(s.pieces) > 0 }

// Take returns what can be told of the stories that no further line can join, in the order in which they began: of all of
// them where the log has ended.
func (s *LogStream) Take(ended bool) []LogDelivery {
	n := 0
	for len(s.pieces) > 0 && (ended || s.end-s.pieces[0].at > LogWindow) {
		n += s.pieces[0].stories
		s.pieces = s.pieces[1:]
	}
	if n == 0 {
		return nil
	}
	form := "event"
	if s.log.logs {
		form = "log"
	}
	var out []LogDelivery
	gone := map[*story]bool{}
	for _, d := range s.log.list[:n] {
		gone[d] = true
		for len(d.events) > 0 && s.log.follow(d) {
		}
		if len(d.events) == 0 {
			continue // it goes on in another story
		}
		told := LogDelivery{t: s.t, mail: mail{form: form, deliveries: []delivery{d.tell()}}}
		if s.log.cut {
			told.mail.warnings, s.log.cut = []string{manyAttempts}, false
		}
		out = append(out, told)
	}
	s.log.list = append([]*story{}, s.log.list[n:]...)
	for key, d := range s.log.known {
		if gone[d] {
			delete(s.log.known, key)
		}
	}
	for _, m := range s.log.messages {
		kept := m.stories[:0]
		for _, d := range m.stories {
			if !gone[d] {
				kept = append(kept, d)
			}
		}
		m.stories = kept
	}
	return out
}

// LogDelivery is one delivery of a log, not explained yet: that can be done for many at once.
type LogDelivery struct {
	t    *Table
	mail mail
}

// Report explains the delivery.
func (d LogDelivery) Report() Report { return finish(d.t.report(d.mail, false), "", false) }
