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
