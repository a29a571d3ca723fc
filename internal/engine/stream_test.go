package engine

import "testing"

// What is read piece by piece is a log or events, as what is read at once.
func TestLogStreamForms(t *testing.T) {
	for in, want := range map[string]string{
		"Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=none, dsn=5.4.4, status=bounced (no)\n": "log",
		`{"event":"bounce","email":"bob@example.org","reason":"550 no"}` + "\n":                                         "event",
	} {
		s := table(t).NewLogStream()
		s.Add(in, 0)
		if list := s.Take(false); len(list) > 0 {
			t.Errorf("%s: %d deliveries before the end", want, len(list))
		}
		reports := Reports(s.Take(true), false)
		if len(reports) != 1 || reports[0].Form != want || len(reports[0].Bounces) != 1 || reports[0].Bounces[0].Recipient != "bob@example.org" {
			t.Errorf("%s: %+v", want, reports)
		}
		if list := s.Take(true); len(list) > 0 {
			t.Errorf("%s: %d deliveries behind the end", want, len(list))
		}
	}
}
