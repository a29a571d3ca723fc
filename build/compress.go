package main

import (
	"bytes"
	"compress/gzip"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/whybounced/whybounced/site"
)

// Static hosts and proxies that serve file.br and file.gz beside a file (nginx gzip_static and brotli_static, Caddy precompressed) need not
// compress at each request, and can afford the level that takes long once.

var compressible = []string{".html", ".css", ".js", ".ts", ".json", ".svg", ".txt", ".xml", ".wasm", ".bin"}

// leastCompressed is the size below which a header more costs what compression saves.
const leastCompressed = 512

// compressed are the files beside the given ones: .br and .gz of each that gets smaller. Pages are many, so they get a level that is
// a tenth of the work of the best one, for some 4 % more bytes.
func compressed(files []site.File) []site.File {
	out := make([]site.File, 2*len(files))
	var wait sync.WaitGroup
	room := make(chan struct{}, runtime.NumCPU())
	for i, f := range files {
		if !slices.Contains(compressible, path.Ext(f.Path)) || len(f.Body) < leastCompressed || strings.HasPrefix(f.Path, "edge/") {
			continue
		}
		room <- struct{}{}
		wait.Go(func() {
			level := 9
			if path.Ext(f.Path) != ".html" {
				level = brotli.BestCompression
			}
			var b bytes.Buffer
			w := brotli.NewWriterLevel(&b, level)
			_, _ = w.Write(f.Body)
			_ = w.Close()
			out[2*i] = site.File{Path: f.Path + ".br", Body: b.Bytes()}
			var g bytes.Buffer
			z, _ := gzip.NewWriterLevel(&g, gzip.BestCompression) // without a time, so that the same sources give the same bytes
			_, _ = z.Write(f.Body)
			_ = z.Close()
			out[2*i+1] = site.File{Path: f.Path + ".gz", Body: g.Bytes()}
			<-room
		})
	}
	wait.Wait()
	return slices.DeleteFunc(out, func(f site.File) bool { return f.Path == "" })
}

// encodingOf is the smallest form of a file that a client takes (RFC 9110, section 12.5.3), and its name; the file itself where there is none.
func encodingOf(files map[string][]byte, name, accepted string) (string, []byte) {
	for _, e := range []struct{ name, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if body, ok := files[name+e.suffix]; ok && accepts(accepted, e.name) {
			return e.name, body
		}
	}
	return "", files[name]
}

// accepts tells whether a list of encodings has one, with a weight that is not 0.
func accepts(list, encoding string) bool {
	for item := range strings.SplitSeq(list, ",") {
		name, weight, _ := strings.Cut(strings.TrimSpace(item), ";")
		if strings.EqualFold(strings.TrimSpace(name), encoding) {
			weight = strings.TrimRight(strings.ReplaceAll(weight, " ", ""), "0")
			return weight != "q=" && weight != "q=0." && weight != "q=."
		}
	}
	return false
}
