package engine

import "testing"

func TestExtract(t *testing.T) {
	for _, c := range []struct{ in, code, status, text string }{
		{"550 5.1.1 User unknown", "550", "5.1.1", "user unknown"},
		{"550-5.1.1 User\n550 5.1.1 unknown", "550", "5.1.1", "user unknown"},
		{"550 #5.1.0 Address rejected.", "550", "5.1.0", "address rejected."},
		{"550: 5.1.1: User unknown", "550", "5.1.1", "user unknown"},
		{"452-4.2.2 Over quota", "452", "4.2.2", "over quota"},
		{"smtp;550 5.1.1 User unknown", "550", "5.1.1", "user unknown"},
		{"host mx.example.org[192.0.2.25] said: 550 5.1.1 User unknown (in reply to RCPT TO command)", "550", "5.1.1", "user unknown (in reply to rcpt to command)"},
		{"<mx.example.org #5.7.1 smtp;530 5.7.1 Not authenticated> #SMTP#", "530", "5.7.1", "not authenticated> #smtp#"},
		{"554 <bob@example.org>... 550 Host unknown", "550", "", "host unknown"},
		{"550 5.1.0 <a@example.com>: Sender address rejected: undeliverable address: host mx.example.com said: 550 5.1.1 User unknown", "550", "5.1.0", "<a@example.com>: sender address rejected: undeliverable address: host mx.example.com said: 550 5.1.1 user unknown"},
		{"550-5.7.26 is not accepted due to 550-5.7.26 domain's policy", "550", "5.7.26", "is not accepted due to domain's policy"},
		{"550-5.7.26 is not accepted due to 550\n5.7.26 domain's policy", "550", "5.7.26", "is not accepted due to domain's policy"},
		{"Sorry, no mailbox here by that name. (#5.1.1)", "", "5.1.1", "sorry, no mailbox here by that name. (#5.1.1)"},
		{"5.4.4 Unable to route", "", "5.4.4", "5.4.4 unable to route"},
		{"Status code: 550 5.1.10\nReported error: 550 5.1.10 not found", "550", "5.1.10", "not found"},
		{"550 Nom d’utilisateur “inconnu”", "550", "", "nom d'utilisateur \"inconnu\""},
		// No reply codes: counts, ports, years, telephone numbers, addresses.
		{"waited 550 seconds", "", "", "waited 550 seconds"},
		{"port 587 is closed", "", "", "port 587 is closed"},
		{"call 555-123-4567", "", "", "call 555-123-4567"},
		{"since 2550 from 192.0.2.550", "", "", "since 2550 from 192.0.2.550"},
		{"Exim 4.94.2 on 5.15.0-91-generic", "", "", "exim 4.94.2 on 5.15.0-91-generic"},
	} {
		r := extract(splitLines(c.in, 0))
		if r.code != c.code || r.status != c.status || string(r.text.text) != c.text {
			t.Errorf("%q\nis %q %q %q, not %q %q %q", c.in, r.code, r.status, r.text.text, c.code, c.status, c.text)
		}
	}
}

func TestStatusMatches(t *testing.T) {
	for _, c := range []struct {
		pattern, status string
		want            bool
	}{
		{"5.7.26", "5.7.26", true},
		{"5.7.26", "4.7.26", false},
		{"x.7.26", "4.7.26", true},
		{"5.7.606-649", "5.7.606", true},
		{"5.7.606-649", "5.7.649", true},
		{"5.7.606-649", "5.7.650", false},
		{"x.7.500-699", "4.7.550", true},
		{"5.7.1", "", false},
		{"5.7.1", "5.7.10", false},
	} {
		if got := StatusMatches(c.pattern, c.status); got != c.want {
			t.Errorf("%s, %s: %v", c.pattern, c.status, got)
		}
	}
}
