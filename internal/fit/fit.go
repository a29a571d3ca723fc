// Package fit finds the weights of the lexicon's words from labelled wordings: a multinomial logistic regression with an L1
// penalty, so that few words carry weight and what ships can be read.
//
// It is run by hand ("go run ./cmd/whybounced rules fit"), never by the engine. The wordings are our own
// (testdata/wordings) and the examples of rules.json; the same input gives the same weights.
package fit

import (
	"math"
	"os"
	"slices"

	"github.com/whybounced/whybounced/internal/engine"
)

// Wording is a refusal in somebody's words, and the reason that it gives.
type Wording struct {
	Reason string
	Text   string
}

// Options bound the model.
type Options struct {
	L1, L2     float64 // penalties of a weight
	MinCount   int     // wordings that a word must stand in
	Iterations int
	Positive   bool // words speak for reasons, never against
}

// Model is what was found: for each word the weight it lends to each reason.
type Model struct {
	Reasons []string
	Bias    []float64
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
			if f := text[start:end]; !seen[f] && (letters >= least && letters <= most || text[end-1] == ' ') {
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
	weights, bias := solve(x, y, len(kept), len(m.Reasons), o)
	m.Bias = bias
	m.Words = map[string][]float64{}
	for f, k := range index {
		row := weights[k*len(m.Reasons) : (k+1)*len(m.Reasons)]
		if slices.ContainsFunc(row, func(v float64) bool { return v != 0 }) {
			m.Words[f] = row
		}
	}
	return m
}

// solve is FISTA (Beck and Teboulle 2009) on the mean log loss with an L1 penalty.
func solve(x [][]int32, y []int, features, classes int, o Options) (weights, bias []float64) {
	n := float64(len(x))
	w := make([]float64, features*classes)
	z := slices.Clone(w)
	old := slices.Clone(w)
	b := make([]float64, classes)
	grad := make([]float64, len(w))
	gradB := make([]float64, classes)
	score := make([]float64, classes)
	t, step := 1.0, 1.0
	// The loss is flatter than half the largest eigenvalue of the mean of xx' (Böhning 1992), which a few powers find.
	v := make([]float64, features+1)
	for k := range v {
		v[k] = 1
	}
	largest := 1.0
	for range 30 {
		next := make([]float64, features+1)
		for _, row := range x {
			sum := v[features]
			for _, k := range row {
				sum += v[k]
			}
			for _, k := range row {
				next[k] += sum / n
			}
			next[features] += sum / n
		}
		norm := 0.0
		for _, c := range next {
			norm += c * c
		}
		largest = math.Sqrt(norm)
		for k := range v {
			v[k] = next[k] / largest
		}
	}
	step = 1 / (0.5*largest*1.02 + o.L2)
	if os.Getenv("V") != "" { println("step", int(1000*step), "longest", int(largest)) }
	for range o.Iterations {
		clear(grad)
		clear(gradB)
		for i, row := range x {
			copy(score, b)
			for _, k := range row {
				base := int(k) * classes
				for c := range classes {
					score[c] += z[base+c]
				}
			}
			top := slices.Max(score)
			sum := 0.0
			for c := range score {
				score[c] = math.Exp(score[c] - top)
				sum += score[c]
			}
			for c := range score {
				score[c] /= sum
			}
			score[y[i]]--
			for c := range score {
				gradB[c] += score[c]
			}
			for _, k := range row {
				base := int(k) * classes
				for c := range classes {
					grad[base+c] += score[c]
				}
			}
		}
		copy(old, w)
		for k := range w {
			v := z[k] - step*(grad[k]/n+o.L2*z[k])
			switch limit := step * o.L1; {
			case v > limit:
				v -= limit
			case v < -limit && !o.Positive:
				v += limit
			default:
				v = 0
			}
			w[k] = v
		}
		for c := range b {
			b[c] -= step * gradB[c] / n
		}
		next := (1 + math.Sqrt(1+4*t*t)) / 2
		for k := range z {
			z[k] = w[k] + (t-1)/next*(w[k]-old[k])
		}
		t = next
	}
	return w, b
}

// Scores are what the model says of a text, and which of its words spoke.
func (m Model) Scores(text string) []float64 {
	out := slices.Clone(m.Bias)
	for _, f := range Features(text) {
		for c, v := range m.Words[f] {
			out[c] += v
		}
	}
	return out
}
