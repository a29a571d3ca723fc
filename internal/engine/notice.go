package engine

// candidate is an address in a notice that may be the one that failed.
type candidate struct {
	line  int
	addr  address
	score int // 3: the line begins with it, or is "label: address"; 2: a word before it says so; 1: it is merely there
	label string
	sure  bool // the line says that it failed: "Your message to … couldn't be delivered"
}

// readProse reads the notices in what people copied, one mostly.
func readProse(lines []line, others map[string]bool) []delivery {
	var out []delivery
	for _, piece := range notices(withinLimits(unquoted(lines))) {
		out = append(out, readNotice(piece, others)...)
	}
	return out
}

// readNotice finds in a notice the recipients that failed and, for each, the lines that hold its reply. others are the
// addresses of the notice's own header (lower case): they are taken only when nothing else is there.
func readNotice(lines []line, others map[string]bool) []delivery {
	lines = withinLimits(beforeOriginal(lines))
	chosen := choose(lines, candidates(lines, others))
	reporter, transcript := reporterOf(lines), transcriptIn(lines)
	if len(chosen) == 0 {
		remote, _ := remoteIn(lines)
		return []delivery{{diagnostic: lines, block: lines, context: lines, prose: lines, transcript: transcript, remote: remote, reporter: reporter}}
	}
	var out []delivery
	for i, c := range chosen {
		end := len(lines)
		if i+1 < len(chosen) {
			end = max(above(lines, chosen[i+1].line), c.line+1)
		}
		block := lines[above(lines, c.line):end]
		d := delivery{recipient: c.addr.text, recipientSpan: at(lines[c.line], c.addr), diagnostic: paragraph(block), block: block, context: lines, prose: lines, transcript: transcript, reporter: reporter, listed: c.score >= 3}
		if !states(d.diagnostic) && states(block) {
			d.diagnostic = block
		}
		if len(chosen) > 1 && saysMore(block) { // what is said of the others is not said of this one
			d.context = append(append([]line{}, lines[:above(lines, chosen[0].line)]...), block...)
		}
		if d.remote, _ = remoteIn(block); d.remote == "" {
			d.remote, _ = remoteIn(d.context)
		}
		if equalFold(d.remote, lower(reporter)) {
			d.remote = ""
		}
		if c.score < 3 && len(chosen) == 1 {
			d.diagnostic = lines
		}
		out = append(out, d)
	}
	return out
}

// paragraph is a block up to the empty line after its first words. An address that stands alone in the first line is
// none of them, nor is what leads to them: "For the following reason:".
func paragraph(block []line) []line {
	words, a := false, findAddresses(clip(block[0].text))
	alone := len(a) == 1 && (len(trim(block[0].text))-len(a[0].text) < 4 || behindName(block[0].text, a[0]))
	for i := 0; alone && len(block) > 0 && (i == 0 || trim(block[0].text) == "" || hasSuffix(trim(block[0].text), ":") && findCode(block[0].text).score == 0); i++ {
		block = block[1:]
	}
	for i, l := range block {
		t := trim(l.text)
		switch {
		case t == "" && words:
			return block[:i]
		case t != "" && !hasSuffix(t, ":") && !hasSuffix(t, "-----") && !hasPrefix(t, "-----") && (alone || i > 0 || contains(t, ": ") || contains(t, "...") || findCode(t).score > 0):
			words = true
		}
	}
	return block
}

// above is where the transcript begins that leads to a line of Sendmail's: what was asked (>>>) and answered (<<<) stands
// before the recipient it is about.
func above(lines []line, i int) int {
	if !startsWithReply(lines[i].text) && !hasPrefix(lines[i].text, ">>>") {
		return i
	}
	for i > 0 && (hasSuffix(lines[i-1].text, ":") || hasPrefix(lines[i-1].text, "<<<") || hasPrefix(lines[i-1].text, ">>>") || hasPrefixFold(trimLeft(lines[i-1].text, ". "), "while talking to")) {
		i--
	}
	return i
}

// withinLimits keeps the lines and bytes of prose that are searched: every recipient in them searches them again, so
// without a limit the work would grow with the square of the input.
func withinLimits(lines []line) []line {
	lines = lines[:min(len(lines), maxNotice)]
	total := 0
	for i, l := range lines {
		if total += len(l.text); total > maxProse {
			out := append([]line{}, lines[:i+1]...)
			out[i].text = l.text[:len(l.text)-(total-maxProse)]
			return out
		}
	}
	return lines
}

func candidates(lines []line, others map[string]bool) []candidate {
	var out []candidate
	for i, l := range lines {
		text := clip(l.text)
		for _, a := range findAddresses(text) {
			before := folded(text[:a.start])
			bare := trimRight(trimLeft(before, " \t-*•·>"), " \t<\"'([{:=`")
			c := candidate{line: i, addr: a, score: 1}
			switch {
			case label(bare, otherLabels) && bare != pipedFrom || hasPrefix(trimLeft(before, " \t"), "message-id") || hasSuffix(bare, "mailto") || hasSuffix(bare, "://") || refusesSender(text[a.end:]):
				continue
			case startsWithReply(text) && bare != "" && !label(bare, recipientLabels) && a.start >= findCode(text).end+maxToRecipient: // the sender's, or whom to ask
				continue
			case prompts(text, a):
				continue
			case others[lower(a.text)]:
				c.score = 0
			case roleAddress(a.text) && bare != "" || listRoleSet.any(a.text) && !hasPrefix(text[a.end:], ">:"):
				continue
			case roleAddress(a.text): // who wrote the notice, unless it names nobody else
			case bare == "" || bare == pipedFrom || numbered(bare) || (hasPrefix(text[a.end:], ">...") || hasPrefix(text[a.end:], "...")) && startsWithReply(text): // Sendmail: 550 <user@host>... User unknown
				c.score = 3
			case label(bare, fieldLabels) && hasSuffix(trimRight(before, " \t<[(\"'"), ":") && trimRight(text[a.end:], " \t>])\"'.") == "": // Unknown user: user@host
				c.score = 3
			case label(bare, recipientLabels):
				c.score, c.label, c.sure = 2, bare, sentenceSet.any(caseless(text))
			case startsWithReply(text) || findCode(text).score >= 6:
				c.score = 2
			case behindName(text, a):
				c.score, c.label = 2, "<"
			}
			out = append(out, c)
		}
	}
	return out
}

// behindName tells whether a line is a display name and its address: "Bob Smith <bob@example.org>".
func behindName(s string, a address) bool {
	if a.start == 0 || s[a.start-1] != '<' && s[a.start-1] != '(' || len(trim(s[a.end:])) != 1 || a.start > 60 {
		return false
	}
	words := 1
	for _, c := range []byte(folded(s[:a.start-1])) {
		switch c {
		case ' ':
			words++
		case ':', '\t':
			return false
		}
	}
	return words < 6
}

// prompts tells whether an address is the name of a shell: "pi@sensor:~ $", "[root@mail ~]#".
func prompts(s string, a address) bool {
	return indexByte(domainOf(a.text), '.') < 0 && startsWithAny(s[a.end:], promptMarks)
}

var promptMarks = []string{":~", ":/", " ~]"}

// numbered tells whether what stands before an address is the number of an item: "2."
func numbered(s string) bool {
	n := len(s) - 1
	return n > 0 && n < 4 && (s[n] == '.' || s[n] == ')') && atoi(s[:n]) > 0
}

// choose takes the surest addresses, each once: where a notice names one twice (a list first, a transcript or the details
// for administrators later), the place with the surer reply.
func choose(lines []line, all []candidate) []candidate {
	reply, sentence, labelled := -1, -1, false // the first reply, the last sentence that says who failed
	for i, l := range lines {
		if findCode(clip(l.text)).score >= 5 {
			reply = i
			break
		}
	}
	for _, c := range all {
		labelled = labelled || c.score == 2
		if c.sure {
			sentence = c.line
		}
	}
	best := 0
	for _, c := range all {
		below := reply >= 0 && c.line > reply && !answered(lines[c.line:])
		above := c.line < sentence && (c.line+1 == len(lines) || trim(lines[c.line+1].text) == "")
		if c.score == 3 && !below && !above {
			best = 3
		}
	}
	for i, c := range all {
		if labelled && best < 3 && (c.score == 3 || sentence >= 0 && c.score == 2 && !c.sure) {
			all[i].score = 1 // the signature of who asks, or who the notice went to
		}
	}
	for _, c := range all {
		best = max(best, c.score)
	}
	if best == 0 {
		return nil
	}
	var out []candidate
	for _, c := range all {
		if c.score != best || len(out) >= MaxDeliveries {
			continue
		}
		if best < 3 && len(out) > 0 && (best == 1 || c.label != out[0].label || c.label == "") {
			continue // prose names one; a second address in other words is hardly ever another recipient
		}
		known := -1
		for k, o := range out {
			if equalFold(o.addr.text, lower(c.addr.text)) {
				known = k
			}
		}
		switch {
		case known < 0:
			out = append(out, c)
		case best >= 3 && told(lines[c.line:]) > told(lines[out[known].line:]):
			out = append(append(out[:known], out[known+1:]...), c) // later in the text than all others
		}
	}
	return out
}

// answered tells whether a reply stands in the paragraph that begins with an address.
func answered(lines []line) bool {
	n := 1
	for n < len(lines) && n < 8 && trim(lines[n].text) != "" {
		n++
	}
	return states(lines[:min(n, len(lines))])
}

// told is how sure it is that a reply stands in the paragraph that begins with an address.
func told(lines []line) int {
	best := 0
	for i, l := range lines {
		if i > 0 && trim(l.text) == "" {
			break
		}
		best = max(best, findCode(clip(l.text)).score)
	}
	return best
}

// remoteIn is the host that a notice says answered, and where it says so.
func remoteIn(lines []line) (string, Span) {
	var buf []byte
	for n, l := range lines {
		text := clip(l.text)
		// Exchange: the host on a line of its own before the reply.
		if h := hostIn(text); h != "" && h == text && !contains(h, "@") && n+1 < len(lines) && hasPrefixFold(lines[n+1].text, "remote server returned") {
			return hostFrom(l, 0)
		}
		buf = append(append(buf[:0], text...), ' ') // a line that is broken may end with the word before a host
		text = str(buf)
		for k, i := remoteSet.in(text, -1); k >= 0; k, i = remoteSet.in(text, k) {
			text = lower(text)
			m := remoteMarkers[k]
			if i > 0 && (m == "[" || wordByte(text[i-1])) || label(trimRight(text[:i], " "), senderWords) {
				continue
			}
			on, start := l, i+len(m)
			if by := index(text[start:], " by "); m == recipientServer && by >= 0 {
				start += by + 4 // Gmail: the domain, then the host
			}
			if trim(text[start:]) == "" && n+1 < len(lines) {
				on, start = lines[n+1], 0 // the line was broken before the host
			}
			if h, s := hostFrom(on, start); h != "" {
				return h, s
			}
		}
		if h, s := hostBefore(l, text, remoteTailSet); h != "" {
			return h, s
		}
	}
	return "", Span{}
}

// hostFrom is the host name or address that begins in a line, behind spaces and brackets.
func hostFrom(l line, start int) (string, Span) {
	text := clip(l.text)
	for start < len(text) && indexByte(" \t\"'<[(", text[start]) >= 0 {
		start++
	}
	end := min(start, len(text))
	for end < len(text) && domainByte(text[end]) {
		end++
	}
	h := trimRight(text[min(start, end):end], ".")
	if !contains(h, ".") || len(h) < 4 {
		return "", Span{}
	}
	if l.at < 0 {
		return h, Span{}
	}
	return h, Span{"remote", l.at + start, l.at + start + len(h)}
}

// hostBefore is the host at the start of a line, right before one of the tails. text is the line in lower case.
func hostBefore(l line, text string, tails *words) (string, Span) {
	lead := len(text) - len(trimLeft(text, " \t<"))
	end := lead
	for end < len(text) && domainByte(text[end]) {
		end++
	}
	if !tails.begin(text[end:]) {
		return "", Span{}
	}
	near := text[:min(len(text), end+longestTail)] // nothing but the host stands before its tail
	for k, i := tails.in(near, -1); k >= 0; k, i = tails.in(near, k) {
		if i == 0 || tails.list[k] == " [" && !digit(text[i+2]) {
			continue
		}
		start := i
		for start > 0 && domainByte(text[start-1]) {
			start--
		}
		if trimLeft(text[:start], " \t<") == "" {
			return hostFrom(l, start)
		}
	}
	return "", Span{}
}

// reporterOf is the host that a notice says wrote it.
func reporterOf(lines []line) string {
	for i, l := range lines {
		text, marks := caseless(clip(l.text)), reporterSet
		if introductionSet.begin(trimLeft(text, " \t")) {
			marks = introducedSet
		}
		for n, k := marks.in(text, -1); n >= 0; n, k = marks.in(text, n) {
			host := lower(hostOf(trimLeft(text[k+len(marks.list[n]):], " \t:")))
			if host == "" && i+1 < len(lines) {
				l = lines[i+1]
				host = hostOf(folded(clip(l.text)))
			}
			if at := indexFold(l.text, host); at >= 0 && contains(host, ".") && !contains(host, "@") {
				return l.text[at : at+len(host)]
			}
		}
		if h, _ := hostBefore(l, text, reporterTailSet); h != "" {
			return h
		}
	}
	return ""
}

// commandOf is the SMTP command that a reply answered: what the words say, or what a transcript shows above the reply.
func commandOf(d *delivery, found *reply) string {
	if c := commandIn(d.diagnostic); c != "" {
		return c
	}
	words := lower(found.words[:min(len(found.words), 20)])
	shown := d.prose
	if !d.transcript {
		shown = nil // each recipient would search it
	}
	for _, lines := range [][]line{d.diagnostic, shown} {
		if len(lines) < 2 {
			continue // what was asked stands on a line before
		}
		asked := ""
		for _, l := range lines {
			if c := asks(l.text); c != "" {
				asked = c
			} else if text := clip(l.text); asked != "" && found.code != "" && contains(text, found.code) && contains(lower(text), words) {
				return asked
			}
		}
	}
	if d.block != nil {
		return commandIn(d.block)
	}
	return commandIn(d.context)
}

// transcriptIn tells whether prose shows a command.
func transcriptIn(lines []line) bool {
	for _, l := range lines {
		if asks(l.text) != "" {
			return true
		}
	}
	return false
}

// asks is the command that a line of a transcript shows.
func asks(text string) string {
	if text = clip(text); !transcriptSet.any(text) {
		return ""
	}
	text = lower(text)
	for _, m := range transcriptMarks {
		i := index(text, m)
		if i < 0 {
			continue
		}
		for _, c := range commands {
			if hasPrefix(text[i+len(m):], c.mark) {
				return c.command
			}
		}
	}
	return ""
}

// commandIn is the SMTP command that a reply answered, as far as the words say.
func commandIn(lines []line) string {
	for i, l := range lines {
		text := clip(l.text)
		if i+1 < len(lines) && hasPrefix(lines[i+1].text, " ") { // the program wrapped its line: "(in\n    reply to RCPT …"
			text += " " + clip(trimLeft(lines[i+1].text, " "))
		}
		if k, _ := commandSet.in(text, -1); k >= 0 {
			return commandMarkers[k].command
		}
	}
	return ""
}

// saysMore tells whether a block holds more than the addresses of its first line.
func saysMore(block []line) bool {
	for _, l := range block[1:] {
		if trim(l.text) != "" {
			return true
		}
	}
	text, from := clip(block[0].text), 0
	for _, a := range append(findAddresses(text), address{start: len(text)}) {
		for _, c := range []byte(text[from:max(from, a.start)]) {
			if letter(c) || digit(c) {
				return true
			}
		}
		from = a.end
	}
	return false
}
