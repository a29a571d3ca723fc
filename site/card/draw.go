package card

import (
	"image/color"
	"strings"
)

const (
	margin = 72
	inner  = Width - 2*margin
)

var stampColours = map[string]color.RGBA{"hard": red, "soft": amber, "undetermined": blue, "none": green}

// titleSizes are tried from the largest: a title of up to three lines.
var titleSizes = []float32{70, 60, 52, 46}

// Draw makes the picture, a PNG.
func (c Card) Draw() []byte {
	to := newCanvas()
	edge(to)
	to.text(serif(), "Whybounced", 38, 0, upright(margin, 108), ink)
	if c.Kind != "" {
		w := sans().width(c.Kind, 26, 0)
		to.text(sans(), c.Kind, 26, 0, upright(Width-margin-w, 106), inkSoft)
	}
	y := c.title(to)
	c.reply(to, y)
	c.stamp(to)
	return to.encode()
}

// edge is the airmail border, above and below.
func edge(to *canvas) {
	const height, width, gap, slant = 28, 54, 36, 15
	for i := -1; i*(width+gap) < Width+slant; i++ {
		with := stripeRed
		if i%2 != 0 {
			with = stripeBlue
		}
		x := float32(i * (width + gap))
		for _, top := range []float32{0, Height - height} {
			var s shape
			s.polygon(point{x + slant, top}, point{x + slant + width, top}, point{x + width, top + height}, point{x, top + height})
			to.fill(s, with)
		}
	}
}

// title draws code and title and says where the space under them begins.
func (c Card) title(to *canvas) float32 {
	y := float32(136)
	if c.Digits != "" {
		to.text(monoBold(), c.Digits, 96, 0, upright(margin, y+86), ink)
		y += 118
	}
	size := titleSizes[len(titleSizes)-1]
	var lines []string
	for _, try := range titleSizes {
		limit := 3
		if c.Digits != "" {
			limit = 2
		}
		var whole bool
		if lines, whole = serif().wrap(c.Title, try, inner, limit); whole || try == size {
			size = try
			break
		}
	}
	for _, line := range lines {
		y += size * 1.16
		to.text(serif(), line, size, 0, upright(margin, y-size*0.12), ink)
	}
	return y + 24
}

// stampTop is where the stamp begins: what is to be read ends above it.
const stampTop = 430

// reply is the strip torn from the envelope, with as many lines as the stamp leaves room for.
func (c Card) reply(to *canvas, y float32) {
	if c.Literal == "" {
		return
	}
	const size, leading, pad = 24, 36, 22
	width := float32(inner)
	limit := 2
	if y+2*leading+2*pad-10 > stampTop {
		limit = 1
	}
	lines, _ := mono().wrap(strings.Join(strings.Fields(c.Literal), " "), size, width-2*pad-8, limit)
	height := float32(len(lines)*leading + 2*pad - 10)
	to.box(margin, y, width, height, upright(0, 0), sheet)
	to.frame(margin, y, width, height, 2, upright(0, 0), rule)
	to.box(margin, y, 8, height, upright(0, 0), red)
	for i, line := range lines {
		to.text(mono(), line, size, 0, upright(margin+8+pad, y+pad+float32(i*leading)+19), ink)
	}
}

// stamp is set askew into the lower corner, over whatever lies there, as a stamp is.
func (c Card) stamp(to *canvas) {
	if c.Stamp == "" {
		return
	}
	with, ok := stampColours[c.Type]
	if !ok {
		with = ink
	}
	const size, small, pad = 44, 21, 26
	word, line := strings.ToUpper(c.Stamp), strings.ToUpper(c.Line)
	w := max(serif().width(word, size, 4), serif().width(line, small, 2))
	width, height := w+2*pad, float32(126)
	if line == "" {
		height = 84
	}
	t := askew(float64(Width-margin-width), float64(Height-height-52), -4)
	to.frame(0, 0, width, height, 4, t, with)
	to.frame(8, 8, width-16, height-16, 2, t, with)
	to.text(serif(), word, size, 4, t.moved((width-serif().width(word, size, 4)+4)/2, 59), with)
	if line != "" {
		to.box(pad, 75, width-2*pad, 2, t, with)
		to.text(serif(), line, small, 2, t.moved((width-serif().width(line, small, 2)+2)/2, 103), with)
	}
}

// moved is the same turn with its origin elsewhere.
func (t turn) moved(x, y float32) turn {
	t.at = t.apply(x, y)
	return t
}
