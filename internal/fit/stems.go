package fit

import "github.com/whybounced/whybounced/internal/engine"

// stemsOf are the stems that could be found in a text: beginnings of words, words, and beginnings of pairs of words, each once.
func stemsOf(text string) []string {
	text = " " + engine.Plain(text)
	seen := map[string]bool{}
	var out []string
	for _, start := range engine.WordsOf(text) {
		size := sizes(text[start])
		letters, words := 0, 1
		for end := start; end < len(text); {
			if text[end] == ' ' {
				if words++; words > 2 || size.alone {
					break
				}
				letters = 0
			} else {
				letters++
			}
			end += width(text[end])
			least, most := size.least, size.most
			if words > 1 && !size.korean {
				least, most = 2, 6
			}
			if letters > most && (words > 1 || size.alone) || end-start > engine.MaxStem {
				break
			}
			if s := text[start:end]; !seen[s] && (letters >= least && letters <= most || text[end-1] == ' ') {
				seen[s] = true
				out = append(out, s)
			}
		}
	}
	return out
}

// size is how many letters the beginnings have that are looked at, by script.
type size struct {
	least, most   int
	korean, alone bool // alone: a script without spaces
}

func sizes(c byte) size {
	switch {
	case c >= 0xe3 && c < 0xea:
		return size{least: 2, most: 4, alone: true}
	case c >= 0xea && c < 0xee:
		return size{least: 1, most: 4, korean: true}
	}
	return size{least: 4, most: 9}
}

// width is the number of bytes of the character that begins with c.
func width(c byte) int {
	switch {
	case c < 0xc0:
		return 1
	case c < 0xe0:
		return 2
	case c < 0xf0:
		return 3
	}
	return 4
}
