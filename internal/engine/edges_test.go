package engine

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// What small functions do at the edges of what they read.

func TestDecodeRune(t *testing.T) {
	for r := range rune(0x11000) {
		if r >= 0xd800 && r < 0xe000 {
			continue
		}
		if got, size := decodeRune(string(r)); got != r || size != utf8.RuneLen(r) {
			t.Fatalf("%U is read as %U, %d bytes", r, got, size)
		}
		var buf [4]byte
		if n := encodeRune(&buf, r); string(buf[:n]) != string(r) {
			t.Fatalf("%U is written as %q", r, buf[:n])
		}
	}
	for _, s := range []string{"\x80", "\xc1\x80", "\xc2", "\xc2a", "\xe0\x80\x80", "\xe1\x80", "\xe1a\x80", "\xf0\x80\x80\x80", "\xf1\x80\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xff"} {
		if r, size := decodeRune(s); r != rune(s[0]) || size != 1 {
			t.Errorf("%q is read as %U, %d bytes", s, r, size)
		}
	}
	if r, size := decodeRune("\U0010ffff"); r != 0x10ffff || size != 4 {
		t.Errorf("%U, %d bytes", r, size)
	}
}

func TestPlainLetters(t *testing.T) {
	for text, want := range map[string]string{
		"e\u0300e\u036f": "ee ", "\u0370": "\u0370 ", "\u017f\u0180": "s\u0180 ", "ß œ æ": "ss oe ae ",
		"×÷": "", "\u00bf\u00c0": "a ", "a\u2000b\u303fc": "a b c ", "々": "々 ", "\u3040x": "\u3040 x ", "\uff00a": "a ", "ά ώ": "a o ",
	} {
		var p plain
		p.read([]byte(text))
		if got := string(p.text); got != want {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}

func TestFirstWord(t *testing.T) {
	for in, want := range map[string]string{
		"a b": "a", "a\tb": "a", "a\nb": "a", "a(b": "a", "(a) b": "(a)", "a,b": "a", "a;b": "a", "": "", "abc": "abc", " a": "",
	} {
		if got := firstWord(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestTraces(t *testing.T) {
	for text, want := range map[string]string{
		"OK queued as 4XyZ1234":           "4XyZ1234",
		"2.0.0 Ok: queued as <4XyZ1234>;": "4XyZ1234",
		"queued as 12":                    "",
		"OK id=1wXyZa-0003Ab-2C":          "1wXyZa-0003Ab-2C",
		"2.6.0 <x@y> [InternalId=123456, Hostname=a] Queued mail for delivery": "123456",
		"2.0.0 OK  1772359200 a1-20020a - gsmtp":                               "a1-20020a",
		"2.0.0 62110005 Message accepted for delivery":                         "62110005",
		"2.0.0 Message accepted for delivery":                                  "",
		"ok dirdel":                                                            "",
		"ok dirdel 12/34567":                                                   "12/34567",
		"2.0.0 Ok 0102018d-9c1e":                                               "0102018d-9c1e",
		"2.0.0 Ok (thank) you, 0102018d9":                                      "0102018d9",
		"ok abcdefgh":                                                          "",
		"ok abc4567":                                                           "",
		"ok abcdefg8.":                                                         "abcdefg8",
		"okay then":                                                            "",
	} {
		if got := traceOf(&Bounce{Reply: "250", Text: text}); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
		if got := traceOf(&Bounce{Reply: "450", Text: text}); got != "" {
			t.Errorf("refused, and %q is a trace", got)
		}
	}
}

func TestFractions(t *testing.T) {
	for in, want := range map[string]int{"": 0, "x": 0, ".": 0, ".x": 0, ".1": 2, ",12x": 3, ".123456789": 10, ".1234567890": 10, "1": 0} {
		if got := fractionAt(in, 0); got != want {
			t.Errorf("%q: %d, not %d", in, got, want)
		}
	}
}

func TestZones(t *testing.T) {
	for in, want := range map[string]string{
		"Z": "Z", "+01:00": "+01:00", "+00:30": "+00:30", "+00:00": "+00:00", "+0100": "+01:00", " +0100 x": "+01:00", "-14:59": "-14:59", "+15:00": "-00:00", "+01:60": "-00:00", "+01000": "-00:00", "+1:00": "-00:00",
		"": "-00:00", "+0": "-00:00", "x": "-00:00", " x": "-00:00",
	} {
		got, seconds, n := zoneAt(in)
		if got != want || want == "-00:00" && (seconds != 0 || n != 0) {
			t.Errorf("%q: %q, %d, %d, not %q", in, got, seconds, n, want)
		}
	}
	if _, seconds, n := zoneAt("-01:30 x"); seconds != -5400 || n != 6 {
		t.Error(seconds, n)
	}
	if _, seconds, n := zoneAt(" +0130"); seconds != 5400 || n != 6 {
		t.Error(seconds, n)
	}
}

func TestPlainAddress(t *testing.T) {
	for in, want := range map[string]string{
		`a+2Bb+3Dc@example.org`: "a+b=c@example.org", `\x{5909}@example.org`: "変@example.org", `\x{0}`: `\x{0}`, `\x{d7ff}`: "\ud7ff", `\x{d800}`: `\x{d800}`,
		`\x{dfff}`: `\x{dfff}`, `\x{e000}`: "\ue000", `\x{10ffff}`: "\U0010ffff", `\x{110000}`: `\x{110000}`, `\x{41`: `\x{41`, `\x{41x`: `\x{41x`, `\x{41}\x{42}`: "AB", "+2": "+2",
	} {
		if got := plainAddress(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestRecipientField(t *testing.T) {
	for in, want := range map[string]string{
		"rfc822; bob@example.org": "bob@example.org", "rfc822;bob@example.org (Bob)": "bob@example.org", "LOCAL; |/usr/bin/filter": "", "<bob@example.org>": "bob@example.org", "": "", "rfc822;": "",
	} {
		if got := recipientOf(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestHTMLText(t *testing.T) {
	for in, want := range map[string]string{
		"a<b>b</b>": "ab", "a<b": "a", "a < b": "a < b", "a<": "a<", "<p>a</p>b": "\na\nb", "a\nb": "a b", "<pre>a\nb</pre>": "\na\nb\n", "<bob@example.org> x": "<bob@example.org> x", "<bob@example.org": "<bob@example.org",
		"<a href=\"mailto:x@y\">b</a>": "b", "<script>x<y>z</script>b": "b", "a<style>x": "a", "<td>a<td>b": "\ta\tb", "<!-- x -->a": "a",
	} {
		if got := strings.Trim(htmlText(in), "\n"); got != strings.Trim(want, "\n") {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestDecodeWords(t *testing.T) {
	upper := func(charset, s string) (string, bool) { return charset + ":" + s, true }
	for in, want := range map[string]string{
		"=?utf-8?Q?a=20b?=": "a b", "=?utf-8*en?Q?a_b?= c": "a b c", "=?utf-8?B?YQ==?= =?utf-8?B?Yg==?=": "ab", "=?utf-8?q?a?= x =?utf-8?q?b?=": "a x b", "=?x": "=?x", "=?utf-8?Qa?=": "=?utf-8?Qa?=", "=?utf-8?Q?a": "=?utf-8?Q?a", "a": "a",
		"=?iso-8859-5?Q?=E4?=": "iso-8859-5:\xe4", "=?iso-8859-5*ru?Q?=E4?= =?iso-8859-5?Q?b?=": "iso-8859-5:\xe4b", "=?iso-8859-5?Q?=E4?= =?koi8-r?Q?=E4?=": "iso-8859-5:\xe4koi8-r:\xe4",
	} {
		if got := decodeWords(in, upper); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestFormEncoding(t *testing.T) {
	for in, want := range map[string]string{"a+b%40c": "a b@c", "%": "%", "%4": "%4", "%4g": "%4g", "%g4": "%g4", "a%41": "aA", "%e4": "\xe4", "a": "a"} {
		if got := unform(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestQuoteMarks(t *testing.T) {
	for in, want := range map[string]int{"> a": 2, ">a": 1, ">> a": 3, "> > a": 4, ">": 1, "": 0, "a": 0, " > a": 0, ">>> RCPT TO:<a>": 0, "> >>> RCPT": 2, ">>> a": 4, ">>> ": 4, "> >": 3} {
		if got := quoteMark(in); got != want {
			t.Errorf("%q: %d, not %d", in, got, want)
		}
	}
}

func TestStatusLengths(t *testing.T) {
	for in, want := range map[string]int{
		"5.1.1": 5, "5.1.1 x": 5, "5.1.1.": 5, "5.1.1.1": 0, "5.1": 0, "5.1.": 0, "3.1.1": 0, "5.1.1a": 0, "5.123.123": 9, "5.1234.1": 0, "5.1.1234": 0, "5..11": 0, "2.0.0": 5, "4.4.7,": 5, "5-1.1": 0, "": 0,
	} {
		if got := statusLen(in); got != want {
			t.Errorf("%q: %d, not %d", in, got, want)
		}
	}
}

func TestNumbered(t *testing.T) {
	for in, want := range map[string]bool{"1.": true, "2)": true, "12.": true, "999.": true, "1234.": false, "0.": false, "1": false, ".": false, "a.": false, "": false} {
		if got := numbered(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

func TestBinary(t *testing.T) {
	for in, want := range map[string]bool{"\x00\x01\x02\x03": false, "\x00\x01\x02\x03\x04": true, "550 5.1.1 no\x00such\x00user": false, "550-a\r550-b\r550-c\r550-d\r550-e\r550 f": false, "\x1b[31m550\x1b[0m \x1b[1m5.1.1\x1b[0m \x1b[2mno\x1b[0m": false, "\n\r\t\x1b\n\r\t\x1b\n": false, "": false} {
		if got := binary(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
	if five := "\x00\x01\x02\x03\x04"; binary(five+strings.Repeat("a", 95)) || !binary(five+strings.Repeat("a", 94)) {
		t.Error("one control byte in twenty is the limit")
	}
	if binary(strings.Repeat("a", 4096) + strings.Repeat("\x00", 4096)) {
		t.Error("what it begins with is text")
	}
}

func TestGaps(t *testing.T) {
	const printed = "!\"#$%&'()*+,-./0123456789:;<=>?@[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~"
	for gap, want := range map[byte]string{
		gapIP:      "./0123456789:abcdefx",
		gapDomain:  "-.0123456789_abcdefghijklmnopqrstuvwxyz",
		gapAddress: "!#$%&'*+-./0123456789=?@[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~",
		gapNumber:  ".0123456789",
		gapURL:     strings.NewReplacer("<", "", ">", "").Replace(printed),
	} {
		want = strings.TrimPrefix(want, "./") // of an IP address: no slash
		if gap == gapIP {
			want = "." + want
		}
		var got []byte
		for c := byte(' '); c < 0x7f; c++ {
			if capital := c >= 'A' && c <= 'Z'; !capital && inGap(gap, c) { // what is matched has none
				got = append(got, c)
			}
		}
		if string(got) != want {
			t.Errorf("gap %d takes %s, not %s", gap, got, want)
		}
	}
	if inGap(gapIP, 0x80) || inGap(gapNumber, 0x80) || !inGap(gapDomain, 0x80) || inGap(gapURL, '\n') {
		t.Error("beyond ASCII only names go on")
	}
}

func TestStatusPatterns(t *testing.T) {
	for _, test := range []struct {
		pattern, status string
		want            bool
	}{
		{"5.7.26", "5.7.26", true},
		{"5.7.26", "4.7.26", false},
		{"x.7.26", "4.7.26", true},
		{"x.7.26", "", false},
		{"", "5.7.26", false},
		{"", "", false},
		{"5.7.606-649", "5.7.606", true},
		{"5.7.606-649", "5.7.649", true},
		{"5.7.606-649", "5.7.605", false},
		{"5.7.606-649", "5.7.650", false},
		{"5.7.606-649", "4.7.606", false},
		{"x.7.606-649", "4.7.606", true},
		{"5.7.606-649", "5.6.606", false},
		{"5.7.606-649", "5.7", false},
	} {
		if got := StatusMatches(test.pattern, test.status); got != test.want {
			t.Errorf("%q, %q: %v", test.pattern, test.status, got)
		}
	}
}

func TestClosingQuote(t *testing.T) {
	for in, want := range map[string]int{`a"`: 1, `a""b"`: 4, `a`: 1, ``: 0, `""`: 2, `a"",b`: 5} {
		if end, doubled := closingQuote(in, 0); end != want || doubled != strings.Contains(in, `""`) {
			t.Errorf("%q: %d, %v", in, end, doubled)
		}
	}
}

func TestAliases(t *testing.T) {
	n := aliasesIn("user0@ USER3@ user12345@ users", "user")
	for _, test := range [][2]string{{"user3", "user3"}, {"ann", "user1"}, {"user0", "user2"}, {"user12345", "user4"}, {"ann", "user1"}, {"user", "user5"}, {"user9999", "user9999"}, {"userx", "user6"}} {
		if got := n.name(test[0]); got != test[1] {
			t.Errorf("%s is %s, not %s", test[0], got, test[1])
		}
	}
}

func TestWordsOf(t *testing.T) {
	for in, want := range map[string]string{"a bc d": "0 2 5", "": "", " a": "1", "é b": "0 3", "a满b": "0 1", "满额 a": "0 3 7"} {
		var got []string
		for _, i := range WordsOf(in) {
			got = append(got, string(rune('0'+i)))
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q: %v, not %s", in, got, want)
		}
	}
}

func TestSeparators(t *testing.T) {
	const header = "Return-Path: <a@example.com>\n"
	for _, test := range []struct {
		line, behind string
		want         bool
	}{
		{"From ann@example.com Mon Mar  2 10:00:00 2026", header, true},
		{"From - Mon Mar  2 10:00:00 2026", header, true},
		{"From - Mon Mar  2 9:00:00 2026", header, true},
		{"From -", header, true},
		{"From - ", header, true},
		{"From ", header, true},
		{"From a b", header, false},
		{"From here: it goes on", header, false},
		{"From: a", header, false},
		{"From a Mon 10:00:00", "no header", false},
		{"From a Mon 10:00:00", ">From b", true},
		{"From a Mon 10:00:00", "", false},
		{"From a Mon 10:00:00", ": x", false},
	} {
		if got := Separates(test.line, test.behind); got != test.want {
			t.Errorf("%q before %q: %v", test.line, test.behind, got)
		}
	}
}

func TestSentences(t *testing.T) {
	long := strings.Repeat("before ", 50) + "the evidence" + strings.Repeat(" behind", 50)
	n := wholeText([]line{{long, 0}})
	p := place{start: 350, end: 362}
	if got := sentence(nil, n, []place{p}); got != strings.TrimSpace(long[350-120:362+160]) {
		t.Errorf("%q", got)
	}
	if got := sentence(nil, n, nil); got != long[:300] {
		t.Errorf("%q", got)
	}
	if got := sentence([]line{{"no", 0}, {" so: The ", 0}, {"Evidence is here ", 0}}, n, []place{p}); got != "so: The Evidence is here" {
		t.Errorf("%q", got)
	}
	short := wholeText([]line{{"the evidence", 0}})
	if got := sentence(nil, short, []place{{start: 4, end: 12}}); got != "the evidence" {
		t.Errorf("%q", got)
	}
}

func TestJoinedLines(t *testing.T) {
	const first = "Mar  1 10:00:02 relay postfix/smtp[102]: 4XyZ1234: to=<bob@example.org>,"
	for end, at := range map[string]int{"\n": 0, "\r\n": -1} {
		text := first + end + "relay=mx.example.org," + end + "dsn=4.7.1" + end + end + "Hello"
		l, next := joined(text, line{first, 0}, 0, len(first+end))
		if l.text != first+" relay=mx.example.org, dsn=4.7.1" || l.at != at || text[next:] != end+"Hello" {
			t.Errorf("%q at %d, then %q", l.text, l.at, text[next:])
		}
	}
}

func TestProseOf(t *testing.T) {
	prose := splitLines("ann@example.org\n550 no\n\nBob@example.org\n452 full\n", 0)
	if got := proseOf("", prose); len(got) != 5 {
		t.Errorf("of nobody: %d lines", len(got))
	}
	if got := proseOf("bob@example.org", prose); len(got) == 0 || got[0].text != "Bob@example.org" {
		t.Errorf("%v", got)
	}
}

func TestRetryAfter(t *testing.T) {
	for in, want := range map[string]int{
		"try again in 5 minutes": 300, "retry after 300 seconds": 300, "wait 1 second": 1, "try again in 0 seconds": 0, "try again in 2 hours": 7200, "greylisted for 5 minutes": 300,
		"try again in about 10 min": 600, "wait (at least 15 minutes)": 900, "retry in 1 day": 86400, "try again in 5": 0, "try again in five minutes": 0, "retry in 1000000 seconds": 1000000, "retry in 1000001 seconds": 0, "try again later": 0,
		"wait, then retry in 60 seconds": 60,
	} {
		if got := retryAfter([]byte(in)); got != want {
			t.Errorf("%q: %d, not %d", in, got, want)
		}
	}
}

func TestReporterIn(t *testing.T) {
	for in, want := range map[string]string{
		" relay postfix/smtp[102]: x": "relay", "relay exim: x": "relay", "relay smtpd[7]: x": "relay", "relay ab/c x": "relay", "relay: x": "", "relay ": "", "relay": "", "a(b) smtp: x": "", "relay x y": "", "r app 7 - - x": "r", "": "", " ": "", "r a:": "r",
	} {
		if got := reporterIn(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestAddressesBegin(t *testing.T) {
	for in, want := range map[string]string{
		"-bob@example.org": "bob@example.org", ".bob@example.org": "bob@example.org", "=bob@example.org": "bob@example.org", "*bob@example.org*": "bob@example.org", "'bob@example.org'": "bob@example.org",
		"bob@example.org.": "bob@example.org", "bob@example.org-": "bob@example.org", "bob@-": "", "-@example.org": "", "\"bob smith\"@example.org": "\"bob smith\"@example.org", "https://www.example.com/?s=bob@example.org": "bob@example.org",
		"https://bob@example.org": "bob@example.org", "宛先bob@example.org": "bob@example.org", "для:bob@example.org": "bob@example.org", "an büro@example.org nicht": "büro@example.org", "“bob@example.org”": "bob@example.org", "jörg@example.org": "jörg@example.org", "bob@例え.jp": "bob@例え.jp", "bob@example.orgは": "bob@example.org",
	} {
		got := ""
		if found := findAddresses(in); len(found) > 0 {
			got = found[0].text
			if in[found[0].start:found[0].end] != got {
				t.Errorf("%q stands at %d", got, found[0].start)
			}
		}
		if got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestNumericEntities(t *testing.T) {
	for in, want := range map[string]string{
		"&#65;": "A", "&#x41;": "A", "&#xd7ff;": "\ud7ff", "&#xd800;": "&#xd800;", "&#xdfff;": "&#xdfff;", "&#xe000;": "\ue000", "&#x10ffff;": "\U0010ffff", "&#x110000;": "&#x110000;", "&#0;": "&#0;", "&#;": "&#;", "&#x;": "&#x;", "&#6a;": "&#6a;", "&#65": "&#65",
	} {
		if got := htmlText(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestIPv4(t *testing.T) {
	for in, want := range map[string]bool{"192.0.2.1": true, "0.0.0.0": true, "255.255.255.255": true, "256.0.2.1": false, "192.0.2": false, "192.0.2.1.1": false, "192.0.2.": false, ".192.0.2": false, "192..2.1": false, "": false, "a.b.c.d": false} {
		if got := ipv4(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

func TestIPv6(t *testing.T) {
	for in, want := range map[string]bool{"2001:db8::1": true, "1:2:3:4:5:6:7:8": true, "1:2:3:4:5:6:7": false, "1:2:3:4:5:6:7:8:9": false, "::ffff:192.0.2.1": true, "12345::1": false, "::1": false, "10:00:00": false, "a:b::c": true, "g::1:2": false, "1::2:3:4:5:6:7:8:9": false} {
		if got := ipv6(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

func TestDocumentationHosts(t *testing.T) {
	for in, want := range map[string]bool{"example.com": true, "a.example.net": true, "notexample.com": false, "example": true, "a.invalid": true, "localhost": true, "test": true, "a.b": false, "": false} {
		if got := documentation(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

func TestHostLike(t *testing.T) {
	for in, want := range map[string]bool{
		"mx.kunde.de": true, "kunde.de": true, "KUNDE.DE": true, "kunde.com": true, "kunde.xyzzy": false, "e.g": false, "a.de": false, "ab.de": true, "main.rs": false, "a.main.rs": true, "end.Next": false, "a..de": false, ".de": false, "de": false,
		"kunde.d3": false, "a.xn--p1ai": true, "kunde.De": false, "Kunde.De": true,
	} {
		if got := hostLike(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// The class of an enhanced code chooses between two reasons where a row has both.
func TestClassOfStatus(t *testing.T) {
	spec := rules
	spec.Statuses = []Code{{Code: "x.3.9", Title: "Both", Reason: "user-unknown", Soft: "mailbox-full"}}
	tab := built(t, spec)
	for in, want := range map[string]string{"550 5.3.9 x": "user-unknown", "450 4.3.9 x": "mailbox-full"} {
		if b := tab.Decode(in, Options{}).Bounces; len(b) != 1 || b[0].Reason != want {
			t.Errorf("%s: %+v", in, b)
		}
	}
}
