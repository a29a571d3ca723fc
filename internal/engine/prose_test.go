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
