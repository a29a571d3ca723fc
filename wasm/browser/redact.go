//go:build js && wasm && npm

package main

// redact takes out of the UTF-8 text at alloc who it is about; the text is the result. Pages do without it, and without its bytes.
//
//go:wasmexport redact
func redact() {
	text := string(input)
	input = nil
	result = []byte(table.Redact(text))
}
