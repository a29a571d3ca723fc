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
	if _, ok := readEvents(text, at); ok {
		if start := trimLeft(text, " \t\r\n\ufeff"); start[0] == '{' || start[0] == '[' {
			return Events
		}
		return Whole
	}
	if _, at = plainText(text, at); at < 0 {
		return Whole
	}
	return Lines
}

// LogWindow is how many bytes of a log are looked at together: lines on one message and recipient are joined to one
// delivery if they stand no further apart.
const LogWindow = 8 << 20

// LogStream reads a log of any length.
type LogStream struct {
	t      *Table
	log    logReader
	pieces []piece // with deliveries that were not taken yet
	older  map[string]string
	stale  []string // jobs that have not ended for long
	turned int      // where in the log the senders were last gone through
	end    int
}

// piece is a part of a log, and how many deliveries began in it.
type piece struct{ at, deliveries int }

// NewLogStream begins to read a log.
func (t *Table) NewLogStream() *LogStream {
	return &LogStream{t: t, log: newLogReader(1 << 30)}
}

// Add reads the next lines of the log, which stand at that offset of it.
func (s *LogStream) Add(text string, at int) {
	before := len(s.log.deliveries)
	s.log.read(splitLines(text, at))
	if n := len(s.log.deliveries) - before; n > 0 {
		s.pieces = append(s.pieces, piece{at, n})
	}
	s.end = at + len(text)
	if s.end-s.turned > 2*LogWindow { // a sender is remembered for two windows at least, and at most for four
		s.turned = s.end
		s.older, s.log.senders = s.log.senders, map[string]string{}
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

// Take returns what can be told of the deliveries that no further line can join, in the order in which they began: of all
// of them where the log has ended.
func (s *LogStream) Take(ended bool) []LogDelivery {
	n := 0
	for len(s.pieces) > 0 && (ended || s.end-s.pieces[0].at > LogWindow) {
		n += s.pieces[0].deliveries
		s.pieces = s.pieces[1:]
	}
	if n == 0 {
		return nil
	}
	var out []LogDelivery
	gone := map[*logDelivery]bool{}
	for _, d := range s.log.deliveries[:n] {
		gone[d] = true
		told := LogDelivery{t: s.t, mail: mail{form: "log", deliveries: []delivery{d.delivery(first(s.log.senders[d.message], s.older[d.message]))}}}
		if s.log.cutEvents {
			told.mail.warnings, s.log.cutEvents = []string{manyAttempts}, false
		}
		out = append(out, told)
	}
	s.log.deliveries = append([]*logDelivery{}, s.log.deliveries[n:]...)
	for key, d := range s.log.known {
		if gone[d] {
			delete(s.log.known, key)
		}
	}
	for message, of := range s.log.messages {
		kept := of[:0]
		for _, d := range of {
			if !gone[d] {
				kept = append(kept, d)
			}
		}
		if s.log.messages[message] = kept; len(kept) == 0 {
			delete(s.log.messages, message)
		}
	}
	return out
}

// LogDelivery is one delivery of a log, not explained yet: that can be done for many at once.
type LogDelivery struct {
	t    *Table
	mail mail
}

// Report explains the delivery.
func (d LogDelivery) Report() Report { return finish(d.t.report(d.mail), "", false) }
