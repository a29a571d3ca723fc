package whybounced

import (
	"bytes"
	"encoding/json"
	"flag"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

var update = flag.Bool("update", false, "write the reports that are decoded now; read the diff")

// Each file of testdata/decode is one page: what was pasted, and the report that is wanted.
func TestDecode(t *testing.T) {
	for _, p := range pages(t, "decode") {
		t.Run(p.name, func(t *testing.T) {
			input := p.input()
			if strings.HasSuffix(p.name, "-crlf") {
				input = bytes.ReplaceAll(input, []byte("\n"), []byte("\r\n"))
			}
			report := Decode(input)
			checkSpans(t, report, input)
			p.wants(t, indented(t, report))
		})
	}
}

// checkSpans holds the evidence to the input: it stands there, in order, and a code's place holds the code.
func checkSpans(t *testing.T, r Report, input []byte) {
	t.Helper()
	for _, b := range r.Bounces {
		for _, s := range b.Spans {
			if s.Start < 0 || s.End <= s.Start || s.End > len(input) {
				t.Errorf("span %+v is outside the input of %d bytes", s, len(input))
				continue
			}
			if s.End < len(input) && utf8.Valid(input) && (!utf8.RuneStart(input[s.Start]) || !utf8.RuneStart(input[s.End])) {
				t.Errorf("%s is marked at %d–%d, inside of a character", s.Kind, s.Start, s.End)
			}
			switch text := string(input[s.Start:s.End]); {
			case s.Kind == "reply" && text != b.Reply, s.Kind == "status" && text != b.Status, s.Kind == "recipient" && text != b.Recipient:
				t.Errorf("%s is marked at %q", s.Kind, text)
			}
		}
	}
}

// Bad input gets a clear answer and loses nothing.
func TestHostileInput(t *testing.T) {
	nested := strings.Builder{}
	nested.WriteString("From: mailer-daemon@example.net\nTo: ann@example.com\nSubject: Undeliverable\nMIME-Version: 1.0\n")
	for i := range 200 {
		b := strings.Repeat("b", i+1)
		nested.WriteString("Content-Type: multipart/mixed; boundary=\"" + b + "\"\n\n--" + b + "\n")
	}
	nested.WriteString("Content-Type: text/plain\n\n550 5.1.1 User unknown <bob@example.org>\n")
	for name, in := range map[string]struct {
		text    string
		bounces int
	}{
		"empty":            {"", 0},
		"white space":      {" \n\t\r\n ", 0},
		"10 MB of x":       {strings.Repeat("x", 10<<20), 0},
		"11 MB of replies": {strings.Repeat("550 5.1.1 no\n", 1<<20), MaxBounces},
		"JPEG":             {"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xdb\x00\x43\x00\x08\x06\x06\x07\x06\x05\x08", 0},
		"nested 200 deep":  {nested.String(), -1},
		"lone code":        {"550", 1},
		"emoji":            {"550 5.1.1 🐈 no such user 🐈", 1},
		"NULs":             {"550 5.1.1 no\x00such\x00user", 1},
		"truncated base64": {"From: mailer-daemon@example.net\nTo: a@example.com\nSubject: Undeliverable\nContent-Type: text/plain\nContent-Transfer-Encoding: base64\n\nNTUwIDUuMS4xIFVzZXIgdW5rbm93", 1},
		"accepted, tabs":   {"250 2.0.0 OK  1700\t000\t000 x-1s9", 1}, // it was read for its id for ever
		"only CR":          {"550 5.1.1 User unknown\r", 1},
		"endless header":   {"From: " + strings.Repeat("a", 1<<20) + "\nSubject: x\n\n", 0},
		"many boundaries":  {"Content-Type: multipart/mixed; boundary=b\nFrom: a\nTo: b\n\n" + strings.Repeat("--b\n\n", 100000), 0},
	} {
		t.Run(name, func(t *testing.T) {
			r := Decode([]byte(in.text))
			if in.bounces >= 0 && len(r.Bounces) != in.bounces {
				t.Errorf("%d bounces, not %d", len(r.Bounces), in.bounces)
			}
			if len(r.Bounces) == 0 && len(r.Warnings) == 0 {
				t.Error("no bounce, and nothing said why")
			}
			checkSpans(t, r, []byte(in.text))
			if !json.Valid(r.JSON()) {
				t.Error("the report is no valid JSON")
			}
		})
	}
}

// FuzzDecode holds any input to what the report promises. Seeds are the examples of the rules.
func FuzzDecode(f *testing.F) {
	for _, e := range Rules().Errors {
		for _, r := range e.Responses {
			f.Add([]byte(r.Examples[0]))
		}
	}
	for _, p := range pages(f, "decode") {
		f.Add(p.input())
	}
	f.Fuzz(func(t *testing.T, input []byte) {
		var r Report
		for tries := 1; ; tries++ {
			start := time.Now()
			r = Decode(input)
			if took := time.Since(start); took <= 2*time.Second+time.Duration(len(input))*20*time.Microsecond {
				break
			} else if tries == 3 { // another program's pause is not ours
				t.Errorf("%d bytes take %v", len(input), took)
				break
			}
		}
		if out := r.JSON(); !json.Valid(out) || !utf8.Valid(out) {
			t.Errorf("no valid JSON: %q", out)
		}
		checkSpans(t, r, input)
		if got, want := DecodeLean(input).LeanJSON(), r.LeanJSON(); !bytes.Equal(got, want) {
			t.Errorf("lean\n%s\nnot\n%s", got, want)
		}
	})
}

// A code that only one provider gives is explained as that provider's.
func TestExplainOwnCode(t *testing.T) {
	for code, want := range map[string]string{
		"5.7.705": "microsoft-365-code-5-7-705",
		"5.7.620": "microsoft-365-code-5-7-511", // within 5.7.606-649
		"4.7.321": "microsoft-365-code-5-4-317", // of any class
	} {
		if e, ok := Explain(code); !ok || e.Kind != "response" || e.ID != want {
			t.Errorf("%q is %s %q, not the response %q", code, e.Kind, e.ID, want)
		}
	}
	if e, ok := Explain("5.7.999"); ok {
		t.Errorf("5.7.999 is explained as %s", e.ID)
	}
}
