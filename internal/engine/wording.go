package engine

// near is how close, in bytes, the concepts of a sign must stand to each other.
const near = 160

// The words decide only when they say something (leastWeight) and do not say two things (margin).
const (
	leastWeight = 4
	margin      = 2
)

// wording weighs the signs whose concepts stand in a reply and returns the reason that they point to, with the places
// of its words; -1 when the words say too little, or two things at once.
func (t *Table) wording(text []byte, all []place) (int, []place) {
	var places []place
	for _, p := range all {
		if !inHost(text, p) {
			places = append(places, p)
		}
	}
	weights := make([]int, t.rows(secReasons, reasonWidth))
	evidence := make([][]place, len(weights))
	for i := range t.rows(secSigns, signWidth) {
		if t.stands(t.field(secSigns, i, signWidth, 3), places) {
			continue
		}
		used := t.together(t.field(secSigns, i, signWidth, 2), places)
		if used == nil {
			continue
		}
		reason := t.field(secSigns, i, signWidth, 0)
		// Several signs of a reason are mostly the same words counted twice: the heaviest speaks, others add a little.
		if w := t.field(secSigns, i, signWidth, 1); w > weights[reason] {
			weights[reason], evidence[reason] = w+min(weights[reason], 1), used
		} else {
			weights[reason]++
		}
	}
	best, second := -1, 0
	for reason, w := range weights {
		switch {
		case best < 0 || w > weights[best]:
			if best >= 0 {
				second = weights[best]
			}
			best = reason
		case w > second:
			second = w
		}
	}
	if best < 0 || weights[best] < leastWeight || weights[best]-second < margin {
		return -1, nil
	}
	return best, evidence[best]
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

// stands tells whether any of a list of concepts is in the text.
func (t *Table) stands(concepts int, places []place) bool {
	found := false
	t.each(concepts, func(c int) bool {
		for _, p := range places {
			if t.says(p.phrase, c) {
				found = true
			}
		}
		return !found
	})
	return found
}

// together returns the places of all concepts of a list, or nil if one is missing or stands too far off.
func (t *Table) together(concepts int, places []place) []place {
	var used []place
	first, last, ok := -1, -1, true
	t.each(concepts, func(c int) bool {
		best := -1
		for i, p := range places {
			if !t.says(p.phrase, c) {
				continue
			}
			if best < 0 || first >= 0 && distance(p.start, first) < distance(places[best].start, first) {
				best = i
			}
		}
		if best < 0 {
			ok = false
			return false
		}
		p := places[best]
		if first < 0 || p.start < first {
			first = p.start
		}
		last = max(last, p.end)
		used = append(used, p)
		return true
	})
	if !ok || last-first > near {
		return nil
	}
	return used
}

func (t *Table) says(phrase, concept int) bool {
	found := false
	t.each(t.field(secPhrases, phrase, phraseWidth, 5), func(c int) bool {
		found = c == concept
		return !found
	})
	return found
}

func distance(a, b int) int {
	if a > b {
		return a - b
	}
	return b - a
}
