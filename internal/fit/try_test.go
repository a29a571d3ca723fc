package fit

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/whybounced/whybounced"
)

var codes = regexp.MustCompile(`\b[245]\d\d[ -]|[245]\.\d+\.\d+`)

func TestTry(t *testing.T) {
	f := func(name string, d float64) float64 {
		if v, err := strconv.ParseFloat(os.Getenv(name), 64); err == nil {
			return v
		}
		return d
	}
	var train []Wording
	files, _ := filepath.Glob("../../testdata/wordings/*.txt")
	for _, f := range files {
		data, _ := os.ReadFile(f)
		for _, l := range strings.Split(string(data), "\n") {
			a, b, ok := strings.Cut(l, "\t")
			if ok {
				train = append(train, Wording{Reason: a, Text: b})
			}
		}
	}
	own := len(train)
	if os.Getenv("RULES") != "" {
		for _, e := range whybounced.Rules().Errors {
			for _, r := range e.Responses {
				train = append(train, Wording{e.Reason, codes.ReplaceAllString(r.Examples[0], " "), f("RULES", 1)})
			}
		}
	}
	if os.Getenv("CV") != "" {
		var tr, te []Wording
		for i, w := range train {
			if i < own && i%5 == 0 {
				te = append(te, w)
			} else {
				tr = append(tr, w)
			}
		}
		m := Fit(tr, Options{L1: f("L1", 0.0002), L2: f("L2", 0), Refit: f("REFIT", 0), RefitL1: f("REL1", 0), Unit: f("UNIT", 4), MinCount: int(f("MIN", 2)), Iterations: int(f("IT", 300)), Positive: os.Getenv("POS") != ""})
		ok := 0
		for _, w := range te {
			s := m.Scores(w.Text)
			best := 0
			for c := range s {
				if s[c] > s[best] {
					best = c
				}
			}
			if m.Reasons[best] == w.Reason {
				ok++
			}
		}
		fmt.Printf("CV %.1f\n", 100*float64(ok)/float64(len(te)))
		return
	}
	m := Fit(train, Options{L1: f("L1", 0.0002), L2: f("L2", 0), Refit: f("REFIT", 0), RefitL1: f("REL1", 0), Unit: f("UNIT", 4), MinCount: int(f("MIN", 2)), Iterations: int(f("IT", 300)), Positive: os.Getenv("POS") != ""})
	if name := os.Getenv("WRITE"); name != "" {
		r := *whybounced.Rules()
		r.Lexicon.Stems = m.Stems(f("UNIT", 4))
		data, err := whybounced.FormatRules(&r)
		if err != nil {
			t.Fatal(err)
		}
		os.WriteFile(name, data, 0o644)
	}
	weights := 0
	bytes := 0
	for w, row := range m.Words {
		bytes += len(w)
		for _, v := range row {
			if v != 0 {
				weights++
			}
		}
	}
	fmt.Println("train", own, len(train), "words", len(m.Words), "weights", weights, "bytes", bytes)
	for _, set := range []string{"A", "Aen", "Axx"} {
		data, _ := os.ReadFile("/tmp/rewordings/" + set + ".txt")
		ok, n := 0, 0
		for _, l := range strings.Split(strings.TrimSpace(string(data)), "\n") {
			p := strings.SplitN(l, "\t", 3)
			text := codes.ReplaceAllString(strings.ReplaceAll(p[2], `\n`, " "), " ")
			s := m.Scores(text)
			best := 0
			for c := range s {
				if s[c] > s[best] {
					best = c
				}
			}
			n++
			if os.Getenv("SHOW") == set && !slices.Contains(strings.Split(p[0], "/"), m.Reasons[best]) {
				fmt.Println(p[0], "->", m.Reasons[best], "|", p[2])
			}
			if slices.Contains(strings.Split(p[0], "/"), m.Reasons[best]) {
				ok++
			}
		}
		fmt.Printf("%s %.1f\n", set, 100*float64(ok)/float64(n))
	}
}
