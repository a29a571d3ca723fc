package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/whybounced/whybounced"
)

// counts are how often each word was found.
type counts struct {
	inputs, bounces int
	words           [5]map[string]int // by heading
}

var headings = [5]string{"type", "family", "reason", "provider", "rule"}

func (c *counts) add(r whybounced.Report) {
	c.inputs++
	c.bounces += len(r.Bounces)
	for _, b := range r.Bounces {
		for i, w := range [5]string{b.Type, b.Family, b.Reason, b.Provider, b.Rule} {
			if c.words[i] == nil {
				c.words[i] = map[string]int{}
			}
			if w == "" {
				w = "-"
			}
			c.words[i][w]++
		}
	}
}

func (c *counts) merge(o counts) {
	c.inputs += o.inputs
	c.bounces += o.bounces
	for i, words := range o.words {
		if c.words[i] == nil && words != nil {
			c.words[i] = map[string]int{}
		}
		for w, n := range words {
			c.words[i][w] += n
		}
	}
}

func (c *counts) print(out io.Writer) {
	fmt.Fprintf(out, "%d inputs, %d bounces\n", c.inputs, c.bounces)
	for i, heading := range headings {
		words := slices.SortedFunc(maps.Keys(c.words[i]), func(a, b string) int {
			return cmp.Or(cmp.Compare(c.words[i][b], c.words[i][a]), cmp.Compare(a, b))
		})
		if len(words) == 0 {
			continue
		}
		fmt.Fprintf(out, "\n%s\n", heading)
		for _, w := range words {
			fmt.Fprintf(out, "%8d  %s\n", c.words[i][w], w)
		}
	}
}
