package site

import (
	"testing"
)

func BenchmarkRender(b *testing.B) {
	in, err := wholeInput()
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Render(in); err != nil {
			b.Fatal(err)
		}
	}
}
