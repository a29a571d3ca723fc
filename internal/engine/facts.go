package engine

import "slices"

// factsOf reads what the reply itself names, so that advice can be filled in.
func factsOf(found *reply, b *Bounce, d *delivery) Facts {
	text := b.Text
	if text == "" {
		text = str(found.text.text)
	}
	words := lower(text)
	var buf [16]hit
	marks := factWords.all(words, buf[:0])
	return Facts{
		RecipientDomain: domainOf(b.Recipient),
		SenderIP:        ipIn(words, lower(b.Remote)),
		SenderDomain:    first(senderDomainIn(words, marks), d.senderDomain),
		Blocklist:       blocklistIn(words, marks),
		Token:           tokenIn(text, marks),
		Limit:           limitIn(words, marks),
		HelpURL:         urlIn(text, marks),
	}
}

// The marks of facts are searched for together; each kind has a range of numbers.
var (
	senderDomainEnd = len(senderDomainMarkers)
	blocklistEnd    = senderDomainEnd + len(blocklists)
	listedEnd       = blocklistEnd + len(blocklistMarkers)
	limitEnd        = listedEnd + len(limitMarkers)
	urlEnd          = limitEnd + len(urlMarkers)
	factWords       = newWords(slices.Concat(senderDomainMarkers, column(len(blocklists), func(i int) string { return blocklists[i].mark }),
		blocklistMarkers, limitMarkers, urlMarkers, tokenMarkers))
)

// Words before the sender's domain.
var senderDomainMarkers = []string{"unauthenticated email from ", "sending domain ", "from domain ", "sender domain ", "dmarc policy for ", "dmarc policy of ", "domain of ", "mail from domain ", "from header domain ", "sender's domain "}

func senderDomainIn(s string, marks []hit) string {
	for _, m := range between(marks, 0, senderDomainEnd) {
		if h := hostAt(trimLeft(s[m.end:], " [<'\"")); contains(h, ".") && !ipv4(h) {
			return domainOf("@" + h)
		}
	}
	return ""
}

// hostAt is the host name or address at the start of s.
func hostAt(s string) string {
	n := 0
	for n < len(s) && (inGap(gapDomain, s[n]) || s[n] == '@') {
		n++
	}
	return trimRight(s[:n], ".-")
}

// ipIn is the first public-looking IP address in a reply; it is the sender's, since replies name whom they refuse. An
// address in the remote host's own words is passed over by the caller giving only the reply.
func ipIn(s, remote string) string {
	for i := 0; i < len(s); i++ {
		if !digit(s[i]) || i > 0 && (wordByte(s[i-1]) || s[i-1] == '.' || s[i-1] == '-') {
			continue
		}
		n := i
		for n < len(s) && (digit(s[n]) || s[n] == '.') {
			n++
		}
		if ip := trimRight(s[i:n], "."); ipv4(ip) && !hasPrefix(ip, "127.") && !contains(remote, ip) && (remote == "" || !hasSuffix(trimRight(s[:i], ". [("), remote)) && (n == len(s) || !wordByte(s[n])) {
			return ip
		}
		i = n
	}
	if k := indexByte(s, ':'); k < 0 || indexByte(s[k+1:], ':') < 0 {
		return ""
	}
	for i := 0; i < len(s); i++ { // IPv6: at least two colons among hexadecimal digits
		if hex(s[i]) < 0 || i > 0 && (wordByte(s[i-1]) || s[i-1] == ':') {
			continue
		}
		n, colons := i, 0
		for n < len(s) && (hex(s[n]) >= 0 || s[n] == ':') {
			if s[n] == ':' {
				colons++
			}
			n++
		}
		if ip := trimRight(s[i:n], ":"); (colons >= 7 || colons >= 3 && contains(ip, "::")) && len(ip) > 6 && (n == len(s) || !wordByte(s[n])) {
			return ip
		}
		i = n
	}
	return ""
}

func ipv4(s string) bool {
	for parts := 1; ; parts++ {
		p, end := s, indexByte(s, '.')
		if end >= 0 {
			p = s[:end]
		}
		if n := atoi(p); n < 0 || n > 255 {
			return false
		}
		if end < 0 {
			return parts == 4
		}
		s = s[end+1:]
	}
}

// What names a blocklist in a reply, and the zone or name to show.
var blocklists = []struct{ mark, name string }{
	{"zen.spamhaus.org", "zen.spamhaus.org"},
	{"sbl-xbl.spamhaus.org", "zen.spamhaus.org"},
	{"sbl.spamhaus.org", "sbl.spamhaus.org"},
	{"xbl.spamhaus.org", "xbl.spamhaus.org"},
	{"pbl.spamhaus.org", "pbl.spamhaus.org"},
	{"dbl.spamhaus.org", "dbl.spamhaus.org"},
	{"spamhaus.org/dbl", "dbl.spamhaus.org"},
	{"spamhaus dbl", "dbl.spamhaus.org"},
	{"spamhaus.org/pbl", "pbl.spamhaus.org"},
	{"spamhaus.org/xbl", "xbl.spamhaus.org"},
	{"spamhaus", "zen.spamhaus.org"},
	{"spamcop", "bl.spamcop.net"},
	{"barracudacentral", "b.barracudacentral.org"},
	{"barracuda reputation", "b.barracudacentral.org"},
	{"barracudanetworks.com/reputation", "b.barracudacentral.org"},
	{"dnsbl.sorbs.net", "dnsbl.sorbs.net"},
	{"sorbs", "dnsbl.sorbs.net"},
	{"dnsbl-2.uceprotect", "dnsbl-2.uceprotect.net"},
	{"uceprotect-level2", "dnsbl-2.uceprotect.net"},
	{"uceprotect-level 2", "dnsbl-2.uceprotect.net"},
	{"dnsbl-3.uceprotect", "dnsbl-3.uceprotect.net"},
	{"uceprotect-level3", "dnsbl-3.uceprotect.net"},
	{"uceprotect-level 3", "dnsbl-3.uceprotect.net"},
	{"uceprotect", "dnsbl-1.uceprotect.net"},
	{"uribl.com", "multi.uribl.com"},
	{"surbl", "multi.surbl.org"},
	{"abusix", "combined.mail.abusix.zone"},
	{"psbl", "psbl.surriel.com"},
	{"invaluement", "invaluement"},
	{"hostkarma", "hostkarma.junkemailfilter.com"},
	{"spamrl.com", "spamrl.com"},
}

// Words before the name of a list that is in no list of ours.
var blocklistMarkers = []string{"blocked using ", "blocked by ", "listed at ", "listed in ", "listed on ", "listed by ", "found in ", "found on ", "is listed at ", "black list at ", "blacklist at ", "blocklist at ", "dnsbl "}

func blocklistIn(s string, marks []hit) string {
	for _, m := range between(marks, senderDomainEnd, listedEnd) {
		if m.word < blocklistEnd {
			return blocklists[m.word-senderDomainEnd].name
		}
		if h := hostAt(trimLeft(s[m.end:], "'\"[<")); contains(h, ".") && !ipv4(h) && !contains(h, "@") {
			return h
		}
	}
	return ""
}

// Marks of a provider's own mark.
var tokenMarkers = []string{"aup#"}

// tokenIn is the provider's own mark: [TSS04], (S3150), IB607, AUP#In-1310, OFR_416, ?p=OverQuotaTemp.
func tokenIn(s string, marks []hit) string {
	if i := index(s, "?p="); i >= 0 {
		n := i + 3
		for n < len(s) && (letter(s[n]) || digit(s[n])) {
			n++
		}
		if n > i+3 {
			return s[i+3 : n]
		}
	}
	if len(between(marks, urlEnd, len(factWords.list))) > 0 {
		if i := index(s, "AUP#"); i >= 0 {
			n := i + 4
			for n < len(s) && (letter(s[n]) || digit(s[n]) || s[n] == '-') {
				n++
			}
			return s[i:n]
		}
	}
	start := statusLen(s)
	for start < len(s) && s[start] == ' ' {
		start++
	}
	for i := 0; i < len(s); i++ {
		if s[i] < 'A' || s[i] > 'Z' {
			continue
		}
		n := i
		for n < len(s) && tokenByte(s[n]) {
			n++
		}
		before, after := byte(' '), byte(' ')
		if i > 0 {
			before = s[i-1]
		}
		if n < len(s) {
			after = s[n]
		}
		if after == '.' && n+1 < len(s) && s[n+1] != ' ' {
			after = 'a' // a host name
		}
		if w := trimRight(s[i:n], "-_:"); !letter(after) && after != '@' && indexByte("/.=-_@%+", before) < 0 && !letter(before) && !digit(before) && isToken(w, before, i <= start+1) {
			return w
		}
		i = n
	}
	return ""
}

func tokenByte(c byte) bool {
	return c >= 'A' && c <= 'Z' || digit(c) || c == '_' || c == '-' || c == ':'
}

// isToken tells whether a word of capitals and digits is a mark and not a name, by its shape: letters, a separator, letters,
// digits, a letter. In brackets and at the start of a reply less is enough.
func isToken(w string, before byte, first bool) bool {
	var count [5]int
	n := 0
	take := func(part int, is func(byte) bool) {
		for n < len(w) && is(w[n]) {
			n++
			count[part]++
		}
	}
	capital := func(c byte) bool { return c >= 'A' && c <= 'Z' }
	take(0, capital)
	take(1, func(c byte) bool { return indexByte("_-:", c) >= 0 && count[1] == 0 })
	separator := byte(0)
	if count[1] > 0 {
		separator = w[n-1]
	}
	take(2, capital)
	take(3, digit)
	take(4, capital)
	letters, digits := count[0], count[3]
	if n < len(w) || letters > 4 {
		return false
	}
	for _, name := range []string{"RFC", "IPV", "UTF", "SHA", "AES"} {
		if hasPrefix(w, name) {
			return false
		}
	}
	bracket := before == '(' || before == '['
	switch {
	case separator == 0 && before == '#': // #BL000001
		return letters == 2 && digits >= 4 && count[4] == 0
	case separator == 0 && digits == 0: // [BR]
		return before == '[' && first && letters > 1
	case separator == 0 && bracket: // (G2), (AS16012609)
		return digits <= 10 && count[4] < 2 && (digits > 1 || letters == 1 || before == '[')
	case separator == 0: // TSS04, IB607, CS01
		return digits >= 2 && digits <= 6 && count[4] < 2
	case separator == ':': // HL:REP, (HVU:B1)
		return count[4] == 0 && count[2] > 0 && (bracket && letters == 3 && count[2]+digits == 2 || first && letters == 2 && count[2] == 3 && digits == 0)
	case separator == '_': // OFR_416
		return letters > 1 && count[2]+count[4] == 0 && digits > 0 && digits < 5
	}
	return letters > 1 && count[2] < 2 && count[4] == 0 && digits > 0 && digits < 4 // SC-001, POL-P1
}

// Words before a limit.
var limitMarkers = []string{"limit of ", "limits of ", "limit is ", "maximum of ", "maximum size of ", "size limit ", "limit (", "maximum is "}

// limitIn is a number with its unit after words that name a limit.
func limitIn(s string, marks []hit) string {
	for _, m := range between(marks, listedEnd, limitEnd) {
		rest := s[m.end:]
		n := 0
		for n < len(rest) && (digit(rest[n]) || rest[n] == ',' || rest[n] == '.') {
			n++
		}
		number := trimRight(rest[:n], ".,")
		if number == "" || !digit(number[0]) {
			continue
		}
		if unit := firstWord(trimLeft(rest[n:], " ")); unit != "" && len(unit) < 16 && letter(unit[0]) {
			return number + " " + trimRight(unit, ".,;:)")
		}
		return number
	}
	return ""
}

var urlMarkers = []string{"https://", "http://"}

func urlIn(s string, marks []hit) string {
	for _, m := range between(marks, limitEnd, urlEnd) {
		scheme := urlMarkers[m.word-limitEnd]
		if i := index(s, scheme); i >= 0 {
			n := i
			for n < len(s) && s[n] > ' ' && s[n] < 0x7f && indexByte("<>\"'`{}|\\^", s[n]) < 0 {
				n++
			}
			if u := trimRight(s[i:n], ".,;:)]!?"); len(u) > len(scheme)+3 {
				return u
			}
		}
	}
	return ""
}

// traceOf is the id in an accepted reply that the recipient's provider can search its logs for.
func traceOf(b *Bounce) string {
	if b.Reply == "" || b.Reply[0] != '2' {
		return ""
	}
	s := " " + b.Text
	word := func(after string) string {
		i := indexFold(s, after)
		if i < 0 {
			return ""
		}
		return trimRight(firstWord(trimLeft(s[i+len(after):], " <[:=")), ">];,.")
	}
	if i := index(s, " - gsmtp"); i > 0 { // Gmail: time, then the id
		head := trimRight(s[:i], " ")
		return head[lastIndexByte(head, ' ')+1:]
	}
	for _, m := range []string{"queued as ", "id=", "internalid=", "queued mail for delivery, id ", "message-id ", "queue id ", "queued with id ", "ok dirdel"} {
		if w := word(m); len(w) > 3 {
			return w
		}
	}
	if i := indexFold(s, " message accepted for delivery"); i > 0 { // Sendmail: the id stands before
		if w := s[lastIndexByte(s[:i], ' ')+1 : i]; statusLen(w) == 0 {
			return w
		}
	}
	if i := indexFold(s, " ok "); i >= 0 {
		for rest := trimLeft(s[i+4:], " \t\n"); rest != ""; {
			w := firstWord(rest)
			if len(w) >= 8 && (indexByte(w, '.') > 0 || indexByte(w, '-') > 0 || digit(w[0]) || digit(w[len(w)-1])) && !hasPrefix(w, "(") {
				return trimRight(w, ".,;>")
			}
			rest = trimLeft(rest[len(w):], " \t\n,;(")
		}
	}
	return ""
}

// Words before a time to wait.
var retryMarkers = []string{"try again in ", "try again after ", "retry in ", "retry after ", "greylisted for ", "come back in ", "wait ", "again in ", "within "}

var retryWords = newWords(retryMarkers)

// retryAfter is the time in seconds that a reply itself names: "try again in 5 minutes", "retry after 300 seconds".
func retryAfter(text []byte) int {
	var buf [8]hit
	s := str(text)
	for _, m := range retryWords.all(s, buf[:0]) {
		rest := trimLeft(s[m.end:], " (")
		for _, filler := range []string{"at least ", "about ", "for "} {
			if hasPrefix(rest, filler) {
				rest = rest[len(filler):]
			}
		}
		n := 0
		for n < len(rest) && digit(rest[n]) {
			n++
		}
		count := atoi(rest[:n])
		if count <= 0 || count > 1000000 {
			continue
		}
		unit := trimLeft(rest[n:], " ")
		for _, u := range []struct {
			name    string
			seconds int
		}{{"sec", 1}, {"min", 60}, {"hour", 3600}, {"day", 86400}, {"s", 1}, {"m", 60}, {"h", 3600}} {
			if hasPrefix(unit, u.name) && (len(u.name) > 1 || len(unit) == 1 || !letter(unit[1])) {
				return count * u.seconds
			}
		}
	}
	return 0
}
