package card

import (
	"strings"
	"sync"

	"github.com/go-fonts/liberation/liberationmonobold"
	"github.com/go-fonts/liberation/liberationmonoregular"
	"github.com/go-fonts/liberation/liberationsansregular"
	"github.com/go-fonts/liberation/liberationserifbold"
	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// face is a typeface. Liberation is free (SIL OFL) and near to what the site falls back to.
type face struct {
	font   *sfnt.Font
	glyphs sync.Map // rune → glyph, in thousandths of the size
}

// glyph is an outline at 1000 pixels to the em, y downwards from the base line.
type glyph struct {
	index    sfnt.GlyphIndex
	segments sfnt.Segments
	advance  float32
}

var (
	serif    = parsed(liberationserifbold.TTF)
	sans     = parsed(liberationsansregular.TTF)
	mono     = parsed(liberationmonoregular.TTF)
	monoBold = parsed(liberationmonobold.TTF)
)

const em = 1000

// parsed defers the work to the first picture that is really drawn: a warm build draws none.
func parsed(ttf []byte) func() *face {
	return sync.OnceValue(func() *face {
		f, err := sfnt.Parse(ttf)
		if err != nil {
			panic(err) // the font is part of the program
		}
		return &face{font: f}
	})
}

func (f *face) glyph(r rune) glyph {
	if known, ok := f.glyphs.Load(r); ok {
		return known.(glyph)
	}
	var buffer sfnt.Buffer
	index, err := f.font.GlyphIndex(&buffer, r)
	if err != nil || index == 0 {
		index, _ = f.font.GlyphIndex(&buffer, '?')
	}
	segments, _ := f.font.LoadGlyph(&buffer, index, fixed.I(em), nil)
	advance, _ := f.font.GlyphAdvance(&buffer, index, fixed.I(em), font.HintingNone)
	g := glyph{index, append(sfnt.Segments(nil), segments...), float32(advance) / 64}
	f.glyphs.Store(r, g)
	return g
}

// width of a text in pixels; spacing is what is added after each letter, in pixels.
func (f *face) width(text string, size, spacing float32) float32 {
	w := float32(0)
	for _, r := range text {
		w += f.glyph(r).advance*size/em + spacing
	}
	return w
}

// wrap breaks a text into lines of at most width pixels. What does not fit into limit lines ends in an ellipsis, and the
// second result is false.
func (f *face) wrap(text string, size, width float32, limit int) ([]string, bool) {
	var lines []string
	line := ""
	for word := range strings.FieldsSeq(text) {
		longer := strings.TrimSpace(line + " " + word)
		if f.width(longer, size, 0) <= width {
			line = longer
			continue
		}
		if line != "" {
			lines = append(lines, line)
		}
		line = word
		for f.width(line, size, 0) > width { // one word wider than the picture
			cut := len(line) - 1
			for f.width(line[:cut], size, 0) > width {
				cut--
			}
			lines, line = append(lines, line[:cut]), line[cut:]
		}
	}
	lines = append(lines, line)
	if len(lines) <= limit {
		return lines, true
	}
	lines = lines[:limit]
	last := lines[limit-1]
	for f.width(last+" …", size, 0) > width {
		i := strings.LastIndexByte(last, ' ')
		if i < 0 {
			i = len(last) - 2 // one word, cut anywhere
		}
		last = last[:i]
	}
	lines[limit-1] = strings.TrimRight(last, " ,;:.") + " …"
	return lines, false
}
