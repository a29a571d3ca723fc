package site

import (
	"bytes"
	"io/fs"
	"slices"
)

// styleOrder comes first in the style sheet; files not named here follow by name.
var styleOrder = []string{"styles/tokens.css", "styles/base.css", "styles/frame.css"}

// referenceStyles are for every page but the decoder's, which is the one that people wait for.
var referenceStyles = []string{"styles/guides.css", "styles/reference.css", "styles/workflow.css"}

// styleSheet joins styles/*.css into two files, and the cascade in an order that can be read.
func (r *renderer) styleSheet() {
	names, err := fs.Glob(r.Assets, "styles/*.css")
	if err != nil {
		r.fail("styles: %w", err)
	}
	slices.SortStableFunc(names, func(a, b string) int { return styleRank(a) - styleRank(b) })
	var all, reference bytes.Buffer
	for _, name := range names {
		into := &all
		if slices.Contains(referenceStyles, name) {
			into = &reference
		}
		body, err := fs.ReadFile(r.Assets, name)
		if err != nil {
			r.fail("%w", err)
		}
		into.Write(body)
		into.WriteByte('\n')
	}
	for name, css := range map[string][]byte{"site.css": all.Bytes(), "reference.css": reference.Bytes()} {
		small, err := r.minify.Bytes("text/css", css)
		if err != nil {
			r.fail("styles: %w", err)
		}
		r.files = append(r.files, File{name, small})
	}
}

func styleRank(name string) int {
	if i := slices.Index(styleOrder, name); i >= 0 {
		return i
	}
	return len(styleOrder)
}
