package site

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// styleOrder comes first in a style sheet; files not named here follow by name.
var styleOrder = []string{"styles/tokens.css", "styles/base.css", "styles/frame.css"}

// sheets are the style sheets and the folders of styles whose files they join, each with the folders inside that have no
// sheet of their own.
var sheets = []struct{ folder, out string }{
	{"styles", "site.css"},
	{"styles/later", "later.css"},         // for what few visitors see; the decoder's scripts load it (decoding.js)
	{"styles/reference", "reference.css"}, // for every page but the decoder's, which is the one that people wait for
}

// styleSheets joins the files in styles: one request, and the cascade in an order that can be read.
func (r *renderer) styleSheets() {
	joined := make([][]string, len(sheets))
	err := fs.WalkDir(r.Assets, "styles", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".css" {
			return err
		}
		into := 0
		for i, s := range sheets {
			if strings.HasPrefix(name, s.folder+"/") {
				into = i
			}
		}
		joined[into] = append(joined[into], name)
		return nil
	})
	if err != nil {
		r.fail("styles: %w", err)
	}
	for i, s := range sheets {
		slices.SortStableFunc(joined[i], func(a, b string) int { return styleRank(a) - styleRank(b) })
		r.styleSheet(s.out, joined[i])
	}
}

func (r *renderer) styleSheet(out string, names []string) {
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
	r.files = append(r.files, File{out, small})
}

func styleRank(name string) int {
	if i := slices.Index(styleOrder, name); i >= 0 {
		return i
	}
	return len(styleOrder)
}
