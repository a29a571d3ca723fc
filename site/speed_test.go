package site

import (
	"strings"
	"testing"
)

// Rendering all there is, as a build does it.
func BenchmarkRender(b *testing.B) { benchmarkRender(b, nil) }

// Rendering one page again, as the development server does it when its article has changed.
func BenchmarkRenderOne(b *testing.B) {
	benchmarkRender(b, func(address string) bool { return strings.HasPrefix(address, "/e/dmarc-policy/") })
}

func benchmarkRender(b *testing.B, only func(string) bool) {
	in, err := wholeInput()
	if err != nil {
		b.Fatal(err)
	}
	in.Memo, in.Only = &Memo{}, only
	for b.Loop() {
		if _, err := Render(in); err != nil {
			b.Fatal(err)
		}
	}
}
