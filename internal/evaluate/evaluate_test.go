package evaluate

import (
	"os"
	"strings"
	"testing"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/internal/fit"
)

// What was reached on refusals in words that nobody who made the rules had seen. b.txt was never read, only measured.
var reached = map[string]struct{ reason, kind float64 }{
	"a.txt": {90.8, 100},
	"b.txt": {83.7, 97},
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
	blind := Blind(rules, wordings)
	f, err := Fifth(blind, 1)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(f)
	rows, err := Providers(blind)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range rows {
		t.Log(f)
	}
}
