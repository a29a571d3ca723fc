package engine

import (
	"slices"
	"strings"
	"testing"
)

// What notices say in other languages is looked for as what they say in English is.
func TestAbroad(t *testing.T) {
	for _, list := range []struct {
		more  string
		marks []string
		set   *words
	}{
		{originalAbroad, originalMarkers, originalSet},
		{subjectsAbroad, bounceSubjects, subjectSet},
		{sentencesAbroad, bounceSentences, sentenceSet},
		{delaysAbroad, delaySentences, delaySet},
		{reportersAbroad, reporterMarkers, reporterSet},
		{awayAbroad, autoReplySubjects, answerSet},
		{recipientsAbroad, recipientLabels, nil},
		{othersAbroad, otherLabels, nil},
		{fromAbroad, fromWords, nil},
		{aboutAbroad, subjectWords, nil},
	} {
		for _, mark := range strings.Split(list.more, "|") {
			if mark == "" || !slices.Contains(list.marks, mark) || list.set != nil && !list.set.any("… "+mark+" …") {
				t.Errorf("%q is not looked for", mark)
			}
		}
	}
}

// A list of words may hold one of a single letter; words at the very start and of all of the text are found.
func TestShortWords(t *testing.T) {
	w := newWords([]string{"[", "host", "hosts"})
	for in, want := range map[string][2]int{"[": {0, 0}, "[192.0.2.1]": {0, 0}, "x[": {0, 1}, "host": {1, 0}, "HOSTS [": {0, 6}, "hos": {-1, 0}, "": {-1, 0}} {
		if word, at := w.in(in, -1); [2]int{word, at} != want {
			t.Errorf("%q: %d at %d", in, word, at)
		}
	}
	w = newWords([]string{"host", "hosts"})
	for in, want := range map[string]bool{"host": true, "hosts": true, "Host x": true, "hos": false, "x host": false, "": false} {
		if got := w.begin(in); got != want {
			t.Errorf("%q begins so: %v", in, got)
		}
	}
}
