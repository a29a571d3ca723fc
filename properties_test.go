package whybounced

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"strings"
	"testing"
)

// sample is an input that the rules or the pages of testdata/decode hold.
type sample struct {
	name, text string
	page       bool // of testdata/decode
}

func samples(t *testing.T) []sample {
	t.Helper()
	var out []sample
	for _, p := range pages(t, "decode") {
		out = append(out, sample{p.name, string(p.input()), true})
	}
	for _, e := range Rules().Errors {
		for _, r := range e.Responses {
			for _, text := range r.Examples {
				out = append(out, sample{r.ID, text, false})
			}
		}
	}
	return out
}

// told is what a person acts on: of each bounce who, with which reply, and why.
func told(r Report) string {
	var b strings.Builder
	for _, x := range r.Bounces {
		b.WriteString(strings.Join([]string{x.Recipient, x.Reply, x.Status, x.Type, x.Reason, x.Rule}, " ") + "\n")
	}
	return b.String()
}

func lines(text string) []string { return strings.Split(strings.TrimSuffix(text, "\n"), "\n") }

func quoted(text, mark string) string {
	out := lines(text)
	for i, l := range out {
		if l == "" {
			out[i] = strings.TrimRight(mark, " ")
		} else {
			out[i] = mark + l
		}
	}
	return strings.Join(out, "\n") + "\n"
}

// folded breaks lines as mail programs do that send quotes on (RFC 3676 calls it flowed): before column 78, behind a space.
func folded(text string) string {
	var b strings.Builder
	for _, l := range lines(text) {
		for len(l) > 78 {
			k := strings.LastIndexByte(l[:78], ' ')
			if k <= 0 {
				break
			}
			b.WriteString(l[:k] + "\n")
			l = l[k+1:]
		}
		b.WriteString(l + "\n")
	}
	return b.String()
}

// carriers are what happens to a text on its way to the decoder, without changing what it says.
var carriers = []struct {
	name  string
	carry func(string) string
	of    func(sample) bool
}{
	{"CRLF", func(s string) string { return strings.ReplaceAll(s, "\n", "\r\n") }, nil},
	{"CR", func(s string) string { return strings.ReplaceAll(s, "\n", "\r") }, nil},
	{"blank lines before", func(s string) string { return "\n\n" + s }, nil},
	{"blank lines behind", func(s string) string { return s + "\n\n\n" }, nil},
	{"no line end", func(s string) string { return strings.TrimRight(s, "\n") }, nil},
	{"spaces at line ends", func(s string) string { return strings.ReplaceAll(s, "\n", "  \n") }, isText},
	{"quoted", func(s string) string { return quoted(s, "> ") }, nil},
	{"quoted without a space", func(s string) string { return quoted(s, ">") }, isText},
	{"quoted twice", func(s string) string { return quoted(quoted(s, "> "), "> ") }, isText},
	{"forwarded", func(s string) string {
		return "---------- Forwarded message ---------\nFrom: Mail Delivery Subsystem <mailer-daemon@example.net>\nDate: Mon, 2 Mar 2026 at 10:00\nSubject: Delivery Status Notification (Failure)\nTo: <ann@example.com>\n\n" + s
	}, isReply},
	{"folded", folded, isText},
	{"folded and quoted", func(s string) string { return quoted(folded(s), "> ") }, isText},
}

func isReply(s sample) bool { return !s.page }

func isText(s sample) bool {
	return !s.page || strings.HasPrefix(s.name, "prose") || strings.HasPrefix(s.name, "reply")
}

// excused are what a carrier may change, with the reason.
var excused = map[string]map[string]string{
	"forwarded": {
		"generic-mailbox-exceeds-allowed-size": noCode, "majordomo-non-member-submission": noCode, "postmark-not-confirmed": noCode, "postmark-sender-signature": noCode,
	},
	"folded":            brokenUp,
	"folded and quoted": brokenUp,
}

var brokenUp = map[string]string{
	"att-attrbl":             "the reply holds its code twice, and the line is broken before the second: that begins a reply",
	"postmark-not-confirmed": noCode, "postmark-sender-signature": noCode,
}

const noCode = "without a code, one line is a reply and several are prose, of which the only address is whom it is about"

// How a text was copied and sent on changes nothing that it says.
func TestCarried(t *testing.T) {
	all := samples(t)
	for _, c := range carriers {
		t.Run(c.name, func(t *testing.T) {
			needed := map[string]bool{}
			for _, s := range all {
				if c.of != nil && !c.of(s) {
					continue
				}
				want := told(Decode([]byte(s.text)))
				got := told(Decode([]byte(c.carry(s.text))))
				if want == got {
					continue
				}
				if excused[c.name][s.name] == "" {
					t.Errorf("%s:\n%sbecomes\n%s", s.name, want, got)
				}
				needed[s.name] = true
			}
			for name := range excused[c.name] {
				if !needed[name] {
					t.Errorf("%s is excused, and is decoded all the same", name)
				}
			}
		})
	}
}

// Decoding twice gives the same bytes, and a report reads back from its JSON as what it was.
func TestReportReadsBack(t *testing.T) {
	for _, s := range samples(t) {
		r := Decode([]byte(s.text))
		if again := Decode([]byte(s.text)); !reflect.DeepEqual(r, again) {
			t.Errorf("%s is decoded in two ways", s.name)
		}
		out := r.JSON()
		var back Report
		if err := json.Unmarshal(out, &back); err != nil {
			t.Errorf("%s: %v", s.name, err)
		}
		if second := back.JSON(); !bytes.Equal(second, out) {
			t.Errorf("%s:\n%s\nreads back as\n%s", s.name, out, second)
		}
	}
}

// Of several replies, one a line, each is decoded as by itself, in the order of the lines.
func TestOrderIsKept(t *testing.T) {
	code := regexp.MustCompile(`^[245]\d\d [^\n]*$`)
	var text, want strings.Builder
	var names []string
	count := 0
	for _, s := range samples(t) {
		one := strings.TrimSpace(s.text)
		if r := Decode([]byte(one)); !s.page && code.MatchString(one) && r.Form == "response" && len(r.Bounces) == 1 && r.Bounces[0].Reply == one[:3] {
			text.WriteString(one + "\n")
			names = append(names, s.name+": "+one)
			want.WriteString(told(r))
			count++
		}
	}
	if count < 1000 || count > MaxBounces {
		t.Fatalf("%d replies", count)
	}
	got, wanted := lines(told(Decode([]byte(text.String())))), lines(want.String())
	if len(got) != len(wanted) {
		t.Errorf("%d bounces, not %d", len(got), len(wanted))
	}
	for i := range min(len(got), len(wanted)) {
		if got[i] != wanted[i] {
			t.Fatalf("%s\nis %s\nby itself %s\nbehind it %s", names[i], got[i], wanted[i], names[i+1])
		}
	}
}

// unredactable are inputs whose finding rests on what Redact leaves out.
var unredactable = map[string]string{
	"charset-encoded-words":        "the reason stands in a subject in encoded words",
	"charset-encoded-words-gb2312": "the reason stands in a subject in encoded words",
	"notice-majordomo":             "the reason stands in the subject",
}

// What is redacted stays as it is when it is redacted again, and the reasons stay, in their order.
func TestRedactedTwice(t *testing.T) {
	reasons := func(text []byte) string {
		var b strings.Builder
		for _, x := range Decode(text).Bounces {
			b.WriteString(x.Type + " " + x.Reason + "\n")
		}
		return b.String()
	}
	for _, s := range samples(t) {
		once := Redact([]byte(strangers.Replace(s.text)))
		if twice := Redact(once); !bytes.Equal(once, twice) {
			t.Errorf("%s: redacted again\n%s\nbecomes\n%s", s.name, once, twice)
		}
		want, got := reasons([]byte(s.text)), reasons(Redact([]byte(s.text)))
		excuse := unredactable[s.name]
		switch encoded := strings.Contains(strings.ToLower(s.text), "base64"); {
		case want != got && excuse == "" && !encoded:
			t.Errorf("%s: redacted\n%sbecomes\n%s", s.name, want, got)
		case want == got && excuse != "":
			t.Errorf("%s is excused, and is decoded all the same", s.name)
		}
	}
}
