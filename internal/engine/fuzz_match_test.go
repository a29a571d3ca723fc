package engine

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Phrases are found where a search for each of them finds them. Few gaps, since the search tries every end of each.
func FuzzMatch(f *testing.F) {
	for i, s := range examples(f) {
		if i%10 == 0 {
			f.Add("user unknown|unknown|no|limit of <number> mb * reached|* x|"+s[:min(9, len(s))], s)
		}
	}
	f.Add("ab*cd|ab|b <ip> c|<domain>bb|abab*ab*ab", "ab ab cd xab 192.0.2.1 c bb ababxabyab")
	f.Fuzz(func(t *testing.T, list, text string) {
		spec := Spec{Reasons: []Reason{{ID: "r"}}, Errors: []Error{{ID: "e", Reason: "r"}}}
		for i, p := range strings.Split(list, "|") {
			if p = Normalize(p); p != "" && i < 30 && strings.Count(p, "*")+strings.Count(p, "<") <= 3 {
				spec.Responses = append(spec.Responses, Response{ID: strconv.Itoa(i), Error: "e", All: []string{p}})
			}
		}
		data, err := Build(spec)
		if err != nil {
			return // a phrase without two bytes of literal text
		}
		tab, err := Load(data)
		if err != nil {
			t.Fatal(err)
		}
		n := wholeText(splitLines(text, 0))
		var places []place
		inTime(t, len(text), func() { places = tab.find(n.text, make([]uint64, len(tab.phrases)/64+1), nil) })
		found := map[string]bool{}
		for _, p := range places {
			found[tab.phrases[p.phrase].text] = true
			if p.start < 0 || p.end < p.start || p.end > len(n.text) {
				t.Errorf("%+v is outside %d bytes", p, len(n.text))
			}
		}
		for _, p := range tab.phrases {
			want := standsPlainly(p.text, n.text)
			if found[p.text] != want {
				t.Errorf("%q in %q: found %v, plain search %v", p.text, n.text, found[p.text], want)
			}
		}
	})
}

// standsPlainly tells whether a phrase stands in a text, from where a word begins: it keeps all places that the phrase may have come to, and
// moves them on by one piece after the other, so that no number of gaps makes it slow.
func standsPlainly(phrase string, text []byte) bool {
	at := make([]bool, len(text)+1)
	for i := range text {
		at[i] = i == 0 || !wordByte(text[i]) || !wordByte(text[i-1])
	}
	for _, c := range []byte(phrase) {
		next := make([]bool, len(text)+1)
		for i, here := range at {
			switch {
			case !here:
			case !isGap(c):
				if i < len(text) && text[i] == c {
					next[i+1] = true
				}
			default:
				next[i] = next[i] || c == gapAny
				for k := i; k < min(len(text), i+maxGap) && inGap(c, text[k]); k++ {
					next[k+1] = true
				}
			}
		}
		at = next
	}
	return slices.Contains(at, true)
}

// A list of words is found as a search for each of them finds it.
func FuzzWords(f *testing.F) {
	for i, s := range examples(f) {
		if i%10 == 0 {
			f.Add("unknown|known user|no|user|"+strings.ToLower(s[:min(5, len(s))]), s)
		}
	}
	f.Fuzz(func(t *testing.T, list, text string) {
		var marks []string
		for _, m := range strings.Split(lower(list), "|") {
			if len(m) >= 2 && len(m) < 200 && len(marks) < 100 {
				marks = append(marks, m)
			}
		}
		if len(marks) == 0 {
			return
		}
		w := newWords(marks)
		var all []hit
		begins := false
		for i, m := range marks {
			at := strings.Index(lower(text), m)
			if at >= 0 {
				all = append(all, hit{i, at + len(m)})
			}
			begins = begins || at == 0
			want := -1
			if at >= 0 {
				want = i
			}
			if word, start := w.in(text, i-1); want >= 0 && (word != want || start != at) || want < 0 && word == i {
				t.Errorf("%q in %q: %d at %d, not %d at %d", m, text, word, start, want, at)
			}
		}
		if got := w.all(text, nil); !reflect.DeepEqual(got, all) {
			t.Errorf("%q in %q: %v, not %v", marks, text, got, all)
		}
		if w.any(text) != (len(all) > 0) || w.begin(text) != begins {
			t.Errorf("%q in %q: any %v, begin %v", marks, text, w.any(text), w.begin(text))
		}
	})
}

// Searching eight bytes at a time finds what the standard library finds.
func FuzzSearch(f *testing.F) {
	for i, s := range examples(f) {
		if i%20 == 0 {
			f.Add(s, s[len(s)/2:len(s)/2+1])
			f.Add(s, s[len(s)/3:len(s)/2])
		}
	}
	f.Add("a\r\nb\rc\nd\n\r\n", "\r\n")
	f.Fuzz(func(t *testing.T, text, sub string) {
		if got, want := index(text, sub), strings.Index(text, sub); got != want {
			t.Errorf("index %d, not %d", got, want)
		}
		if got, want := indexFold(text, lower(sub)), strings.Index(lower(text), lower(sub)); got != want {
			t.Errorf("indexFold %d, not %d", got, want)
		}
		if len(sub) == 1 && indexByte(text, sub[0]) != strings.IndexByte(text, sub[0]) {
			t.Errorf("indexByte %d, not %d", indexByte(text, sub[0]), strings.IndexByte(text, sub[0]))
		}
		want := strings.IndexFunc(text, func(r rune) bool { return r < ' ' })
		if want < 0 {
			want = len(text)
		}
		if got := firstControl(text); got != want {
			t.Errorf("firstControl %d, not %d", got, want)
		}
		lines := strings.Split(strings.TrimSuffix(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n"), "\n")
		got := splitLines(text, 0)
		if text == "" {
			lines = nil
		}
		if len(got) != len(lines) {
			t.Fatalf("%d lines, not %d", len(got), len(lines))
		}
		for i, l := range got {
			if l.text != lines[i] || text[l.at:l.at+len(l.text)] != l.text {
				t.Errorf("line %d is %q at %d, not %q", i, l.text, l.at, lines[i])
			}
		}
	})
}

// plainNormal is normal with a place for each byte, added byte by byte.
type plainNormal struct {
	text []byte
	at   []int
}

func (n *plainNormal) add(l line) {
	put := func(c byte, at int) {
		if k := len(n.text); c != ' ' || k > 0 && n.text[k-1] != ' ' {
			n.text, n.at = append(n.text, c), append(n.at, at)
		}
	}
	if k := len(n.text); k < 3 || !ideographic(string(n.text[k-3:])) || !ideographic(l.text) {
		put(' ', l.at)
	}
	for i := 0; i < len(l.text); {
		c, at := l.text[i], offset(l.at, i)
		if c == '<' || c == 'h' {
			if meant, size := link(l.text, i); size > 0 {
				for _, c := range []byte(lower(meant)) {
					n.text, n.at = append(n.text, c), append(n.at, at)
				}
				i += size
				continue
			}
		}
		switch {
		case c >= 0x80:
			r, size := decodeRune(l.text[i:])
			var one normal
			one.text = []byte("x") // so that a space is kept
			one.fold(r, 0, 1)
			folded := one.text[1:]
			for k, c := range folded {
				if k > 0 && k == len(folded)-1 && at >= 0 {
					put(c, at+size-1) // a character ends where all of it does
				} else {
					put(c, at)
				}
			}
			i += size
			continue
		case c <= ' ' || c == 0x7f:
			put(' ', at)
		default:
			put(lower(string(c))[0], at)
		}
		i++
	}
}

func FuzzNormal(f *testing.F) {
	for _, s := range examples(f) {
		f.Add(s, false)
	}
	f.Add("  Ä\u00a0\u00a0\u200bb\n\x7f\x80ö  x\n\n y ", true)
	f.Fuzz(func(t *testing.T, text string, nowhere bool) {
		var n normal
		var plain plainNormal
		at := 0
		if nowhere {
			at = -1
		}
		for _, l := range splitLines(text, at) {
			n.add(l)
			plain.add(l)
		}
		if !bytes.Equal(n.text, plain.text) {
			t.Fatalf("%q, not %q", n.text, plain.text)
		}
		for i := range n.text {
			if got := n.position(i); got != plain.at[i] {
				t.Fatalf("byte %d of %q stands at %d, not %d", i, n.text, got, plain.at[i])
			}
		}
	})
}
