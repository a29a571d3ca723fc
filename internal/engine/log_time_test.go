package engine

import (
	"testing"
	"time"
)

func TestStamps(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"2026-03-01T10:00:00Z relay", "2026-03-01T10:00:00Z"},
		{"2026-03-01T10:00:00.123456+01:00 relay", "2026-03-01T10:00:00.123456+01:00"},
		{"2026-03-01 10:00:00.123 +0100 [7] 1wXyZa-0003Ab-2C", "2026-03-01T10:00:00.123+01:00"},
		{"2026-03-01 10:00:00 1wXyZa-0003Ab-2C", "2026-03-01T10:00:00-00:00"},
		{"Mar  1 2026 10:00:00 relay", "2026-03-01T10:00:00-00:00"},
		{"Mar  1 10:00:00 relay", ""},
		{"Mar  1 10:00:00 relay qmail: 1772359200.123456 delivery 1", "2026-03-01T10:00:00Z"},
		{"@400000004000000a00000000 x", "2004-01-10T13:37:04Z"}, // 2^30 seconds after 1970
		{"<22>1 2024-02-29T23:59:60Z relay", "2024-02-29T23:59:60Z"},
		{"2026-13-01 10:00:00", ""},
		{"2026-03-01 25:00:00", ""},
		{"", ""},
		{"@4000000", ""},
	} {
		if got, _ := findStamp(test.text); got.at() != test.want {
			t.Errorf("%q: %q, not %q", test.text, got.at(), test.want)
		}
	}
}

func TestCivil(t *testing.T) {
	for n := int64(0); n < 8_000_000_000; n += 1_000_003 {
		if got, want := civil(n, "Z"), time.Unix(n, 0).UTC().Format(time.RFC3339); got != want {
			t.Fatalf("%d: %s, not %s", n, got, want)
		}
	}
}

func TestLater(t *testing.T) {
	at := func(s string) stamp { got, _ := findStamp(s); return got }
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"Mar  1 10:00:01 x", "Mar  1 10:00:00 x", true},
		{"Jan  1 00:00:00 x", "Dec 31 23:59:59 x", true},
		{"Dec 31 23:59:59 x", "Jan  1 00:00:00 x", false},
		{"2026-03-01T10:00:00+01:00", "2026-03-01T09:30:00Z", false},
		{"2026-03-01T10:00:00Z", "Mar  1 10:00:00 x", false},
	} {
		if got := at(test.a).later(at(test.b)); got != test.want {
			t.Errorf("%s later than %s: %v", test.a, test.b, got)
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
