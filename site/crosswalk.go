package site

import (
	"cmp"
	"slices"

	"github.com/whybounced/whybounced"
)

// crosswalk is the table of the guide of that name: our reasons beside the words of other systems, in both directions. It is
// read from rules.json; words that rules.json does not hold stand in the guide's own text.
type crosswalk struct {
	Systems []system
	Reasons []crosswalkRow
}

// system is another vocabulary, each of its words with the reasons that it may mean.
type system struct {
	ID, Name string
	Words    []crosswalkRow
}

// crosswalkRow is a reason with the words of each system, or a word with its reasons.
type crosswalkRow struct {
	Word  string
	To    link
	Links []link
	Words [][]string
}

var crosswalkSystems = []struct {
	id, name string
	words    func(whybounced.Crosswalk) []string
}{
	{"from-sisimai", "Sisimai", func(c whybounced.Crosswalk) []string { return c.Sisimai }},
	{"from-kumomta", "KumoMTA", func(c whybounced.Crosswalk) []string { return c.KumoMTA }},
	{"from-ml", "ML labels", func(c whybounced.Crosswalk) []string { return c.ML }},
}

func (r *renderer) crosswalk() *crosswalk {
	var table crosswalk
	present := crosswalkSystems[:0:0]
	for _, other := range crosswalkSystems {
		reasonsOf := map[string][]link{}
		for _, reason := range r.Rules.Reasons {
			for _, word := range other.words(reason.Crosswalk) {
				// Ids are short, and the words that a program compares with.
				reasonsOf[word] = append(reasonsOf[word], link{URL: "/reasons/" + reason.ID + "/", Text: reason.ID})
			}
		}
		if len(reasonsOf) == 0 {
			continue
		}
		s := system{ID: other.id, Name: other.name}
		for word, links := range reasonsOf {
			s.Words = append(s.Words, crosswalkRow{Word: word, Links: links})
		}
		slices.SortFunc(s.Words, func(a, b crosswalkRow) int { return cmp.Compare(a.Word, b.Word) })
		table.Systems = append(table.Systems, s)
		present = append(present, other)
	}
	for _, reason := range r.Rules.Reasons {
		row := crosswalkRow{Word: reason.ID, To: r.reasonLink(reason.ID)}
		for _, other := range present {
			row.Words = append(row.Words, other.words(reason.Crosswalk))
		}
		table.Reasons = append(table.Reasons, row)
	}
	return &table
}
