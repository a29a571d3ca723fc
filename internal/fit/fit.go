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

// Options bound the model. It is found in two rounds (Meinshausen 2007, "Relaxed Lasso",
// https://doi.org/10.1016/j.csda.2006.12.019): the first, under a high penalty, finds which stems speak for which reasons, the
// second, under a low one, how much each of these says. So fewer stems say more than after one round.
type Options struct {
	Penalty    float64 // of a weight in the first round: the larger, the fewer stems
	Relaxed    float64 // of a weight in the second; 0: there is none
	Floor      float64 // what a weight must have in the first round to be in the second
	Least      int     // wordings that a stem must stand in
	Iterations int     // of each round
}

// Shipped are the options that the stems of rules.json are found with. Few iterations do: what the last ones would still
// change is rounded away.
var Shipped = Options{Penalty: 0.00004, Relaxed: 0.00001, Floor: unit / 2, Least: 2, Iterations: 200}

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
	m.weights = s.solve(o.Penalty, o.Iterations, nil)
	if o.Relaxed > 0 {
		m.weights, m.stems = s.only(m.weights, o.Floor, m.stems)
		m.weights = s.solve(o.Relaxed, o.Iterations, m.weights)
	}
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
