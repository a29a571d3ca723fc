package engine

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"io"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/tools/txtar"
)

// Each stage has a fuzz target here, seeded from the examples of the rules and from testdata/decode; the whole decoder has
// FuzzDecode in the root package. CONTRIBUTING.md says how to run them all.

// examples are the texts of rules.json.
func examples(tb testing.TB) []string {
	tb.Helper()
	data, err := os.ReadFile("../../rules.json")
	if err != nil {
		tb.Fatal(err)
	}
	var rules struct {
		Errors []struct {
			Responses []struct{ Examples []string }
		}
	}
	if err := json.Unmarshal(data, &rules); err != nil {
		tb.Fatal(err)
	}
	var out []string
	for _, e := range rules.Errors {
		for _, r := range e.Responses {
			out = append(out, r.Examples...)
		}
	}
	return out
}

// inputs are those of the pages of testdata/decode whose name begins with the prefix.
func inputs(tb testing.TB, prefix string) []string {
	tb.Helper()
	names, err := filepath.Glob("../../testdata/decode/" + prefix + "*.txtar")
	if err != nil || len(names) == 0 {
		tb.Fatal("no test data for", prefix, err)
	}
	var out []string
	for _, name := range names {
		page, err := txtar.ParseFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		out = append(out, string(page.Files[0].Data))
	}
	return out
}

// body is what follows the header of a message.
func body(message string) string {
	_, rest, _ := strings.Cut(message, "\n\n")
	return rest
}

// inTime fails when reading took much longer than the size of the input allows, on a busy machine too.
func inTime(t *testing.T, size int, read func()) {
	t.Helper()
	var took time.Duration
	for range 3 { // another program's pause is not ours
		start := time.Now()
		read()
		if took = time.Since(start); took <= 2*time.Second+time.Duration(size)*20*time.Microsecond {
			return
		}
	}
	t.Errorf("%d bytes take %v", size, took)
}

// checkRead reads an input and holds what was read to the input: all places are in it.
func checkRead(t *testing.T, input string) mail {
	t.Helper()
	var m mail
	inTime(t, len(input), func() { m = read(input, Options{}) })
	if len(m.deliveries) > MaxDeliveries {
		t.Errorf("%d deliveries", len(m.deliveries))
	}
	for _, d := range m.deliveries {
		if s := d.recipientSpan; s.Start < 0 || s.End < s.Start || s.End > len(input) || s.End > s.Start && !strings.EqualFold(input[s.Start:s.End], d.recipient) {
			t.Errorf("%s is marked at %+v", d.recipient, s)
		}
		for _, lines := range [][]line{d.diagnostic, d.block, d.context, d.prose, d.mark} {
			for _, l := range lines {
				if l.at < -1 || l.at >= 0 && l.at+len(l.text) > len(input) {
					t.Fatalf("%q stands at %d of %d", l.text, l.at, len(input))
				}
			}
		}
		found := extract(d.diagnostic)
		for _, s := range []Span{found.codeSpan, found.statusSpan} {
			if s.Start < 0 || s.End < s.Start || s.End > len(input) {
				t.Errorf("a code is marked at %+v of %d", s, len(input))
			}
		}
	}
	return m
}

const noticeHeader = "From: MAILER-DAEMON@relay.example.net (Mail Delivery System)\nTo: ann@example.com\nSubject: Undelivered Mail Returned to Sender\n"

func FuzzMIME(f *testing.F) {
	for _, s := range inputs(f, "") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, text)
		checkRead(t, noticeHeader+"Content-Type: multipart/report; boundary=b\n\n--b\n"+text)
	})
}

func FuzzDSNFields(f *testing.F) {
	for _, s := range inputs(f, "dsn") {
		_, fields, _ := strings.Cut(s, "message/delivery-status\n")
		f.Add(strings.TrimLeft(fields, "\n"))
	}
	f.Fuzz(func(t *testing.T, fields string) {
		checkRead(t, fields)
		checkRead(t, noticeHeader+"Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"+fields)
	})
}

func FuzzNotice(f *testing.F) {
	for _, s := range append(inputs(f, "notice"), inputs(f, "prose")...) {
		f.Add(s)
		f.Add(body(s))
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, text)
		checkRead(t, noticeHeader+"\n"+text)
		checkRead(t, "> "+strings.ReplaceAll(text, "\n", "\n> "))
	})
}

func FuzzLog(f *testing.F) {
	for _, s := range inputs(f, "log") {
		f.Add(s)
		for line := range strings.Lines(s) {
			f.Add(line)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, text)
		checkRead(t, "Mar  1 10:00:00 relay postfix/smtp[7]: 4Xq0Yy: to=<bob@example.org>, relay=mx.example.org[198.51.100.25]:25, dsn=5.1.1, status=bounced ("+text+")")
	})
}

func FuzzEvents(f *testing.F) {
	for _, s := range inputs(f, "event") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, text)
		checkRead(t, `{"event": "bounce", "email": "bob@example.org", "reason": "`+text)
	})
}

func FuzzReply(f *testing.F) {
	for _, s := range examples(f) {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkRead(t, text)
		var r reply
		inTime(t, len(text), func() { r = extract(splitLines(text, 0)) })
		if r.code != "" && text[r.codeSpan.Start:r.codeSpan.End] != r.code {
			t.Errorf("%s is marked at %+v", r.code, r.codeSpan)
		}
		if r.status != "" && statusLen(r.status) != len(r.status) {
			t.Errorf("%q is no enhanced code", r.status)
		}
		for i := range r.text.text {
			if p := r.text.position(i); p < 0 || p >= len(text) {
				t.Fatalf("byte %d of the reply stands at %d of %d", i, p, len(text))
			}
		}
	})
}

// The way past the other readers ends where they do.
func FuzzSoleReply(f *testing.F) {
	for _, s := range examples(f) {
		f.Add(s)
		f.Add(strings.ReplaceAll(s, "\n", " "))
	}
	for _, s := range inputs(f, "log") {
		for line := range strings.Lines(s) {
			f.Add("550 " + line)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if got, want := read(text, Options{}), readWhole(text, Options{}); !reflect.DeepEqual(got, want) {
			t.Errorf("got  %+v\nwant %+v", got, want)
		}
	})
}

func FuzzHTML(f *testing.F) {
	for _, s := range inputs(f, "html") {
		f.Add(s)
	}
	f.Add("<p>&#228;&amp;&nbsp;&#x1F408;<a href='mailto:bob@example.org'>bob@example.org</a> <bob@example.org><br/><!-- -->")
	f.Fuzz(func(t *testing.T, text string) {
		var out string
		inTime(t, len(text), func() { out = htmlText(text) })
		if len(out) > len(text) {
			t.Errorf("%d bytes of HTML have %d of text", len(text), len(out))
		}
		checkRead(t, noticeHeader+"Content-Type: text/html\n\n"+text)
	})
}

// What was encoded is decoded to what it was, and anything else to something.
func FuzzEncodings(f *testing.F) {
	for _, s := range append(inputs(f, "notice"), "=?utf-8?B?R3LDvMOfZQ==?= =?iso-8859-1?Q?a=E4_b?=", "a=\n=C3=A4=", "R3LDvMOfZQ") {
		f.Add(s)
		f.Add(body(s))
	}
	f.Fuzz(func(t *testing.T, text string) {
		inTime(t, len(text), func() {
			decodeWords(text, nil)
			decodeBase64(text)
			decodeQuotedPrintable(text, true)
			unform(text)
		})
		if got := decodeBase64(base64.StdEncoding.EncodeToString([]byte(text))); got != text {
			t.Errorf("base64 of %q is %q", text, got)
		}
		var encoded bytes.Buffer
		w := quotedprintable.NewWriter(&encoded)
		w.Binary = true
		_, _ = io.WriteString(w, text)
		_ = w.Close()
		if got := decodeQuotedPrintable(encoded.String(), false); got != text {
			t.Errorf("quoted-printable of %q is %q", text, got)
		}
	})
}

// Phrases are found where a search for each of them finds them. The search tries every end of every gap, so there are few gaps.
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
			want := false
			for i := range n.text {
				if _, ok := matchForward(p.text, n.text, i); ok && (i == 0 || !wordByte(n.text[i]) || !wordByte(n.text[i-1])) {
					want = true
				}
			}
			if found[p.text] != want {
				t.Errorf("%q in %q: found %v, plain search %v", p.text, n.text, found[p.text], want)
			}
		}
	})
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

// JSON reads back as what was written.
func FuzzJSONWrite(f *testing.F) {
	for i, s := range examples(f) {
		f.Add(s, i)
	}
	f.Fuzz(func(t *testing.T, s string, n int) {
		r := Report{
			Version: n, Form: s, Warnings: []string{s, ""},
			Bounces: []Bounce{{Text: s, RetryAfter: n, Facts: Facts{Token: s}, Relays: []Steps{{s, s}}, Spans: []Span{{s, n, 0}}, Attempts: []Attempt{{Text: s}}, Also: []string{s}}, {}},
		}
		out := r.JSON()
		if !utf8.Valid(out) || bytes.Contains(out, []byte("<")) {
			t.Errorf("not fit for a page: %q", out)
		}
		var back Report
		if err := json.Unmarshal(out, &back); err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		var want []rune // bytes that are no UTF-8 are read as ISO 8859-1
		for i := 0; i < len(s); {
			c, size := decodeRune(s[i:])
			if utf16.IsSurrogate(c) {
				c = utf8.RuneError
			}
			want = append(want, c)
			i += size
		}
		if b := back.Bounces[0]; b.Text != string(want) || b.Facts.Token != b.Text || b.Relays[0].Steps != b.Text || b.RetryAfter != n || b.Spans[0].Start != n || back.Form != b.Text {
			t.Errorf("%q came back as %+v", s, back)
		}
	})
}

// tree reads a value as encoding/json does.
func (r *jsonReader) tree() any {
	switch r.peek() {
	case '{':
		out := map[string]any{}
		r.object(func(key string) { out[jsonString{raw: key}.text()] = r.tree() })
		return out
	case '[':
		out := []any{}
		r.array(func() { out = append(out, r.tree()) })
		return out
	case '"':
		return r.str().text()
	}
	return r.word().text
}

// Valid JSON is read as encoding/json reads it, and anything else to its end.
func FuzzJSONRead(f *testing.F) {
	for _, s := range inputs(f, "event") {
		f.Add(s)
	}
	f.Add(`{"a":[1,-2.5e3,true,null,"x\"\\\/é\ud83d\ude00",{},[]],"":{"b":[[]]}}`)
	f.Fuzz(func(t *testing.T, text string) {
		if strings.Count(text, "[")+strings.Count(text, "{") > 1000 {
			return
		}
		var r *jsonReader
		var got any
		inTime(t, len(text), func() {
			r = &jsonReader{text: text}
			got = r.tree()
		})
		if r.i > len(text) {
			t.Errorf("read to %d of %d", r.i, len(text))
		}
		if !json.Valid([]byte(text)) || !utf8.ValidString(text) {
			return
		}
		d := json.NewDecoder(strings.NewReader(text))
		d.UseNumber()
		var want any
		if err := d.Decode(&want); err != nil {
			t.Fatal(err)
		}
		if want = asRead(want); !reflect.DeepEqual(got, want) {
			t.Errorf("%s\nis read as %#v\nnot %#v", text, got, want)
		}
	})
}

// asRead is what the engine makes of a value: numbers and constants are words, a backspace and a form feed are spaces.
func asRead(v any) any {
	switch v := v.(type) {
	case string:
		return strings.NewReplacer("\b", " ", "\f", " ").Replace(v)
	case json.Number:
		return v.String()
	case bool:
		return strconv.FormatBool(v)
	case []any:
		for i := range v {
			v[i] = asRead(v[i])
		}
		return v
	case map[string]any:
		out := map[string]any{}
		for k := range v {
			out[strings.NewReplacer("\b", " ", "\f", " ").Replace(k)] = asRead(v[k])
		}
		return out
	}
	return "null"
}

// A time that is found stands in the line, and is the one that the standard library reads.
func FuzzTime(f *testing.F) {
	for _, s := range inputs(f, "log") {
		for line := range strings.Lines(s) {
			f.Add(line)
		}
	}
	for _, s := range []string{"2026-03-01T10:00:00.123456+01:00 x", "Mar  1 2026 10:00:00 x", "@400000004000000a00000000 x", "1772359200.123456 x", "<22>1 2024-02-29T23:59:60Z x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var s stamp
		var first int
		var at string
		inTime(t, len(text), func() {
			s, first = findStamp(text)
			at = s.at()
		})
		if first < 0 || first > len(text) || !strings.Contains(text, s.text) {
			t.Fatalf("%+v, %d of %d", s, first, len(text))
		}
		if at == "" {
			return
		}
		full := strings.Replace(at, ":60", ":59", 1) // a leap second, which the standard library does not read
		want, err := time.Parse(time.RFC3339, full)
		if err != nil {
			if date, _, _ := strings.Cut(full, "T"); date[8:] > "28" { // a day that the month does not have
				return
			}
			t.Fatalf("%q: %v", at, err)
		}
		leap := int64(0)
		if full != at {
			leap = 1
		}
		if s.when-want.Unix() != leap {
			t.Errorf("%q in %q is %d, not %d", at, text, s.when, want.Unix())
		}
	})
}

// Offsets in UTF-16 are those of the same places.
func FuzzUTF16(f *testing.F) {
	for i, s := range examples(f) {
		f.Add(s, i%20, i%30)
	}
	f.Add("é🐈 550 x\xff", 2, 6)
	f.Fuzz(func(t *testing.T, text string, start, end int) {
		if start < 0 || end < start || end > len(text) || !utf8.ValidString(text) || !utf8.ValidString(text[:start]) || !utf8.ValidString(text[:end]) {
			return
		}
		r := Report{Bounces: []Bounce{{Spans: []Span{{"phrase", start, end}, {"reply", 0, end}}}}}
		UTF16Spans(&r, text)
		units := func(s string) int { return len(utf16.Encode([]rune(s))) }
		if s := r.Bounces[0].Spans[0]; s.Start != units(text[:start]) || s.End != units(text[:end]) {
			t.Errorf("%+v, not %d to %d", s, units(text[:start]), units(text[:end]))
		}
	})
}
