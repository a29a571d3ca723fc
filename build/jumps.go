package main

import (
	"encoding/binary"
	"errors"
)

// Go compiles a function to pieces of straight code that lie one after the other, each the end of a block, in a loop (cmd/internal/obj/wasm,
// preprocess). A jump writes the number of its target to a variable and goes back to the head of the loop, where a table leads on to
// the target: that is how a goroutine that was suspended goes on in the middle of a function. But every "if" jumps so too, and to a
// compiler of WebAssembly each of these jumps is one that may lead anywhere. WebAssembly can leave a block at its end directly, and what lies
// ahead is at the end of a block that is open. So here jumps ahead leave blocks, loops in which no goroutine can be suspended become loops, and the
// table leads only to where a goroutine goes on, and back where there is no other way. Answers take a quarter less time, and the engine is 28 KB
// smaller under Brotli.

// A function's code as Go lays it out: an optional block that is left to suspend the goroutine, a loop, blocks, the table, and the pieces, each of
// them behind the end of a block.
type code struct {
	head    []byte // gives the stack pointer a variable
	exit    bool   // there is the block around all
	table   []int  // of the numbers of targets: which piece each of them is; the last stands for all others
	pieces  []piece
	tail    []byte       // from the end of the block around all
	resumed map[int]bool // pieces that a suspended goroutine goes on with
}

// piece is straight code.
type piece struct {
	items []item
	ends  bool // nothing goes on to the next piece
}

type item struct {
	kind  kind
	bytes []byte // of plainCode
	to    int    // of jump: the piece
	depth int    // how many ifs are open
}

type kind uint8

const (
	plainCode kind = iota
	opensIf
	closesIf
	jump
	suspendIf // leaves the block around all where what is on the stack is not zero
)

const (
	opUnreachable = 0x00
	opNop         = 0x01
	opBlock       = 0x02
	opLoop        = 0x03
	opIf          = 0x04
	opElse        = 0x05
	opBr          = 0x0c
	opBrIf        = 0x0d
	opBrTable     = 0x0e
	opReturn      = 0x0f
	opCall        = 0x10
	opCallBy      = 0x11
	opGet         = 0x20
	opSet         = 0x21
	opGlobalGet   = 0x23
	opGlobalSet   = 0x24
	opFirstMemory = 0x28
	opLastMemory  = 0x3e
	opMemorySize  = 0x3f
	opMemoryGrow  = 0x40
	opConst64     = 0x42
	opFloat32     = 0x43
	opFloat64     = 0x44
	opMore        = 0xfc
	emptyType     = 0x40
)

var errForeign = errors.New("not laid out as Go's compiler does")

// firstFunction is what Go adds to the number of a function in its addresses (cmd/link/internal/wasm, funcValueOffset).
const firstFunction = 0x1000

// direct lets the jumps of all functions of a code section lead to their targets. deferred has, by function, the number of the piece
// that runs what was deferred.
func direct(section []byte, deferred map[int]int) ([]byte, error) {
	count, i := unsigned(section, 0)
	out := binary.AppendUvarint(nil, uint64(count))
	for n := range count {
		if i >= len(section) {
			return nil, errWasm
		}
		size, begin := unsigned(section, i)
		if begin+size > len(section) {
			return nil, errWasm
		}
		body := section[begin : begin+size]
		i = begin + size
		// The variables: how many runs, and of each its length and type.
		runs, at := unsigned(body, 0)
		for range runs {
			_, at = unsigned(body, at)
			at++
		}
		if at > len(body) {
			return nil, errWasm
		}
		c, err := parseCode(body[at:], firstFunction+n, deferred[n])
		switch {
		case errors.Is(err, errForeign):
		case err != nil:
			return nil, err
		default:
			body = append(append([]byte{}, body[:at]...), c.newLayout().write()...)
		}
		out = append(binary.AppendUvarint(out, uint64(len(body))), body...)
	}
	return out, nil
}
