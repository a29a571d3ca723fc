package main

import (
	"fmt"
	"io"

	"github.com/whybounced/whybounced/site"
)

const searchLimit = 250_000 // what searches and its index, Brotli 11; loaded by those who come near the box

// checkSearchSize reports what the search weighs.
func checkSearchSize(files []site.File, log io.Writer) error {
	total := 0
	for _, f := range files {
		if f.Path == "search.js" || f.Path == "search.json" {
			size := brotliSize(f.Body)
			fmt.Fprintf(log, "    %-18s %9d bytes, %7d under Brotli\n", f.Path, len(f.Body), size)
			total += size
		}
	}
	if total == 0 || total > searchLimit {
		return fmt.Errorf("the search: %d bytes under Brotli, the limit is %d", total, searchLimit)
	}
	return nil
}
