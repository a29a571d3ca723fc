package engine

import "testing"

// In this table every answer is the first row of its section: what takes row 0 for none does not find it.
func TestTheFirstRows(t *testing.T) {
	tab := built(t, Spec{
		Reasons: []Reason{
			{ID: "mailbox-full", Family: "mailbox", Type: "soft", Action: "contact-recipient", Suppress: "watch", Title: "Full"},
			{ID: "unclassified", Family: "system", Type: "undetermined", Action: "none", Suppress: "no", Title: "Not recognised"},
		},
		Providers: []Provider{{ID: "acme", Kind: "mailbox", Hosts: []string{"example.net"}, Marks: []string{"- acme"}}},
		Replies:   []Code{{Code: "552", Title: "Storage", Reason: "mailbox-full"}},
		Statuses:  []Code{{Code: "x.2.2", Title: "Full", Reason: "mailbox-full"}},
		Errors:    []Error{{ID: "full", Reason: "mailbox-full", Title: "Full"}},
		Responses: []Response{{ID: "the-only", Error: "full", Provider: "acme", All: []string{"no room left"}}},
		Concepts:  []Concept{{ID: "box", Words: []string{"box"}}, {ID: "bursting", Words: []string{"bursting"}}},
		Signs:     []Sign{{Reason: "mailbox-full", Weight: 6, All: []string{"box", "bursting"}}},
	})
	const head = "From: MAILER-DAEMON@relay.example.com\nTo: ann@example.com\nSubject: Undelivered Mail Returned to Sender\n\n"
	for name, c := range map[string]struct{ in, rule, reason, basis, provider string }{
		"a reply":                  {"550 no room left", "the-only", "mailbox-full", "rule", "acme"},
		"words":                    {"no room left", "the-only", "mailbox-full", "rule", "acme"},
		"the words before a reply": {"no room left: host mx.example.org said: 451 x", "the-only", "mailbox-full", "rule", "acme"},
		"a sign":                   {"550 the box is bursting", "", "mailbox-full", "wording", ""},
		"a sign and a mark":        {"550 the box is bursting - acme", "", "mailbox-full", "wording", "acme"},
		"an enhanced code":         {"550 5.2.2 x", "", "mailbox-full", "status", ""},
		"a reply code":             {"552 x", "", "mailbox-full", "reply", ""},
		"a host":                   {"host mx.example.net[192.0.2.1] said: 552 x", "", "mailbox-full", "reply", "acme"},
		"a notice":                 {head + "<bob@example.org>:\nno room left\n", "the-only", "mailbox-full", "rule", "acme"},
		"prose around an address":  {head + "There is no room left for your message.\n\nThe address was:\n\nbob@example.org\n", "the-only", "mailbox-full", "rule", "acme"},
		"prose with a sign":        {head + "Your message to bob@example.org was not delivered.\n\nThe box is bursting.\n", "", "mailbox-full", "wording", ""},
		"prose around a code":      {head + "bob@example.org: no room left\n\nThe code was: 5.2.2\n", "the-only", "mailbox-full", "rule", "acme"},
	} {
		r := tab.Decode(c.in, Options{})
		if len(r.Bounces) != 1 {
			t.Errorf("%s: %d bounces", name, len(r.Bounces))
			continue
		}
		b := r.Bounces[0]
		if b.Rule != c.rule || b.Reason != c.reason || b.Basis != c.basis || b.Provider != c.provider {
			t.Errorf("%s: rule %q, %s by %s, provider %q", name, b.Rule, b.Reason, b.Basis, b.Provider)
		}
	}
}
