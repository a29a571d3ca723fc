package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
)

// filter keeps the bounces that are asked for: for each list that is not empty, one of its words.
type filter struct {
	types, reasons, providers, suppress []string
}

func (f *filter) any() bool {
	return len(f.types)+len(f.reasons)+len(f.providers)+len(f.suppress) > 0
}

func (f *filter) keeps(b *whybounced.Bounce) bool {
	among := func(list []string, word string) bool { return len(list) == 0 || slices.Contains(list, word) }
	return among(f.types, b.Type) && among(f.reasons, b.Reason) && among(f.providers, b.Provider) && among(f.suppress, b.Suppress)
}

// apply leaves out of a report what is not asked for. The report's own list is not changed: it may be kept for later.
func (f *filter) apply(r whybounced.Report) (kept whybounced.Report, dropped int) {
	if !f.any() {
		return r, 0
	}
	bounces := make([]whybounced.Bounce, 0, len(r.Bounces))
	for i := range r.Bounces {
		if f.keeps(&r.Bounces[i]) {
			bounces = append(bounces, r.Bounces[i])
		}
	}
	dropped, r.Bounces = len(r.Bounces)-len(bounces), bounces
	return r, dropped
}

// The closed lists behind the flags.
var (
	typeWords     = []string{"hard", "soft", "undetermined", "none"}
	suppressWords = []string{"yes", "watch", "no"}
)

func reasonWords() []string {
	var words []string
	for _, r := range whybounced.Rules().Reasons {
		words = append(words, r.ID)
	}
	return words
}

func providerWords() []string {
	var words []string
	for _, p := range whybounced.Rules().Providers {
		words = append(words, p.ID)
	}
	return words
}

// check tells which word is in none of the closed lists: a typing error must not look like "nothing found".
func (f *filter) check() error {
	for _, c := range []struct {
		flag  string
		given []string
		known func() []string
	}{
		{"--type", f.types, func() []string { return typeWords }},
		{"--suppress", f.suppress, func() []string { return suppressWords }},
		{"--reason", f.reasons, reasonWords},
		{"--provider", f.providers, providerWords},
	} {
		if len(c.given) == 0 {
			continue
		}
		known := c.known()
		for _, word := range c.given {
			if slices.Contains(known, word) {
				continue
			}
			if near := nearest(word, known); len(known) > 10 && len(near) > 0 {
				return fmt.Errorf("%s knows no %q; did you mean %s?", c.flag, word, strings.Join(near, ", "))
			} else if len(known) > 60 {
				return fmt.Errorf("%s knows no %q; whybounced decode --summary shows those that an input holds", c.flag, word)
			}
			return fmt.Errorf("%s knows no %q; it takes %s", c.flag, word, strings.Join(known, ", "))
		}
	}
	return nil
}

// nearest are the words that hold all parts of a word, a few at the most.
func nearest(word string, known []string) []string {
	var near []string
	parts := strings.FieldsFunc(strings.ToLower(word), func(r rune) bool { return r == '-' || r == '_' || r == ' ' })
	for _, k := range known {
		if !slices.ContainsFunc(parts, func(p string) bool { return !strings.Contains(k, p) }) && len(parts) > 0 && len(near) < 8 {
			near = append(near, k)
		}
	}
	return near
}
