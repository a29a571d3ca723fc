package main

import "encoding/binary"

// write writes the code.
func (l *layout) write() []byte {
	out := append([]byte{}, l.head...)
	var open []int // labels: a piece, or one of those below
	const (
		exit    = -1
		toTable = -2
		aLoop   = -3 // and the head, downwards
	)
	number := func(op byte, n int) { out = binary.AppendUvarint(append(out, op), uint64(n)) }
	label := func(what int) int { // all jumps into a loop lead to its head, so what is looked for is open
		for i := len(open) - 1; i >= 0; i-- {
			if open[i] == what {
				return len(open) - 1 - i
			}
		}
		panic("a jump to nowhere")
	}
	begin := func(op byte, what int) { out = append(out, op, emptyType); open = append(open, what) }
	end := func() { out = append(out, opEnd); open = open[:len(open)-1] }

	numbers := map[int]int{} // of pieces
	for n := len(l.table) - 1; n >= 0; n-- {
		numbers[l.table[n]] = n
	}
	// which kind of label a jump needs
	const (
		ahead = iota
		again
		dispatched
	)
	way := func(from, to int) int {
		switch {
		case l.place[to] > l.place[from]:
			return ahead
		case l.closed(from, to):
			return again
		}
		return dispatched
	}
	wanted := map[int]bool{}
	dispatch := false
	for i, p := range l.pieces {
		for _, x := range p.items {
			if x.kind == jump {
				switch way(i, x.to) {
				case ahead:
					wanted[x.to] = true
				case dispatched:
					dispatch = true
				}
			}
		}
	}
	withTable := dispatch || len(l.byTable) > 1
	if withTable {
		for i := range l.byTable {
			wanted[i] = true
		}
	}
	// The scope of each place: the innermost loop that it stands in without being its head.
	size := map[int]int{}
	for _, k := range l.loops {
		size[k.head] = k.size
	}
	scope := make([]int, len(l.order)) // place of a head, or -1
	var around []int
	for at, i := range l.order {
		for len(around) > 0 && around[len(around)-1]+size[l.order[around[len(around)-1]]] <= at {
			around = around[:len(around)-1]
		}
		scope[at] = -1
		if len(around) > 0 {
			scope[at] = around[len(around)-1]
		}
		if size[i] > 0 {
			around = append(around, at)
		}
	}
	blocks := func(in, from, to int) {
		for at := to - 1; at >= from; at-- {
			if scope[at] == in && wanted[l.order[at]] {
				begin(opBlock, l.order[at])
			}
		}
	}
	if l.exit {
		begin(opBlock, exit)
	}
	if dispatch {
		begin(opLoop, toTable)
	}
	blocks(-1, 0, len(l.order))
	if withTable { // a number that leads nowhere repeats the one before it, which compresses best
		var labels []int
		last := 0
		for n, to := range l.table {
			switch {
			case l.byTable[to]:
				last = n
				labels = append(labels, label(to))
			default:
				labels = append(labels, labels[n-1])
			}
		}
		out = append(out, opGet, 0)
		number(opBrTable, last)
		for _, to := range labels[:last+1] {
			out = binary.AppendUvarint(out, uint64(to))
		}
	}
	var loops []int // places behind the ends of those that are open
	for at, i := range l.order {
		for len(loops) > 0 && loops[len(loops)-1] == at {
			end()
			loops = loops[:len(loops)-1]
		}
		if wanted[i] {
			end()
		}
		if size[i] > 0 {
			begin(opLoop, aLoop-i)
			blocks(at, at+1, at+size[i])
			loops = append(loops, at+size[i])
		}
		items := l.pieces[i].items
		for k := 0; k < len(items); k++ {
			x := items[k]
			op := byte(opBr)
			if x.kind == opensIf && k+2 < len(items) && items[k+1].kind == jump && items[k+2].kind == closesIf && way(i, items[k+1].to) != dispatched {
				x.kind, x.to, op = jump, items[k+1].to, opBrIf
				k += 2
			}
			switch x.kind {
			case plainCode:
				out = append(out, x.bytes...)
			case opensIf:
				out = append(out, opIf, emptyType)
			case closesIf:
				out = append(out, opEnd)
			case suspendIf:
				number(opBrIf, x.depth+label(exit))
			case jump:
				switch way(i, x.to) {
				case ahead:
					number(op, x.depth+label(x.to))
				case again:
					number(op, x.depth+label(aLoop-x.to))
				case dispatched:
					out = appendSigned(append(out, opConst), numbers[x.to])
					out = append(out, opSet, 0)
					number(op, x.depth+label(toTable))
				}
			}
		}
	}
	for range loops {
		end()
	}
	if dispatch {
		end()
	}
	return append(append(out, opUnreachable), l.tail...)
}
