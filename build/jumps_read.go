package main

import (
	"encoding/binary"
)

// unsigned reads an unsigned LEB128 number at i.
func unsigned(b []byte, i int) (v, next int) {
	u, n := binary.Uvarint(b[i:])
	if n <= 0 {
		return 0, len(b) + 1
	}
	return int(u), i + n
}

// instruction is where the instruction at i ends.
func instruction(b []byte, i int) (int, error) {
	op := b[i]
	i++
	skip := func(numbers int) (int, error) {
		for range numbers {
			for i < len(b) && b[i] >= 0x80 {
				i++
			}
			if i++; i > len(b) {
				return 0, errWasm
			}
		}
		return i, nil
	}
	switch {
	case op == opBlock, op == opLoop, op == opIf:
		return skip(1)
	case op == opBr, op == opBrIf, op == opCall, op >= opGet && op <= opGlobalSet, op == opConst, op == opConst64, op == opMemorySize, op == opMemoryGrow:
		return skip(1)
	case op == opCallBy, op >= opFirstMemory && op <= opLastMemory:
		return skip(2)
	case op == opBrTable:
		n, _ := unsigned(b, i)
		return skip(n + 2)
	case op == opFloat32:
		i += 4
	case op == opFloat64:
		i += 8
	case op == opMore:
		if i >= len(b) {
			return 0, errWasm
		}
		sub := b[i]
		i++
		switch {
		case sub < 8:
			return i, nil
		case sub == 10:
			return skip(2)
		case sub == 11:
			return skip(1)
		}
		return 0, errForeign
	case op > 0xc4, op == 0x06, op == 0x07, op == 0x08, op == 0x09, op == 0x0a, op >= 0x12 && op <= 0x19, op >= 0x1c && op <= 0x1f, op >= 0x25 && op <= 0x27:
		return 0, errForeign
	}
	if i > len(b) {
		return 0, errWasm
	}
	return i, nil
}

// parseCode takes the code of a function apart. It refuses what was written by hand in Go's assembly. Addresses in a function are its own, self,
// above the lower sixteen bits, and the number of a target in those. deferred is the number of where it runs what was deferred, or 0.
func parseCode(b []byte, self, deferred int) (*code, error) {
	c := &code{resumed: map[int]bool{}}
	i, blocks, loop := 0, 0, false
	if len(b) > 4 && b[0] == opGlobalGet && b[2] == opSet {
		i = 4
	}
	c.head = b[:i]
	for ; i+1 < len(b) && (b[i] == opBlock || b[i] == opLoop) && b[i+1] == emptyType; i += 2 {
		if b[i] == opBlock {
			blocks++
			continue
		}
		if loop || blocks > 1 {
			return nil, errForeign
		}
		loop, c.exit, blocks = true, blocks == 1, 0
	}
	if i+3 > len(b) || b[i] != opGet || b[i+1] != 0 || b[i+2] != opBrTable {
		return nil, errForeign
	}
	n, i := unsigned(b, i+3)
	most := 0
	for range n + 1 {
		if i >= len(b) {
			return nil, errWasm
		}
		var to int
		to, i = unsigned(b, i)
		most = max(most, to)
		c.table = append(c.table, to)
	}
	if !loop && blocks == most+2 {
		c.exit, blocks = true, blocks-1
	}
	if most != blocks-1 || i >= len(b) || b[i] != opEnd {
		return nil, errForeign
	}
	c.resumed[c.target(0)] = true
	if deferred > 0 {
		c.resumed[c.target(deferred)] = true
	}
	i++
	c.pieces = make([]piece, 0, blocks)
	var p piece
	depth, plain := 0, i
	flush := func(end int) {
		if end > plain {
			p.items = append(p.items, item{kind: plainCode, bytes: b[plain:end], depth: depth})
		}
	}
	for i < len(b) {
		next, err := instruction(b, i)
		if err != nil {
			return nil, err
		}
		outer := depth + blocks - 1 - len(c.pieces) // the label of what is around the blocks
		ends := false
		switch b[i] {
		case opIf:
			flush(i)
			p.items = append(p.items, item{kind: opensIf, depth: depth})
			plain, depth = next, depth+1
		case opEnd:
			flush(i)
			plain = next
			if depth > 0 {
				depth--
				p.items = append(p.items, item{kind: closesIf, depth: depth})
				break
			}
			c.pieces = append(c.pieces, p)
			if p = (piece{}); len(c.pieces) < blocks {
				break
			}
			if c.tail = b[i:]; loop {
				c.tail = b[next:]
				if len(c.tail) == 0 || c.tail[0] != opUnreachable {
					return nil, errForeign
				}
				c.tail = c.tail[1:]
			}
			return c, nil
		case opConst:
			number, size := signed(b[i+1:])
			at := i + 1 + size
			if size == 0 || at+2 >= len(b) || b[at] != opSet || b[at+1] != 0 || b[at+2] != opBr {
				break
			}
			label, after := unsigned(b, at+3)
			if !loop || label != outer || number < 0 {
				return nil, errForeign
			}
			flush(i)
			p.items = append(p.items, item{kind: jump, to: c.target(number), depth: depth})
			plain, next, ends = after, after, true
		case opConst64: // an address to return to; from within an if nothing returns: it is a fault
			if v, n := signed(b[i+1:]); n > 0 && v>>16 == self && depth == 0 {
				c.resumed[c.target(v&0xffff)] = true
			}
		case opBrIf:
			if label, _ := unsigned(b, i+1); !c.exit || loop && label != outer+1 || !loop && label != outer {
				return nil, errForeign
			}
			flush(i)
			p.items = append(p.items, item{kind: suspendIf, depth: depth})
			plain = next
		case opReturn, opUnreachable:
			ends = true
		case opBlock, opLoop, opElse, opBr, opBrTable:
			return nil, errForeign
		}
		p.ends = ends && depth == 0
		i = next
	}
	return nil, errForeign
}

// target is the piece that a number stands for.
func (c *code) target(number int) int { return c.table[min(number, len(c.table)-1)] }
