package engine

// reply is one answer of a mail server, cut into code, enhanced code and text.
type reply struct {
	code, status         string
	codeSpan, statusSpan Span
	before               normal // the words before the codes: "host mx.example.org said:"
	text                 normal // what follows the codes, for matching
	words                string // the enhanced code and what follows it, as it was written, for reading
	said                 []byte // words while they are gathered
	ended                int    // index of the first line after it
	partial              bool   // its last line says that more follows: "550-…"
	bare                 bool   // it states no code: its text is that of all lines
	weak                 bool   // the code stands in the middle of a sentence: it may count something
}

// codeAt is a place where a reply code stands.
type codeAt struct {
	line, start, end         int // end: after the code, the enhanced code and what separates them from the words
	code, status             string
	statusStart, statusAfter int
	final                    bool // "550 …", not "550-…"
	score                    int
}

// Words that, right before three digits, say that they are a reply code.
var codeIntroducers = []string{
	"smtp;", "said:", "response:", "responded:", "reply:", "error:", "returned:", "was:", "status:", "reason:", "message:",
	"code:", "code", "error", "failed:", "command:", "data:", "<--", "said", "returned", "with:", "answer:", "->", "status code",
}

// Words that, right after three digits, say that they count something.
var units = []string{"second", "bytes", "kb", "mb", "hour", "day", "message", "character", "recipient", "minute", "ms", "k ", "percent", "time", "octet", "lines"}

// Reply codes that are believed without another sign (RFC 5321 section 4.2.3, its extensions, and what is seen).
const knownCodes = " 421 422 430 431 432 441 442 446 447 449 450 451 452 453 454 455 458 459 471 498 500 501 502 503 504 505 510 511 512 513 521 523 524 525 530 533 534 535 538 540 541 542 550 551 552 553 554 555 556 557 571 577 "

const successCodes = " 220 221 235 250 251 252 253 "

// findCode looks for the reply code in a line and tells how sure it is: 0 means none.
func findCode(s string) codeAt {
	best := codeAt{}
	for i := 0; i+3 <= len(s); i++ {
		if s[i]-'2' > 3 || s[i] == '3' || !digit(s[i+1]) || !digit(s[i+2]) {
			continue
		}
		if i > 0 && !separates(s[i-1]) {
			continue
		}
		at := codeAt{start: i, end: i + 3, code: s[i : i+3], final: true}
		if at.end < len(s) {
			next := s[at.end]
			if digit(next) || next == '.' && at.end+1 < len(s) && digit(s[at.end+1]) || next == '/' || next == '@' || next == '%' || next == '_' {
				continue
			}
			if letter(next) && next != 'Z' {
				continue
			}
			at.final = next != '-'
		}
		at.readStatus(s)
		if !at.final && at.status == "" && at.end < len(s) && at.end == at.start+4 && digit(s[at.end]) {
			continue // a telephone number, a date
		}
		at.rate(s)
		if at.score > best.score {
			best = at
		}
	}
	return best
}

// statusLeads stand between a reply code and the enhanced one in what programs print. Python: (550, b'5.1.1 …'); Stalwart.
var statusLeads = []string{", b'", ", b\"", ", '", ", \"", ", Enhanced code: "}

// readStatus reads the enhanced code that may follow a reply code, in the spellings that are seen:
// "550 5.1.1", "550-5.1.1", "550 #5.1.0", "550: 5.1.1", "550 (5.1.1)", "550 - 5.1.1".
func (c *codeAt) readStatus(s string) {
	for _, open := range statusLeads {
		if hasPrefix(s[c.end:], open) {
			c.end += len(open)
			break
		}
	}
	j := c.end
	if j < len(s) && s[j] == 'Z' {
		j++
	}
	for j < len(s) && j < c.end+5 && (s[j] == ' ' || s[j] == '-' || s[j] == '#' || s[j] == ':' || s[j] == '(' || s[j] == '[' || s[j] == '"' || s[j] == '\'' || s[j] == '\t' || s[j] >= 0x80) {
		j++
	}
	if n := statusLen(s[j:]); n > 0 {
		c.status, c.statusStart, c.statusAfter = s[j:j+n], j, j+n
		j += n
		if hasPrefix(s[j:], ", Message: ") {
			j += len(", Message: ")
		}
		for j < len(s) && (s[j] == ')' || s[j] == ']' || s[j] == ':' || s[j] == ' ' || s[j] == '-') {
			j++
		}
		c.end = j
		return
	}
	j = c.end
	for j < len(s) && (s[j] == ' ' || s[j] == '-' || s[j] == ':' || s[j] == ',' || s[j] == '\t') {
		j++
	}
	c.end = j
}

// believed tells whether a code is one of a list.
func believed(code, list string) bool {
	for ; len(list) > 4; list = list[4:] {
		if list[3] == code[2] && list[2] == code[1] && list[1] == code[0] {
			return true
		}
	}
	return false
}

// rate says how sure it is that this is a reply code.
func (c *codeAt) rate(s string) {
	known := believed(c.code, knownCodes)
	before := trimRight(s[:c.start], " \t\"'(<[*")
	if before != "" && before[len(before)-1] >= 0x80 { // “550 …”, （550 …）, 错误：550
		tail := folded(before[max(0, len(before)-24):])
		if tail = trimRight(trimRight(tail, "•"), " \t\"'(<[*"); tail == "" || ascii(tail[len(tail)-1:]) {
			before = tail
		}
	}
	introduced := false
	if before != "" {
		for _, w := range codeIntroducers {
			if hasSuffixFold(before, w) {
				introduced = true
				break
			}
		}
	}
	switch {
	case c.code[0] == '2':
		if !believed(c.code, successCodes) || before != "" && !introduced && !(c.status != "" && hasSuffix(before, ":")) {
			return
		}
		c.score = 3
		return
	case before == "" && known:
		c.score = 8 // what comes first answers the sender; what it quotes answered somebody else
	case before == "":
		c.score = 5
	case hasSuffix(before, "..."): // Sendmail: 554 <user@host>... 550 Host unknown
		c.score = 9
	case introduced:
		c.score = 6
	case hasSuffix(before, ":") || hasSuffix(before, ";") || hasSuffix(before, "-"):
		c.score = 4
	case known:
		c.score = 1
	}
	if !known && c.score < 5 && c.status == "" {
		c.score = 0
		return
	}
	if c.score > 1 && c.end >= len(trimRight(s, " \t.\"')>]")) {
		c.score-- // "Status code: 550 5.1.10": another line may say why
		if c.status != "" {
			c.score -= 2
		}
	}
	switch {
	case c.status != "" && before == "":
		c.score += 12
	case c.status != "":
		c.score += 6
	case c.score < 5 && c.end < len(s):
		for _, u := range units {
			if hasPrefixFold(s[c.end:], u) && (len(u) < 4 || c.score < 4 || s[c.end] >= 'a') { // ": 550 Message refused" counts nothing
				c.score = 0
			}
		}
	}
}

// statusLen is the length of an enhanced status code (RFC 3463 section 2) at the start of s, 0 if there is none.
func statusLen(s string) int {
	if len(s) < 5 || s[0] != '2' && s[0] != '4' && s[0] != '5' || s[1] != '.' {
		return 0
	}
	i := 2
	for i < len(s) && i < 5 && digit(s[i]) {
		i++
	}
	if i == 2 || i >= len(s) || s[i] != '.' {
		return 0
	}
	j := i + 1
	for j < len(s) && j < i+4 && digit(s[j]) {
		j++
	}
	if j == i+1 || j < len(s) && (digit(s[j]) || letter(s[j]) || s[j] == '.' && j+1 < len(s) && digit(s[j+1])) {
		return 0
	}
	return j
}

// findStatus looks for an enhanced code without a reply code before it: "(#5.1.1)", "#5.7.1", "5.4.4 Unable to route".
func findStatus(s string) (start, end int) {
	for i := 0; i < len(s); i++ {
		n := 0
		if i == 0 || separates(s[i-1]) {
			n = statusLen(s[i:])
		}
		if n == 0 {
			continue
		}
		before := trimRight(s[:i], " \t")
		strong := before == "" || hasSuffix(before, "#") || hasSuffix(before, "(") || hasSuffix(before, ":") || hasSuffix(before, ";") || hasSuffix(before, "[") ||
			hasSuffixFold(before, "code") || hasSuffixFold(before, "error") || hasSuffixFold(before, "status") || hasSuffixFold(before, "dsn=") || hasSuffix(before, "=")
		subject := atoi(s[i+2 : i+2+indexByte(s[i+2:], '.')])
		if strong || s[i] != '2' && subject <= 7 && !hasSuffixFold(before, "version") {
			return i, i + n
		}
	}
	return 0, 0
}

// extract cuts the reply out of the lines that hold it. With no code in them the whole is the text.
func extract(lines []line) reply {
	at := codeAt{line: -1}
	last := -1 // the last line of the reply that began at at.line, as far as it has the code again
	for i, l := range lines {
		c := findCode(l.text)
		if at.score > 3 && !at.final && c.code == at.code && i == last+1 {
			last = i
			continue
		}
		if c.score > at.score {
			c.line, last = i, i
			at = c
		}
		if at.score >= 19 || at.score >= 5 && i > at.line+40 {
			break
		}
	}
	var r reply
	if at.score == 0 {
		first := 0
		for i, l := range lines { // GMX writes the enhanced code alone
			if statusLen(trimLeft(l.text, " \t")) > 0 {
				first = i
				break
			}
		}
		r.lead(lines[:first])
		r.whole(lines[first:])
		r.ended, r.bare = len(lines), first == 0
	} else {
		r.from(lines, at)
	}
	r.text = r.text.trimmed()
	if r.status == "" {
		r.looseStatus(lines, at)
	}
	return r
}

// whole takes all lines as the text of a reply that states no code.
func (r *reply) whole(lines []line) {
	for _, l := range lines {
		if len(r.text.text) > maxReply {
			break
		}
		r.text.add(line{clip(l.text), l.at})
		r.say(l.text)
	}
	r.words, r.ended = str(r.said), len(lines)
}

// wholeText is the text of all lines, for matching.
func wholeText(lines []line) normal {
	var n normal
	for _, l := range lines {
		if len(n.text) > maxReply {
			break
		}
		n.add(line{clip(l.text), l.at})
	}
	return n.trimmed()
}

// lead keeps the last of the lines that lead to a reply.
func (r *reply) lead(lines []line) {
	for _, l := range lines[max(0, len(lines)-maxLead):] {
		r.before.add(line{clip(l.text), l.at})
	}
}

// msmtpSays is what msmtp writes before each line of a reply.
const msmtpSays = "msmtp: server message: "

// from reads the reply that begins at a code: its own line, the lines that repeat the code ("550-5.7.26 …"), and the
// lines that its text was wrapped over.
func (r *reply) from(lines []line, at codeAt) {
	r.code, r.status, r.weak = at.code, at.status, at.score == 1
	l := lines[at.line]
	if l.at >= 0 {
		r.codeSpan = Span{"reply", l.at + at.start, l.at + at.start + 3}
		if at.status != "" {
			r.statusSpan = Span{"status", l.at + at.statusStart, l.at + at.statusAfter}
		}
	}
	r.lead(lines[:at.line])
	r.before.add(line{clip(l.text[:at.start]), l.at})
	r.say(at.status)
	end := at.quoted(l.text)
	whole := end == len(l.text)
	l.text = l.text[:end]
	r.take(l, at.end)
	final := at.final
	i := at.line + 1
	for ; whole && i < len(lines) && len(r.text.text) < maxReply; i++ {
		next := trimLeft(lines[i].text, " \t\"'")
		if hasPrefix(next, "<<< ") {
			next = next[4:]
		} else if hasPrefix(next, msmtpSays) {
			next = next[len(msmtpSays):]
		} else if k := index(next, "<-- "); k >= 0 && k < 40 { // MDaemon, behind the time
			next = next[k+4:]
		}
		lead := len(lines[i].text) - len(next)
		if next == "" || endsReply(next) || reporterSet.lead(clip(next)) {
			break
		}
		if hasPrefix(next, at.code) && (len(next) == 3 || next[3] == '-' || next[3] == ' ' || next[3] == ':') {
			if final {
				break // the next reply
			}
			c := codeAt{start: lead, end: lead + 3, code: at.code, final: len(next) == 3 || next[3] != '-'}
			c.readStatus(lines[i].text)
			r.status = first(r.status, c.status)
			r.take(lines[i], c.end)
			final = c.final
			continue
		}
		if c := findCode(next); c.score >= 5 && c.start == 0 {
			break
		}
		if len(lines[i-1].text) > maxWrapped {
			break
		}
		r.addWithoutRepeats(line{clip(lines[i].text), lines[i].at})
	}
	before := l.text[:at.start]
	for _, quote := range []string{"'", "\""} { // 550-'5.1.1 …'
		if contains(l.text[at.start:at.end], quote) {
			before += quote
		}
	}
	r.words, r.ended, r.partial = unwrapped(str(r.said), before), i, !final
}

// quoted is where a reply ends that a program put between marks, as in response: '550 5.1.1 …', or {LED=550 5.1.1 …};{MSG=} of
// Exchange's. It is the end of the line where there are none.
func (c *codeAt) quoted(s string) int {
	t := trimRight(s, " ,")
	last := len(t) - 1
	switch {
	case c.start == 0 || !c.final || last <= c.end:
	case (t[last] == '\'' || t[last] == '"') && t[last] == s[c.start-1]:
		return last
	case hasSuffix(s[:c.start], "{LED="):
		if k := index(s[c.end:], "};"); k >= 0 {
			return c.end + k
		}
	}
	return len(s)
}

// unwrapped takes off what closes a quotation or bracket that a program opened before a reply, and Exchange's "##".
func unwrapped(words, before string) string {
	before = before[max(0, len(before)-60):]
	for words != "" {
		words = trimRight(words, " ")
		cut := 0
		for _, q := range []struct{ open, close string }{{"'", "'"}, {"\"", "\""}, {"(", ")"}, {"[", "]"}, {"“", "”"}, {"„", "“"}, {"<", ">"}} {
			if hasSuffix(words, q.close) && (hasSuffix(before, q.open) || contains(before, q.open) && (!contains(words[:len(words)-len(q.close)], q.open) || q.open == "<" && count(words, '>') > count(words, '<'))) {
				cut = len(q.close)
			}
		}
		if hasSuffix(words, " ##") {
			cut = 3
		}
		if cut == 0 {
			break
		}
		words = words[:len(words)-cut]
	}
	return words
}

// endsReply tells whether a line is the program's own again.
func endsReply(s string) bool {
	for _, m := range replyEnds {
		if hasPrefixFold(s, m) {
			return true
		}
	}
	return contains(s, "--> ") // a transcript goes on
}

func (r *reply) take(l line, end int) {
	if end > len(l.text) {
		end = len(l.text)
	}
	at := l.at
	if at >= 0 {
		at += end
	}
	r.addWithoutRepeats(line{clip(l.text[end:]), at})
}

// addWithoutRepeats appends text without the codes that begin each line of a reply and that a program which joined the
// lines left inside: "…not accepted due to 550-5.7.26 domain's DMARC policy…".
func (r *reply) addWithoutRepeats(l line) {
	if r.status != "" && len(r.text.text) > 0 && hasPrefix(l.text, r.status) && hasPrefix(l.text[len(r.status):], " ") { // the line was broken between the two codes
		l.text = l.text[len(r.status):]
		if l.at >= 0 {
			l.at += len(r.status)
		}
	}
	if t := trimRight(l.text, " -"); r.code != "" && hasSuffix(t, r.code) && hasSuffix(t[:len(t)-len(r.code)], " ") {
		l.text = t[:len(t)-len(r.code)]
	}
	for r.code != "" && r.status != "" && contains(l.text, r.status) {
		i := index(l.text, r.code+"-"+r.status)
		if i < 0 {
			i = index(l.text, r.code+" "+r.status)
		}
		if i < 0 || i > 0 && !separates(l.text[i-1]) {
			break
		}
		r.text.add(line{l.text[:i], l.at})
		r.say(l.text[:i])
		skip := i + len(r.code) + 1 + len(r.status)
		l.text = l.text[skip:]
		if l.at >= 0 {
			l.at += skip
		}
	}
	r.text.add(l)
	r.say(l.text)
}

// clip keeps one endless line from becoming an endless reply.
//
//go:noinline
func clip(s string) string {
	if len(s) > maxReply {
		return s[:maxReply]
	}
	return s
}

// say keeps the words as written, on one line.
func (r *reply) say(s string) {
	s = trim(legible(clip(s)))
	if s == "" || len(r.said) > maxReply {
		return
	}
	if len(r.said) > 0 {
		r.said = append(r.said, ' ')
	} else if cap(r.said) == 0 {
		r.said = make([]byte, 0, len(s)+120)
	}
	r.said = append(r.said, s...)
}

// looseStatus finds an enhanced code that does not stand right behind the reply code.
func (r *reply) looseStatus(lines []line, at codeAt) {
	from := max(at.line, 0)
	for i := from; i < len(lines) && i < max(r.ended, from+1); i++ {
		s, skip := lines[i].text, 0
		if i == at.line {
			skip = min(at.start, len(s))
		}
		start, end := findStatus(s[skip:])
		if end == 0 {
			continue
		}
		r.status = s[skip+start : skip+end]
		if l := lines[i]; l.at >= 0 {
			r.statusSpan = Span{"status", l.at + skip + start, l.at + skip + end}
		}
		return
	}
}
