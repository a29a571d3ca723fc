//go:build js && wasm

// Command browser is the engine in a page. decoder.js talks to it through linear memory: it puts a Table or an input
// where alloc says, calls load or decode, and reads the answer where result says. A call costs microseconds that way,
// where values of syscall/js would cost ten times as much, and 18 KB to load.
package main

import (
	"unsafe"

	"github.com/whybounced/whybounced/internal/engine"
)

var (
	table  *engine.Table
	input  []byte // where the page writes
	result []byte // what it reads
)

// The program only waits: everything happens in the exported functions.
func main() {
	select {}
}

// alloc makes room for size bytes and returns their address.
//
//go:wasmexport alloc
func alloc(size int32) uint32 {
	input = make([]byte, size)
	if size == 0 {
		return 0
	}
	return uint32(uintptr(unsafe.Pointer(&input[0])))
}

// load takes the bytes at alloc as the Table. It returns 1, or 0 with the reason as result.
//
//go:wasmexport load
func load() int32 {
	t, err := engine.Load(input)
	input = nil
	if err != nil {
		result = []byte(err.Error())
		return 0
	}
	table = t
	return 1
}

// decode reads the UTF-8 bytes at alloc and returns the length of the report's JSON.
//
//go:wasmexport decode
func decode() int32 {
	text := string(input)
	input = nil
	report := table.Decode(text, engine.Options{Charset: charset})
	engine.UTF16Spans(&report, text)
	result = report.JSON()
	return int32(len(result))
}

// resultAt is the address of the last result, resultSize its length.
//
//go:wasmexport resultAt
func resultAt() uint32 {
	if len(result) == 0 {
		return 0
	}
	return uint32(uintptr(unsafe.Pointer(&result[0])))
}

//go:wasmexport resultSize
func resultSize() int32 { return int32(len(result)) }

// charset asks the browser's TextDecoder (WHATWG Encoding Standard): engine.js.
func charset(label, data string) (out string, ok bool) {
	size := hostCharset(label, data)
	if size < 0 {
		return "", false
	}
	text := make([]byte, size)
	hostCharsetText(unsafe.Pointer(unsafe.SliceData(text)))
	return unsafe.String(unsafe.SliceData(text), size), true
}

// hostCharset makes the host decode bytes of a charset, and returns the size of the text in UTF-8; negative for a name that is no charset.
// hostCharsetText puts that text where it is told.
//
//go:wasmimport whybounced charset
func hostCharset(label, data string) int32

//go:wasmimport whybounced charsetText
func hostCharsetText(at unsafe.Pointer)
