package card

import (
	"bytes"
	"image/png"
	"os"
	"strings"
	"testing"
)

var dmarc = Card{
	Kind: "Sender authentication", Title: "Refused by the sender domain’s DMARC policy",
	Literal: "550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy. Please contact the administrator of example.com domain",
	Stamp:   "Return to sender", Line: "Hard · fix and resend", Type: "hard",
}

func TestDraw(t *testing.T) {
	for name, c := range map[string]Card{
		"error":     dmarc,
		"code":      {Kind: "Enhanced status code", Digits: "5.7.26", Title: "Multiple authentication checks failed", Stamp: "Return to sender", Line: "Hard", Type: "hard"},
		"bare":      {Title: "Why did it bounce?"},
		"long":      {Title: strings.Repeat("A rather long title ", 12), Literal: strings.Repeat("550 words ", 60)},
		"one word":  {Title: strings.Repeat("RESOLVER.ADR.", 20), Literal: strings.Repeat("x", 400), Stamp: "Try later", Type: "soft"},
		"far glyph": {Title: "用户不存在 🙂", Type: "nobody", Stamp: "x"},
	} {
		t.Run(name, func(t *testing.T) {
			body := c.Draw()
			picture, err := png.Decode(bytes.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			if size := picture.Bounds().Size(); size.X != Width || size.Y != Height {
				t.Errorf("size %v", size)
			}
			if len(body) > 48<<10 {
				t.Errorf("%d bytes; previews are loaded on telephones", len(body))
			}
			if !bytes.Equal(body, c.Draw()) {
				t.Error("differs from one drawing to the next")
			}
			if dir := os.Getenv("CARDS"); dir != "" { // to look at
				_ = os.WriteFile(dir+"/card "+name+".png", body, 0o644)
			}
		})
	}
}

func TestKey(t *testing.T) {
	other := dmarc
	other.Type = "soft"
	if dmarc.Key() == other.Key() || dmarc.Key() != Card(dmarc).Key() || len(dmarc.Key()) != 32 {
		t.Errorf("%s, %s", dmarc.Key(), other.Key())
	}
}

func TestWrap(t *testing.T) {
	lines, whole := serif().wrap("one two three four five six", 50, 250, 2)
	if whole || len(lines) != 2 || !strings.HasSuffix(lines[1], " …") {
		t.Errorf("%q %v", lines, whole)
	}
	lines, whole = serif().wrap("one", 50, 300, 2)
	if !whole || len(lines) != 1 || lines[0] != "one" {
		t.Errorf("%q %v", lines, whole)
	}
}

func BenchmarkDraw(b *testing.B) {
	for b.Loop() {
		dmarc.Draw()
	}
}
