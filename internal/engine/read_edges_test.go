package engine

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// What an input is taken for, and how it is cut, with each condition at its edge.

func TestLooksLikeMessage(t *testing.T) {
	for in, want := range map[string]bool{
		"From: a\nTo: b\n":          true,
		"From: a\n":                 false,
		"From: a\nX: b\n":           false,
		"X: b\nFrom: a\nTo: b\n\nx": true,
		"\n\nFrom: a\nTo: b":        true,
		"From: a\n\nTo: b":          false,
		"From: a\n b\nTo: b":        true,
		"From x\nFrom: a\nTo: b":    true,
		">From x\nFrom: a\nTo: b":   true,
		"From: a\nFrom x\nTo: b":    false,
		"no field\nFrom: a\nTo: b":  false,
		"From: a\nno field\nTo: b":  false,
		" From: a\nTo: b\nCc: c":    false,
		":x\nFrom: a\nTo: b":        false,
		"from : a\nto : b":          false,
		"SUBJECT: a\nDATE: b":       true,
		"":                          false,
		strings.Repeat("X: y\n", 58) + "From: a\nTo: b": true, strings.Repeat("X: y\n", 59) + "From: a\nTo: b": false, // sixty lines are looked at
	} {
		if got := looksLikeMessage(in); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// The lines of a reply and nothing else, with their places; nothing for all that may be more.
func TestSoleReplyLines(t *testing.T) {
	for in, want := range map[string]string{
		"550 no":             "550 no@0",
		"550":                "",
		"550 ":               "",
		"550-a\n550 b":       "550-a@0|550 b@6",
		"550-a\r\n550 b\r\n": "550-a@0|550 b@7",
		"550 a\n550 b\n":     "550 a@0|550 b@6",
		"550 a\n551 b":       "",
		"550 a\nb":           "",
		"550a b":             "",
		"250 ok":             "250 ok@0",
		"350 x":              "350 x@0",
		"650 x":              "",
		"150 x":              "",
		"5x0 no":             "",
		"55x no":             "",
		"550 <b>x</b>":       "",
		"550 {\"a\":1}":      "",
		"550 a|b":            "",
		"550 a\tb":           "",
		"550 a\rb":           "",
		"550 a\n\n":          "",
		"550-":               "",
		"550-a=b&c=d":        "",
		"550 x to=<bob@example.org>, relay=x, dsn=5.1.1, status=bounced (x)": "550 x to=<bob@example.org>, relay=x, dsn=5.1.1, status=bounced (x)@0",
		"550 1\n550 2\n550": "",
		"550.no":            "",
		"550 ,a\n550 b":     "550 ,a@0|550 b@7",
		"550-\n550 no":      "550-@0|550 no@5",
		"550-no ":           "",
		"550 x,recipient,reason\n550 x,bob@example.org,no":                    "",
		"550 x: to=<bob@example.org>, relay=x, dsn=5.1.1, status=bounced (x)": "",
	} {
		var got []string
		for _, l := range soleReply(in) {
			got = append(got, l.text+"@"+strconv.Itoa(l.at))
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

// Replies one after the other: where the next one begins.
func TestRepliesApart(t *testing.T) {
	for in, want := range map[string]string{
		"550 a\n\n551 b":                      "550 a + 551 b",
		"550 a\n551 b":                        "550 a + 551 b",
		"550-a\n550 b":                        "550-a/550 b",
		"550 a\n550 b":                        "550 a + 550 b",
		"550-5.1.1 a\n550 5.1.1 b":            "550-5.1.1 a/550 5.1.1 b",
		"550-5.1.1 a\n550 5.2.2 b":            "550-5.1.1 a + 550 5.2.2 b",
		"550-5.1.1 a\n550 b":                  "550-5.1.1 a/550 b",
		"550-a\n550-5.1.1 b\n550 c":           "550-a/550-5.1.1 b/550 c",
		"550 a\nwrapped\n551 b":               "550 a/wrapped + 551 b",
		"a\nb":                                "a/b",
		"a\n550 b":                            "a + 550 b",
		"550-a\nwrapped\n550-b\n550 c\n550 d": "550-a/wrapped/550-b/550 c + 550 d",
		"5.1.1 a\n5.1.2 b":                    "5.1.1 a/5.1.2 b",
		"\n\n550 a\n\n":                       "550 a",
		"550-a\n#x\n550 b":                    "550-a/#x/550 b",
		"550-a\n550 b\n5.1.1 c\n550 d":        "550-a/550 b/5.1.1 c + 550 d",
	} {
		var got []string
		for _, d := range readReplies(splitLines(in, 0)) {
			got = append(got, slashed(d.diagnostic))
		}
		if strings.Join(got, " + ") != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

// slashed is lines on one.
func slashed(lines []line) string {
	var out []string
	for _, l := range lines {
		out = append(out, l.text)
	}
	return strings.Join(out, "/")
}

func TestRecipientOfReply(t *testing.T) {
	for in, want := range map[string]struct {
		recipient  string
		start, end int
	}{
		"550 <bob@example.org> no":                                                    {"bob@example.org", 5, 20},
		"550 no bob@example.org":                                                      {"bob@example.org", 7, 22},
		"bob@example.org no":                                                          {"bob@example.org", 0, 15},
		"no bob@example.org here":                                                     {"", 0, 0},
		"no recipient bob@example.org":                                                {"bob@example.org", 13, 28},
		"550 from ann@example.com to bob@example.org":                                 {"bob@example.org", 28, 43},
		"550 sender ann@example.com":                                                  {"", 0, 0},
		"550 <ann@example.com>: Sender address rejected":                              {"", 0, 0},
		"550 <ann@example.com>: Sender address\n    rejected":                         {"", 0, 0}, // as Postfix wraps it
		"550 postmaster@example.org bob@example.org":                                  {"bob@example.org", 27, 42},
		"550 x-owner@example.org":                                                     {"", 0, 0},
		"550 see mailto:ann@example.com":                                              {"", 0, 0},
		"550 x x x x x x x x x x x x x x x x x x x bob@example.org":                   {"bob@example.org", 42, 57},
		"550 x x x x x x x x x x x x x x x x x x x x bob@example.org":                 {"", 0, 0},
		"550-a line of more than forty bytes, and another one\n550 b bob@example.org": {"bob@example.org", 59, 74},
		"550 a reply, a\nsentence which says more of bob@example.org":                 {"bob@example.org", 43, 58},
		"550 a reply, a\nsentence that speaks well of bob@example.org":                {"", 0, 0},
		"550-a\n550 b bob@example.org":                                                {"bob@example.org", 12, 27},
		"550 the recipient\nbob@example.org":                                          {"bob@example.org", 18, 33},
		"550 the sender\nann@example.com":                                             {"", 0, 0},
		"x\n550 bob@example.org":                                                      {"bob@example.org", 6, 21},
		"x 550 bob@example.org\n550 cid@example.org":                                  {"bob@example.org", 6, 21},
		"for:\nbob@example.org":                                                       {"bob@example.org", 5, 20},
		"550 no such (user: bob@example.org)":                                         {"bob@example.org", 19, 34},
	} {
		got, span := recipientIn(splitLines(in, 0))
		if got != want.recipient || span.Start != want.start || span.End != want.end || in[span.Start:span.End] != got {
			t.Errorf("%q: %q at %+v", in, got, span)
		}
		if again, span := recipientIn(splitLines(in, -1)); again != got || span != (Span{}) {
			t.Errorf("%q, encoded: %q at %+v", in, again, span)
		}
	}
}

func TestLabelWords(t *testing.T) {
	for in, want := range map[string]bool{
		"to":     true,
		"x to":   true,
		"xto":    false,
		"éto":    false,
		"-to":    true,
		"9to":    false,
		"":       false,
		"o":      false,
		"an to ": false,
		"宛先":     true,
		"x宛先":    true,
		"é宛先":    true,
		"xあて":    true,
	} {
		if got := label(in, []string{"to", "宛先", "あて", "recipient"}); got != want {
			t.Errorf("%q: %v", in, got)
		}
	}
}

// Headers as mail programs show them.
const (
	notice   = "From: MAILER-DAEMON@example.net\nSent: today\nTo: Ann\nSubject: Undelivered Mail\n"
	original = "From: Ann <ann@example.com>\nSent: today\nTo: Bob\nSubject: hello\n"
)

// Prose is cut into the notices in it; the returned message and a signature are none of them.
func TestNoticesApart(t *testing.T) {
	for in, want := range map[string]string{
		"a\n550 no":                  "a/550 no",
		notice + "550 a":             "550 a",
		"words\n" + notice + "550 a": "550 a",

		notice + "550 a\n" + original + "original":             "550 a",
		notice + "550 a\n" + notice + "551 b":                  "550 a + 551 b",
		"550 a\n" + notice + "551 b":                           "551 b",
		"550 a\n" + notice + "no code":                         "550 a + no code",
		"550 a\n-- \nAnn":                                      "550 a",
		"a\n-- \nAnn":                                          "a/-- /Ann",
		"550 a\n" + original + "original\n" + notice + "551 b": "550 a + 551 b",
		notice + "550 a\n--\nx\n" + notice + "551 b":           "550 a + 551 b",
		original + "550 x":                                     "From: Ann <ann@example.com>/Sent: today/To: Bob/Subject: hello/550 x",
		"550 a\n" + original + "x\n-- \ny":                     "550 a",
	} {
		var got []string
		for _, n := range notices(splitLines(in, 0)) {
			got = append(got, slashed(n))
		}
		if strings.Join(got, " + ") != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

func TestShownHeaderEdges(t *testing.T) {
	long := strings.Repeat("x", 40)
	for in, want := range map[string]shown{
		notice:   {lines: 4, from: "MAILER-DAEMON@example.net", notice: true, autoReply: false},
		original: {lines: 4, from: "ann@example.com", notice: false, autoReply: false},
		"Von: a@example.com\nGesendet: x\nAn: b\nBetreff: c":            {lines: 4, from: "a@example.com", notice: false, autoReply: false},
		"From: a\nSubject: b":                                           {lines: 0, from: "", notice: false, autoReply: false},
		"From: a\nX: y\nSubject: b":                                     {lines: 3, from: "", notice: false, autoReply: false},
		"X: y\nFrom: a\nSubject: b":                                     {lines: 0, from: "", notice: false, autoReply: false},
		"Subject: Out of office\nFrom: a@example.com\nTo: b":            {lines: 3, from: "a@example.com", notice: false, autoReply: true},
		"From: a\nb\nSubject: c":                                        {lines: 0, from: "", notice: false, autoReply: false},
		"*From:* a\n*Sent:* x\n*Subject:* b":                            {lines: 3, from: "", notice: false, autoReply: false},
		"| From: a\n| To: b\n| Subject: c":                              {lines: 3, from: "", notice: false, autoReply: false},
		"From: a\nbob@example.org: x\nSubject: b":                       {lines: 0, from: "", notice: false, autoReply: false},
		"From: a\n: x\nSubject: b":                                      {lines: 0, from: "", notice: false, autoReply: false},
		"From: a\nTo: b\nTo: c":                                         {lines: 0, from: "", notice: false, autoReply: false},
		"From: a\n" + strings.Repeat("X: y\n", 10) + "Subject: b\nZ: z": {lines: 12}, "From: a\n" + strings.Repeat("X: y\n", 11) + "Subject: b\nZ: z": {}, // twelve lines are looked at
		"From: a\n" + long + ": x\nSubject: c": {lines: 3}, "From: a\nx" + long + ": x\nSubject: c": {},
	} {
		got := shownHeader(splitLines(in, 0))
		if got.fromSubject = [2]bool{}; got != want {
			t.Errorf("%q: %+v, not %+v", in, got, want)
		}
	}
}

func TestUnquoteEdges(t *testing.T) {
	for in, want := range map[string]line{
		"> a\n> b":                       {"a\nb\n", -1},
		">a\n>b":                         {"a\nb\n", -1},
		"> > a\n> > b":                   {"a\nb\n", -1},
		"> a\nb":                         {"> a\nb", 0},
		"\ufeff550 no":                   {"550 no", 3},
		"\ufeff> a":                      {"a\n", -1},
		"\xff\xfe5\x00":                  {"5", -1},
		">From x\n> a":                   {">From x\n> a", 0},
		" \n> a\n\n> b":                  {" \na\n\nb\n", -1},
		"a\n> b":                         {"a\n> b", 0},
		" From: a\nTo: b":                {"From: a\nTo: b", 1},
		"\n\nFrom: a\nTo: b":             {"From: a\nTo: b", 2},
		"> > > > > > a":                  {"> a\n", -1},
		strings.Repeat("> a\n", 9) + "b": {strings.Repeat("a\n", 9) + "b\n", -1}, strings.Repeat("> a\n", 8) + "b": {strings.Repeat("> a\n", 8) + "b", 0}, // nine of ten lines
	} {
		if text, at := unquote(in); text != want.text || at != want.at {
			t.Errorf("%q: %q at %d", in, text, at)
		}
	}
}

// A piece of a message's source: its parts, and where they stand.
func TestSourcePieces(t *testing.T) {
	for in, want := range map[string]string{
		"a\n--b\nContent-Type: text/plain\n\nc\n--b\nContent-Type: text/html\n\n<p>d</p>\n--b--\ne": "[text/plain \"a\\n\" 0][text/plain \"c\\n\" 32][text/html \"<p>d</p>\\n\" 63]",
		"--b\nContent-Type: text/plain\n\nc":                               "[text/plain \"c\" 30]",
		"Content-Type: text/plain\n\nc":                                    "[text/plain \"c\" 26]",
		"Content-Type: text/plain\n\nc\n--b\nContent-Type: text/html\n\nd": "[text/plain \"c\\n\" 26][text/html \"d\" 57]",
		"a\n--b\nc":                   "nil",
		"a\n--\nContent-Type: x\n\nb": "nil",
		"--b \t\nCONTENT-TYPE: text/plain\n\nc\n--b--": "[text/plain \"c\\n\" 32]",
		"a":                                      "nil",
		"\n\r\n \tContent-Type: text/plain\n\nc": "[text/plain \"c\" 31]",
	} {
		r := &mimeReader{}
		got := "nil"
		if p := r.sourcePiece(in, 0); p != nil {
			got = ""
			for _, c := range p.parts {
				got += fmt.Sprintf("[%s %q %d]", c.kind, c.body, c.at)
				if !strings.HasPrefix(in[c.at:], c.body) {
					t.Errorf("%q does not stand at %d of %q", c.body, c.at, in)
				}
			}
		}
		if got != want {
			t.Errorf("%q: %s, not %s", in, got, want)
		}
	}
}

// A Table with a number beyond sixteen bits has them in three bytes.
func TestLargeTable(t *testing.T) {
	spec := rules
	spec.Reasons = slices.Clone(rules.Reasons)
	spec.Reasons[0].Means = strings.Repeat("m", 40_000)
	tab := built(t, spec)
	if b := tab.Decode("550 5.1.1 zorble", Options{}).Bounces; len(b) != 1 || b[0].Reason != "user-unknown" || b[0].Provider != "" {
		t.Errorf("%+v", b)
	}
	if b := tab.Decode("550 the box is gone - gsmtp", Options{}).Bounces; len(b) != 1 || b[0].Means != spec.Reasons[0].Means || b[0].Provider != "gmail" {
		t.Errorf("%d bounces, from %q", len(b), b[0].Provider)
	}
}

// The messages of a mailbox are read one by one. The first that is a bounce tells the form.
func TestMailboxes(t *testing.T) {
	const separator, hello = "From ann@example.com Mon Mar  2 10:00:00 2026\n", "From: ann@example.com\nTo: bob@example.org\nDate: Sun, 1 Mar 2026 10:00:00 +0000\n\nhello\n\n"
	notice := daemonHeader + "Date: Mon, 2 Mar 2026 10:00:00 +0000\n\n<bob@example.org>: 550 no\n\n"
	away := "From: cid@example.org\nTo: ann@example.com\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nI am away.\n\n"
	for in, want := range map[string]string{
		separator + hello:                                         "none",
		separator + notice:                                        "bounce bob@example.org 2026-03-02T10:00:00+00:00",
		separator + hello + separator + notice:                    "bounce bob@example.org 2026-03-02T10:00:00+00:00",
		separator + notice + separator + hello:                    "bounce bob@example.org 2026-03-02T10:00:00+00:00",
		separator + notice + separator + away:                     "bounce bob@example.org 2026-03-02T10:00:00+00:00 cid@example.org ",
		separator + away + separator + hello + separator + notice: "auto-reply cid@example.org  bob@example.org 2026-03-02T10:00:00+00:00",
	} {
		m := read(in, Options{})
		got := m.form
		for _, d := range m.deliveries {
			got += " " + d.recipient + " " + d.when()
		}
		if got != want {
			t.Errorf("%q\nis  %s\nnot %s", in, got, want)
		}
	}
	m := read(strings.Repeat(separator+notice, MaxDeliveries+2), Options{})
	if len(m.deliveries) != MaxDeliveries || len(m.warnings) != 1 {
		t.Errorf("%d deliveries %q", len(m.deliveries), m.warnings)
	}
}

// The shape of what is too long to be held, from its beginning.
func TestShapeOf(t *testing.T) {
	for in, want := range map[string]Shape{
		"From ann@example.com Mon Mar  2 10:00:00 2026\nSubject: x\n": Mailbox,
		notice: Whole, "> quoted\n> text": Whole, "\x00\x01\x02\x03\x04\x05": Whole, "<p>a</p>": Whole, "Subject: x\nFrom: a\n\nb": Whole,
		`{"event":"bounce","email":"bob@example.org"}`: Events, ` [{"event":"bounce","email":"bob@example.org"}`: Events, `{"a":1}`: Events,
		"550 no": Lines, "Mar  1 10:00:00 relay x": Lines, "": Lines,
	} {
		if got := ShapeOf(in); got != want {
			t.Errorf("%q: %d", in, got)
		}
	}
}

// Of very many parts, or parts in parts, the rest is not read, and that is said.
func TestManyParts(t *testing.T) {
	head := "Content-Type: multipart/mixed; boundary=b\n\n"
	for n, want := range map[int]int{maxParts - 2: maxParts - 2, maxParts - 1: maxParts - 1, maxParts + 10: maxParts - 1} {
		r := &mimeReader{}
		p := r.message(head+strings.Repeat("--b\n\nx\n", n), 0, 0, "text/plain")
		if len(p.parts) != want || (len(r.warnings) == 1) != (n >= maxParts-1) {
			t.Errorf("of %d parts %d are read; %q", n, len(p.parts), r.warnings)
		}
	}
	r := &mimeReader{}
	depth, nested := 0, ""
	for i := range maxDepth + 5 {
		nested += fmt.Sprintf("Content-Type: multipart/mixed; boundary=b%d.\n\n--b%d.\n", i, i)
	}
	for p := r.message(nested, 0, 0, "text/plain"); len(p.parts) > 0; p = p.parts[0] {
		depth++
	}
	if depth != maxDepth || len(r.warnings) != 1 {
		t.Errorf("%d parts in parts; %q", depth, r.warnings)
	}
	r, depth = &mimeReader{}, 0
	for p := r.message(strings.Repeat("Content-Type: message/rfc822\n\n", maxDepth+5), 0, 0, "text/plain"); len(p.parts) > 0; p = p.parts[0] {
		depth++
	}
	if depth != maxDepth || len(r.warnings) != 1 {
		t.Errorf("%d messages in messages; %q", depth, r.warnings)
	}
}

// The parts of a message: where they begin and of what kind they are, also where its header or its boundary is broken.
func TestPartsRead(t *testing.T) {
	lost := func(before, boundary string) string {
		return "Content-Type: multipart/mixed\n\n" + before + "--" + boundary + "\n\nx\n"
	}
	for in, want := range map[string]string{
		"Subject: x\n\na\n":                             `text/plain "a\n"`,
		"hello\nthere\n":                                `text/plain "hello\nthere\n"`,
		"From ann@example.com\nSubject: x\n\na":         `text/plain "a"`,
		"Subject: x\nFrom here on it is text\n\na":      `text/plain "From here on it is text\n\na"`,
		"Subject: x\n>From ann@example.com\nTo: b\n\na": `text/plain "a"`,
		"Content-Type:\n text/html\n\na":                `text/html "a"`,
		"Content-Type:TEXT/HTML;charset=utf-8\n\na":     `text/html "a"`,
		"Content-Type: multipart/mixed;boundary=b\n\nno\n--b\n\nx\n--b \n\ny\n--b--\nno":          `text/plain "x\n" text/plain "y\n"`,
		"Content-Type: multipart/mixed; boundary=b\n\n--bb\n\nx\n--b\n\ny":                        `text/plain "y"`,
		"Content-Type: multipart/digest; boundary=b\n\n--b\n\nSubject: x\n\ny\n--b--":             `message/rfc822 "Subject: x\n\ny\n"`,
		"Content-Type: multipart/digest; boundary=b\n\n--b\nContent-Type: text/plain\n\ny\n--b--": `text/plain "y\n"`,
		lost("", "abcde"):                             `text/plain "x\n"`,
		lost("", "abcd"):                              "",
		lost("", "abcde \t"):                          `text/plain "x\n"`,
		lost("it was broken\n", "abcde"):              `text/plain "x\n"`,
		lost(strings.Repeat("broken\n", 11), "abcde"): `text/plain "x\n"`,
		lost(strings.Repeat("broken\n", 12), "abcde"): "",
		lost("--fghijk\n\ny\n--fghijk--\n", "abcde"):  `text/plain "y\n"`,
	} {
		p := (&mimeReader{}).message(in, 0, 0, "text/plain")
		all := p.parts
		if !strings.HasPrefix(p.kind, "multipart/") {
			all = []*part{p}
		}
		var got []string
		for _, c := range all {
			got = append(got, fmt.Sprintf("%s %q", c.kind, c.body))
			if !strings.HasPrefix(in[c.at:], c.body) {
				t.Errorf("%q does not stand at %d of %q", c.body, c.at, in)
			}
		}
		if got := strings.Join(got, " "); got != want {
			t.Errorf("%q\nis  %s\nnot %s", in, got, want)
		}
	}
	for n, warned := range map[int]bool{maxHeaders: false, maxHeaders + 1: true} {
		r := &mimeReader{}
		if p := r.message(strings.Repeat("X: y\n", n), 0, 0, "text/plain"); len(p.headers) != maxHeaders || (len(r.warnings) > 0) != warned {
			t.Errorf("of %d fields %d are read; %q", n, len(p.headers), r.warnings)
		}
	}
}

// White space between the tokens of JSON (RFC 8259 section 2) is passed over, and nothing else is.
func TestPeek(t *testing.T) {
	everyByte(t, "white space", func(c byte) bool { return (&jsonReader{text: string([]byte{c, 'x'})}).peek() == 'x' }, among(" \t\r\n"+"x"))
}

func TestTranscriptMarks(t *testing.T) {
	everyByte(t, "the first letter of a command", func(c byte) bool { return quoteMark(">>> "+string([]byte{c})) == 0 }, among(upperLetters))
}
