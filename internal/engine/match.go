package engine

// finding is what the Table says about one reply.
type finding struct {
	response int // row of the response that won, -1 if none
	also     []int
	provider int // row of who answers, -1 if not recognised
	weight   int // how specific that response is
	reason   int // row of the reason that the words together point to, -1 if none
	phrases  []place
}

// silent tells whether the words said nothing.
func (f finding) silent() bool { return f.response < 0 && f.reason < 0 }

// place is where a phrase stands in a normalised reply.
type place struct{ phrase, start, end int }

// match walks the Table once over a reply. Among the responses whose every condition holds the heaviest wins, so the
// specific beats the general whatever the order in the file is.
func (t *Table) match(text normal, reply, status, remote string) finding {
	places := t.phrases(text.text)
	f := finding{response: -1, provider: t.provider(places, remote), reason: -1}
	best := -1
	var won []int
	for _, r := range t.candidates(places) {
		if !t.holds(r, reply, status, places) {
			continue
		}
		w, ok := t.weigh(r, f.provider)
		if !ok {
			continue
		}
		won = append(won, r)
		if w > best {
			best, f.response, f.weight = w, r, w
		}
	}
	if f.response < 0 {
		f.reason, f.phrases = t.wording(text.text, places)
		return f
	}
	page := t.field(secResponses, f.response, responseWidth, 5)
	for _, r := range won {
		if p := t.field(secResponses, r, responseWidth, 5); p != page && !t.known(f.also, p) && len(f.also) < 3 {
			f.also = append(f.also, r)
		}
	}
	t.each(t.field(secResponses, f.response, responseWidth, 9), func(phrase int) bool {
		for _, p := range places {
			if p.phrase == phrase {
				f.phrases = append(f.phrases, p)
				break
			}
		}
		return true
	})
	if f.provider < 0 {
		if p := t.field(secResponses, f.response, responseWidth, 6); p != int(none) {
			f.provider = p
		}
	}
	return f
}

func (t *Table) known(responses []int, page int) bool {
	for _, r := range responses {
		if t.field(secResponses, r, responseWidth, 5) == page {
			return true
		}
	}
	return false
}

// phrases lists the first place of each phrase that stands in text.
func (t *Table) phrases(text []byte) []place {
	var places []place
	seen := make([]bool, t.rows(secPhrases, phraseWidth))
	t.scan(text, func(phrase, end int) {
		if seen[phrase] {
			return
		}
		p := t.str(t.field(secPhrases, phrase, phraseWidth, 0))
		from, to := t.field(secPhrases, phrase, phraseWidth, 1), t.field(secPhrases, phrase, phraseWidth, 2)
		start, ok := matchBackward(p[:from], text, end-(to-from))
		if !ok || start > 0 && wordByte(text[start]) && wordByte(text[start-1]) {
			return // a phrase begins where a word begins
		}
		stop, ok := matchForward(p[to:], text, end)
		if !ok {
			return
		}
		seen[phrase] = true
		places = append(places, place{phrase, start, stop})
	})
	return places
}

func wordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// candidates are the responses with at least one phrase in the text, and those that need none.
func (t *Table) candidates(places []place) []int {
	var out []int
	seen := make([]bool, t.rows(secResponses, responseWidth))
	add := func(r int) bool {
		if !seen[r] {
			seen[r] = true
			out = append(out, r)
		}
		return true
	}
	for _, p := range places {
		t.each(t.field(secPhrases, p.phrase, phraseWidth, 3), add)
	}
	for i := range t.rows(secBare, 1) {
		add(t.u16(secBare, i))
	}
	return out
}

// holds tells whether every condition of a response is met.
func (t *Table) holds(r int, reply, status string, places []place) bool {
	f := func(k int) int { return t.field(secResponses, r, responseWidth, k) }
	stands := func(phrase int) bool {
		for _, p := range places {
			if p.phrase == phrase {
				return true
			}
		}
		return false
	}
	ok := true
	t.each(f(9), func(phrase int) bool { ok = stands(phrase); return ok })
	if !ok {
		return false
	}
	t.each(f(10), func(phrase int) bool { ok = !stands(phrase); return ok })
	if !ok {
		return false
	}
	if f(7) != 0 {
		ok = false
		t.each(f(7), func(s int) bool { ok = t.str(s) == reply; return !ok })
		if !ok {
			return false
		}
	}
	if f(8) != 0 {
		ok = false
		t.each(f(8), func(s int) bool { ok = StatusMatches(t.str(s), status); return !ok })
	}
	return ok
}

// weigh is how specific a response is here, or false when it may not speak: one without a phrase is only good for the
// provider it names. A response of another provider than the one recognised is a fallback at half its weight;
// programs are behind many providers, so theirs are not.
func (t *Table) weigh(r, provider int) (int, bool) {
	own, w := t.field(secResponses, r, responseWidth, 6), t.field(secResponses, r, responseWidth, 11)
	bare := t.field(secResponses, r, responseWidth, 9) == 0
	switch {
	case own == int(none):
		return w, !bare
	case own == provider:
		return w + weightProvider, true
	case bare:
		return 0, false
	case provider < 0 || t.software(own):
		return w, true
	}
	return w / 2, true
}

func (t *Table) software(provider int) bool {
	return t.str(t.field(secProviders, provider, providerWidth, 1)) == "software"
}

// provider recognises who answers: by a mark in the text, else by the host, else by a program's own wording.
func (t *Table) provider(places []place, remote string) int {
	marked, longest, program := -1, 0, -1
	for _, p := range places {
		t.each(t.field(secPhrases, p.phrase, phraseWidth, 4), func(owner int) bool {
			if t.software(owner) {
				program = owner
			} else if p.end-p.start > longest {
				marked, longest = owner, p.end-p.start
			}
			return true
		})
	}
	if marked >= 0 {
		return marked
	}
	if p := t.host(remote); p >= 0 {
		return p
	}
	return program
}

// host finds the provider with the longest suffix of a host name.
func (t *Table) host(name string) int {
	name = lower(name)
	best, longest := -1, 0
	for p := range t.rows(secProviders, providerWidth) {
		t.each(t.field(secProviders, p, providerWidth, 2), func(s int) bool {
			suffix := t.str(s)
			if len(suffix) > longest && hasSuffix(name, suffix) &&
				(len(name) == len(suffix) || name[len(name)-len(suffix)-1] == '.') {
				best, longest = p, len(suffix)
			}
			return true
		})
	}
	return best
}

// StatusMatches tells whether an enhanced status code is meant by a pattern of rules.json: "5.7.26", class-neutral
// "x.7.26", or a range of details "5.7.606-649".
func StatusMatches(pattern, status string) bool {
	if status == "" || pattern == "" {
		return false
	}
	if pattern == status || pattern[0] == 'x' && pattern[1:] == status[1:] {
		return true
	}
	dash := indexByte(pattern, '-')
	dot := lastIndexByte(status, '.')
	if dash < 0 || dot < 0 || len(pattern) <= dot+1 || pattern[1:dot+1] != status[1:dot+1] || pattern[0] != 'x' && pattern[0] != status[0] {
		return false
	}
	from, to, detail := atoi(pattern[dot+1:dash]), atoi(pattern[dash+1:]), atoi(status[dot+1:])
	return from >= 0 && detail >= from && detail <= to
}

// atoi reads a small decimal number, -1 if it is none.
func atoi(s string) int {
	if s == "" || len(s) > 9 {
		return -1
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

//go:noinline
func indexByte(s string, c byte) int {
	for i := 0; i < len(s); i++ {
		if s[i] == c {
			return i
		}
	}
	return -1
}

func lastIndexByte(s string, c byte) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == c {
			return i
		}
	}
	return -1
}
