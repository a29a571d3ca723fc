package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/whybounced/whybounced/site"
)

// What a visitor may have to download. Bytes are gated rather than time: they are the same on every machine.
const (
	decoderLimit = 575_000  // scripts, worker, engine and table of the first answer, Brotli 11
	pageLimit    = 20 << 10 // one HTML page, gzip
	styledLimit  = 25 << 10 // the decoder's page and its style sheet, gzip: what is needed to show it
	widgetLimit  = 12 << 10 // widget.js, which a page of somebody else loads for every visitor, Brotli 11
)

var decoderFiles = []string{"page.js", "decoder.js", "decoder.worker.js", "decoder.wasm", "table.bin"}

// checkSizes reports what the decoder weighs, and every page that is too heavy.
func checkSizes(files []site.File, log io.Writer) error {
	byPath := map[string][]byte{}
	for _, f := range files {
		byPath[f.Path] = f.Body
	}
	var problems []error
	sizes := make([]int, len(decoderFiles))
	var wait sync.WaitGroup
	for i, name := range decoderFiles {
		if byPath[name] == nil {
			problems = append(problems, fmt.Errorf("%s: missing", name))
			continue
		}
		wait.Go(func() { sizes[i] = brotliSize(byPath[name]) })
	}
	wait.Wait()
	total := 0
	for i, name := range decoderFiles {
		fmt.Fprintf(log, "    %-18s %9d bytes, %7d under Brotli\n", name, len(byPath[name]), sizes[i])
		total += sizes[i]
	}
	fmt.Fprintf(log, "    %-18s %9s        %7d of %d\n", "decoder in all", "", total, decoderLimit)
	if total > decoderLimit {
		problems = append(problems, fmt.Errorf("%s and the rest of the decoder: %d bytes under Brotli, the limit is %d", "decoder.wasm", total, decoderLimit))
	}
	if widget := brotliSize(byPath["widget.js"]); widget > widgetLimit || byPath["widget.js"] == nil {
		problems = append(problems, fmt.Errorf("widget.js: %d bytes under Brotli, the limit is %d", widget, widgetLimit))
	} else {
		fmt.Fprintf(log, "    %-18s %9d bytes, %7d under Brotli of %d\n", "widget.js", len(byPath["widget.js"]), widget, widgetLimit)
	}
	largest, largestSize := "", 0
	for _, f := range files {
		if path.Ext(f.Path) != ".html" {
			continue
		}
		size := gzipSize(f.Body)
		if size > largestSize {
			largest, largestSize = f.Path, size
		}
		if size > pageLimit {
			problems = append(problems, fmt.Errorf("%s: %d bytes under gzip, the limit of a page is %d", f.Path, size, pageLimit))
		}
	}
	fmt.Fprintf(log, "    largest page: %s, %d bytes under gzip of %d\n", largest, largestSize, pageLimit)
	styled := gzipSize(byPath["index.html"]) + gzipSize(byPath["site.css"])
	fmt.Fprintf(log, "    the decoder's page and site.css, %d bytes under gzip of %d\n", styled, styledLimit)
	if styled > styledLimit {
		problems = append(problems, fmt.Errorf("index.html and site.css: %d bytes under gzip, the limit is %d", styled, styledLimit))
	}
	return errors.Join(problems...)
}

func brotliSize(body []byte) int {
	var b bytes.Buffer
	w := brotli.NewWriterLevel(&b, brotli.BestCompression)
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Len()
}

func gzipSize(body []byte) int {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	_, _ = w.Write(body)
	_ = w.Close()
	return b.Len()
}
