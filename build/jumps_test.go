package main

import (
	"bytes"
	"encoding/binary"
	"testing"
)

// a function with two variables of 64 bits, as Go lays it out: what it begins with, and the loop, the blocks and the table of four pieces.
var (
	variables = []byte{1, 2, 0x7e}
	start     = []byte{
		opGlobalGet, 0, opSet, 1, opBlock, emptyType, opLoop, emptyType, opBlock, emptyType, opBlock, emptyType, opBlock, emptyType, opBlock, emptyType,
		opGet, 0, opBrTable, 3, 0, 1, 2, 3, opEnd,
	}
	finish = []byte{opEnd, opUnreachable, opEnd, opConst, 1, opEnd} // of the loop, of the block around all, of the function
)

// goes is a jump to a piece where the loop is that many labels away; returns one that ends the function.
func goes(piece, labels byte) []byte {
	return []byte{opConst, piece, opSet, 0, opBr, labels}
}

var returns = []byte{opConst, 0, opReturn}

// calls is a call after which the function goes on with a piece.
func calls(function int, piece, labels byte) []byte {
	out := append([]byte{opGet, 1}, appendSigned([]byte{opConst64}, (firstFunction+function)<<16|int(piece))...)
	return append(out, 0x37, 3, 0, opConst, 0, opCall, 7, opBrIf, labels)
}

func functionOfPieces(pieces ...[]byte) []byte {
	body := append(append([]byte{}, variables...), start...)
	body = append(body, bytes.Join(pieces, []byte{opEnd})...)
	return append(body, finish...)
}

func TestDirect(t *testing.T) {
	condition := []byte{opGet, 2, 0xa7, opIf, emptyType} // if the second variable
	table := []byte{opGet, 0, opBrTable}
	for name, x := range map[string]struct {
		pieces        [][]byte
		want, wantNot []byte // bytes that stand in the result, or do not
	}{
		"ahead": {
			[][]byte{append(append(append([]byte{}, condition...), goes(3, 4)...), opEnd), returns, returns, returns},
			[]byte{opGet, 2, 0xa7, opBrIf, 0}, // of all the blocks only one is left
			table,
		},
		"a loop": { // what it begins with goes to the condition, which stands behind the body
			[][]byte{goes(2, 3), {opNop}, append(append(append([]byte{}, condition...), goes(1, 2)...), opEnd), returns},
			[]byte{opLoop, emptyType},
			table,
		},
		"a loop with a call": { // in which a goroutine may go on
			[][]byte{{opNop}, calls(0, 2, 3), append(append(append([]byte{}, condition...), goes(1, 2)...), opEnd), returns},
			append(append([]byte{}, table...), 2, 0, 1, 2), // 0: the beginning, 1: back, 2: behind the call
			nil,
		},
	} {
		t.Run(name, func(t *testing.T) {
			body := functionOfPieces(x.pieces...)
			section := binary.AppendUvarint([]byte{1}, uint64(len(body)))
			got, err := direct(append(section, body...), nil)
			if err != nil {
				t.Fatal(err)
			}
			if bytes.Equal(got[2:], body) || len(got) >= len(section)+len(body) {
				t.Errorf("% x is not shorter than % x", got, body)
			}
			if !bytes.Contains(got, x.want) {
				t.Errorf("no % x in % x", x.want, got)
			}
			if x.wantNot != nil && bytes.Contains(got, x.wantNot) {
				t.Errorf("% x in % x", x.wantNot, got)
			}
		})
	}
}

// What is not laid out as Go does stays as it is, and what ends too early is refused.
func TestDirectLeavesOthersAlone(t *testing.T) {
	plain := []byte{0, opConst, 1, opEnd}
	section := append([]byte{1, byte(len(plain))}, plain...)
	got, err := direct(section, nil)
	if err != nil || !bytes.Equal(got, section) {
		t.Errorf("% x, %v", got, err)
	}
	body := functionOfPieces(returns, returns, returns, returns)
	whole := append(binary.AppendUvarint([]byte{1}, uint64(len(body))), body...)
	if _, err := direct(whole, nil); err != nil {
		t.Fatal(err)
	}
	if _, err := direct(whole[:len(whole)-1], nil); err == nil {
		t.Error("a section without its end is taken")
	}
}
