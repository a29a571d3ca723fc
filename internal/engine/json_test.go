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

func TestClock(t *testing.T) {
	for in, want := range map[string]int{
		"00:00:00": 0, "23:59:59": 86399, "23:59:60": 86400, "10:20:30 x": 37230, // a leap second is one
		"23:59:61": -1, "24:00:00": -1, "10:60:00": -1, "1x:00:00": -1, "10:0x:00": -1, "10:00:0x": -1, "10:00:0": -1, "10.00:00": -1, "10:00.00": -1, "": -1,
	} {
		if got := clock(in, 0); got != want {
			t.Errorf("%q: %d, not %d", in, got, want)
		}
	}
	if got := clock("at 10:20:30", 3); got != 37230 {
		t.Errorf("at 3: %d", got)
	}
}

// The words after which an address begins are letters of ASCII; what is beyond it belongs to the address (RFC 6531).
func TestAddressBeyondASCII(t *testing.T) {
	for in, want := range map[string]string{
		"an büro@example.org nicht": "büro@example.org",
		"收件人bob@example.org":        "bob@example.org",
		"для:bob@example.org":       "bob@example.org",
	} {
		if a := findAddresses(in); len(a) != 1 || a[0].text != want {
			t.Errorf("%q: %+v, not %s", in, a, want)
		}
	}
}
