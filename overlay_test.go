package whybounced

import (
	"slices"
	"strings"
	"testing"
)

const acme = `{
  "providers": [
    {"id": "acme", "title": "Acme Mail", "kind": "mailbox", "means": "Acme's own mail servers.", "hosts": ["acme.example.com"]}
  ],
  "errors": [
    {
      "id": "no-such-user",
      "fix": "Ask the people of Acme.",
      "responses": [
        {
          "id": "acme-no-mailbox",
          "provider": "acme",
          "match": {"reply": ["550"], "all": ["acme knows no mailbox"]},
          "source": {"kind": "observed", "url": "https://help.example.com/acme", "seen": "2026-11"},
          "examples": ["550 acme knows no mailbox bob"]
        }
      ]
    },
    {
      "id": "acme-strike",
      "reason": "mailbox-full",
      "title": "Acme is on strike",
      "means": "Nobody works at Acme.",
      "check": "Read the news.",
      "fix": "Wait.",
      "reply": "Nobody works there today.",
      "responses": [
        {
          "id": "acme-strike-today",
          "match": {"all": ["on strike today"]},
          "source": {"kind": "observed", "url": "https://help.example.com/acme", "seen": "2026-11"},
          "examples": ["451 we are on strike today"],
          "counterexamples": ["451 we were on strike yesterday"]
        }
      ]
    }
  ]
}`

func TestOverlay(t *testing.T) {
	before, err := FormatRules(Rules())
	if err != nil {
		t.Fatal(err)
	}
	d, shadows, err := Compile(Rules(), []byte(acme))
	if err != nil {
		t.Fatal(err)
	}
	if len(shadows) > 0 {
		t.Errorf("shadows: %v", shadows)
	}
	b := d.Decode([]byte("550 Acme knows no mailbox ann")).Bounces[0]
	if b.Rule != "acme-no-mailbox" || b.Error != "no-such-user" || b.Provider != "acme" || b.Fix != "Ask the people of Acme." || b.Title == "" {
		t.Errorf("%+v", b)
	}
	if b := d.Decode([]byte("451 we are on strike today")).Bounces[0]; b.Rule != "acme-strike-today" || b.Type != "soft" {
		t.Errorf("%+v", b)
	}
	if e, ok := d.Explain("acme-strike"); !ok || e.Title != "Acme is on strike" {
		t.Errorf("%+v", e)
	}
	if b := d.Decode([]byte("452 4.2.2 Mailbox over quota")).Bounces[0]; b.Error != "mailbox-full" {
		t.Errorf("a shipped response is gone: %+v", b)
	}
	after, err := FormatRules(Rules())
	if err != nil {
		t.Fatal(err)
	}
	if string(before) != string(after) {
		t.Error("the overlay has changed the shipped rules")
	}
}

func TestOverlayTellsWhatItShadows(t *testing.T) {
	const text = "452 4.2.2 Mailbox over quota"
	rule := Decode([]byte(text)).Bounces[0].Rule
	overlay := strings.NewReplacer(`"all": ["on strike today"]`, `"reply": ["452"], "status": ["4.2.2"], "all": ["mailbox over quota"]`, "451 we are on strike today", text).Replace(acme)
	_, shadows, err := Compile(Rules(), []byte(overlay))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.ContainsFunc(shadows, func(s Shadow) bool {
		return s.Response == rule && s.By == "acme-strike-today" && strings.Contains(s.Example, text)
	}) {
		t.Errorf("nothing says that %q is shadowed: %v", rule, shadows)
	}
}

func TestOverlaySwitchesOff(t *testing.T) {
	const text = "452 4.2.2 Mailbox over quota"
	rule := Decode([]byte(text)).Bounces[0]
	d, _, err := Compile(Rules(), []byte(`{"errors": [{"id": "`+rule.Error+`", "responses": [{"id": "`+rule.Rule+`", "retired": "we know better"}]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if b := d.Decode([]byte(text)).Bounces[0]; b.Rule == rule.Rule {
		t.Errorf("%s still matches", b.Rule)
	}
}

func TestBrokenOverlaysSayWhere(t *testing.T) {
	for want, change := range map[string][2]string{
		`overlay:12: no-such-user/acme-no-mailbox: unknown field "colour"`:                                 {`"provider": "acme",`, `"colour": "red", "provider": "acme",`},
		`overlay:10: no-such-user/acme-no-mailbox: there is no provider "acne"`:                            {`"provider": "acme",`, `"provider": "acne",`},
		`overlay:19: acme-strike: there is no reason "strike"`:                                             {`"mailbox-full"`, `"strike"`},
		`overlay:28: acme-strike/acme-strike-today: match.all "On Strike" is not in matching form`:         {`"on strike today"`, `"On Strike"`},
		`overlay:28: acme-strike/acme-strike-today: examples[0] is won by`:                                 {`451 we are on strike today`, `451 Mailbox full`},
		`overlay:28: acme-strike/acme-strike-today: counterexamples[0] is won by this response; narrow it`: {`were on strike yesterday`, `were on strike today`},
		`overlay:28: acme-strike/acme-strike-today: a response needs an example`:                           {`["451 we are on strike today"]`, `[]`},
		`overlay:37: this is no valid JSON`:                                                                {"]\n}", "]\n"},
		`overlay:28: acme-strike/no-such-user: id "no-such-user" is taken`:                                 {`"acme-strike-today"`, `"no-such-user"`},
		`overlay:3: acme: kind is "shop"; the words are`:                                                   {`"kind": "mailbox"`, `"kind": "shop"`},
		`overlay:1: [ where an object is wanted`:                                                           {acme, `[]`},
	} {
		if _, _, err := Compile(Rules(), []byte(strings.Replace(acme, change[0], change[1], 1))); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("not reported: %s\nin: %v", want, err)
		}
	}
}
