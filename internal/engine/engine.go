// Package engine reads bounces and says what they mean.
//
// It is what every visitor downloads, so it imports next to nothing: no fmt, no regexp, no encoding/json, no net, no
// mime/multipart. It holds no rules of its own: those are in the Table, which Build makes from rules.json.
//
// A Table decodes in four stages, each one type in, one type out, without state and without failing.
package engine

// Options are what the host of the engine can do for it.
type Options struct {
	Charset Charset // decodes legacy charsets; nil leaves such text as it is
	Outlook Outlook // reads Outlook's files; nil refuses them
	Lean    bool    // leaves out what LeanJSON does
}

// Outlook reads a compound file of Outlook's and returns the message in it, as text, and what is to be said of the file.
type Outlook func(file string) (text, warning string)

// Decode reads one input, whatever it is, and reports what it says. It never fails: what could not be read is in
// Report.Warnings. It keeps nothing, and may be called from many goroutines at once.
func (t *Table) Decode(input string, o Options) Report {
	mail := read(input, o)
	return finish(t.newSearch().report(mail, o.Lean), input, mail.message)
}

func (t *Table) newSearch() *search {
	return &search{Table: t, seen: make([]uint64, len(t.phrases)/64+1), places: make([]place, 0, 16)}
}

// report explains what was read.
func (look *search) report(mail mail, lean bool) Report {
	t := look.Table
	report := Report{Version: 1, Form: mail.form, Bounces: make([]Bounce, 0, len(mail.deliveries)), Warnings: mail.warnings}
	for i := range mail.deliveries {
		d := &mail.deliveries[i]
		found := extract(d.diagnostic)
		remote, place := remoteIn(d.diagnostic)
		hits := look.lookUp(d, &found, first(d.remote, remote))
		if d.class != "" && (d.words != "" || hits.silent()) {
			found.words = first(d.words, found.words)
			if own := look.said(d.words); own.response >= 0 { // the service's own word is a known one
				hits = own
			} else {
				hits = finding{response: -1, provider: hits.provider, reason: look.reasonOf(d.class)}
			}
		}
		if d.earlier != nil && found.code == "" && hits.response >= 0 {
			hits.also = look.earlier(d, hits)
		}
		if equalFold(remote, lower(d.reporter)) {
			remote = "" // it told what another one said
		}
		report.Bounces = append(report.Bounces, Bounce{Remote: first(d.remote, remote)})
		b := &report.Bounces[len(report.Bounces)-1]
		article, ok := t.explain(b, mail.form, d, &found, &hits)
		switch {
		case !ok:
			report.Bounces = report.Bounces[:len(report.Bounces)-1]
		case !lean:
			b.When = d.when()
			b.Spans = spansOf(&found, d, place, &hits)
			if article.reason != none {
				t.advise(b, article)
			}
		}
	}
	return report
}

// said matches words that no server said.
func (t *search) said(words string) finding {
	var n normal
	n.add(line{words, -1})
	return t.match(n.trimmed(), "", "", "")
}

// reasonOf is the row of the reason that some words mean, -1 if none.
func (t *search) reasonOf(words string) int {
	hits := t.said(words)
	if hits.response >= 0 {
		hits.reason = t.reasonOfResponse(hits.response)
	}
	return hits.reason
}

// earlier is what the last attempt met of a message that has expired.
func (t *search) earlier(d *delivery, hits finding) []int {
	if t.word(secReasons, t.reasonOfResponse(hits.response), 0) != "expired" {
		return hits.also
	}
	last := extract(d.earlier)
	h := t.match(last.text, last.code, last.status, d.remote)
	if h.response < 0 || t.field(secResponses, h.response, 5) == t.field(secResponses, hits.response, 5) {
		return hits.also
	}
	return []int{h.response}
}

// lookUp matches the reply, then, while nothing known is found, what stands around it, wider and wider, and last the
// field that proves the form. A server that said something of its own is not explained by what others said beside it.
func (t *search) lookUp(d *delivery, found *reply, remote string) finding {
	if found.partial {
		complete(d, found)
	}
	status := found.status
	if status == "" && found.code == "" {
		status = d.status
	}
	t.own, t.aloud = !found.weak, 0
	switch {
	case d.prose != nil || d.class != "":
	case d.action != "":
		t.aloud = aloud
	case d.sole:
		t.aloud = sole
	case remote != "":
		t.aloud = alone
	}
	hits := t.match(found.text, found.code, status, remote)
	t.own = false
	if len(found.before.text) > 0 && (d.action != "delayed" || hits.silent()) {
		// The program that wrapped the reply may know better: "TLS is required, but host … said: 454 …".
		whole := found.before.then(found.text)
		if wrapped := t.match(whole, found.code, status, remote); wrapped.response >= 0 && wrapped.weight > hits.weight || hits.silent() && !wrapped.silent() && (wrapped.response >= 0 || !t.precise(found.status)) {
			found.text = whole
			return wrapped
		}
	}
	if hits.response >= 0 {
		return hits
	}
	harmless := contains(" auto-reply complaint delivered relayed expanded ", " "+d.action+" ") // the form says that nothing failed
	around, next := [...][]line{d.diagnostic, d.block, d.context, d.mark}, 0
	if found.code != "" && len(found.text.text) >= 8 {
		next = len(around) - 1
		if d.action == "delayed" {
			return hits // a delay with a reply names its cause; "it is late" would say less
		}
	}
	var worded normal
	for i := next; i < len(around); i++ {
		lines, marked := around[i], i == len(around)-1 // what proves the form is not what the server said
		if len(lines) == 0 || i == 0 && found.bare {
			continue // there is nothing, or nothing that was not looked at
		}
		text, places := t.around(i, lines)
		wider := t.decide(text.text, places, found.code, status, remote)
		if harmless {
			if !t.harmless(wider.response) {
				continue
			}
			wider.also = nil
		}
		if wider.response < 0 {
			if hits.silent() && wider.reason >= 0 && len(text.text) < maxWording && (i < 2 || len(d.block) == 0 || !saysMore(d.block)) && !t.precise(status) {
				hits, worded = wider, text
			}
			continue
		}
		if found.code == "" && found.status == "" {
			if i > 0 && !marked {
				found.words = "" // it said nothing: what the finding rests on stands elsewhere
			}
			if r := extract(lines); r.code != "" || r.status != "" {
				found.code, found.status, found.codeSpan, found.statusSpan = r.code, r.status, r.codeSpan, r.statusSpan
				if len(r.text.text) > 0 && r.code != "" {
					found.words = r.words
				}
				if exact := t.decide(text.text, places, r.code, r.status, remote); exact.response >= 0 {
					wider = exact
				}
			}
		}
		if wider.provider < 0 {
			wider.provider = hits.provider
		}
		found.text = text
		if (found.words == "" || len(found.words) > maxWords) && !marked {
			found.words = sentence(lines, found.text, wider.phrases)
		}
		return wider
	}
	if worded.text != nil {
		found.text = worded
		if found.words == "" || len(found.words) > maxWords || found.code == "" && found.status == "" {
			found.words = sentence(d.context, found.text, hits.phrases)
		}
		return hits
	}
	if found.code == "" && found.status == "" {
		for _, lines := range [][]line{d.block, d.context} {
			if r := extract(lines); r.code != "" || r.status != "" {
				*found = r
				return t.match(r.text, r.code, r.status, remote)
			}
		}
	}
	return hits
}

// around is the text of lines that stand around a reply, and the phrases in it. Recipients of one report share such lines, and
// what stands around one is often the same twice.
func (t *search) around(which int, lines []line) (normal, []place) {
	for i := range t.last {
		if last := &t.last[i]; same(last.lines, lines) {
			return last.text, last.places
		}
	}
	last := &t.last[which]
	last.lines, last.text = lines, wholeText(lines)
	last.places = t.find(last.text.text, t.seen, nil)
	return last.text, last.places
}

func same(a, b []line) bool { return len(a) > 0 && len(a) == len(b) && &a[0] == &b[0] }

// harmless tells whether a response is about a message that did not fail.
func (t *Table) harmless(response int) bool {
	return response >= 0 && t.word(secReasons, t.reasonOfResponse(response), 2) == "none"
}

// registered is the row of an enhanced code in IANA's registry, whatever its class, or none.
func (t *Table) registered(status string) int { return t.code(secStatuses, "x"+status[1:]) }

// precise tells whether an enhanced code names a cause that everybody knows: not only a subject (RFC 3463 section 3: detail
// 0 is "other"), nor a detail of the server's own.
func (t *Table) precise(status string) bool {
	if len(status) < 5 || status[len(status)-2:] == ".0" {
		return false
	}
	return t.registered(status) != none
}

// complete finds the rest of a reply of which a report holds only the first line: the transcript in the prose has it.
func complete(d *delivery, found *reply) {
	lead, tries := found.code+"-", 0
	for i, l := range d.prose {
		if tries < maxRests && contains(l.text, lead) && contains(l.text, found.status) {
			tries++
			if r := extract(d.prose[i:]); r.code == found.code && len(r.text.text) > len(found.text.text)+4 {
				*found = r
			}
		}
	}
}

// sentence is the line of a long text in which its evidence stands, or what is around it where that goes over lines.
func sentence(lines []line, n normal, phrases []place) string {
	if len(phrases) == 0 {
		return string(n.text[:min(len(n.text), 300)])
	}
	p := phrases[0]
	for next := range 2 { // the words may go over into the next line
		for i, l := range lines[:max(0, len(lines)-next)] {
			text := trim(clip(l.text))
			if next > 0 {
				text = trim(text + " " + trim(clip(lines[i+1].text)))
			}
			if contains(Normalize(text), string(n.text[p.start:p.end])) {
				return text
			}
		}
	}
	start, end := p.start, p.end
	for start > 0 && p.start-start < 120 {
		start--
	}
	for end < len(n.text) && end-p.end < 160 {
		end++
	}
	return trim(string(n.text[start:end]))
}

// finish adds what the report as a whole needs.
func finish(r Report, input string, message bool) Report {
	if r.Warnings == nil {
		r.Warnings = []string{}
	}
	if len(r.Bounces) > 0 {
		return r
	}
	if r.Form != "dsn" {
		r.Form = "none"
	}
	if len(r.Warnings) > 0 && len(input) <= MaxInput {
		return r
	}
	switch {
	case trim(input) == "":
		r.Warnings = append(r.Warnings, "there is nothing to read: paste the bounce, from one line up to the whole message")
	case message || looksLikeMessage(input):
		r.Warnings = append(r.Warnings, "this is a message, but no bounce: looked for a delivery report (RFC 3464), a feedback report (RFC 5965), an automatic answer (RFC 3834) and a notice of a mail system")
	default:
		r.Warnings = append(r.Warnings, "looked for a reply code (550), an enhanced status code (5.1.1), a delivery report and a known wording, and found none")
	}
	return r
}
