package engine

// words is a list of words, in lower case and of at least three bytes, that are looked for in a text all at once: one pass
// finds what a search for each of them would, whatever their number.
type words struct {
	list []string
	head [1024]uint16 // by the hash of its first three bytes: 1 + the number of a word
	next []uint16     // the same for the next word with that hash
}

// The marks of markers.go and other tables, for searching.
var (
	remoteWords   = newWords(remoteMarkers)
	commandWords  = newWords(column(len(commandMarkers), func(i int) string { return commandMarkers[i].mark }))
	originalWords = newWords(originalMarkers)
	fromWords     = newWords(bounceSenders)
	subjectWords  = newWords(bounceSubjects)
	sentenceWords = newWords(bounceSentences)
	answerWords   = newWords(autoReplySubjects)
	shapeWords    = newWords(column(len(logShapes), func(i int) string { return lower(logShapes[i].all[0]) }))
	htmlWords     = newWords(htmlTags)
	tableWords    = newWords([]string{"rcpt", "recipient"})
)

func newWords(list []string) *words {
	w := &words{list: list, next: make([]uint16, len(list)+1)}
	for k := len(list); k > 0; k-- {
		h := threeBytes(list[k-1])
		w.next[k], w.head[h] = w.head[h], uint16(k)
	}
	return w
}

// column is one field of each row of a table.
func column(rows int, field func(row int) string) []string {
	out := make([]string, rows)
	for i := range out {
		out[i] = field(i)
	}
	return out
}

// spread24 spreads a window of three bytes over the table. Bit 5, which tells the cases of a letter apart, is set in each.
const spread24 = 0x9e3779

func threeBytes(s string) uint32 {
	return (uint32(s[0]|0x20)<<24 | uint32(s[1]|0x20)<<16 | uint32(s[2]|0x20)<<8) * spread24 >> 22
}

// in finds the first word of the list behind number after that stands in s, in whatever case, and where it stands first:
// -1 if none does. The order of the list decides, not that of the text.
func (w *words) in(s string, after int) (word, at int) {
	word = len(w.list)
	window := uint32(0)
	for i := 0; i < len(s) && word > after+1; i++ {
		window = window<<8 | uint32(s[i]|0x20)
		for k := w.head[window<<8*spread24>>22]; k != 0; k = w.next[k] {
			if n := int(k) - 1; n > after && n < word && i >= 2 && hasPrefixFold(s[i-2:], w.list[n]) {
				word, at = n, i-2
			}
		}
	}
	if word == len(w.list) {
		return -1, 0
	}
	return word, at
}

// hit is a word of a list that stands in a text, and where it first ends there.
type hit struct{ word, end int }

// all appends the words that stand in s, in the order of the list.
func (w *words) all(s string, out []hit) []hit {
	window := uint32(0)
	for i := 0; i < len(s); i++ {
		window = window<<8 | uint32(s[i]|0x20)
	word:
		for k := w.head[window<<8*spread24>>22]; k != 0; k = w.next[k] {
			n := int(k) - 1
			if i < 2 || !hasPrefixFold(s[i-2:], w.list[n]) {
				continue
			}
			at := 0
			for ; at < len(out) && out[at].word <= n; at++ {
				if out[at].word == n {
					continue word
				}
			}
			out = append(out, hit{})
			copy(out[at+1:], out[at:])
			out[at] = hit{n, i - 2 + len(w.list[n])}
		}
	}
	return out
}

// between are the hits of words with a number from one up to another.
func between(hits []hit, from, to int) []hit {
	for len(hits) > 0 && hits[0].word < from {
		hits = hits[1:]
	}
	n := 0
	for n < len(hits) && hits[n].word < to {
		n++
	}
	return hits[:n]
}

// any tells whether one of the words stands in s.
func (w *words) any(s string) bool {
	k, _ := w.in(s, -1)
	return k >= 0
}

// begin tells whether s begins with one of the words.
func (w *words) begin(s string) bool {
	if len(s) < 3 {
		return false
	}
	for k := w.head[threeBytes(s)]; k != 0; k = w.next[k] {
		if hasPrefixFold(s, w.list[k-1]) {
			return true
		}
	}
	return false
}
