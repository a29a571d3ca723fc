// Package fit finds the weights of the lexicon's words from labelled wordings: a multinomial logistic regression with an L1
// penalty, so that few words carry weight and what ships can be read.
//
// It is run by hand ("go run ./cmd/whybounced rules fit"), never by the engine. The wordings are our own
// (testdata/wordings) and the examples of rules.json; the same input gives the same weights.
package fit

import (
	"math"
	"slices"
	"strings"
	"unicode"

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

// Features are the words, beginnings of words and pairs of words of a text, as phrases of the Table would find them: a phrase
// begins where a word begins and may end inside of one.
func Features(text string) []string {
	seen := map[string]bool{}
	var out []string
	add := func(f string) {
		if !seen[f] {
			seen[f] = true
			out = append(out, f)
		}
	}
	text = engine.Normalize(text)
	before, beforeEnd := "", -1
	for i := 0; i < len(text); {
		r, size := rune(text[i]), 1
		if text[i] >= 0x80 {
			r, size = decode(text[i:])
		}
		if unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) {
			run := i
			for run < len(text) {
				c, n := decode(text[run:])
				if !unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana) && c != 'ー' {
					break
				}
				run += n
			}
			runes := []rune(text[i:run])
			for k := range runes {
				for n := 2; n <= 4 && k+n <= len(runes); n++ {
					add(string(runes[k : k+n]))
				}
			}
			i = run
			before = ""
			continue
		}
		if !unicode.IsLetter(r) {
			i += size
			continue
		}
		end := i
		for end < len(text) {
			c, n := decode(text[end:])
			if !unicode.IsLetter(c) && c != '\'' && !unicode.IsDigit(c) {
				break
			}
			end += n
		}
		word := strings.TrimRight(text[i:end], "'")
		if strings.ContainsAny(word, "0123456789") || end < len(text) && (text[end] == '@' || text[end] == '.' && end+1 < len(text) && text[end+1] > ' ') || i > 0 && (text[i-1] == '@' || text[i-1] == '.' || text[i-1] == '/') {
			before = ""
			i = end
			continue // an address, a host, an id
		}
		for _, p := range prefixes(word) {
			add(p)
			if before != "" && beforeEnd == i-1 {
				add(before + " " + p)
			}
		}
		before, beforeEnd = word, i+len(word)
		i = end
	}
	return out
}

// prefixes are a word and its beginnings of four to eight letters.
func prefixes(word string) []string {
	runes := []rune(word)
	if unicode.Is(unicode.Hangul, runes[0]) {
		var out []string
		for n := 2; n <= len(runes) && n <= 4; n++ {
			out = append(out, string(runes[:n]))
		}
		return out
	}
	out := []string{word}
	for n := 4; n <= 8 && n < len(runes); n++ {
		out = append(out, string(runes[:n]))
	}
	return out
}

func decode(s string) (rune, int) {
	for i, r := range s {
		_ = i
		return r, len(string(r))
	}
	return 0, 1
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
	longest := 0
	for _, row := range x {
		longest = max(longest, len(row))
	}
	step = 2 * n / (float64(longest) * n / 4) // 1/L for the mean loss, generous
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
