package engine

// The automaton (Aho and Corasick 1975) finds the anchors of all phrases in one pass over a reply. An anchor is a
// window of at most anchorBytes in a phrase's literals, the one that the fewest phrases share: it keeps the automaton
// small, and what surrounds it is compared directly.
const anchorBytes = 9

type anchor struct{ start, end int }

// node is a state while the automaton is built.
type node struct {
	next map[byte]int
	fail int
	outs []uint16
}

// automaton chooses the anchors, builds the states and writes their sections.
func (b *builder) automaton() {
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

// states sets the fail links breadth first and writes, for each state, its fail link, where its edges begin, and its
// outputs including those of the states that its fail links lead to.
func (b *builder) states(nodes []*node) {
	queue := []int{0}
	for head := 0; head < len(queue); head++ {
		at := nodes[queue[head]]
		for c := 0; c < 256; c++ {
			to, ok := at.next[byte(c)]
			if !ok {
				continue
			}
			queue = append(queue, to)
			if queue[head] == 0 {
				continue
			}
			f := at.fail
			for {
				if t, ok := nodes[f].next[byte(c)]; ok {
					nodes[to].fail = t
					break
				}
				if f == 0 {
					break
				}
				f = nodes[f].fail
			}
			nodes[to].outs = append(nodes[to].outs, nodes[nodes[to].fail].outs...)
		}
	}
	edges := 0
	for _, n := range nodes {
		b.add(secStates, uint16(edges), uint16(n.fail), b.list(n.outs))
		for c := 0; c < 256; c++ {
			if to, ok := n.next[byte(c)]; ok {
				b.sections[secLabels] = append(b.sections[secLabels], byte(c))
				b.add(secTargets, uint16(to))
				edges++
			}
		}
	}
	b.add(secStates, uint16(edges), 0, 0)
}

// scan calls found for each anchor in text with the phrase and the end of the anchor.
func (t *Table) scan(text []byte, found func(phrase, end int)) {
	state := 0
	for i, c := range text {
		for {
			if state == 0 {
				state = int(t.root[c])
				break
			}
			if to, ok := t.step(state, c); ok {
				state = to
				break
			}
			state = t.u16(secStates, state*3+1)
		}
		if out := t.u16(secStates, state*3+2); out != 0 {
			for k, n := 0, t.u16(secLists, out); k < n; k++ {
				found(t.u16(secLists, out+1+k), i+1)
			}
		}
	}
}

func (t *Table) step(state int, c byte) (int, bool) {
	lo, hi := t.u16(secStates, state*3), t.u16(secStates, state*3+3)
	labels := t.sections[secLabels]
	for ; lo < hi; lo++ {
		if labels[lo] == c {
			return t.u16(secTargets, lo), true
		}
	}
	return 0, false
}
