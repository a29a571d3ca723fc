package engine

import (
	"strings"
	"testing"
)

func TestUnquoted(t *testing.T) {
	for in, want := range map[string]string{
		"a\nb":                            "a|b",
		"> a\n> b":                        "a|b",
		"Hi\n> a\n>> b\n> > c\nbye\nbye":  "Hi||a|b|c||bye|bye",
		"> long line\nbroken\n> on":       "long line|broken|on",
		"> end\nbye":                      "end||bye",
		">>> RCPT TO:<a@b.c>\n<<< 550 no": ">>> RCPT TO:<a@b.c>|<<< 550 no",
		"> >>> DATA\n> <<< 550 no":        ">>> DATA|<<< 550 no",
		">\n>\n":                          "|",
	} {
		var got []string
		for _, l := range unquoted(splitLines(in, 0)) {
			got = append(got, l.text)
			if l.at >= 0 && !strings.HasPrefix(in[l.at:], l.text) {
				t.Errorf("%q: %q does not stand at %d", in, l.text, l.at)
			}
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

// A header as a mail program shows it has a sender and a subject among three fields, in any language.
func TestShownHeader(t *testing.T) {
	for in, want := range map[string]shown{
		"From: a@example.com\nSent: today\nTo: b@example.com\nSubject: Undeliverable: x":              {lines: 4, from: "a@example.com", notice: true},
		"Von: A <a@example.com>\nGesendet: heute\nBetreff: Automatische Antwort: x":                   {lines: 3, from: "a@example.com", autoReply: true},
		"De\u202f: A\nDate\u202f: hier\nObjet\u202f: Bonjour":                                         {lines: 3},
		"差出人：MAILER-DAEMON@example.net\n送信日時：今日\n件名：お知らせ":                                             {lines: 3, from: "MAILER-DAEMON@example.net", notice: true},
		"**От:** Mail Delivery System <mailer-daemon@example.net>\n**Кому:** a@b.c\n**Тема:** Привет": {lines: 3, from: "mailer-daemon@example.net", notice: true},
		"Subject: x\nSent: today\nRecipient: b@example.com":                                           {},
		"From: a@example.com\nSubject: x":                                                             {},
		"bob@example.org: 550\nFrom: a@example.com\nSubject: x":                                       {},
		"": {},
	} {
		got := shownHeader(splitLines(in, 0))
		got.fromSubject = [2]bool{}
		if got != want {
			t.Errorf("%q: %+v, not %+v", in, got, want)
		}
	}
}

func TestStates(t *testing.T) {
	for in, want := range map[string]bool{
		"550 no": true, "599 no": true, "x\n550 no": true, "said: 550 no": true, "code 550": true, "x: 550 no": false, "x 550 no": false, "250 ok": false, "5.1.1": true, "x (5.1.1)": true, "x 2.1.1": false, "words": false, "": false,
	} {
		if got := states(splitLines(in, 0)); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// A sentence may go over a line end, with a space for it or, in a script without spaces, without; a subject says nothing of this mail.
func TestSays(t *testing.T) {
	sentences := newWords([]string{"could not be delivered", "配信できません"})
	for in, want := range map[string]bool{
		"It could not be delivered.": true, "It COULD NOT be delivered.": true, "It could not\nbe delivered.": true, "It could not be\n  delivered": true, "It could not be\n\ndelivered": false, "could not be": false, "メールは配信で\nきません": true, "メールは配信できません。": true, "配信 できません": false, "": false,
		"Subject: could not be delivered": false, "could not\nSubject: x\nbe delivered": false, "could not\nsubject: be delivered": false, "Subject: could not\nbe delivered": false,
		"x" + strings.Repeat(" and so on", 20) + " could not\nbe delivered" + strings.Repeat(" and so on", 40): true,
	} {
		if got := says(splitLines(in, 0), sentences); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// An automatic answer that was copied: by its header or its first line, and only where no reply stands in it.
func TestAutoReplyIn(t *testing.T) {
	const head = "From: Bob <bob@example.org>\nSent: today\nSubject: "
	for in, want := range map[string]string{
		head + "Out of office\n\nI am away": "bob@example.org auto-reply", head + "Hello\n\nOut of office": "", head + "Out of office\n\n550 no": "", "Out of office: back on Monday\nBob": " auto-reply", "Automatische Antwort: x\nBob": " auto-reply",
		"x Out of office\nBob": "", "Hello\nOut of office": "", "Out of office\n550 5.1.1 no": "",
	} {
		lines := splitLines(in, 0)
		d, ok := autoReplyIn(lines)
		if got := strings.TrimRight(d.recipient+" "+d.action, " "); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", in, got, ok)
		}
		if ok && (len(d.mark) != 1 || d.mark[0] != line{"auto-submitted: auto-replied", -1} || len(d.context) != len(lines)) {
			t.Errorf("%q: %+v", in, d)
		}
	}
}
