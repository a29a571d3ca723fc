package whybounced

import (
	"strings"
	"testing"
)

// What a report says to a reader is what rules.json says of the response and its error.
func TestAdviceIsThatOfTheRules(t *testing.T) {
	plain := func(s string) bool { return !strings.Contains(s, "{") } // nothing is filled in
	for _, e := range Rules().Errors {
		for _, r := range e.Responses {
			b := Decode([]byte(r.Examples[0])).Bounces
			if len(b) != 1 || b[0].Rule != r.ID {
				continue // TestRules asks for it
			}
			for _, pair := range [][2]string{
				{b[0].Title, e.Title},
				{b[0].Means, e.Means},
				{b[0].Check, e.Check},
				{b[0].Fix, e.Fix},
				{b[0].Customer, e.Reply},
				{b[0].Note, r.Note},
				{b[0].Source.Kind, r.Source.Kind},
				{b[0].Source.URL, r.Source.URL},
				{b[0].Source.Seen, r.Source.Seen},
				{b[0].URL, "/e/" + e.ID + "/#" + r.ID},
				{b[0].Error, e.ID},
			} {
				if plain(pair[1]) && pair[0] != pair[1] {
					t.Errorf("%s: %q, not %q", r.ID, pair[0], pair[1])
				}
			}
			if len(b[0].Relays) != len(e.Relays) {
				t.Errorf("%s: steps in %d services, not %d", r.ID, len(b[0].Relays), len(e.Relays))
			}
			for _, s := range b[0].Relays {
				if want := e.Relays[s.Relay]; plain(want) && s.Steps != want {
					t.Errorf("%s, %s: %q, not %q", r.ID, s.Relay, s.Steps, want)
				}
			}
		}
	}
}
