package whybounced

import (
	"strconv"
	"strings"
	"testing"
)

// Each file of testdata/redact is one page: a text, and what is left of it. Their people are made strangers first: only
// those of documentation may stand in this repository.
func TestRedactPages(t *testing.T) {
	for _, p := range pages(t, "redact") {
		t.Run(p.name, func(t *testing.T) {
			p.wants(t, Redact([]byte(strangers.Replace(string(p.input())))))
		})
	}
}

// Enough addresses for the second net of documentation, and for a third.
func TestRedactManyIPs(t *testing.T) {
	var b strings.Builder
	for i := range 600 {
		b.WriteString("81.2." + strconv.Itoa(i/250) + "." + strconv.Itoa(i%250) + "\n")
	}
	got := strings.Split(string(Redact([]byte(b.String()))), "\n")
	for i, want := range map[int]string{0: "192.0.2.1", 253: "192.0.2.254", 254: "198.51.100.1", 507: "198.51.100.254", 508: "203.0.113.1", 599: "203.0.113.92"} {
		if got[i] != want {
			t.Errorf("number %d is %s, not %s", i, got[i], want)
		}
	}
}
