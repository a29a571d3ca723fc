package engine

// session is what a client asked a server, and was answered, in one connection. Programs that log it line by line name
// recipients in the commands only.
type session struct {
	asked    []line // commands without an answer yet
	accepted []line // recipients
	answer   []line // lines of one that is not complete
	sender   string // domain
	messages int    // how many were sent in it
}

// lineEnds is what hMailServer writes between the lines of an answer.
const lineEnds = "[nl]"

// talk reads one line of a session: a command, or a line of the answer to the oldest one.
func (r *recordReader) talk(e *logEvent) {
	s := r.sessions[e.job]
	if s == nil || len(s.asked)+len(s.answer) > maxSession {
		s = &session{}
		r.sessions[e.job] = s
	}
	l := e.said
	if commandNamed(l.text, true) != "" {
		push(&s.asked, l)
		return
	}
	if number(l.text, 0, 3) < 0 {
		return
	}
	for {
		end := index(l.text, lineEnds)
		if end < 0 {
			break
		}
		push(&s.answer, line{l.text[:end], l.at})
		end += len(lineEnds)
		l = line{l.text[end:], offset(l.at, end)}
	}
	if push(&s.answer, l); len(l.text) > 3 && l.text[3] == '-' {
		return
	}
	e.diagnostic, s.answer = s.answer, nil
	var asked line
	e.command = "CONNECT"
	if len(s.asked) > 0 {
		asked = s.asked[0]
		e.command = commandNamed(asked.text, true)
		if l.text[0] == '3' {
			if e.command == "DATA" {
				s.asked[0].text = "." // the next answer is to the message
			}
			return
		}
		s.asked = s.asked[1:]
	}
	e.action = actionOf(l, "")
	refused := e.action != "delivered"
	var to []line
	switch e.command {
	case "RCPT":
		to = addressesIn(asked)
		if !refused && len(to) > 0 {
			push(&s.accepted, to[0])
			to = nil
		}
	case "DATA":
		if refused || asked.text == "." || containsFold(asked.text, " last") {
			to, s.accepted = s.accepted, nil
		}
	case "MAIL":
		s.messages++
		s.accepted, s.sender = nil, ""
		if a := addressesIn(asked); len(a) > 0 {
			s.sender = domainOf(a[0].text)
		}
		fallthrough
	case "CONNECT", "AUTH":
		if refused {
			to = make([]line, 1) // nobody was named yet
		}
	}
	e.message, e.job, e.senderDomain, e.known = e.job+"\n"+string(rune(s.messages)), "", s.sender, true
	if !refused {
		e.mark = []line{{"action: delivered", -1}}
	}
	r.each(e, to)
}

func push(list *[]line, l line) { *list = append(*list, l) }

// commandNamed is the SMTP command that a text is, by the first word where it stands in a session.
func commandNamed(s string, said bool) string {
	n := 0
	for n < len(s) && (letter(s[n]) || s[n] == '.' || s[n] == '-') {
		n++
	}
	rest := lower(s[n:])
	for _, c := range smtpCommands {
		if equalFold(s[:n], c.word) && (said || rest == c.then || hasPrefix(rest, c.then+":")) {
			return c.name
		}
	}
	return ""
}

var smtpCommands = []struct{ word, then, name string }{
	{"rcpt", " to", "RCPT"},
	{"mail", " from", "MAIL"},
	{"data", "", "DATA"},
	{".", "", "DATA"},
	{"bdat", "", "DATA"},
	{"end-of-message", "", "DATA"}, // Postfix
	{"eod", "", "DATA"},            // Halon
	{"connect", "", "CONNECT"},
	{"ehlo", "", "EHLO"},
	{"helo", "", "EHLO"},
	{"lhlo", "", "EHLO"},
	{"starttls", "", "STARTTLS"},
	{"auth", "", "AUTH"},
	{"rset", "", "RSET"},
	{"quit", "", "QUIT"},
}
