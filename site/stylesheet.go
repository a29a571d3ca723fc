package site

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// styleOrder comes first in the style sheet; files not named here follow by name.
var styleOrder = []string{"styles/tokens.css", "styles/base.css", "styles/frame.css"}

// laterStyles are for what few visitors see. Its scripts load them as a sheet of their own (decoding.js).
const laterStyles = "styles/later"

// styleSheets joins the files in styles and its folders: one request, and the cascade in an order that can be read.
func (r *renderer) styleSheets() {
	var first, later []string
	err := fs.WalkDir(r.Assets, "styles", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil || d.IsDir() || path.Ext(name) != ".css":
			return err
		case strings.HasPrefix(name, laterStyles+"/"):
			later = append(later, name)
		default:
			first = append(first, name)
		}
		return nil
	})
	if err != nil {
		r.fail("styles: %w", err)
	}
	slices.SortStableFunc(first, func(a, b string) int { return styleRank(a) - styleRank(b) })
	r.styleSheet("site.css", first)
	r.styleSheet("later.css", later)
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
