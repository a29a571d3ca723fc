package main

import "slices"

// loopOf is a run of pieces in the order in which they are written: the first is where all jumps back lead, and where all from outside do.
type loopOf struct{ head, size int }

// layout is the order in which pieces are written, and the loops among them.
type layout struct {
	*code
	order   []int // pieces
	place   []int // of each piece in the order
	loops   []loopOf
	byTable map[int]bool // pieces that a table leads to
}

func (c *code) newLayout() *layout {
	l := &layout{code: c, byTable: map[int]bool{}}
	for i := range c.pieces {
		l.order, l.place = append(l.order, i), append(l.place, i)
	}
	for i := range c.resumed {
		l.byTable[i] = true
	}
	for {
		from, to, found := l.back()
		if !found {
			return l
		}
		if !l.close(from, to) {
			l.leave(to)
		}
	}
}

// leave has a piece led to by the table: no loop may have it in its middle.
func (l *layout) leave(to int) {
	l.byTable[to] = true
	for k, x := range l.loops {
		if x.head != to && l.closed(to, x.head) {
			l.loops = slices.Delete(l.loops, k, k+1)
			l.leave(to)
			l.leave(x.head)
			return
		}
	}
}

// back is the jump back over the fewest pieces that no loop has, and that no table leads.
func (l *layout) back() (from, to int, found bool) {
	for i, p := range l.pieces {
		for _, x := range p.items {
			if x.kind != jump || l.place[x.to] > l.place[i] || l.byTable[x.to] || l.closed(i, x.to) {
				continue
			}
			if !found || l.place[i]-l.place[x.to] < l.place[from]-l.place[to] {
				from, to, found = i, x.to, true
			}
		}
	}
	return from, to, found
}

// closed tells whether a piece stands in a loop with that head.
func (l *layout) closed(i, head int) bool {
	for _, k := range l.loops {
		if k.head == head {
			return l.place[i] >= l.place[head] && l.place[i] < l.place[head]+k.size
		}
	}
	return false
}

// close makes a loop of the pieces that a jump back leads over, if its head can be the only way in.
func (l *layout) close(from, to int) bool {
	lo, hi := l.place[to], l.place[from]
	for grown := true; grown; { // what jumps into the middle from behind, and loops that are partly in it
		grown = false
		for i, p := range l.pieces {
			for _, x := range p.items {
				if at := l.place[x.to]; x.kind == jump && l.place[i] > hi && at > lo && at <= hi {
					hi, grown = l.place[i], true
				}
			}
		}
		for _, k := range l.loops {
			first := l.place[k.head]
			if last := first + k.size - 1; first <= hi && last >= lo && (first < lo || last > hi) && !(first <= lo && last >= hi) {
				lo, hi, grown = min(lo, first), max(hi, last), true
			}
		}
	}
	for at := lo; at <= hi; at++ {
		if l.byTable[l.order[at]] && l.order[at] != to {
			return false
		}
	}
	entry := -1
	enter := func(piece int) bool {
		if entry < 0 {
			entry = piece
		}
		return entry == piece
	}
	if l.byTable[to] && !enter(to) {
		return false
	}
	for i, p := range l.pieces {
		at := l.place[i]
		if at >= lo && at <= hi {
			continue
		}
		for _, x := range p.items {
			if t := l.place[x.to]; x.kind == jump && t >= lo && t <= hi && !enter(x.to) {
				return false
			}
		}
		if at == lo-1 && !p.ends && !enter(l.order[lo]) {
			return false
		}
	}
	if entry < 0 {
		return false
	}
	if cut := l.place[entry]; cut > lo {
		if !l.turn(lo, cut, hi) {
			return false
		}
	}
	for k := range l.loops {
		if l.loops[k].head == entry {
			l.loops[k].size = hi - lo + 1
			return true
		}
	}
	l.loops = append(l.loops, loopOf{entry, hi - lo + 1})
	return true
}

// turn puts the pieces from cut to hi before those from lo on: Go writes the condition of a loop behind its body.
func (l *layout) turn(lo, cut, hi int) bool {
	for _, k := range l.loops {
		if first := l.place[k.head]; first < cut && first+k.size > cut && first >= lo {
			return false
		}
	}
	for at := lo; at < cut; at++ { // what goes on there must do so at the new head
		for _, x := range l.pieces[l.order[at]].items {
			if t := l.place[x.to]; x.kind == jump && t > cut && t <= hi {
				return false
			}
		}
	}
	goOn := func(at int) { // at the next piece, also where it does not follow any more
		p := &l.pieces[l.order[at]]
		if !p.ends {
			p.items, p.ends = append(p.items[:len(p.items):len(p.items)], item{kind: jump, to: l.order[at+1]}), true
		}
	}
	if hi+1 == len(l.order) && !l.pieces[l.order[hi]].ends {
		return false
	}
	goOn(cut - 1)
	goOn(hi)
	turned := append(append([]int{}, l.order[cut:hi+1]...), l.order[lo:cut]...)
	copy(l.order[lo:], turned)
	for at := lo; at <= hi; at++ {
		l.place[l.order[at]] = at
	}
	return true
}
