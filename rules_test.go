package whybounced

import (
	"strings"
	"testing"
)

// Every example and counterexample is a subtest by the name of its response.
func TestRules(t *testing.T) {
	d, err := NewDecoder(Rules())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range Rules().Errors {
		for _, r := range e.Responses {
			t.Run(e.ID+"/"+r.ID, func(t *testing.T) {
				for _, text := range r.Examples {
					report := d.Decode([]byte(text))
					if len(report.Bounces) == 0 {
						t.Errorf("example %q is decoded to nothing: %v", text, report.Warnings)
						continue
					}
					b := report.Bounces[0]
					if b.Rule != r.ID || b.Error != e.ID || b.Basis != "rule" {
						t.Errorf("example %q\nis won by %q (%s)", text, b.Rule, b.Basis)
					}
				}
				for _, text := range r.Counterexamples {
					if d.wins(text) == r.ID {
						t.Errorf("counterexample %q\nis won by this response", text)
					}
				}
			})
		}
	}
}

func TestRulesLint(t *testing.T) {
	for _, p := range LintRules(rulesJSON) {
		t.Error(p)
	}
}

// A block of the sender says nothing about the recipient's address.
func TestNoBlockOfTheSenderSuppresses(t *testing.T) {
	for _, e := range Rules().Errors {
		r, _ := Rules().Reason(e.Reason)
		if r.Family != "reputation" && r.Family != "authentication" && r.Family != "connection" {
			continue
		}
		if or(e.Suppress, r.Suppress) == "yes" {
			t.Errorf("%s suppresses the address", e.ID)
		}
		for _, x := range e.Responses {
			if x.Suppress == "yes" {
				t.Errorf("%s/%s suppresses the address", e.ID, x.ID)
			}
		}
	}
}

// A broken rules.json lists all that is wrong, with lines.
func TestBrokenRulesAreReportedAtOnce(t *testing.T) {
	broken := strings.NewReplacer(
		`"id": "no-such-user"`, `"id": "No_Such User"`,
		`"reason": "mailbox-full"`, `"reason": "mailbox-fool"`,
		`"id": "gmail-dmarc-policy",`, `"id": "gmail-dmarc-policy", "colour": "red",`,
	).Replace(string(rulesJSON))
	_, err := LoadRules([]byte(broken))
	if err == nil {
		t.Fatal("loaded")
	}
	if !strings.Contains(err.Error(), `unknown field "colour"`) || !strings.Contains(err.Error(), "rules.json:") {
		t.Error(err)
	}
	broken = strings.ReplaceAll(broken, ` "colour": "red",`, "")
	_, err = LoadRules([]byte(broken))
	for _, want := range []string{`id "No_Such User"`, `no reason "mailbox-fool"`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("not reported: %s\nin %v", want, err)
		}
	}
	if _, err := LoadRules([]byte(`{"families": [`)); err == nil || !strings.Contains(err.Error(), "no valid JSON") {
		t.Error(err)
	}
}

func TestRulesAreCanonical(t *testing.T) {
	formatted, err := FormatRules(Rules())
	if err != nil {
		t.Fatal(err)
	}
	if string(formatted) != string(rulesJSON) {
		t.Error("run: go run ./cmd/whybounced rules format")
	}
}
