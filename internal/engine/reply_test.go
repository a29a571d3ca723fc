package engine

import (
	"regexp"
	"testing"
)

func TestExtract(t *testing.T) {
	for _, c := range []struct{ in, code, status, text string }{
		{"550 5.1.1 User unknown", "550", "5.1.1", "user unknown"},
		{"550-5.1.1 User\n550 5.1.1 unknown", "550", "5.1.1", "user unknown"},
		{"550-5.1.1 User\n550-5.2.2 unknown\n550 5.2.2 here", "550", "5.1.1", "user unknown here"},
		{"550-User\n550-unknown\n550 5.1.1 here", "550", "5.1.1", "user unknown here"},
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
	if r := extract(splitLines("550-a\n550-b c\n550 d", 0)); r.words != "a b c d" {
		t.Errorf("%q", r.words)
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

// Where a reply code stands, the enhanced code that follows it, where the words begin, and how sure it is.
func TestFindCode(t *testing.T) {
	type found struct {
		code, status, words string
		score               int
		final               bool
	}
	none := found{}
	for _, group := range []struct {
		why  string
		rows map[string]found
	}{
		{"a known code that begins the line", map[string]found{
			"550": {"550", "", "", 7, true}, "550 ": {"550", "", "", 7, true}, "550 no": {"550", "", "no", 8, true}, "550-no": {"550", "", "no", 8, false}, "550.": {"550", "", ".", 7, true}, "550. no": {"550", "", ". no", 8, true}, "550.x no": {"550", "", ".x no", 8, true},
			"550Z no": {"550", "", "Z no", 8, true}, "550 , : - no": {"550", "", "no", 8, true}, "550 seconds": {"550", "", "seconds", 8, true}, "550\t-\tno": {"550", "", "no", 8, true},
		}},
		{"a code that is not known", map[string]found{
			"570 no": {"570", "", "no", 5, true}, "599 no": {"599", "", "no", 5, true}, "599 seconds": {"599", "", "seconds", 5, true}, "x 599 no": none, "x: 599 no": none, "said: 599 no": {"599", "", "no", 6, true}, "x 599 5.1.1 no": {"599", "5.1.1", "no", 6, true},
		}},
		{"no code of a refusal or success", map[string]found{"350 no": none, "190 no": none, "650 no": none, "55": none, "": none, "5a0 no": none, "55a no": none, "290 ok": none}},
		{"a part of something else", map[string]found{
			"550.1 no": none, "550/1": none, "550@x": none, "550% x": none, "550_x": none, "5501": none, "x550 no": none, "550x no": none, "call 555-123": none, "555-123-4567": none, "550-1": none,
			"550- 1 x": {"550", "", "1 x", 8, false}, "555-a": {"555", "", "a", 8, false},
		}},
		{"success, where it is plain", map[string]found{
			"250 ok": {"250", "", "ok", 3, true}, "251": {"251", "", "", 3, true}, "no 250 ok": none, "said: 250 ok": {"250", "", "ok", 3, true}, "x: 250 ok": none, "x: 250 2.0.0 ok": {"250", "2.0.0", "ok", 3, true}, "x 250 2.0.0 ok": none,
		}},
		{"the spellings of an enhanced code behind it", map[string]found{
			"550 5.1.1 no": {"550", "5.1.1", "no", 20, true}, "550-5.1.1 no": {"550", "5.1.1", "no", 20, false}, "550 #5.1.1 no": {"550", "5.1.1", "no", 20, true}, "550: 5.1.1 no": {"550", "5.1.1", "no", 20, true}, "550 (5.1.1) no": {"550", "5.1.1", "no", 20, true},
			"550 [5.1.1] no": {"550", "5.1.1", "no", 20, true}, "550 \"5.1.1 no": {"550", "5.1.1", "no", 20, true}, "550 '5.1.1 no": {"550", "5.1.1", "no", 20, true}, "550\t5.1.1 no": {"550", "5.1.1", "no", 20, true}, "550\u00a05.1.1 no": {"550", "5.1.1", "no", 20, true},
			"550\x805.1.1 no": {"550", "5.1.1", "no", 20, true}, "550Z5.1.1 no": {"550", "5.1.1", "no", 20, true}, "550 5.1.1): - no": {"550", "5.1.1", "no", 20, true}, "550 5.1.1": {"550", "5.1.1", "", 17, true}, "550-5.1.1": {"550", "5.1.1", "", 17, false},
			"550 - 5.1.1 no": {"550", "5.1.1", "no", 20, true}, "550 ----5.1.1 no": {"550", "5.1.1", "no", 20, true}, "550 -----5.1.1 no": {"550", "", "5.1.1 no", 8, true},
		}},
		{"what stands before it", map[string]found{
			"<<< 550 no": {"550", "", "no", 8, true}, "... 550 no": {"550", "", "no", 9, true}, ".. 550 no": {"550", "", "no", 1, true}, "said: 550 no": {"550", "", "no", 6, true}, "SAID: 550 no": {"550", "", "no", 6, true}, "x: 550 no": {"550", "", "no", 4, true},
			"x; 550 no": {"550", "", "no", 4, true}, "x - 550 no": {"550", "", "no", 4, true}, "x 550 no": {"550", "", "no", 1, true}, "x 550 5.1.1 no": {"550", "5.1.1", "no", 7, true}, "x: 550 5.1.1 no": {"550", "5.1.1", "no", 10, true},
		}},
		{"nothing behind it", map[string]found{"code 550": {"550", "", "", 5, true}, "code 550 5.1.1": {"550", "5.1.1", "", 9, true}, "x: 550": {"550", "", "", 3, true}, "x: 550.')": {"550", "", ".')", 3, true}, "x 550": {"550", "", "", 1, true}}},
		{"quotes and words beyond ASCII before it", map[string]found{
			"“550 no": {"550", "", "no", 8, true}, "（550 no": {"550", "", "no", 8, true}, "错误：550 no": {"550", "", "no", 4, true}, "é550 no": {"550", "", "no", 1, true}, "• 550 no": {"550", "", "no", 8, true}, "x• 550 no": {"550", "", "no", 1, true},
			"Fehler: “550 no”": {"550", "", "no”", 4, true}, "said: “550 no”": {"550", "", "no”", 6, true}, "said: (\x80550 no": {"550", "", "no", 1, true},
		}},
		{"what it counts", map[string]found{"wait 550 seconds": none, "wait 550 Seconds": none, "x: 550 seconds": none, "said: 550 seconds": {"550", "", "seconds", 6, true}, "waited 450 5.1.1 seconds": {"450", "5.1.1", "seconds", 7, true}}},
		{"the surest of several, and the first of equals", map[string]found{
			"450 then 550 no": {"450", "", "then 550 no", 8, true}, "x: 450 a: 550 no": {"450", "", "a: 550 no", 4, true}, "x: 450 said: 550 5.1.1 no": {"550", "5.1.1", "no", 12, true}, "550 no, said: 450 4.1.1 later": {"450", "4.1.1", "later", 12, true},
		}},
	} {
		for in, want := range group.rows {
			c := findCode(in)
			got := found{c.code, c.status, in[c.end:], c.score, c.final}
			if c.score == 0 {
				got = none
			}
			if got != want {
				t.Errorf("%s: %q is %+v, not %+v", group.why, in, got, want)
			}
			if c.score > 0 && (in[c.start:c.start+3] != c.code || c.status != "" && in[c.statusStart:c.statusAfter] != c.status) {
				t.Errorf("%q: the codes do not stand at %d and %d", in, c.start, c.statusStart)
			}
		}
	}
	for code := 100; code < 1000; code++ {
		in := string([]byte{byte('0' + code/100), byte('0' + code/10%10), byte('0' + code%10)})
		known, before, score := contains(knownCodes, " "+in+" "), "x: ", 4
		if code/100 == 2 {
			known, before, score = contains(successCodes, " "+in+" "), "", 3
		}
		if got := findCode(before + in + " words").score; (got == score) != known {
			t.Errorf("%s counts %d", in, got)
		}
	}
}

func TestFindStatus(t *testing.T) {
	for why, rows := range map[string]map[string]string{
		"it begins the line":           {"5.1.1 no": "5.1.1", "2.0.0": "2.0.0", "5.9.1 no": "5.9.1", " 5.9.1": "5.9.1"},
		"a mark before it says so":     {"(5.9.1)": "5.9.1", "x (2.9.1)": "2.9.1", "x #5.9.1": "5.9.1", "x: 2.9.1": "2.9.1", "x [2.9.1": "2.9.1", "x; 2.9.1": "2.9.1", "x=2.9.1": "2.9.1"},
		"a word before it says so":     {"x code 2.9.1": "2.9.1", "x Code 2.9.1": "2.9.1", "x error 2.9.1": "2.9.1", "x STATUS 2.9.1": "2.9.1", "x DSN= 2.9.1": "2.9.1"},
		"a subject that is registered": {"x 5.7.1": "5.7.1", "x 4.0.0": "4.0.0", "x 5.8.1": "", "x 2.1.1": ""},
		"the version of a program":     {"version 5.1.1": "", "Version 4.1.1": "", "version 5.8.1 and 5.1.1": "5.1.1"},
		"a part of something else":     {"x5.1.1": "", "5.1.1.1": "", "x 5.1": "", "": "", "5.1.1a": ""},
		"the first that is one":        {"x 2.6.0 5.4.4": "5.4.4", "x 5.1.1 5.4.4": "5.1.1"},
	} {
		for in, want := range rows {
			if start, end := findStatus(in); in[start:end] != want {
				t.Errorf("%s: %q is %q", why, in, in[start:end])
			}
		}
	}
}

// An enhanced code (RFC 3463 section 2) is what a regular expression finds.
func TestStatusLen(t *testing.T) {
	status := regexp.MustCompile(`^[245]\.[0-9]{1,3}\.[0-9]{1,3}`)
	goesOn := regexp.MustCompile(`^([0-9a-zA-Z]|\.[0-9])`)
	try := func(s string) {
		want := 0
		if m := status.FindString(s); m != "" && !goesOn.MatchString(s[len(m):]) {
			want = len(m)
		}
		if got := statusLen(s); got != want {
			t.Fatalf("%q: %d, not %d", s, got, want)
		}
	}
	for _, before := range []string{"", "5", "5.", "5.1", "5.12.", "4.123.12"} {
		everyString("159.a ", 5, func(s string) { try(before + s) })
	}
	everyByte(t, "the class", func(c byte) bool { return statusLen(string([]byte{c})+".1.1") > 0 }, among("245"))
	everyByte(t, "what may follow", func(c byte) bool { return statusLen("5.1.123"+string([]byte{c})) == 0 }, among(lowerLetters+upperLetters+tenDigits))
}

func TestStartsWithReply(t *testing.T) {
	for in, want := range map[string]bool{
		"550 no": true, "599 no": true, "550 seconds": true, "smtp; 550 no": true, "SMTP;550 no": true, "smtp;  550": true, "\" 550 no": true, "'550": true, "\t550": true, "5.1.1 no": true, "#5.1.1": true, "# no": true,
		"no 550": false, "said: 550": false, "x": false, "": false, "smtp; no": false, "290": false,
	} {
		if got := startsWithReply(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}
