package engine

// plain is a normalised text as the lexicon's stems see it: words apart from each other by one space, without diacritics,
// since many write without them, and a sign for what varies. Scripts without spaces are left together.
type plain struct {
	text  []byte
	words []word
}

// word is where a word of a plain text begins there, and where it stands in the normalised text. In scripts without
// spaces each character begins a word.
type word struct{ at, from, to int32 }

const maxNamePart = 64 // bytes that are looked ahead in a name (RFC 1035 section 2.3.4 allows 63)

// The signs of a plain text.
const (
	signNumber  = '0'
	signIP      = '4'
	signAddress = '@'
	signHost    = '.'
	signLink    = '/'
)

// Plain is the form that stems are written in.
func Plain(s string) string {
	var p plain
	p.read([]byte(Normalize(s)))
	return string(p.text)
}

// WordsOf are the places in a plain text where a stem may begin.
func WordsOf(s string) []int {
	var out []int
	for i := range len(s) {
		if s[i] != ' ' && (i == 0 || s[i-1] == ' ' || ideographic(s[i:])) {
			out = append(out, i)
		}
	}
	return out
}

// read makes a normalised text plain. The text ends with a space, so that a stem can ask for the end of a word.
func (p *plain) read(text []byte) {
	p.text = append(p.text[:0], make([]byte, 0, len(text)+16)...)
	p.words = p.words[:0]
	inside := false // of a word, which the next letter belongs to
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case wordByte(c) && !inside:
			if sign, end := signAt(text, i); sign != 0 {
				p.begin(i, end)
				p.text = append(p.text, sign, ' ')
				i = end
				continue
			}
			p.begin(i, i)
			inside = true
			fallthrough
		case c >= 'a' && c <= 'z':
			p.text = append(p.text, c)
			i++
		case c < 0x80:
			p.end(&inside)
			i++
		default:
			r, size := decodeRune(str(text[i:]))
			i = p.letter(r, i, i+size, &inside)
		}
		if inside {
			p.words[len(p.words)-1].to = int32(i)
		}
	}
	p.end(&inside)
}

// begin opens a word that stands at from.
func (p *plain) begin(from, to int) {
	if k := len(p.text); k > 0 && p.text[k-1] != ' ' {
		p.text = append(p.text, ' ')
	}
	p.words = append(p.words, word{int32(len(p.text)), int32(from), int32(to)})
}

// end closes the word that is open.
func (p *plain) end(inside *bool) {
	if k := len(p.text); k > 0 && p.text[k-1] != ' ' {
		p.text = append(p.text, ' ')
	}
	*inside = false
}

// letter adds a character beyond ASCII and returns where it ends.
func (p *plain) letter(r rune, from, to int, inside *bool) int {
	switch {
	case r >= 0x300 && r < 0x370: // a diacritic by itself
		return to
	case r < 0xc0, r == 0xd7, r == 0xf7, r >= 0x2000 && r < 0x3040 && r != 0x3005, r >= 0xff00: // punctuation
		p.end(inside)
		return to
	case r >= 0x3000 && r < 0xa000:
		if *inside {
			p.end(inside)
		}
		p.words = append(p.words, word{int32(len(p.text)), int32(from), int32(to)})
		var buf [4]byte
		p.text = append(p.text, buf[:encodeRune(&buf, r)]...)
		return to
	}
	if !*inside {
		p.begin(from, to)
		*inside = true
	}
	latin := ""
	switch {
	case r < 0x180:
		latin = baseLetters[r-0xc0 : r-0xc0+1]
		switch r {
		case 0xdf, 0xe6, 0x153: // ß, æ, œ
			p.text = append(p.text, latin[0])
			latin = "se"[min(r-0xdf, 1):][:1]
		}
	case r >= 0x3ac && r <= 0x3ce:
		latin = inLatin(greekLetters, r-0x3ac)
	case r >= 0x430 && r <= 0x45f:
		latin = inLatin(cyrillicLetters, r-0x430)
	case r == 0x491: // ґ
		latin = "g"
	default:
		var buf [4]byte
		p.text = append(p.text, buf[:encodeRune(&buf, r)]...)
	}
	p.text = append(p.text, latin...)
	return to
}

// inLatin is a letter of an alphabet as it is written where only Latin letters are at hand: half of those who write Russian
// or Greek to a program do so themselves, and the Slavic languages share their words.
func inLatin(letters string, i rune) string { return trimRight(letters[2*i:2*i+2], " ") }

// baseLetters are the Latin letters from U+00C0 to U+017F without what stands on them.
const baseLetters = "aaaaaaaceeeeiiiidnooooo ouuuuyts" + "aaaaaaaceeeeiiiidnooooo ouuuuyty" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln" + "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

// greekLetters are those from U+03AC to U+03CE and cyrillicLetters those from U+0430 to U+045F in Latin letters, two bytes for each.
const (
	greekLetters = "a e i i y a v g d e z i thi k l m n x o p r s s t y f h pso i y o y o "

	cyrillicLetters = "a b v g d e zhz i y k l m n o p r s t u f h c chshsh  y   e yuya" + "e e djg e z i i j ljnjc k i u dz"
)

// signAt tells what varying thing stands at i, and where it ends: 0 if it is a word.
func signAt(text []byte, i int) (sign byte, end int) {
	if j := i; text[i] >= 'a' {
		for j < len(text) && wordByte(text[j]) {
			j++
		}
		if j == len(text) || indexByte("@.:-_+/=", text[j]) < 0 {
			return 0, i // the most frequent case: a plain word
		}
	}
	n := name{}
	end = i
	for end < len(text) && end-i < maxAddress && n.goesOn(text, end) {
		end++
	}
	switch {
	case n.link:
		for end < len(text) && inGap(gapURL, text[end]) {
			end++
		}
		return signLink, end
	case n.at:
		return signAddress, end
	case n.dots == 3 && !n.letters || n.colons >= 2 && n.digits:
		return signIP, end
	case n.host && n.letters:
		return signHost, end
	case digit(text[i]):
		for end = i; end < len(text) && (digit(text[end]) || end+1 < len(text) && indexByte(".,:", text[end]) >= 0 && digit(text[end+1])); {
			end++
		}
		return signNumber, end
	}
	return 0, i
}

// name is what was seen of something that may be an address, a host or a link.
type name struct {
	dots, colons              int
	letters, digits, at, host bool
	link                      bool
}

// goesOn tells whether the byte at i belongs to the name that it stands behind.
func (n *name) goesOn(text []byte, i int) bool {
	c := text[i]
	followed := i+1 < len(text) && wordByte(text[i+1])
	switch {
	case digit(c):
		n.digits = true
	case letter(c):
		n.letters = true
	case c == '.' && followed:
		n.dots++
		n.host = n.host || letter(text[i+1])
	case c == ':' && hasPrefix(str(text[i:]), "://"):
		n.link = true
		return false
	case c == ':' && i+1 < len(text) && text[i+1] != ' ' && n.digits: // IPv6
		n.colons++
	case c == '@' && followed:
		n.at = true
	case indexByte("-_+/=", c) >= 0:
		// Words are joined by these as often as the parts of a name: it is one only if a dot or an @ follows.
		k := i + 1
		for k < len(text) && k-i < maxNamePart && (wordByte(text[k]) || text[k] == '-' || text[k] == '_') {
			k++
		}
		return n.at || n.dots > 0 || k+1 < len(text) && (text[k] == '@' || text[k] == '.') && wordByte(text[k+1])
	default:
		return false
	}
	return true
}
