package whybounced

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"reflect"
	"runtime"
	"runtime/metrics"
	"strings"
	"testing"
	"testing/iotest"
)

// joined is what DecodeReader says of an input, as one report.
func joined(t *testing.T, r io.Reader) (Report, []Report) {
	t.Helper()
	out := Report{Version: 1, Form: "none", Bounces: []Bounce{}}
	var all []Report
	for report, err := range DecodeReader(r) {
		if err != nil {
			t.Fatal(err)
		}
		if out.Form == "none" {
			out.Form = report.Form
		}
		out.Bounces = append(out.Bounces, report.Bounces...)
		out.Warnings = append(out.Warnings, report.Warnings...)
		all = append(all, report)
	}
	return out, all
}

// Whatever it is, in pieces it means what it means as a whole.
func TestDecodeReaderAgrees(t *testing.T) {
	for _, p := range pages(t, "decode") {
		t.Run(p.name, func(t *testing.T) {
			input := p.input()
			want := Decode(input)
			got, reports := joined(t, iotest.HalfReader(bytes.NewReader(input)))
			for i := range min(len(got.Bounces), len(want.Bounces)) {
				if len(want.Bounces[i].Spans) == 0 { // as a whole it looked encoded; the piece shows where the evidence stands
					got.Bounces[i].Spans = want.Bounces[i].Spans
				}
			}
			if got.Form != want.Form || !reflect.DeepEqual(got.Bounces, want.Bounces) {
				t.Errorf("got\n%s\nwant\n%s", got.LeanJSON(), want.LeanJSON())
			}
			if len(reports) == 1 && !reflect.DeepEqual(got.Warnings, want.Warnings) && len(got.Warnings)+len(want.Warnings) > 0 {
				t.Errorf("warnings %q, not %q", got.Warnings, want.Warnings)
			}
		})
	}
}

const bounced = "From: MAILER-DAEMON@relay.example.net\nTo: ann@example.com\nSubject: Undelivered Mail Returned to Sender\n\n" +
	"<user%d@example.org>: host mx.example.org[192.0.2.25] said: 550 5.1.1 User unknown\n"

func TestMailbox(t *testing.T) {
	message := func(i int) string { return fmt.Sprintf(bounced, i) }
	letter := "From: Bob <bob@example.org>\nTo: ann@example.com\nSubject: hello\n\nFrom here it is two hours: 14:30 at the latest.\n\n>From now on\n"
	for name, c := range map[string]struct {
		text    string
		bounces []int // of each message
	}{
		"RFC 4155":      {"From a@example.net Mon Mar  2 10:00:00 2026\n" + message(1) + "\nFrom b@example.net Mon Mar  2 10:00:01 2026\n" + letter + "\nFrom c@example.net Mon Mar  2 10:00:02 2026\n" + message(2), []int{1, 0, 1}},
		"CRLF":          {strings.ReplaceAll("From a@example.net Mon Mar  2 10:00:00 2026\n"+message(1)+"\nFrom b@example.net Mon Mar  2 10:00:01 2026\n"+message(2), "\n", "\r\n"), []int{1, 1}},
		"Thunderbird":   {"From - Mon Mar 02 10:00:00 2026\nX-Mozilla-Status: 0001\n" + message(1) + "\nFrom \nX-Mozilla-Status: 0001\n" + message(2), []int{1, 1}},
		"Gmail Takeout": {"From 1234567890123456789@xxx Mon Mar 02 10:00:00 +0000 2026\nX-GM-THRID: 1\n" + message(1) + "\nFrom 1234567890123456790@xxx Mon Mar 02 10:00:01 +0000 2026\nX-GM-THRID: 2\n" + message(2), []int{1, 1}},
		"not quoted":    {"From a@example.net Mon Mar  2 10:00:00 2026\n" + letter + "\nFrom what I hear: it is 10:30 and 550 5.1.1 means\nnothing\n\nFrom b@example.net Mon Mar  2 10:00:01 2026\n" + message(1), []int{0, 1}},
	} {
		t.Run(name, func(t *testing.T) {
			got, reports := joined(t, strings.NewReader(c.text))
			var counts []int
			for _, r := range reports {
				counts = append(counts, len(r.Bounces))
			}
			if !reflect.DeepEqual(counts, c.bounces) {
				t.Errorf("bounces %v, not %v", counts, c.bounces)
			}
			checkSpans(t, got, []byte(c.text))
			if want := Decode([]byte(c.text)); !reflect.DeepEqual(got.Bounces, want.Bounces) {
				t.Errorf("got\n%s\nwant\n%s", got.LeanJSON(), want.LeanJSON())
			}
		})
	}
}

// A message that is too long loses its end, and the ones around it nothing.
func TestLongMessage(t *testing.T) {
	text := "From a@example.net Mon Mar  2 10:00:00 2026\n" + fmt.Sprintf(bounced, 1) + strings.Repeat("x", MaxInput) + strings.Repeat("\nlong", 1<<20) +
		"\n\nFrom b@example.net Mon Mar  2 10:00:01 2026\n" + fmt.Sprintf(bounced, 2)
	got, reports := joined(t, strings.NewReader(text))
	if len(reports) != 2 || len(got.Bounces) != 2 || got.Bounces[1].Recipient != "user2@example.org" {
		t.Fatalf("%d reports, %d bounces", len(reports), len(got.Bounces))
	}
	if len(reports[0].Warnings) == 0 || !strings.Contains(reports[0].Warnings[0], "longer than 10 MB") {
		t.Errorf("warnings %q", reports[0].Warnings)
	}
	checkSpans(t, got, []byte(text))
}

func TestEvents(t *testing.T) {
	event := func(i int) string {
		return fmt.Sprintf(`{"event":"bounce","email":"user%d@example.org","reason":"550 5.1.1 {no} [such] \"user\"","nested":{"a":[1,2,{"b":"}"}]}}`, i)
	}
	want := []string{"user1@example.org", "user2@example.org", "user3@example.org"}
	for name, text := range map[string]string{
		"one a line":         event(1) + "\n" + event(2) + "\n" + event(3) + "\n",
		"one array":          "[" + event(1) + "," + event(2) + "," + event(3) + "]",
		"array over lines":   "[\n" + event(1) + ",\n" + event(2) + ",\n" + event(3) + "\n]\n",
		"arrays":             "[" + event(1) + "," + event(2) + "]\n[" + event(3) + "]\n",
		"one after the next": event(1) + event(2) + " " + event(3),
		"printed nicely":     strings.NewReplacer(",\"", ",\n  \"", "{\"", "{\n\"").Replace(event(1)+event(2)) + event(3),
		"words between":      event(1) + "\nnonsense {\"a\":1}\n" + event(2) + "\n" + event(3),
		"cut off in between": event(1) + "\n" + event(2)[:90] + "\n" + event(3),
		"cut off at the end": event(1) + "\n" + event(2) + "\n" + event(3)[:90],
		"single quotes":      strings.ReplaceAll(event(1)+"\n"+event(2)+"\n"+event(3), `"`, `'`),
		"byte order mark":    "\ufeff" + event(1) + "\n" + event(2) + "\n" + event(3),
	} {
		t.Run(name, func(t *testing.T) {
			got, reports := joined(t, strings.NewReader(text))
			var recipients []string
			for _, b := range got.Bounces {
				recipients = append(recipients, b.Recipient)
			}
			if !reflect.DeepEqual(recipients, want) {
				t.Errorf("%d reports: %q", len(reports), recipients)
			}
			checkSpans(t, got, []byte(text))
		})
	}
}

// logLine is a line of Postfix's on the i-th message.
func logLine(i int, status, said string) string {
	return fmt.Sprintf("Mar  2 10:00:00 relay postfix/smtp[99]: %010X: to=<user%d@example.org>, relay=mx.example.org[192.0.2.25]:25, delay=1, dsn=%s, status=%s\n", i, i, status, said)
}

// Lines of one message are joined far apart, deliveries come in the order of their first lines, and spans are right.
func TestLog(t *testing.T) {
	var log strings.Builder
	const messages, later = 9_000, 2_000
	padding := strings.Repeat("0/", 200)
	for i := range messages {
		fmt.Fprintf(&log, "Mar  2 10:00:00 relay postfix/qmgr[98]: %010X: from=<ann@example.com>, size=1000, nrcpt=1 (queue active) %s\n", i, padding)
		log.WriteString(logLine(i, "4.2.2, delays="+padding, "deferred (host mx.example.org[192.0.2.25] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command))"))
		if i >= later { // three megabytes later
			log.WriteString(logLine(i-later, "5.1.1, delays="+padding, "bounced (host mx.example.org[192.0.2.25] said: 550 5.1.1 User unknown (in reply to RCPT TO command))"))
		}
	}
	text := log.String()
	i := 0
	for r, err := range DecodeReader(strings.NewReader(text)) {
		if err != nil || len(r.Bounces) != 1 {
			t.Fatalf("%v %s", err, r.LeanJSON())
		}
		b := r.Bounces[0]
		attempts, reason := 2, "user-unknown"
		if i >= messages-later {
			attempts, reason = 0, "mailbox-full"
		}
		if b.Recipient != fmt.Sprintf("user%d@example.org", i) || len(b.Attempts) != attempts || b.Reason != reason || b.Facts.SenderDomain != "example.com" {
			t.Fatalf("delivery %d: %s", i, r.LeanJSON())
		}
		if i%997 == 0 {
			checkSpans(t, r, []byte(text))
		}
		i++
	}
	if i != messages {
		t.Errorf("%d deliveries, not %d", i, messages)
	}
}

// JSON whose objects stand in strings, as Amazon SNS sends them, is no less than it is to Decode.
func TestEventInAString(t *testing.T) {
	text := `["{\"event\":\"bounce\",\"email\":\"bob@example.org\",\"reason\":\"550 5.1.1 User unknown\"}"]`
	got, _ := joined(t, strings.NewReader(text))
	if want := Decode([]byte(text)); got.Form != want.Form || !reflect.DeepEqual(got.Bounces, want.Bounces) {
		t.Errorf("got\n%s\nwant\n%s", got.LeanJSON(), want.LeanJSON())
	}
}

// PowerShell writes UTF-16 with a mark in front. What is marked in it would be marked in the wrong place.
func TestUTF16(t *testing.T) {
	text := []byte("\xff\xfe")
	for _, c := range logLine(1, "5.1.1", "bounced (550 5.1.1 Grüße)") {
		text = append(text, byte(c), byte(c>>8))
	}
	got, _ := joined(t, bytes.NewReader(text))
	if len(got.Bounces) != 1 || got.Bounces[0].Recipient != "user1@example.org" || len(got.Bounces[0].Spans) > 0 {
		t.Errorf("%s", got.JSON())
	}
	if report := Decode(text); !reflect.DeepEqual(report.Bounces, got.Bounces) {
		t.Errorf("%s", report.JSON())
	}
}

// What came before a failure is reported, then the failure. The message of a mailbox in which it comes is not whole.
func TestReadFailure(t *testing.T) {
	broken := errors.New("broken")
	for name, text := range map[string]string{
		"mailbox": "From a@example.net Mon Mar  2 10:00:00 2026\n" + fmt.Sprintf(bounced, 1) + "\nFrom b@example.net Mon Mar  2 10:00:01 2026\n" + fmt.Sprintf(bounced, 2),
		"log":     logLine(1, "5.1.1", "bounced (550 5.1.1 User unknown)") + logLine(2, "5.1.1", "bounced (550 5.1.1 User unknown)"),
		"events":  `{"event":"bounce","email":"user1@example.org"}` + "\n" + `{"event":"bounce","email":"user2@example.org"`,
		"message": fmt.Sprintf(bounced, 1),
		"nothing": "",
	} {
		bounces, failures := 0, 0
		for r, err := range DecodeReader(io.MultiReader(strings.NewReader(text), iotest.ErrReader(broken))) {
			if failures > 0 {
				t.Errorf("%s: something comes after the failure", name)
			}
			if err != nil {
				failures++
				if !errors.Is(err, broken) {
					t.Errorf("%s: %v", name, err)
				}
			}
			bounces += len(r.Bounces)
		}
		want := strings.Count(text, "user")
		if name == "mailbox" {
			want = 1
		}
		if bounces != want || failures != 1 {
			t.Errorf("%s: %d bounces, %d failures", name, bounces, failures)
		}
	}
}

// Who has seen enough leaves the loop.
func TestStopReading(t *testing.T) {
	for range 3 {
		endless := &generated{left: 1 << 60, part: func(i int) string {
			return "From a@example.net Mon Mar  2 10:00:00 2026\n" + fmt.Sprintf(bounced, i) + "\n"
		}}
		seen := 0
		for _, err := range DecodeReader(endless) {
			if err != nil {
				t.Fatal(err)
			}
			if seen++; seen == 3 {
				break
			}
		}
		if seen != 3 {
			t.Errorf("saw %d", seen)
		}
	}
}

// generated makes an input of a size while it is read.
type generated struct {
	part func(i int) string
	left int
	i    int
	rest string
}

func (g *generated) Read(p []byte) (int, error) {
	if g.left <= 0 {
		return 0, io.EOF
	}
	for g.rest == "" {
		g.rest = g.part(g.i)
		g.i++
	}
	n := copy(p, g.rest)
	g.rest = g.rest[n:]
	g.left -= n
	return n, nil
}

// The memory does not grow with the input.
func TestConstantMemory(t *testing.T) {
	const most = 192 << 20
	padding := strings.Repeat("VGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZy4gVGhlIHF1aWNr\n", 120)
	attached := "From: Bob <bob@example.org>\nTo: ann@example.com\nSubject: hello\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" +
		"--b\nContent-Type: text/plain\n\nHi\n--b\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + padding + "--b--\n\n"
	for name, input := range map[string]*generated{
		"mailbox": {left: 50 << 20, part: func(i int) string {
			return "From a@example.net Mon Mar  2 10:00:00 2026\n" + fmt.Sprintf(bounced, i) + "\nFrom b@example.net Mon Mar  2 10:00:01 2026\n" + attached
		}},
		"log": {left: 25 << 20, part: func(i int) string {
			return fmt.Sprintf("Mar  2 10:00:00 relay postfix/qmgr[98]: %010X: from=<ann@example.com>, size=1000, nrcpt=1 (queue active)\n", i) +
				logLine(i, "4.2.2", "deferred (host mx.example.org[192.0.2.25] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command))")
		}},
		"events": {left: 50 << 20, part: func(i int) string {
			return fmt.Sprintf(`{"event":"bounce","email":"user%d@example.org","reason":"550 5.1.1 User unknown","padding":%q}`+"\n", i, padding)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			Decode(nil) // the rules are loaded now
			runtime.GC()
			peak, reports, bounces := uint64(0), 0, 0
			sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
			for r, err := range DecodeReader(input) {
				if err != nil {
					t.Fatal(err)
				}
				reports++
				bounces += len(r.Bounces)
				if reports%64 == 0 {
					metrics.Read(sample)
					peak = max(peak, sample[0].Value.Uint64())
				}
			}
			t.Logf("%d reports, peak heap %d MB", reports, peak>>20)
			if peak > most {
				t.Errorf("peak heap %d MB, the limit is %d MB", peak>>20, most>>20)
			}
			if bounces < input.i-1 {
				t.Errorf("%d bounces of %d", bounces, input.i)
			}
		})
	}
}

// FuzzDecodeReader holds any input to what DecodeReader promises.
func FuzzDecodeReader(f *testing.F) {
	for _, p := range pages(f, "decode") {
		f.Add(p.input())
	}
	f.Add([]byte("From a@example.net Mon Mar  2 10:00:00 2026\n" + fmt.Sprintf(bounced, 1) + "\nFrom \n" + fmt.Sprintf(bounced, 2)))
	f.Fuzz(func(t *testing.T, input []byte) {
		reports := 0
		for r, err := range DecodeReader(iotest.HalfReader(bytes.NewReader(input))) {
			if err != nil {
				t.Fatal(err)
			}
			reports++
			for _, b := range r.Bounces {
				for _, s := range b.Spans {
					if s.Start < 0 || s.End <= s.Start || s.End > len(input) {
						t.Errorf("span %+v is outside the input of %d bytes", s, len(input))
					}
				}
			}
		}
		if reports == 0 {
			t.Error("nothing is said")
		}
	})
}
