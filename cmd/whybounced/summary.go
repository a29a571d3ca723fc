package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
)

// counts are how often each word was found.
type counts struct {
	inputs, bounces, broken int
	words                   [len(headings)]map[string]int // by heading
}

var headings = [...]string{"type", "family", "reason", "provider", "rule", "domain"}

// maxWords is how many words are counted under one heading: there are as many domains as a mailing list has.
const maxWords = 100_000

// Other words: none, and those past maxWords.
const noWord, otherWords = "-", "(others)"

func (c *counts) add(r whybounced.Report) {
	c.inputs++
	c.bounces += len(r.Bounces)
	for _, b := range r.Bounces {
		for i, w := range [len(headings)]string{b.Type, b.Family, b.Reason, b.Provider, b.Rule, b.Facts.RecipientDomain} {
			c.count(i, cmp.Or(w, noWord), 1)
		}
	}
}

func (c *counts) count(heading int, word string, n int) {
	words := c.words[heading]
	if words == nil {
		words = map[string]int{}
		c.words[heading] = words
	}
	if _, known := words[word]; !known {
		if len(words) >= maxWords {
			word = otherWords
		}
		word = strings.Clone(word) // it may be part of a long text
	}
	words[word] += n
}

func (c *counts) merge(o counts) {
	c.inputs += o.inputs
	c.bounces += o.bounces
	c.broken += o.broken
	for i, words := range o.words {
		for w, n := range words {
			c.count(i, w, n)
		}
	}
}

// sorted are the words under a heading, the most frequent first.
func (c *counts) sorted(heading int) []string {
	words := c.words[heading]
	return slices.SortedFunc(maps.Keys(words), func(a, b string) int {
		return cmp.Or(cmp.Compare(words[b], words[a]), cmp.Compare(a, b))
	})
}

func (c *counts) write(s screen, asJSON bool) error {
	var b bytes.Buffer
	if asJSON {
		c.writeJSON(&b)
	} else {
		c.print(s, &b)
	}
	_, err := b.WriteTo(s.out)
	return wroteOr(err)
}

// writeJSON writes all of it, for programs.
func (c *counts) writeJSON(b *bytes.Buffer) {
	fmt.Fprintf(b, `{"inputs":%d,"bounces":%d`, c.inputs, c.bounces)
	for i, heading := range headings {
		fmt.Fprintf(b, `,"%s":{`, heading)
		for k, w := range c.sorted(i) {
			if k > 0 {
				b.WriteByte(',')
			}
			name, _ := json.Marshal(w) // strings always marshal
			fmt.Fprintf(b, "%s:%d", name, c.words[i][w])
		}
		b.WriteByte('}')
	}
	b.WriteString("}\n")
}

// mostRows is how many words are shown under one heading. --json has them all.
const mostRows = 20

// print writes a table with bars.
func (c *counts) print(s screen, b *bytes.Buffer) {
	plural := func(n int, one string) string {
		if n == 1 {
			return "1 " + one
		}
		return fmt.Sprintf("%d %ss", n, one)
	}
	notices := c.words[0]["none"]
	fmt.Fprintf(b, "%s, %s", plural(c.inputs, "input"), plural(c.bounces-notices, "bounce"))
	if notices > 0 {
		fmt.Fprintf(b, ", %s that nothing failed", plural(notices, "notice"))
	}
	fmt.Fprintln(b)
	for i, heading := range headings {
		words := c.sorted(i)
		if len(words) == 0 {
			continue
		}
		fmt.Fprintf(b, "\n%s\n", s.paint(bold, heading))
		name := 12
		for _, w := range words[:min(len(words), mostRows)] {
			name = max(name, min(len(w), 32))
		}
		name = min(name, s.width-20)
		bar := min(s.width-8-2-name-7-1, 40)
		for k, w := range words {
			if k == mostRows {
				rest := 0
				for _, w := range words[k:] {
					rest += c.words[i][w]
				}
				fmt.Fprintf(b, "%8d  %s\n", rest, s.paint(dim, fmt.Sprintf("in %d more; --summary --json shows all", len(words)-k)))
				break
			}
			n := c.words[i][w]
			share := float64(n) / float64(max(c.bounces, 1))
			st := code
			if i == 0 {
				st = barStyles[w]
			}
			fmt.Fprintf(b, "%8d  %s %5.1f %%", n, fitted(printable(w, 200), name), 100*share)
			if bar >= 8 {
				fmt.Fprintf(b, " %s", s.paint(st, bars(share, bar)))
			}
			b.WriteByte('\n')
		}
	}
}

// barStyles are the colours of the types.
var barStyles = map[string]style{"hard": "31", "soft": "33", "undetermined": "34", "none": "32"}

// bars is a bar as long as a share of a width, in eighths of a column. What is there at all is seen.
func bars(share float64, width int) string {
	eighths := max(int(share*float64(width)*8+0.5), 1)
	bar := strings.Repeat("█", eighths/8)
	if rest := eighths % 8; rest > 0 {
		bar += string(rune('█' + 8 - rest)) // U+2588 is full, U+2589 seven eighths … U+258F one
	}
	return bar
}
