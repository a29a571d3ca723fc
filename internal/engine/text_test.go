package engine

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

// What small functions say of text, held to the standard library or to the plainest way of saying it: of every byte, and of every short
// string of the bytes that matter.

// everyString calls try with all strings of up to most bytes of an alphabet.
func everyString(alphabet string, most int, try func(s string)) {
	buf := make([]byte, 0, most)
	var grow func()
	grow = func() {
		try(string(buf))
		if len(buf) == most {
			return
		}
		for i := range len(alphabet) {
			buf = append(buf, alphabet[i])
			grow()
			buf = buf[:len(buf)-1]
		}
	}
	grow()
}

// everyByte holds a set of bytes to a list of them.
func everyByte(t *testing.T, name string, is func(byte) bool, want func(c byte) bool) {
	t.Helper()
	for c := range 256 {
		if got := is(byte(c)); got != want(byte(c)) {
			t.Errorf("%s(%q) is %v", name, rune(c), got)
		}
	}
}

const (
	lowerLetters = "abcdefghijklmnopqrstuvwxyz"
	upperLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	tenDigits    = "0123456789"
)

func among(list string) func(byte) bool {
	return func(c byte) bool { return strings.IndexByte(list, c) >= 0 }
}

func orBeyondASCII(list string) func(byte) bool {
	return func(c byte) bool { return c >= 0x80 || strings.IndexByte(list, c) >= 0 }
}

func TestKindsOfBytes(t *testing.T) {
	const alphanumeric = lowerLetters + upperLetters + tenDigits
	everyByte(t, "digit", digit, among(tenDigits))
	everyByte(t, "letter", letter, among(lowerLetters+upperLetters))
	everyByte(t, "wordByte", wordByte, among(lowerLetters+tenDigits))
	everyByte(t, "separates", separates, orBeyondASCII(" \t:;\"'([<>=#-*,{|`"))
	everyByte(t, "localByte", localByte, orBeyondASCII(alphanumeric+".!#$%&'*+/=?^_`{|}~-")) // atext of RFC 5322 section 3.2.3, and dots
	everyByte(t, "domainByte", domainByte, orBeyondASCII(alphanumeric+".-_"))
	everyByte(t, "nameByte", nameByte, among(alphanumeric+".-"))
	everyByte(t, "hexDigit", hexDigit, among(tenDigits+"abcdefABCDEF"))
	everyByte(t, "tokenByte", tokenByte, among(upperLetters+tenDigits+"_-:"))
	everyByte(t, "isGap", isGap, among("\x01\x02\x03\x04\x05\x06"))
	everyByte(t, "hex", func(c byte) bool { return hex(c) >= 0 }, among(tenDigits+"abcdefABCDEF"))
	for i, c := range []byte("0123456789abcdef") {
		if hex(c) != i || hex(bytes.ToUpper([]byte{c})[0]) != i {
			t.Errorf("%q counts %d", c, hex(c))
		}
	}
}

// lowerASCII is the plainest way.
func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func TestCase(t *testing.T) {
	everyString("@AZ[`az{ \xe9", 3, func(s string) {
		want := ""
		for i := range len(s) {
			c := s[i]
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			want += string([]byte{c})
		}
		if got := lower(s); got != want {
			t.Fatalf("lower(%q) is %q", s, got)
		}
		for _, sub := range []string{"", "a", "az", "z{", "{", "`a", "@", "[", "az{"} {
			if got := hasPrefixFold(s, sub); got != strings.HasPrefix(want, sub) {
				t.Fatalf("hasPrefixFold(%q, %q) is %v", s, sub, got)
			}
			if got := hasSuffixFold(s, sub); got != strings.HasSuffix(want, sub) {
				t.Fatalf("hasSuffixFold(%q, %q) is %v", s, sub, got)
			}
			if got := equalFold(s, sub); got != (want == sub) {
				t.Fatalf("equalFold(%q, %q) is %v", s, sub, got)
			}
			if got := indexFold(s, sub); got != strings.Index(want, sub) {
				t.Fatalf("indexFold(%q, %q) is %d", s, sub, got)
			}
			if got := containsFold(s, sub); got != strings.Contains(want, sub) {
				t.Fatalf("containsFold(%q, %q) is %v", s, sub, got)
			}
		}
	})
	for c := range 0x80 {
		if got := lower(string(rune(c))); got != lowerASCII(string(rune(c))) {
			t.Errorf("lower(%q) is %q", rune(c), got)
		}
	}
}

func TestSearchAndTrim(t *testing.T) {
	subs := []string{"", "a", "ab", "aba", " a", ".", ".a", "..", "b.", "ba."}
	search := func(s string) {
		for _, sub := range subs {
			if got := index(s, sub); got != strings.Index(s, sub) {
				t.Fatalf("index(%q, %q) is %d", s, sub, got)
			}
			if got := contains(s, sub); got != strings.Contains(s, sub) {
				t.Fatalf("contains(%q, %q) is %v", s, sub, got)
			}
			if got := hasPrefix(s, sub); got != strings.HasPrefix(s, sub) {
				t.Fatalf("hasPrefix(%q, %q) is %v", s, sub, got)
			}
			if got := hasSuffix(s, sub); got != strings.HasSuffix(s, sub) {
				t.Fatalf("hasSuffix(%q, %q) is %v", s, sub, got)
			}
			if got := trimLeft(s, sub); got != strings.TrimLeft(s, sub) {
				t.Fatalf("trimLeft(%q, %q) is %q", s, sub, got)
			}
			if got := trimRight(s, sub); got != strings.TrimRight(s, sub) {
				t.Fatalf("trimRight(%q, %q) is %q", s, sub, got)
			}
		}
		for _, c := range []byte("ab .") {
			if got := indexByte(s, c); got != strings.IndexByte(s, c) {
				t.Fatalf("indexByte(%q, %q) is %d", s, c, got)
			}
			if got := lastIndexByte(s, c); got != strings.LastIndexByte(s, c) {
				t.Fatalf("lastIndexByte(%q, %q) is %d", s, c, got)
			}
			if got := count(s, c); got != strings.Count(s, string(rune(c))) {
				t.Fatalf("count(%q, %q) is %d", s, c, got)
			}
		}
	}
	everyString("ab .", 5, search)
	// Eight bytes are looked at together: all places around them.
	for before := range 20 {
		for after := range 20 {
			for _, middle := range []string{"a", "ab", "aba", " a", ".", ".a", ".b.a", "a.ab"} {
				search(strings.Repeat("x", before) + middle + strings.Repeat("y", after))
			}
		}
	}
	everyString("a \t\r\n\v", 5, func(s string) {
		if got := trim(s); got != strings.Trim(s, " \t\r\n") {
			t.Fatalf("trim(%q) is %q", s, got)
		}
	})
}

// What is read eight bytes at a time, with each byte at each place.
func TestRuns(t *testing.T) {
	for size := range 20 {
		for at := range size {
			for c := range 256 {
				b := bytes.Repeat([]byte{"xy"[c&1]}, size)
				b[at] = byte(c)
				s := string(b)
				if got, want := asciiRun(s), strings.IndexFunc(s+"\xff", func(r rune) bool { return r >= utf8.RuneSelf }); got != want {
					t.Fatalf("asciiRun(%q) is %d", s, got)
				}
				if got := ascii(s); got != (c < 0x80) {
					t.Fatalf("ascii(%q) is %v", s, got)
				}
				want := size
				if c < ' ' {
					want = at
				}
				if got := firstControl(s); got != want {
					t.Fatalf("firstControl(%q) is %d", s, got)
				}
				want = size
				if c < ' ' || c >= 0x7f || c == '"' || c == '\\' || c == '<' {
					want = at
				}
				if got := jsonPlain(s); got != want {
					t.Fatalf("jsonPlain(%q) is %d", s, got)
				}
				want = size
				if c == '\n' || c == '\r' {
					want = at
				}
				if end, next := lineEnd(s, 0); end != want || next != min(want+1, size) {
					t.Fatalf("lineEnd(%q) is %d, %d", s, end, next)
				}
			}
		}
	}
}

// plainLineEnd is lineEnd as one says it.
func plainLineEnd(s string, i int) (end, next int) {
	n := strings.IndexAny(s[i:], "\r\n")
	switch {
	case n < 0:
		return len(s), len(s)
	case strings.HasPrefix(s[i+n:], "\r\n"):
		return i + n, i + n + 2
	}
	return i + n, i + n + 1
}

func TestLineEnds(t *testing.T) {
	for _, before := range []string{"", "1234567", "12345678"} {
		everyString("a\r\n", 4, func(s string) {
			s = before + s
			for i := range len(s) + 1 {
				end, next := lineEnd(s, i)
				if e, n := plainLineEnd(s, i); end != e || next != n {
					t.Fatalf("lineEnd(%q, %d) is %d, %d", s, i, end, next)
				}
			}
			for _, at := range []int{-1, 0, 7} {
				var want []line
				for i := 0; i < len(s); {
					end, next := plainLineEnd(s, i)
					l := line{s[i:end], -1}
					if at >= 0 {
						l.at = at + i
					}
					want = append(want, l)
					i = next
				}
				got := splitLines(s, at)
				if len(got) != len(want) || (got == nil) != (want == nil) {
					t.Fatalf("splitLines(%q) has %d lines", s, len(got))
				}
				for i := range want {
					if got[i] != want[i] {
						t.Fatalf("line %d of %q at %d is %+v", i, s, at, got[i])
					}
				}
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	everyString("/09:a", 4, func(s string) {
		want := 0
		for _, c := range []byte(s) {
			if c < '0' || c > '9' || want < 0 {
				want = -1
				break
			}
			want = want*10 + int(c-'0')
		}
		whole := want
		if s == "" {
			whole = -1
		}
		if got := atoi(s); got != whole {
			t.Fatalf("atoi(%q) is %d", s, got)
		}
		if got := number(s, 0, len(s)); got != want {
			t.Fatalf("number(%q) is %d", s, got)
		}
		if got := number("x"+s+"7", 1, len(s)); got != want {
			t.Fatalf("number(%q) behind another byte is %d", s, got)
		}
		if got := number(s, 0, len(s)+1); got != -1 {
			t.Fatalf("number(%q) of one digit more is %d", s, got)
		}
	})
	for in, want := range map[string]int{"999999999": 999999999, "123456789": 123456789, "1000000000": -1, "0000000001": -1} {
		if got := atoi(in); got != want {
			t.Errorf("atoi(%q) is %d", in, got)
		}
	}
	for n, want := range map[int]string{0: "0", 7: "7", 10: "10", 1234567890: "1234567890", -1: "-1", -90: "-90"} {
		w := jsonWriter{}
		if w.num(n); string(w.buf) != want {
			t.Errorf("%d is written as %s", n, w.buf)
		}
	}
}

func TestPlainParts(t *testing.T) {
	for _, test := range [][2]string{{"a,b", "a|b"}, {"a", "a"}, {"", ""}, {",", "|"}, {"a,,b,", "a||b|"}} {
		if got := strings.Join(split(test[0], ","), "|"); got != test[1] {
			t.Errorf("%q is cut to %q", test[0], got)
		}
	}
	if got := strings.Join(split("a, b, c", ", "), "|"); got != "a|b|c" {
		t.Errorf("cut at two bytes: %q", got)
	}
	if first() != "" || first("", "a", "b") != "a" || first("", "") != "" {
		t.Error("the first that is not empty")
	}
	for in, want := range map[int]int{-1: -1, 0: 3, 5: 8} {
		if got := offset(in, 3); got != want {
			t.Errorf("offset(%d, 3) is %d", in, got)
		}
	}
	long := strings.Repeat("a", maxReply)
	if clip(long) != long || clip(long+"b") != long || clip("") != "" {
		t.Error("clip keeps maxReply bytes")
	}
	if compare("a", "b") != -1 || compare("b", "a") != 1 || compare("a", "a") != 0 {
		t.Error("compare")
	}
}
