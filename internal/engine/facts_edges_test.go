package engine

import (
	"net/netip"
	"regexp"
	"strings"
	"testing"
)

// What a reply names, with each condition at its edge.

// facts runs a reader of one kind of fact on a table.
func facts(t *testing.T, name string, read func(s string, marks []hit) string, rows map[string]string) {
	t.Helper()
	for in, want := range rows {
		if got := read(in, factWords.all(lower(in), nil)); got != want {
			t.Errorf("%s of %q: %q, not %q", name, in, got, want)
		}
	}
}

func TestFactsAtTheirEdges(t *testing.T) {
	facts(t, "limit", limitIn, map[string]string{
		"limit of 25 mb": "25 mb", "limit of 25mb": "25 mb", "limit of 25": "25", "limit of 25,000 bytes.": "25,000 bytes", "limit of 25. no": "25 no", "limit of 25 % x": "25", "size limit (25 mb)": "25 mb", "maximum is 5: x": "5",
		"limit of many": "", "limit of .5 mb": "", "limit of ": "", "limit of x, limit is 3 kb)": "3 kb", "maximum of 10 recipients;": "10 recipients",
		"limit of 25 abcdefghijklmno": "25 abcdefghijklmno", "limit of 25 abcdefghijklmnop": "25", // a longer word is no unit
	})
	facts(t, "link", urlIn, map[string]string{
		"see https://a.example/x.": "https://a.example/x", "see <https://a.example/?b=c&d> x": "https://a.example/?b=c&d", "https://a.example/x!?": "https://a.example/x", "https://a.example/ä": "https://a.example/", "https://a.example/\"b": "https://a.example/",
		"https://a.example/~\x7f": "https://a.example/~", "http://abcd": "http://abcd", "http://abc": "", "https://abcd": "https://abcd", "https://abc": "", "http://a.b.)": "", "x": "",
		"http://a.example and https://b.example/": "https://b.example/", "HTTPS://a.example": "",
	})
	facts(t, "blocklist", blocklistIn, map[string]string{
		"listed at zen.spamhaus.org": "zen.spamhaus.org", "spamhaus": "zen.spamhaus.org", "blocked using bl.example.net; see": "bl.example.net", "blocked using 'bl.example.net'": "bl.example.net", "blocked using [bl.example.net]": "bl.example.net", "dnsbl b.example x": "b.example",
		"uceprotect-level2 x": "dnsbl-2.uceprotect.net", "uceprotect-level 3": "dnsbl-3.uceprotect.net", "uceprotect level": "dnsbl-1.uceprotect.net", "spamrl.com": "spamrl.com",
		"blocked by us": "", "blocked by 192.0.2.1": "", "listed in ann@example.org": "", "listed on": "", "listed in a.example. more": "a.example", "found in us, listed by b.example": "b.example",
	})
	facts(t, "sender's domain", senderDomainIn, map[string]string{
		"unauthenticated email from example.com is": "example.com", "from domain [example.com]": "example.com", "sender domain <ann@example.com>": "example.com", "domain of ann@example.com designates": "example.com", "dmarc policy of 'example.com'.": "example.com",
		"from domain localhost": "", "domain of 192.0.2.1": "", "sending domain ": "", "x": "", "dmarc policy for x, from domain example.com": "example.com",
	})
	facts(t, "token", tokenIn, map[string]string{
		"?p=Over": "Over", "?p=O": "O", "?p=": "", "?p=A1-b": "A1", "x ?p=9 TSS04": "9", "?p=- TSS04": "TSS04",
		"AUP#In-1310.": "AUP#In-1310", "aup#x AUP#": "AUP#", "aup#x TSS04": "TSS04",
		"[BR]": "BR", "5.7.1 [BR] x": "BR", "5.7.1  [BR] x": "BR", "x [BR] y": "", "[B]": "", "(BR)": "", "HL:REP x": "HL:REP", "5.7.1 HL:REP": "HL:REP", "x HL:REP": "", "5.7.1 x HL:REP": "",
		"x/TSS04": "", "x.TSS04": "", "x=TSS04": "", "x-TSS04": "", "x_TSS04": "", "x@TSS04": "", "x%TSS04": "", "x+TSS04": "", "aTSS04": "", "1TSS04": "", "TSS04x": "", "TSS04@x": "", "TSS04.com": "", "a TSS04.1": "",
		"TSS04": "TSS04", "TSS04/x": "TSS04", "TSS04. x": "TSS04", "TSS04.": "TSS04", "TSS04-": "TSS04", "TSS04:": "TSS04", "ABC TSS04": "TSS04", "(TSS04)": "TSS04", "{TSS04}": "TSS04", "#TSS04": "", "ZZZ99": "ZZZ99", "AAA00": "AAA00", "@AB12": "",
	})
	for in, want := range map[string]int{
		"again in 5 s": 5, "again in 5s.": 5, "again in 5m": 300, "again in 5 h x": 18000, "again in 5 sx": 0, "again in 5 mo": 0, "again in 1 sec": 1, "again in 0 sec": 0, "again in x sec": 0, "again in 1000000 s": 1000000, "again in 1000001 s": 0,
		"within about 5 day": 432000, "wait at least for 5 min": 300, "wait for 5 min": 300, "wait ( 5 min": 300, "wait  (5) min": 0, "wait until 5 min": 0, "greylisted for 5 hour": 18000, "wait a while, retry in 5 min": 300, "": 0, "wait ": 0, "wait 5": 0,
	} {
		if got := retryAfter([]byte(in)); got != want {
			t.Errorf("%q: wait %d, not %d", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"queued as 1234": "1234", "queued as 123": "", "Queued As [1234].": "1234", "id=1234": "1234", "ok id=123 x": "", "queue id :1234;": "1234", "queued with id <12345>": "12345", "queued as 123, id=1234": "1234",
		"x - gsmtp": "x", "- gsmtp": "", "x y abc12 - gsmtp": "abc12", "x  - gsmtp": "x",
		"2.0.0 Message accepted for delivery": "", "x12 Message accepted for delivery": "x12", "2.0.0 x12 Message accepted for delivery": "x12", "Message accepted for delivery": "",
		"ok (12345678) 1234567a9": "1234567a9", "ok 12345678,": "12345678", "ok abcdefg.h": "abcdefg.h", "ok abc-defg": "abc-defg", "ok .abcdefgh": "", "ok -abcdefgh": "", "ok 1bcdefgh": "1bcdefgh", "ok 1bcdefg": "", "ok abcdefg8": "abcdefg8", "ok abcdefgh": "",
		"ok abcdefgh 123456789": "123456789", "ok  \t12345678.;": "12345678", "ok": "", "not ok 12345678": "12345678",
	} {
		for _, reply := range []string{"250", "2", "550", "450", ""} {
			expected := ""
			if reply != "" && reply[0] == '2' {
				expected = want
			}
			if got := traceOf(&Bounce{Reply: reply, Text: in}); got != expected {
				t.Errorf("%q after %s: %q, not %q", in, reply, got, expected)
			}
		}
	}
}

func TestSenderIP(t *testing.T) {
	for why, rows := range map[string]map[[2]string]string{
		"where it stands": {
			{"from 198.51.100.7 x", ""}: "198.51.100.7", {"198.51.100.7", ""}: "198.51.100.7", {"[198.51.100.7]", ""}: "198.51.100.7", {"198.51.100.7.", ""}: "198.51.100.7",
		},
		"a part of something else": {
			{"x198.51.100.7", ""}: "", {"9198.51.100.7", ""}: "", {"a.198.51.100.7", ""}: "", {"a-198.51.100.7", ""}: "", {"198.51.100.7a", ""}: "", {"198.51.100.7.8", ""}: "", {"256.1.1.1", ""}: "", {"5.1.1 no", ""}: "",
		},
		"not the machine itself, nor the one that answered": {
			{"127.0.0.1 198.51.100.7", ""}: "198.51.100.7", {"198.51.100.7 and 203.0.113.9", "198.51.100.7"}: "203.0.113.9", {"mx.example.org[198.51.100.7] 203.0.113.9", "mx.example.org"}: "203.0.113.9", {"mx.example.org. (198.51.100.7)", "mx.example.org"}: "", {"mx.example.org 198.51.100.7", ""}: "198.51.100.7",
		},
		"IPv6": {
			{"2001:db8::25", ""}: "2001:db8::25", {"[2001:db8::25]:", ""}: "2001:db8::25", {"2001:db8::25: no", ""}: "2001:db8::25", {"1:2:3:4:5:6:7:8", ""}: "1:2:3:4:5:6:7:8", {"12::3:4 5", ""}: "12::3:4", {"host 1:2 2001:db8::25", ""}: "2001:db8::25", {"x fe80:1:: y", ""}: "",
			{"a::b:cd", ""}: "a::b:cd", {"a::b:c", ""}: "", // too short to be believed
			{"1:2:3:4:5:6:7", ""}: "", {"a:b::c", ""}: "", {"10:00:00", ""}: "", {"a:b c", ""}: "", {"x2001:db8::25", ""}: "", {"2001:db8::25z", ""}: "", {":2001:db8::1:2", ""}: "", {"::ffff:1", ""}: "", {"2001:db8:25", ""}: "",
		},
	} {
		for in, want := range rows {
			if got := ipIn(in[0], in[1]); got != want {
				t.Errorf("%s: %q from %q: %q, not %q", why, in[0], in[1], got, want)
			}
		}
	}
}

// Addresses of the internet protocol are what net/netip takes for one, but for what only looks like one in mail.
func TestIPAddresses(t *testing.T) {
	parts := []string{"", "0", "9", "10", "99", "255", "256", "999", "a", "1a"}
	var try func(s string, more int)
	try = func(s string, more int) {
		a, err := netip.ParseAddr(s)
		if got := ipv4(s); got != (err == nil && a.Is4()) {
			t.Fatalf("ipv4(%q) is %v", s, got)
		}
		for _, p := range parts[:max(0, min(len(parts), 4*more))] {
			try(s+"."+p, more-1)
		}
	}
	for _, p := range parts {
		try(p, 4)
	}
	groups := regexp.MustCompile(`[0-9a-f]+`)
	everyString(":1g", 9, func(s string) {
		a, err := netip.ParseAddr(s)
		valid := err == nil && a.Is6() && a.Zone() == "" && len(groups.FindAllString(s, -1)) > 1 // "::1" is hardly ever an address
		if got := ipv6(s); got != valid && strings.Count(s, "::") == 1 && !strings.Contains(s, ":::") && s[len(s)-1] != ':' && (s[0] != ':' || s[1] == ':') {
			t.Fatalf("ipv6(%q) is %v", s, got)
		}
		if !strings.Contains(s, "::") && ipv6(s) {
			t.Fatalf("ipv6(%q) is true", s)
		}
	})
	for in, want := range map[string]bool{
		"1:2:3:4:5:6:7:8": true, "abcd:2:3:4:5:6:7:ffff": true, "1:2:3:4:5:6:7": false, "1:2:3:4:5:6:7:8:9": false, "1:2:3:4:5:6::8": true, "1:2:3:4:5:6:7::": false /* which must not shorten one group: RFC 5952 section 4.2.2 */, "1::2:3:4:5:6:7:8:9": false, "12345::1:1": false, "1234::1:12345": false, "1234::1:1234": true,
		"::ffff:192.0.2.1": true, "1:192.0.2.1": false, "::ffff:192.0.2.256": false, "1:2:3:4:5:6:7.8": false,
	} {
		if got := ipv6(in); got != want {
			t.Errorf("ipv6(%q) is %v", in, got)
		}
	}
}

// The shapes of marks, said as regular expressions: by what stands before one, and whether it comes first.
var tokenShapes = []struct {
	before string // any of these; empty for all
	first  bool
	shape  *regexp.Regexp
}{
	{"#", false, regexp.MustCompile(`^[A-Z]{2}\d{4,}$`)},
	{"[", true, regexp.MustCompile(`^[A-Z]{2,4}$`)},
	{"([", false, regexp.MustCompile(`^[A-Z]{0,4}\d{2,10}[A-Z]?$`)},
	{"([", false, regexp.MustCompile(`^[A-Z]\d[A-Z]?$`)},
	{"[", false, regexp.MustCompile(`^[A-Z]{0,4}\d[A-Z]?$`)},
	{" x([{", false, regexp.MustCompile(`^[A-Z]{0,4}\d{2,6}[A-Z]?$`)},
	{"([", false, regexp.MustCompile(`^[A-Z]{3}:([A-Z]\d|[A-Z]{2})$`)},
	{"", true, regexp.MustCompile(`^[A-Z]{2}:[A-Z]{3}$`)},
	{"", false, regexp.MustCompile(`^[A-Z]{2,4}_\d{1,4}$`)},
	{"", false, regexp.MustCompile(`^[A-Z]{2,4}-[A-Z]?\d{1,3}$`)},
}

func TestIsToken(t *testing.T) {
	names := regexp.MustCompile(`^(RFC|IPV|UTF|SHA|AES)`)
	try := func(w string) {
		for _, before := range []byte(" x#([{") {
			for _, first := range []bool{false, true} {
				want := false
				for _, s := range tokenShapes {
					if (s.before == "" || strings.IndexByte(s.before, before) >= 0) && (first || !s.first) && s.shape.MatchString(w) && !names.MatchString(w) {
						// A bracket asks for more than a word by itself does, and so does a #.
						want = want || s.before != " x([{" || before != '(' && before != '['
					}
				}
				if got := isToken(w, before, first); got != want {
					t.Errorf("%q behind %q, first %v: %v", w, before, first, got)
				}
			}
		}
	}
	everyString("A1-_:", 5, func(s string) {
		if s != "" && s[0] == 'A' { // they begin with a capital
			try(s)
		}
	})
	for letters := range 6 {
		for digits := range 13 {
			for _, tail := range []string{"", "A", "AA", "-", "x"} {
				try("A" + strings.Repeat("B", letters) + strings.Repeat("7", digits) + tail)
			}
			for _, separator := range []string{"-", "_", ":", "-A", "-AA", "_A", ":A", ":AA"} {
				try("Z" + strings.Repeat("Y", letters) + separator + strings.Repeat("0", digits))
			}
		}
	}
	for _, w := range []string{"RFC5321", "IPV6", "UTF8", "UTF16", "SHA256", "AES128", "RFD53", "RFC", "@A12", "[A12", "A/2", "A12:"} {
		try(w)
	}
}
