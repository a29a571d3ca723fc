package engine

// The automaton (Aho and Corasick 1975) finds the anchors of all phrases in one pass over a reply. An anchor is a
// window of at most anchorBytes in a phrase's literals, the one that the fewest phrases share: it keeps the automaton
// small, and what surrounds it is compared directly.
const anchorBytes = 9

type anchor struct{ start, end int }

// node is a state while the automaton is built.
type node struct {
	next map[byte]int
	outs []uint16 // phrases whose anchor ends here
}

// trie chooses the anchors, builds the states and writes their sections.
func (b *builder) trie() {
	shared := map[string]int{}
	for _, p := range b.phraseTexts {
		for _, w := range windows(p) {
			shared[p[w.start:w.end]]++
		}
	}
	nodes := []*node{{next: map[byte]int{}}}
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
		if best.end == 0 {
			b.fail("phrase \"" + p + "\" holds no literal text")
			return
		}
		b.anchors = append(b.anchors, best)
		at := 0
		for _, c := range []byte(p[best.start:best.end]) {
			to, ok := nodes[at].next[c]
			if !ok {
				to = len(nodes)
				nodes = append(nodes, &node{next: map[byte]int{}})
				nodes[at].next[c] = to
			}
			at = to
		}
		nodes[at].outs = append(nodes[at].outs, uint16(id))
	}
	if len(nodes) >= int(none) {
		b.fail("the automaton outgrows 65,534 states")
		return
	}
	b.states(nodes)
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

// states numbers the states breadth first and writes how many edges each has, and the edges' labels. The state that an
// edge leads to need not be written: numbered this way, edge k leads to state k+1.
func (b *builder) states(nodes []*node) {
	b.ends = make([]uint16, len(b.phraseTexts))
	queue := []int{0}
	for head := 0; head < len(queue); head++ {
		n := nodes[queue[head]]
		for _, phrase := range n.outs {
			b.ends[phrase] = uint16(head)
		}
		count := 0
		for c := 0; c < 256; c++ {
			if to, ok := n.next[byte(c)]; ok {
				queue = append(queue, to)
				b.sections[secLabels] = append(b.sections[secLabels], byte(c))
				count++
			}
		}
		b.sections[secCounts] = append(b.sections[secCounts], byte(count))
	}
}

// automaton is what Load derives from the states of a Table: one pass over them, a few bytes of memory each. Writing it
// into the Table instead would cost every visitor more in bytes than the pass costs in time.
type automaton struct {
	root    [256]uint16 // edges of state 0, which most bytes of a reply take
	first   []uint16    // first edge of each state, and one past the last
	fail    []uint16    // the longest proper suffix that is a state too
	phrase  []uint16    // the first phrase whose anchor ends in the state, none if there is none
	another []uint16    // by phrase: the next one with the same anchor
	shorter []uint16    // the nearest state along the fail links where a phrase ends, 0 if there is none
}

// load derives the automaton.
func (a *automaton) load(counts, labels []byte, phrases int, endOf func(phrase int) int) error {
	a.first = make([]uint16, len(counts)+1)
	edges := 0
	for i, n := range counts {
		a.first[i] = uint16(edges)
		edges += int(n)
	}
	a.first[len(counts)] = uint16(edges)
	if edges != len(labels) || len(counts) != edges+1 {
		return errDamaged
	}
	a.fail, a.shorter = make([]uint16, len(counts)), make([]uint16, len(counts))
	a.phrase, a.another = make([]uint16, len(counts)), make([]uint16, phrases)
	for i := range a.phrase {
		a.phrase[i] = none
	}
	for p := phrases - 1; p >= 0; p-- {
		end := endOf(p)
		if end <= 0 || end >= len(counts) {
			return errDamaged
		}
		a.another[p] = a.phrase[end]
		a.phrase[end] = uint16(p)
	}
	for e := a.first[0]; e < a.first[1]; e++ {
		a.root[labels[e]] = e + 1
	}
	// States are in breadth-first order, so the suffixes of a state are done before it.
	for state := range counts {
		for e := a.first[state]; e < a.first[state+1]; e++ {
			to := int(e) + 1
			if state == 0 {
				continue
			}
			a.fail[to] = uint16(a.next(labels, int(a.fail[state]), labels[e]))
			if f := a.fail[to]; a.phrase[f] != none {
				a.shorter[to] = f
			} else {
				a.shorter[to] = a.shorter[f]
			}
		}
	}
	return nil
}

// next is the state after one more byte.
func (a *automaton) next(labels []byte, state int, c byte) int {
	for state != 0 {
		for e := a.first[state]; e < a.first[state+1]; e++ {
			if labels[e] == c {
				return int(e) + 1
			}
		}
		state = int(a.fail[state])
	}
	return int(a.root[c])
}

// scan calls found for each anchor in text with the phrase and the end of the anchor.
func (t *Table) scan(text []byte, found func(phrase, end int)) {
	a, labels, state := &t.automaton, t.sections[secLabels], 0
	for i, c := range text {
		state = a.next(labels, state, c)
		for at := state; at != 0; at = int(a.shorter[at]) {
			for p := a.phrase[at]; p != none; p = a.another[p] {
				found(int(p), i+1)
			}
		}
	}
}
