package engine

import (
	"fmt"
	"strings"
	"testing"
)

// lexicon has no responses: signs and stems alone decide. A stem says as much as it ends with: spameight.
var lexicon = Spec{
	Reasons: []Reason{
		{ID: "unknown", Family: "recipient", Type: "hard", Suppress: "yes"},
		{ID: "full", Family: "mailbox", Type: "soft", Suppress: "watch"},
		{ID: "spam", Family: "content", Type: "hard", Suppress: "no"},
		{ID: "policy", Family: "system", Type: "hard", Suppress: "no"},
		{ID: "login", Family: "account", Type: "hard", Suppress: "no"},
		{ID: "unclassified", Family: "system", Type: "undetermined", Suppress: "no"},
		{ID: "delivered", Family: "system", Type: "none", Suppress: "no"},
	},
	Replies: []Code{{Code: "552", Reason: "full"}},
	Statuses: []Code{
		{Code: "x.1.0", Reason: "unclassified"}, {Code: "x.1.1", Reason: "unknown"}, {Code: "x.3.9", Reason: "unknown", Soft: "full"}, {Code: "x.4.1", Reason: "full"}, {Code: "x.7.1", Reason: "policy"}, {Code: "x.7.8", Reason: "login"},
	},
	Concepts: []Concept{{ID: "box", Words: []string{"box", "mail box"}}, {ID: "gone", Words: []string{"gone", "vanished"}}, {ID: "hot", Words: []string{"hot"}}, {ID: "weak", Words: []string{"weak"}}, {ID: "cold", Words: []string{"cold"}}, {ID: "dull", Words: []string{"dull"}}, {ID: "odd", Words: []string{"odd"}}},
	Signs: []Sign{
		{Reason: "unknown", Weight: 6, All: []string{"box", "gone"}},
		{Reason: "full", Weight: 6, All: []string{"box", "hot"}},
		{Reason: "spam", Weight: 3, All: []string{"box", "weak"}},
		{Reason: "spam", Weight: 4, All: []string{"box", "cold"}},
		{Reason: "spam", Weight: 3, All: []string{"box", "dull"}},
		{Reason: "policy", Weight: 4, All: []string{"box", "odd"}},
	},
	Stems: weighedStems("unknown", "full", "spam", "policy", "login", "unclassified", "delivered"),
}

func weighedStems(reasons ...string) []Stem {
	var out []Stem
	for _, reason := range reasons {
		for i, number := range strings.Fields("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty") {
			out = append(out, Stem{reason + number + " ", reason, i + 1})
		}
	}
	return out
}

// What words say together, and with codes, with each margin at its edge.
func TestWording(t *testing.T) {
	tab := built(t, lexicon)
	for why, rows := range map[string]map[string]string{
		"words speak against silence": {
			"550 it is spameight here": "spam",
			"550 it is spamseven here": "",
		},
		"a reason that gives up an address needs more, and much more to give it up": {
			"550 it is unknowneighteen here":  "unknown, suppress yes",
			"550 it is unknownseventeen here": "unknown, suppress watch",
			"550 it is unknownten here":       "unknown, suppress watch",
			"550 it is unknownnine here":      "",
			"550 5.1.1 it is unknowntwo here": "",
		},
		"a sign holds by itself, but against louder words": {
			"550 the box is gone":               "unknown, suppress yes",
			"550 the box is gone, spamthirteen": "unknown, suppress yes",
			"550 the box is gone, spamfourteen": "spam",
			"550 the box is hot, spamseven":     "full, suppress watch",
			"550 the box is hot, spameight":     "spam",
			"550 the box is weak":               "",
		},
		"several signs of a reason say little more than one": {
			"550 the box is weak and cold":            "spam",
			"550 the box is weak and dull":            "spam",
			"550 the box is odd":                      "policy",
			"550 the box is odd and cold":             "",
			"550 the box is odd, weak and cold":       "",
			"550 the box is odd, cold and dull":       "",
			"550 the box is odd, weak, cold and dull": "spam",
		},
		"what was refused was not delivered": {
			"550 it is spamseventeen, deliveredtwenty": "spam",
		},
		"words that speak of no refusal": {
			"the box is gone, unclassifiedsix":     "unknown, suppress yes",
			"the box is gone, unclassifiedseven":   "",
			"the box is gone, deliveredten":        "unknown, suppress yes",
			"the box is gone, deliveredeleven":     "",
			"550 the box is gone, deliveredtwenty": "unknown, suppress yes",
		},
		"words without a code, all that was pasted": {
			"it is spamtwelve and so spamtwelve":                "",
			"it is spamtwelve and so spameleven and so spamone": "spam",
			"it is spamtwelve and so spameleven":                "",
			"it is spamfive and so spamnineteen":                "spam",
			"# it is spamfive\nand so spamnineteen":             "",
			"it is spamfourteen spamten":                        "",
			"1 it is spamfive and so spamnineteen":              "",
		},
		"words without a code, where a service says that it failed": {
			`{"event":"bounce","email":"bob@example.org","reason":"it is spamsix and so spamten"}`:  "spam",
			`{"event":"bounce","email":"bob@example.org","reason":"it is spamfive and so spamten"}`: "",
		},
		"words without a code, where a server is named": {
			`{"event":"undetermined","rcpt_to":"bob@example.org","mxhost":"mx.example.org","reason":"it is spamnine and so spameleven"}`: "spam",
			`{"event":"undetermined","rcpt_to":"bob@example.org","mxhost":"mx.example.org","reason":"it is spamnine and so spamten"}`:    "",
			`{"event":"undetermined","rcpt_to":"bob@example.org","reason":"it is spamtwenty and so spamnineteen"}`:                       "",
		},
		"a reply code says a little, an enhanced one that names a cause much": {
			"552 it is fulleight":          "full, suppress watch",
			"552 it is fullseven":          "",
			"550 it is fullnine":           "",
			"550 it is fullten":            "full, suppress watch",
			"450 4.3.9 it is fullfour":     "full, suppress watch",
			"450 4.3.9 it is spamtwenty":   "spam",
			"450 4.3.9 it is spamnineteen": "",
			"550 5.1.0 it is spamten":      "spam",
			"550 5.1.0 it is spamnine":     "",
			"550 5.7.8 it is spameight":    "spam",
			"550 5.4.1 it is spameight":    "spam",
			"450 4.4.1 it is spamtwenty":   "spam",
			"450 4.4.1 it is spamnineteen": "",
			"550 5.7.1 it is policyten":    "policy",
		},
		"words of a host's name say nothing": {
			"550 mail.box.example.net is gone": "",
			"550 box.mail.example.net is gone": "",
			"550 x-box.example.net is gone":    "",
			"550 box.example is gone":          "unknown, suppress yes",
			"550 the box...gone":               "unknown, suppress yes",
			"550 is gone from my.box.":         "unknown, suppress yes",
			"550 a.mail box.x is gone":         "unknown, suppress yes",
		},
	} {
		for in, want := range rows {
			got := ""
			for _, b := range tab.Decode(in, Options{}).Bounces {
				if b.Basis == "wording" {
					got = b.Reason
					if b.Suppress != "no" {
						got += ", suppress " + b.Suppress
					}
				}
			}
			if got != want {
				t.Errorf("%s: %s\nis  %q\nnot %q", why, in, got, want)
			}
		}
	}
}

// What was little of one reply is not little of the next.
func TestWordingOfSeveral(t *testing.T) {
	b := built(t, lexicon).Decode("550 it is unknownten here\n\n550 it is unknowneighteen here\n\n550 it is unknownten here", Options{}).Bounces
	if len(b) != 3 || b[0].Suppress != "watch" || b[1].Suppress != "yes" || b[2].Suppress != "watch" {
		t.Errorf("%+v", b)
	}
}

// What is shown as evidence: of a sign the places of its concepts that stand nearest to each other, of stems those that say something of their own.
func TestEvidence(t *testing.T) {
	tab := built(t, lexicon)
	longest := strings.Repeat(" x", (near-len("box gone")+1)/2)
	for in, want := range map[string]string{
		"550 gone" + longest + " a box vanished": "163 box, 167 vanished",
		"550 a vanished box x x x gone":          "6 vanished, 15 box",
		"550 vanished x x x x x box gone":        "23 box, 27 gone",
		"550 box box gone":                       "4 box, 12 gone",
		"550 it is spamthree spamtwo and then spamnine with spamthree of policythree": "10 spamthree, 37 spamnine",
		"550 it is spamnine spamthree, spamfour":                                      "10 spamnine spamthree, 30 spamfour",
		"550 box" + longest + " gone":                                                 "4 box, 160 gone",
		"550 box" + longest + "x gone":                                                "",
		"550 the box" + longest + " gone":                                             "8 box, 164 gone",
		"550 the box" + longest + "x gone":                                            "",
		"550 gone" + longest + " box":                                                 "4 gone, 161 box",
		"550 gone" + longest + "x box":                                                "",
	} {
		var said []string
		for _, b := range tab.Decode(in, Options{}).Bounces {
			for _, s := range b.Spans {
				if s.Kind == "phrase" {
					said = append(said, fmt.Sprint(s.Start, " ", in[s.Start:s.End]))
				}
			}
		}
		if got := strings.Join(said, ", "); got != want {
			t.Errorf("%s\nis  %q\nnot %q", in, got, want)
		}
	}
}

// A Table may have more concepts than there are bits in a word, and all of them are told apart.
func TestManyConcepts(t *testing.T) {
	const all = 256
	reasons := []string{"a", "b"}
	spec := Spec{Reasons: []Reason{{ID: "a"}, {ID: "b"}}}
	name := func(i int) string { return "word" + string(rune('a'+i%all/26)) + string(rune('a'+i%all%26)) }
	for i := range all {
		spec.Concepts = append(spec.Concepts, Concept{ID: name(i), Words: []string{name(i)}})
		spec.Signs = append(spec.Signs, Sign{Reason: reasons[i/64%2], Weight: 6, All: []string{name(i)}, None: []string{name(i + 64)}})
	}
	tab := built(t, spec)
	for i := range all {
		for in, want := range map[string]string{
			"550 " + name(i):                    reasons[i/64%2],
			"550 " + name(i) + " " + name(i+64): reasons[(i/64+1)%2],
		} {
			if b := tab.Decode(in, Options{}).Bounces; len(b) != 1 || b[0].Reason != want {
				t.Fatalf("%s: %+v", in, b)
			}
		}
	}
}
