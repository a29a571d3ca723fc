package engine

// An anchor is a window of at most anchorBytes in a phrase's literals, the one that the fewest phrases share. A text is
// searched for the anchors of all phrases in one pass (after Karp and Rabin 1987): at each byte the last eight, four and two
// bytes are looked up among the ends of the anchors. What surrounds an anchor that was found is compared directly.
const anchorBytes = 9

type anchor struct{ start, end int }

// chooseAnchors chooses an anchor for each phrase.
func (b *builder) chooseAnchors() []anchor {
	shared := map[string]int{}
	for _, p := range b.phraseTexts {
		for _, w := range windows(p) {
			shared[p[w.start:w.end]]++
		}
	}
	anchors := make([]anchor, len(b.phraseTexts))
	for id, p := range b.phraseTexts {
		best, rarest := anchor{}, -1
		for _, w := range windows(p) {
			text := p[w.start:w.end]
			// A window that starts inside a word is as good as any; a longer one is better than a rarer one.
			cost := shared[text]*16 - len(text)*32
			if rarest == -1 || cost < rarest {
				best, rarest = w, cost
			}
		}
		if best.end-best.start < 2 {
			b.fail("phrase \"" + p + "\" holds no two bytes of literal text")
		}
		anchors[id] = best
	}
	return anchors
}

// windows lists the places of a phrase's literal bytes that could be its anchor.
func windows(p string) []anchor {
	var out []anchor
	for start := 0; start < len(p); start++ {
		if isGap(p[start]) {
			continue
		}
		end := start
		for end < len(p) && end-start < anchorBytes && !isGap(p[end]) {
			end++
		}
		out = append(out, anchor{start, end})
	}
	return out
}

// ends finds phrases by the ends of their anchors.
type ends struct {
	phrases []anchored
	head    []int32  // by hash: 1 + the number of a phrase
	bits    []uint64 // the hashes that occur, as a set small enough to stay near
	shift   uint     // of a hash, so that its upper bits are an index of bits
}

// anchored is a phrase: its text, its anchor, and 1 + the number of the next phrase with that hash.
type anchored struct {
	text     string
	from, to int32
	next     int32
	hash     uint32 // of the end of the anchor
}

// spread makes the upper half of a product depend on all bytes of a window.
const spread = 0x9e3779b97f4a7c15

// endOf is the window of eight, four or two bytes that an anchor ends with, high bytes last.
func endOf(s string) uint64 {
	size := 2
	for size < 8 && len(s) >= size*2 {
		size *= 2
	}
	w := uint64(0)
	for i := len(s) - size; i < len(s); i++ {
		w = w<<8 | uint64(s[i])
	}
	return w << (64 - 8*size)
}

// index makes the sets for the phrases; their texts and anchors are there.
func (e *ends) index() {
	size := 64
	for size < 32*len(e.phrases) {
		size *= 2
	}
	e.bits, e.head, e.shift = make([]uint64, size/64), make([]int32, size/8), 32
	for n := size; n > 1; n /= 2 {
		e.shift--
	}
	for i := len(e.phrases) - 1; i >= 0; i-- {
		p := &e.phrases[i]
		p.hash = uint32(endOf(p.text[p.from:p.to]) * spread >> 32)
		bit := p.hash >> e.shift
		e.bits[bit/64] |= 1 << (bit % 64)
		p.next, e.head[bit/8] = e.head[bit/8], int32(i)+1
	}
}

// find adds the first place of each phrase that stands in text, in the order of their anchors' ends. seen is a set of
// phrases, empty before and after.
func (e *ends) find(text []byte, seen []uint64, places []place) []place {
	window := uint64(0)
	for i, c := range text {
		window = window<<8 | uint64(c)
		eight, four, two := uint32(window*spread>>32), uint32(window<<32*spread>>32), uint32(window<<48*spread>>32)
		if (e.bits[eight>>e.shift/64]>>(eight>>e.shift%64)|e.bits[four>>e.shift/64]>>(four>>e.shift%64)|e.bits[two>>e.shift/64]>>(two>>e.shift%64))&1 == 0 {
			continue
		}
		for _, hash := range [...]uint32{eight, four, two} {
			for k := e.head[hash>>e.shift/8]; k != 0; {
				p := &e.phrases[k-1]
				if p.hash == hash && seen[(k-1)/64]>>((k-1)%64)&1 == 0 {
					if start, end, ok := p.stands(text, i+1); ok {
						seen[(k-1)/64] |= 1 << ((k - 1) % 64)
						places = append(places, place{int(k - 1), start, end})
					}
				}
				k = p.next
			}
		}
	}
	for _, p := range places {
		seen[p.phrase/64] = 0
	}
	return places
}

// stands tells whether the phrase stands in text with its anchor ending at end.
func (p *anchored) stands(text []byte, end int) (from, to int, ok bool) {
	at := end - int(p.to-p.from)
	if at < 0 {
		return 0, 0, false
	}
	for i := at; i < end; i++ {
		if text[i] != p.text[int(p.from)+i-at] {
			return 0, 0, false
		}
	}
	from, ok = matchBackward(p.text[:p.from], text, at)
	if !ok || from > 0 && wordByte(text[from]) && wordByte(text[from-1]) {
		return 0, 0, false // a phrase begins where a word begins
	}
	to, ok = matchForward(p.text[p.to:], text, end)
	return from, to, ok
}
