package whybounced

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// The files of testdata/speed are one input of each form and size that people paste; build/browser/speed.test.mjs times the same.
func BenchmarkDecode(b *testing.B) {
	for name, text := range speedFiles(b) {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Decode(text)
			}
		})
	}
}

// What a line of decode --batch lines costs: the report and its lean JSON.
func BenchmarkBatchLine(b *testing.B) {
	text := speedFiles(b)["reply-line.txt"]
	b.ReportAllocs()
	for b.Loop() {
		DecodeLean(text).LeanJSON()
	}
}

func speedFiles(tb testing.TB) map[string][]byte {
	tb.Helper()
	files, err := filepath.Glob("testdata/speed/*")
	if err != nil || len(files) == 0 {
		tb.Fatal("no test data", err)
	}
	texts := map[string][]byte{}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			tb.Fatal(err)
		}
		texts[filepath.Base(name)] = text
	}
	return texts
}

func BenchmarkCompileAndLoad(b *testing.B) {
	data, err := os.ReadFile("rules.json")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		r, err := LoadRules(data)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := NewDecoder(r); err != nil {
			b.Fatal(err)
		}
	}
}

// Each recipient of a notice searches its prose: many recipients in long prose must not multiply.
func TestManyRecipientsInLongProse(t *testing.T) {
	filler := strings.Repeat("abc def ", 700)
	var notice, report strings.Builder
	for i := range 400 {
		fmt.Fprintf(&notice, "user%d@example.org: %s\n", i, filler)
		fmt.Fprintf(&report, "<<< 550-x %d %s\n", i, filler)
	}
	report.WriteString("--b\nContent-Type: message/delivery-status\n\n")
	for i := range 2000 {
		fmt.Fprintf(&report, "Final-Recipient: rfc822; user%d@example.org\nAction: failed\nDiagnostic-Code: smtp; 550-x\n\n", i)
	}
	head := "From: mailer-daemon@example.net\nTo: ann@example.com\nSubject: Undeliverable\n"
	for name, text := range map[string]string{
		"notice": head + "\nThis could not be delivered\n" + notice.String(),
		"text":   "bob@example.org\n" + notice.String(),
		"report": head + "Content-Type: multipart/report; boundary=b\n\n--b\n\n" + report.String(),
	} {
		start := time.Now()
		r := Decode([]byte(text))
		if took := time.Since(start); took > 30*time.Second { // it took minutes before the prose had a limit
			t.Errorf("%s: %d bytes take %v", name, len(text), took)
		}
		if len(r.Warnings) == 0 {
			t.Errorf("%s: nothing says that prose was left out", name)
		}
	}
}
