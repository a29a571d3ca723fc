//go:build js && wasm

// Command overlay compiles rules of an operator's own on top of the shipped ones, in the browser of a visitor. The widget
// loads it where a page names such rules, and hands the table that it makes to the engine. It is called as wasm/browser is:
// bytes are put where alloc says, and what comes of them is read from memory.
package main

import (
	"encoding/json"
	"slices"
	"unsafe"

	"github.com/whybounced/whybounced"
)

var (
	input  []byte // where the page writes
	table  []byte // what the engine loads
	result []byte // what the page has to know, as JSON; or what is wrong
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
	return place(input)
}

// compile takes the bytes at alloc as an overlay. It returns 1, or 0 with the problems as result.
//
//go:wasmexport compile
func compile() int32 {
	var err error
	if table, result, err = compiled(input); err != nil {
		table, result = nil, []byte(err.Error())
		return 0
	}
	return 1
}

//go:wasmexport tableAt
func tableAt() uint32 { return place(table) }

//go:wasmexport tableSize
func tableSize() int32 { return int32(len(table)) }

//go:wasmexport resultAt
func resultAt() uint32 { return place(result) }

//go:wasmexport resultSize
func resultSize() int32 { return int32(len(result)) }

func place(data []byte) uint32 {
	if len(data) == 0 {
		return 0
	}
	return uint32(uintptr(unsafe.Pointer(&data[0])))
}

func compiled(overlay []byte) (table, told []byte, err error) {
	shipped := proven()
	decoder, _, err := whybounced.Compile(shipped, overlay)
	if err != nil {
		return nil, nil, err
	}
	if table, err = whybounced.CompileTable(decoder.Rules()); err != nil {
		return nil, nil, err
	}
	told, err = json.Marshal(newIn(decoder.Rules(), shipped))
	return table, told, err
}

// proven are the shipped rules with one example for each response: all of them were tried when the rules were built, and here
// somebody waits.
func proven() *whybounced.RuleSet {
	rules := *whybounced.Rules()
	rules.Errors = slices.Clone(rules.Errors)
	for i := range rules.Errors {
		e := &rules.Errors[i]
		e.Responses = slices.Clone(e.Responses)
		for k := range e.Responses {
			e.Responses[k].Examples = e.Responses[k].Examples[:1]
		}
	}
	return &rules
}

// news are the words that the page lacks, and the errors and responses that have no page on the site.
type news struct {
	Own   []string                     `json:"own"`
	Words map[string]map[string]string `json:"words"`
}

func newIn(rules, shipped *whybounced.RuleSet) news {
	n := news{Own: []string{}, Words: map[string]map[string]string{}}
	say := func(kind string) map[string]string {
		n.Words[kind] = map[string]string{}
		return n.Words[kind]
	}
	known := map[string]bool{}
	for _, e := range shipped.Errors {
		known[e.ID] = true
		for _, x := range e.Responses {
			known[x.ID] = true
		}
	}
	errors, reasons, relays, providers, kinds := say("errors"), say("reasons"), say("relays"), say("providers"), say("kinds")
	for _, e := range rules.Errors {
		errors[e.ID] = e.Title
		if !known[e.ID] {
			n.Own = append(n.Own, e.ID)
		}
		for _, x := range e.Responses {
			if !known[x.ID] {
				n.Own = append(n.Own, x.ID)
			}
		}
	}
	for _, r := range rules.Reasons {
		reasons[r.ID] = r.Title
	}
	for _, r := range rules.Relays {
		relays[r.ID] = r.Title
	}
	for _, p := range rules.Providers {
		providers[p.ID] = p.Title
		if p.Kind != "mailbox" {
			kinds[p.ID] = p.Kind
		}
	}
	return n
}
