package fit

import (
	"math"
	"slices"

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
// weights that are not negative.
func (s *samples) solve(o Options) []float64 {
	w := make([]float64, s.stems*s.reasons)
	ahead, before, slope := slices.Clone(w), slices.Clone(w), slices.Clone(w)
	step := 1 / (s.steepest() / 2)
	t := 1.0
	for range o.Iterations {
		s.slope(ahead, slope)
		copy(before, w)
		for k := range w {
			w[k] = max(0, ahead[k]-step*(slope[k]+o.Penalty))
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
