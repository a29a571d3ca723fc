package engine

// near is how close, in bytes, the concepts of a sign must stand to each other.
const near = 160

// The words decide only when they say something (leastWeight) and do not say two things (margin). Four more make a reason
// about three times as likely as the next.
const (
	leastWeight = 4
	margin      = 2
	hardly      = 4  // the margin where the address would be given up; it is only watched
	gravely     = 12 // unless the margin is this
	clearly     = 8  // the margin over signs that say that the address is gone
	aloud       = 8  // the margin of words without a code, where a service says that it failed
	alone       = 12 // the same of a line that names a server
	sole        = 16 // the same of a line that is all that was pasted
	enough      = 2  // the places of such words that speak for it: one word may be a name
	beyondDoubt = 10 // the margin over a known response

	// Silence is what speaks for nothing having been said, before a word is read.
	Silence = 8

	codeWeight   = 2  // of a code, since administrators give any to what they refuse
	statusWeight = 16 // of an enhanced code that names a cause
	plainly      = 3  // what a stem says that is shown as evidence
)

const maxConcepts = 1024

// said is a concept that a text speaks of, by the phrase at that place.
type said struct{ concept, place int }

// voice is what speaks for a reason: in all, by words, and the heaviest of its signs.
type voice struct{ weight, words, sign int }

// wording weighs what speaks for each reason in a reply and returns the reason that it points to, with the places of the
// words that say so; -1 when they say too little, or two things at once. Signs, whose concepts stand in the text, are asked
// first: they were written by hand. What they say holds unless the stems of its words and its codes lead to something else.
func (t *search) wording(text []byte, places []place, reply, status string, margin int) (int, []place) {
	t.unsure, t.nothing = false, false
	voices := make([]voice, t.rows(secReasons))
	for i := range voices {
		voices[i].sign = -1
	}
	all := t.signs(text, places, voices)
	signed, lead := loudest(voices)
	if voices[signed].weight < leastWeight || lead < margin {
		signed = -1
	} else if t.word(secReasons, signed, 4) == "yes" {
		margin = max(margin, clearly)
	}
	best, said := -1, []spoken(nil)
	class := classType(first(status, reply))
	if t.own && class != "none" && (class != "" || t.aloud > 0) {
		if class == "" {
			margin = max(margin, t.aloud)
		}
		said = t.spoken(text)
		if best = t.weighed(voices, said, reply, status, margin); class == "" && best >= 0 && len(t.evidence(best, said)) < enough {
			best = -1
		}
	}
	if class == "" && t.nothing {
		return -1, nil // "Please find attached …"
	}
	if best < 0 || best == signed {
		best, t.unsure = signed, false
	}
	switch {
	case best < 0:
		return -1, nil
	case voices[best].sign < 0:
		return best, t.evidence(best, said)
	}
	return best, t.together(voices[best].sign, all, places, nil)
}

// weighed adds the stems that were said and the codes to the voices of the signs and returns the reason that leads, -1 if none does.
func (t *search) weighed(voices []voice, said []spoken, reply, status string, margin int) int {
	for _, s := range said {
		for rows := t.speaks(s.row); len(rows) > 0; rows = rows[stemWidth:] {
			voices[rows[stemReason]].weight += int(rows[stemSays])
		}
	}
	refused := classType(first(status, reply)) != ""
	for i := range voices {
		switch {
		case t.unclassified(i):
			voices[i].weight += Silence
		case refused && t.word(secReasons, i, 2) == "none":
			voices[i].weight = 0 // what was refused was neither delivered nor answered by a person
		}
		voices[i].words = voices[i].weight
	}
	named := t.codes(voices, reply, status)
	best, lead := loudest(voices)
	if t.word(secReasons, best, 4) == "yes" && best != named && lead < gravely {
		margin, t.unsure = max(margin, hardly), true
	}
	silent := t.unclassified(best)
	t.nothing = silent && lead > Silence || t.word(secReasons, best, 0) == "delivered"
	if voices[best].words < leastWeight || lead < margin || silent || t.nothing {
		return -1
	}
	return best
}

// loudest is the reason that the most speaks for, and how much more than for the next.
func loudest(voices []voice) (best, lead int) {
	second := 0
	for i, v := range voices[1:] {
		if v.weight > voices[best].weight {
			best, second = i+1, voices[best].weight
		} else {
			second = max(second, v.weight)
		}
	}
	return best, voices[best].weight - second
}

// vague tells whether a reason says that something was refused, but not why.
func (t *Table) vague(reason int) bool {
	id := t.word(secReasons, reason, 0)
	return id == "policy" || id == "unclassified"
}

// evidence are the places of the words that speak for a reason, the weightiest first.
func (t *search) evidence(reason int, said []spoken) []place {
	var out []place
	for _, s := range said {
		for rows := t.speaks(s.row); len(rows) > 0; rows = rows[stemWidth:] {
			if int(rows[stemReason]) == reason && rows[stemSays] >= plainly {
				if k := len(out) - 1; k >= 0 && int(s.from) <= out[k].end+1 {
					out[k].end = max(out[k].end, int(s.to))
				} else {
					out = append(out, place{-1, int(s.from), int(s.to)})
				}
			}
		}
	}
	return out
}

// codes adds what the codes of a reply say. Administrators give any code to what they refuse, so it is little, but for an
// enhanced code that names a cause. That is the reason it returns, or none.
func (t *Table) codes(voices []voice, reply, status string) (named int) {
	named = none
	add := func(section int, code string, weight int) {
		row := t.code(section, code)
		if row == none {
			return
		}
		hard, soft := t.field(section, row, 6), t.field(section, row, 7)
		// Who answers has answered: 5.4.1 in a 550 is said of recipients that are not wanted (Exchange Online), not of a silent host.
		if t.vague(hard) || t.aboutAccount(hard) || code == "x.4.1" && hasPrefix(reply, "5") {
			weight = codeWeight
		}
		if weight == statusWeight {
			named = hard
		}
		voices[hard].weight += weight
		if soft != hard {
			voices[soft].weight += weight
		}
	}
	if status != "" {
		add(secStatuses, "x"+status[1:], statusWeight)
	}
	add(secReplies, reply, codeWeight)
	class := classType(first(status, reply))
	for i := range voices {
		if typ := t.word(secReasons, i, 2); typ == class {
			voices[i].weight += codeWeight
		} else if typ == "none" {
			voices[i].weight -= codeWeight
		}
	}
	return named
}

// signs adds the signs that hold to the voices, and returns the concepts that were said.
func (t *search) signs(text []byte, places []place, voices []voice) []said {
	var all []said
	var have [maxConcepts / 64]uint64
	for i, p := range places {
		if len(t.items(secPhrases, p.phrase, 5)) == 0 || inHost(text, p) {
			continue
		}
		for _, c := range t.items(secPhrases, p.phrase, 5) {
			all = append(all, said{int(c), i})
			have[c/64] |= 1 << (c % 64)
		}
	}
	if len(all) == 0 {
		return nil
	}
	missing := func(concepts []int32, wanted uint64) bool {
		for _, c := range concepts {
			if have[c/64]>>(c%64)&1 != wanted {
				return true
			}
		}
		return false
	}
	var used []place
	for i := range t.rows(secSigns) {
		if missing(t.items(secSigns, i, 2), 1) || missing(t.items(secSigns, i, 3), 0) {
			continue
		}
		if used = t.together(i, all, places, used[:0]); len(used) == 0 {
			continue
		}
		// Several signs of a reason are mostly the same words counted twice: the heaviest speaks, others add a little.
		v := &voices[t.field(secSigns, i, 0)]
		if w := t.field(secSigns, i, 1); w > v.weight {
			v.weight, v.sign = w+min(v.weight, 1), i
		} else {
			v.weight++
		}
	}
	return all
}

// inHost tells whether a place is part of a host name: relay.example.net refuses no relaying.
func inHost(text []byte, p place) bool {
	start, end := p.start, p.end
	for start > 0 && inGap(gapDomain, text[start-1]) {
		start--
	}
	for end < len(text) && inGap(gapDomain, text[end]) {
		end++
	}
	name := trimRight(string(text[start:end]), ".")
	return count(name, '.') > 1 && !contains(name, "..") && !contains(name, " ")
}

// together adds the places of a sign's concepts to used, none if they stand too far from each other. Each of them is said.
func (t *Table) together(sign int, all []said, places, used []place) []place {
	first, last := -1, -1
	for _, c := range t.items(secSigns, sign, 2) {
		best := -1
		for _, s := range all {
			if s.concept == int(c) && (best < 0 || first >= 0 && distance(places[s.place].start, first) < distance(places[best].start, first)) {
				best = s.place
			}
		}
		p := places[best]
		if first < 0 || p.start < first {
			first = p.start
		}
		last = max(last, p.end)
		used = append(used, p)
	}
	if last-first > near {
		return nil
	}
	return used
}

func distance(a, b int) int {
	if a > b {
		return a - b
	}
	return b - a
}
