package engine

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// What fold makes of characters, where it is not what Unicode has as their lower case.
var foldedTo = func() map[rune]string {
	out := map[rune]string{}
	for to, from := range map[string]string{
		" ":  "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u3000",
		"":   "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2065\u2066\u2067\u2068\u2069\ufeff",
		"'":  "‘’‛´",
		"\"": "“”„",
		"-":  "‐‑‒–—―",
		"i":  "İ",
		"ş":  "Șș", // with a comma or a cedilla
		"ţ":  "Țț",
	} {
		for _, r := range from {
			out[r] = to
		}
	}
	for r := '!'; r <= '~'; r++ { // full-width forms
		out[r+0xfee0] = strings.ToLower(string(r))
	}
	return out
}()

// wantFolded is what fold should make of a character beyond ASCII.
func wantFolded(r rune) string {
	if to, ok := foldedTo[r]; ok {
		return to
	}
	small := unicode.ToLower(r)
	switch {
	case r < 0x178, r >= 0x179 && r < 0x180, r >= 0x386 && r <= 0x3a9, r >= 0x400 && r <= 0x42f: // Latin-1, Latin Extended-A, Greek, Cyrillic
		return string(small)
	}
	return string(r)
}

func TestFold(t *testing.T) {
	for r := rune(0x80); r < 0x11000; r++ {
		if !utf8.ValidRune(r) || r == 0x3a2 { // which is no character
			continue
		}
		want, size := wantFolded(r), utf8.RuneLen(r)
		for _, before := range []string{"", "a", "a "} {
			for _, at := range []int{-1, 0, 10} {
				n := normal{text: []byte(before)}
				n.fold(r, at, size)
				added := string(n.text[len(before):])
				if want == " " && before != "a" {
					if added != "" || len(n.marks) > 0 {
						t.Fatalf("%U behind %q adds a space", r, before)
					}
					continue
				}
				if added != want {
					t.Fatalf("%U becomes %q, not %q", r, added, want)
				}
				for i := range added {
					place := at
					if i == len(added)-1 && i > 0 && at >= 0 { // what ends with the character ends with all of it
						place = at + size - 1
					}
					if got := n.position(len(before) + i); got != place && i < utf8.RuneLen(r) && (i == 0 || i == len(added)-1) {
						t.Fatalf("byte %d of %U at %d stands at %d", i, r, at, got)
					}
				}
			}
		}
	}
}

// What plain makes of Latin letters that are no letter with something on it.
var plainLatin = map[rune]string{
	'æ': "ae", 'ð': "d", 'ø': "o", 'þ': "t", 'ß': "ss", 'đ': "d", 'ħ': "h", 'ı': "i", 'ĳ': "i", 'ĸ': "k", 'ŀ': "l", 'ł': "l", 'ŉ': "n", 'ŋ': "n", 'œ': "oe", 'ŧ': "t", 'ſ': "s",
}

// What plain makes of the letters of other alphabets, those without an accent; the others are like them.
var plainAlphabets = map[string]string{
	"абвгдежзийклмнопрстуфхцчшщъыьэюя": "a b v g d e zh z i y k l m n o p r s t u f h c ch sh sh - y - e yu ya",
	"ђєѕіјљњћџґ":                "dj e z i j lj nj c dz g",
	"αβγδεζηθικλμνξοπρςστυφχψω": "a v g d e z i th i k l m n x o p r s s t y f h ps o",
}

func TestPlainLetter(t *testing.T) {
	wanted := map[rune]string{}
	for letters, latin := range plainAlphabets {
		words := strings.Fields(latin)
		for i, r := range []rune(letters) {
			wanted[r] = strings.TrimSuffix(words[i], "-")
		}
	}
	for r := rune(0x80); r < 0x11000; r++ {
		if !utf8.ValidRune(r) || wantFolded(r) != string(r) && wantFolded(r) != " " { // what is normalised holds none
			continue
		}
		base := []rune(norm.NFD.String(string(r)))[0] // without what stands on it
		want, letter := string(r), true
		switch {
		case r < 0xc0, r == '×', r == '÷', r >= 0x2000 && r < 0x3000 || r >= 0x3000 && r < 0x3040 && r != '々', r >= 0xff00:
			want, letter = "", false // punctuation
		case r >= 0x300 && r < 0x370:
			want = "" // an accent by itself
		case r >= 0x3000 && r < 0xa000:
		case r < 0x180:
			if want = plainLatin[r]; want == "" {
				want = strings.ToLower(string(base))
			}
		case r == 'й':
			want = "y"
		case r >= 0x430 && r <= 0x45f || r >= 0x3ac && r <= 0x3ce:
			want = wanted[base]
		case wanted[r] != "":
			want = wanted[r]
		}
		// Between two letters, and by itself.
		for _, inside := range []bool{true, false} {
			p := plain{}
			if inside {
				p.text, p.words = []byte("x"), []word{{0, 0, 1}}
			}
			in := inside
			if end := p.letter(r, 1, 4, &in); end != 4 {
				t.Fatalf("%U ends at %d", r, end)
			}
			got, whole := string(p.text), want
			together := r >= 0x3000 && r < 0xa000 // each is a word
			switch {
			case inside && !letter:
				whole = "x "
			case inside && together:
				whole = "x " + want
			case inside:
				whole = "x" + want
			}
			if got != whole || in != (letter && !together && (inside || r < 0x300 || r >= 0x370)) {
				t.Fatalf("%U inside %v: %q, not %q; then inside %v", r, inside, got, whole, in)
			}
			if together && (letter && p.words[len(p.words)-1] != word{int32(len(got) - len(want)), 1, 4}) {
				t.Fatalf("%U: %+v", r, p.words)
			}
		}
	}
}

func TestIdeographic(t *testing.T) {
	for r := rune(0x80); r < 0x11000; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		want := r >= 0x3000 && r < 0xa000 || r >= 0xff00 && r < 0x10000
		if got := ideographic(string(r) + "x"); got != want {
			t.Fatalf("%U: %v", r, got)
		}
		if got := ideographic(string(r)[:utf8.RuneLen(r)-1]); got {
			t.Fatalf("%U cut off", r)
		}
	}
	if ideographic("") || ideographic("abc") || ideographic("\xe3ab") {
		t.Error("what is no such character")
	}
}

func TestPunctuation(t *testing.T) {
	for r := rune(0); r < 0x11000; r++ {
		want := unicode.In(r, unicode.P, unicode.S, unicode.Z, unicode.Cc, unicode.Cf)
		switch {
		case r < 0x80, r >= 0xc0 && r < 0x2000, r >= 0x2070 && r < 0x3000, r >= 0x3040 && r < 0xff00 && r != 0xfeff, r > 0xff20: // of text, not between words
			want = false
		case r < 0xc0, r >= 0x2000 && r < 0x2070, r >= 0x3000 && r < 0x3040: // all of the block
			want = true
		case r >= 0xff10 && r < 0xff1a: // full-width digits
			want = false
		case r == 0xff00: // no character
			want = true
		}
		if got := punctuation(r); got != want {
			t.Errorf("%U: %v", r, got)
		}
	}
}
