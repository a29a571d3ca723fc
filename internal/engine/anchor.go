package engine

// An anchor is a window of at most anchorBytes in a phrase's literals, the one that the fewest phrases share. A text is
// searched for the anchors of all phrases in one pass (after Karp and Rabin 1987): at each byte the last eight, four and two
// bytes are looked up among the ends of the anchors. What surrounds an anchor that was found is compared directly.
const anchorBytes = 9

type anchor struct{ start, end int }

// anyTwice is a gap beside another: it says no more than one, and each of them would multiply the ways to try.
const anyTwice = string(rune(gapAny)) + string(rune(gapAny))

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
		if contains(p, anyTwice) {
			b.fail("phrase \"" + p + "\" holds ** where one * does")
		}
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

// ends finds phrases by the ends of their anchors. What is looked at for each byte is kept small and apart from the rest, so
// that it stays in the processor's cache.
type ends struct {
	levels  []uint8   // by hash: which levels there are
	shift   uint32    // of a hash, so that it is an index of levels
	head    []int32   // by hash, in fewer steps: 1 + the number of a phrase
	chain   []chained // by phrase
	phrases []anchored
}

// chained is the hash of a phrase, and 1 + the number of the next phrase in its place.
type chained struct {
	hash uint32
	next int32
}

// anchored is a phrase and its anchor.
type anchored struct {
	text     string
	from, to int32
	plain    bool // it has no gaps
}

// spread makes the upper half of a product depend on all bytes of a window.
const spread = 0x9e3779b97f4a7c15

// The levels: an anchor ends with a window of eight, four or two bytes.
const (
	eightBytes = 1 << iota
	fourBytes
	twoBytes
)

// headStep is how many places of levels share one of head.
const headStep = 8

// index makes the sets for the phrases; their texts and anchors are there.
func (e *ends) index() {
	e.shift = 32 - 6
	for 8*len(e.phrases) > 1<<(32-e.shift) {
		e.shift--
	}
	e.levels, e.head, e.chain = make([]uint8, 1<<(32-e.shift)), make([]int32, 1<<(32-e.shift)/headStep), make([]chained, len(e.phrases))
	for i := len(e.phrases) - 1; i >= 0; i-- {
		p := &e.phrases[i]
		p.plain = true
		for k := range len(p.text) {
			p.plain = p.plain && !isGap(p.text[k])
		}
		size, level := 8, uint8(eightBytes)
		for size > int(p.to-p.from) {
			size, level = size/2, level*2
		}
		window := uint64(0)
		for _, c := range []byte(p.text[int(p.to)-size : p.to]) {
			window = window<<8 | uint64(c)
		}
		hash := uint32(window << (64 - 8*size) * spread >> 32)
		e.levels[hash>>e.shift] |= level
		at := hash >> e.shift / headStep
		e.chain[i], e.head[at] = chained{hash, e.head[at]}, int32(i)+1
	}
}

// find adds the first place of each phrase that stands in text, in the order of their anchors' ends. seen is a set of
// phrases, empty before and after.
func (e *ends) find(text []byte, seen []uint64, places []place) []place {
	for i, window := e.next(text, 0, 0); i > 0; i, window = e.next(text, i, window) {
		places = e.ending(window, eightBytes, text, i, seen, places)
		places = e.ending(window<<32, fourBytes, text, i, seen, places)
		places = e.ending(window<<48, twoBytes, text, i, seen, places)
	}
	for _, p := range places {
		seen[p.phrase/64] = 0
	}
	return places
}

// next goes on from i, behind a window of eight bytes, to where an anchor may end; 0 if there is no such place.
func (e *ends) next(text []byte, i int, window uint64) (int, uint64) {
	levels, shift := e.levels, e.shift&31
	for ; i < len(text); i++ {
		window = window<<8 | uint64(text[i])
		if levels[uint32(window*spread>>32)>>shift]&eightBytes|levels[uint32(window<<32*spread>>32)>>shift]&fourBytes|levels[uint32(window<<48*spread>>32)>>shift]&twoBytes != 0 {
			return i + 1, window
		}
	}
	return 0, 0
}

// ending adds the phrases whose anchors end with a window that ends at end.
func (e *ends) ending(window uint64, level uint8, text []byte, end int, seen []uint64, places []place) []place {
	hash := uint32(window * spread >> 32)
	if e.levels[hash>>e.shift]&level == 0 {
		return places
	}
	for k := e.head[hash>>e.shift/headStep]; k != 0; {
		phrase := int(k) - 1
		here := e.chain[phrase]
		if here.hash == hash && seen[phrase/64]>>(phrase%64)&1 == 0 {
			if from, to := e.phrases[phrase].stands(text, end); to > 0 {
				seen[phrase/64] |= 1 << (phrase % 64)
				places = append(places, place{phrase, from, to})
			}
		}
		k = here.next
	}
	return places
}

// stands tells where the phrase stands in text with its anchor ending at end: up to 0 if it does not.
func (p *anchored) stands(text []byte, end int) (from, to int) {
	from = end - int(p.to)
	if p.plain {
		if to = from + len(p.text); from < 0 || to > len(text) || string(text[from:to]) != p.text {
			return 0, 0
		}
	} else {
		at := end - int(p.to-p.from)
		if at < 0 || string(text[at:end]) != p.text[p.from:p.to] {
			return 0, 0
		}
		var ok bool
		if from, ok = matchBackward(p.text[:p.from], text, at); !ok {
			return 0, 0
		}
		if to, ok = matchForward(p.text[p.to:], text, end); !ok {
			return 0, 0
		}
	}
	if !wordStart(text, from) {
		return 0, 0 // a phrase begins where a word begins
	}
	return from, to
}
