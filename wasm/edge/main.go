//go:build js && wasm

// Command edge is the site's HTTP API on Cloudflare Workers. entry.mjs starts it once in an isolate, in the first request,
// and hands it every later one: a Go program takes some 20 ms to start, more than a request may cost there. It keeps nothing
// between requests but the Table.
package main

import (
	"context"
	"errors"
	"net/http"
	"strings"
	"syscall/js"

	"github.com/syumai/workers"
	"github.com/syumai/workers/cloudflare"
	"github.com/whybounced/whybounced/internal/api"
	"github.com/whybounced/whybounced/internal/engine"
)

// mailHost is where entry.mjs hands in mails. It lets no request from outside have this name.
const mailHost = "mail.invalid"

func main() {
	table, err := engine.Load(bytesOf(js.Global().Get("whybouncedTable")))
	if err != nil {
		panic(err) // a deployment of files that do not belong together: the first request shows it
	}
	assets := cloudflare.GetBinding("ASSETS")
	site := api.Site{
		Origin: cloudflare.Getenv("ORIGIN"),
		Decode: func(text string) engine.Report { return table.Decode(text, engine.Options{Charset: charset}) },
		File:   func(_ context.Context, name string) ([]byte, error) { return file(assets, name) },
	}
	web, mail := api.Handler(site), api.MailHandler(site)
	workers.ServeNonBlock(leakless(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Host == mailHost {
			mail.ServeHTTP(w, r)
			return
		}
		web.ServeHTTP(w, r)
	})))
	workers.Ready()
	select {}
}

// file asks the static assets that are deployed with the worker. They answer for the folder, not for its index.html.
func file(assets js.Value, name string) ([]byte, error) {
	response, err := await(assets.Call("fetch", "https://assets.local/"+strings.TrimSuffix(name, "index.html")))
	if err != nil {
		return nil, err
	}
	status := response.Get("status").Int()
	buffer, err := await(response.Call("arrayBuffer"))
	switch {
	case err != nil:
		return nil, err
	case status == http.StatusNotFound:
		return nil, nil
	case status != http.StatusOK:
		return nil, errors.New("assets: " + http.StatusText(status))
	}
	return bytesOf(js.Global().Get("Uint8Array").New(buffer)), nil
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
