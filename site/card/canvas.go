package card

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"
)

// The colours of the site's light theme (styles/tokens.css).
var (
	paper      = color.RGBA{0xf8, 0xf4, 0xea, 0xff}
	sheet      = color.RGBA{0xff, 0xfd, 0xf7, 0xff}
	ink        = color.RGBA{0x1c, 0x25, 0x31, 0xff}
	inkSoft    = color.RGBA{0x52, 0x5a, 0x66, 0xff}
	rule       = color.RGBA{0xdc, 0xd4, 0xc1, 0xff}
	red        = color.RGBA{0xad, 0x24, 0x1d, 0xff}
	blue       = color.RGBA{0x1c, 0x4e, 0x91, 0xff}
	green      = color.RGBA{0x1c, 0x65, 0x46, 0xff}
	amber      = color.RGBA{0x85, 0x52, 0x00, 0xff}
	stripeRed  = color.RGBA{0xbb, 0x2c, 0x24, 0xff}
	stripeBlue = color.RGBA{0x24, 0x5a, 0x9f, 0xff}
)

type point struct{ x, y float32 }

// bleed is how far a shape may reach over the edge: what is beyond is cut off when all is drawn, as a printer does it.
const bleed = 96

// canvas collects shapes on paper.
type canvas struct {
	image  *image.RGBA
	raster vector.Rasterizer
}

func newCanvas() *canvas {
	c := &canvas{image: image.NewRGBA(image.Rect(-bleed, -bleed, Width+bleed, Height+bleed))}
	draw.Draw(c.image, c.image.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	return c
}

// turn maps a shape's own coordinates to those of the picture.
type turn struct {
	at       point
	sin, cos float32
}

func upright(x, y float32) turn { return turn{point{x, y}, 0, 1} }

func askew(x, y, degrees float64) turn {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return turn{point{float32(x), float32(y)}, float32(sin), float32(cos)}
}

func (t turn) apply(x, y float32) point {
	return point{t.at.x + x*t.cos - y*t.sin, t.at.y + x*t.sin + y*t.cos}
}

// shape is a list of closed outlines. A curve is given as its steps: op says how many points belong to it.
type shape struct {
	ops    []sfnt.SegmentOp
	points []point
}

func (s *shape) add(op sfnt.SegmentOp, points ...point) {
	s.ops = append(s.ops, op)
	s.points = append(s.points, points...)
}

func (s *shape) polygon(points ...point) {
	s.add(sfnt.SegmentOpMoveTo, points[0])
	for _, p := range points[1:] {
		s.add(sfnt.SegmentOpLineTo, p)
	}
}

// fill draws a shape; only its own rectangle is looked at.
func (c *canvas) fill(s shape, with color.RGBA) {
	if len(s.points) == 0 {
		return
	}
	low, high := s.points[0], s.points[0]
	for _, p := range s.points {
		low.x, low.y = min(low.x, p.x), min(low.y, p.y)
		high.x, high.y = max(high.x, p.x), max(high.y, p.y)
	}
	box := image.Rect(int(low.x)-1, int(low.y)-1, int(high.x)+2, int(high.y)+2)
	if !box.In(c.image.Rect) {
		return
	}
	c.raster.Reset(box.Dx(), box.Dy())
	dx, dy := float32(box.Min.X), float32(box.Min.Y)
	rest := s.points
	for _, op := range s.ops {
		switch op {
		case sfnt.SegmentOpMoveTo:
			c.raster.ClosePath()
			c.raster.MoveTo(rest[0].x-dx, rest[0].y-dy)
			rest = rest[1:]
		case sfnt.SegmentOpLineTo:
			c.raster.LineTo(rest[0].x-dx, rest[0].y-dy)
			rest = rest[1:]
		case sfnt.SegmentOpQuadTo:
			c.raster.QuadTo(rest[0].x-dx, rest[0].y-dy, rest[1].x-dx, rest[1].y-dy)
			rest = rest[2:]
		case sfnt.SegmentOpCubeTo:
			c.raster.CubeTo(rest[0].x-dx, rest[0].y-dy, rest[1].x-dx, rest[1].y-dy, rest[2].x-dx, rest[2].y-dy)
			rest = rest[3:]
		}
	}
	c.raster.ClosePath()
	c.raster.Draw(c.image, box, image.NewUniform(with), image.Point{})
}

// text draws a line from its base line's beginning.
func (c *canvas) text(f *face, text string, size, spacing float32, t turn, with color.RGBA) {
	var s shape
	scale, x := size/em, float32(0)
	for _, r := range text {
		g := f.glyph(r)
		for _, segment := range g.segments {
			n := 1
			switch segment.Op {
			case sfnt.SegmentOpQuadTo:
				n = 2
			case sfnt.SegmentOpCubeTo:
				n = 3
			}
			var at [3]point
			for i := range n {
				at[i] = t.apply(x+float32(segment.Args[i].X)/64*scale, float32(segment.Args[i].Y)/64*scale)
			}
			s.add(segment.Op, at[:n]...)
		}
		x += g.advance*scale + spacing
	}
	c.fill(s, with)
}

// box draws a rectangle.
func (c *canvas) box(x, y, w, h float32, t turn, with color.RGBA) {
	var s shape
	s.polygon(t.apply(x, y), t.apply(x+w, y), t.apply(x+w, y+h), t.apply(x, y+h))
	c.fill(s, with)
}

// frame draws the border of a rectangle.
func (c *canvas) frame(x, y, w, h, border float32, t turn, with color.RGBA) {
	var s shape
	s.polygon(t.apply(x, y), t.apply(x+w, y), t.apply(x+w, y+h), t.apply(x, y+h))
	// The other way round: what is inside of both is no part of the border.
	s.polygon(t.apply(x+border, y+border), t.apply(x+border, y+h-border), t.apply(x+w-border, y+h-border), t.apply(x+w-border, y+border))
	c.fill(s, with)
}

// shades is how many steps lie between a colour and what it is drawn on: enough for smooth letters, few enough for a small file.
const shades = 7

// colours are all that a picture can hold.
var colours = func() color.Palette {
	p := color.Palette{paper, sheet}
	for _, on := range []color.RGBA{paper, sheet} {
		for _, c := range []color.RGBA{ink, inkSoft, red, blue, green, amber, rule, stripeRed, stripeBlue} {
			for i := 1; i <= shades; i++ {
				mix := func(a, b uint8) uint8 { return uint8((int(a)*(shades-i) + int(b)*i) / shades) }
				p = append(p, color.RGBA{mix(on.R, c.R), mix(on.G, c.G), mix(on.B, c.B), 0xff})
			}
		}
	}
	return p
}()

// encode writes the picture with few colours.
func (c *canvas) encode() []byte {
	small := image.NewPaletted(image.Rect(0, 0, Width, Height), colours)
	nearest := map[color.RGBA]uint8{}
	last, index := paper, uint8(0)
	for i := range small.Pix {
		at := c.image.PixOffset(i%Width, i/Width)
		p := c.image.Pix[at : at+4 : at+4]
		if here := (color.RGBA{p[0], p[1], p[2], 0xff}); here != last {
			known, ok := nearest[here]
			if !ok {
				known = uint8(colours.Index(here))
				nearest[here] = known
			}
			last, index = here, known
		}
		small.Pix[i] = index
	}
	var b bytes.Buffer
	fast := png.Encoder{CompressionLevel: png.BestSpeed} // less time for a tenth more bytes
	_ = fast.Encode(&b, small)
	return b.Bytes()
}
