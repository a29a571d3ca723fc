package engine

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// The form overrules the codes: what a delivery says of itself, against the type that words and codes gave it.
func TestSettle(t *testing.T) {
	for name, test := range map[string]struct {
		b        Bounce
		d        delivery
		def      string
		typ, sup string
	}{
		"given up for its age":                        {Bounce{Type: "soft", Reason: "expired", Suppress: "no"}, delivery{action: soft}, "soft", "hard", "no"},
		"given up, not for its age":                   {Bounce{Type: "hard", Reason: "user-unknown", Suppress: "yes"}, delivery{action: soft}, "hard", "soft", "watch"},
		"still being tried":                           {Bounce{Type: "hard", Suppress: "yes"}, delivery{action: "delayed"}, "hard", "soft", "watch"},
		"still being tried, nothing to suppress":      {Bounce{Type: "hard", Suppress: "no"}, delivery{action: "delayed"}, "hard", "soft", "no"},
		"still being tried, expired":                  {Bounce{Type: "hard", Reason: "expired", Suppress: "no"}, delivery{action: "delayed"}, "hard", "soft", "no"},
		"a delay of what did not fail":                {Bounce{Type: "none", Suppress: "no"}, delivery{action: "delayed"}, "none", "none", "no"},
		"failed, and only a status is soft":           {Bounce{Type: "soft", Suppress: "yes"}, delivery{action: "failed"}, "hard", "hard", "yes"},
		"failed for good, and only a status is soft":  {Bounce{Type: "soft", Suppress: "yes"}, delivery{action: hard}, "hard", "hard", "yes"},
		"failed, the reply is soft":                   {Bounce{Type: "soft", Reply: "450", Suppress: "yes"}, delivery{action: "failed"}, "hard", "soft", "watch"},
		"failed, the reason is soft":                  {Bounce{Type: "soft", Suppress: "yes"}, delivery{action: "failed"}, "soft", "soft", "watch"},
		"a soft answer suppresses nobody":             {Bounce{Type: "soft", Suppress: "yes", Family: "recipient"}, delivery{}, "hard", "soft", "watch"},
		"but for accounts":                            {Bounce{Type: "soft", Suppress: "yes", Family: "account"}, delivery{}, "hard", "soft", "yes"},
		"a soft answer that suppresses nobody anyway": {Bounce{Type: "soft", Suppress: "no"}, delivery{}, "hard", "soft", "no"},
		"undetermined, and the notice gave up":        {Bounce{Type: "undetermined"}, delivery{gaveUp: true}, "undetermined", "hard", ""},
		"undetermined":                                {Bounce{Type: "undetermined"}, delivery{}, "undetermined", "undetermined", ""},
		"failed, and the words say it was delivered":  {Bounce{Type: "none", Reason: "delivered"}, delivery{action: "failed"}, "none", "hard", ""},
		"failed for good, and the words deny it":      {Bounce{Type: "none", Reason: "delivered"}, delivery{action: hard}, "none", "hard", ""},
		"failed, and the words are of something else": {Bounce{Type: "none", Reason: "auto-reply"}, delivery{action: "failed"}, "none", "none", ""},
		"delivered":       {Bounce{Type: "none", Reason: "delivered"}, delivery{action: "delivered"}, "none", "none", ""},
		"hard stays hard": {Bounce{Type: "hard", Suppress: "yes"}, delivery{action: "failed"}, "hard", "hard", "yes"},
		"hard without an action, a notice that gave up": {Bounce{Type: "hard", Suppress: "yes"}, delivery{gaveUp: true}, "hard", "hard", "yes"},
	} {
		b := test.b
		if settle(&b, &test.d, test.def); b.Type != test.typ || b.Suppress != test.sup {
			t.Errorf("%s: %s, suppress %s", name, b.Type, b.Suppress)
		}
	}
}

// The words for a reader are those of what was known: an error with its response, a code, or a reason.
func TestAdvice(t *testing.T) {
	spec := Spec{
		Reasons: []Reason{
			{ID: "gone", Family: "recipient", Type: "hard", Action: "fix", Suppress: "yes", Title: "G title", Means: "G means", Check: "G check", Fix: "G fix", Customer: "G customer"},
			{ID: "full", Family: "mailbox", Type: "soft", Action: "wait", Suppress: "watch", Title: "F title", Means: "F means", Check: "F check", Fix: "F fix", Customer: "F customer"},
			{ID: "unclassified", Family: "system", Type: "undetermined", Action: "none", Suppress: "no", Title: "U title", Means: "U means", Check: "U check", Fix: "U fix", Customer: "U customer"},
		},
		Replies: []Code{
			{Code: "550", Reason: "unclassified", Title: "550 title", Means: "550 means", Check: "550 check", Fix: "550 fix", Note: "550 note"},
			{Code: "552", Reason: "full", Title: "552 title", Means: "552 means", Check: "552 check", Fix: "552 fix"},
		},
		Statuses: []Code{
			{Code: "x.0.0", Reason: "unclassified", Title: "0 title", Means: "0 means", Check: "0 check", Fix: "0 fix"},
			{Code: "x.1.0", Reason: "gone", Title: "10 title"},
			{Code: "x.1.1", Reason: "gone", Soft: "full", Title: "1 title", Means: "1 means {recipient-domain}", Check: "1 check {recipient-domain}", Fix: "1 fix {recipient-domain}", Note: "1 note {recipient-domain}"},
		},
		Errors: []Error{
			{ID: "left", Reason: "gone", Title: "L title", Means: "L means {recipient-domain}", Check: "L check {recipient-domain}", Fix: "L fix {recipient-domain}", Customer: "L customer", Relays: []Steps{{"one", "look at {recipient-domain}"}, {"two", "click"}}},
			{ID: "moved", Reason: "gone", Type: "soft", Action: "write", Suppress: "no", Title: "M title"},
		},
		Responses: []Response{
			{ID: "left-1", Error: "left", All: []string{"has left"}, Note: "note of {recipient-domain}", Source: Source{"observed", "https://example.com/", "2026-03"}},
			{ID: "moved-1", Error: "moved", All: []string{"has moved"}},
			{ID: "moved-2", Error: "moved", All: []string{"has moved away"}, Type: "hard", Action: "call", Suppress: "watch"},
		},
		Concepts: []Concept{{ID: "box", Words: []string{"box"}}},
		Signs:    []Sign{{Reason: "gone", Weight: 6, All: []string{"box"}}},
	}
	tab := built(t, spec)
	for in, want := range map[string]string{
		"550 <bob@example.net> has left":     "rule /e/left/#left-1 gone hard fix yes [{one look at example.net} {two click}] note of example.net {observed https://example.com/ 2026-03} | L title | L means example.net | L check example.net | L fix example.net | L customer | true",
		"550 has moved":                      "rule /e/moved/#moved-1 gone soft write no []  {  } | M title |  |  |  |  | true",
		"550 has moved away":                 "rule /e/moved/#moved-2 gone hard call watch []  {  } | M title |  |  |  |  | true",
		"550 5.1.1 <bob@example.net> zorble": "status /codes/5.1.1/ gone hard fix yes [] 1 note example.net {  } | 1 title | 1 means example.net | 1 check example.net | 1 fix example.net | G customer | true",
		"450 4.1.1 zorble":                   "status /codes/4.1.1/ full soft wait watch [] 1 note example.org {  } | 1 title | 1 means example.org | 1 check example.org | 1 fix example.org | F customer | true",
		"550 5.1.9 zorble":                   "status /codes/5.1.0/ gone hard fix yes []  {  } | 10 title |  |  |  | G customer | true",
		"552 zorble":                         "reply /codes/552/ full hard wait watch []  {  } | 552 title | 552 means | 552 check | 552 fix | F customer | true",
		"552 5.0.0 zorble":                   "reply /codes/552/ full hard wait watch []  {  } | 552 title | 552 means | 552 check | 552 fix | F customer | true",
		"550 5.0.0 zorble":                   "status /codes/5.0.0/ unclassified hard none no []  {  } | 0 title | 0 means | 0 check | 0 fix | U customer | true",
		"5.0.0 zorble":                       "status /codes/5.0.0/ unclassified hard none no []  {  } | 0 title | 0 means | 0 check | 0 fix | U customer | true",
		"559 zorble":                         "reply /codes/550/ unclassified hard none no [] This reply code is not in RFC 5321: it is read by its first digit. {  } | 550 title | 550 means | 550 check | 550 fix | U customer | true",
		"550 the box":                        "wording /reasons/gone/ gone hard fix yes []  {  } | G title | G means | G check | G fix | G customer | true",
		`{"event":"bounce","email":"bob@example.net"}`: "none /reasons/unclassified/ unclassified hard none watch []  {  } | U title | U means | U check | U fix | U customer | true",
	} {
		got := ""
		for _, b := range tab.Decode(in, Options{}).Bounces {
			got += fmt.Sprintf("%s %s %s %s %s %s %v %s %s | %s | %s | %s | %s | %s | %v", b.Basis, b.URL, b.Reason, b.Type, b.Action, b.Suppress, b.Relays, b.Note, b.Source, b.Title, b.Means, b.Check, b.Fix, b.Customer, b.Attempts != nil)
		}
		if got != want {
			t.Errorf("%s\nis  %s\nnot %s", in, got, want)
		}
	}
}

func TestClassType(t *testing.T) {
	everyByte(t, "class 5", func(c byte) bool { return classType(string([]byte{c})+"50") == "hard" }, among("5"))
	everyByte(t, "class 4", func(c byte) bool { return classType(string([]byte{c})) == "soft" }, among("4"))
	everyByte(t, "class 2", func(c byte) bool { return classType(string([]byte{c})+".1.1") == "none" }, among("2"))
	if classType("") != "" || classType("350") != "" {
		t.Error("what has no class")
	}
}

func TestWithoutAddress(t *testing.T) {
	for in, want := range map[string]string{
		"<bob@example.org>: expired": "expired", "bob@example.org: expired": "expired", "bob@example.org expired": "expired", "bob@example.org\texpired": "expired", "< bob@example.org>.. expired": "expired",
		"bob@example.org": "bob@example.org", "<bob@example.org>": "<bob@example.org>", "bob@example.orgs: x": "bob@example.orgs: x", "bob@example.org, x": "bob@example.org, x", "ann@example.org: x": "ann@example.org: x", "": "", "x bob@example.org: y": "x bob@example.org: y",
	} {
		if got := withoutAddress(in, "bob@example.org"); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
		if got := withoutAddress(in, ""); got != in {
			t.Errorf("%q of nobody: %q", in, got)
		}
	}
}

func TestFill(t *testing.T) {
	given := Facts{SenderDomain: "kunde.de", SenderIP: "198.18.0.1", RecipientDomain: "firma.de", Blocklist: "bl.example.net"}
	for in, want := range map[string][2]string{
		"":                       {"", ""},
		"dig txt":                {"dig txt", "dig txt"},
		"dig {sender-domain}":    {"dig kunde.de", "dig example.com"},
		"{sender-ip}":            {"198.18.0.1", "192.0.2.1"},
		"{recipient-domain}!":    {"firma.de!", "example.org!"},
		"{blocklist}{blocklist}": {"bl.example.netbl.example.net", "zen.spamhaus.orgzen.spamhaus.org"},
		"{} {x} {sender-ip":      {"{} {x} {sender-ip", "{} {x} {sender-ip"},
		"{{sender-ip}}":          {"{198.18.0.1}", "{192.0.2.1}"},
	} {
		if got := [2]string{Fill(in, given), Fill(in, Facts{})}; got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

// Evidence is marked in the order in which it stands in the input.
func TestSpansInOrder(t *testing.T) {
	text := wholeText([]line{{"user unknown here", 20}})
	got := spansOf(&reply{codeSpan: Span{"reply", 10, 13}, statusSpan: Span{"status", 14, 19}, text: text}, &delivery{recipientSpan: Span{"recipient", 0, 5}}, Span{"remote", 6, 9}, &finding{phrases: []place{{0, 13, 17}, {0, 0, 4}, {0, 5, 5}}})
	want := []Span{{"recipient", 0, 5}, {"remote", 6, 9}, {"reply", 10, 13}, {"status", 14, 19}, {"phrase", 20, 24}, {"phrase", 33, 37}}
	if len(got) != len(want) {
		t.Fatalf("%v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%v, not %v", got[i], want[i])
		}
	}
	if got := spansOf(&reply{text: text}, &delivery{}, Span{}, &finding{}); len(got) != 0 {
		t.Errorf("nothing to mark, and %v", got)
	}
}

// A phrase is what a regular expression says: gaps as short as they can be, but for the last.
func phraseExpression(phrase string) string {
	classes := map[byte]string{gapAny: ".", gapIP: "[0-9a-f.:x]", gapDomain: "[0-9a-z\\x80-\\xff._-]", gapNumber: "[0-9.]", gapURL: "[^\\x00- <>]", gapAddress: "[^\\x00- <>()\",;:]"}
	var out strings.Builder
	for i := range len(phrase) {
		class := classes[phrase[i]]
		switch {
		case class == "":
			out.WriteString(regexp.QuoteMeta(phrase[i : i+1]))
		case phrase[i] == gapAny:
			out.WriteString(class + "{0,96}")
		default:
			out.WriteString(class + "{1,96}")
		}
		if class != "" && i < len(phrase)-1 {
			out.WriteString("?")
		}
	}
	return out.String()
}

func TestPhrasesAsExpressions(t *testing.T) {
	for _, written := range []string{"ab", "a*b", "<number>b", "a<number>", "*b", "a*", "a*<number>b", "a <ip>", "<domain> a", "a*b*a", "<number><number>a", "*<number>"} {
		phrase := encodePhrase(written)
		forward := regexp.MustCompile(`^(?s:` + phraseExpression(phrase) + `)`)
		whole := regexp.MustCompile(`^(?s:` + phraseExpression(phrase) + `)$`)
		try := func(s string) {
			text := []byte(s)
			for i := range len(s) + 1 {
				want := forward.FindStringIndex(s[i:])
				if end, ok := matchForward(phrase, text, i); ok != (want != nil) || ok && end != i+want[1] {
					t.Fatalf("%q in %q from %d: %d, %v, not %v", written, s, i, end, ok, want)
				}
				start, ok := matchBackward(phrase, text, i)
				possible := false
				for from := range i + 1 {
					possible = possible || wordStart(text, from) && whole.MatchString(s[from:i])
				}
				if ok != possible || ok && (!wordStart(text, start) || !whole.MatchString(s[start:i])) {
					t.Fatalf("%q in %q up to %d: %d, %v", written, s, i, start, ok)
				}
			}
		}
		everyString("ab1 .", 5, try)
		for _, n := range []int{95, 96, 97} {
			try("a" + strings.Repeat("1", n) + "b")
			try("a" + strings.Repeat(" ", n) + "b 1b")
		}
	}
	for in, want := range map[string]bool{"": true, "a": true, " a": true, "ba": false, "1a": false, "a1": false, ".a": true, "a.": true, "Ba": true} {
		i := max(0, len(in)-1)
		if got := wordStart([]byte(in), i); got != want {
			t.Errorf("a word begins at %d of %q: %v", i, in, got)
		}
	}
}
