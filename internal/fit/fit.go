// Package fit finds the weights of the lexicon's words from labelled wordings: a multinomial logistic regression with an L1
// penalty, so that few words carry weight and what ships can be read.
//
// It is run by hand ("go run ./cmd/whybounced rules fit"), never by the engine. The wordings are our own
// (testdata/wordings) and the examples of rules.json; the same input gives the same weights.
package fit

import (
	"maps"
	"math"
	"os"
	"slices"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/internal/engine"
)

// Wording is a refusal in somebody's words, and the reason that it gives.
type Wording struct {
	Reason string
	Text   string
	Share  float64 // of a whole one that it counts, 0 for 1
}

// Options bound the model.
type Options struct {
	L1, L2, Refit, RefitL1, Unit float64 // penalties of a weight
	MinCount                     int     // wordings that a word must stand in
	Iterations                   int
	Positive                     bool // words speak for reasons, never against
}

// Model is what was found: for each word the weight it lends to each reason.
type Model struct {
	Reasons []string
	Words   map[string][]float64
}

// Features are the stems of a text, as the engine would find them: beginnings of words, words, and beginnings of pairs of words.
func Features(text string) []string {
	seen := map[string]bool{}
	var out []string
	text = " " + engine.Plain(text)
	for _, start := range engine.WordsOf(text) {
		letters, spaces := 0, 0
		ideographic := utf8Len(text[start]) == 3 && text[start] >= 0xe3 && text[start] < 0xea
		for end := start; end < len(text); {
			size := utf8Len(text[end])
			if text[end] == ' ' {
				spaces++
				if letters = 0; spaces == 2 || ideographic {
					if !seen[text[start:end+1]] && spaces == 2 && os.Getenv("BIEND") != "" {
						seen[text[start:end+1]] = true
						out = append(out, text[start:end+1])
					}
					break
				}
			} else {
				letters++
			}
			end += size
			least, most := 3, 9
			if spaces > 0 {
				least, most = 2, 6
			}
			switch {
			case ideographic:
				least, most = 2, 4
			case text[start] >= 0xea && text[start] < 0xee: // Korean
				least, most = 1, 4
			}
			if letters > most && spaces > 0 || ideographic && letters > most {
				break
			}
			if f := text[start:end]; len(f) <= engine.MaxStem && !seen[f] && (letters >= least && letters <= most || text[end-1] == ' ') {
				seen[f] = true
				out = append(out, f)
			}
		}
	}
	return out
}

func utf8Len(c byte) int {
	switch {
	case c < 0xc0:
		return 1
	case c < 0xe0:
		return 2
	case c < 0xf0:
		return 3
	}
	return 4
}

// Stems are the words of a model as rules.json has them: by reason, then by weight, the weightiest first.
func (m Model) Stems(unit float64) []whybounced.Stems {
	var out []whybounced.Stems
	words := slices.Sorted(maps.Keys(m.Words))
	for c, reason := range m.Reasons {
		byWeight := map[int][]string{}
		for _, w := range words {
			if n := int(math.Round(m.Words[w][c] * unit)); n > 0 {
				byWeight[n] = append(byWeight[n], w)
			}
		}
		weights := slices.Sorted(maps.Keys(byWeight))
		slices.Reverse(weights)
		for _, n := range weights {
			out = append(out, whybounced.Stems{Reason: reason, Weight: n, Words: byWeight[n]})
		}
	}
	return out
}

// Fit finds the weights.
func Fit(wordings []Wording, o Options) Model {
	reasons := map[string]int{}
	var m Model
	for _, w := range wordings {
		if _, ok := reasons[w.Reason]; !ok {
			reasons[w.Reason] = 0
			m.Reasons = append(m.Reasons, w.Reason)
		}
	}
	slices.Sort(m.Reasons)
	for i, r := range m.Reasons {
		reasons[r] = i
	}
	counts := map[string]int{}
	all := make([][]string, len(wordings))
	for i, w := range wordings {
		all[i] = Features(w.Text)
		for _, f := range all[i] {
			counts[f]++
		}
	}
	var names []string
	for f, n := range counts {
		if n >= o.MinCount {
			names = append(names, f)
		}
	}
	slices.Sort(names)
	// Of features that always stand together the shortest is kept.
	index := map[string]int{}
	signature := map[string]int{}
	where := map[string][]byte{}
	for i, list := range all {
		for _, f := range list {
			if counts[f] >= o.MinCount {
				where[f] = append(where[f], byte(i), byte(i>>8))
			}
		}
	}
	slices.SortStableFunc(names, func(a, b string) int { return len(a) - len(b) })
	var kept []string
	for _, f := range names {
		key := string(where[f])
		if _, ok := signature[key]; ok {
			continue
		}
		signature[key] = len(kept)
		index[f] = len(kept)
		kept = append(kept, f)
	}
	x := make([][]int32, len(wordings))
	y := make([]int, len(wordings))
	for i, w := range wordings {
		y[i] = reasons[w.Reason]
		for _, f := range all[i] {
			if k, ok := index[f]; ok {
				x[i] = append(x[i], int32(k))
			}
		}
	}
	share, all2 := make([]float64, len(wordings)), 0.0
	for i, w := range wordings {
		share[i] = 1
		if w.Share > 0 {
			share[i] = w.Share
		}
		all2 += share[i]
	}
	for i := range share {
		share[i] /= all2
	}
	weights := solve(x, y, share, len(kept), len(m.Reasons), o, nil)
	if o.Refit > 0 {
		weights = solve(x, y, share, len(kept), len(m.Reasons), Options{L2: o.Refit, L1: o.RefitL1, Iterations: o.Iterations, Positive: o.Positive}, weights)
	}
	m.Words = map[string][]float64{}
	for f, k := range index {
		row := weights[k*len(m.Reasons) : (k+1)*len(m.Reasons)]
		for c := range row {
			row[c] = math.Round(row[c]*o.Unit) / o.Unit
		}
		if slices.ContainsFunc(row, func(v float64) bool { return v != 0 }) {
			m.Words[f] = row
		}
	}
	return m
}

// solve is FISTA (Beck and Teboulle 2009) on the mean log loss with an L1 penalty. Where only is
// given, a weight that is zero there stays zero.
func solve(x [][]int32, y []int, share []float64, features, classes int, o Options, only []float64) []float64 {
	w := make([]float64, features*classes)
	z, old, grad := slices.Clone(w), slices.Clone(w), slices.Clone(w)
	score := make([]float64, classes)
	step := 1 / (0.51*largest(x, share, features) + o.L2)
	t := 1.0
	for range o.Iterations {
		clear(grad)
		for i, row := range x {
			clear(score)
			for _, k := range row {
				for c, v := range z[int(k)*classes : (int(k)+1)*classes] {
					score[c] += v
				}
			}
			top := slices.Max(score)
			sum := 0.0
			for c := range score {
				score[c] = math.Exp(score[c] - top)
				sum += score[c]
			}
			for c := range score {
				score[c] *= share[i] / sum
			}
			score[y[i]] -= share[i]
			for _, k := range row {
				g := grad[int(k)*classes : (int(k)+1)*classes]
				for c, v := range score {
					g[c] += v
				}
			}
		}
		copy(old, w)
		for k := range w {
			v := z[k] - step*(grad[k]+o.L2*z[k])
			switch limit := step * o.L1; {
			case only != nil && only[k] == 0:
				v = 0
			case v > limit:
				v -= limit
			case v < -limit && !o.Positive:
				v += limit
			default:
				v = 0
			}
			w[k] = v
		}
		next := (1 + math.Sqrt(1+4*t*t)) / 2
		for k := range z {
			z[k] = w[k] + (t-1)/next*(w[k]-old[k])
		}
		t = next
	}
	return w
}

// largest is the largest eigenvalue of the mean of xx': the loss is flatter than half of it (Böhning 1992).
func largest(x [][]int32, share []float64, features int) float64 {
	v := make([]float64, features)
	for k := range v {
		v[k] = 1
	}
	next := slices.Clone(v)
	norm := 1.0
	for range 40 {
		clear(next)
		for i, row := range x {
			sum := 0.0
			for _, k := range row {
				sum += v[k]
			}
			for _, k := range row {
				next[k] += sum * share[i]
			}
		}
		norm = 0
		for _, c := range next {
			norm += c * c
		}
		norm = math.Sqrt(norm)
		for k := range v {
			v[k] = next[k] / norm
		}
	}
	return norm
}

// Scores are what the model says of a text, and which of its words spoke.
func (m Model) Scores(text string) []float64 {
	out := make([]float64, len(m.Reasons))
	for _, f := range Features(text) {
		for c, v := range m.Words[f] {
			out[c] += v
		}
	}
	return out
}
