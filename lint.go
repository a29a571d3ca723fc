package whybounced

import (
	"bytes"
	"errors"
	"strings"
)

// LintRules checks all of rules.json: what LoadRules checks, the canonical form, and that the examples prove the rules:
// every example is won by its own response, every counterexample is not, so that no response can never win.
func LintRules(data []byte) Problems {
	rules, err := LoadRules(data)
	if err != nil {
		return asProblems(err)
	}
	places, _ := readShape(data)
	c := checker{places: places}
	if canonical, err := FormatRules(rules); err != nil {
		c.report("", "%v", err)
	} else if !bytes.Equal(canonical, data) {
		c.problems = append(c.problems, Problem{Line: firstDifference(canonical, data), Text: "not in canonical form; run: whybounced rules format"})
	}
	d, err := NewDecoder(rules)
	if err != nil {
		return append(c.problems, Problem{Text: err.Error()})
	}
	for _, e := range rules.Errors {
		for _, x := range e.Responses {
			c.proof(d, e, x)
		}
	}
	return c.problems.sorted()
}

// proof holds a response to its examples.
func (c *checker) proof(d *Decoder, e Error, x Response) {
	if e.Retired != "" || x.Retired != "" {
		return
	}
	path := e.ID + "/" + x.ID
	for i, text := range x.Examples {
		if won := d.wins(text); won != x.ID {
			c.report(path, "examples[%d] is won by %q; add a phrase or a reply code", i, won)
		}
	}
	for i, text := range x.Counterexamples {
		if d.wins(text) == x.ID {
			c.report(path, "counterexamples[%d] is won by this response; narrow it", i)
		}
	}
}

// wins is the id of the response that the first bounce in a text is decoded to.
func (d *Decoder) wins(text string) string {
	r := d.Decode([]byte(text))
	if len(r.Bounces) == 0 {
		return ""
	}
	return r.Bounces[0].Rule
}

func asProblems(err error) Problems {
	var p Problems
	if errors.As(err, &p) {
		return p
	}
	return Problems{{Text: err.Error()}}
}

func firstDifference(a, b []byte) int {
	x, y := strings.Split(string(a), "\n"), strings.Split(string(b), "\n")
	for i := range y {
		if i >= len(x) || x[i] != y[i] {
			return i + 1
		}
	}
	return len(y)
}
