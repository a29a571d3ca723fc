package engine

import "slices"

// MaxStem is how long a stem may be, in bytes.
const MaxStem = 24

// stems are the beginnings of words that speak for reasons, found by their hashes: what lies in the Table is only read once.
type stems struct {
	slots []stemSlot // a power of two of them, at most half of them taken
	shift uint8

	begun [1 << (begunBits - 6)]uint64 // a set of the hashes of all beginnings of stems: most words soon leave it
}

const begunBits = 18

// stemSlot is the rest of a hash, and 1 + the first row of a stem.
type stemSlot struct {
	hash uint32
	row  int32
}

// The numbers in a row of secStems: 1 where the stem is that of the row before, which speaks for several reasons, else 0; the reason it
// speaks for, and how much.
const (
	stemAgain = iota
	stemReason
	stemSays
)

// stems writes the stems in order. Of each, secStemText has 1 + the number of bytes by which the stem before is longer than what the two
// share, and what is its own behind that: no stem holds a byte below the space.
func (b *builder) stems(list []Stem, reasons map[string]int) {
	list = slices.Clone(list)
	slices.SortFunc(list, func(x, y Stem) int {
		if c := compare(x.Text, y.Text); c != 0 {
			return c
		}
		return compare(x.Reason, y.Reason)
	})
	before := ""
	for _, s := range list {
		if s.Text == "" || len(s.Text) > MaxStem || s.Weight < 1 || firstControl(s.Text) < len(s.Text) {
			b.fail("stem \"" + s.Text + "\" is empty, too long, no text or says nothing")
		}
		again := 1
		if s.Text != before {
			again = 0
			shared := 0
			for shared < min(len(before), len(s.Text)) && before[shared] == s.Text[shared] {
				shared++
			}
			b.stemText = append(append(b.stemText, byte(1+len(before)-shared)), s.Text[shared:]...)
			before = s.Text
		}
		b.add(secStems, again, b.index("stem "+s.Text, reasons, s.Reason), s.Weight)
	}
}

// read hashes the stems of a Table.
func (s *stems) read(rows []int32, text []byte) {
	bits := uint8(6)
	for 2*len(rows)/stemWidth > 1<<bits {
		bits++
	}
	s.slots, s.shift = make([]stemSlot, 1<<bits), 64-bits
	var hashes [MaxStem + 1]uint64 // of each beginning of the stem before
	length := 0                    // of it
	for at := 0; at < len(rows); at += stemWidth {
		if rows[at+stemAgain] != 0 {
			continue
		}
		length -= int(text[0]) - 1
		for text = text[1:]; len(text) > 0 && text[0] >= ' '; text = text[1:] {
			h := stemHash(hashes[length], text[0])
			length++
			hashes[length] = h
			h = h * spread >> (64 - begunBits)
			s.begun[h/64] |= 1 << (h % 64)
		}
		place, rest := s.place(hashes[length])
		for s.slots[place].row != 0 {
			place = (place + 1) % len(s.slots)
		}
		s.slots[place] = stemSlot{rest, int32(at/stemWidth) + 1}
	}
}

// stemHash is the hash of a stem with one more byte.
func stemHash(h uint64, c byte) uint64 { return (h ^ uint64(c) + 1) * 0x100000001b3 }

func (s *stems) place(h uint64) (place int, rest uint32) {
	h *= spread
	return int(h >> s.shift), uint32(h)
}

// stem is the first row of the stem with a hash, -1 if there is none.
func (s *stems) stem(h uint64) int {
	place, rest := s.place(h)
	for ; s.slots[place].row != 0; place = (place + 1) % len(s.slots) {
		if s.slots[place].hash == rest {
			return int(s.slots[place].row) - 1
		}
	}
	return -1
}

// spoken is a stem that stands in a text: its first row, and where its words stand there.
type spoken struct{ row, from, to int32 }

// spoken are the stems in a text, each once.
func (t *search) spoken(text []byte) []spoken {
	p := &t.plain
	p.read(text[:min(len(text), maxWording)])
	if t.heard == nil {
		t.heard = make([]uint64, t.rows(secStems)/64+1)
	}
	out := t.stemsSaid[:0]
	for k, w := range p.words {
		h := uint64(0)
		for i := int(w.at); i < min(int(w.at)+MaxStem, len(p.text)); i++ {
			h = stemHash(h, p.text[i])
			if b := h * spread >> (64 - begunBits); t.begun[b/64]>>(b%64)&1 == 0 {
				break
			}
			row := t.stem(h)
			if row < 0 || t.heard[row/64]>>(row%64)&1 == 1 {
				continue
			}
			t.heard[row/64] |= 1 << (row % 64)
			last := k
			for last+1 < len(p.words) && int(p.words[last+1].at) <= i {
				last++
			}
			out = append(out, spoken{int32(row), w.from, p.words[last].to})
		}
	}
	for _, s := range out {
		t.heard[s.row/64] = 0
	}
	t.stemsSaid = out
	return out
}

// speaks are the rows of a stem: one for each reason that it speaks for.
func (t *Table) speaks(row int32) []int32 {
	rows := t.numbers[secStems]
	from := int(row) * stemWidth
	to := from + stemWidth
	for to < len(rows) && rows[to+stemAgain] != 0 {
		to += stemWidth
	}
	return rows[from:to]
}
