package evaluate

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/whybounced/whybounced"
)

// What was reached on refusals in words that nobody who made the rules had seen. b.txt was never read, only measured; what was wrong in a.txt
// and c.txt has been read since.
var reached = map[string]struct{ reason, kind float64 }{
	"a.txt": {96, 100},
	"b.txt": {94, 97},
	"c.txt": {91, 96},
}

func TestRewordings(t *testing.T) {
	d, err := whybounced.NewDecoder(whybounced.Rules())
	if err != nil {
		t.Fatal(err)
	}
	for name, least := range reached {
		data, err := os.ReadFile("../../testdata/rewordings/" + name)
		if err != nil {
			t.Fatal(err)
		}
		f, err := Labelled(d, name, string(data))
		if err != nil {
			t.Fatal(err)
		}
		t.Log(f)
		if n := float64(f.Replies) / 100; float64(f.Reason) < least.reason*n || float64(f.Type) < least.kind*n {
			t.Errorf("%v\nless than the %v %% and %v %% that were reached", f, least.reason, least.kind)
		}
	}
}

// What says nothing is left open, whatever the language is.
func TestNothingSaid(t *testing.T) {
	data, err := os.ReadFile("../../testdata/rewordings/nothing.txt")
	if err != nil {
		t.Fatal(err)
	}
	d, err := whybounced.NewDecoder(whybounced.Rules())
	if err != nil {
		t.Fatal(err)
	}
	for text := range strings.Lines(string(data)) {
		text = strings.TrimSuffix(text, "\n")
		if r := d.Decode([]byte(text)); len(r.Bounces) != 1 || r.Bounces[0].Basis == "wording" || r.Bounces[0].Basis == "rule" && r.Bounces[0].Reason != "policy" {
			t.Errorf("%q says nothing, but is read as %v", text, r.Bounces)
		}
	}
}

// What people write to each other is no refusal, whatever the language is.
func TestProse(t *testing.T) {
	data, err := os.ReadFile("../../testdata/rewordings/prose.txt")
	if err != nil {
		t.Fatal(err)
	}
	for text := range strings.Lines(string(data)) {
		if r := whybounced.Decode([]byte(text)); len(r.Bounces) > 0 {
			t.Errorf("%q is read as %s by its %s", text, r.Bounces[0].Reason, r.Bounces[0].Basis)
		}
	}
}

// Words without a code are understood where a service says that a message failed, where they name a server, and where they are all that
// was pasted and say it plainly; else they may be anybody's.
func TestWordsAlone(t *testing.T) {
	event := func(reason string) string {
		return `{"event": "bounce", "email": "user@example.org", "reason": "` + reason + `"}`
	}
	for text, want := range map[string]string{
		event("the customer has not paid, so his mailbox is off"): "mailbox-disabled",
		event("minutes of the meeting"):                           "unclassified",
		event("zorble frumious bandersnatch"):                     "unclassified",
		"the customer has not paid, so his mailbox is off":        "mailbox-disabled",
		"the customer has not paid\nso the shop is closed":        "",
		"the customer has not paid for the flowers":               "",
		"zorble frumious bandersnatch":                            "",
		"connect to mx.example.org[192.0.2.25]:25: no luck":       "connection-failed",
	} {
		got := ""
		if r := whybounced.Decode([]byte(text)); len(r.Bounces) > 0 {
			got = r.Bounces[0].Reason
		}
		if got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

// A reply says nothing whose words are gone without what has to be looked up, or stand under another reason, too.
func TestMute(t *testing.T) {
	examples := []Held{
		{Reason: "ip-blocklisted", Text: "554 192.0.2.1 blocked. AUP#In-1020"},
		{Reason: "rate-limited", Text: "421 mx.example.org 192.0.2.1 blocked AUP#In-1090"},
		{Reason: "bad-reputation", Text: "550 [S3150]"},
		{Reason: "dmarc-failed", Text: "550 MI:DMA 163 smtp8,NDowC0A00000AAA.00 1700000000"},
		{Reason: "mailbox-full", Text: "552 5.2.2 user@example.org: mailbox full, see https://example.org/full"},
		{Reason: "mailbox-full", Text: "552 mailbox full (G7)"},
	}
	mute(examples)
	for i, h := range examples {
		if h.Says != (i >= 4) {
			t.Errorf("%q says something: %v", h.Text, h.Says)
		}
	}
}

func readAccepted(t *testing.T, rules *whybounced.RuleSet) Accepted {
	t.Helper()
	data, err := os.ReadFile("../../testdata/accepted.txt")
	if err != nil {
		t.Fatal(err)
	}
	accepted, err := ReadAccepted(string(data), rules)
	if err != nil {
		t.Fatal(err)
	}
	return accepted
}

// What is accepted beside the reason of an example is said of an example that there is, and says something else than rules.json.
func TestAccepted(t *testing.T) {
	rules := whybounced.Rules()
	reasons := map[string][]string{}
	for _, e := range rules.Errors {
		for _, r := range e.Responses {
			for _, text := range r.Examples {
				reasons[text] = append(reasons[text], e.Reason)
			}
		}
	}
	accepted := readAccepted(t, rules)
	for text, others := range accepted {
		for i, reason := range others {
			if own := reasons[text]; len(own) == 0 || slices.Contains(own, reason) || slices.Contains(others[:i], reason) {
				t.Errorf("%q: %s is accepted beside %v", text, reason, own)
			}
		}
	}
	for _, bad := range []string{"policy", "policy\t", "polcy\t550 no", "policy/\t550 no", "\n"} {
		if _, err := ReadAccepted(bad+"\n", rules); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
	if got, err := ReadAccepted(`policy/virus`+"\t"+`one\ntwo\\n`, rules); err != nil || !slices.Equal(got["one\ntwo\\n"], []string{"policy", "virus"}) {
		t.Errorf("%q, %v", got, err)
	}
}

// What is taken out is decoded without the rules that know it, and each row counts what it names.
func TestHoldOut(t *testing.T) {
	rules := whybounced.Rules()
	examples, err := examplesOf(rules, readAccepted(t, rules))
	if err != nil {
		t.Fatal(err)
	}
	out := func(r whybounced.Response) bool { return r.Provider == "facebook" }
	if err := decode(without(rules, out), examples, func(h *Held) bool { return h.Provider == "facebook" }); err != nil {
		t.Fatal(err)
	}
	var held []Held
	for _, h := range examples {
		if h.Provider == "facebook" {
			held = append(held, h)
		}
		if strings.HasPrefix(h.Got.Rule, "facebook-") {
			t.Errorf("%q is known by %s, which was taken out", h.Text, h.Got.Rule)
		}
	}
	held = append(held,
		Held{Reason: "auto-reply", Type: "none"},
		Held{Reason: "policy", Type: "hard", Accepted: []string{"user-unknown"}, Got: whybounced.Bounce{Type: "hard", Reason: "user-unknown", Suppress: "yes"}})
	rows := HoldOut("facebook", held)
	if rows[0].Replies != len(held) || rows[1].Replies != len(held)-1 || rows[2].Replies >= rows[1].Replies || rows[0].Reason == len(held) {
		t.Errorf("of %d: %v", len(held), rows)
	}
	if last := HoldOut("the last", held[len(held)-1:])[0]; last.Reason != 1 || last.Exact != 0 || last.Wrongly != 1 {
		t.Errorf("what is accepted beside its reason: %+v", last)
	}
}
