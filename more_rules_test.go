package whybounced

import (
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
)

// moreRules is the shipped rule set with as many times its responses, the others in words that no server says: its own
// with each letter moved on.
func moreRules(times int) *RuleSet {
	r := *Rules()
	r.Errors = nil
	for _, e := range Rules().Errors {
		own := e.Responses
		e.Responses = append([]Response{}, own...)
		for k := 1; k < times; k++ {
			for _, x := range own {
				x.ID += "-" + strconv.Itoa(k)
				x.Match.All, x.Match.None = shifted(x.Match.All, k), shifted(x.Match.None, k)
				e.Responses = append(e.Responses, x)
			}
		}
		r.Errors = append(r.Errors, e)
	}
	return &r
}

// shifted replaces letters outside placeholders, vowels by vowels.
func shifted(phrases []string, by int) []string {
	var out []string
	for _, p := range phrases {
		inside := false
		out = append(out, strings.Map(func(c rune) rune {
			inside = c == '<' || inside && c != '>'
			for _, letters := range []string{"aeiou", "bcdfghjklmnpqrstvwxyz"} {
				if i := strings.IndexRune(letters, c); i >= 0 && !inside {
					return rune(letters[(i+by+by/len(letters))%len(letters)])
				}
			}
			return c
		}, p))
	}
	return out
}

// Ten times the rules cost less than a third more. Where other programs are at work it may be two thirds: they take the
// processor's cache from the larger table.
func TestMoreRules(t *testing.T) {
	limit := 1.3
	if load := loadAverage(); load > 2*float64(runtime.NumCPU()) {
		limit = 1.67
		t.Logf("%.0f programs want the %d processors: held to %.2f only", load, runtime.NumCPU(), limit)
	}
	one, err := NewDecoder(Rules())
	if err != nil {
		t.Fatal(err)
	}
	ten, err := NewDecoder(moreRules(10))
	if err != nil {
		t.Fatal(err)
	}
	var texts [][]byte
	for _, e := range Rules().Errors {
		for _, r := range e.Responses {
			texts = append(texts, []byte(r.Examples[0]))
		}
	}
	once, tenfold := time.Hour, time.Hour
	for range 40 {
		once = min(once, timeOf(func() { decodeAll(one, texts) }))
		tenfold = min(tenfold, timeOf(func() { decodeAll(ten, texts) }))
		if float64(tenfold) < limit*float64(once) {
			t.Logf("%v, with ten times the rules %v", once, tenfold)
			return
		}
	}
	t.Errorf("%d replies take %v, with ten times the rules %v", len(texts), once, tenfold)
}

// loadAverage is how many programs wanted a processor during the last minute, 0 where the system does not tell.
func loadAverage() float64 {
	text, _ := os.ReadFile("/proc/loadavg")
	first, _, _ := strings.Cut(string(text), " ")
	load, _ := strconv.ParseFloat(first, 64)
	return load
}

func decodeAll(d *Decoder, texts [][]byte) {
	for _, text := range texts {
		d.Decode(text)
	}
}

func BenchmarkMoreRules(b *testing.B) {
	files := speedFiles(b)
	for _, times := range []int{1, 10, 100} {
		d, err := NewDecoder(moreRules(times))
		if err != nil {
			b.Fatal(err)
		}
		for _, name := range []string{"reply-line.txt", "reply-2k.txt", "dsn-8k.eml"} {
			b.Run(strconv.Itoa(times)+"/"+name, func(b *testing.B) {
				for b.Loop() {
					d.Decode(files[name])
				}
			})
		}
	}
}
