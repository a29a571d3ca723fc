package whybounced

import (
	"encoding/base64"
	"fmt"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
	"time"
)

// grown are inputs of every form, also such as were made to be slow, of about any size. What was found to be slow by
// TestSlowInputs -search stands at the end.
var grown = map[string]func(size int) string{
	"one letter":         repeated("", "x"),
	"reply of one line":  repeated("550 5.1.1 ", "user unknown "),
	"reply of many":      repeated("", "550-5.7.26 is not accepted due to the policy of the domain\n"),
	"replies":            repeated("", "550 5.1.1 <bob@example.org>: User unknown\n"),
	"codes":              repeated("", "550 5.5.5.5 550-5 451 4.7.1 #5.1.1 "),
	"codes in lines":     repeated("", "550 \n"),
	"digits":             repeated("", "2455512345 "),
	"digits in lines":    repeated("", "5\n"),
	"prose":              repeated("", "Your message to bob@example.org could not be delivered.\n\n"),
	"prose, many people": numbered("", "user%d@example.org: the mailbox is full\n"),
	"phrases":            repeated("", "blocked using blocked using listed at listed at "),
	"half phrases":       repeated("550 ", "user mailbox recipient address rejected: limit of 5 message domain of "),
	"gaps":               repeated("550 5.7.1 ", "access denied, banned sending ip 1"),
	"hosts":              repeated("", "host host mx.example.org said: host remote server returned "),
	"addresses":          repeated("", "bob@example.org "),
	"at signs":           repeated("", "@"),
	"at signs and text":  repeated("", "aaaaaaaaaaaaaaaaaaaaaaaa@"),
	"quoted local parts": repeated("", "\"\"@"),
	"less than":          repeated("", "<"),
	"white space":        repeated("", " \t"),
	"empty lines":        repeated("x", "\n"),
	"carriage returns":   repeated("550 x", "\r"),
	"not UTF-8":          repeated("550 ", "\xe9\xf0\x9f"),
	"umlauts":            repeated("550 ", "Größe überschritten "),

	"quoting":            repeated("", "> > > > 550 5.1.1 User unknown\n"),
	"deep quoting":       repeated("", "> "),
	"tags":               repeated("", "<div><p>550 5.1.1 user unknown</p>"),
	"open tags":          repeated("<html></html>", "<a "),
	"open scripts":       repeated("<html></html>", "<script>"),
	"comments":           repeated("<html></html>", "<!-- "),
	"entities":           repeated("<p></p>", "&amp;&#x41;&"),
	"ampersands":         repeated("<p></p>", "&"),
	"addresses as tags":  repeated("<p></p>", "<bob@example.org>"),
	"HTML in one line":   repeated(noticeHead+"Content-Type: text/html\n\n<p>", "550 5.1.1 <b>user</b> unknown "),
	"entities in a mail": repeated(noticeHead+"Content-Type: text/html\n\n<p>", "&lt;bob@example.org&gt; "),

	"recipients":            numbered("", "Final-Recipient: rfc822; user%d@example.org\nAction: failed\nStatus: 5.1.1\n\n"),
	"report":                numbered(reportHead, "Final-Recipient: rfc822; user%d@example.org\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown\n\n"),
	"report with prose":     reportWithProse,
	"fields of a recipient": numbered(reportHead+"Final-Recipient: rfc822; bob@example.org\n", "X-%d: y\n"),
	"one field":             repeated(reportHead+"Final-Recipient: rfc822; bob@example.org\nDiagnostic-Code: smtp; 550-5.1.1 x\n", "  550-5.1.1 user unknown\n"),
	"header fields":         numbered(noticeHead, "X-%d: y\n"),
	"folded header":         repeated(noticeHead+"X-A: b\n", " c\n"),
	"long header":           repeated(noticeHead+"X-A: ", "b"),
	"header of colons":      repeated(noticeHead+"X-A", ":"),
	"encoded words":         repeated(noticeHead+"Subject: ", "=?utf-8?B?R3LDvMOfZQ==?= "),
	"half encoded words":    repeated(noticeHead+"Subject: ", "=?"),
	"nested parts":          nestedParts,
	"boundaries":            repeated(noticeHead+"Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\n"),
	"no boundary":           repeated(noticeHead+"Content-Type: multipart/mixed; boundary=b\n\n", "--c\n--\n"),
	"lost boundary":         repeated(noticeHead+"Content-Type: multipart/mixed\n\n", "--b\n\n"),
	"parameters":            repeated(noticeHead+"Content-Type: text/plain", "; a=\"\\\"\""),
	"messages in messages":  repeated("", noticeHead+"Content-Type: message/rfc822\n\n"),
	"base64": func(size int) string {
		return noticeHead + "Content-Transfer-Encoding: base64\n\n" + base64.StdEncoding.EncodeToString([]byte(repeated("", "550 5.1.1 user unknown\n")(size*3/4)))
	},
	"quoted-printable": repeated(noticeHead+"Content-Transfer-Encoding: quoted-printable\n\n", "550=20=\n5.1.1 =C3=A4="),
	"mailbox file":     numbered("", "From a@example.com Sun Mar  1 10:00:00 2026\n"+noticeHead+"\nuser%d@example.org: 550 5.1.1 unknown\n\n"),
	"From lines":       repeated("", "From a: \n\n"),

	"log":                   numbered("", "Mar  1 10:00:00 relay postfix/smtp[7]: 4Xq%d: to=<bob@example.org>, relay=mx.example.org[198.51.100.25]:25, dsn=5.1.1, status=bounced (host said: 550 5.1.1 unknown)\n"),
	"log of one message":    repeated("", "Mar  1 10:00:00 relay postfix/smtp[7]: 4Xq0: to=<bob@example.org>, relay=none, dsn=4.4.1, status=deferred (timed out)\n"),
	"log of many people":    numbered("", "Mar  1 10:00:00 relay postfix/smtp[7]: 4Xq0: to=<user%d@example.org>, relay=none, dsn=4.4.1, status=deferred (timed out)\n"),
	"log, failed at once":   logOfOneMessage,
	"log in one line":       repeated("", "4Xq0: to=<bob@example.org>, status=bounced (550 5.1.1 unknown) "),
	"log of arrows":         repeated("", "2026-03-01 10:00:00 1wXyZa-0003Ab-2C == bob@example.org => ** -> >> <= "),
	"log of times":          repeated("", "Mar  1 10:00:00 2026-03-01T10:00:00Z "),
	"table":                 numbered("type,timeLogged,orig,rcpt,dsnStatus,dsnDiag\n", "b,2026-03-01 10:00:00+0000,ann@example.com,user%d@example.org,5.1.1 (bad),smtp;550 5.1.1 unknown\n"),
	"table in one line":     repeated("type,rcpt,dsnStatus,dsnDiag\nb,", "bob@example.org,"),
	"table of quotes":       repeated("type,rcpt,dsnStatus,dsnDiag\n", "\"\"\"\","),
	"table of recipients":   repeated("date-time,event-id,recipient-address,recipient-status\n2026-03-01T10:00:00Z,FAIL,", "bob@example.org;"),
	"table headers":         repeated("", "type,rcpt,dsnStatus,dsnDiag\n"),
	"events":                numbered("", "{\"event\":\"bounce\",\"email\":\"user%d@example.org\",\"reason\":\"550 5.1.1 unknown\"}\n"),
	"events in an array":    numbered("[{}", ",{\"event\":\"bounce\",\"email\":\"user%d@example.org\",\"reason\":\"550 5.1.1 unknown\"}"),
	"event, many people":    numbered("{\"event\":\"bounce\",\"recipients\":[\"a@example.org\"", ",\"user%d@example.org\""),
	"event, many parts":     numbered("{\"event\":\"bounce\",\"recipients\":[{}", ",{\"email\":\"user%d@example.org\",\"reason\":\"550 5.1.1\"}"),
	"event, many fields":    numbered("{\"event\":\"bounce\",\"email\":\"bob@example.org\"", ",\"reason%d\":\"550 5.1.1 unknown\""),
	"event in events":       repeated("", "{\"bounce\":"),
	"arrays in arrays":      repeated("", "["),
	"event in strings":      eventInStrings,
	"long string":           repeated("{\"event\":\"bounce\",\"reason\":\"", "550 5.1.1 unknown\\n"),
	"escapes":               repeated("{\"event\":\"bounce\",\"reason\":\"", "\\u00e4\\n\\\\"),
	"braces":                repeated("", "{}"),
	"keys without values":   repeated("{", "\"a\""),
	"form":                  repeated("event=bounce&recipient=bob%40example.org", "&reason=550+5.1.1+unknown"),
	"form of escapes":       repeated("event=bounce&recipient=", "%40"),
	"form of events":        repeated("mandrill_events=", "%5B%7B%22event%22%3A%22bounce%22"),
	"form of ampersands":    repeated("event=bounce", "&"),
	"events in a mail":      repeated(noticeHead+"\n", "{\"event\":\"bounce\",\"email\":\"bob@example.org\"}\n"),
	"report without a mail": repeated("Reporting-MTA: dns; relay.example.net\n", "Final-Recipient: rfc822; bob@example.org\n"),

	"found: addresses behind words": repeated(noticeHead+"\n", "не вдалося знайти не вдалося знайти 554554"+strings.Repeat("@example.org", 10)),
	"found: addresses in a form":    repeated("event=bounce&recipient=bob&reason=", "не вдалося знайти 554554"+strings.Repeat("@example.org", 12)),
	"found: short lines":            repeated(noticeHead+"\n", strings.Repeat("=\n", 40)+"550=\n"),
	"found: short lines in a part":  repeated(noticeHead+"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n", strings.Repeat("=\n", 40)+"550=\n"),
}

const (
	noticeHead = "From: MAILER-DAEMON@relay.example.net\nTo: ann@example.com\nSubject: Undelivered Mail Returned to Sender\n"
	reportHead = noticeHead + "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; relay.example.net\n\n"
)

// repeated is a beginning with as many of a unit as fit.
func repeated(head, unit string) func(size int) string {
	return func(size int) string { return head + strings.Repeat(unit, max(size-len(head), 0)/len(unit)) }
}

// numbered is the same with the units numbered.
func numbered(head, unit string) func(size int) string {
	return func(size int) string {
		var b strings.Builder
		b.WriteString(head)
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, unit, i)
		}
		return b.String()
	}
}

func reportWithProse(size int) string {
	prose := numbered(noticeHead+"Content-Type: multipart/report; boundary=b\n\n--b\n\n", "<user%d@example.org>: host mx.example.org said: 550-5.1.1 unknown\n")(size / 2)
	return prose + numbered("--b\nContent-Type: message/delivery-status\n\n", "Final-Recipient: rfc822; user%d@example.org\nAction: failed\nDiagnostic-Code: smtp; 550-5.1.1 unknown\n\n")(size/2)
}

// Each line without a recipient is about all of a message, so the work is bounded by their number and that of the lines.
func logOfOneMessage(size int) string {
	people := numbered("", "Mar  1 10:00:00 relay postfix/smtp[7]: 4Xq0: to=<user%d@example.org>, dsn=4.4.1, status=deferred (timed out)\n")(20_000)
	return repeated(people, "Mar  6 10:00:00 relay postfix/qmgr[7]: 4Xq0: from=<ann@example.com>, status=expired, returned to sender\n")(size)
}

func nestedParts(size int) string {
	var b strings.Builder
	b.WriteString(noticeHead)
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i)
	}
	return b.String() + "\n550 5.1.1 unknown\n"
}

func eventInStrings(size int) string {
	s := `{"event":"bounce","email":"bob@example.org"}`
	for len(s) < size {
		s = `{"Message":` + strings.ReplaceAll(fmt.Sprintf("%q", s), "\n", "") + `}`
	}
	return s
}

// Twice the input takes twice the time, up to the limits of what is read: past them it takes less.
func TestDecodingIsLinear(t *testing.T) {
	const (
		small, large = 64 << 10, 256 << 10
		growth       = 2.6 * 2.6 // two doublings
		least        = 2 * time.Millisecond
		tries        = 30
	)
	Decode(nil) // loads the rules
	for name, input := range grown {
		t.Run(name, func(t *testing.T) {
			one, four := []byte(input(small)), []byte(input(large))
			// The best of several: the others tell about the machine.
			once, fourfold := time.Hour, time.Hour
			for range tries {
				once, fourfold = min(once, timeToDecode(one)), min(fourfold, timeToDecode(four))
				if fourfold < max(least, time.Duration(growth*float64(once))) {
					t.Logf("%s: %v, %v", name, once, fourfold)
					return
				}
			}
			t.Errorf("%d KB take %v, %d KB %v", len(one)>>10, once, len(four)>>10, fourfold)
		})
	}
}

func timeToDecode(input []byte) time.Duration { return timeOf(func() { Decode(input) }) }

// timeOf is the time of one thread, without that of the garbage collector.
func timeOf(work func()) time.Duration {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	runtime.GC()
	defer debug.SetGCPercent(debug.SetGCPercent(-1))
	start := processorTime()
	work()
	return processorTime() - start
}
