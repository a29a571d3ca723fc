package engine

import (
	"strings"
	"testing"
)

// Stems that share beginnings, speak for several reasons and end with the word are found as they were given.
func TestStems(t *testing.T) {
	table := built(t, Spec{
		Reasons: []Reason{{ID: "full"}, {ID: "gone"}},
		Stems: []Stem{
			{"quota", "full", 9}, {"quot", "full", 3}, {"gone ", "gone", 7}, {"not exi", "gone", 8}, {"quota", "gone", 1}, {"容量", "full", 5}, {"4 ", "gone", 2},
		},
	})
	look := &search{Table: table}
	for text, want := range map[string][2]int{
		"over QUOTA, quota":     {12, 1},
		"gone":                  {0, 7},
		"goner, equota":         {0, 0},
		"does not\r\n  exist":   {0, 8},
		"受信箱の容量超過":              {5, 0},
		"192.0.2.1 is not here": {0, 2},
		"":                      {0, 0},
	} {
		var got [2]int
		normal := []byte(Normalize(text))
		for _, s := range look.spoken(normal) {
			if s.from < 0 || s.to <= s.from || int(s.to) > len(normal) {
				t.Errorf("%q: %d to %d", text, s.from, s.to)
			}
			for rows := table.speaks(s.row); len(rows) > 0; rows = rows[stemWidth:] {
				got[rows[stemReason]] += int(rows[stemSays])
			}
		}
		if got != want {
			t.Errorf("%q: %v, not %v", text, got, want)
		}
	}
	for _, bad := range []Stem{{"", "full", 1}, {strings.Repeat("x", MaxStem+1), "full", 1}, {"quota", "full", 0}, {"quota", "empty", 1}} {
		if _, err := Build(Spec{Reasons: []Reason{{ID: "full"}}, Stems: []Stem{bad}}); err == nil {
			t.Errorf("%v was built", bad)
		}
	}
}
