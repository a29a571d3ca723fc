package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io/fs"

	"github.com/srwiley/oksvg"
	"github.com/srwiley/rasterx"
)

// paper is the colour of the page, --paper of styles/tokens.css.
var paper = color.RGBA{0xf8, 0xf4, 0xea, 0xff}

// icons are the drawings of icon.svg that telephones and desktops ask for. Share is the part of the width that the drawing takes: a maskable
// icon may be cut to a circle of 80 % (W3C, Web Application Manifest, "icon masks and safe zone").
var icons = []struct {
	name    string
	size    int
	share   float64
	purpose string // empty: not in the manifest
}{
	{"icon-192.png", 192, 1, "any"},
	{"icon-512.png", 512, 1, "any"},
	{"icon-maskable-512.png", 512, 0.66, "maskable"},
	{"apple-touch-icon.png", 180, 0.8, ""},
}

// installFiles make the site something that can be installed: its manifest, its icons, and the page that is shown without a network.
func (r *renderer) installFiles() {
	r.writeUnlisted("offline", page{
		Path: "/offline/", Title: "No connection", Description: "This page has not been visited before, and there is no network.",
	})
	type icon struct {
		Src     string `json:"src"`
		Sizes   string `json:"sizes"`
		Type    string `json:"type"`
		Purpose string `json:"purpose,omitempty"`
	}
	type shortcut struct {
		Name string `json:"name"`
		URL  string `json:"url"`
	}
	manifest := struct {
		ID          string     `json:"id"`
		Name        string     `json:"name"`
		ShortName   string     `json:"short_name"`
		Description string     `json:"description"`
		Lang        string     `json:"lang"`
		StartURL    string     `json:"start_url"`
		Scope       string     `json:"scope"`
		Display     string     `json:"display"`
		Background  string     `json:"background_color"`
		Theme       string     `json:"theme_color"`
		Categories  []string   `json:"categories"`
		Icons       []icon     `json:"icons"`
		Shortcuts   []shortcut `json:"shortcuts"`
	}{
		"/", "Whybounced: why did it bounce?", "Whybounced", "Reads bounced mail on your device: what happened, who has to act, how to fix it.", "en", "/", "/", "standalone",
		hexOf(paper), hexOf(paper),
		[]string{"utilities", "productivity"},
		[]icon{{"/icon.svg", "any", "image/svg+xml", ""}},
		[]shortcut{{"Search the reference", "/search/"}, {"All errors", "/families/"}},
	}
	drawing, err := fs.ReadFile(r.Assets, "icon.svg")
	if err != nil {
		r.fail("icon.svg: %w", err)
		return
	}
	for _, i := range icons {
		body, err := drawIcon(drawing, i.size, i.share)
		if err != nil {
			r.fail("icon.svg: %w", err)
			return
		}
		r.files = append(r.files, File{i.name, body})
		if i.purpose != "" {
			manifest.Icons = append(manifest.Icons, icon{"/" + i.name, fmt.Sprintf("%dx%d", i.size, i.size), "image/png", i.purpose})
		}
	}
	body, err := json.Marshal(manifest)
	if err != nil {
		r.fail("manifest.webmanifest: %w", err)
	}
	r.files = append(r.files, File{"manifest.webmanifest", body})
}

func hexOf(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }

// drawIcon draws an SVG in the middle of a square. Where it does not take all of it, the rest is paper.
func drawIcon(drawing []byte, size int, share float64) ([]byte, error) {
	parsed, err := oksvg.ReadIconStream(bytes.NewReader(drawing), oksvg.StrictErrorMode)
	if err != nil {
		return nil, err
	}
	square := image.NewRGBA(image.Rect(0, 0, size, size))
	if share < 1 {
		draw.Draw(square, square.Bounds(), image.NewUniform(paper), image.Point{}, draw.Src)
	}
	side := float64(size) * share
	edge := (float64(size) - side) / 2
	parsed.SetTarget(edge, edge, side, side)
	for i := range parsed.SVGPaths { // the library scales shapes, not the width of their lines
		parsed.SVGPaths[i].LineWidth *= side / parsed.ViewBox.W
	}
	parsed.Draw(rasterx.NewDasher(size, size, rasterx.NewScannerGV(size, size, square, square.Bounds())), 1)
	var b bytes.Buffer
	encoder := png.Encoder{CompressionLevel: png.BestCompression}
	if err := encoder.Encode(&b, square); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}
