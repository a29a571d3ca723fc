//go:build js && wasm

// Command edge is the site's HTTP API on Cloudflare Workers. entry.mjs starts it once in an isolate, in the first request,
// and hands it every later one: a Go program takes some 20 ms to start, more than a request may cost there. It keeps nothing
// between requests but the Table.
package main

import (
	"context"
	"errors"
	"io"
	"net/http"
	"strings"
	"syscall/js"

	"github.com/syumai/workers"
	"github.com/syumai/workers/cloudflare"
	"github.com/syumai/workers/cloudflare/fetch"
	"github.com/whybounced/whybounced/internal/api"
	"github.com/whybounced/whybounced/internal/engine"
)

func main() {
	table, err := engine.Load(tableBytes())
	if err != nil {
		panic(err) // a deployment of files that do not belong together: the first request shows it
	}
	assets := fetch.NewClient(fetch.WithBinding(cloudflare.GetBinding("ASSETS")))
	workers.ServeNonBlock(api.Handler(api.Site{
		Decode: func(text string) engine.Report { return table.Decode(text, engine.Options{Charset: charset}) },
		File:   func(ctx context.Context, name string) ([]byte, error) { return file(ctx, assets, name) },
	}))
	workers.Ready()
	select {}
}

// tableBytes is table.bin, which entry.mjs imports as data.
func tableBytes() []byte {
	view := js.Global().Get("whybouncedTable")
	data := make([]byte, view.Length())
	js.CopyBytesToGo(data, view)
	return data
}

// file asks the static assets that are deployed with the worker.
func file(ctx context.Context, assets *fetch.Client, name string) ([]byte, error) {
	request, err := fetch.NewRequest(ctx, http.MethodGet, "https://assets.local/"+strings.TrimSuffix(name, "index.html"), nil)
	if err != nil {
		return nil, err
	}
	response, err := assets.Do(request, nil)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	switch {
	case response.StatusCode == http.StatusNotFound:
		return nil, nil
	case response.StatusCode != http.StatusOK:
		return nil, errors.New("assets: " + response.Status)
	}
	return io.ReadAll(response.Body)
}

// charset asks the runtime's TextDecoder (WHATWG Encoding Standard).
func charset(label, data string) (out string, ok bool) {
	bytes := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(bytes, []byte(data))
	v := js.Global().Call("whybouncedCharset", label, bytes)
	if v.Type() != js.TypeString {
		return "", false
	}
	return v.String(), true
}
