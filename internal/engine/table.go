package engine

import "errors"

// A Table is rules.json compiled ahead of time: the automaton of all phrases, the code index, and the words to say.
// It is one byte slice that is used as it lies. Safe for concurrent use.
//
// Layout: magic, the offsets of all sections and of the end (32 bits each, little-endian), the sections. Strings are
// indexes into secLengths; lists are indexes into secLists, where a count stands before the items; all numbers in
// sections have 16 bits.
type Table struct {
	sections [sections][]byte
	strings  string   // secStrings, so that a string of the Table is a slice of it
	offsets  []uint32 // where each string begins, and the end of the last
	automaton
}

const magic = "WBT6"

var errDamaged = errors.New("the rule table is damaged: load it again")

// none is the index of nothing.
const none = uint16(0xffff)

// The sections of a Table and the number of 16-bit fields in a row of each.
const (
	secStrings   = iota // bytes
	secLengths          // 1: of each string
	secLists            // 1
	secReasons          // 10
	secProviders        // 4
	secErrors           // 11
	secReplies          // 8
	secStatuses         // 8
	secResponses        // 15
	secPhrases          // 7
	secBare             // 1: responses without a phrase
	secSigns            // 4
	secCounts           // bytes: edges of each state of the automaton
	secLabels           // bytes: the edges
	sections
)

// What a match counts beside the bytes of its phrases.
const (
	weightReply    = 8
	weightStatus   = 12
	weightProvider = 24
)

// Load reads a Table that Build made. The bytes must not change afterwards.
func Load(data []byte) (*Table, error) {
	head := len(magic) + 4*(sections+1)
	if len(data) < head || string(data[:len(magic)]) != magic {
		return nil, errors.New("not a rule table of this version: load the table.bin that was built with this engine")
	}
	t := &Table{}
	offset := func(i int) int {
		p := data[len(magic)+4*i:]
		return int(p[0]) | int(p[1])<<8 | int(p[2])<<16 | int(p[3])<<24
	}
	for i := range sections {
		from, to := offset(i), offset(i+1)
		if from < head || to < from || to > len(data) {
			return nil, errDamaged
		}
		t.sections[i] = data[from:to:to]
	}
	t.strings = string(t.sections[secStrings])
	t.offsets = make([]uint32, t.rows(secLengths, 1)+1)
	for i := range t.rows(secLengths, 1) {
		t.offsets[i+1] = t.offsets[i] + uint32(t.u16(secLengths, i))
	}
	if int(t.offsets[len(t.offsets)-1]) != len(t.strings) {
		return nil, errDamaged
	}
	err := t.load(t.sections[secCounts], t.sections[secLabels], t.rows(secPhrases, phraseWidth), func(phrase int) int {
		return t.field(secPhrases, phrase, phraseWidth, 6)
	})
	return t, err
}

// u16 is a number of a section that has one a row.
func (t *Table) u16(section, i int) int { return t.field(section, i, 1, 0) }

//go:noinline
func (t *Table) str(i int) string {
	return t.strings[t.offsets[i]:t.offsets[i+1]]
}

// each calls f with the items of a list until it returns false.
func (t *Table) each(list int, f func(item int) bool) {
	for k, n := 0, t.u16(secLists, list); k < n; k++ {
		if !f(t.u16(secLists, list+1+k)) {
			return
		}
	}
}

func (t *Table) rows(section, fields int) int { return len(t.sections[section]) / 2 / fields }

// field is a field of a row: section, row, the row's width, the field's index. Fields lie by column, low bytes before
// high bytes: like stands beside like, and compresses to a fifth less than rows would.
//
//go:noinline
func (t *Table) field(section, row, width, i int) int {
	s := t.sections[section]
	rows := len(s) / (2 * width)
	low := s[2*rows*i:]
	return int(low[row]) | int(low[rows+row])<<8
}

const (
	reasonWidth, providerWidth, errorWidth, codeWidth, responseWidth, phraseWidth, signWidth = 10, 4, 11, 8, 15, 7, 4
)

func (t *Table) reason(i int) Reason {
	f := func(k int) string { return t.str(t.field(secReasons, i, reasonWidth, k)) }
	return Reason{f(0), f(1), f(2), f(3), f(4), f(5), f(6), f(7), f(8), f(9)}
}

func (t *Table) errorRow(i int) (Error, int) {
	f := func(k int) string { return t.str(t.field(secErrors, i, errorWidth, k)) }
	e := Error{ID: f(0), Type: f(1), Action: f(2), Suppress: f(3), Title: f(4), Means: f(5), Check: f(6), Fix: f(7), Customer: f(8)}
	var relay string
	t.each(t.field(secErrors, i, errorWidth, 10), func(s int) bool {
		if relay == "" {
			relay = t.str(s)
			return true
		}
		e.Relays = append(e.Relays, Steps{relay, t.str(s)})
		relay = ""
		return true
	})
	return e, t.field(secErrors, i, errorWidth, 9)
}

// code finds a reply code or an enhanced code ("x.1.1") by binary search.
func (t *Table) code(section int, code string) (Code, int, int, bool) {
	lo, hi := 0, t.rows(section, codeWidth)
	for lo < hi {
		mid := (lo + hi) / 2
		if at := t.str(t.field(section, mid, codeWidth, 0)); at < code {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == t.rows(section, codeWidth) || t.str(t.field(section, lo, codeWidth, 0)) != code {
		return Code{}, 0, 0, false
	}
	f := func(k int) string { return t.str(t.field(section, lo, codeWidth, k)) }
	return Code{Code: f(0), Title: f(1), Means: f(2), Check: f(3), Fix: f(4), Note: f(5)},
		t.field(section, lo, codeWidth, 6), t.field(section, lo, codeWidth, 7), true
}
