package engine

// article is where the words for a reader stand: the row of an error, a reason or a code, with the reason that it has and
// the response that was known.
type article struct{ section, row, reason, response int }

// explain fills the bounce, all but the words for a reader, and says what the finding rests on. It returns false for text
// that says nothing at all.
func (t *Table) explain(b *Bounce, form string, d *delivery, found *reply, hits *finding) (article, bool) {
	b.Recipient, b.Reply, b.Status, b.Text, b.Reporter = d.recipient, found.code, first(found.status, d.status), found.words, d.reporter
	b.Attempts, b.Also, b.Relays, b.Spans = []Attempt{}, []string{}, []Steps{}, []Span{}
	if d.prose != nil && b.Reply == "" {
		if len(b.Text) > maxQuote && len(hits.phrases) > 0 && contains(Normalize(b.Text), string(found.text.text[hits.phrases[0].start:hits.phrases[0].end])) {
			b.Text = sentence(d.diagnostic, found.text, hits.phrases)
		}
		b.Text = withoutAddress(b.Text, b.Recipient)
	}
	if len(d.attempts) > 0 {
		b.Attempts = d.attempts
	}
	if k := len(d.attempts); k == 2 && d.attempts[1].Text == untilField {
		b.Attempts = []Attempt{{At: d.attempts[0].At, Reply: b.Reply, Status: b.Status, Text: b.Text}, d.attempts[1]}
	}
	if hits.provider >= 0 {
		b.Provider = t.word(secProviders, hits.provider, 0)
	}
	a := article{reason: none}
	switch {
	case hits.response >= 0:
		a = t.fromResponse(b, hits)
	case hits.reason >= 0:
		a = t.fromReason(b, hits.reason, "wording")
		if hits.unsure && b.Suppress == "yes" {
			b.Suppress = "watch"
		}
	case found.weak && d.action == "" && (form == "response" || form == "text"):
		return a, false // "550 flyers for 421 people"
	default:
		if a = t.fromStatus(b); a.reason == none {
			a = t.fromReply(b)
		}
		if a.reason == none && d.action == "" && (d.recipient == "" || form == "text") {
			return a, false // words of a failure, but nobody who failed: a parcel, a list of mail in quarantine
		}
		if a.reason == none {
			a = t.unknown(b)
		}
	}
	if a.reason != none {
		settle(b, d, t.word(secReasons, a.reason, 2))
	}
	if (form == "log" || form == "event") && b.Type == "undetermined" && b.Reply == "" && (d.action == "failed" || d.action == hard) {
		b.Type = "hard" // it was given up, though nobody says why
		if d.action == hard && b.Basis == "none" {
			b.Suppress = "watch"
		}
	}
	b.Command = first(d.command, commandOf(d, found))
	b.Facts = factsOf(found, b, d)
	b.Trace = traceOf(b)
	b.RetryAfter = retryAfter(found.text.text)
	return a, true
}

// withoutAddress leaves out the address that the words of a notice begin with: "<user@host>: Envelope expired".
func withoutAddress(text, recipient string) string {
	t := trimLeft(text, "< ")
	if recipient == "" || !hasPrefix(t, recipient) || len(t) == len(recipient) || indexByte(">:. \t", t[len(recipient)]) < 0 {
		return text
	}
	return first(trimLeft(t[len(recipient):], ">:. \t"), text)
}

// fromResponse fills what a known response, its error and its reason say, the narrower word first.
func (t *Table) fromResponse(b *Bounce, hits *finding) article {
	f := func(k int) string { return t.word(secResponses, hits.response, k) }
	page := t.field(secResponses, hits.response, 5)
	e := func(k int) string { return t.word(secErrors, page, k) }
	reason := t.field(secErrors, page, 9)
	r := func(k int) string { return t.word(secReasons, reason, k) }
	b.Basis, b.Rule, b.Error, b.Family, b.Reason = "rule", f(0), e(0), r(1), r(0)
	b.Type, b.Action, b.Suppress = first(f(1), e(1)), first(f(2), e(2), r(3)), first(f(3), e(3), r(4))
	if b.Type == "" {
		b.Type = first(classType(b.Status), classType(b.Reply), r(2))
	}
	b.URL = "/e/" + b.Error + "/#" + b.Rule
	for _, a := range hits.also {
		b.Also = append(b.Also, t.word(secErrors, t.field(secResponses, a, 5), 0))
	}
	return article{secErrors, page, reason, hits.response}
}

// fromReason fills what a reason says of itself: the one that the words together point to, or that a code has.
func (t *Table) fromReason(b *Bounce, reason int, basis string) article {
	r := func(k int) string { return t.word(secReasons, reason, k) }
	b.Basis, b.Family, b.Reason, b.Action, b.Suppress = basis, r(1), r(0), r(3), r(4)
	b.Type = first(classType(b.Status), classType(b.Reply), r(2))
	if basis == "wording" && r(2) == "soft" {
		b.Type = r(2) // a full mailbox or a rate limit passes, whatever class the server chose
	}
	b.URL = "/reasons/" + b.Reason + "/"
	return article{secReasons, reason, reason, none}
}

// fromStatus explains by the enhanced code alone (RFC 3463 and its registry).
func (t *Table) fromStatus(b *Bounce) article {
	nothing := article{reason: none}
	if len(b.Status) < 5 {
		return nothing
	}
	row := t.registered(b.Status)
	code := b.Status
	if row == none {
		// A detail outside the registry still tells its subject: x.7.515 is x.7.0 with a meaning of the server's own.
		code = b.Status[:lastIndexByte(b.Status, '.')+1] + "0"
		if row = t.registered(code); row == none {
			return nothing
		}
	}
	reason := t.field(secStatuses, row, 6)
	if b.Status[0] == '4' {
		reason = t.field(secStatuses, row, 7)
	}
	// A code that names no cause gives way to a reply code that does: 552 5.0.0.
	if t.unclassified(reason) {
		if r := t.code(secReplies, b.Reply); r != none && !t.unclassified(t.field(secReplies, r, 6)) {
			return nothing
		}
	}
	t.fromCode(b, reason, "status", code)
	return article{secStatuses, row, reason, none}
}

// fromReply explains by the three digits alone (RFC 5321 section 4.2).
func (t *Table) fromReply(b *Bounce) article {
	if b.Reply == "" {
		return article{reason: none}
	}
	row := t.code(secReplies, b.Reply)
	if row == none {
		// RFC 5321 section 4.2.1: a code that is not known is read by its first digit.
		if row = t.code(secReplies, b.Reply[:1]+"50"); row == none {
			return article{reason: none}
		}
		b.Note = "This reply code is not in RFC 5321: it is read by its first digit."
	}
	reason := t.field(secReplies, row, 6)
	t.fromCode(b, reason, "reply", t.word(secReplies, row, 0))
	return article{secReplies, row, reason, none}
}

func (t *Table) fromCode(b *Bounce, reason int, basis, code string) {
	t.fromReason(b, reason, basis)
	b.URL = "/codes/" + code + "/"
	if b.Type == "soft" && b.Suppress == "yes" {
		b.Suppress = "watch"
	}
}

// advise fills the words for a reader, with what the reply names put in.
func (t *Table) advise(b *Bounce, a article) {
	title := 1 // the column that the title of a code stands in, before its means, check and fix
	switch a.section {
	case secErrors:
		title = 4
		relays := t.items(secErrors, a.row, 10)
		b.Relays = make([]Steps, len(relays)/2)
		for i := range b.Relays {
			b.Relays[i] = Steps{t.str(int(relays[2*i])), t.filled(int(relays[2*i+1]), &b.Facts)}
		}
		b.Customer = t.word(secErrors, a.row, 8)
	case secReasons:
		title = 5
	}
	f := func(k int) string { return t.filled(t.field(a.section, a.row, k), &b.Facts) }
	b.Title, b.Means, b.Check, b.Fix = t.word(a.section, a.row, title), f(title+1), f(title+2), f(title+3)
	if a.section != secErrors {
		b.Customer = t.word(secReasons, a.reason, 9)
	}
	if title == 1 {
		b.Note = first(b.Note, f(5))
	}
	if r := a.response; r != none {
		b.Note = t.filled(t.field(secResponses, r, 4), &b.Facts)
		b.Source = Source{t.word(secResponses, r, 12), t.word(secResponses, r, 13), t.word(secResponses, r, 14)}
	}
}

func (t *Table) unclassified(reason int) bool { return t.word(secReasons, reason, 0) == "unclassified" }

// unknown is the honest answer when neither words nor codes tell.
func (t *Table) unknown(b *Bounce) article {
	for i := range t.rows(secReasons) {
		if t.unclassified(i) {
			a := t.fromReason(b, i, "none")
			b.Type = t.word(secReasons, i, 2)
			return a
		}
	}
	return article{reason: none}
}

// settle lets the form overrule the codes: a message that is still being tried is soft, whatever its reply will mean.
// def is the type that the reason has by itself.
func settle(b *Bounce, d *delivery, def string) {
	switch {
	case d.action == soft && b.Reason == "expired":
		b.Type = "hard" // it was given up, whatever the last reply was
	case (d.action == "delayed" || d.action == soft) && b.Type != "none":
		b.Type = "soft"
		if b.Suppress == "yes" {
			b.Suppress = "watch"
		}
	case (d.action == "failed" || d.action == hard) && b.Type == "soft" && b.Reply == "" && def == "hard":
		b.Type = "hard" // the system that wrote the report gave up, whatever class its status has
	case b.Type == "soft" && b.Suppress == "yes" && b.Family != "account":
		b.Suppress = "watch" // an address is given up after a permanent answer only
	case b.Type == "undetermined" && d.gaveUp, (d.action == "failed" || d.action == hard) && b.Type == "none" && b.Reason == "delivered":
		b.Type = "hard"
	}
}

// classType is the type that the first digit of a code tells (RFC 5321 section 4.2.1, RFC 3463 section 3.1).
func classType(code string) string {
	if code == "" {
		return ""
	}
	switch code[0] {
	case '2':
		return "none"
	case '4':
		return "soft"
	case '5':
		return "hard"
	}
	return ""
}

//go:noinline
func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// spansOf marks the evidence in the input, in order, without overlaps of one kind.
func spansOf(found *reply, d *delivery, remote Span, hits *finding) []Span {
	out := make([]Span, 0, 4+len(hits.phrases))
	for _, s := range []Span{found.codeSpan, found.statusSpan, d.recipientSpan, remote} {
		if s.End > s.Start {
			out = append(out, s)
		}
	}
	for _, p := range hits.phrases {
		if s, ok := found.text.span("phrase", p.start, p.end); ok {
			out = append(out, s)
		}
	}
	for i := 1; i < len(out); i++ { // few: insertion sort
		for k := i; k > 0 && out[k].Start < out[k-1].Start; k-- {
			out[k], out[k-1] = out[k-1], out[k]
		}
	}
	return out
}

// Fill replaces the placeholders of advice by facts, and by the documentation names (RFC 2606, RFC 5737) where a fact is
// absent.
func Fill(s string, f Facts) string {
	i := indexByte(s, '{')
	if i < 0 {
		return s
	}
	out := make([]byte, 0, len(s)+32)
scan:
	for ; i >= 0; i = indexByte(s, '{') {
		out = append(out, s[:i]...)
		s = s[i:]
		for _, p := range [...]struct{ mark, fact, example string }{
			{"{sender-domain}", f.SenderDomain, "example.com"},
			{"{sender-ip}", f.SenderIP, "192.0.2.1"},
			{"{recipient-domain}", f.RecipientDomain, "example.org"},
			{"{blocklist}", f.Blocklist, "zen.spamhaus.org"},
		} {
			if hasPrefix(s, p.mark) {
				out = append(out, first(p.fact, p.example)...)
				s = s[len(p.mark):]
				continue scan
			}
		}
		out = append(out, '{')
		s = s[1:]
	}
	return str(append(out, s...))
}
