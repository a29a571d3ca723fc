package engine

import "errors"

// A Table is rules.json compiled ahead of time: all phrases with their anchors, the code index, and the words to say.
// Safe for concurrent use.
//
// Layout: magic, the checksum of all that follows (64 bits, little-endian), the bytes of a number, the offsets of all sections and of the
// end (32 bits each), the sections. Strings are indexes into secLengths; lists are indexes into secLists, where a count stands before the items.
// Numbers lie by column, and in a column all low bytes before all higher ones: like stands beside like, and compresses to
// a fifth less than rows would.
type Table struct {
	numbers [sections][]int32  // by row
	strings string             // secStrings, so that a string of the Table is a slice of it
	offsets []uint32           // where each string begins, and the end of the last
	hosts   map[string]int32   // rows of providers
	bare    map[string][]int32 // rows of responses
	ends
	stems
}

const (
	magic    = "WBTA"
	sumBytes = 8
	headSize = len(magic) + sumBytes + 1 + 4*(sections+1)
)

var errDamaged = errors.New("the rule table is damaged: load it again")

// none is the index of nothing: a number with all bits set.
const none = -1

// The sections of a Table.
const (
	secStrings = iota
	secLengths // of each string, doubled, and one more where it holds a placeholder of Fill
	secLists
	secReasons
	secProviders
	secErrors
	secReplies
	secStatuses
	secResponses
	secPhrases
	secBare // responses without a phrase
	secSigns
	secStems
	secStemText
	sections
)

// widths are the numbers in a row of each section; secStrings holds bytes.
var widths = [sections]int{0, 1, 1, reasonWidth, providerWidth, errorWidth, codeWidth, codeWidth, responseWidth, phraseWidth, 1, signWidth, stemWidth, 0}

const (
	reasonWidth, providerWidth, errorWidth, codeWidth, responseWidth, phraseWidth, signWidth, stemWidth = 10, 4, 11, 8, 15, 6, 4, 3
)

// What a match counts beside the bytes of its phrases.
const (
	weightReply    = 8
	weightStatus   = 12
	weightProvider = 24

	// Responses of nobody's that weigh less give way to words that say clearly something else: those that name no cause, as "rejected", and
	// those that are hardly more than a word, as "virus" or "blocked", whatever stands around it.
	generalWeight = 24
	shortWeight   = 13
)

// Load reads a Table that Build made. It keeps none of the bytes. What was damaged on its way is refused by its checksum, so nothing
// behind it needs to be doubted.
func Load(data []byte) (*Table, error) {
	if len(data) < headSize || string(data[:len(magic)]) != magic {
		return nil, errors.New("not a rule table of this version: load the table.bin that was built with this engine")
	}
	body := data[len(magic)+sumBytes:]
	if eight(data[len(magic):]) != checksum(body) {
		return nil, errDamaged
	}
	size := int(body[0])
	offset := func(i int) int {
		p := body[1+4*i:]
		return int(p[0]) | int(p[1])<<8 | int(p[2])<<16 | int(p[3])<<24
	}
	section := func(i int) []byte { return data[offset(i):offset(i+1)] }
	t := &Table{strings: string(section(secStrings))}
	for i, width := range widths {
		if width > 0 {
			t.numbers[i] = numbers(section(i), size, width)
		}
	}
	t.offsets = make([]uint32, len(t.numbers[secLengths])+1)
	for i, n := range t.numbers[secLengths] {
		t.offsets[i+1] = t.offsets[i] + uint32(n)/2
	}
	t.phrases = make([]anchored, t.rows(secPhrases))
	for i := range t.phrases {
		t.phrases[i] = anchored{text: t.str(t.field(secPhrases, i, 0)), from: int32(t.field(secPhrases, i, 1)), to: int32(t.field(secPhrases, i, 2))}
	}
	t.index()
	t.indexHosts()
	t.indexBare()
	t.stems.read(t.numbers[secStems], section(secStemText))
	return t, nil
}

// checksum changes with every byte of the data: a step is undone by no later one, since each is reversible.
func checksum(data []byte) uint64 {
	h := uint64(len(data))
	for ; len(data) >= 8; data = data[8:] {
		h = (h ^ eight(data)) * spread
	}
	for _, c := range data {
		h = (h ^ uint64(c)) * spread
	}
	return h
}

// eight is the number in eight bytes, the lowest first.
func eight(b []byte) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// numbers reads the columns of a section into rows, where what is said of one thing lies together.
func numbers(data []byte, size, width int) []int32 {
	out := make([]int32, len(data)/size)
	rows := len(out) / width
	for col := range width {
		column := data[col*rows*size:]
		for row := range rows {
			n := int32(column[row]) | int32(column[rows+row])<<8
			if size == 3 {
				n |= int32(column[2*rows+row]) << 16
			}
			if n == 1<<(8*size)-1 {
				n = none
			}
			out[row*width+col] = n
		}
	}
	return out
}

//go:noinline
func (t *Table) str(i int) string {
	return t.strings[t.offsets[i]:t.offsets[i+1]]
}

// list is the items of a list.
//
//go:noinline
func (t *Table) list(i int) []int32 {
	lists := t.numbers[secLists][i:]
	return lists[1 : 1+lists[0]]
}

//go:noinline
func (t *Table) rows(section int) int { return len(t.numbers[section]) / widths[section] }

// field is a number of a row.
//
//go:noinline
func (t *Table) field(section, row, i int) int {
	return int(t.numbers[section][row*widths[section]+i])
}

// word is a string of a row, items a list.
//
//go:noinline
func (t *Table) word(section, row, i int) string { return t.str(t.field(section, row, i)) }

//go:noinline
func (t *Table) items(section, row, i int) []int32 { return t.list(t.field(section, row, i)) }

// filled is a string with its placeholders filled in.
func (t *Table) filled(i int, f *Facts) string {
	if t.numbers[secLengths][i]&1 == 0 {
		return t.str(i)
	}
	return Fill(t.str(i), *f)
}

// code finds the row of a reply code or an enhanced code ("x.1.1") by binary search, -1 if there is none.
func (t *Table) code(section int, code string) int {
	lo, hi := 0, t.rows(section)
	for lo < hi {
		mid := (lo + hi) / 2
		if t.word(section, mid, 0) < code {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == t.rows(section) || t.word(section, lo, 0) != code {
		return none
	}
	return lo
}
