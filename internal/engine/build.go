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
	Stems     []Stem
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
	// Stem is a beginning of words that speaks for a reason.
	Stem struct {
		Text, Reason string
		Weight       int
	}
	// Response is one known wording; Error is the id of its page.
	Response struct {
		ID, Error, Provider, Type, Action, Suppress, Note string
		Source                                            Source
		Reply, Status, All, None                          []string
	}
)

// Build compiles a Table: one byte slice, whose layout is in table.go. It fails when the rules name what is not there.
func Build(s Spec) ([]byte, error) {
	b := builder{strings: map[string]int{}, phrases: map[string]int{}}
	b.str("")
	b.lists = append(b.lists, 0) // list 0 is empty
	b.number(s)
	reasons, providers, pages, concepts := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	for i, r := range s.Reasons {
		reasons[r.ID] = i
		b.add(secReasons, b.strs(r.ID, r.Family, r.Type, r.Action, r.Suppress, r.Title, r.Means, r.Check, r.Fix, r.Customer)...)
	}
	for i, p := range s.Providers {
		providers[p.ID] = i
		b.add(secProviders, b.str(p.ID), b.str(p.Kind), b.strList(p.Hosts), b.phraseList(p.Marks))
	}
	for i, e := range s.Errors {
		pages[e.ID] = i
		var relays []string
		for _, r := range e.Relays {
			relays = append(relays, r.Relay, r.Steps)
		}
		b.add(secErrors, append(b.strs(e.ID, e.Type, e.Action, e.Suppress, e.Title, e.Means, e.Check, e.Fix, e.Customer),
			b.index("error "+e.ID, reasons, e.Reason), b.strList(relays))...)
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
				b.index("code "+c.Code, reasons, c.Reason), b.index("code "+c.Code, reasons, soft))...)
		}
	}
	for i, r := range s.Responses {
		provider := none
		if r.Provider != "" {
			provider = b.index("response "+r.ID, providers, r.Provider)
		}
		b.add(secResponses, append(b.strs(r.ID, r.Type, r.Action, r.Suppress, r.Note),
			b.index("response "+r.ID, pages, r.Error), provider, b.strList(r.Reply), b.strList(r.Status), b.phraseList(r.All), b.phraseList(r.None), weight(r), b.str(r.Source.Kind), b.str(r.Source.URL), b.str(r.Source.Seen))...)
		if len(r.All) == 0 {
			b.add(secBare, i)
		}
	}
	for i, c := range s.Concepts {
		concepts[c.ID] = i
	}
	if len(s.Concepts) > maxConcepts {
		b.fail("more than 1,024 concepts")
	}
	for _, x := range s.Signs {
		b.add(secSigns, b.index("sign", reasons, x.Reason), x.Weight, b.list(b.indexes("sign of "+x.Reason, concepts, x.All)), b.list(b.indexes("sign of "+x.Reason, concepts, x.None)))
	}
	b.owners(s)
	b.stems(s.Stems, reasons)
	return b.bytes()
}

// weight is how specific a response is: the bytes of its phrases, and something for each kind of code it asks for. The
// provider's share is added when matching, because it counts only when the provider was recognised.
func weight(r Response) int {
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
	return w
}

type builder struct {
	strings, phrases map[string]int
	blob, stemText   []byte
	phraseTexts      []string
	anchors          []anchor
	lists            []int
	rows             [sections][]int
	errs             []error
}

//go:noinline
func (b *builder) fail(msg string) { b.errs = append(b.errs, errors.New(msg)) }

func (b *builder) str(s string) int {
	i, ok := b.strings[s]
	if !ok {
		i = len(b.strings)
		b.strings[s] = i
		placeholder := 0
		if indexByte(s, '{') >= 0 {
			placeholder = 1
		}
		b.add(secLengths, 2*len(s)+placeholder)
		b.blob = append(b.blob, s...)
	}
	return i
}

func (b *builder) strs(list ...string) []int {
	out := make([]int, len(list), len(list)+8)
	for i, s := range list {
		out[i] = b.str(s)
	}
	return out
}

// list stores a counted list and returns where it lies.
//
//go:noinline
func (b *builder) list(items []int) int {
	if len(items) == 0 {
		return 0
	}
	at := len(b.lists)
	b.lists = append(append(b.lists, len(items)), items...)
	return at
}

func (b *builder) strList(list []string) int { return b.list(b.strs(list...)) }

// phraseList is the list of phrases that have their numbers.
func (b *builder) phraseList(list []string) int {
	var out []int
	for _, p := range list {
		out = append(out, b.phrases[encodePhrase(p)])
	}
	return b.list(out)
}

// number gathers the phrases. Where the anchors of several end at one byte, the longest is found first, and of equal ones
// the one that the rules have first.
func (b *builder) number(s Spec) {
	gather := func(list []string) {
		for _, p := range list {
			p = encodePhrase(p)
			if _, ok := b.phrases[p]; !ok {
				b.phrases[p] = len(b.phraseTexts)
				b.phraseTexts = append(b.phraseTexts, p)
			}
		}
	}
	for _, p := range s.Providers {
		gather(p.Marks)
	}
	for _, r := range s.Responses {
		gather(r.All)
		gather(r.None)
	}
	for _, c := range s.Concepts {
		gather(c.Words)
	}
	anchors := b.chooseAnchors()
	length := func(p string) int { a := anchors[b.phrases[p]]; return a.end - a.start }
	slices.SortStableFunc(b.phraseTexts, func(p, q string) int { return length(q) - length(p) })
	for _, p := range b.phraseTexts {
		b.anchors = append(b.anchors, anchors[b.phrases[p]])
	}
	for i, p := range b.phraseTexts {
		b.phrases[p] = i
	}
}

func (b *builder) index(who string, names map[string]int, name string) int {
	i, ok := names[name]
	if !ok {
		b.fail(who + ": there is no " + strconv.Quote(name))
	}
	return i
}

func (b *builder) indexes(who string, names map[string]int, list []string) []int {
	var out []int
	for _, n := range list {
		out = append(out, b.index(who, names, n))
	}
	return out
}

//go:noinline
func (b *builder) add(section int, row ...int) { b.rows[section] = append(b.rows[section], row...) }

// owners writes, for each phrase, which responses are looked at when it is found, which providers are known by it, and
// which concepts it says. A response is looked at once, for the one of its phrases that the fewest responses need.
func (b *builder) owners(s Spec) {
	needed := make([]int, len(b.phraseTexts))
	for _, r := range s.Responses {
		for _, p := range r.All {
			needed[b.phrases[encodePhrase(p)]]++
		}
	}
	responses, marks, concepts := make([][]int, len(needed)), make([][]int, len(needed)), make([][]int, len(needed))
	for i, r := range s.Responses {
		rarest := none
		for _, p := range r.All {
			if id := b.phrases[encodePhrase(p)]; rarest == none || needed[id] < needed[rarest] {
				rarest = id
			}
		}
		if rarest != none {
			responses[rarest] = append(responses[rarest], i)
		}
	}
	for i, p := range s.Providers {
		for _, m := range p.Marks {
			id := b.phrases[encodePhrase(m)]
			marks[id] = append(marks[id], i)
		}
	}
	for i, c := range s.Concepts {
		for _, w := range c.Words {
			id := b.phrases[encodePhrase(w)]
			concepts[id] = append(concepts[id], i)
		}
	}
	for i, p := range b.phraseTexts {
		b.add(secPhrases, b.str(p), b.anchors[i].start, b.anchors[i].end, b.list(responses[i]), b.list(marks[i]), b.list(concepts[i]))
	}
}

func (b *builder) bytes() ([]byte, error) {
	b.rows[secLists] = b.lists
	size, most := 2, 0
	for _, rows := range b.rows {
		for _, n := range rows {
			most = max(most, n)
		}
	}
	if most >= 1<<16-1 {
		size = 3
	}
	if most >= 1<<24-1 {
		b.fail("the rules outgrow numbers of 24 bits")
	}
	if len(b.errs) > 0 {
		return nil, errors.Join(b.errs...)
	}
	var body [sections][]byte
	body[secStrings], body[secStemText] = b.blob, b.stemText
	for i, width := range widths {
		if width > 0 {
			body[i] = columns(b.rows[i], size, width)
		}
	}
	out := append(make([]byte, len(magic)+sumBytes), byte(size))
	at := headSize
	for i := range sections + 1 {
		out = append(out, byte(at), byte(at>>8), byte(at>>16), byte(at>>24))
		if i < sections {
			at += len(body[i])
		}
	}
	for _, s := range body {
		out = append(out, s...)
	}
	copy(out, magic)
	sum := checksum(out[len(magic)+sumBytes:])
	for i := range sumBytes {
		out[len(magic)+i] = byte(sum >> (8 * i))
	}
	return out, nil
}

// columns turns rows of numbers into columns, as numbers reads them.
func columns(rows []int, size, width int) []byte {
	out := make([]byte, 0, size*len(rows))
	for col := range width {
		for plane := range size {
			for at := col; at < len(rows); at += width {
				out = append(out, byte(rows[at]>>(8*plane)))
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
