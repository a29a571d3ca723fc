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
		if s[i] != ' ' && s[i]&0xc0 != 0x80 && (i == 0 || s[i-1] == ' ' || ideographic(s[i:])) {
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
			if sign, end := p.sign(text, i); sign != 0 {
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
			p.end(&inside, i)
			i++
		default:
			r, size := decodeRune(str(text[i:]))
			i = p.letter(r, i, i+size, &inside)
		}
		if inside {
			p.words[len(p.words)-1].to = int32(i)
		}
	}
	p.end(&inside, len(text))
}

// begin opens a word that stands at from.
func (p *plain) begin(from, to int) {
	if k := len(p.text); k > 0 && p.text[k-1] != ' ' {
		p.text = append(p.text, ' ')
	}
	p.words = append(p.words, word{int32(len(p.text)), int32(from), int32(to)})
}

// end closes the word that is open.
func (p *plain) end(inside *bool, _ int) {
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
		p.end(inside, from)
		return to
	case r >= 0x3000 && r < 0xa000:
		if *inside {
			p.end(inside, from)
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
	switch {
	case r < 0x180:
		base := baseLetters[r-0xc0]
		p.text = append(p.text, base)
		switch r {
		case 0xdf, 0xe6, 0x153: // ß, æ, œ
			p.text = append(p.text, "se"[min(r-0xdf, 1)])
		}
		return to
	case r >= 0x3ac && r <= 0x3ce:
		r = greekLetters[r-0x3ac]
	case r == 0x451: // ё
		r = 0x435
	}
	var buf [4]byte
	p.text = append(p.text, buf[:encodeRune(&buf, r)]...)
	return to
}

// baseLetters are the Latin letters from U+00C0 to U+017F without what stands on them.
const baseLetters = "aaaaaaaceeeeiiiidnooooo ouuuuyts" + "aaaaaaaceeeeiiiidnooooo ouuuuyty" +
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllllllln" + "nnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs"

// greekLetters are those from U+03AC to U+03CE without what stands on them.
var greekLetters = [...]rune{'α', 'ε', 'η', 'ι', 'υ', 'α', 'β', 'γ', 'δ', 'ε', 'ζ', 'η', 'θ', 'ι', 'κ', 'λ', 'μ', 'ν', 'ξ', 'ο', 'π', 'ρ', 'σ', 'σ', 'τ', 'υ', 'φ', 'χ', 'ψ', 'ω', 'ι', 'υ', 'ο', 'υ', 'ω'}

// sign tells what varying thing stands at i, and where it ends: 0 if it is a word.
func (p *plain) sign(text []byte, i int) (sign byte, end int) {
	dots, colons, letters, digits, at, inner := 0, 0, false, false, false, false
	j := i
	for ; j < len(text); j++ {
		switch c := text[j]; {
		case c >= '0' && c <= '9':
			digits = true
		case c >= 'a' && c <= 'z':
			letters = true
		case c == '.':
			if j+1 == len(text) || !wordByte(text[j+1]) {
				goto done
			}
			dots++
			inner = inner || text[j+1] >= 'a'
		case c == ':':
			if hasPrefix(str(text[j:]), "://") {
				for j < len(text) && inGap(gapURL, text[j]) {
					j++
				}
				return signLink, j
			}
			if j+1 == len(text) || text[j+1] == ' ' || letters && !digits && colons == 0 && dots == 0 && j-i > 4 {
				goto done
			}
			colons++
		case c == '@':
			if j+1 == len(text) || !wordByte(text[j+1]) {
				goto done
			}
			at = true
		case c == '-' || c == '_' || c == '+' || c == '/' || c == '=':
			if !at && dots == 0 {
				// Words are joined by these as often as the parts of a name: it is one only if a dot or an @ follows.
				k := j + 1
				for k < len(text) && (wordByte(text[k]) || text[k] == '-' || text[k] == '_') {
					k++
				}
				if k+1 >= len(text) || text[k] != '@' && text[k] != '.' || !wordByte(text[k+1]) {
					goto done
				}
			}
		default:
			goto done
		}
	}
done:
	switch {
	case at:
		return signAddress, j
	case dots == 3 && !letters || colons >= 2 && digits:
		return signIP, j
	case dots > 0 && letters && inner:
		return signHost, j
	case digits && text[i] <= '9':
		for j = i; j < len(text) && (text[j] >= '0' && text[j] <= '9' || (text[j] == '.' || text[j] == ',' || text[j] == ':') && j+1 < len(text) && text[j+1]-'0' < 10); j++ {
		}
		return signNumber, j
	}
	return 0, i
}
