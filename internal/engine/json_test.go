package engine

import "testing"

// Eight bytes at a time find the same end as one after the other, whatever byte stands where, and whatever stands behind it.
func TestJSONPlain(t *testing.T) {
	for c := range 256 {
		for at := range 19 {
			for _, behind := range []byte{'a', ' ', '~', 0, '"', 0xff} {
				s := make([]byte, 19)
				for i := range s {
					s[i] = 'a'
					if i > at {
						s[i] = behind
					}
				}
				s[at] = byte(c)
				want := 0
				for want < len(s) && s[want] >= ' ' && s[want] < 0x7f && s[want] != '"' && s[want] != '\\' && s[want] != '<' {
					want++
				}
				if got := jsonPlain(string(s)); got != want {
					t.Fatalf("%q: %d bytes, not %d", s, got, want)
				}
			}
		}
	}
}
