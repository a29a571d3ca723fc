package engine

import (
	"errors"
	"slices"
	"strconv"
)

// Spec is what a Table is built from: rules.json with its names resolved to plain strings.
// Building happens ahead of time, never in a visitor's browser.
type Spec struct {
	Reasons   []Reason
	Providers []Provider
	Replies   []Code
	Statuses  []Code
	Errors    []Error
	Responses []Response
	Concepts  []Concept
	Signs     []Sign
}

// Reason, Provider, Code, Error and Response mirror the rows of rules.json that the engine needs.
type (
	// Reason is a cause with its defaults and the words to say when only a code told it.
	Reason struct {
		ID, Family, Type, Action, Suppress, Title, Means, Check, Fix, Customer string
	}
	// Provider is who answers, known by host suffix or by a phrase.
	Provider struct {
		ID, Kind     string
		Hosts, Marks []string
	}
	// Code is a reply code or, with Code "x.1.1", an enhanced status code. Soft is the reason for class 4.
	Code struct {
		Code, Title, Means, Check, Fix, Reason, Soft, Note string
	}
	// Error is a page.
	Error struct {
		ID, Reason, Type, Action, Suppress, Title, Means, Check, Fix, Customer string
		Relays                                                                 []Steps
	}
	// Concept is a notion that replies speak of, and its phrases.
	Concept struct {
		ID    string
		Words []string
	}
	// Sign points to a reason when all its concepts stand near each other.
	Sign struct {
		Reason    string
		Weight    int
		All, None []string
	}
	// Response is one known wording; Error is the id of its page.
	Response struct {
		ID, Error, Provider, Type, Action, Suppress, Note string
		Source                                            Source
		Reply, Status, All, None                          []string
	}
)

// Build compiles a Table: one byte slice of sections that is used as it lies, without parsing.
// Its layout is in table.go. It fails when the rules outgrow the 16-bit indexes, or name what is not there.
func Build(s Spec) ([]byte, error) {
	b := builder{strings: map[string]uint16{}, phrases: map[string]uint16{}, reasons: map[string]uint16{}, providers: map[string]uint16{}, errors: map[string]uint16{}}
	b.str("")
	b.lists = append(b.lists, 0) // list 0 is empty
	for i, r := range s.Reasons {
		b.reasons[r.ID] = uint16(i)
		b.add(secReasons, b.strs(r.ID, r.Family, r.Type, r.Action, r.Suppress, r.Title, r.Means, r.Check, r.Fix, r.Customer)...)
	}
	for i, p := range s.Providers {
		b.providers[p.ID] = uint16(i)
		b.add(secProviders, b.str(p.ID), b.str(p.Kind), b.strList(p.Hosts), b.phraseList(p.Marks))
	}
	for i, e := range s.Errors {
		b.errors[e.ID] = uint16(i)
		var relays []string
		for _, r := range e.Relays {
			relays = append(relays, r.Relay, r.Steps)
		}
		b.add(secErrors, append(b.strs(e.ID, e.Type, e.Action, e.Suppress, e.Title, e.Means, e.Check, e.Fix, e.Customer),
			b.index("error "+e.ID, b.reasons, e.Reason), b.strList(relays))...)
	}
	for _, codes := range []struct {
		section int
		rows    []Code
	}{{secReplies, s.Replies}, {secStatuses, s.Statuses}} {
		rows := slices.Clone(codes.rows)
		slices.SortFunc(rows, func(a, b Code) int { return compare(a.Code, b.Code) })
		for _, c := range rows {
			soft := c.Soft
			if soft == "" {
				soft = c.Reason
			}
			b.add(codes.section, append(b.strs(c.Code, c.Title, c.Means, c.Check, c.Fix, c.Note),
				b.index("code "+c.Code, b.reasons, c.Reason), b.index("code "+c.Code, b.reasons, soft))...)
		}
	}
	for _, r := range s.Responses {
		provider := none
		if r.Provider != "" {
			provider = b.index("response "+r.ID, b.providers, r.Provider)
		}
		all := b.phraseList(r.All)
		b.add(secResponses, append(b.strs(r.ID, r.Type, r.Action, r.Suppress, r.Note),
			b.index("response "+r.ID, b.errors, r.Error), provider, b.strList(r.Reply), b.strList(r.Status), all, b.phraseList(r.None), weight(r), b.str(r.Source.Kind), b.str(r.Source.URL), b.str(r.Source.Seen))...)
	}
	concepts := map[string]uint16{}
	for i, c := range s.Concepts {
		concepts[c.ID] = uint16(i)
		b.phraseList(c.Words)
	}
	for _, x := range s.Signs {
		b.add(secSigns, b.index("sign", b.reasons, x.Reason), uint16(x.Weight), b.list(b.indexes("sign of "+x.Reason, concepts, x.All)), b.list(b.indexes("sign of "+x.Reason, concepts, x.None)))
	}
	b.trie()
	if len(b.errs) > 0 {
		return nil, errors.Join(b.errs...)
	}
	b.owners(s)
	return b.bytes()
}

// weight is how specific a response is: the bytes of its phrases, and something for each kind of code it asks for. The
// provider's share is added when matching, because it counts only when the provider was recognised.
func weight(r Response) uint16 {
	w := 0
	for _, p := range r.All {
		for _, c := range []byte(encodePhrase(p)) {
			if !isGap(c) {
				w++
			}
		}
	}
	if len(r.Reply) > 0 {
		w += weightReply
	}
	if len(r.Status) > 0 {
		w += weightStatus
	}
	return uint16(w)
}

type builder struct {
	strings, phrases           map[string]uint16
	reasons, providers, errors map[string]uint16
	blob                       []byte
	lengths                    []uint16
	phraseTexts                []string
	anchors                    []anchor
	ends                       []uint16 // state where each phrase's anchor ends
	lists                      []uint16
	sections                   [sections][]byte
	errs                       []error
}

func (b *builder) fail(msg string) { b.errs = append(b.errs, errors.New(msg)) }

func (b *builder) str(s string) uint16 {
	if i, ok := b.strings[s]; ok {
		return i
	}
	i := len(b.lengths)
	b.lengths = append(b.lengths, uint16(len(s)))
	b.blob = append(b.blob, s...)
	if i >= int(none) || len(s) > int(none) {
		b.fail("more than 65,534 strings, or one of more than 65,534 bytes")
		return 0
	}
	b.strings[s] = uint16(i)
	return uint16(i)
}

func (b *builder) strs(list ...string) []uint16 {
	out := make([]uint16, len(list), len(list)+8)
	for i, s := range list {
		out[i] = b.str(s)
	}
	return out
}

// list stores a counted list and returns where it lies.
func (b *builder) list(items []uint16) uint16 {
	if len(items) == 0 {
		return 0
	}
	at := len(b.lists)
	b.lists = append(append(b.lists, uint16(len(items))), items...)
	if len(b.lists) >= int(none) {
		b.fail("lists outgrow 65,534 entries")
		return 0
	}
	return uint16(at)
}

func (b *builder) strList(list []string) uint16 { return b.list(b.strs(list...)) }

func (b *builder) phraseList(list []string) uint16 {
	var out []uint16
	for _, p := range list {
		p = encodePhrase(p)
		i, ok := b.phrases[p]
		if !ok {
			i = uint16(len(b.phraseTexts))
			b.phrases[p] = i
			b.phraseTexts = append(b.phraseTexts, p)
		}
		out = append(out, i)
	}
	return b.list(out)
}

func (b *builder) index(who string, names map[string]uint16, name string) uint16 {
	i, ok := names[name]
	if !ok {
		b.fail(who + ": there is no " + strconv.Quote(name))
	}
	return i
}

func (b *builder) indexes(who string, names map[string]uint16, list []string) []uint16 {
	var out []uint16
	for _, n := range list {
		out = append(out, b.index(who, names, n))
	}
	return out
}

func (b *builder) add(section int, row ...uint16) {
	for _, v := range row {
		b.sections[section] = append(b.sections[section], byte(v), byte(v>>8))
	}
}

// owners writes, for each phrase, which responses need it, which providers are known by it, and which concepts it says.
func (b *builder) owners(s Spec) {
	needs := make([][]uint16, len(b.phraseTexts))
	marks := make([][]uint16, len(b.phraseTexts))
	concepts := make([][]uint16, len(b.phraseTexts))
	var bare []uint16
	for i, r := range s.Responses {
		if len(r.All) == 0 {
			bare = append(bare, uint16(i))
		}
		for _, p := range r.All {
			id := b.phrases[encodePhrase(p)]
			needs[id] = append(needs[id], uint16(i))
		}
	}
	for i, p := range s.Providers {
		for _, m := range p.Marks {
			id := b.phrases[encodePhrase(m)]
			marks[id] = append(marks[id], uint16(i))
		}
	}
	for i, c := range s.Concepts {
		for _, w := range c.Words {
			id := b.phrases[encodePhrase(w)]
			concepts[id] = append(concepts[id], uint16(i))
		}
	}
	for i, p := range b.phraseTexts {
		a := b.anchors[i]
		b.add(secPhrases, b.str(p), uint16(a.start), uint16(a.end), b.list(needs[i]), b.list(marks[i]), b.list(concepts[i]), b.ends[i])
	}
	b.add(secBare, bare...)
}

func (b *builder) bytes() ([]byte, error) {
	if len(b.errs) > 0 {
		return nil, errors.Join(b.errs...)
	}
	b.add(secLengths, b.lengths...)
	b.sections[secStrings] = b.blob
	b.add(secLists, b.lists...)
	for section, width := range widths {
		b.sections[section] = columns(b.sections[section], width)
	}
	out := []byte(magic)
	at := uint32(len(magic) + 4*(sections+1))
	for _, s := range b.sections {
		out = append(out, byte(at), byte(at>>8), byte(at>>16), byte(at>>24))
		at += uint32(len(s))
	}
	out = append(out, byte(at), byte(at>>8), byte(at>>16), byte(at>>24))
	for _, s := range b.sections {
		out = append(out, s...)
	}
	return out, nil
}

// widths are the numbers in a row of each section of numbers.
var widths = map[int]int{
	secLengths: 1, secLists: 1, secBare: 1, secReasons: reasonWidth, secProviders: providerWidth, secErrors: errorWidth, secReplies: codeWidth, secStatuses: codeWidth,
	secResponses: responseWidth, secPhrases: phraseWidth, secSigns: signWidth,
}

// columns turns rows of 16-bit numbers into columns of low and of high bytes, as Table.field reads them.
func columns(rows []byte, width int) []byte {
	out := make([]byte, 0, len(rows))
	for i := range width {
		for half := range 2 {
			for at := 2*i + half; at < len(rows); at += 2 * width {
				out = append(out, rows[at])
			}
		}
	}
	return out
}

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
