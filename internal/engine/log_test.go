package engine

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

const deferred = "to=<bob@example.org>, relay=mx.example.org[192.0.2.25]:25, delay=2, dsn=4.7.1, status=deferred (host mx.example.org[192.0.2.25] said: 451 4.7.1 Greylisted (in reply to RCPT TO command))\n"

// Whatever a log is, it is read in one pass, and what does not fit is left out and said.
func TestLogsHostile(t *testing.T) {
	for _, test := range []struct {
		name string
		line func(i int) string
		n    int // deliveries
		warn string
	}{
		{"one message, all deferrals", func(i int) string {
			return time.Unix(1772359200+int64(i), 0).UTC().Format(time.RFC3339) + " relay postfix/smtp[1]: 4AAA: " + deferred
		}, 1, "100 attempts"},
		{"the newest first", func(i int) string {
			return time.Unix(1872359200-int64(i), 0).UTC().Format(time.RFC3339) + " relay postfix/smtp[1]: 4AAA: " + deferred
		}, 1, "100 attempts"},
		{"a message a line", func(i int) string {
			return fmt.Sprintf("Mar  1 10:00:00 relay postfix/smtp[1]: 4A%06d: ", i) + deferred
		}, MaxDeliveries, "2,000 deliveries"},
		{"a chain of ids", func(i int) string {
			return fmt.Sprintf("Mar  1 10:00:00 relay postfix/smtp[1]: 4A%06d: to=<bob@example.org>, relay=x, dsn=2.0.0, status=sent (250 Ok: queued as 4A%06d)\n", i, i+1)
		}, 1, "100 attempts"},
		{"a ring of ids", func(i int) string {
			return fmt.Sprintf("Mar  1 10:00:00 relay postfix/smtp[1]: 4A%06d: to=<bob@example.org>, relay=x, dsn=2.0.0, status=sent (250 Ok: queued as 4A%06d)\n", i%3, (i+1)%3)
		}, 1, ""},
		{"lines about many recipients", func(i int) string {
			at := time.Unix(1772359200+int64(i), 0).UTC().Format(time.RFC3339)
			return fmt.Sprintf("%s [NOTICE] [1B.1.1] [outbound] recipient <a%d@example.org> deferred: 450 4.2.0 later\n%s [INFO] [1B.1.1] [outbound] Temp failing x for 64 seconds: later\n", at, i, at)
		}, MaxDeliveries, "2,000 deliveries"},
		{"many recipients under the next id", func(i int) string {
			return fmt.Sprintf("Mar  1 10:00:00 relay postfix/smtp[1]: 4AAA: to=<a%d@example.org>, relay=x, dsn=2.0.0, status=sent (250 Ok: queued as 4BBB)\nMar  1 10:00:00 relay postfix/smtp[1]: 4BBB: to=<b%d@example.org>, relay=x, dsn=2.0.0, status=sent (250 Ok)\n", i, i)
		}, MaxDeliveries, "2,000 deliveries"},
		{"lines that are open", func(i int) string {
			return "Mar  1 10:00:00 relay postfix/smtp[1]: 4AAA: to=<bob@example.org>, dsn=5.0.0, status=bounced (((((((\n(((((((((((((((((((((((\n"
		}, 1, ""},
		{"quotes that are open", func(i int) string {
			if i == 0 {
				return "recipient,reason,status\n"
			}
			return "bob@example.org,\"550 5.1.1 no,5.1.1\n"
		}, -1, ""},
		{"commands without an answer", func(i int) string {
			return fmt.Sprintf("\"SMTPC\"\t%d\t2\t\"2026-03-01 10:00:01.005\"\t\"192.0.2.25\"\t\"SENT: RCPT TO:<bob@example.org>\"\n", i%7)
		}, 0, ""},
		{"answers without an end", func(i int) string {
			return "\"SMTPC\"\t1\t2\t\"2026-03-01 10:00:01.005\"\t\"192.0.2.25\"\t\"RECEIVED: 550-no\"\n"
		}, 0, ""},
		{"objects in lines", func(i int) string { return "Mar  1 10:00:00 relay app: {\"a\":{\"b\":[{\"c\":\n" }, 0, ""},
		{"markers in lines", func(i int) string { return strings.Repeat(": to=< ** : from= => @B@ outbound relay: \"", 200) + "\n" }, -1, ""},
		{"brackets", func(i int) string { return "[\"a\"\n" }, 0, ""},
		{"markers in strings", func(i int) string { return "{\"a\":\"" + strings.Repeat(": to=< ** ", 800) + "\"}\n" }, 0, ""},
		{"short lines", func(i int) string {
			if i%20 == 0 {
				return "Mar  1 10:00:00 relay postfix/smtp[1]: 4AAA: " + strings.Repeat("x", 8000) + "\n"
			}
			return "x\n"
		}, 0, ""},
		{"rows", func(i int) string {
			if i == 0 {
				return "recipient,reason\n"
			}
			return strings.Repeat("a@example.org,550 no;550 no,", 200) + "\n"
		}, -1, ""},
		{"markers", func(i int) string { return " ** : to=< => @B@ : reject: outbound" }, -1, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			size := 3 << 20
			if strings.Contains(test.name, "message") {
				size = 10<<20 - 1000
			}
			var log strings.Builder
			for i := 0; log.Len() < size; i++ {
				log.WriteString(test.line(i))
			}
			start := time.Now()
			m, _ := readRecords(log.String(), 0)
			if d := time.Since(start); d > 30*time.Second {
				t.Errorf("%v", d)
			}
			if n := len(m.deliveries); test.n >= 0 && n != test.n || n > MaxDeliveries {
				t.Errorf("%d deliveries, not %d", n, test.n)
			}
			if len(m.deliveries) > 0 && !strings.Contains(strings.Join(m.warnings, "\n"), test.warn) {
				t.Errorf("warnings %q", m.warnings)
			}
			for _, d := range m.deliveries {
				if len(d.attempts) > maxAttempts {
					t.Fatalf("%d attempts", len(d.attempts))
				}
				for i := 1; i < len(d.attempts); i++ {
					if d.attempts[i].At < d.attempts[i-1].At {
						t.Fatalf("attempt %d at %s, after %s", i, d.attempts[i].At, d.attempts[i-1].At)
					}
				}
			}
		})
	}
}

// Of very many attempts the first and the last ones stay.
func TestAttemptsKept(t *testing.T) {
	var log strings.Builder
	for i := range 3 * maxAttempts {
		log.WriteString(time.Unix(1772359200+int64(i), 0).UTC().Format(time.RFC3339) + " relay postfix/smtp[1]: 4AAA: " + deferred)
	}
	m, _ := readRecords(log.String(), 0)
	a := m.deliveries[0].attempts
	if len(a) != maxAttempts || a[0].At != "2026-03-01T10:00:00Z" || a[maxAttempts-1].At != "2026-03-01T10:04:59Z" {
		t.Errorf("%d attempts from %s to %s", len(a), a[0].At, a[len(a)-1].At)
	}
}

// What failed is told before what arrived, where there is no room for both.
func TestFailuresFirst(t *testing.T) {
	var log strings.Builder
	for i := range 2 * MaxDeliveries {
		fmt.Fprintf(&log, "Mar  1 10:00:00 relay postfix/smtp[1]: 4A%06d: to=<a%d@example.org>, relay=x, dsn=2.0.0, status=sent (250 Ok)\n", i, i)
	}
	full, _, _ := strings.Cut(log.String(), fmt.Sprintf("4A%06d", MaxDeliveries))
	if m, _ := readRecords(full[:strings.LastIndex(full, "\n")+1], 0); len(m.deliveries) != MaxDeliveries || len(m.warnings) > 0 {
		t.Errorf("where there is room for all, %d deliveries %q", len(m.deliveries), m.warnings)
	}
	log.WriteString("Mar  1 10:00:00 relay postfix/smtp[1]: 5A: to=<bob@example.org>, relay=x, dsn=5.1.1, status=bounced (unknown user)\n")
	m, _ := readRecords(log.String(), 0)
	if len(m.deliveries) != MaxDeliveries || m.deliveries[0].recipient != "bob@example.org" || len(m.warnings) == 0 {
		t.Errorf("%d deliveries, the first of %s; warnings %q", len(m.deliveries), m.deliveries[0].recipient, m.warnings)
	}
}

// Every shape is found by its marker, and has fields.
func TestShapes(t *testing.T) {
	if len(logRows) > len(logShapes) {
		t.Fatalf("%d rows: there is room for %d", len(logRows), len(logShapes))
	}
	for i, row := range logRows {
		s := logShapes[i]
		if len(s.all[0]) < 3 || len(s.fields) != strings.Count(row.fields, "…") || len(s.fields) == 0 {
			t.Errorf("%q: %d fields", row.all, len(s.fields))
		}
		for _, other := range logRows[:i] {
			if row.all == other.all {
				t.Errorf("%q stands there twice", row.all)
			}
		}
	}
}
