package engine

// words is a list of words, in lower case and of at least three bytes, that are looked for in a text all at once: one pass
// finds what a search for each of them would, whatever their number.
type words struct {
	list []string
	size int          // of the beginning of a word that is hashed: four bytes, three where a word has no more
	head [1024]uint16 // by hash: 1 + the number of a word
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
	w := &words{list: list, size: 4, next: make([]uint16, len(list)+1)}
	for _, word := range list {
		w.size = min(w.size, len(word))
	}
	for k := len(list); k > 0; k-- {
		h := w.hash(list[k-1])
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

// spread32 spreads a window over the table. Bit 5, which tells the cases of a letter apart, is set in each byte.
const spread32 = 0x9e3779b1

// hash is that of the beginning of s.
func (w *words) hash(s string) uint32 {
	window := uint32(0)
	for i := range w.size {
		window = window<<8 | uint32(s[i]|0x20)
	}
	return window * spread32 >> 22
}

// in finds the first word of the list behind number after that stands in s, in whatever case, and where it stands first:
// -1 if none does. The order of the list decides, not that of the text.
func (w *words) in(s string, after int) (word, at int) {
	word = len(w.list)
	window, mask := uint32(0), uint32(1<<(8*w.size)-1)
	for i := 0; i < len(s); i++ {
		window = window<<8 | uint32(s[i]|0x20)
		k := w.head[window&mask*spread32>>22]
		if k == 0 {
			continue
		}
		for start := i + 1 - w.size; k != 0; k = w.next[k] {
			if n := int(k) - 1; n > after && n < word && start >= 0 && hasPrefixFold(s[start:], w.list[n]) {
				word, at = n, start
			}
		}
		if word <= after+1 {
			break
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
	window, mask := uint32(0), uint32(1<<(8*w.size)-1)
	for i := 0; i < len(s); i++ {
		window = window<<8 | uint32(s[i]|0x20)
		for k := w.head[window&mask*spread32>>22]; k != 0; k = w.next[k] {
			if start := i + 1 - w.size; start >= 0 && hasPrefixFold(s[start:], w.list[k-1]) {
				out = insert(out, hit{int(k) - 1, start + len(w.list[k-1])})
			}
		}
	}
	return out
}

// insert puts a hit in its place, if it is the first of its word.
func insert(hits []hit, h hit) []hit {
	at := len(hits)
	for at > 0 && hits[at-1].word >= h.word {
		at--
	}
	if at < len(hits) && hits[at].word == h.word {
		return hits
	}
	hits = append(hits, hit{})
	copy(hits[at+1:], hits[at:])
	hits[at] = h
	return hits
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
	if len(s) < w.size {
		return false
	}
	for k := w.head[w.hash(s)]; k != 0; k = w.next[k] {
		if hasPrefixFold(s, w.list[k-1]) {
			return true
		}
	}
	return false
}
