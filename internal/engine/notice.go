package engine

// candidate is an address in a notice that may be the one that failed.
type candidate struct {
	line  int
	addr  address
	score int // 4: the line begins with it; 3: the line is "label: address"; 2: a word before it says so; 1: it is merely there
	label string
	told  int // how sure it is that a reply code stands by it
}

// readNotice finds in prose the recipients that failed and, for each, the lines that hold its reply. others are the
// addresses of the notice's own header (lower case): they are taken only when nothing else is there.
func readNotice(lines []line, others map[string]bool) []delivery {
	lines = withinLimits(beforeOriginal(lines))
	chosen := choose(lines, candidates(lines, others))
	reporter := noticeWriter(lines)
	if len(chosen) == 0 {
		remote, _ := remoteIn(lines)
		return []delivery{{diagnostic: lines, block: lines, context: lines, prose: lines, remote: remote, reporter: reporter}}
	}
	preamble := lines // what is said of all of them stands before the first
	if len(chosen) > 1 {
		preamble = lines[:above(lines, chosen[0].line)]
	}
	remote, _ := remoteIn(preamble)
	var out []delivery
	for i, c := range chosen {
		end := len(lines)
		if i+1 < len(chosen) {
			if end = chosen[i+1].line; end > c.line {
				end = max(above(lines, end), c.line+1)
			} else {
				end++
			}
		}
		block := lines[above(lines, c.line):end]
		d := delivery{recipient: c.addr.text, recipientSpan: at(lines[c.line], c.addr), diagnostic: paragraph(block), block: block, context: lines, prose: lines, reporter: reporter}
		if codeScore(d.diagnostic) == 0 && codeScore(block) > 4 {
			d.diagnostic = block
		}
		if d.remote, _ = remoteIn(block); d.remote == "" {
			d.remote = remote
		}
		if equalFold(d.remote, lower(reporter)) {
			d.remote = ""
		}
		if c.score < 3 {
			d.diagnostic = lines
		}
		if len(chosen) > 1 && saysMore(block) { // the paragraphs of the others are not about this one
			d.context = append(append([]line{}, preamble...), block...)
		}
		out = append(out, d)
	}
	return out
}

// codeScore is how sure it is that a reply code stands in lines.
func codeScore(lines []line) int {
	best := 0
	for _, l := range lines {
		best = max(best, findCode(clip(l.text)).score)
	}
	return best
}

// saysMore tells whether a block holds more than the address that it begins with.
func saysMore(block []line) bool {
	t := trim(block[0].text)
	for _, l := range block[1:] {
		if trim(l.text) != "" {
			return true
		}
	}
	return len(findAddresses(t)) != 1 || contains(trimRight(t, " :>"), " ")
}

// paragraph is a block up to the empty line after its first words; the address alone is no words.
func paragraph(block []line) []line {
	words := false
	for i, l := range block {
		t := trim(l.text)
		switch {
		case t == "" && words:
			return block[:i]
		case hasSuffix(t, ":") || hasPrefix(t, "-----") || hasSuffix(t, "-----"): // "because:", "------ pipe to … ------"
		case t != "" && (i > 0 || contains(t, ": ") && !contains(t[lastIndexByte(t, ' ')+1:], "@") || contains(t, "...") || findCode(t).score > 0):
			words = true
		}
	}
	return block
}

// above is where the transcript begins that leads to a line of Sendmail's: what was asked (>>>) and answered (<<<) stands
// before the recipient it is about.
func above(lines []line, i int) int {
	if !startsWithReply(lines[i].text) {
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
			before := lower(text[:a.start])
			bare := trimRight(trimLeft(before, " \t-*•·>"), " \t<\"'([:`")
			c := candidate{line: i, addr: a, score: 1}
			switch {
			case label(bare, otherLabels) && bare != pipedFrom || hasPrefix(trimLeft(before, " \t"), "message-id") || hasSuffix(bare, "mailto") || hasSuffix(bare, "://"):
				continue
			case others[lower(a.text)]:
				c.score = 0
			case roleAddress(a.text) && bare != "" || any(lower(a.text), listRoles) && !hasPrefix(text[a.end:], ">:"):
				continue
			case bare == "" || bare == pipedFrom || (hasPrefix(text[a.end:], ">...") || hasPrefix(text[a.end:], "...")) && startsWithReply(text): // Sendmail: 550 <user@host>... User unknown
				c.score = 4
			case label(bare, fieldLabels) && hasSuffix(trimRight(before, " \t<[(\"'"), ":") && trimRight(text[a.end:], " \t>])\"'.") == "": // Unknown user: user@host
				c.score = 3
			case label(bare, recipientLabels):
				c.score, c.label = 2, bare
			case startsWithReply(text) || findCode(text).score >= 6:
				c.score = 2
			}
			out = append(out, c)
		}
	}
	return out
}

// choose takes the surest addresses, each once: where a notice names one twice (a list first, a transcript or the
// details for administrators later), the place with the surer reply.
func choose(lines []line, all []candidate) []candidate {
	best := 0
	for _, c := range all {
		best = max(best, c.score)
	}
	if best == 0 {
		return nil
	}
	sure := all[:0]
	for _, c := range all {
		if c.score == best && len(sure) < MaxDeliveries {
			sure = append(sure, c)
		}
	}
	var out []candidate
	for i, c := range sure {
		if best < 3 && len(out) > 0 && (best == 1 || c.label != out[0].label || c.label == "") {
			continue // prose names one; a second address in other words is hardly ever another recipient
		}
		end := c.line + 1
		for end < len(lines) && trim(lines[end].text) != "" && (i+1 == len(sure) || end < sure[i+1].line) {
			end++
		}
		c.told = codeScore(lines[c.line:end])
		known := -1
		for k, o := range out {
			if equalFold(o.addr.text, lower(c.addr.text)) {
				known = k
			}
		}
		switch {
		case known < 0:
			out = append(out, c)
		case best >= 3 && c.told > out[known].told:
			out = append(append(out[:known], out[known+1:]...), c)
		}
	}
	return out
}

// remoteIn is the host that a notice says answered, and where it says so.
func remoteIn(lines []line) (string, Span) {
	return hostNear(lines, remoteMarkers, remoteTails, senderWords)
}

// noticeWriter is the host that says that it wrote the notice.
func noticeWriter(lines []line) string {
	for _, l := range lines {
		text := lower(trimLeft(clip(l.text), " \t"))
		for _, m := range introductions {
			if !hasPrefix(text, m) {
				continue
			}
			if h, _ := hostNear([]line{l}, introduced, nil, nil); h != "" {
				return h
			}
		}
	}
	h, _ := hostNear(lines, reporterMarkers, reporterTails, nil)
	return h
}

// hostNear finds the first host right after one of the marks, or right before one of the tails at the start of a line. A
// mark after one of the words in not is about another host.
func hostNear(lines []line, after, before, not []string) (string, Span) {
	for k, l := range lines {
		text := lower(clip(l.text)) + " "
		for _, m := range after {
			i := index(text, m)
			if i < 0 || i > 0 && wordByte(text[i-1]) || label(trimRight(text[:i], " "), not) {
				continue
			}
			on, start := l, i+len(m)
			if trim(text[start:]) == "" && k+1 < len(lines) {
				on, start = lines[k+1], 0 // the line was broken before the host
			}
			if h, s := hostFrom(on, start); h != "" {
				return h, s
			}
		}
		for _, m := range before {
			i := index(text, m)
			if i <= 0 || m == " [" && !digit(text[i+2]) {
				continue
			}
			start := i
			for start > 0 && domainByte(text[start-1]) {
				start--
			}
			if trimLeft(text[:start], " \t<") == "" {
				if h, s := hostFrom(l, start); h != "" {
					return h, s
				}
			}
		}
	}
	return "", Span{}
}

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

// commandOf is the SMTP command that a reply answered: what the words say, or what a transcript shows above the reply.
func commandOf(d *delivery, found *reply) string {
	if c := commandIn(d.diagnostic); c != "" {
		return c
	}
	words := lower(found.words[:min(len(found.words), 20)])
	for _, lines := range [][]line{d.diagnostic, d.prose} {
		asked := ""
		for _, l := range lines {
			text := lower(clip(l.text))
			if c := commandAfter(text, transcriptMarks); c != "" {
				asked = c
			} else if asked != "" && found.code != "" && contains(text, found.code) && contains(text, words) {
				return asked
			}
		}
	}
	if d.block != nil {
		return commandIn(d.block)
	}
	return commandIn(d.context)
}

// commandIn is the SMTP command that a reply answered, as far as the words say.
func commandIn(lines []line) string {
	for i, l := range lines {
		text := lower(clip(l.text))
		if i+1 < len(lines) {
			text += " " + trimLeft(lower(clip(lines[i+1].text)), " \t")
		}
		if c := commandAfter(text, commandMarks); c != "" {
			return c
		}
		for _, m := range commandSentences {
			if contains(text, m.mark) {
				return m.command
			}
		}
	}
	return ""
}

// commandAfter is the command that stands right after one of the marks.
func commandAfter(text string, marks []string) string {
	for _, m := range marks {
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
