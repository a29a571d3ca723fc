package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/whybounced/whybounced"
)

const reply = "550 5.1.1 <bob@example.org>: User unknown\n"

// mbox is a mailbox with n bounces and, between them, letters that are none.
func mbox(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "From MAILER-DAEMON Mon Mar  2 10:00:00 2026\nFrom: MAILER-DAEMON@relay.example.net\nTo: ann@example.com\nSubject: Undelivered Mail Returned to Sender\n\n"+
			"<user%d@example.org>: host mx.example.org[192.0.2.25] said: 550 5.1.1 User unknown\n\n", i)
		b.WriteString("From bob@example.org Mon Mar  2 10:00:01 2026\nFrom: Bob <bob@example.org>\nTo: ann@example.com\nSubject: hello\n\nHi\n\n")
	}
	return b.String()
}

func packed(t *testing.T, text string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func zipped(t *testing.T, files ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err == nil {
			_, err = io.WriteString(f, files[i+1])
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func file(t *testing.T, name string, data []byte) string {
	t.Helper()
	name = filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}

// A mailbox is one report, like any other input, and the same as if it had been decoded at once.
func TestMailboxIsOneReport(t *testing.T) {
	text := mbox(300)
	status, out, errOut := call(t, text, "decode", "--json")
	want := string(whybounced.Decode([]byte(text)).JSON()) + "\n"
	if status != exitDecoded || out != want {
		t.Errorf("exit status %d, %d bytes, not %d: %s", status, len(out), len(want), errOut)
	}
	letters := strings.ReplaceAll(text, "MAILER-DAEMON", "bob")
	letters = strings.NewReplacer("550 5.1.1", "", "Undelivered Mail Returned to Sender", "hello", "User unknown", "hi", "@relay.example.net", "@example.org").Replace(letters)
	status, out, _ = call(t, letters, "decode", "--json")
	if status != exitNothing || !strings.HasPrefix(out, `{"version":1,"form":"none","bounces":[],"warnings":["this is a message, but no bounce`) {
		t.Errorf("exit status %d: %.300s", status, out)
	}
	status, out, _ = call(t, letters, "decode")
	if status != exitNothing || !strings.HasPrefix(out, "standard input: no bounce found in 600 messages\nnote: this is a message") {
		t.Errorf("exit status %d: %.300s", status, out)
	}
}

func TestBatchMessages(t *testing.T) {
	status, out, _ := call(t, mbox(2), "decode", "--batch", "messages")
	var ids, bounces []int
	for line := range strings.Lines(out) {
		var row struct {
			ID     int
			Report struct{ Bounces []json.RawMessage }
		}
		if err := json.Unmarshal([]byte(line), &row); err != nil {
			t.Fatal(err)
		}
		ids, bounces = append(ids, row.ID), append(bounces, len(row.Report.Bounces))
	}
	if status != exitDecoded || fmt.Sprint(ids, bounces) != "[1 2 3 4] [1 0 1 0]" {
		t.Errorf("exit status %d: %v %v", status, ids, bounces)
	}
}

func TestUnpacking(t *testing.T) {
	log := "Mar  2 10:00:00 relay postfix/smtp[99]: 0000000001: to=<bob@example.org>, relay=mx.example.org[192.0.2.25]:25, delay=1, dsn=5.1.1, status=bounced (550 5.1.1 User unknown)\n"
	for name, c := range map[string]struct {
		data   []byte
		status int
		found  int    // bounces
		said   string // on standard error
	}{
		"reply.txt.gz":    {packed(t, reply), exitDecoded, 1, ""},
		"mail.log.2.gz":   {packed(t, strings.Repeat(log, 3)), exitDecoded, 1, ""},
		"members.gz":      {append(packed(t, reply), packed(t, "\n452 4.2.2 Mailbox full\n")...), exitDecoded, 2, ""},
		"mbox.gz":         {packed(t, mbox(9)), exitDecoded, 9, ""},
		"bounces.zip":     {zipped(t, "a.eml", mbox(1), "folder/", "", "folder/b.txt", reply, "__MACOSX/._a.eml", "\x00\x01", ".DS_Store", "\x00\x01"), exitDecoded, 2, ""},
		"logs.zip":        {zipped(t, "mail.log.gz", string(packed(t, log))), exitDecoded, 1, ""},
		"letter.docx":     {zipped(t, "[Content_Types].xml", "<x/>", "word/document.xml", reply), exitBroken, 0, "is an Office document, not mail"},
		"cut-off.zip":     {zipped(t, "a.txt", reply)[:60], exitBroken, 0, "is damaged"},
		"only-magic.gz":   {[]byte("\x1f\x8b"), exitBroken, 0, "is cut off"},
		"not-packed.gz":   {[]byte(reply), exitDecoded, 1, ""},
		"packed-thrice.x": {packed(t, string(packed(t, string(packed(t, reply))))), exitNothing, 0, ""},
	} {
		for _, way := range []string{"file", "standard input"} {
			status, out, errOut := call(t, string(c.data), "decode", "--json")
			if way == "file" {
				status, out, errOut = call(t, "", "decode", "--json", file(t, name, c.data))
			}
			if status != c.status || strings.Count(out, `{"recipient":`) != c.found || !strings.Contains(errOut, c.said) || c.said == "" && errOut != "" {
				t.Errorf("%s as %s: exit status %d, %.200s%s", name, way, status, out, errOut)
			}
		}
	}
}

// What came before the end of a file that is cut off is decoded and reported, and the exit status tells.
func TestCutOffGzip(t *testing.T) {
	text := ""
	for i := range 2000 { // text that does not pack to nothing
		text += fmt.Sprintf("From MAILER-DAEMON Mon Mar  2 10:00:00 2026\nFrom: MAILER-DAEMON@relay.example.net\nTo: ann@example.com\nSubject: Undelivered Mail Returned to Sender\nMessage-ID: <%x@example.net>\n\n"+
			"<user%d@example.org>: host mx.example.org[192.0.2.25] said: 550 5.1.1 User unknown\n\n", i*i*7919, i)
	}
	data := packed(t, text)
	status, out, errOut := call(t, "", "decode", "--json", file(t, "mbox.gz", data[:len(data)/2]))
	if status != exitBroken || !strings.Contains(errOut, "mbox.gz: is cut off; what came before was decoded") {
		t.Errorf("exit status %d: %s", status, errOut)
	}
	if n := strings.Count(out, `"recipient":"user`); n < 500 || n > 1500 || !json.Valid([]byte(out)) {
		t.Errorf("%d bounces, valid JSON: %v", n, json.Valid([]byte(out)))
	}
}

// A bomb is not unpacked to its end.
func TestBomb(t *testing.T) {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	zeros := make([]byte, 1<<20)
	for range 600 {
		_, _ = w.Write(zeros)
	}
	w.Close()
	for _, lines := range []bool{false, true} { // as a mailbox all of it would be read
		data := b.Bytes()
		if lines {
			data = append(packed(t, mbox(1)), data...)
		}
		start := time.Now()
		status, _, errOut := call(t, string(data), "decode", "--json")
		if lines && (status != exitBroken || !strings.Contains(errOut, "not read on")) || time.Since(start) > 30*time.Second {
			t.Errorf("exit status %d after %v: %s", status, time.Since(start), errOut)
		}
	}
}

// One file that cannot be read does not keep the others from being decoded, each once.
func TestUnreadableAmongOthers(t *testing.T) {
	good := file(t, "a.txt", []byte(reply))
	status, out, errOut := call(t, "", "decode", "--json", good, filepath.Join(t.TempDir(), "missing.eml"), t.TempDir(), good)
	if status != exitBroken || strings.Count(out, "\n") != 2 || strings.Count(errOut, "\n") != 2 || !strings.Contains(errOut, "missing.eml") || !strings.Contains(errOut, "is a folder") {
		t.Errorf("exit status %d\n%s%s", status, out, errOut)
	}
}

// failing takes some bytes and then fails.
type failing struct {
	left int
	err  error
}

func (f *failing) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, f.err
	}
	return len(p), nil
}

// endless is a mailbox without end.
type endless struct{ rest string }

func (e *endless) Read(p []byte) (int, error) {
	if e.rest == "" {
		e.rest = mbox(10)
	}
	n := copy(p, e.rest)
	e.rest = e.rest[n:]
	return n, nil
}

// Where nobody reads the output any more it ends quietly; a full disk is a failure. Neither reads an endless input on.
func TestOutputFails(t *testing.T) {
	for _, args := range [][]string{{"decode"}, {"decode", "--json"}, {"decode", "--batch", "messages"}, {"decode", "--batch", "lines"}} {
		for _, c := range []struct {
			err    error
			status int
			said   string
		}{
			{&os.PathError{Op: "write", Path: "|1", Err: syscall.EPIPE}, exitDecoded, ""},
			{&os.PathError{Op: "write", Path: "/dev/stdout", Err: syscall.ENOSPC}, exitBroken, "writing the output: write /dev/stdout: no space left on device"},
		} {
			var errOut bytes.Buffer
			status := run(args, &endless{}, &failing{1 << 20, c.err}, &errOut)
			if status != c.status || !strings.Contains(errOut.String(), c.said) || c.said == "" && errOut.Len() > 0 {
				t.Errorf("%v, %v: exit status %d: %s", args, c.err, status, &errOut)
			}
		}
	}
	if status := run([]string{"decode"}, strings.NewReader(reply), &failing{0, syscall.ENOSPC}, io.Discard); status != exitBroken {
		t.Errorf("exit status %d", status)
	}
}

func TestReadingFails(t *testing.T) {
	var out, errOut bytes.Buffer
	in := io.MultiReader(strings.NewReader(mbox(3)), iotestErr{errors.New("input/output error")})
	status := run([]string{"decode", "--json"}, in, &out, &errOut)
	if status != exitBroken || strings.Count(out.String(), `{"recipient":`) != 3 || errOut.String() != "whybounced: standard input: input/output error\n" {
		t.Errorf("exit status %d\n%.300s\n%s", status, &out, &errOut)
	}
}

type iotestErr struct{ error }

func (e iotestErr) Read([]byte) (int, error) { return 0, e.error }

func TestProgress(t *testing.T) {
	var out strings.Builder
	p := &progress{out: &out, name: "mail.log\x1b[2J", size: 4e6}
	p.show(1e6)
	if out.Len() > 0 {
		t.Errorf("shown at once: %q", &out)
	}
	p.begun = time.Now().Add(-2 * time.Second)
	p.show(1e6)
	p.show(2e6) // too soon after it
	p.clear()
	p.clear()
	if want := "\r\x1b[Kmail.log [2J: 1 of 4 MB, 25 %, 0 MB/s\r\x1b[K"; out.String() != want && out.String() != strings.Replace(want, "0 MB/s", "1 MB/s", 1) {
		t.Errorf("%q", &out)
	}
}

func TestDecodeHelp(t *testing.T) {
	status, out, _ := call(t, "", "decode", "--help")
	if status != exitDecoded || !strings.Contains(out, "4 MB apart") || whybounced.LogWindow != 4<<20 || whybounced.MaxInput != 10<<20 || whybounced.MaxFile != 64<<20 || bombSize != 256<<20 || bombRatio != 400 {
		t.Errorf("exit status %d; are the limits in it still true?\n%s", status, out)
	}
}
