package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/color"
	"image/png"
	"os"
	"strings"
	"testing"
)

func TestInstallFiles(t *testing.T) {
	pages, err := renderFixture(t, fixtureContent())
	if err != nil {
		t.Fatal(err)
	}
	var manifest struct {
		Icons []struct{ Src, Sizes, Type, Purpose string }
		Start string `json:"start_url"`
	}
	if err := json.Unmarshal([]byte(pages["/manifest.webmanifest"]), &manifest); err != nil {
		t.Fatal(err)
	}
	if manifest.Start != "/" || len(manifest.Icons) != 4 {
		t.Errorf("got %+v", manifest)
	}
	for _, icon := range manifest.Icons {
		body, there := pages[icon.Src]
		if !there {
			t.Errorf("%s: missing", icon.Src)
		} else if icon.Type == "image/png" {
			config, err := png.DecodeConfig(strings.NewReader(body))
			if err != nil || config.Width != config.Height || icon.Sizes != fmt.Sprintf("%dx%d", config.Width, config.Height) {
				t.Errorf("%s: %v, %v", icon.Src, config, err)
			}
		}
	}
}

// The icon must be drawn with all that icon.svg has: the letter's stripes, its flap and its edge.
func TestDrawIcon(t *testing.T) {
	drawing, err := os.ReadFile("icon.svg")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		share float64
		x, y  float64 // parts of the width
		want  color.RGBA
	}{
		{1, 0.5, 0.52, color.RGBA{0xff, 0xfd, 0xf7, 0xff}},  // the letter
		{1, 0.07, 0.23, color.RGBA{0xbb, 0x2c, 0x24, 0xff}}, // a red stripe
		{1, 0.25, 0.22, color.RGBA{0x24, 0x5a, 0x9f, 0xff}}, // a blue one
		{1, 0.5, 0.6, color.RGBA{0x1c, 0x25, 0x31, 0xff}},   // the flap
		{1, 0.5, 0.05, color.RGBA{}},                        // nothing above it
		{0.66, 0.5, 0.05, paper},
		{0.66, 0.18, 0.5, color.RGBA{0x1c, 0x25, 0x31, 0xff}}, // the edge
	} {
		body, err := drawIcon(drawing, 512, test.share)
		if err != nil {
			t.Fatal(err)
		}
		picture, err := png.Decode(bytes.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		got := color.RGBAModel.Convert(picture.At(int(test.x*512), int(test.y*512))).(color.RGBA)
		for _, pair := range [][2]uint8{{got.R, test.want.R}, {got.G, test.want.G}, {got.B, test.want.B}, {got.A, test.want.A}} {
			if max(pair[0], pair[1])-min(pair[0], pair[1]) > 8 {
				t.Errorf("share %v at %v,%v: %v, want %v", test.share, test.x, test.y, got, test.want)
				break
			}
		}
	}
}
