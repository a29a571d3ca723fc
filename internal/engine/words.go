package engine

// words is a list of words, in lower case, that are looked for in a text all at once (Wu and Manber 1994): one pass finds
// what a search for each of them would, whatever their number. Two bytes that are in the beginning of no word are passed
// over together with those before them.
type words struct {
	list   []string
	single []int        // those of one byte, which are searched for one by one, and only by in
	least  int          // the length of the shortest word: that much of each is its beginning
	shift  [1024]uint8  // by two bytes: how far behind them the beginning of a word ends at the earliest
	head   [1024]uint16 // by the last two bytes of a beginning: 1 + the number of a word
	next   []uint16     // the same for the next word with these
}

// The marks of markers.go and of other tables, for searching.
var (
	remoteSet  = newWords(remoteMarkers)
	commandSet = newWords(column(len(commandMarkers), func(i int) string { return commandMarkers[i].mark }))
	htmlSet    = newWords(htmlTags)

	remoteTailSet, reporterTailSet = newWords(remoteTails), newWords(reporterTails)
	introductionSet, introducedSet = newWords(introductions), newWords(introduced)
	listRoleSet                    = newWords(listRoles)
	transcriptSet                  = newWords(transcriptMarks)

	originalSet, reporterSet, senderSet, subjectSet, sentenceSet, delaySet, failureSet, answerSet, shapeSet *words
)

// init comes after those of languages.go and log_shape.go, which complete these lists.
func init() {
	shapeSet = newWords(column(len(logRows), func(i int) string { return lower(logShapes[i].all[0]) }))
	originalSet, reporterSet, senderSet, subjectSet = newWords(originalMarkers), newWords(reporterMarkers), newWords(bounceSenders), newWords(bounceSubjects)
	sentenceSet, delaySet, failureSet, answerSet = newWords(bounceSentences), newWords(delaySentences), newWords(failureSentences), newWords(autoReplySubjects)
}

func newWords(list []string) *words {
	w := &words{list: list, least: 255, next: make([]uint16, len(list)+1)}
	for _, word := range list {
		if len(word) > 1 {
			w.least = min(w.least, len(word))
		}
	}
	for i := range w.shift {
		w.shift[i] = uint8(w.least - 1)
	}
	for k := len(list); k > 0; k-- {
		if len(list[k-1]) == 1 {
			w.single = append(w.single, k-1)
			continue
		}
		for i := 1; i < w.least; i++ {
			h := pairAt(list[k-1], i)
			w.shift[h] = min(w.shift[h], uint8(w.least-1-i))
		}
		h := pairAt(list[k-1], w.least-1)
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

// pairAt is the number of the two bytes that end with s[i], whatever their case.
func pairAt(s string, i int) uint32 {
	return (uint32(s[i-1])<<5 ^ uint32(s[i]|0x20)) % 1024
}

// in finds the first word of the list behind number after that stands in s, in whatever case, and where it stands first:
// -1 if none does. The order of the list decides, not that of the text.
func (w *words) in(s string, after int) (word, at int) {
	word = len(w.list)
	for i := w.least - 1; i < len(s); i++ {
		h := (uint32(s[i-1])<<5 ^ uint32(s[i]|0x20)) % 1024 // pairAt
		if shift := w.shift[h]; shift > 0 {
			i += int(shift) - 1
			continue
		}
		start := i + 1 - w.least
		for k := w.head[h]; k != 0; k = w.next[k] {
			if n := int(k) - 1; n > after && n < word && hasPrefixFold(s[start:], w.list[n]) {
				word, at = n, start
			}
		}
		if word <= after+1 {
			break
		}
	}
	for _, n := range w.single {
		if k := indexByte(s, w.list[n][0]); k >= 0 && n > after && n < word {
			word, at = n, k
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
	for i := w.least - 1; i < len(s); i++ {
		h := (uint32(s[i-1])<<5 ^ uint32(s[i]|0x20)) % 1024 // pairAt
		if shift := w.shift[h]; shift > 0 {
			i += int(shift) - 1
			continue
		}
		start := i + 1 - w.least
		for k := w.head[h]; k != 0; k = w.next[k] {
			if hasPrefixFold(s[start:], w.list[k-1]) {
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
//
//go:noinline
func (w *words) any(s string) bool {
	k, _ := w.in(s, -1)
	return k >= 0
}

// begin tells whether s begins with one of the words.
func (w *words) begin(s string) bool {
	if len(s) < w.least {
		return false
	}
	for k := w.head[pairAt(s, w.least-1)]; k != 0; k = w.next[k] {
		if hasPrefixFold(s, w.list[k-1]) {
			return true
		}
	}
	return false
}

// lead is begin for text in any script.
func (w *words) lead(s string) bool { return w.begin(caseless(s)) }

// dictionary finds the row that has a word: the rows hold words with spaces between them.
type dictionary struct {
	*words
	rows []uint8 // of each word
}

func newDictionary(rows []string) dictionary {
	var d dictionary
	var list []string
	for i, row := range rows {
		for _, word := range split(row, " ") {
			list, d.rows = append(list, word), append(d.rows, uint8(i))
		}
	}
	d.words = newWords(list)
	return d
}

// find is the word as the dictionary has it and its row, -1 if it has none.
func (d dictionary) find(word []byte) (string, int) {
	if len(word) == 1 {
		for i := len(d.single) - 1; i >= 0; i-- { // the last one stands first in the list
			if n := d.single[i]; d.list[n] == string(word) {
				return d.list[n], int(d.rows[n])
			}
		}
	}
	if len(word) >= d.least {
		for k := d.head[pairAt(str(word), d.least-1)]; k != 0; k = d.next[k] {
			if d.list[k-1] == string(word) {
				return d.list[k-1], int(d.rows[k-1])
			}
		}
	}
	return "", -1
}
