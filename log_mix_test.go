package whybounced

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
)

// A log as it is pasted in despair: 300 lines of several programs and services, messages interleaved, noise between them.
// Each message and recipient is one delivery with its attempts.
func TestMixedLog(t *testing.T) {
	type message struct {
		lines []string // minutes after noon, then the line; %s is the time as the program writes it
		want  string   // recipient, attempts, type, reason
	}
	const (
		iso  = "2006-01-02T15:04:05Z07:00"
		exim = "2006-01-02 15:04:05 -0700"
	)
	postfix := func(id, to string, attempts ...string) (out []string) {
		for i, a := range attempts {
			out = append(out, fmt.Sprintf("%d iso %%s relay postfix/smtp[%d]: %s: to=<%s>, relay=mx.example.org[192.0.2.25]:25, delay=%d, delays=0.1/0/0.5/1.4, %s", i*30+1, 100+i, id, to, i*1800+2, a))
		}
		return append(out, fmt.Sprintf("%d iso %%s relay postfix/qmgr[90]: %s: removed", len(attempts)*30+2, id))
	}
	var messages []message
	for n := range 12 { // of each kind
		user := func(kind string) string { return fmt.Sprintf("%s%d@example.org", kind, n) }
		messages = append(messages,
			message{
				append(postfix(fmt.Sprintf("4AA%02d", n), user("grey"),
					"dsn=4.7.1, status=deferred (host mx.example.org[192.0.2.25] said: 451 4.7.1 Greylisting in action, please come back later (in reply to RCPT TO command))",
					"dsn=4.7.1, status=deferred (host mx.example.org[192.0.2.25] said: 451 4.7.1 Greylisting in action, please come back later (in reply to RCPT TO command))",
					"dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 7F00AA)"),
					fmt.Sprintf("0 iso %%s relay postfix/qmgr[90]: 4AA%02d: from=<ann@example.com>, size=1834, nrcpt=1 (queue active)", n)),
				user("grey") + " 3 none delivered",
			},
			message{
				postfix(fmt.Sprintf("4BB%02d", n), user("gone"),
					fmt.Sprintf("dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.25] said: 550 5.1.1 <%s>: Recipient address rejected: User unknown (in reply to RCPT TO command))", user("gone"))),
				user("gone") + " 0 hard user-unknown",
			},
			message{[]string{
				fmt.Sprintf("2 iso %%s relay postfix/smtp[7]: 4CC%02d: to=<%s>, relay=none, delay=9, dsn=4.4.1, status=deferred (connect to mx.example.org[192.0.2.25]:25: Connection timed out)", n, user("late")),
				fmt.Sprintf("90 iso %%s relay postfix/qmgr[90]: 4CC%02d: from=<ann@example.com>, status=expired, returned to sender", n),
			}, user("late") + " 2 hard expired"},
			message{[]string{
				fmt.Sprintf("3 exim %%s 1wXyZa-0003Ab-%02d <= ann@example.com H=app.example.com [192.0.2.10] P=esmtps S=1834", n),
				fmt.Sprintf("4 exim %%s 1wXyZa-0003Ab-%02d == %s R=dnslookup T=remote_smtp defer (-44) H=mx.example.org [192.0.2.25]: SMTP error from remote mail server after RCPT TO:<%s>: 452 4.2.2 Mailbox full", n, user("full"), user("full")),
				fmt.Sprintf("64 exim %%s 1wXyZa-0003Ab-%02d ** %s R=dnslookup T=remote_smtp H=mx.example.org [192.0.2.25]: SMTP error from remote mail server after RCPT TO:<%s>: 552 5.2.2 Mailbox full", n, user("full"), user("full")),
				fmt.Sprintf("64 exim %%s 1wXyZa-0003Ab-%02d Completed", n),
			}, user("full") + " 2 hard mailbox-full"},
			message{[]string{
				fmt.Sprintf("5 iso %%s relay sm-mta[2]: 621A00ab%04d: to=<%s>,<%s>, delay=00:00:02, mailer=esmtp, pri=121834, relay=mx.example.org. [192.0.2.25], dsn=5.7.1, reply=550 5.7.1 Spam message rejected, stat=Service unavailable", n, user("spam"), user("junk")),
			}, user("spam") + " 0 hard spam-content\n" + user("junk") + " 0 hard spam-content"},
			message{[]string{
				fmt.Sprintf("6 epoch %%s new msg %d", 4711+n),
				fmt.Sprintf("6 epoch %%s starting delivery %d: msg %d to remote %s", 70+n, 4711+n, user("qmail")),
				fmt.Sprintf("7 epoch %%s delivery %d: failure: 192.0.2.25_does_not_like_recipient./Remote_host_said:_550_5.7.1_Relaying_denied/Giving_up_on_192.0.2.25./", 70+n),
				fmt.Sprintf("7 epoch %%s end msg %d", 4711+n),
			}, user("qmail") + " 0 hard relay-denied"},
			message{[]string{
				fmt.Sprintf(`8 rfc {"type":"TransientFailure","id":"k%d","sender":"ann@example.com","recipient":"%s","response":{"code":421,"enhanced_code":null,"content":"4.7.0 Too many connections, try later","command":null},"timestamp":"%%s"}`, n, user("kumo")),
				fmt.Sprintf(`38 rfc {"type":"Delivery","id":"k%d","sender":"ann@example.com","recipient":"%s","response":{"code":250,"enhanced_code":null,"content":"2.0.0 OK","command":"."},"timestamp":"%%s"}`, n, user("kumo")),
			}, user("kumo") + " 2 none delivered"},
			message{[]string{
				fmt.Sprintf("9 iso %%s relay smtpd[401]: 4b3a6c195c1f60%02d mta delivery evpid=8f26ea98359ecc%02d from=<ann@example.com> to=<%s> rcpt=<-> source=\"192.0.2.10\" relay=\"203.0.113.25 (mx.example.org)\" delay=1s result=\"PermFail\" stat=\"550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy.\"", n, n, user("open")),
			}, user("open") + " 0 hard dmarc-failed"})
	}
	noon := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	type entry struct {
		at   time.Time
		text string
	}
	var entries []entry
	var want []string
	for i, m := range messages {
		for _, l := range m.lines {
			var minutes int
			var form string
			if _, err := fmt.Sscanf(l, "%d %s", &minutes, &form); err != nil {
				t.Fatal(err)
			}
			at := noon.Add(time.Duration(minutes)*time.Minute + time.Duration(i)*time.Second)
			stamp := map[string]string{"iso": at.Format(iso), "rfc": at.Format(iso), "exim": at.Format(exim), "epoch": fmt.Sprintf("%d.000000", at.Unix())}[form]
			entries = append(entries, entry{at, fmt.Sprintf(l[strings.Index(l, form)+len(form)+1:], stamp)})
		}
		want = append(want, strings.Split(m.want, "\n")...)
	}
	for i := 0; len(entries) < 300; i++ {
		at := noon.Add(time.Duration(i*7) * time.Minute)
		entries = append(entries, entry{at, fmt.Sprintf("%s relay sshd[%d]: Accepted publickey for ann from 192.0.2.10 port %d ssh2", at.Format(iso), i, 50000+i)})
	}
	if len(entries) != 300 {
		t.Fatalf("%d lines", len(entries))
	}
	slices.SortStableFunc(entries, func(a, b entry) int { return a.at.Compare(b.at) })
	var log strings.Builder
	for _, e := range entries {
		log.WriteString(e.text + "\n")
	}
	r := Decode([]byte(log.String()))
	checkSpans(t, r, []byte(log.String()))
	var got []string
	for _, b := range r.Bounces {
		got = append(got, fmt.Sprintf("%s %d %s %s", b.Recipient, len(b.Attempts), b.Type, b.Reason))
		for i, a := range b.Attempts {
			if a.At == "" || i > 0 && a.At < b.Attempts[i-1].At {
				t.Errorf("%s: attempt %d at %q, after %q", b.Recipient, i, a.At, b.Attempts[max(i-1, 0)].At)
			}
		}
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("not found: %s", w)
			}
		}
		for _, g := range got {
			if !slices.Contains(want, g) {
				t.Errorf("not wanted: %s", g)
			}
		}
	}
	if r.Form != "log" || len(r.Warnings) > 0 {
		t.Errorf("form %s, warnings %q", r.Form, r.Warnings)
	}
}
