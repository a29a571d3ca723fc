//go:build unix

package main

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/whybounced/whybounced"
)

// The figures are for one core, by the time that the processor worked: go test ./cmd/whybounced -run xxx -bench Speed.

// BenchmarkSpeedReplies decodes 100,000 lines, the first example of each known response again and again:
// as they are; each with another recipient, as lists of bounces hold them; each with another number behind it, so that no two
// lines are alike and nothing helps that was met before.
func BenchmarkSpeedReplies(b *testing.B) {
	for _, kind := range []string{"repeated", "other recipients", "unlike"} {
		b.Run(kind, func(b *testing.B) {
			var text bytes.Buffer
			lines := 0
			for lines < 100_000 {
				for _, e := range whybounced.Rules().Errors {
					for _, r := range e.Responses {
						line := strings.ReplaceAll(r.Examples[0], "\n", " ")
						switch kind {
						case "other recipients":
							line = strings.ReplaceAll(line, "user@example.org", fmt.Sprintf("user%d@example.org", lines))
						case "unlike":
							line += fmt.Sprintf(" (%d)", lines)
						}
						text.WriteString(line + "\n")
						lines++
					}
				}
			}
			perCore(b, lines, "replies", text.Bytes(), "decode", "--batch", "lines")
		})
	}
}

// BenchmarkSpeedLog decodes 20 MB of Postfix's log, in which each message has six lines, and one of seven does not arrive.
func BenchmarkSpeedLog(b *testing.B) {
	text := postfixLog(20 << 20)
	for _, args := range [][]string{{"--batch", "messages"}, {"--summary"}, {"--type", "hard", "--print", "recipient"}} {
		b.Run(strings.Join(args, " "), func(b *testing.B) {
			perCore(b, len(text)/1e6, "MB", text, append([]string{"decode"}, args...)...)
		})
	}
}

func perCore(b *testing.B, n int, unit string, text []byte, args ...string) {
	run([]string{"decode"}, strings.NewReader(reply), io.Discard, io.Discard) // loads the rules
	begun := processorTime(b)
	for b.Loop() {
		if status := run(args, bytes.NewReader(text), io.Discard, io.Discard); status != exitDecoded {
			b.Fatal("exit status ", status)
		}
	}
	b.ReportMetric(float64(n)*float64(b.N)/(processorTime(b)-begun).Seconds(), unit+"/s/core")
}

func processorTime(tb testing.TB) time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		tb.Fatal(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func postfixLog(size int) []byte {
	refusals := []string{
		"dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.25] said: 550 5.1.1 <user@example.org>: Recipient address rejected: User unknown in virtual mailbox table (in reply to RCPT TO command))",
		"dsn=4.2.2, status=deferred (host mx.example.org[192.0.2.25] said: 452 4.2.2 Mailbox full (in reply to RCPT TO command))",
		"dsn=5.7.1, status=bounced (host mx.example.org[192.0.2.25] said: 554 5.7.1 Service unavailable; Client host [198.51.100.7] blocked using zen.spamhaus.org (in reply to RCPT TO command))",
		"dsn=4.4.1, status=deferred (connect to mx.example.net[192.0.2.30]:25: Connection timed out)",
	}
	random := rand.New(rand.NewPCG(1, 2)) // the same log each time
	var b bytes.Buffer
	for i := 0; b.Len() < size; i++ {
		at := fmt.Sprintf("Mar %2d %02d:%02d:%02d mail postfix/", i/86400%28+1, i/3600%24, i/60%60, i%60)
		id := fmt.Sprintf("%010X", 0x4A000000000+i*7)
		user := fmt.Sprintf("user%d@example.%s", i, []string{"org", "net", "com"}[random.IntN(3)])
		end := fmt.Sprintf("dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as %08X)", random.Uint32())
		if random.IntN(7) == 0 {
			end = strings.ReplaceAll(refusals[random.IntN(len(refusals))], "user@example.org", user)
		}
		fmt.Fprintf(&b, "%ssmtpd[2101]: connect from app.example.com[198.51.100.7]\n", at)
		fmt.Fprintf(&b, "%ssmtpd[2101]: %s: client=app.example.com[198.51.100.7]\n", at, id)
		fmt.Fprintf(&b, "%scleanup[2105]: %s: message-id=<%d.%d@example.com>\n", at, id, i, i*31)
		fmt.Fprintf(&b, "%sqmgr[998]: %s: from=<news@example.com>, size=%d, nrcpt=1 (queue active)\n", at, id, 900+random.IntN(90000))
		fmt.Fprintf(&b, "%ssmtp[2110]: %s: to=<%s>, relay=mx.example.org[192.0.2.25]:25, delay=0.8, delays=0.1/0/0.3/0.4, %s\n", at, id, user, end)
		fmt.Fprintf(&b, "%sqmgr[998]: %s: removed\n", at, id)
	}
	return b.Bytes()
}
