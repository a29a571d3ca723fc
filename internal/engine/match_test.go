package engine

import (
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rules is a small Spec: enough to see who wins.
var rules = Spec{
	Reasons: []Reason{
		{ID: "user-unknown", Family: "recipient", Type: "hard", Action: "fix-recipient", Suppress: "yes", Title: "Unknown"},
		{ID: "mailbox-full", Family: "mailbox", Type: "soft", Action: "contact-recipient", Suppress: "watch", Title: "Full"},
		{ID: "unclassified", Family: "system", Type: "undetermined", Action: "none", Suppress: "no", Title: "Not recognised"},
	},
	Providers: []Provider{
		{ID: "gmail", Kind: "mailbox", Hosts: []string{"google.com"}, Marks: []string{"- gsmtp"}},
		{ID: "other", Kind: "mailbox", Hosts: []string{"example.net"}},
		{ID: "postfix", Kind: "software"},
	},
	Replies:  []Code{{Code: "550", Title: "Refused", Reason: "unclassified"}},
	Statuses: []Code{{Code: "x.1.1", Title: "No mailbox", Reason: "user-unknown"}, {Code: "x.1.0", Title: "Address", Reason: "unclassified"}},
	Errors:   []Error{{ID: "no-such-user", Reason: "user-unknown", Title: "No such user"}, {ID: "full", Reason: "mailbox-full", Type: "soft", Title: "Full"}},
	Responses: []Response{
		{ID: "a-word", Error: "no-such-user", All: []string{"unknown"}},
		{ID: "b-word-and-code", Error: "no-such-user", Reply: []string{"553"}, All: []string{"unknown"}},
		{ID: "c-words", Error: "no-such-user", All: []string{"user unknown in"}},
		{ID: "d-gmail-code", Error: "full", Provider: "gmail", Status: []string{"5.7.99"}},
		{ID: "e-gmail-words", Error: "full", Provider: "gmail", All: []string{"out of storage"}},
		{ID: "f-not", Error: "full", All: []string{"quota"}, None: []string{"sending"}},
		{ID: "g-gap", Error: "full", All: []string{"limit of <number> mb * reached"}},
		{ID: "h-generic-words", Error: "no-such-user", All: []string{"out of"}},
		{ID: "j-gmail-registered", Error: "full", Provider: "gmail", Status: []string{"5.1.1"}},
		{ID: "k-gmail-reply", Error: "full", Provider: "gmail", Reply: []string{"571"}},
		{ID: "l-range", Error: "full", Provider: "other", Status: []string{"x.7.500-502"}},
		{ID: "i-postfix", Error: "no-such-user", Provider: "postfix", All: []string{"table lookup"}},
	},
	Concepts: []Concept{{ID: "box", Words: []string{"box", "postfach"}}, {ID: "gone", Words: []string{"gone", "weg"}}, {ID: "moving", Words: []string{"moving"}}},
	Signs:    []Sign{{Reason: "user-unknown", Weight: 6, All: []string{"box", "gone"}, None: []string{"moving"}}},
}

func table(t *testing.T) *Table {
	t.Helper()
	return built(t, rules)
}

// built is the Table of some rules, as it is loaded.
func built(tb testing.TB, spec Spec) *Table {
	tb.Helper()
	data, err := Build(spec)
	if err != nil {
		tb.Fatal(err)
	}
	tab, err := Load(data)
	if err != nil {
		tb.Fatal(err)
	}
	return tab
}

func TestTheSpecificWins(t *testing.T) {
	tab := table(t)
	for _, c := range []struct{ in, rule, basis, provider string }{
		{"550 unknown", "a-word", "rule", ""},
		{"553 unknown", "b-word-and-code", "rule", ""},
		{"553 user unknown in table", "c-words", "rule", ""},
		{"550 5.7.99 no", "d-gmail-code", "rule", "gmail"}, // it is not registered, so it is Gmail's
		{"450 5.7.99 no", "d-gmail-code", "rule", "gmail"},
		{"550 4.7.99 no", "", "reply", ""},
		{"550 5.7.99 unknown", "a-word", "rule", ""},
		{"host mx.example.net[192.0.2.1] said: 550 5.7.99 no", "", "reply", "other"},
		{"550 5.1.1 no", "", "status", ""}, // it is registered, and anybody's
		{"550 5.1.1 no - gsmtp", "j-gmail-registered", "rule", "gmail"},
		{"571 no", "", "reply", ""},
		{"571 no - gsmtp", "k-gmail-reply", "rule", "gmail"},
		{"450 4.7.500 no", "l-range", "rule", "other"},
		{"550 5.7.502 no", "l-range", "rule", "other"},
		{"550 4.7.503 no", "", "reply", ""},
		{"550 5.7.99 no - gsmtp", "d-gmail-code", "rule", "gmail"},
		{"550 out of storage", "e-gmail-words", "rule", "gmail"},
		{"host mx.example.net[192.0.2.1] said: 550 out of storage", "e-gmail-words", "rule", "other"},
		{"550 over quota", "f-not", "rule", ""},
		{"550 sending quota", "", "reply", ""},
		{"550 limit of 25 MB was just reached", "g-gap", "rule", ""},
		{"550 limit of some MB reached", "", "reply", ""},
		{"550 table lookup", "i-postfix", "rule", "postfix"},
		{"550 the box is gone", "", "wording", ""},
		{"550 das Postfach ist weg", "", "wording", ""},
		{"550 the box is gone moving", "", "reply", ""},
		{"550 the box " + strings.Repeat("and so on ", 30) + "gone", "", "reply", ""},
		{"550 5.1.1 zorble", "", "status", ""},
		{"550 5.1.99 zorble", "", "status", ""}, // an unregistered detail is read by its subject
		{"550 unbeknown", "", "reply", ""},      // a phrase begins where a word begins
	} {
		r := tab.Decode(c.in, Options{})
		if len(r.Bounces) != 1 {
			t.Errorf("%q: %d bounces", c.in, len(r.Bounces))
			continue
		}
		if b := r.Bounces[0]; b.Rule != c.rule || b.Basis != c.basis || b.Provider != c.provider {
			t.Errorf("%q is %q by %q from %q, not %q by %q from %q", c.in, b.Rule, b.Basis, b.Provider, c.rule, c.basis, c.provider)
		}
	}
}

// A response that is hardly more than a word gives way to words that clearly say something else, and one that names no cause to a code that
// does; nothing gives way to a code that gives up an address.
func TestYields(t *testing.T) {
	spec := lexicon
	spec.Providers = []Provider{{ID: "host", Kind: "mailbox", Hosts: []string{"example.net"}}, {ID: "own", Kind: "mailbox", Hosts: []string{"example.com"}, Marks: []string{"own mark"}}, {ID: "program", Kind: "software"}}
	spec.Errors = []Error{{ID: "spammy", Reason: "spam"}, {ID: "refused", Reason: "policy"}}
	spec.Responses = []Response{
		{ID: "short", Error: "spammy", All: []string{"zap"}},
		{ID: "shortest-long", Error: "spammy", All: []string{"zap zap zap 1"}},
		{ID: "vague", Error: "refused", All: []string{"refused"}},
		{ID: "vague-long", Error: "refused", All: []string{"utterly refused by the host"}},
		{ID: "own-short", Error: "spammy", Provider: "own", All: []string{"zip"}},
		{ID: "own-long", Error: "spammy", Provider: "own", All: []string{"zippers of own"}},
		{ID: "host-long", Error: "refused", Provider: "host", All: []string{"the long words of a host"}},
		{ID: "program-long", Error: "refused", Provider: "program", All: []string{"the long words of a program"}},
		{ID: "general", Error: "spammy", All: []string{"words of a ho"}},
		{ID: "lesser", Error: "spammy", All: []string{"words of a h"}},
	}
	tab := built(t, spec)
	for in, want := range map[string]string{
		"550 zap":                                                "rule short ",
		"550 zap, unknowneighteen":                               "wording unknown ",
		"550 zap, unknownfifteen":                                "rule short ",
		"550 zap, unknownsixteen":                                "wording unknown  watch",
		"550 5.1.1 zap, unknowneight":                            "rule short ",
		"550 zap, spamtwenty":                                    "rule short ",
		"550 zap, policytwenty":                                  "rule short ",
		"550 zap zap zap 1, fulltwenty":                          "rule shortest-long ",
		"450 zap, fulltwenty":                                    "wording full  watch",
		"550 zip, unknowntwenty":                                 "rule own-short own",
		"550 refused":                                            "rule vague ",
		"550 refused, fulleighteen":                              "wording full  watch",
		"550 refused, fullseventeen":                             "rule vague ",
		"550 5.4.1 refused":                                      "status full  watch",
		"450 4.4.1 refused":                                      "status full  watch",
		"550 5.1.1 refused":                                      "rule vague ",
		"550 5.7.8 refused":                                      "rule vague ",
		"550 5.7.1 refused":                                      "rule vague ",
		"550 5.3.9 refused":                                      "rule vague ",
		"550 5.1.1 refused, unknownfour":                         "wording unknown ",
		"450 4.4.1 utterly refused by the host":                  "rule vague-long ",
		"550 the long words of a host":                           "rule host-long host",
		"550 the long words of a host own mark":                  "rule general own",
		"host mx.example.net said: 550 the long words of a host": "rule host-long host",
		"host mx.example.com said: 550 the long words of a host": "rule general own",
		"host mx.example.net said: 550 the long words of a program words of a ho": "rule program-long host",
		"host mx.example.net said: 550 zippers of own, words of a ho":             "rule general host",
		"host mx.example.com said: 550 zippers of own, words of a ho":             "rule own-long own",
		"550 own mark, the long words of a program words of a ho":                 "rule program-long own",
	} {
		got := ""
		for _, b := range tab.Decode(in, Options{}).Bounces {
			got += b.Basis + " " + first(b.Rule, b.Reason) + " " + b.Provider
			if b.Suppress == "watch" {
				got += " watch"
			}
		}
		if got != want {
			t.Errorf("%s\nis  %s\nnot %s", in, got, want)
		}
	}
}

// A Table that was cut off or changed on its way is refused, never read past its end.
func TestDamagedTables(t *testing.T) {
	data, err := Build(rules)
	if err != nil {
		t.Fatal(err)
	}
	for n := range len(data) {
		if _, err := Load(data[:n]); err == nil {
			t.Fatalf("a table of %d of %d bytes was loaded", n, len(data))
		}
	}
	if _, err := Load(append([]byte("ZIP!"), data[4:]...)); err == nil {
		t.Error("a table of another kind was loaded")
	}
	for i := range data {
		for _, change := range []byte{1, 0x80, 0xff} {
			damaged := slices.Clone(data)
			damaged[i] ^= change
			if _, err := Load(damaged); err == nil {
				t.Fatalf("a table was loaded whose byte %d is damaged", i)
			}
		}
	}
	if _, err := Load(append(data, 0)); err == nil {
		t.Error("a table with something behind it was loaded")
	}
}

// The anchors find what a plain search finds.
func TestAnchorsAgainstPlainSearch(t *testing.T) {
	tab := table(t)
	texts := []string{"user unknown in unknown", "limit of 5 mb x reached", "quota quota - gsmtp out of storage", "xunknown", "un unk unknown", "box weg gone"}
	for _, text := range texts {
		found := map[string]bool{}
		for _, p := range tab.find([]byte(text), make([]uint64, len(tab.phrases)/64+1), nil) {
			found[tab.phrases[p.phrase].text] = true
		}
		for _, p := range tab.phrases {
			phrase := p.text
			want := false
			for i := range text {
				if _, ok := matchForward(phrase, []byte(text), i); ok && (i == 0 || !wordByte(text[i]) || !wordByte(text[i-1])) {
					want = true
				}
			}
			if found[phrase] != want {
				t.Errorf("%q in %q: found %v, plain search %v", phrase, text, found[phrase], want)
			}
		}
	}
}

func TestBuildNamesWhatIsMissing(t *testing.T) {
	s := rules
	s.Responses = []Response{{ID: "x", Error: "no-such-page", Provider: "nobody", All: []string{"y"}}}
	_, err := Build(s)
	if err == nil || !strings.Contains(err.Error(), `"no-such-page"`) || !strings.Contains(err.Error(), `"nobody"`) {
		t.Error(err)
	}
}

// Whatever names something that is not there is told by name, all of it at once.
func TestBuildChecks(t *testing.T) {
	concepts := make([]Concept, maxConcepts+1)
	for i := range concepts {
		concepts[i].ID = strconv.Itoa(i)
	}
	ok := Spec{Reasons: []Reason{{ID: "r"}}, Concepts: concepts[:maxConcepts], Errors: []Error{{ID: "e", Reason: "r"}}, Providers: []Provider{{ID: "p"}}, Statuses: []Code{{Code: "x.1.1", Reason: "r", Soft: "r"}}, Signs: []Sign{{Reason: "r", All: []string{"0"}, None: []string{"1"}}}, Responses: []Response{{ID: "x", Error: "e", Provider: "p", All: []string{"word"}}}}
	if _, err := Build(ok); err != nil {
		t.Error(err)
	}
	for want, bad := range map[string]Spec{
		`error e: there is no "q"`:                         {Errors: []Error{{ID: "e", Reason: "q"}}},
		`code 550: there is no "q"`:                        {Reasons: []Reason{{ID: "s"}}, Replies: []Code{{Code: "550", Reason: "q", Soft: "s"}}},
		`code x.1.1: there is no "s"`:                      {Reasons: []Reason{{ID: "q"}}, Statuses: []Code{{Code: "x.1.1", Reason: "q", Soft: "s"}}},
		`sign: there is no "q"`:                            {Signs: []Sign{{Reason: "q"}}},
		`sign of q: there is no "c"`:                       {Reasons: []Reason{{ID: "q"}}, Signs: []Sign{{Reason: "q", All: []string{"c"}}}},
		`sign of q: there is no "d"`:                       {Reasons: []Reason{{ID: "q"}}, Signs: []Sign{{Reason: "q", None: []string{"d"}}}},
		`response x: there is no "e"`:                      {Responses: []Response{{ID: "x", Error: "e"}}},
		`response x: there is no "p"`:                      {Reasons: []Reason{{ID: "q"}}, Errors: []Error{{ID: "e", Reason: "q"}}, Responses: []Response{{ID: "x", Error: "e", Provider: "p"}}},
		`stem quota: there is no "q"`:                      {Stems: []Stem{{"quota", "q", 1}}},
		`more than 1,024 concepts`:                         {Concepts: concepts},
		"sign: there is no \"q\"\nsign: there is no \"r\"": {Signs: []Sign{{Reason: "q"}, {Reason: "r"}}},
	} {
		if _, err := Build(bad); err == nil || err.Error() != want {
			t.Errorf("%v, not %s", err, want)
		}
	}
}

// Each of many phrases is found once, where it stands first; one that is cut off is not found; and nothing of a search is left behind.
func TestPhrasesFoundOnce(t *testing.T) {
	spec := Spec{Reasons: []Reason{{ID: "r"}}, Errors: []Error{{ID: "e", Reason: "r"}}}
	for i := range 200 {
		written := "phrase " + strconv.Itoa(1000+i) + " of many words"
		if i%2 == 1 {
			written = "phrase " + strconv.Itoa(1000+i) + " of <number> words"
		}
		spec.Responses = append(spec.Responses, Response{ID: strconv.Itoa(i), Error: "e", All: []string{written}})
	}
	tab := built(t, spec)
	seen := make([]uint64, len(tab.phrases)/64+1)
	for id, p := range tab.phrases {
		once := strings.ReplaceAll(p.text, string(rune(gapNumber)), "77")
		for _, before := range []string{"", "x ", "a longer text "} {
			text := before + once + " " + once
			places := tab.find([]byte(text), seen, nil)
			if len(places) != 1 || places[0] != (place{id, len(before), len(before) + len(once)}) {
				t.Fatalf("%q: %v", text, places)
			}
		}
		for cut := 1; cut < len(once); cut++ {
			for _, text := range []string{once[cut:], once[:len(once)-cut]} {
				if places := tab.find([]byte(text), seen, nil); len(places) > 0 {
					t.Fatalf("%q is found in %q", p.text, text)
				}
			}
		}
	}
	for _, s := range seen {
		if s != 0 {
			t.Error("what was found is still marked")
		}
	}
	for _, bad := range []string{"a", "<ip>", "a*b", "<number>a"} {
		if _, err := Build(Spec{Reasons: []Reason{{ID: "r"}}, Errors: []Error{{ID: "e", Reason: "r"}}, Responses: []Response{{ID: "x", Error: "e", All: []string{bad}}}}); err == nil || !strings.Contains(err.Error(), "holds no two bytes of literal text") || !strings.Contains(err.Error(), "phrase \"") {
			t.Errorf("%q: %v", bad, err)
		}
	}
	for phrase, want := range map[string]string{"a*bc": "", "ab*<number>cd": "", "ab**cd": `holds ** where one * does`} {
		_, err := Build(Spec{Reasons: []Reason{{ID: "r"}}, Errors: []Error{{ID: "e", Reason: "r"}}, Responses: []Response{{ID: "x", Error: "e", All: []string{phrase}}}})
		if (err != nil) != (want != "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", phrase, err, want)
		}
	}
}
