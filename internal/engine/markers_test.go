package engine

import "testing"

// A tail that is longer than the text that is searched for it would never be found.
func TestLongestTail(t *testing.T) {
	longest := 0
	for _, tails := range [][]string{remoteTails, reporterTails} {
		for _, tail := range tails {
			longest = max(longest, len(tail))
		}
	}
	if longest != longestTail {
		t.Errorf("longestTail is %d, the longest tail has %d bytes", longestTail, longest)
	}
}
