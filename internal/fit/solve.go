package fit

import (
	"math"
	"slices"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/internal/engine"
)

// samples are the wordings as numbers: which stems stand in each, which reason it gives, and its share of the whole.
type samples struct {
	x              [][]int32
	y              []int
	share          []float64
	stems, reasons int
	nothing        int // the reason of what says nothing, -1 if there is none
}

// solve is FISTA (Beck and Teboulle 2009, https://doi.org/10.1137/080716542) on the mean log loss with an L1 penalty, over
// weights that are not negative. A weight that is zero in within, where that is given, stays so.
func (s *samples) solve(penalty float64, iterations int, within []float64) []float64 {
	w := make([]float64, s.stems*s.reasons)
	if within != nil {
		copy(w, within)
	}
	ahead, before, slope := slices.Clone(w), slices.Clone(w), slices.Clone(w)
	step := 1 / (s.steepest() / 2)
	t := 1.0
	for range iterations {
		s.slope(ahead, slope)
		copy(before, w)
		for k := range w {
			if within == nil || within[k] > 0 {
				w[k] = min(whybounced.MaxWeight*unit, max(0, ahead[k]-step*(slope[k]+penalty)))
			}
		}
		next := (1 + math.Sqrt(1+4*t*t)) / 2
		for k := range ahead {
			ahead[k] = w[k] + (t-1)/next*(w[k]-before[k])
		}
		t = next
	}
	return w
}

// slope is the gradient of the mean log loss.
func (s *samples) slope(w, out []float64) {
	clear(out)
	score := make([]float64, s.reasons)
	for i, row := range s.x {
		clear(score)
		if s.nothing >= 0 {
			score[s.nothing] = engine.Silence * unit
		}
		for _, k := range row {
			for c, v := range w[int(k)*s.reasons : (int(k)+1)*s.reasons] {
				score[c] += v
			}
		}
		top, sum := slices.Max(score), 0.0
		for c := range score {
			score[c] = math.Exp(score[c] - top)
			sum += score[c]
		}
		for c := range score {
			score[c] *= s.share[i] / sum
		}
		score[s.y[i]] -= s.share[i]
		for _, k := range row {
			g := out[int(k)*s.reasons : (int(k)+1)*s.reasons]
			for c, v := range score {
				g[c] += v
			}
		}
	}
}

// steepest is the largest eigenvalue of the mean of xx', found by powers: the loss curves at most half as much
// (Böhning 1992, https://doi.org/10.1007/BF00048682). A little is added for what the powers have not reached.
func (s *samples) steepest() float64 {
	v, next := make([]float64, s.stems), make([]float64, s.stems)
	for k := range v {
		v[k] = 1
	}
	norm := 1.0
	for range 40 {
		clear(next)
		for i, row := range s.x {
			sum := 0.0
			for _, k := range row {
				sum += v[k]
			}
			for _, k := range row {
				next[k] += sum * s.share[i]
			}
		}
		norm = 0
		for _, c := range next {
			norm += c * c
		}
		norm = max(math.Sqrt(norm), 1e-12)
		for k := range v {
			v[k] = next[k] / norm
		}
	}
	return 1.02 * norm
}

// only leaves out weights below the least, and stems without any other. It returns what is left of the weights and of the
// names of the stems.
func (s *samples) only(weights []float64, least float64, names []string) ([]float64, []string) {
	number := make([]int32, s.stems) // of each stem, 1 + the one that it gets
	var kept []float64
	var left []string
	for k := range number {
		row := weights[k*s.reasons : (k+1)*s.reasons]
		if slices.Max(row) < least {
			continue
		}
		for _, w := range row {
			if w < least {
				w = 0
			}
			kept = append(kept, w)
		}
		left = append(left, names[k])
		number[k] = int32(len(left))
	}
	for i, row := range s.x {
		s.x[i] = row[:0]
		for _, k := range row {
			if number[k] > 0 {
				s.x[i] = append(s.x[i], number[k]-1)
			}
		}
	}
	s.stems = len(left)
	return kept, left
}
