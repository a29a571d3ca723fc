package engine

import "strconv"

// Redact replaces what a text says of people: addresses, host names and IP addresses become those of documentation (RFC 2606,
// RFC 5737, RFC 3849), the same by the same. Subjects, names in headers, the returned message and base64 are left out, since
// nobody can tell what is in them. What decides the answer stays: codes, words, ids, the hosts of providers and blocklists.
// It reads the text once and never fails.
func (t *Table) Redact(text string) string {
	r := redactor{standIns: standIns{table: t, hosts: map[string]string{}, ips: map[string]string{}, people: aliasesIn(text, "user"), labels: aliasesIn(text, "customer")}}
	r.known = t.knownNames()
	r.out = make([]byte, 0, len(text))
	if looksLikeMessage(text) {
		r.mode = inHeader
	}
	blank := true // an mbox begins with its separator
	for i := 0; i < len(text); {
		end, next := lineEnd(text, i)
		l := text[i:end]
		if blank && Separates(l, text[next:]) { // the next message of an mbox
			r.mode, r.boundaries, r.named, r.returned, r.part, r.bounce = inHeader, nil, nil, false, plainPart, false
			r.inline(text[i:next])
			blank, i = false, next
			continue
		}
		if r.mode == inHeader && l != "" {
			for next < len(text) && (text[next] == ' ' || text[next] == '\t') { // the field goes on
				end, next = lineEnd(text, next)
			}
			l = text[i:end]
		}
		blank = l == ""
		r.line(l, text[end:next])
		i = next
	}
	return string(r.out)
}

// redactor goes through a text line by line; a field of a header is one.
type redactor struct {
	standIns
	mode       int
	part       int  // what the header says of what follows it
	returned   bool // this is the header of the returned message
	bounce     bool // which is a bounce itself, that somebody passed on
	boundaries []string
	named      []string // what stands for them
	parts      int      // that were named
	fields     int      // of this header
	outer      int      // boundaries that end what is left out: those inside of it do not
}

const (
	inBody = iota
	inHeader
	leftOut
)

const (
	plainPart = iota
	messagePart
	base64Part
)

// Fields that say what a message is about, or that sign it and so tell what it said.
const wordFields = " thread-topic thread-index comments keywords organization dkim-signature domainkey-signature x-google-dkim-signature arc-seal arc-message-signature arc-authentication-results autocrypt list-unsubscribe x-gm-message-state content-description user-agent x-mailer "

// Fields that name people.
const nameFields = " from to cc bcc sender reply-to resent-from resent-to resent-cc "

// Names under which mail systems write.
var systemNames = []string{"daemon", "majordom", "postmaster", "mail delivery", "mail-delivery", "mail administrator", "mail system", "no-reply", "noreply", "microsoftexchange"}

// Lines that stand above the returned message in bounces that are one text.
var returnedMarks = []string{
	"--- below this line is a copy of the message", "------ this is a copy of", "----- original message follows", "--- original message follows",
	"----- unsent message follows", "--- returned message follows", "----- message header follows",
}

const (
	lostMessage = "[the returned message was left out]"
	lostBase64  = "[a part in base64 was left out]"
	lost        = "…"
)

func (r *redactor) line(l, ending string) {
	if hasPrefix(l, "--") && r.boundary(l) {
		r.out = append(r.out, ending...)
		return
	}
	switch {
	case r.mode == leftOut:
	case r.mode == inHeader && l == "":
		r.out = append(r.out, ending...)
		if !r.returned || r.fields > 0 { // blank lines may stand above the returned message
			r.endHeader(ending)
		}
	case r.mode == inHeader && r.fields == 0 && (hasPrefix(l, "From ") || hasPrefix(l, ">From ")): // what an mbox has above a header
		r.inline(l)
		r.out = append(r.out, ending...)
	case r.mode == inHeader && headerName(l) != "":
		r.fields++
		r.headerField(l)
		r.out = append(r.out, ending...)
	default:
		if r.mode == inHeader && r.returned { // a returned message without a header
			r.leaveOut(lostMessage, ending)
			return
		}
		r.mode = inBody // no header, whatever it looked like
		r.bodyLine(l)
		r.out = append(r.out, ending...)
	}
}

// boundary tells whether a line begins or ends a part.
func (r *redactor) boundary(l string) bool {
	known := r.boundaries
	if r.mode == leftOut || r.returned {
		known = known[:r.outer]
	}
	for i := len(known) - 1; i >= 0; i-- {
		rest := trimRight(l[2:], " \t")
		if rest == known[i] || rest == known[i]+"--" {
			r.mode, r.part, r.returned, r.bounce, r.fields = inHeader, plainPart, false, false, 0
			r.boundaries, r.named = r.boundaries[:i+1], r.named[:i+1]
			r.out = append(append(append(r.out, "--"...), r.named[i]...), rest[len(known[i]):]...)
			if rest != known[i] {
				r.mode = inBody
			}
			return true
		}
	}
	return false
}

// endHeader decides what is done with what follows a header.
func (r *redactor) endHeader(ending string) {
	switch {
	case r.returned && !r.bounce:
		r.leaveOut(lostMessage, ending)
	case r.returned: // a bounce that was passed on is read like one that was not
		r.returned, r.mode = false, inBody
	case r.part == messagePart:
		r.returned, r.bounce, r.outer, r.part, r.fields = true, false, len(r.boundaries), plainPart, 0
	case r.part == base64Part:
		r.outer = len(r.boundaries)
		r.leaveOut(lostBase64, ending)
	default:
		r.mode = inBody
	}
}

func (r *redactor) leaveOut(what, ending string) {
	r.out = append(append(r.out, what...), ending...)
	r.mode, r.returned = leftOut, false
}

// headerName is the name of the header field that a line begins with, in lower case; empty for none.
func headerName(l string) string {
	n := 0
	for n < len(l) && n < 80 && l[n] > ' ' && l[n] < 0x7f && l[n] != ':' {
		n++
	}
	if n == 0 || n == len(l) || l[n] != ':' {
		return ""
	}
	return lower(l[:n])
}

func (r *redactor) headerField(l string) {
	name := headerName(l)
	switch value := l[len(name)+1:]; name {
	case "content-type":
		kind := lower(trim(value))
		if hasPrefix(kind, "message/rfc822") || hasPrefix(kind, "message/global") && !hasPrefix(kind, "message/global-d") || hasPrefix(kind, "text/rfc822-headers") {
			r.part = messagePart
		}
		r.bounce = r.bounce || hasPrefix(kind, "multipart/report")
		if i := index(kind, "boundary="); i >= 0 && len(r.boundaries) < maxParts {
			i += len(value) - len(trimLeft(value, " \t\r\n")) + len("boundary=")
			b := trimLeft(value[i:], "\"")
			n := 0
			for n < len(b) && b[n] != '"' && b[n] != ';' && b[n] != '\n' && b[n] != '\r' && (value[i] == '"' || b[n] != ' ') {
				n++
			}
			// A boundary may name the host that made it. It gets a name of its own, here and wherever it stands.
			from := len(l) - len(b)
			r.boundaries = append(r.boundaries, b[:n])
			r.parts++
			r.named = append(r.named, "part"+strconv.Itoa(r.parts)+"_")
			r.inline(l[:from])
			r.out = append(r.out, r.named[len(r.named)-1]...)
			r.inline(b[n:])
			return
		}
	case "content-transfer-encoding":
		if r.part == plainPart && equalFold(trim(value), "base64") {
			r.part = base64Part
		}
	case "auto-submitted":
		r.bounce = r.bounce || !equalFold(trim(value), "no")
	case "subject":
		r.subject(l, r.returned)
		return
	}
	switch key := " " + name + " "; {
	case contains(wordFields, key):
		r.out = append(append(append(r.out, l[:len(name)+1]...), ' '), lost...)
	case !contains(nameFields, key):
		r.inline(l)
	case r.system(l):
		r.bounce = r.bounce || name == "from"
		r.inline(l)
	default:
		r.out = append(r.out, l[:len(name)+1]...)
		before := " "
		for _, a := range findAddresses(l[len(name)+1:]) {
			r.out = append(r.out, before...)
			r.inline(a.text)
			before = ", "
		}
		if before == " " {
			r.out = append(append(r.out, before...), lost...)
		}
	}
}

// system tells whether a field names a mail system, and no person.
func (r *redactor) system(l string) bool {
	for _, s := range systemNames {
		if containsFold(l, s) {
			return true
		}
	}
	return false
}

// subject keeps what a mail system put before the subject of the message ("Undeliverable: "), and a subject without such words only
// where it stands in the header of the bounce itself.
func (r *redactor) subject(l string, returned bool) {
	name := indexByte(l, ':') + 1
	value := l[name:]
	keep := indexByte(value, ':') + 1
	switch {
	case returned || contains(value, "=?"):
		keep = 0
	case keep == 0 && r.mode == inHeader:
		r.inline(l)
		return
	}
	r.out = append(r.out, l[:name]...)
	r.inline(value[:keep])
	r.out = append(append(r.out, ' '), lost...)
}

// bodyLine is a line of prose, of a report, of a log or of an event.
func (r *redactor) bodyLine(l string) {
	head := trimLeft(l[:min(len(l), 120)], " \t>*")
	for _, mark := range returnedMarks {
		if hasPrefixFold(head, mark) {
			r.mode, r.returned, r.bounce, r.outer, r.fields = inHeader, true, false, len(r.boundaries), 0
			r.inline(l)
			return
		}
	}
	if hasPrefixFold(head, "subject:") {
		r.subject(l, false)
		return
	}
	// "subject":"…" in an event
	for {
		i := indexFold(l, "\"subject\"")
		if i < 0 {
			break
		}
		from := i + len("\"subject\"")
		for from < len(l) && indexByte(" \t:", l[from]) >= 0 {
			from++
		}
		if from == len(l) || l[from] != '"' {
			r.inline(l[:from])
			l = l[from:]
			continue
		}
		r.inline(l[:from+1])
		r.out = append(r.out, lost...)
		for from++; from < len(l) && l[from] != '"'; from++ {
			if l[from] == '\\' {
				from++
			}
		}
		l = l[min(from, len(l)):]
	}
	r.inline(l)
}
