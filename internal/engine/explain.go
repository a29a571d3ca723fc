package engine

// explain fills the bounce and says what the finding rests on. It returns false for text that says nothing at all.
func (t *Table) explain(form string, d delivery, found reply, hits finding) (Bounce, bool) {
	b := Bounce{
		Recipient: d.recipient, Reply: found.code, Status: found.status, Text: found.words, Remote: d.remote, Reporter: d.reporter,
		Spans: []Span{}, Attempts: []Attempt{}, Also: []string{}, Relays: []Steps{},
	}
	if b.Status == "" {
		b.Status = d.status
	}
	if b.Remote == "" {
		b.Remote, _ = remoteIn(d.diagnostic)
	}
	if len(d.attempts) > 0 {
		b.Attempts = d.attempts
	}
	b.Command = first(d.command, commandIn(d.diagnostic))
	if b.Command == "" {
		b.Command = commandIn(d.context)
	}
	if hits.provider >= 0 {
		b.Provider = t.str(t.field(secProviders, hits.provider, providerWidth, 0))
	}
	switch {
	case hits.response >= 0:
		t.fromResponse(&b, hits)
	case hits.reason >= 0:
		t.fromWording(&b, hits.reason)
	case found.weak && d.action == "" && (form == "response" || form == "text"):
		return Bounce{}, false // "550 flyers for 421 people"
	case t.fromStatus(&b):
	case t.fromReply(&b):
	case d.action == "" && (d.recipient == "" || form == "text"):
		return Bounce{}, false // words of a failure, but nobody who failed: a parcel, a list of mail in quarantine
	default:
		t.unknown(&b)
	}
	settle(&b, d, t.defaultType(b.Reason))
	if (form == "log" || form == "event") && b.Type == "undetermined" && b.Reply == "" && (d.action == "failed" || d.action == hard) {
		b.Type = "hard" // it was given up, though nobody says why
		if d.action == hard && b.Basis == "none" {
			b.Suppress = "watch"
		}
	}
	b.Facts = factsOf(found, b, d)
	b.Trace = traceOf(b)
	b.RetryAfter = retryAfter(found.text.text)
	fillIn(&b)
	b.Spans = spansOf(found, d, hits)
	return b, true
}

// fromResponse fills what a known response, its error and its reason say, the narrower word first.
func (t *Table) fromResponse(b *Bounce, hits finding) {
	f := func(k int) string { return t.str(t.field(secResponses, hits.response, responseWidth, k)) }
	page, reason := t.errorRow(t.field(secResponses, hits.response, responseWidth, 5))
	r := t.reason(reason)
	b.Basis, b.Rule, b.Error, b.Note = "rule", f(0), page.ID, f(4)
	b.Source = Source{f(12), f(13), f(14)}
	b.Title, b.Means, b.Check, b.Fix, b.Customer, b.Relays = page.Title, page.Means, page.Check, page.Fix, page.Customer, page.Relays
	if b.Relays == nil {
		b.Relays = []Steps{}
	}
	b.Family, b.Reason = r.Family, r.ID
	b.Type = first(f(1), page.Type)
	b.Action, b.Suppress = first(f(2), page.Action, r.Action), first(f(3), page.Suppress, r.Suppress)
	if b.Type == "" {
		b.Type = first(classType(b.Status), classType(b.Reply), r.Type)
	}
	b.URL = "/e/" + b.Error + "/#" + b.Rule
	for _, a := range hits.also {
		e, _ := t.errorRow(t.field(secResponses, a, responseWidth, 5))
		b.Also = append(b.Also, e.ID)
	}
}

// fromWording fills what the reason says that the words together point to.
func (t *Table) fromWording(b *Bounce, reason int) {
	r := t.reason(reason)
	b.Basis, b.Family, b.Reason, b.Action, b.Suppress = "wording", r.Family, r.ID, r.Action, r.Suppress
	b.Title, b.Means, b.Check, b.Fix, b.Customer = r.Title, r.Means, r.Check, r.Fix, r.Customer
	b.Type = first(classType(b.Status), classType(b.Reply), r.Type)
	if r.Type == "soft" {
		b.Type = r.Type // a full mailbox or a rate limit passes, whatever class the server chose
	}
	b.URL = "/reasons/" + r.ID + "/"
}

// fromStatus explains by the enhanced code alone (RFC 3463 and its registry).
func (t *Table) fromStatus(b *Bounce) bool {
	if len(b.Status) < 5 {
		return false
	}
	c, hard, soft, ok := t.code(secStatuses, "x"+b.Status[1:])
	if !ok {
		// A detail outside the registry still tells its subject: x.7.515 is x.7.0 with a meaning of the server's own.
		dot := lastIndexByte(b.Status, '.')
		if c, hard, soft, ok = t.code(secStatuses, "x"+b.Status[1:dot+1]+"0"); !ok {
			return false
		}
	}
	if b.Status[0] == '4' {
		hard = soft
	}
	// A code that names no cause gives way to a reply code that does: 552 5.0.0.
	if t.reason(hard).ID == "unclassified" && b.Reply != "" {
		if _, r, _, ok := t.code(secReplies, b.Reply); ok && t.reason(r).ID != "unclassified" {
			return false
		}
	}
	t.fromCode(b, c, hard, "status")
	b.URL = "/codes/" + b.Status + "/"
	if !ok || c.Code != "x"+b.Status[1:] {
		b.URL = "/codes/" + b.Status[:1] + c.Code[1:] + "/"
	}
	return true
}

// fromReply explains by the three digits alone (RFC 5321 section 4.2).
func (t *Table) fromReply(b *Bounce) bool {
	if b.Reply == "" {
		return false
	}
	c, reason, _, ok := t.code(secReplies, b.Reply)
	if !ok {
		// RFC 5321 section 4.2.1: a code that is not known is read by its first digit.
		if c, reason, _, ok = t.code(secReplies, b.Reply[:1]+"50"); !ok {
			return false
		}
		b.Note = "This reply code is not in RFC 5321: it is read by its first digit."
	}
	t.fromCode(b, c, reason, "reply")
	b.URL = "/codes/" + c.Code + "/"
	return true
}

func (t *Table) fromCode(b *Bounce, c Code, reason int, basis string) {
	r := t.reason(reason)
	b.Basis, b.Family, b.Reason, b.Action, b.Suppress = basis, r.Family, r.ID, r.Action, r.Suppress
	b.Title, b.Means, b.Check, b.Fix, b.Customer = c.Title, c.Means, c.Check, c.Fix, r.Customer
	b.Note = first(b.Note, c.Note)
	b.Type = first(classType(b.Status), classType(b.Reply), r.Type)
	if b.Type == "soft" && b.Suppress == "yes" {
		b.Suppress = "watch"
	}
}

// unknown is the honest answer when neither words nor codes tell.
func (t *Table) unknown(b *Bounce) {
	for i := range t.rows(secReasons, reasonWidth) {
		if r := t.reason(i); r.ID == "unclassified" {
			b.Basis, b.Family, b.Reason, b.Type, b.Action, b.Suppress = "none", r.Family, r.ID, r.Type, r.Action, r.Suppress
			b.Title, b.Means, b.Check, b.Fix, b.Customer = r.Title, r.Means, r.Check, r.Fix, r.Customer
			b.URL = "/reasons/unclassified/"
		}
	}
}

// settle lets the form overrule the codes: a message that is still being tried is soft, whatever its reply will mean.
// def is the type that the reason has by itself.
func settle(b *Bounce, d delivery, def string) {
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
	case (d.action == "failed" || d.action == hard) && b.Type == "none" && b.Reason == "delivered":
		b.Type = "hard"
	}
}

func (t *Table) defaultType(reason string) string {
	for i := range t.rows(secReasons, reasonWidth) {
		if t.str(t.field(secReasons, i, reasonWidth, 0)) == reason {
			return t.str(t.field(secReasons, i, reasonWidth, 2))
		}
	}
	return ""
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

func first(words ...string) string {
	for _, w := range words {
		if w != "" {
			return w
		}
	}
	return ""
}

// spansOf marks the evidence in the input, in order, without overlaps of one kind.
func spansOf(found reply, d delivery, hits finding) []Span {
	out := []Span{}
	_, remote := remoteIn(d.diagnostic)
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

// fillIn puts what the paste says into the advice: {sender-domain}, {sender-ip}, {recipient-domain}, {blocklist}.
func fillIn(b *Bounce) {
	for _, s := range []*string{&b.Check, &b.Fix, &b.Means, &b.Note} {
		*s = Fill(*s, b.Facts)
	}
	if len(b.Relays) > 0 {
		relays := make([]Steps, len(b.Relays))
		for i, r := range b.Relays {
			relays[i] = Steps{r.Relay, Fill(r.Steps, b.Facts)}
		}
		b.Relays = relays
	}
}

// Fill replaces the placeholders of advice by facts, and by the documentation names (RFC 2606, RFC 5737) where a fact is
// absent.
func Fill(s string, f Facts) string {
	if indexByte(s, '{') < 0 {
		return s
	}
	for _, p := range []struct{ mark, fact, example string }{
		{"{sender-domain}", f.SenderDomain, "example.com"},
		{"{sender-ip}", f.SenderIP, "192.0.2.1"},
		{"{recipient-domain}", f.RecipientDomain, "example.org"},
		{"{blocklist}", f.Blocklist, "zen.spamhaus.org"},
	} {
		for i := index(s, p.mark); i >= 0; i = index(s, p.mark) {
			s = s[:i] + first(p.fact, p.example) + s[i+len(p.mark):]
		}
	}
	return s
}
