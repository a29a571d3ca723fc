package engine

// near is how close, in bytes, the concepts of a sign must stand to each other.
const near = 160

// The words decide only when they say something (leastWeight) and do not say two things (margin).
const (
	leastWeight = 4
	margin      = 2
)

const maxConcepts = 1024

// said is a concept that a text speaks of, by the phrase at that place.
type said struct{ concept, place int }

// wording weighs the signs whose concepts stand in a reply and returns the reason that they point to, with the places
// of its words; -1 when the words say too little, or two things at once.
func (t *Table) wording(text []byte, places []place) (int, []place) {
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
	if len(all) == 0 || t.rows(secSigns) == 0 {
		return -1, nil
	}
	missing := func(concepts []int32, wanted uint64) bool {
		for _, c := range concepts {
			if have[c/64]>>(c%64)&1 != wanted {
				return true
			}
		}
		return false
	}
	type weighed struct{ weight, sign int }
	reasons := make([]weighed, t.rows(secReasons))
	var used []place
	for i := range t.rows(secSigns) {
		if missing(t.items(secSigns, i, 2), 1) || missing(t.items(secSigns, i, 3), 0) {
			continue
		}
		if used = t.together(i, all, places, used[:0]); len(used) == 0 {
			continue
		}
		// Several signs of a reason are mostly the same words counted twice: the heaviest speaks, others add a little.
		r := &reasons[t.field(secSigns, i, 0)]
		if w := t.field(secSigns, i, 1); w > r.weight {
			r.weight, r.sign = w+min(r.weight, 1), i
		} else {
			r.weight++
		}
	}
	best, second := 0, 0
	for i, r := range reasons[1:] {
		switch {
		case r.weight > reasons[best].weight:
			best, second = i+1, reasons[best].weight
		case r.weight > second:
			second = r.weight
		}
	}
	if w := reasons[best].weight; w < leastWeight || w-second < margin {
		return -1, nil
	}
	return best, t.together(reasons[best].sign, all, places, nil)
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
