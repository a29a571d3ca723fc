package engine

// fieldGroup is one group of fields of a report, with the lines that they stand on.
type fieldGroup struct{ fields []header }

func (g fieldGroup) get(name string) (header, bool) {
	for _, f := range g.fields {
		if f.name == name {
			return f, true
		}
	}
	return header{at: -1}, false
}

//go:noinline
func (g fieldGroup) value(name string) string { h, _ := g.get(name); return h.value }

// reports finds the machine-readable part of a report (RFC 3464, RFC 6533, RFC 5965), or the same fields in a text part
// as some programs send them, and its kind.
func (r *mimeReader) reports(p *part) ([]fieldGroup, string) {
	leaves := p.leaves()
	for _, l := range leaves {
		switch l.kind {
		case "message/delivery-status", "message/global-delivery-status", "message/feedback-report", receiptKind, "message/global-disposition-notification":
			text, at := r.decode(l)
			if g := groups(splitLines(text, at)); len(g) > 0 {
				return g, l.kind
			}
		}
	}
	for _, l := range leaves {
		if hasPrefix(l.kind, "text/html") {
			continue
		}
		text, at := r.decode(l)
		if containsFold(text, "final-recipient:") && (containsFold(text, "\naction:") || containsFold(text, "\raction:")) {
			if g := groups(fieldLines(beforeOriginal(splitLines(text, at)))); len(g) > 0 {
				return g, "text"
			}
		}
	}
	return nil, ""
}

const receiptKind = "message/disposition-notification"

// fieldLines starts at the first field of a report, so that the prose before it is not taken for fields.
func fieldLines(lines []line) []line {
	for i, l := range lines {
		for _, f := range []string{"reporting-mta:", "original-envelope-id:", "final-recipient:", "original-recipient:"} {
			if hasPrefixFold(trimLeft(l.text, " \t"), f) {
				return lines[i:]
			}
		}
	}
	return nil
}

// reportFields reads the fields of a report that were copied alone, without a message around them.
func reportFields(lines []line) []delivery {
	for _, l := range lines[:min(len(lines), maxNotice)] {
		if hasPrefixFold(trimLeft(l.text, " \t"), "final-recipient:") {
			r := &mimeReader{}
			return r.recipients(groups(fieldLines(lines)), withinLimits(lines))
		}
	}
	return nil
}

// groups cuts fields at empty lines, and where a new recipient begins without one.
func groups(lines []line) []fieldGroup {
	var out []fieldGroup
	var g fieldGroup
	flush := func() {
		if len(g.fields) > 0 {
			for k := range g.fields {
				g.fields[k].unfold('\n')
			}
			out = append(out, g)
			g = fieldGroup{}
		}
	}
	for _, l := range lines {
		if trim(l.text) == "" {
			flush()
			continue
		}
		if l.text[0] == ' ' || l.text[0] == '\t' {
			if k := len(g.fields); k > 0 {
				g.fields[k-1].fold(l)
				continue
			}
		}
		t := trimLeft(l.text, " \t")
		colon := indexByte(t, ':')
		if colon <= 0 || !fieldName(t[:colon]) {
			if k := len(g.fields); k > 0 { // a value that was wrapped without an indent
				g.fields[k-1].fold(l)
			}
			continue
		}
		h := header{name: lower(trimRight(t[:colon], " \t")), value: trim(t[colon+1:]), at: -1}
		h.size = len(h.value)
		if l.at >= 0 {
			h.at = l.at + len(l.text) - len(trimLeft(t[colon+1:], " \t"))
		}
		if h.name == "final-recipient" || h.name == "original-recipient" {
			if _, twice := g.get(h.name); twice {
				flush()
			}
		}
		g.fields = append(g.fields, h)
		if len(out) > MaxDeliveries {
			break
		}
	}
	flush()
	return out
}

// dsn reads a delivery status notification: one delivery a recipient.
func (r *mimeReader) dsn(p *part, g []fieldGroup) []delivery {
	out := r.recipients(g, r.prose(p))
	if len(out) == 0 { // a report without recipients: the prose has to tell
		out = r.bounce(p).deliveries
		for i := range out {
			out[i].reporter = first(hostOf(g[0].value("reporting-mta")), out[i].reporter)
		}
		return out
	}
	sender, original := r.originalSender(p), r.originalRecipient(p)
	for i := range out {
		out[i].senderDomain = sender
		if out[i].recipient == "" && len(out) == 1 {
			if failed := findAddresses(p.get("x-failed-recipients")); len(failed) == 1 {
				original = failed[0].text
			}
			out[i].recipient = original
		}
	}
	return out
}

// recipients reads the per-recipient groups (RFC 3464 section 2.3).
func (r *mimeReader) recipients(g []fieldGroup, prose []line) []delivery {
	reporter := ""
	var out []delivery
	var asides []aside
	for _, group := range g {
		if v := group.value("reporting-mta"); v != "" {
			reporter = hostOf(v)
		}
		final, isFinal := group.get("final-recipient")
		_, isOriginal := group.get("original-recipient")
		if !isFinal && !isOriginal && group.value("action") == "" {
			continue
		}
		if len(out) >= MaxDeliveries {
			r.warn("more than 2,000 deliveries: the rest was not read")
			break
		}
		d := delivery{reporter: reporter, action: firstWord(lower(group.value("action"))), remote: hostOf(group.value("remote-mta")), context: prose}
		d.recipient = recipientOf(decodeWords(final.value, r.charset))
		d.recipientSpan = valueSpan("recipient", final, d.recipient)
		if d.recipient == "" {
			original, _ := group.get("original-recipient")
			d.recipient = recipientOf(decodeWords(original.value, r.charset))
			d.recipientSpan = valueSpan("recipient", original, d.recipient)
		}
		if d.recipient == "" {
			d.recipient = recipientOf(group.value("x-actual-recipient"))
		}
		more := aside{names: [2]string{recipientOf(group.value("x-actual-recipient")), recipientOf(group.value("original-recipient"))}}
		if status := group.value("status"); status != "" {
			if start, end := findStatus(status); end > 0 {
				d.status = status[start:end]
				if t := trim(trimLeft(status[end:], " (")); len(t) > 4 {
					more.comment = []line{{trimRight(t, ")"), -1}}
				}
			}
		}
		if until := mailDate(group.value("will-retry-until")); until != "" { // the attempt that the report is about, and the last one to come
			d.attempts = []Attempt{{At: mailDate(group.value("last-attempt-date"))}, {At: until, Text: untilField}}
		}
		d.date = group.value("last-attempt-date")
		d.diagnostic = diagnosticLines(group)
		d.mark = []line{{"action: " + d.action, -1}}
		if f, ok := group.get("disposition"); ok { // what became of a message that was delivered (RFC 8098)
			d.action, d.mark = "delivered", []line{{f.value, f.at}}
		}
		out, asides = append(out, d), append(asides, more)
	}
	notice := readNotice(prose, nil)
	for i := range out {
		d := &out[i]
		d.prose, d.context, d.transcript = prose, prose, notice[0].transcript
		block, host := d.blockIn(notice, prose, asides[i].names)
		if len(out) > 1 {
			d.context = block // prose that speaks of one recipient is not the prose of the others
		}
		if d.remote == "" {
			d.remote = host
		}
		if d.diagnostic == nil && len(block) > 0 && saysMore(block) && (asides[i].comment == nil || states(block)) { // the prose has the reply: "user@example.org: Envelope expired"
			d.diagnostic, d.block = block[:min(len(block), 12)], block
		}
		if d.diagnostic == nil {
			d.diagnostic = asides[i].comment
		}
	}
	return out
}

// untilField is the field of a report that says until when the message is tried (RFC 3464 section 2.3.8).
const untilField = "Will-Retry-Until"

// aside is what a group of a report says beside the delivery: other addresses of the recipient (the one that the message
// went to, the one first written to), and the comment behind the code in Status.
type aside struct {
	names   [2]string
	comment []line
}

// blockIn is the prose that tells of a delivery: under its address, the one that it went to, or the one first written to;
// and the host that answered.
func (d *delivery) blockIn(notice []delivery, prose []line, others [2]string) ([]line, string) {
	for _, name := range []string{d.recipient, others[0], others[1]} {
		name = lower(name)
		for i := range notice {
			if name != "" && notice[i].block != nil && equalFold(notice[i].recipient, name) {
				host, _ := remoteIn(notice[i].block[:min(len(notice[i].block), maxBlock)])
				return notice[i].diagnostic[:min(len(notice[i].diagnostic), maxBlock)], host
			}
		}
	}
	block := proseOf(d.recipient, prose)
	host, _ := remoteIn(block)
	return block, host
}

// dateField is the Date of a message, as it stands there.
func dateField(message string) string {
	head := message[:min(len(message), maxLogHeader)]
	for {
		end := index(head, "\n")
		if end < 0 {
			end = len(head) - 1
		}
		field := trim(head[:end+1])
		if field == "" {
			return ""
		}
		if hasPrefixFold(field, "date:") {
			return field[5:]
		}
		head = head[end+1:]
	}
}

// when is the time of a delivery as its line, event or message names it.
func (d *delivery) when() string {
	return first(d.time.at(), first(d.time.local(), mailDate(d.date)))
}

// mailDate writes the time of a header field (RFC 5322 section 3.3) in RFC 3339, empty if it is none.
func mailDate(s string) string {
	for s != "" && !digit(s[0]) {
		s = s[1:]
	}
	n := 1
	if number(s, 0, 2) >= 0 {
		n = 2
	}
	day := number(s, 0, n)
	s = trimLeft(s[min(n, len(s)):], " ")
	if len(s) < 17 {
		return ""
	}
	month := index(months, lower(s[:3]))
	year, seconds := number(s, 4, 4), clock(s, 9)
	if day < 1 || day > 31 || month < 0 || month%3 != 0 || year < 1970 || seconds < 0 {
		return ""
	}
	zone, _, length := zoneAt(s[17:])
	if z := lower(trimLeft(s[17:], " ")); length == 0 && (hasPrefix(z, "gmt") || hasPrefix(z, "ut")) {
		zone = "Z"
	}
	return civil(days(year, month/3+1, day)*86400+int64(seconds), zone)
}

// fold adds a further line to a field.
func (h *header) fold(l line) {
	if h.size > maxReply*2 {
		return
	}
	t := trimLeft(l.text, " \t")
	if l.at >= 0 {
		l.at += len(l.text) - len(t)
	}
	h.more = append(h.more, line{t, l.at})
	h.size += len(t) + 1
}

// diagnosticLines is the value of Diagnostic-Code without its type, or the reply in a field of a program's own.
func diagnosticLines(g fieldGroup) []line {
	for _, name := range []string{"diagnostic-code", "x-display-name-diagnostic", "x-supplementary-info", "x-dsn-diagnostic", "x-notes", "x-powermta-bouncetext", "x-network-error"} {
		h, ok := g.get(name)
		if !ok || h.value == "" {
			continue
		}
		first := line{h.value, h.at}
		if i := indexByte(first.text, '\n'); i >= 0 {
			first.text = first.text[:i]
		}
		if i := indexByte(first.text, ';'); i > 0 && i < 24 && fieldName(first.text[:i]) {
			if first.at >= 0 {
				first.at += i + 1
			}
			first.text = first.text[i+1:]
		}
		return append([]line{first}, h.more...)
	}
	return nil
}

func valueSpan(kind string, h header, text string) Span {
	first := line{h.value, h.at}
	if i := indexByte(h.value, '\n'); i >= 0 {
		first.text = h.value[:i]
	}
	for k := -1; k < len(h.more) && text != ""; k++ {
		l := first
		if k >= 0 {
			l = h.more[k]
		}
		if i := index(l.text, text); i >= 0 {
			if l.at < 0 {
				break
			}
			return Span{kind, l.at + i, l.at + i + len(text)}
		}
	}
	return Span{}
}

// hostOf reads a host field: "dns; mx.example.org".
func hostOf(v string) string {
	if i := indexByte(v, ';'); i >= 0 {
		v = v[i+1:]
	}
	if v = trimLeft(v, " \t<[\""); hasPrefix(v, "mta ") { // x400; mta NAME in /ADMD=…/ (RFC 2156 section 4.7)
		v = v[4:]
	}
	v = firstWord(v)
	return trimRight(v, ".>]\",)")
}

//go:noinline
func firstWord(s string) string {
	for i := 0; i < len(s); i++ {
		if s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '(' && i > 0 || s[i] == ',' || s[i] == ';' {
			return s[:i]
		}
	}
	return s
}

// proseOf is the prose that tells of a recipient: all of it where none is named.
func proseOf(recipient string, prose []line) []line {
	if recipient == "" {
		return prose
	}
	want := lower(recipient)
	for i, l := range prose {
		if !containsFold(clip(l.text), want) {
			continue
		}
		end := i + 1
		for end < len(prose) && end < i+maxBlock {
			if a := findAddresses(clip(prose[end].text)); len(a) > 0 && !equalFold(a[0].text, want) && trimLeft(prose[end].text[:a[0].start], " \t<") == "" {
				break
			}
			end++
		}
		return prose[i:end]
	}
	return nil
}

// complaint reads a feedback report (RFC 5965): one delivery for each recipient that it names.
func (r *mimeReader) complaint(p *part, g []fieldGroup) mail {
	d := delivery{action: "complaint", senderDomain: r.originalSender(p)}
	if len(g) == 0 { // without fields the subject tells; with them the text speaks of abuse whatever their type is
		d.context = []line{{decodeWords(p.get("subject"), r.charset), -1}}
	}
	kind := "abuse"
	for _, group := range g {
		if v := group.value("feedback-type"); v != "" {
			kind = lower(v) + " " + group.value("source-ip")
		}
		d.reporter = first(d.reporter, hostOf(group.value("reporting-mta")))
		d.senderDomain = first(d.senderDomain, domainOf(group.value("original-mail-from")))
	}
	d.mark = []line{{"feedback-type: " + kind, -1}}
	m := mail{form: "complaint"}
	add := func(v string) { // in a recipient's place a reporter may have put something else (RFC 6590)
		known := len(m.deliveries) >= maxEventRecipients
		v = recipientOf(v)
		for _, o := range m.deliveries {
			known = known || o.recipient == v
		}
		if v != "" && !known && !hasPrefixFold(v, "redacted") {
			d.recipient = v
			m.deliveries = append(m.deliveries, d)
		}
	}
	for _, group := range g {
		for _, f := range group.fields {
			if f.name == "original-rcpt-to" || f.name == "removal-recipient" {
				add(f.value)
			}
		}
	}
	for _, name := range []string{complainer, "x-original-to", "delivered-to"} {
		if len(m.deliveries) == 0 {
			add(r.originalHeader(p, name))
		}
	}
	if len(m.deliveries) == 0 {
		add(r.originalRecipient(p))
	}
	if len(m.deliveries) == 0 {
		m.deliveries = []delivery{d}
	}
	return m
}

// complainer is the field in which Outlook.com names who complained; its reports hold nothing else (JMRP).
const complainer = "x-hmxmroriginalrecipient"
