package evaluate

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/internal/fit"
)

// What was reached on refusals in words that nobody who made the rules had seen. b.txt was never read, only measured.
var reached = map[string]struct{ reason, kind float64 }{
	"a.txt": {92.2, 100},
	"b.txt": {84.5, 97},
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

// Words without a code are understood where a service says that a message failed, or where they name a server; else they may
// be anybody's.
func TestWordsAlone(t *testing.T) {
	event := func(reason string) string {
		return `{"event": "bounce", "email": "user@example.org", "reason": "` + reason + `"}`
	}
	for text, want := range map[string]string{
		event("the customer has not paid, so his mailbox is off"): "mailbox-disabled",
		event("minutes of the meeting"):                           "unclassified",
		event("zorble frumious bandersnatch"):                     "unclassified",
		"the customer has not paid, so his mailbox is off":        "",
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

// What the rules would say of responses that they do not have. Finding the stems without the examples takes a while.
func TestHoldOut(t *testing.T) {
	if testing.Short() || !testing.Verbose() {
		t.Skip("prints figures: go test ./internal/evaluate -run TestHoldOut -v")
	}
	rules := whybounced.Rules()
	wordings, err := fit.Read(os.DirFS("../../testdata/wordings"), rules)
	if err != nil {
		t.Fatal(err)
	}
	fifths, err := Fifths(rules, wordings, 1)
	if err != nil {
		t.Fatal(err)
	}
	providers, err := Providers(rules, wordings)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range slices.Concat(HoldOut("a fifth of the responses", fifths), HoldOut("one provider at a time", providers)) {
		t.Log(f)
	}
}
