package site

import (
	"bytes"
	"io/fs"
	"slices"
)

// styleOrder comes first in the style sheet; files not named here follow by name.
var styleOrder = []string{"styles/tokens.css", "styles/base.css", "styles/frame.css"}

// styleSheet joins styles/*.css into one file: one request, and the cascade in an order that can be read.
func (r *renderer) styleSheet() {
	names, err := fs.Glob(r.Assets, "styles/*.css")
	if err != nil {
		r.fail("styles: %w", err)
	}
	slices.SortStableFunc(names, func(a, b string) int { return styleRank(a) - styleRank(b) })
	var all bytes.Buffer
	for _, name := range names {
		body, err := fs.ReadFile(r.Assets, name)
		if err != nil {
			r.fail("%w", err)
		}
		all.Write(body)
		all.WriteByte('\n')
	}
	small, err := r.minify.Bytes("text/css", all.Bytes())
	if err != nil {
		r.fail("styles: %w", err)
	}
	r.files = append(r.files, File{"site.css", small})
}

func styleRank(name string) int {
	if i := slices.Index(styleOrder, name); i >= 0 {
		return i
	}
	return len(styleOrder)
}
