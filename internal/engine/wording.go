package engine

// near is how close, in bytes, the concepts of a sign must stand to each other.
const near = 160

// The words decide only when they say something (leastWeight) and do not say two things (margin).
const (
	leastWeight = 4
	margin      = 2
	clearly     = 8
	codeWeight  = 2 // see codesSay
	Silence     = 6 // what speaks for nothing having been said, before a word is read
	plainly     = 3 // what a stem says that is shown as evidence
)

const maxConcepts = 1024

// said is a concept that a text speaks of, by the phrase at that place.
type said struct{ concept, place int }

// voice is what speaks for a reason.
type voice struct{ weight, words, sign int }

// wording weighs what speaks for each reason in a reply (the signs whose concepts stand in it, the stems of its words, its
// codes) and returns the reason that it points to, with the places of the words that say so; -1 when the words say too
// little, or two things at once.
func (t *search) wording(text []byte, places []place, reply, status string, margin int) (int, []place) {
	voices := make([]voice, t.rows(secReasons))
	for i := range voices {
		voices[i].sign = -1
	}
	all := t.signs(text, places, voices)
	b0, s0, vague := 0, 0, -1
	for i, v := range voices {
		if v.weight > voices[b0].weight {
			b0, s0 = i, voices[b0].weight
		} else if v.weight > s0 && i != b0 {
			s0 = v.weight
		}
	}
	if w := voices[b0].weight; w >= leastWeight && w-s0 >= margin {
		if !t.vague(b0) {
			return b0, t.together(voices[b0].sign, all, places, nil)
		}
		vague, margin = b0, max(margin, clearly)
	}
	var said []spoken
	if reply != "" || status != "" {
		said = t.spoken(text)
	}
	for _, s := range said {
		for rows := t.speaks(s.row); len(rows) > 0; rows = rows[stemWidth:] {
			voices[rows[stemReason]].words += int(rows[stemSays])
		}
	}
	best, second := 0, 0
	for i := range voices {
		if t.unclassified(i) {
			voices[i].words += Silence
		}
		v := &voices[i]
		if v.words += v.weight; v.words > 0 {
			v.weight = v.words + t.codesSay(i, reply, status)
		}
		switch {
		case v.weight > voices[best].weight:
			best, second = i, voices[best].weight
		case v.weight > second && i != best:
			second = v.weight
		}
	}
	v := voices[best]
	if v.words < leastWeight || v.weight-second < margin || t.unclassified(best) {
		if vague >= 0 {
			return vague, t.together(voices[vague].sign, all, places, nil)
		}
		return -1, nil
	}
	if v.sign >= 0 {
		return best, t.together(v.sign, all, places, nil)
	}
	return best, t.evidence(best, said)
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

// codesSay is what the codes of a reply lend to a reason that its words speak for. Administrators give any code to what they
// refuse, so it is little.
func (t *Table) codesSay(reason int, reply, status string) int {
	says := 0
	if c := first(status, reply); c != "" {
		typ := t.word(secReasons, reason, 2)
		switch {
		case typ == "none":
			says -= codeWeight
		case c[0] == '4' && typ == "soft" || c[0] == '5' && typ == "hard":
			says += codeWeight
		}
	}
	if status != "" {
		if row := t.code(secStatuses, "x"+status[1:]); row != none && !t.unclassified(t.field(secStatuses, row, 6)) && (t.field(secStatuses, row, 6) == reason || t.field(secStatuses, row, 7) == reason) {
			says += 2 * codeWeight
		}
	}
	if reply != "" {
		if row := t.code(secReplies, reply); row != none && (t.field(secReplies, row, 6) == reason || t.field(secReplies, row, 7) == reason) {
			says += codeWeight
		}
	}
	return says
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
