package engine

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"io"
	"math/rand/v2"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	netmail "net/mail"
	"strings"
	"testing"
)

// leaf is a part without parts of its own, as either reader sees it.
type leaf struct{ kind, text string }

// plainLines has one kind of line end, and none at the end: a reader may leave the one before a boundary to either side.
func plainLines(s string) string {
	return strings.TrimRight(strings.ReplaceAll(s, "\r\n", "\n"), "\n")
}

// theirs takes a part apart with the standard library; false where it finds it invalid.
func theirs(head func(string) string, body io.Reader, inDigest bool, out *[]leaf) bool {
	kind, params, err := mime.ParseMediaType(head("Content-Type"))
	switch {
	case head("Content-Type") == "" && inDigest:
		kind = "message/rfc822"
	case head("Content-Type") == "":
		kind = "text/plain"
	case err != nil:
		return false
	}
	switch strings.ToLower(strings.TrimSpace(head("Content-Transfer-Encoding"))) {
	case "base64":
		body = base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		body = quotedprintable.NewReader(body)
	}
	switch {
	case strings.HasPrefix(kind, "multipart/"):
		parts := multipart.NewReader(body, params["boundary"])
		for {
			p, err := parts.NextRawPart()
			if err == io.EOF {
				return true
			}
			if err != nil || !theirs(p.Header.Get, p, kind == "multipart/digest", out) {
				return false
			}
		}
	case kind == "message/rfc822":
		m, err := netmail.ReadMessage(body)
		return err == nil && theirs(m.Header.Get, m.Body, false, out)
	}
	text, err := io.ReadAll(body)
	*out = append(*out, leaf{kind, plainLines(string(text))})
	return err == nil
}

// ours takes a message apart with the engine's reader.
func ours(text string) []leaf {
	r := &mimeReader{}
	var out []leaf
	var walk func(p *part)
	walk = func(p *part) {
		if len(p.parts) == 0 {
			body, _ := r.decode(p)
			out = append(out, leaf{p.kind, plainLines(body)})
		}
		for _, c := range p.parts {
			walk(c)
		}
	}
	walk(r.message(text, 0, 0, "text/plain"))
	return out
}

// writer writes valid messages at random: parts in parts, every transfer encoding, folded and commented fields, either line end.
type writer struct {
	*rand.Rand
	boundaries int
}

func (w *writer) one(of ...string) string { return of[w.IntN(len(of))] }

// prose never looks like a boundary; it may hold what encodings and readers have to take care of.
func (w *writer) prose() string {
	var b strings.Builder
	for range w.IntN(6) {
		b.WriteString(w.one("550 5.1.1 user unknown", "From: nobody", "", "=", "a=3D", ".", " indented", "Content-Type: text/html", "für", "宛先", strings.Repeat("long ", 40), "--", "-- ", "trailing\\") + "\n")
	}
	return b.String()
}

func (w *writer) part(depth int) string {
	if depth < 4 && w.IntN(3) == 0 {
		w.boundaries++
		boundary := fmt.Sprintf("=_%d.b", w.boundaries)
		var b strings.Builder
		fmt.Fprintf(&b, "Content-Type: %s;%s%s=%q\n\n%s", w.one("multipart/mixed", "Multipart/Report", "multipart/alternative", "multipart/digest"), w.one(" ", "\n\t", "\n "), w.one("boundary", "Boundary", "BOUNDARY"), boundary, w.one("", "A preamble.\n"))
		digest := strings.Contains(b.String(), "digest")
		for range 1 + w.IntN(3) {
			fmt.Fprintf(&b, "--%s%s\n", boundary, w.one("", " ", "\t"))
			if digest {
				b.WriteString("Content-Type: text/plain\n\nin a digest")
			} else {
				b.WriteString(w.part(depth + 1))
			}
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "--%s--\n%s", boundary, w.one("", "An epilogue.\n"))
		return b.String()
	}
	if depth < 4 && w.IntN(6) == 0 {
		return "Content-Type: message/rfc822\n\nSubject: inside\n" + w.part(depth+1)
	}
	kind := w.one("", "Content-Type: text/plain\n", "Content-Type: text/plain; charset=utf-8\n", "Content-type: TEXT/HTML;\n charset=\"utf-8\"\n", "CONTENT-TYPE: message/delivery-status\n", "Content-Type: application/octet-stream\n")
	text := w.prose()
	switch w.IntN(3) {
	case 0:
		encoded := base64.StdEncoding.EncodeToString([]byte(text))
		var b strings.Builder
		for len(encoded) > 76 {
			b.WriteString(encoded[:76] + "\n")
			encoded = encoded[76:]
		}
		return kind + w.one("Content-Transfer-Encoding: base64\n", "content-transfer-encoding: BASE64\n") + "\n" + b.String() + encoded + "\n"
	case 1:
		var b bytes.Buffer
		q := quotedprintable.NewWriter(&b)
		_, _ = q.Write([]byte(text))
		_ = q.Close()
		return kind + "Content-Transfer-Encoding: quoted-printable\n\n" + strings.ReplaceAll(b.String(), "\r\n", "\n")
	}
	return kind + w.one("", "Content-Transfer-Encoding: 8bit\n") + "\n" + text
}

// sameParts holds our reading of a message to the standard library's, where that one finds it valid.
func sameParts(t *testing.T, text string) bool {
	t.Helper()
	m, err := netmail.ReadMessage(strings.NewReader(text))
	if err != nil {
		return false
	}
	var want []leaf
	if !theirs(m.Header.Get, m.Body, false, &want) {
		return false
	}
	got := ours(text)
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s\nwe read %q\nthe standard library %q", text, got, want)
	}
	return true
}

// FuzzValidMail writes valid mail from a seed and reads it with both.
func FuzzValidMail(f *testing.F) {
	for seed := range uint64(2000) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		w := &writer{Rand: rand.New(rand.NewPCG(seed, 1))}
		text := "From: a@example.com\nSubject: a\n folded subject\nMIME-Version: 1.0\n" + w.part(0)
		if seed%2 == 1 {
			text = strings.ReplaceAll(text, "\n", "\r\n")
		}
		if !sameParts(t, text) {
			t.Errorf("the standard library refuses\n%s", text)
		}
	})
}

// The messages of testdata/decode, where the standard library finds them valid; but for what it leaves as it is: charsets, and the header of a
// returned message, which has no body.
func TestMailAgainstTheStandardLibrary(t *testing.T) {
	valid := 0
	for _, text := range inputs(t, "") {
		small := lower(text)
		charsets := count(small, '=') - count(strings.NewReplacer("charset=utf-8", "", "charset=\"utf-8", "", "charset=us-ascii", "").Replace(small), '=')
		if !ascii(text) || !contains(small, "\nmime-version:") || strings.Count(small, "charset") != charsets || contains(small, "rfc822-headers") {
			continue
		}
		if sameParts(t, text) {
			valid++
		}
	}
	if valid < 100 {
		t.Errorf("only %d messages are valid", valid)
	}
}
