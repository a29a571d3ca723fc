package engine

// take reads one field's value into the facts.
func (f *eventFacts) take(field eventField, lines []line) {
	for len(lines) > 0 && trim(lines[0].text) == "" {
		lines = lines[1:]
	}
	if len(lines) == 0 {
		return
	}
	value := line{trim(clip(lines[0].text)), lines[0].at}
	if value.at >= 0 {
		value.at += len(lines[0].text) - len(trimLeft(lines[0].text, " \t\r\n"))
	}
	switch field.role {
	case recipientRole:
		f.addRecipients(addressesIn(value), field.rank)
	case localPartRole:
		f.localPart = value.text
	case domainRole:
		if f.localPart != "" {
			f.addRecipients(addressesIn(line{f.localPart + "@" + value.text, -1}), 1)
		}
	case replyRole:
		switch c := commandNamed(value.text, false); {
		case c != "": // SMTP2GO: context
			f.command = c
		case statusLen(value.text) == len(value.text): // Salesforce: smtpReason
			f.takeWord(field, value)
		default:
			f.addReply(lines, field.rank)
		}
	case commandRole:
		f.command = first(f.command, commandNamed(value.text, true))
	case timeRole:
		if t, _ := findStamp(value.text); t.kind != 0 && (f.time.kind == 0 || t.later(f.time)) {
			f.time = t
		}
	case idRole:
		if id := trimRight(trimLeft(value.text, "<"), ">"); field.rank > f.idRank && len(id) < maxLogPrefix {
			f.id, f.idRank = id, field.rank
		}
	case codeRole, statusRole, kindRole:
		f.takeWord(field, value)
	case classRole:
		f.addClass(value)
	case remoteRole:
		if h := hostOf(value.text); field.rank > f.remoteRank && indexByte(h, '.') > 0 {
			f.remote, f.remoteRank = h, field.rank
		}
	case reporterRole:
		f.reporter = first(f.reporter, hostOf(value.text))
	case senderRole:
		if a := findAddresses(value.text); len(a) > 0 && field.rank > f.senderRank {
			f.sender, f.senderRank = domainOf(a[0].text), field.rank
		}
	}
}

// takeWord reads a code, wherever a service puts it, or a kind.
func (f *eventFacts) takeWord(field eventField, value line) {
	switch { // "hard_bounce": true
	case equalFold(value.text, "true"):
		value = line{field.name, -1}
	case equalFold(value.text, "false") && field.name == "hardbounce":
		value.text = "softbounce"
	case equalFold(value.text, "false") && field.name == "delivered":
		value.text = "deferred"
	}
	switch {
	case statusLen(value.text) > 0 && (statusLen(value.text) == len(value.text) || field.role == statusRole):
		if f.status.text == "" {
			f.status = value.slice(0, statusLen(value.text))
		}
	case len(value.text) == 3 && (value.text[0] == '2' || value.text[0] >= '4' && value.text[0] <= '6') && atoi(value.text) > 0:
		if field.rank >= f.codeRank {
			f.code, f.codeRank = value, field.rank
		}
	case field.role == kindRole || field.role == codeRole:
		if field.name == "complaintfeedbacktype" || field.name == "fbtype" {
			f.feedback = lower(value.text)
			return
		}
		f.mark = first(f.mark, classNamed(value.text))
		if k := kindNamed(value.text); k.weight > f.kind.weight {
			k.generic = k.generic && (f.kind.generic || f.kind.action == "")
			f.kind, f.word = k, value.text
		}
	}
}

func (f *eventFacts) addRecipients(found []line, rank int) {
	if len(found) == 0 || rank < f.recipientRank {
		return
	}
	if rank > f.recipientRank {
		f.recipients, f.recipientRank = nil, rank
	}
	for _, r := range found {
		if len(f.recipients) < maxEventRecipients && !f.names(r.text) {
			f.recipients = append(f.recipients, r)
		}
	}
}

func (f *eventFacts) names(address string) bool {
	for _, r := range f.recipients {
		if equalFold(r.text, lower(address)) {
			return true
		}
	}
	return false
}

// addReply keeps what may be the reply. One word is a class of the service's: "mailbox_full".
func (f *eventFacts) addReply(lines []line, rank int) {
	r := eventReply{rank: rank}
	words := false
	for _, l := range lines {
		if trim(l.text) == "" {
			continue
		}
		if len(r.lines) == 0 {
			for _, example := range []string{" (ex:", " (i.e."} { // Postmark describes the type
				if i := index(l.text, example); i > 0 {
					l.text = l.text[:i]
				}
			}
			l = withoutType(l)
			if i := index(l.text, "{FQDN="); i > 0 {
				f.take(eventField{"", remoteRole, 2}, []line{logField{textField, "{FQDN=", "}"}.in(l, i)})
			}
			if led := (logField{textField, "{LED=", "};"}).in(l, 0); led.text != "" { // Exchange: the last error
				l = led
			}
		}
		words = words || contains(trim(l.text), " ") || !ascii(l.text)
		r.lines = append(r.lines, l)
		if c := findCode(clip(l.text)); c.score > r.score {
			r.score = c.score
		}
	}
	switch {
	case len(r.lines) == 0 || len(f.replies) >= maxEventReplies:
	case r.score == 0 && (!words || len(r.lines) == 1 && classNamed(r.lines[0].text) != ""):
		f.addClass(r.lines[0])
	default:
		f.replies = append(f.replies, r)
	}
}

// withoutType takes off the type of a diagnostic code: "smtp; 550 …".
func withoutType(l line) line {
	if i := indexByte(l.text, ';'); i > 0 && i < 24 && fieldName(l.text[:i]) {
		return line{l.text[i+1:], offset(l.at, i+1)}
	}
	if hasPrefix(l.text, "sent (") { // Mailjet
		return line{trimRight(l.text[6:], ")"), offset(l.at, 6)}
	}
	return l
}

// addClass keeps a service's class as words: "OnAccountSuppressionList" is "On Account Suppression List".
func (f *eventFacts) addClass(l line) {
	s := trim(l.text)
	if s == "" || len(s) > 60 || len(f.classes) >= maxEventReplies {
		return
	}
	out := make([]byte, 0, len(s)+8)
	for i := 0; i < len(s); i++ {
		c := s[i]
		upper := c >= 'A' && c <= 'Z'
		if upper && i > 0 && s[i-1] >= 'a' && s[i-1] <= 'z' {
			out = append(out, ' ')
		}
		if c == '_' || c == '-' {
			c = ' '
		}
		out = append(out, c)
	}
	if string(out) != l.text {
		l.at = -1
	}
	c := line{string(out), l.at}
	if mark := classNamed(s); mark != "" && f.mark == "" {
		f.mark = mark
		f.classes = append([]line{c}, f.classes...)
		return
	}
	f.classes = append(f.classes, c)
}

// join adds what an object inside says. What the outer one says itself comes first.
func (f *eventFacts) join(in eventFacts) {
	if f.recipientRank < in.recipientRank {
		f.recipients, f.recipientRank = in.recipients, in.recipientRank
	}
	f.fill(&in)
	f.parts = append(f.parts, in.parts...)
	f.lines = append(f.lines, in.lines...)
	f.tries = append(f.tries, in.tries...)
}

// inherit completes one recipient's part of an event from the object around it.
func (f *eventFacts) inherit(outer *eventFacts) {
	f.kind = outer.kind.refined(f.kind)
	for i := range f.replies {
		f.replies[i].rank += 10 // nearer than what is said of all
	}
	if len(f.recipients) == 0 {
		f.recipients, f.recipientRank = outer.recipients, outer.recipientRank
	}
	f.fill(outer)
}

// fill takes over what is not known yet.
func (f *eventFacts) fill(in *eventFacts) {
	for _, r := range in.replies {
		if len(f.replies) < maxEventReplies {
			f.replies = append(f.replies, r)
		}
	}
	for _, c := range in.classes {
		if len(f.classes) < maxEventReplies {
			f.classes = append(f.classes, c)
		}
	}
	if in.codeRank > f.codeRank || f.code.text == "" {
		f.code, f.codeRank = in.code, in.codeRank
	}
	if f.status.text == "" {
		f.status = in.status
	}
	if in.remoteRank > f.remoteRank {
		f.remote, f.remoteRank = in.remote, in.remoteRank
	}
	if in.senderRank > f.senderRank {
		f.sender, f.senderRank = in.sender, in.senderRank
	}
	if in.idRank > f.idRank {
		f.id, f.idRank = in.id, in.idRank
	}
	if f.time.kind == 0 || in.time.later(f.time) {
		f.time = in.time
	}
	f.reporter, f.feedback, f.command = first(f.reporter, in.reporter), first(f.feedback, in.feedback), first(f.command, in.command)
	f.mark = first(f.mark, in.mark)
	f.kind, f.word = f.kind.refined(in.kind), first(f.word, in.word)
	f.mail = f.mail || in.mail
}

// refined is a kind with what an object inside says of it: a bounce may be soft, a failure a suppression. A kind that an
// inner object has by itself ("status": "delivered" of the message that was opened) changes nothing.
func (k eventKind) refined(inner eventKind) eventKind {
	if k.action == "" || (k.action == "failed" || k.action == hard) && inner.weight > k.weight && inner.action != "complaint" && inner.action != other {
		inner.generic = inner.generic && (k.generic || k.action == "")
		return inner
	}
	return k
}

// aboutMail tells whether the facts are those of a message that was sent, and not of some other JSON.
func (f *eventFacts) aboutMail() bool {
	best := 0
	for _, r := range f.replies {
		best = max(best, r.score)
	}
	codes := best >= 6 || f.mail && best >= 3 || f.status.text != "" || f.mail && f.code.text != ""
	switch {
	case f.kind.action == other || f.feedback == "not-spam": // RFC 5965 section 7.3: the opposite of a complaint
		return false
	case len(f.recipients) == 0:
		return best >= 12 || f.mail && best >= 6 // 12: with an enhanced code
	case f.kind.action != "":
		return codes || f.mail || !f.kind.generic
	}
	return codes
}

// file adds one event for each recipient.
func (f *eventFacts) file(e *recordReader) {
	if len(f.parts) > 0 {
		for i := range f.parts {
			f.parts[i].file(e)
		}
		return
	}
	if n := len(f.tries); n > 0 && len(f.replies) == 0 { // the last attempt is what the event tells of
		f.fill(&f.tries[n-1])
		f.tries = f.tries[:n-1]
	}
	if !f.aboutMail() {
		return
	}
	d := f.event()
	to := f.recipients
	if len(to) == 0 {
		r, span := recipientIn(d.diagnostic)
		to = []line{{r, span.Start}}
		if span.End == 0 {
			to[0].at = -1
		}
	}
	d.message = first(f.id, "\n")
	for i := range f.tries {
		try := f.tries[i].event()
		try.message = d.message
		e.each(&try, to)
	}
	e.each(&d, to)
	if f.id == "" { // the next one without an id is another message
		e.add(&logEvent{message: "\n", delivery: delivery{action: border}})
	}
}

// event is what the facts say, whoever the recipient is.
func (f *eventFacts) event() logEvent {
	d := logEvent{time: f.time, word: f.word, known: true}
	d.action, d.status, d.remote, d.reporter, d.senderDomain, d.command = f.kind.action, f.status.text, f.remote, f.reporter, f.sender, f.command
	best := -1
	for i, r := range f.replies {
		if best < 0 || r.value() > f.replies[best].value() {
			best = i
		}
	}
	for i, r := range f.replies {
		if i == best {
			d.diagnostic = f.coded(r)
		} else {
			d.context = append(d.context, r.lines...)
		}
	}
	if best < 0 {
		d.diagnostic = f.coded(eventReply{})
	}
	d.context = append(d.context, f.classes...)
	if len(f.classes) > 0 {
		f.mark = first(f.mark, classNamed(f.word+f.classes[0].text))
	}
	if f.word == "AdminBounce" { // KumoMTA: the code is its own, the words are the administrator's
		d.diagnostic = nil
		if best >= 0 {
			d.diagnostic = f.replies[best].lines
		}
	}
	if d.class = f.mark; f.mark != "" && f.code.text == "" && (best < 0 || f.replies[best].score == 0 && f.replies[best].rank < 3) {
		d.words = first(extract(d.diagnostic).words, f.word) // the words are the same whatever happened
		if best < 0 && len(f.classes) > 0 {
			d.words = f.classes[0].text
		}
	}
	if d.action == "complaint" && f.mark != "" { // SES: not even tried, for an earlier complaint
		d.action = "failed"
	}
	switch d.action {
	case unsure:
		d.action = ""
	case "complaint":
		d.diagnostic, d.context = nil, nil // the service's words for a complaint are no reply
		d.mark = []line{{"feedback-type: " + first(f.feedback, "abuse"), -1}}
	case "auto-reply":
		d.mark = []line{{"auto-submitted: auto-replied", -1}}
	case "delayed", "delivered":
		if d.action == "delivered" {
			d.context = nil
			if extract(d.diagnostic).code == "" {
				d.diagnostic = nil
			}
		}
		d.mark = []line{{"action: " + d.action, -1}}
	case soft: // given up, but not for good; a permanent code says otherwise
		if r := extract(d.diagnostic); classType(first(r.status, d.status, r.code)) == "hard" {
			d.action = "failed"
		}
	}
	if len(d.diagnostic) > 0 {
		d.said = d.diagnostic[0]
	}
	return d
}

// value tells which of several texts is the reply: one with a code in it, then the surest field.
func (r eventReply) value() int {
	if r.score >= 3 {
		return r.rank + 1000
	}
	return r.rank
}

// coded is a reply with the codes that the event keeps in fields of their own.
func (f *eventFacts) coded(r eventReply) []line {
	if r.score >= 3 || f.code.text == "" {
		return r.lines
	}
	out := []line{f.code}
	if f.status.text != "" && (len(r.lines) == 0 || !contains(clip(r.lines[0].text), f.status.text)) {
		out = append(out, f.status)
	}
	return append(out, r.lines...)
}
