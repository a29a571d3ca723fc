package engine

import "testing"

func TestWhen(t *testing.T) {
	for _, test := range []struct{ input, want string }{
		{"2026-03-01T10:00:00.25+01:00 relay postfix/smtp[1]: 4F9A: to=<a@example.org>, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown)", "2026-03-01T10:00:00.25+01:00"},
		{"Dec 31 23:59:58 relay postfix/smtp[1]: 4F9A: to=<a@example.org>, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 User unknown)", "--12-31T23:59:58"},
		{"From: MAILER-DAEMON@example.net\nDate: Sun, 1 Nov 2026 10:00:00 +0000\nSubject: Undelivered Mail\n\n<a@example.org>: host mx.example.org said: 550 5.1.1 User unknown\n", "2026-11-01T10:00:00+00:00"},
		{`{"event":"bounce","email":"a@example.org","timestamp":1772359200,"reason":"550 5.1.1 User unknown","status":"5.1.1"}`, "2026-03-01T10:00:00Z"},
		{"550 5.1.1 User unknown", ""},
	} {
		m := read(test.input, Options{})
		if len(m.deliveries) != 1 {
			t.Errorf("%s: %d deliveries", test.input, len(m.deliveries))
			continue
		}
		if got := m.deliveries[0].when(); got != test.want {
			t.Errorf("%s\ngot %q, want %q", test.input, got, test.want)
		}
	}
}
