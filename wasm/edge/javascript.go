//go:build js && wasm

package main

import (
	"errors"
	"io"
	"net/http"
	"syscall/js"
)

// The conversions between JavaScript's streams and Go's in github.com/syumai/workers v0.33.0 leave a js.Func behind for every
// request, which an isolate that lives long does not forget. These leave nothing.

// await waits for a promise.
func await(promise js.Value) (js.Value, error) {
	type outcome struct {
		value js.Value
		err   error
	}
	done := make(chan outcome, 1)
	kept := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- outcome{value: args[0]}
		return nil
	})
	broken := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- outcome{err: errors.New(js.Global().Call("String", args[0]).String())}
		return nil
	})
	defer kept.Release()
	defer broken.Release()
	promise.Call("then", kept, broken)
	o := <-done
	return o.value, o.err
}

func bytesOf(array js.Value) []byte {
	data := make([]byte, array.Get("byteLength").Int())
	js.CopyBytesToGo(data, array)
	return data
}

// stream reads a ReadableStream chunk by chunk, as they come.
type stream struct {
	reader js.Value
	chunk  []byte
}

func newStream(readable js.Value) *stream { return &stream{reader: readable.Call("getReader")} }

func (s *stream) Read(p []byte) (int, error) {
	for len(s.chunk) == 0 {
		next, err := await(s.reader.Call("read"))
		if err != nil {
			return 0, err
		}
		if next.Get("done").Bool() {
			return 0, io.EOF
		}
		s.chunk = bytesOf(next.Get("value"))
	}
	n := copy(p, s.chunk)
	s.chunk = s.chunk[n:]
	return n, nil
}

func (s *stream) Close() error { return nil }

// whole answers with the body in one piece. Answers here are small, and a stream of Go's would have to be pulled.
type whole struct {
	http.ResponseWriter
	body []byte
}

func (w *whole) Write(p []byte) (int, error) {
	w.body = append(w.body, p...)
	return len(p), nil
}

// leakless hands requests to a handler by way of stream and whole.
func leakless(handler http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if body, ok := r.Body.(interface{ GetRawJSBody() js.Value }); ok {
			r.Body = newStream(body.GetRawJSBody())
		}
		out := &whole{ResponseWriter: w}
		handler.ServeHTTP(out, r)
		array := js.Global().Get("Uint8Array").New(len(out.body))
		js.CopyBytesToJS(array, out.body)
		w.Header().Del("Content-Length") // the runtime knows it from the array
		w.(interface{ WriteRawJSBody(js.Value) }).WriteRawJSBody(array)
	})
}
