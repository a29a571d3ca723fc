package engine

import (
	"encoding/base64"
	"encoding/csv"
	"encoding/json"
	"html"
	"mime"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"
)

// What undoes an encoding, held to the standard library or to regular expressions that say the same, over all short strings of the bytes
// that matter.

func unhex(s string) string {
	n, _ := strconv.ParseUint(s, 16, 8)
	return string([]byte{byte(n)})
}

var (
	quotedByte   = regexp.MustCompile(`=[0-9A-Fa-f]{2}|=[ \t]*(\r\n|\n|\r)|_`)
	percentByte  = regexp.MustCompile(`%[0-9A-Fa-f]{2}`)
	formByte     = regexp.MustCompile(`%[0-9A-Fa-f]{2}|\+`)
	beyondBase64 = regexp.MustCompile(`[^A-Za-z0-9+/]`)
)

func TestQuotedPrintable(t *testing.T) {
	try := func(s string) {
		for _, underscores := range []bool{false, true} {
			want := quotedByte.ReplaceAllStringFunc(s, func(m string) string {
				switch {
				case m == "_" && underscores:
					return " "
				case m == "_":
					return m
				case strings.ContainsAny(m, "\r\n"):
					return ""
				}
				return unhex(m[1:])
			})
			if got := decodeQuotedPrintable(s, underscores); got != want {
				t.Fatalf("%q, underscores %v: %q, not %q", s, underscores, got, want)
			}
		}
	}
	everyString("=4fG \t\r\n_", 5, try)
	for c := range 256 {
		try("=4" + string([]byte{byte(c)}) + "x")
		try("=" + string([]byte{byte(c)}) + "4x")
	}
}

func TestBase64(t *testing.T) {
	try := func(s string) {
		plain := beyondBase64.ReplaceAllString(strings.NewReplacer("-", "+", "_", "/").Replace(s), "")
		if len(plain)%4 == 1 {
			plain = plain[:len(plain)-1]
		}
		want, err := base64.RawStdEncoding.DecodeString(plain)
		if err != nil {
			t.Fatal(err)
		}
		if got := decodeBase64(s); got != string(want) {
			t.Fatalf("%q: %q, not %q", s, got, want)
		}
	}
	everyString("AZaz09+/-_=", 4, try)
	for c := range 256 {
		try("QUJ" + string([]byte{byte(c)}) + "REVG")
		try(string([]byte{byte(c), 'Q'}))
	}
}

func TestPercents(t *testing.T) {
	try := func(s string) {
		percent := func(m string) string {
			if m == "+" {
				return " "
			}
			return unhex(m[1:])
		}
		if got, want := unform(s), formByte.ReplaceAllStringFunc(s, percent); got != want {
			t.Fatalf("form %q: %q, not %q", s, got, want)
		}
		value := s // of RFC 2231: charset'language'text
		if parts := strings.SplitN(s, "'", 3); len(parts) == 3 {
			value = parts[2]
		}
		if got, want := extended(s), percentByte.ReplaceAllStringFunc(value, percent); got != want {
			t.Fatalf("parameter %q: %q, not %q", s, got, want)
		}
	}
	everyString("%4fG+'", 6, try)
}

func TestUnescape(t *testing.T) {
	simple := map[byte]string{'n': "\n", 'r': "\r", 't': "\t", 'b': " ", 'f': " "} // a page has no use for the last two
	for c := range 256 {
		in := "a\\" + string([]byte{byte(c)}) + "b"
		want := "a" + string([]byte{byte(c)}) + "b"
		if s := simple[byte(c)]; s != "" {
			want = "a" + s + "b"
		}
		if c == 'u' {
			want = "a\\ub" // without digits
		}
		if got := unescape(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
	for unit := range 0x10000 {
		in := `\u` + strconv.FormatInt(0x10000+int64(unit), 16)[1:]
		want := string(rune(unit))
		if unit == '\b' || unit == '\f' {
			want = " "
		}
		if got := unescape(in + "x"); got != want+"x" {
			t.Fatalf("%s: %q", in, got)
		}
	}
	for _, high := range []rune{0xd7ff, 0xd800, 0xd801, 0xdbff, 0xdc00} {
		for _, low := range []rune{0xdbff, 0xdc00, 0xdc01, 0xdfff, 0xe000} {
			in := `"\u` + strconv.FormatInt(int64(high), 16) + `\u` + strconv.FormatInt(int64(low), 16) + `"`
			var want string
			if err := json.Unmarshal([]byte(in), &want); err != nil {
				t.Fatal(err)
			}
			if got := unescape(in[1 : len(in)-1]); got != want {
				t.Errorf("%s: %q, not %q", in, got, want)
			}
		}
	}
	for in, want := range map[string]string{`\`: `\`, `a\`: `a\`, `\u`: `\u`, `\u12`: `\u12`, `\u123`: `\u123`, `\u1234`: "\u1234", `\u123g`: `\u123g`, `\u004A\u004a`: "JJ", `\ud83d`: "\ufffd", `\ud83d\n`: "\ufffd\n", `\ud83d\u12`: "\ufffd\\u12", `\ud83d\udcee!`: "📮!", `\\n`: `\n`, "": ""} {
		if got := unescape(in); got != want {
			t.Errorf("%s: %q, not %q", in, got, want)
		}
	}
}

// A line of a string ends where a line end, escaped or not, says so; what has no escapes in it keeps its place.
func TestEscapedLines(t *testing.T) {
	escapes := regexp.MustCompile(`(?s)\\r\\n|\\.|\n`)
	everyString("a\\nr\n", 5, func(s string) {
		var want []line
		from := 0
		add := func(to int) {
			l := line{s[from:to], from + 5}
			if strings.Contains(l.text, `\`) {
				l = line{unescape(l.text), -1}
			}
			want = append(want, l)
		}
		for _, m := range escapes.FindAllStringIndex(s, -1) {
			switch s[m[0]:m[1]] {
			case "\n", `\n`, `\r`, `\r\n`:
				add(m[0])
				from = m[1]
			}
		}
		if from < len(s) || want == nil {
			add(len(s))
		}
		if got := (jsonString{s, 5}).lines(); !slices.Equal(got, want) {
			t.Fatalf("%q has the lines %v, not %v", s, got, want)
		}
		if got := (jsonString{s, 5}).text(); got != unescape(s) {
			t.Fatalf("%q says %q", s, got)
		}
	})
}

func TestUTF16(t *testing.T) {
	encode := func(s string, little bool) string {
		var b []byte
		for _, u := range utf16.Encode([]rune(s)) {
			if little {
				b = append(b, byte(u), byte(u>>8))
			} else {
				b = append(b, byte(u>>8), byte(u))
			}
		}
		return string(b)
	}
	for _, s := range []string{"", "a", "ab", "user unknown ü", "宛先不明 x", "📮 550 x", "\u0400\u0401", "\ud7ff\ue000\U00010000\U0010ffff"} {
		for name, x := range map[string]struct{ label, data, want string }{
			"by its mark, little":      {"utf-16be", "\xff\xfe" + encode(s, true), s},
			"by its mark, big":         {"utf-16le", "\xfe\xff" + encode(s, false), s},
			"by its label, little":     {"utf-16le", encode(s, true), s},
			"by its label, big":        {"utf-16be", encode(s, false), s},
			"by its look, little":      {"utf-16", encode("abcdef"+s, true), "abcdef" + s},
			"by its look, big":         {"utf-16", encode("abcdef"+s, false), "abcdef" + s},
			"big where nothing tells":  {"utf-16", encode("宛先", false), "宛先"},
			"a byte too many, ignored": {"utf-16be", encode(s, false) + "\x00", s},
		} {
			if got := toUTF8(x.label, x.data, nil); got != x.want {
				t.Errorf("%s: %q, not %q", name, got, x.want)
			}
		}
	}
	if !validUTF8("") || validUTF8("a\x80") {
		t.Error("validUTF8")
	}
	everyString("a\x80\xbf\xc2\xe2\xf0\x90", 4, func(s string) {
		if got := validUTF8(s); got != utf8.ValidString(s) && !strings.Contains(s, "\xf0\x80") {
			t.Fatalf("%q: valid %v", s, got)
		}
	})
}

func TestLabels(t *testing.T) {
	for name, x := range map[string]struct{ label, text, want string }{
		"ASCII keeps its label":                {"koi8-r", "no such user", "koi8-r"},
		"ASCII with the escapes of Japanese":   {"us-ascii", "\x1b$B", "iso-2022-jp"},
		"ASCII with other escapes":             {"us-ascii", "\x1b[1m", "us-ascii"},
		"UTF-8 is that, whatever it is called": {"iso-8859-1", "für", "utf-8"},
		"no label":                             {"", "f\xfcr", "guess"},
		"ASCII, it says":                       {"us-ascii", "f\xfcr", "guess"},
		"UTF-8, it says":                       {"utf-8", "f\xfcr", "guess"},
		"an unknown one":                       {"x-unknown", "f\xfcr", "guess"},
		"a number of bits":                     {"8bit", "f\xfcr", "guess"},
		"a label that says it":                 {"iso-8859-1", "f\xfcr", "iso-8859-1"},
		"UTF-16 looks like nothing else":       {"utf-16le", "a\x00", "utf-16le"},
		"an encoding by escapes":               {"iso-2022-kr", "\x1b$)C", "iso-2022-kr"},
		"HZ":                                   {"hz-gb-2312", "~{VP~}", "hz-gb-2312"},
	} {
		if got := labelOf(x.label, x.text, "guess"); got != x.want {
			t.Errorf("%s: %q", name, got)
		}
	}
	for in, want := range map[string]string{
		"a <b c> d <e> f": "a \xe2 \xe3 d \xe5 f", "<a\nb": "\xe1\nb", "\x1b$)Cx": "x", "<": "", "a>b": "ab", "<!~": "\xa1\xfe",
	} {
		if got := unshift(in, "<", ">"); got != want {
			t.Errorf("%q: %q", in, got)
		}
	}
	given := func(label, data string) (string, bool) { return label + ":" + data, label != "unheard-of" }
	for in, want := range map[[2]string]string{
		{"", "\xe4"}: "\xe4", {"utf8", "\xe4"}: "\xe4", {"us-ascii", "\xe4"}: "\xe4", {"ascii", "\xe4"}: "\xe4", {"utf-8", "\xe4"}: "\xe4", {"latin1", "a"}: "a", {"latin1", "\xe4"}: "latin1:\xe4", {"latin1", "a\x1b"}: "latin1:a\x1b", {"unheard-of", "\xe4"}: "\xe4",
		{"cp936", "\xe4"}: "gbk:\xe4", {"cp949", "\xe4"}: "euc-kr:\xe4", {"csiso2022kr", "\x0e!"}: "euc-kr:\xa1", {"unicode", "\x00a"}: "a", {"ucs-2", "\x00a"}: "a", {"csunicode11utf7", "+AOQ-"}: "ä",
	} {
		if got := toUTF8(in[0], in[1], given); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
	if got := toUTF8("latin1", "\xe4", nil); got != "\xe4" {
		t.Errorf("with nobody to decode it: %q", got)
	}
}

// Every named character is the one of the standard library.
func TestNamedEntities(t *testing.T) {
	for _, name := range strings.Fields(latinEntities) {
		if in := "&" + name + ";"; htmlText(in) != html.UnescapeString(in) {
			t.Errorf("%s is %q", in, htmlText(in))
		}
	}
	for in, want := range map[string]string{
		"&lt;b&gt;&quot;&apos;": "<b>\"'", "&#1114111;": "\U0010ffff", "&#1114112;": "&#1114112;", "&#X41;": "A", "&#x000000041;": "A", "&#x0000000041;": "&#x0000000041;", "&amp": "&amp", "&": "&", "& ;": "& ;", "&AMP;": "&AMP;", "&frac14x;": "&frac14x;", "&#12a;": "&#12a;", "&#xg;": "&#xg;", "&#9;": "\t",
	} {
		if got := htmlText(in); got != want {
			t.Errorf("%s: %q, not %q", in, got, want)
		}
	}
}

func TestTags(t *testing.T) {
	for _, tag := range blockTags {
		if got, want := htmlText("a<"+tag+">b"), "a\nb"; got != want {
			t.Errorf("%s: %q", tag, got)
		}
		if got, want := htmlText("a<"+strings.ToUpper(tag)+" class=x>b"), "a\nb"; got != want {
			t.Errorf("%s with an attribute: %q", tag, got)
		}
	}
	for in, want := range map[string]string{
		"<script>a</script>b": "b", "<script>a</SCRIPT >b": "b", "<style>a": "", "<script src=x>a</scrip": "", "a<th>b": "a\tb", "a<span>b</span>": "ab", "a<!-- b -->c": "ac", "a</b>c": "ac", "a<": "a<", "a<1": "a<1", "a<b": "a", "a<>b": "a<>b",
		"a\r\nb": "a b", "\na": "a", "a \nb": "a b", "a<br>\nb": "a\nb", "<pre>a\r\nb</pre>\nc": "\na\r\nb\nc", "a<pre>b\nc": "a\nb\nc",
		"<bob@example.org>": "<bob@example.org>", "<bob@example.org": "<bob@example.org", "<a bob@example.org>x": "x", "<b c=bob@example.org>x": "x", "<x " + strings.Repeat("y", 120) + "@>z": "z",
	} {
		if got := htmlText(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
	for in, want := range map[string]bool{"<p>a</p>": true, "<P>a</P>": true, "a</b>": false, "<br>": false, "<div></div>": true, "<bob@example.org> </x": false} {
		if _, at := plainText(in, 7); (at < 0) != want || !want && at != 7 {
			t.Errorf("%q: at %d", in, at)
		}
	}
}

// Parameters that the standard library accepts are read as it reads them.
func TestParameters(t *testing.T) {
	everyString("a=\"; \\b", 7, func(s string) {
		_, params, err := mime.ParseMediaType("x/y;" + s)
		if err != nil || strings.Contains(s, `\`) && !strings.Contains(s, `"`) {
			return
		}
		want, ok := params["a"]
		if got, found := plainParam(s, "a"); !strings.Contains(s, `\`) && (got != want || found != ok) {
			t.Fatalf("%s: %q, %v, not %q, %v", s, got, found, want, ok)
		}
	})
	for in, want := range map[string]string{
		`x="a\";b=no";b=c`: "c", `x="\\";b=c`: "c", `b="c;d"`: "c;d", `b="c`: "c", `b=`: "", `b = c `: "c", `B=c`: "c", `x;b=c`: "c", `b=";`: ";", `b="`: `"`, `b=""`: "", `bb=c`: "",
		"b*0=a;b*1=b;b*2=c;b*3=d;b*4=e;b*5=f;b*6=g;b*7=h;b*8=i;b*9=j": "abcdefghij", "b*0=a;b*2=c": "a", "b*=x'y": "x'y", "b*='%41": "'A", "b*=''a%09b": "a\tb", "b*=''a'b": "a'b",
	} {
		if got := param(in, "b"); got != want {
			t.Errorf("%s: %q, not %q", in, got, want)
		}
	}
}

// Rows that the standard library accepts are cut as it cuts them.
func TestCells(t *testing.T) {
	everyString("a\", ", 6, func(s string) {
		r := csv.NewReader(strings.NewReader(s))
		want, err := r.Read()
		if err != nil {
			return
		}
		got := cells(line{s, 3}, ',')
		if len(got) != len(want) {
			t.Fatalf("%q has %d cells, not %d", s, len(got), len(want))
		}
		for i, c := range got {
			if c.text != strings.TrimSpace(want[i]) {
				t.Fatalf("cell %d of %q is %q, not %q", i, s, c.text, want[i])
			}
			if doubled := strings.Contains(want[i], `"`); (c.at < 0) != doubled || !doubled && s[c.at-3:c.at-3+len(c.text)] != c.text {
				t.Fatalf("cell %d of %q stands at %d", i, s, c.at)
			}
		}
	})
}

// Names of header fields (RFC 5322 section 2.2) and what is like one.
func TestFieldNames(t *testing.T) {
	name := regexp.MustCompile(`^[!-~]+[ \t]*$`)
	head := regexp.MustCompile(`^([!-9;-~]{1,80}):`)
	everyString("A:! ~\t\x7f", 4, func(s string) {
		if got := fieldName(s); got != name.MatchString(s) {
			t.Fatalf("fieldName(%q) is %v", s, got)
		}
		want := ""
		if m := head.FindStringSubmatch(s); m != nil {
			want = strings.ToLower(m[1])
		}
		if got := headerName(s); got != want {
			t.Fatalf("headerName(%q) is %q, not %q", s, got, want)
		}
	})
	for size, want := range map[int]bool{80: true, 81: false} {
		if got := headerName(strings.Repeat("x", size)+":") != ""; got != want {
			t.Errorf("a name of %d bytes: %v", size, got)
		}
	}
	everyString("aZ-_9ä", 4, func(s string) {
		if got, want := string(squash(s, make([]byte, 0, 32))), regexp.MustCompile(`[^a-z0-9]`).ReplaceAllString(lower(s), ""); got != want {
			t.Fatalf("squash(%q) is %q", s, got)
		}
	})
	everyByte(t, "squash", func(c byte) bool { return len(squash(string([]byte{c}), make([]byte, 0, 1))) == 1 }, among(lowerLetters+upperLetters+tenDigits))
	if got := squash("abc", make([]byte, 0, 2)); got != nil {
		t.Errorf("what is too long is %q", got)
	}
}

// Colours of a terminal (ECMA-48 section 5.4) go, the text between them stays.
func TestColours(t *testing.T) {
	sequence := regexp.MustCompile(`(?s)\x1b([\x00-?\[]*[^\x00-?\[]|[\x00-?\[]*.?$)`)
	everyString("\x1b[1mA@?", 5, func(s string) {
		if got, want := withoutColours(s), sequence.ReplaceAllString(s, ""); got != want {
			t.Fatalf("%q: %q, not %q", s, got, want)
		}
	})
}

func TestAddressEscapes(t *testing.T) {
	escapes := regexp.MustCompile(`\+2B|\+3D|\\x\{[0-9A-Fa-f]+\}`)
	try := func(s string) {
		want := escapes.ReplaceAllStringFunc(s, func(m string) string {
			switch {
			case m == "+2B":
				return "+"
			case m == "+3D":
				return "="
			}
			r, err := strconv.ParseUint(m[3:len(m)-1], 16, 32)
			if err != nil || r == 0 || !utf8.ValidRune(rune(r)) {
				return m
			}
			return string(rune(r))
		})
		if got := plainAddress(s); got != want {
			t.Fatalf("%q: %q, not %q", s, got, want)
		}
	}
	everyString("+23BDb\\", 5, try)
	everyString("0aFg}{", 4, func(s string) { try(`\x{` + s) })
}
