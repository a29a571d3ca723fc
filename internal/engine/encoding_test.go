package engine

import (
	"encoding/base64"
	"encoding/json"
	"io"
	"mime"
	"mime/quotedprintable"
	"strings"
	"testing"
	"unicode/utf16"
)

// The engine's own decoders give what the standard library gives on valid input.
func TestDecodersAgainstTheStandardLibrary(t *testing.T) {
	for _, s := range []string{"", "a", "ab", "abc", "Grüße an alle = 100 %\r\nzweite Zeile\t", strings.Repeat("long line ", 40), "\x00\xff\xfe"} {
		if got := decodeBase64(base64.StdEncoding.EncodeToString([]byte(s))); got != s {
			t.Errorf("base64 %q: %q", s, got)
		}
		var b strings.Builder
		w := quotedprintable.NewWriter(&b)
		if _, err := io.WriteString(w, s); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		want, err := io.ReadAll(quotedprintable.NewReader(strings.NewReader(b.String())))
		if err != nil {
			t.Fatal(err)
		}
		if got := decodeQuotedPrintable(b.String(), false); got != string(want) {
			t.Errorf("quoted-printable %q: %q, not %q", b.String(), got, want)
		}
		for _, e := range []mime.WordEncoder{mime.BEncoding, mime.QEncoding} {
			word := e.Encode("utf-8", "Grüße "+strings.ToValidUTF8(strings.Trim(s, "\x00\r\n\t"), ""))
			want, err := new(mime.WordDecoder).DecodeHeader(word)
			if err != nil {
				continue
			}
			if got := decodeWords(word, nil); got != want {
				t.Errorf("%q: %q, not %q", word, got, want)
			}
		}
	}
}

// Broken encodings are read as far as they go.
func TestBrokenEncodings(t *testing.T) {
	for in, want := range map[string]string{"NTUw": "550", "NTU": "55", "NT": "5", "N": "", "!!NT\nUw==": "550"} {
		if got := decodeBase64(in); got != want {
			t.Errorf("base64 %q: %q", in, got)
		}
	}
	for in, want := range map[string]string{"a=": "a=", "a=4": "a=4", "a=XY": "a=XY", "a=\nb": "ab", "=3D=3d": "=="} {
		if got := decodeQuotedPrintable(in, false); got != want {
			t.Errorf("quoted-printable %q: %q", in, got)
		}
	}
	for _, in := range []string{"=?", "=?utf-8", "=?utf-8?B?", "=?utf-8?B?NTUw", "=??=?="} {
		if got := decodeWords(in, nil); got != in {
			t.Errorf("%q: %q", in, got)
		}
	}
}

func TestNormalize(t *testing.T) {
	for in, want := range map[string]string{
		"  User\t UNKNOWN\n": "user unknown", "Don’t “x” – y": "don't \"x\" - y", "ÜBERFÜLLT": "überfüllt", "ЯЩИК Ё": "ящик ё", "Ｕｓｅｒ": "user",
		"a\u00a0\u200bb": "a b", "\xe9t\xe9": "été", "ŁÓDŹ": "łódź",
	} {
		if got := Normalize(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
		if again := Normalize(want); again != want {
			t.Errorf("%q is not stable: %q", want, again)
		}
	}
}

// JSON is what encoding/json would read, and safe inside a page.
func TestJSON(t *testing.T) {
	r := Report{Version: 1, Form: "response", Warnings: []string{"\x00\x1f\"\\</script>\u2028é\xff🐈"}, Bounces: []Bounce{{Text: "a\tb", Spans: []Span{{"reply", 0, 3}}, Facts: Facts{Token: "T1"}}}}
	for _, out := range [][]byte{r.JSON(), r.LeanJSON()} {
		var back Report
		if err := json.Unmarshal(out, &back); err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if back.Warnings[0] != "\x00\x1f\"\\</script>\u2028éÿ🐈" || back.Bounces[0].Text != "a\tb" || back.Bounces[0].Facts.Token != "T1" {
			t.Errorf("%+v", back)
		}
		if strings.Contains(string(out), "</script") {
			t.Error("a page would end its script here")
		}
	}
}

func TestUTF16Spans(t *testing.T) {
	input := "é🐈 550 x"
	r := Report{Bounces: []Bounce{{Spans: []Span{{"reply", 7, 10}, {"phrase", 0, 2}}}}}
	UTF16Spans(&r, input)
	units := utf16.Encode([]rune(input))
	for i, want := range []string{"550", "é"} {
		s := r.Bounces[0].Spans[i]
		if got := string(utf16.Decode(units[s.Start:s.End])); got != want {
			t.Errorf("%+v is %q, not %q", s, got, want)
		}
	}
}
