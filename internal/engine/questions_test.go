package engine

import (
	"strings"
	"testing"
)

// What decides small questions about messages, notices, events and lines of logs, with each condition at its edge.

// The signs that a message is a notice, alone and together; what is behind the empty line is its text.
func TestLikeness(t *testing.T) {
	for in, want := range map[string]int{
		"From: ann@example.com\nSubject: hello\n\nhi":                                                          0,
		"From: MAILER-DAEMON@example.com\n\nhi":                                                                2,
		"From: ann@example.com\nReturn-Path: <>\n\nhi":                                                         2,
		"From: ann@example.com\nReturn-Path: <a@example.com>\n\nhi":                                            0,
		"X-Failed-Recipients: b@example.org\n\nhi":                                                             4,
		"Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nhi\n--b--":          3,
		"Content-Type: multipart/report; report-type=disposition-notification; boundary=b\n\n--b\n\nhi\n--b--": 0,
		"Content-Type: multipart/report; boundary=b\n\n--b\n\nhi\n--b--":                                       3,
		"Content-Type: multipart/mixed; report-type=delivery-status; boundary=b\n\n--b\n\nhi\n--b--":           0,
		"X-List-Administrivia: yes\n\nhi":                                                                      4,
		"Subject: BOUNCE list@example.com: no\n\nhi":                                                           4,
		"Subject: mail to ann@example.com\n\nhi":                                                               0,
		"Subject: bounce list\n\nhi":                                                                           0,
		"Auto-Submitted: auto-generated\n\nhi":                                                                 1,
		"Auto-Submitted: Auto-replied\n\nhi":                                                                   1,
		"Auto-Submitted: no\n\nhi":                                                                             0,
		"From: MAILER-DAEMON@example.com\nSubject: Undelivered Mail\n\nhi":                                     4,
		"From: MAILER-DAEMON@example.com\nSubject: Re: Undelivered Mail\n\nhi":                                 2,
		"From: MAILER-DAEMON@example.com\nSubject: x\n\nIt could not be delivered.":                            4,
		"Subject: Undelivered Mail\n\nIt could not be delivered.":                                              0,
		"From: noreply@example.com\nSubject: Undelivered Mail\n\nIt could not be delivered.":                   4,
		"From: no-reply@example.com\n\nIt could not be delivered.":                                             2,
		"From: MAILER-DAEMON@example.com\nIn-Reply-To: <1@example.com>\n\nhi":                                  2,
		"From: ann@example.com\nReturn-Path: <>\nIn-Reply-To: <1@example.com>\n\nhi":                           0,
		"X-Failed-Recipients: b@example.org\nReturn-Path: <>\nIn-Reply-To: <1@example.com>\n\nhi":              6,
		"X-Failed-Recipients: b@example.org\nAuto-Submitted: auto-x\nIn-Reply-To: <1@example.com>\n\nhi":       3,
		"Return-Path: <>\nList-Unsubscribe: <x>\n\nhi":                                                         0,
		"Return-Path: <>\nList-Id: <x>\n\nhi":                                                                  0,
		"Return-Path: <>\nList-Id: <x>\nList-Unsubscribe: <x>\n\nhi":                                           0,
		"Return-Path: <>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhi\n--b\nContent-Type: message/rfc822\n\nSubject: x\n\n--b\nContent-Type: text/rfc822-headers\n\nSubject: x\n--b--": 3,
		"Return-Path: <>\nContent-Type: multipart/mixed; boundary=b\n\n--b\n\nhi\n--b\nContent-Type: text/rfc822-headers\n\nSubject: x\n--b--":                                                    3,
		"From: ann@example.com\n\nFrom: MAILER-DAEMON@example.com\nSent: today\nTo: Ann\nSubject: x\n\nhi":                                                                                        4,
	} {
		r := &mimeReader{}
		p := r.message(in, 0, 0, "text/plain")
		if got := r.likeness(p, r.prose(p)); got != want {
			t.Errorf("%q counts %d, not %d", in, got, want)
		}
	}
}

func TestAutoReply(t *testing.T) {
	for in, want := range map[string]bool{
		"Auto-Submitted: auto-replied":                                     true,
		"Auto-Submitted: auto-generated":                                   false,
		"Auto-Submitted: auto-generated\nSubject: Out of office":           true,
		"Subject: Out of office":                                           true,
		"Subject: Re: Out of office":                                       false,
		"Subject: Out of office\nList-Id: x":                               false,
		"Subject: Out of office\nList-Unsubscribe: x":                      false,
		"Subject: Re: Out of office\nReturn-Path: <>":                      true,
		"Subject: Re: Out of office\nX-Auto-Response-Suppress: All":        true,
		"Subject: Re: Out of office\nAuto-Submitted: auto-generated":       true,
		"Precedence: auto_reply":                                           true,
		"Precedence: Auto_Reply":                                           true,
		"Precedence: bulk":                                                 false,
		"X-Autoreply: yes":                                                 true,
		"X-Autorespond: x":                                                 true,
		"X-AutoResponse: x":                                                true,
		"Auto-Submitted: auto-replied\nX-Failed-Recipients: x@example.org": false,
		"Auto-Submitted: auto-replied\nFrom: MAILER-DAEMON@example.org":    false,
		"Auto-Submitted: auto-replied\nSubject: Undelivered Mail":          false,
		"Auto-Submitted: auto-replied\nContent-Type: multipart/report":     false,
		"Subject: hello":                                                   false,
		"Subject: hello\nReturn-Path: <>":                                  false,
	} {
		r := &mimeReader{}
		if got := r.autoReply(r.message(in+"\n\nhi\n", 0, 0, "text/plain")); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// The times of header fields (RFC 5322 section 3.3).
func TestMailDate(t *testing.T) {
	for in, want := range map[string]string{
		"Sun, 1 Mar 2026 10:00:00 +0000":   "2026-03-01T10:00:00+00:00",
		"1 Mar 2026 10:00:00 +0100":        "2026-03-01T10:00:00+01:00",
		"01 Mar 2026 10:00:00 -0500 (EST)": "2026-03-01T10:00:00-05:00",
		"Sun, 31 Mar 2026 10:00:00 GMT":    "2026-03-31T10:00:00Z",
		"31 Dec 2026 10:00:00 UT":          "2026-12-31T10:00:00Z",
		"31 Dec 2026 10:00:00 UTC":         "2026-12-31T10:00:00Z",
		"31 Dec 2026 10:00:00 EST":         "2026-12-31T10:00:00-00:00",
		"31 Dec 2026 10:00:00":             "2026-12-31T10:00:00-00:00",
		"32 Dec 2026 10:00:00":             "",
		"0 Dec 2026 10:00:00":              "",
		"1 Dez 2026 10:00:00":              "",
		"1 anf 2026 10:00:00":              "",
		"1 Jan 1969 10:00:00 Z":            "",
		"1 Jan 1970 00:00:00 Z":            "1970-01-01T00:00:00-00:00",
		"1 Jan 2026 24:00:00":              "",
		"1 Jan 26 10:00:00":                "",
		"1  Jan 2026 10:00:00 Z":           "2026-01-01T10:00:00-00:00",
		"Sun":                              "",
		"":                                 "",
		"1":                                "",
		"123 Jan 2026 10:00:00":            "",
		"1 Jan 2026 10:00:00gmt":           "2026-01-01T10:00:00Z",
	} {
		if got := mailDate(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestHosts(t *testing.T) {
	for in, want := range map[string]string{
		"dns; mx.example.org":            "mx.example.org",
		"dns;mx.example.org (192.0.2.1)": "mx.example.org",
		";mx.example.org":                "mx.example.org",
		"mx.example.org.":                "mx.example.org",
		"<mx.example.org>":               "mx.example.org",
		"[192.0.2.1]":                    "192.0.2.1",
		"\"mx\"":                         "mx",
		"x400; mta MX1 in /ADMD= /":      "MX1",
		"mta x":                          "x",
		"(mx)":                           "(mx",
		"mx.example.org),":               "mx.example.org",
		"":                               "",
		"a;b;c":                          "b",
	} {
		if got := hostOf(in); got != want {
			t.Errorf("field %q: %q, not %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		"mx.example.org[192.0.2.25]:25": "mx.example.org",
		"mx.example.org. [192.0.2.25]":  "mx.example.org",
		"192.0.2.25 (mx.example.org)":   "mx.example.org",
		"192.0.2.25 (mx example.org)":   "192.0.2.25",
		"192.0.2.25 (mx)":               "192.0.2.25",
		"mx.example.org (a.b)":          "mx.example.org",
		"local":                         "",
		"none":                          "",
		"\"mx.example.org\"":            "mx.example.org",
		"<mx.example.org>":              "mx.example.org",
		"[192.0.2.1]:25":                "192.0.2.1",
		"mx.example.org:25":             "mx.example.org",
		"2001:db8::1":                   "2001:db8::1",
		"a:b":                           "",
		"/var/run/x.sock":               "",
		"mx.example.org:":               "mx.example.org",
		"mx.example.org;x":              "mx.example.org",
		"mx.example.org,b":              "mx.example.org",
		"mx.example.org\tb":             "mx.example.org",
		"":                              "",
		"mx.example.org(b.c)":           "mx.example.org",
		"1(b.c)":                        "b.c",
		"a.b\"c":                        "a.b",
		"a.b]c":                         "a.b",
		":25":                           ":25",
		"a.b (":                         "a.b",
		"10 (b.c) ":                     "b.c",
	} {
		if got := hostIn(in); got != want {
			t.Errorf("log %q: %q, not %q", in, got, want)
		}
	}
	for in, want := range map[string]Span{
		"mx.example.org": {"remote", 5, 19}, " \t\"'<[(mx.example.org.) x": {"remote", 12, 26}, "a.bc": {"remote", 5, 9}, "a.b": {}, "mx": {}, "": {}, "a@b.c": {},
	} {
		host, span := hostFrom(line{in, 5}, 0)
		if span != want || host != (" " + in + " ")[max(1, span.Start-4):max(1, span.End-4)] {
			t.Errorf("prose %q: %q at %+v", in, host, span)
		}
		if again, span := hostFrom(line{in, -1}, 0); again != host || span != (Span{}) {
			t.Errorf("prose %q, encoded: %q at %+v", in, again, span)
		}
		if _, first := hostFrom(line{in, 0}, 0); first.End-first.Start != span.End-span.Start {
			t.Errorf("prose %q, at the start of the input: %+v", in, first)
		}
	}
}

// Commands, where a word is one because it stands in a session, and where it has to look like one.
func TestCommandNamed(t *testing.T) {
	for in, want := range map[string][2]string{
		"RCPT TO:<a>":    {"RCPT", "RCPT"},
		"RCPT TO":        {"RCPT", "RCPT"},
		"rcpt to: x":     {"RCPT", "RCPT"},
		"RCPT":           {"RCPT", ""},
		"RCPT x":         {"RCPT", ""},
		"MAIL FROM":      {"MAIL", "MAIL"},
		"MAIL":           {"MAIL", ""},
		"DATA":           {"DATA", "DATA"},
		"DATA x":         {"DATA", ""},
		".":              {"DATA", "DATA"},
		". x":            {"DATA", ""},
		"end-of-message": {"DATA", "DATA"},
		"EHLO":           {"EHLO", "EHLO"},
		"EHLO x":         {"EHLO", ""},
		"quit":           {"QUIT", "QUIT"},
		"nothing":        {"", ""},
		"":               {"", ""},
		"datax":          {"", ""},
		"DATA:":          {"DATA", "DATA"},
	} {
		if got := [2]string{commandNamed(in, true), commandNamed(in, false)}; got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
	for in, want := range map[string]string{
		">>> RCPT TO:<a>":     "RCPT",
		"--> MAIL FROM":       "MAIL",
		"Sent: DATA":          "DATA",
		"Command: ehlo x":     "EHLO",
		"command: AUTH LOGIN": "AUTH",
		"command: AUTHX":      "",
		">>> x --> helo":      "EHLO",
		">>> NOOP":            "",
		"RCPT":                "",
		">>>RCPT":             "",
		"x >>> starttls":      "STARTTLS",
	} {
		if got := asks(in); got != want {
			t.Errorf("%q asks %q, not %q", in, got, want)
		}
	}
}

func TestLogLines(t *testing.T) {
	for in, want := range map[string]bool{
		"(a)":       true,
		"a)":        true,
		"(a":        false,
		"((a)":      false,
		"(a))":      true,
		"a":         false,
		"":          false,
		")":         true,
		"x (a) b":   false,
		"x (a) (b)": true,
	} {
		if got := closed(in); got != want {
			t.Errorf("%q is closed: %v", in, got)
		}
	}
	for in, want := range map[string]bool{
		"Mar  1 10:00:00 relay x": true,
		"relay smtp[102]: x":      true,
		"relay smtp[1]: x":        true,
		"[102]: x":                false,
		" [102]: x":               false,
		"smtp[]: x":               false,
		"smtp[1a]: x":             false,
		"smtp[102] x":             false,
		"Smtp[102]: ":             true,
		"smtp(102]: x":            false,
		"":                        false,
	} {
		if got := begins(in); got != want {
			t.Errorf("%q begins: %v", in, got)
		}
	}
	// What was answered: in a field of text, between parentheses, and with spaces written as qmail does.
	for in, want := range map[string][3]string{
		"\"a\"":    {"a", "a", "a"},
		"\"a":      {"\"a", "\"a", "\"a"},
		"a\"":      {"a", "a", "a"},
		"\"":       {"", "", ""},
		"a \"b\"":  {"a \"b\"", "a \"b\"", "a \"b\""},
		"x (a b)":  {"x (a b)", "a b", "x (a b)"},
		"x (a b":   {"x (a b", "a b", "x (a b"},
		"x(a)":     {"x(a)", "x(a)", "x(a)"},
		"(a)":      {"(a)", "(a)", "(a)"},
		" (a) (b)": {" (a) (b)", "a) (b", " (a) (b)"},
		"a_b/":     {"a_b/", "a_b/", "a b"},
		"a/b":      {"a/b", "a/b", "a/b"},
		"a/_b":     {"a/_b", "a/_b", "a/ b"},
	} {
		for i, what := range []logValue{textField, innerField, spacedField} {
			if got := (logField{what: what}).words(line{in, 7}); got.text != want[i] {
				t.Errorf("%q as field %d: %q, not %q", in, what, got.text, want[i])
			} else if what != spacedField && in[got.at-7:got.at-7+len(got.text)] != got.text {
				t.Errorf("%q stands at %d", got.text, got.at)
			}
		}
	}
	long := strings.Repeat("words ", 7) // longer than leastWrapped
	for name, test := range map[string]struct {
		in   string
		want bool
	}{
		"nothing":                           {"", false},
		"one line":                          {"Mar  1 10:00:00 " + long, false},
		"lines that begin":                  {"Mar  1 10:00:00 " + long + "\nMar  1 10:00:01 " + long, false},
		"one that does not":                 {"Mar  1 10:00:00 " + long + "\nand more", true},
		"none that begins":                  {long + "\nand more", false},
		"a short one before it":             {"Mar  1 10:00:00 short\nand more", false},
		"an empty one behind it":            {"Mar  1 10:00:00 " + long + "\n\nand more", false},
		"later on":                          {"Mar  1 10:00:00 " + long + "\nMar  1 10:00:00 " + long + "\nand more", true},
		"behind one that was broken before": {"more\nMar  1 10:00:00 " + long + "\nand", true},
	} {
		if got := wrapped(test.in); got != test.want {
			t.Errorf("%s: wrapped %v", name, got)
		}
	}
}

func TestEventParts(t *testing.T) {
	for in, want := range map[[2]string]string{
		{"", "5"}:         "5",
		{"5", "1"}:        "5.1",
		{"5.1", "1"}:      "5.1.1",
		{"5.123", "123"}:  "5.123.123",
		{"5.1234", "123"}: "5.1234",
		{"5.12345", "1"}:  "5.12345.1",
		{"5", "123456"}:   "5.123456",
		{"5", "1234567"}:  "5.1234567",
		{"5", "12345678"}: "5",
	} {
		if got := dotted(in[0], in[1]); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
	for in, want := range map[string]bool{
		"":                                  false,
		"x":                                 false,
		"{":                                 true,
		"[":                                 true,
		"{}":                                true,
		"[]":                                true,
		"{\"":                               true,
		"['":                                true,
		"{a:":                               true,
		"{a :":                              false,
		"{1:":                               false,
		"{_a:":                              false,
		"{a1_b:":                            true,
		"{a-b:":                             false,
		"[192.0.2.1]":                       false,
		"[1,2]":                             false,
		"{ \n[ \"":                          true,
		"{A:":                               true,
		"{:":                                false,
		"{" + strings.Repeat("a", 32) + ":": true, "{" + strings.Repeat("a", 33) + ":": false,
	} {
		if got := data(in); got != want {
			t.Errorf("%q is data: %v", in, got)
		}
	}
	for in, want := range map[string]line{
		"smtp; 550":                    {" 550", 10},
		"smtp;550":                     {"550", 10},
		";550":                         {";550", 5},
		"a b;c":                        {"a b;c", 5},
		"sent (250 ok)":                {"250 ok", 11},
		"sent (250":                    {"250", 11},
		"sent(250)":                    {"sent(250)", 5},
		"":                             {"", 5},
		strings.Repeat("x", 23) + ";c": {"c", 29}, strings.Repeat("x", 24) + ";c": {strings.Repeat("x", 24) + ";c", 5},
	} {
		if got := withoutType(line{in, 5}); got != want {
			t.Errorf("%q: %+v", in, got)
		}
	}
}

func TestBehindName(t *testing.T) {
	for in, want := range map[string]bool{
		"Bob <bob@example.org>":                        true,
		"Bob (bob@example.org)":                        true,
		"<bob@example.org>":                            true,
		"Bob bob@example.org":                          false,
		"Bob <bob@example.org> x":                      false,
		"Bob <bob@example.org>  ":                      true,
		"a: <bob@example.org>":                         false,
		"a\t<bob@example.org>":                         false,
		"a b c d <bob@example.org>":                    true,
		"a b c d e <bob@example.org>":                  false,
		"Bob <bob@example.org":                         false,
		strings.Repeat("x", 58) + " <bob@example.org>": true, strings.Repeat("x", 59) + " <bob@example.org>": false,
	} {
		if got := behindName(in, findAddresses(in)[0]); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}
