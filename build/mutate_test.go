package main

import (
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// What was judged is still there to be judged, and all mutants together are a program.

func TestMutants(t *testing.T) {
	root, err := findRoot()
	if err != nil {
		t.Fatal(err)
	}
	b := builder{root: root}
	p, err := readMutable(b.path("internal", "engine"))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for _, m := range p.mutants {
		names[m.name()] = true
		if m.was == m.is {
			t.Errorf("%s is no change", m.name())
		}
	}
	same, err := b.equivalentMutants()
	if err != nil {
		t.Fatal(err)
	}
	for name := range same {
		if !names[name] {
			t.Errorf("%s: there is no mutant %q any more; take it out", equivalentFile, strings.ReplaceAll(name, "\t", " | "))
		}
	}
	sources, err := p.write(p.mutants)
	if err != nil {
		t.Fatal(err)
	}
	switched := map[string]bool{}
	for name, text := range sources {
		for _, call := range regexp.MustCompile(`mutant(?:Is|Pick\[\w+\])\((\d+)`).FindAllSubmatch(text, -1) {
			switched[string(call[1])] = true
		}
		if _, err := parser.ParseFile(token.NewFileSet(), name, text, 0); err != nil {
			t.Error(err)
		}
	}
	for i, m := range p.mutants {
		if !switched[strconv.Itoa(i+1)] {
			t.Errorf("nothing turns on %s", m)
		}
	}
}
