package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// Go's linker leaves in a WebAssembly program what only a traceback prints: the name of every function, and the file and line
// of every instruction. It also cuts the program's memory into tens of thousands of pieces, one between any two runs of
// eight zeros. Nobody reads a traceback of the decoder in a page, and a compressor is better at zeros than a list of pieces: without
// both, visitors load 98 KB less under Brotli.

// module is a WebAssembly program as its sections (core specification, 5.5).
type module []section

type section struct {
	id   byte
	body []byte
}

const (
	wasmHeader  = "\x00asm\x01\x00\x00\x00"
	customID    = 0
	codeID      = 10
	dataID      = 11
	shortestGap = 64 // zeros between two pieces of memory; fewer are written out
)

var errWasm = errors.New("not a WebAssembly module as Go's linker writes it")

// strip takes the tables of tracebacks out of a program, joins the pieces of its memory, and lets its jumps lead to their targets. The program
// runs as before; a crash in it shows no names.
func strip(program []byte) ([]byte, error) {
	m, err := parseModule(program)
	if err != nil {
		return nil, err
	}
	var deferred map[int]int
	for i, s := range m {
		if s.id != dataID {
			continue
		}
		first, memory, err := readData(s.body)
		if err != nil {
			return nil, err
		}
		if deferred, err = stripTracebacks(memory); err != nil {
			return nil, err
		}
		m[i].body = writeData(memory, first)
	}
	out := bytes.NewBufferString(wasmHeader)
	for _, s := range m {
		switch s.id {
		case customID: // the name of the tool chain
			continue
		case codeID:
			if s.body, err = direct(s.body, deferred); err != nil {
				return nil, err
			}
		}
		out.WriteByte(s.id)
		out.Write(binary.AppendUvarint(nil, uint64(len(s.body))))
		out.Write(s.body)
	}
	return out.Bytes(), nil
}

func parseModule(program []byte) (module, error) {
	rest, ok := bytes.CutPrefix(program, []byte(wasmHeader))
	if !ok {
		return nil, errWasm
	}
	var m module
	for len(rest) > 0 {
		size, n := binary.Uvarint(rest[1:])
		if n <= 0 || uint64(len(rest)) < 1+uint64(n)+size {
			return nil, errWasm
		}
		begin := 1 + n
		m = append(m, section{rest[0], rest[begin : begin+int(size)]})
		rest = rest[begin+int(size):]
	}
	return m, nil
}

// Pieces of memory as Go writes them: kind 0, i32.const offset, end, bytes.
const (
	opConst = 0x41
	opEnd   = 0x0b

	maxMemory = 1 << 28 // bytes
)

// readData lays the pieces out as the memory that they make, and tells where the first of them is.
func readData(body []byte) (first int, memory []byte, err error) {
	count, n := binary.Uvarint(body)
	if n <= 0 || count == 0 {
		return 0, nil, errWasm
	}
	body, first = body[n:], math.MaxInt
	for range count {
		if len(body) < 2 || body[0] != 0 || body[1] != opConst {
			return 0, nil, errWasm
		}
		offset, n := signed(body[2:])
		if body = body[2+n:]; n == 0 || offset < 0 || offset > maxMemory || len(body) == 0 || body[0] != opEnd {
			return 0, nil, errWasm
		}
		size, n := binary.Uvarint(body[1:])
		if n <= 0 || uint64(len(body)) < uint64(1+n)+size {
			return 0, nil, errWasm
		}
		first = min(first, offset)
		if grown := offset + int(size) - len(memory); grown > 0 {
			memory = append(memory, make([]byte, grown)...)
		}
		copy(memory[offset:], body[1+n:1+n+int(size)])
		body = body[1+n+int(size):]
	}
	return first, memory, nil
}

// writeData cuts memory where it is zero for long.
func writeData(memory []byte, first int) []byte {
	var pieces []byte
	count := 0
	for i := first; i < len(memory); {
		if memory[i] == 0 {
			i++
			continue
		}
		end, zeros := i, 0
		for k := i; k < len(memory) && zeros < shortestGap; k++ {
			if memory[k] != 0 {
				end, zeros = k+1, 0
			} else {
				zeros++
			}
		}
		pieces = append(pieces, 0, opConst)
		pieces = appendSigned(pieces, i)
		pieces = append(pieces, opEnd)
		pieces = binary.AppendUvarint(pieces, uint64(end-i))
		pieces = append(pieces, memory[i:end]...)
		count++
		i = end
	}
	return append(binary.AppendUvarint(nil, uint64(count)), pieces...)
}

// signed reads a signed LEB128 number; n is 0 where there is none.
func signed(b []byte) (v, n int) {
	for shift := 0; n < len(b) && n < 10; shift += 7 {
		c := b[n]
		n++
		v |= int(c&0x7f) << shift
		if c < 0x80 {
			if c&0x40 != 0 {
				v -= 1 << (shift + 7)
			}
			return v, n
		}
	}
	return 0, 0
}

func appendSigned(b []byte, v int) []byte {
	for {
		c := byte(v & 0x7f)
		v >>= 7
		if v == 0 && c&0x40 == 0 {
			return append(b, c)
		}
		b = append(b, c|0x80)
	}
}

// The header of Go's table of functions (runtime/symtab.go, pcHeader) and what follows it. All numbers are little-endian.
const (
	pcMagic      = 0xfffffff1 // since Go 1.20
	headerWords  = 8          // words of 8 bytes behind the magic
	functionSize = 44         // bytes of a function's fixed part (runtime/runtime2.go, _func)

	functionName  = 4
	functionDefer = 12
	functionStack = 16 // pcsp: needed to walk a stack
	functionFile  = 20 // pcfile, then pcln
	functionCount = 28 // npcdata
	functionUnit  = 32 // cuOffset, then startLine
)

// The names that are left. The scheduler tells its own goroutines from a program's by this one beginning
// (runtime/traceback.go, isSystemGoroutine).
const (
	runtimeName = 1
	otherName   = 12
	names       = "\x00runtime.x\x00\x00x\x00"
)

// stripTracebacks empties the tables of names, files and lines in a program's memory. What walks the stack and finds pointers in it stays.
// It returns, by function, the number of the piece of its code that runs what was deferred, which a recovered program goes on with.
func stripTracebacks(memory []byte) (deferred map[int]int, err error) {
	deferred = map[int]int{}
	base := bytes.Index(memory, []byte{0xf1, 0xff, 0xff, 0xff, 0, 0, 1, 8})
	if base < 0 || len(memory) < base+8+8*headerWords {
		return nil, errors.New("no table of functions: does this Go write it differently?")
	}
	word := func(i int) int { return int(binary.LittleEndian.Uint64(memory[base+8+8*i:])) }
	count, nameTable, unitTable, fileTable, pcTable, functions := word(0), base+word(3), base+word(4), base+word(5), base+word(6), base+word(7)
	if !(base < nameTable && nameTable+len(names) < unitTable && unitTable <= fileTable && fileTable <= pcTable && pcTable < functions && functions+8*count < len(memory)) {
		return nil, fmt.Errorf("the parts of the table of functions are not in order: %d %d %d %d %d of %d bytes", nameTable, unitTable, fileTable, pcTable, functions, len(memory))
	}
	at32 := func(i int) int { return int(binary.LittleEndian.Uint32(memory[i:])) }
	used := make([]bool, functions-pcTable)
	for i := range count {
		f := functions + at32(functions+8*i+4)
		if f+functionSize > len(memory) {
			return nil, errWasm
		}
		if at := at32(f + functionDefer); at > 0 {
			deferred[at32(functions+8*i)-at32(functions)] = at // by function: in WebAssembly these are numbers, not addresses
		}
		tables := []int{at32(f + functionStack)}
		for k := range at32(f + functionCount) {
			tables = append(tables, at32(f+functionSize+4*k))
		}
		for _, t := range tables {
			if t == 0 {
				continue
			}
			end, err := pcTableEnd(memory[pcTable:functions], t)
			if err != nil {
				return nil, err
			}
			for k := t; k < end; k++ {
				used[k] = true
			}
		}
		name := nameTable + at32(f+functionName)
		short := uint32(otherName)
		if name+len("runtime.") < len(memory) && string(memory[name:name+len("runtime.")]) == "runtime." {
			short = runtimeName
		}
		binary.LittleEndian.PutUint32(memory[f+functionName:], short)
		binary.LittleEndian.PutUint64(memory[f+functionFile:], 0)
		binary.LittleEndian.PutUint64(memory[f+functionUnit:], 0)
	}
	for i, u := range used {
		if !u {
			memory[pcTable+i] = 0
		}
	}
	clear(memory[nameTable:pcTable])
	copy(memory[nameTable:], names)
	return deferred, nil
}

// pcTableEnd finds the end of a table of deltas (runtime/symtab.go, step): pairs of varints; a value of 0 that is not the first ends it.
func pcTableEnd(tables []byte, at int) (int, error) {
	for first := true; ; first = false {
		if at >= len(tables) {
			return 0, errWasm
		}
		value, n := binary.Uvarint(tables[at:])
		if n <= 0 {
			return 0, errWasm
		}
		at += n
		if value == 0 && !first {
			return at, nil
		}
		_, n = binary.Uvarint(tables[at:])
		if n <= 0 {
			return 0, errWasm
		}
		at += n
	}
}
