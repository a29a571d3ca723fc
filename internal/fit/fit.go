// Package fit finds the stems of the lexicon (rules.json, lexicon.stems) from labelled wordings: a multinomial logistic
// regression without a constant, whose weights are never negative and carry an L1 penalty. So few stems speak, each speaks
// for something, what is said by none of them stays unsaid, and what ships can be read.
//
// It is run by hand ("whybounced rules fit"), never by the decoder. The wordings are our own (testdata/wordings) and the
// examples of rules.json. The same input gives the same weights: the order of all sums is fixed.
package fit

import (
	"maps"
	"math"
	"slices"

	"github.com/whybounced/whybounced"
)

// Options bound the model.
type Options struct {
	Penalty    float64 // of a weight: the larger, the fewer stems
	Least      int     // wordings that a stem must stand in
	Iterations int
}

// Shipped are the options that the stems of rules.json are found with.
var Shipped = Options{Penalty: 0.00005, Least: 2, Iterations: 500}

// unit is what a weight of 1 in rules.json is in the model: four of them make a reason e times as likely.
const unit = 0.25

// model is a matrix of weights, a row for each stem and a column for each reason.
type model struct {
	reasons, stems []string
	weights        []float64
}

// nothing is the reason of wordings that give none.
const nothing = "unclassified"

// Fit finds the stems that tell the reasons of wordings.
func Fit(wordings []Wording, o Options) []whybounced.Stems {
	return fit(wordings, o).list()
}

func fit(wordings []Wording, o Options) model {
	var m model
	features := make([][]string, len(wordings))
	for i, w := range wordings {
		m.reasons = append(m.reasons, w.Reason)
		features[i] = stemsOf(w.Text)
	}
	slices.Sort(m.reasons)
	m.reasons = slices.Compact(m.reasons)
	m.stems = choose(features, o.Least)
	row := map[string]int32{}
	for i, s := range m.stems {
		row[s] = int32(i)
	}
	s := samples{reasons: len(m.reasons), stems: len(m.stems), nothing: slices.Index(m.reasons, nothing)}
	whole := 0.0
	for _, w := range wordings {
		whole += w.Share
	}
	for i, w := range wordings {
		var x []int32
		for _, f := range features[i] {
			if r, ok := row[f]; ok {
				x = append(x, r)
			}
		}
		reason, _ := slices.BinarySearch(m.reasons, w.Reason)
		s.x, s.y, s.share = append(s.x, x), append(s.y, reason), append(s.share, w.Share/whole)
	}
	m.weights = s.solve(o)
	return m
}

// choose lists the stems that stand in enough wordings, in order. Of those that always stand together the shortest is enough.
func choose(features [][]string, least int) []string {
	where := map[string][]byte{}
	for i, list := range features {
		for _, f := range list {
			where[f] = append(where[f], byte(i), byte(i>>8), byte(i>>16))
		}
	}
	shortest := map[string]string{}
	for f, places := range where {
		if len(places) < 3*least {
			continue
		}
		if s, ok := shortest[string(places)]; !ok || len(f) < len(s) || len(f) == len(s) && f < s {
			shortest[string(places)] = f
		}
	}
	return slices.Sorted(maps.Values(shortest))
}

// list is the model as rules.json has it: by reason, then by weight, the weightiest first.
func (m model) list() []whybounced.Stems {
	var out []whybounced.Stems
	for c, reason := range m.reasons {
		byWeight := map[int][]string{}
		for i, stem := range m.stems {
			if n := int(math.Round(m.weights[i*len(m.reasons)+c] / unit)); n > 0 {
				byWeight[n] = append(byWeight[n], stem)
			}
		}
		for _, n := range slices.Backward(slices.Sorted(maps.Keys(byWeight))) {
			out = append(out, whybounced.Stems{Reason: reason, Weight: n, Words: byWeight[n]})
		}
	}
	return out
}
