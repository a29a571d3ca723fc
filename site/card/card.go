// Package card draws the picture that chat programs and social networks show beside a link to a page: paper, an airmail edge,
// the title, the literal reply, and the verdict as a rubber stamp.
//
// It is pure and deterministic: the same [Card] gives the same bytes. A picture costs about 10 ms of processor time, so callers
// keep what was drawn under the [Card.Key], which changes with the text and with the way of drawing.
package card

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"sync"
)

// Size of a picture in pixels: what Open Graph readers ask for (1.91 to 1).
const (
	Width  = 1200
	Height = 630
)

// Card is what a picture says. Only Title is needed.
type Card struct {
	Kind    string // small, over the title: "Sender authentication"
	Title   string
	Digits  string // a code, set large before the title: "5.7.26"
	Literal string // a reply as a server sends it
	Stamp   string // "Return to sender"
	Line    string // under it: "Hard · fix and resend"
	Type    string // hard, soft, undetermined, none: the colour of the stamp
}

// drawing is this package's own source: what was drawn by another version of it is not used again, and nobody has to remember
// to raise a number.
//
//go:embed *.go
var drawing embed.FS

var drawingHash = sync.OnceValue(func() string {
	h := sha256.New()
	names, _ := fs.Glob(drawing, "*.go")
	for _, name := range names {
		source, _ := fs.ReadFile(drawing, name)
		h.Write(source)
	}
	return hex.EncodeToString(h.Sum(nil))
})

// Key names the picture by its content: what it says and how it is drawn.
func (c Card) Key() string {
	text, _ := json.Marshal(c)
	sum := sha256.Sum256(append(text, drawingHash()...))
	return hex.EncodeToString(sum[:16])
}
