package engine

// readMessage reads a whole message: a report in a standard form, a notice in a program's own wording, or neither.
func readMessage(text string, at int, charset Charset) mail {
	return readPassedOn(text, at, charset, 0)
}

// readPassedOn reads a message that was passed on so many times, each time attached to another one.
func readPassedOn(text string, at int, charset Charset, times int) mail {
	r := &mimeReader{charset: charset}
	p := r.message(text, at, 0, "text/plain")
	m, ok := r.report(p)
	switch {
	case ok:
	case r.autoReply(p):
		m = mail{form: "auto-reply", deliveries: []delivery{r.answered(p)}}
	default:
		m = r.bounce(p)
	}
	if len(m.deliveries) == 0 {
		r.passedOn(&m, times+1)
	}
	m.warnings = append(m.warnings, r.warnings...)
	return m
}

// passedOn reads the messages that were attached.
func (r *mimeReader) passedOn(m *mail, times int) {
	if times > maxPassedOn {
		return
	}
	for _, a := range r.attached {
		text, at := r.decode(a)
		if one := readPassedOn(text, at, r.charset, times); len(m.deliveries) < MaxDeliveries && len(one.deliveries) > 0 {
			m.form = one.form
			m.deliveries = append(m.deliveries, one.deliveries...)
			m.warnings = append(m.warnings, one.warnings...)
		}
	}
}

// report reads a report in a standard form: on a complaint (RFC 5965), a disposition (RFC 8098) or a delivery (RFC 3464).
func (r *mimeReader) report(p *part) (m mail, ok bool) {
	switch fields, report := r.reports(p); {
	case contains(lower(p.params), "feedback-report") || report == "message/feedback-report" || len(fields) == 0 && r.originalHeader(p, complainer) != "":
		return r.complaint(p, fields), true
	case hasSuffix(report, "disposition-notification"):
		if m = r.refusal(p, fields); len(m.deliveries) == 0 {
			m = mail{form: "auto-reply", deliveries: r.recipients(fields, nil)}
		}
		return m, true
	case len(fields) > 0:
		return mail{form: "dsn", deliveries: r.dsn(p, fields)}, true
	}
	return m, false
}

// refusal reads the disposition notification with which a mailbox refuses by a script of its owner (RFC 5429).
func (r *mimeReader) refusal(p *part, g []fieldGroup) mail {
	if !containsFold(g[0].value("disposition"), "deleted") || !says(r.prose(p), sentenceSet) {
		return mail{}
	}
	m := r.bounce(p)
	for i := range m.deliveries {
		d := &m.deliveries[i]
		d.rename(first(recipientOf(g[0].value("final-recipient")), d.recipient))
		d.reporter = first(firstWord(g[0].value("reporting-ua")), d.reporter)
	}
	return m
}

// bounce reads a notice in a mail program's own wording, if the message is one.
func (r *mimeReader) bounce(p *part) mail {
	if m := r.events(p); len(m.deliveries) > 0 {
		return m
	}
	lines := r.prose(p)
	if r.likeness(p, lines) < 4 {
		return mail{form: "none"}
	}
	others := map[string]bool{}
	for _, name := range []string{"to", "from", "reply-to", "delivered-to", "sender", "return-path", "cc"} {
		for _, a := range findAddresses(p.get(name)) {
			others[lower(a.text)] = true
		}
	}
	m := mail{form: "bounce"}
	failed := p.get("x-failed-recipients") // Exim, Gmail
	if p.get("x-list-administrivia") != "" {
		failed = p.get("x-beenthere") // Mailman: the list
	}
	for _, a := range findAddresses(failed) {
		others[lower(a.text)] = false
		m.deliveries = append(m.deliveries, delivery{recipient: a.text})
	}
	read := readProse // somebody forwards a notice, with its header and words of their own above
	if senderSet.any(folded(decodeWords(p.get("from"), r.charset))) || trim(p.get("return-path")) == "<>" {
		read = readNotice
	}
	found := read(lines, others)
	if len(m.deliveries) == 0 {
		m.deliveries = found
	} else {
		m.deliveries = joinNotice(m.deliveries, found, lines)
	}
	sender := r.originalSender(p)
	settleAction(m.deliveries, lines)
	for i := range m.deliveries {
		d := &m.deliveries[i]
		d.senderDomain = sender
		subject := decodeWords(p.get("subject"), r.charset)
		if a := findAddresses(subject); d.recipient == "" && len(a) > 0 && !others[lower(a[0].text)] {
			d.recipient = a[0].text
		}
		if d.recipient == "" {
			d.recipient = r.originalRecipient(p)
		}
		d.context = append([]line{{subject, -1}}, d.context...)
	}
	return m
}

// joinNotice gives the recipients that a header names the replies that the prose tells of them.
func joinNotice(named, found []delivery, lines []line) []delivery {
	for i := range named {
		named[i].context = lines
		for _, f := range found {
			same := equalFold(f.recipient, lower(named[i].recipient))
			if same || f.recipient != "" && len(found) == 1 && len(named) == 1 {
				f.rename(named[i].recipient)
				named[i] = f
				break
			}
		}
		if named[i].diagnostic == nil {
			if named[i].diagnostic = proseOf(named[i].recipient, lines); named[i].diagnostic == nil {
				named[i].diagnostic = lines
			}
			if len(found) > 0 {
				named[i].reporter = found[0].reporter
			}
		}
	}
	return named
}

// rename says who the recipient is: what was marked as one is it only if it is the same.
func (d *delivery) rename(recipient string) {
	if !equalFold(d.recipient, lower(recipient)) {
		d.recipientSpan = Span{}
	}
	d.recipient = recipient
}

// likeness counts the signs that a message is a notice: who sent it, its subject, what it says. An answer to somebody
// (In-Reply-To) or a mailing needs more of them.
func (r *mimeReader) likeness(p *part, lines []line) int {
	n, words := 0, 0
	from, subject := folded(decodeWords(p.get("from"), r.charset)), folded(decodeWords(p.get("subject"), r.charset))
	if senderSet.any(from) {
		n += 2
	}
	if trim(p.get("return-path")) == "<>" {
		n += 2
	}
	if p.get("x-failed-recipients") != "" {
		n += 4
	}
	if p.kind == "multipart/report" && (contains(lower(p.params), "delivery-status") || !contains(lower(p.params), "report-type")) {
		n += 3
	}
	if p.get("x-list-administrivia") != "" {
		n += 4
	}
	if hasPrefix(subject, "bounce ") && contains(subject, "@") { // Majordomo, to the owner of the list
		n += 2
	}
	if v := lower(p.get("auto-submitted")); hasPrefix(v, "auto-") {
		n++
	}
	if subjectSet.any(subject) && !hasPrefix(subject, "re:") {
		words += 2
	}
	if says(lines, sentenceSet) {
		words += 2
	}
	for i := range lines {
		if shownHeader(lines[i:]).notice { // somebody forwards one
			n += 4
			break
		}
	}
	for _, c := range p.parts {
		if c.kind == "message/rfc822" || c.kind == "text/rfc822-headers" {
			n++
			break
		}
	}
	if n == 0 && !contains(from, "noreply") && !contains(from, "no-reply") {
		return 0 // people write such words too
	}
	n += words
	if p.get("in-reply-to") != "" && n < 6 && !senderSet.any(from) {
		n -= 2
	}
	if p.get("list-unsubscribe") != "" || p.get("list-id") != "" {
		n -= 2
	}
	return n
}

// prose is the text of a message's own parts, without the returned message.
func (r *mimeReader) prose(p *part) []line {
	var out []line
	plain := false
	leaves := p.leaves()
	for _, l := range leaves {
		plain = plain || l.kind == "text/plain" && trim(l.body) != ""
	}
	for i, l := range leaves {
		if !hasPrefix(l.kind, "text/") && l.kind != "" || i > 0 && p.kind == "multipart/mixed" && contains(l.get("content-disposition"), "attachment") {
			continue
		}
		text, at := r.decode(l)
		if l.kind == "text/html" {
			if plain {
				continue
			}
			text, at = htmlText(text), -1
		}
		out = append(out, beforeOriginal(splitLines(text, at))...)
		if len(out) > maxNotice {
			break
		}
	}
	kept := withinLimits(out)
	if len(kept) < len(out) {
		r.warn(longProse)
	}
	return kept
}

// sourcePiece reads a piece of a message's source, without its header, as people copy it: cut at the boundary whose line the header of a
// part follows. It is nil where there is none.
func (r *mimeReader) sourcePiece(text string, at int) *part {
	p := &part{kind: "multipart/mixed", body: text, at: at}
	first, boundary := len(text), ""
	for i := 0; i < len(text) && boundary == ""; {
		end, next := lineEnd(text, i)
		if l := trimRight(text[i:end], " \t"); len(l) > 2 && l[:2] == "--" && hasPrefixFold(text[next:], "content-") {
			first, boundary = i, l[2:]
		}
		i = next
	}
	head := len(text) - len(trimLeft(text, " \t\r\n"))
	switch {
	case hasPrefixFold(text[head:], "content-"):
		p.parts = []*part{r.message(text[head:first], offset(at, head), 1, "text/plain")}
	case boundary == "":
		return nil
	case first > 0:
		p.parts = []*part{{kind: "text/plain", body: text[:first], at: at}}
	}
	if boundary != "" {
		p.params = "boundary=\"" + boundary + "\""
		r.multipart(p, 0)
	}
	return p
}

// beforeOriginal ends the notice where the returned message begins.
func beforeOriginal(lines []line) []line {
	for i, l := range lines {
		t := caseless(trimLeft(clip(l.text), " \t>|"))
		if len(t) >= 8 && (originalSet.begin(t) || t[0] == '-' && originalSet.any(t)) && !shownHeader(lines[min(i+1, len(lines)):]).notice {
			return lines[:i]
		}
	}
	return lines
}

// settleAction says of the deliveries of a notice that the message is still being tried, or given up, if the notice says so.
func settleAction(out []delivery, lines []line) {
	late, failed := says(lines, delaySet), says(lines, failureSet)
	for i := range out {
		switch d := &out[i]; {
		case d.action != "":
		case late:
			d.action, d.mark = "delayed", []line{{"action: delayed", -1}}
		case failed && d.recipient != "":
			d.action, d.gaveUp = "failed", true
		}
	}
}

// original is the returned message inside a notice, if there is one.
func (p *part) returned() *part {
	if p.original {
		return p
	}
	for _, c := range p.parts {
		if o := c.returned(); o != nil {
			return o
		}
	}
	return nil
}

// originalHeader is a field of the returned message, from its part or from its copy in the prose.
func (r *mimeReader) originalHeader(p *part, name string) string {
	if o := p.returned(); o != nil {
		return decodeWords(o.get(name), r.charset)
	}
	for _, l := range p.leaves() {
		if !hasPrefix(l.kind, "text/") {
			continue
		}
		text, _ := r.decode(l)
		lines := splitLines(text, -1)
		if rest := lines[len(beforeOriginal(lines)):]; len(rest) > 0 {
			for _, h := range rest[:min(len(rest), 200)] {
				if hasPrefixFold(trimLeft(h.text, " \t>"), name+":") {
					return trim(trimLeft(h.text, " \t>")[len(name)+1:])
				}
			}
		}
	}
	return ""
}

func (r *mimeReader) originalSender(p *part) string {
	if a := findAddresses(r.originalHeader(p, "from")); len(a) > 0 {
		return domainOf(a[0].text)
	}
	return ""
}

// originalRecipient is the only address of the returned message's To field.
func (r *mimeReader) originalRecipient(p *part) string {
	if a := findAddresses(r.originalHeader(p, "to")); len(a) == 1 {
		return a[0].text
	}
	return ""
}

// autoReply tells whether a message is an automatic answer of a person's mailbox (RFC 3834 section 5), with or without
// its header.
func (r *mimeReader) autoReply(p *part) bool {
	if p.kind == "multipart/report" || p.get("x-failed-recipients") != "" {
		return false
	}
	subject := folded(decodeWords(p.get("subject"), r.charset))
	if senderSet.any(folded(decodeWords(p.get("from"), r.charset))) || subjectSet.any(subject) {
		return false
	}
	submitted := lower(p.get("auto-submitted"))
	if hasPrefix(submitted, "auto-replied") || lower(p.get("precedence")) == "auto_reply" || p.get("x-autoreply") != "" || p.get("x-autorespond") != "" || p.get("x-autoresponse") != "" {
		return true
	}
	if !answerSet.any(subject) {
		return false
	}
	return hasPrefix(submitted, "auto-") || p.get("x-auto-response-suppress") != "" || trim(p.get("return-path")) == "<>" || !hasPrefix(subject, "re:") && p.get("list-id") == "" && p.get("list-unsubscribe") == ""
}

// answered is the delivery that an automatic answer proves: the one who answers did get the message.
func (r *mimeReader) answered(p *part) delivery {
	d := delivery{action: "auto-reply", mark: []line{{"auto-submitted: auto-replied", -1}}, context: r.prose(p)}
	if a := findAddresses(p.get("from")); len(a) > 0 {
		d.recipient = a[0].text
	}
	return d
}
