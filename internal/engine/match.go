package engine

import "strconv"

// finding is what the Table says about one reply.
type finding struct {
	response int // row of the response that won, -1 if none
	also     []int
	provider int // row of who answers, -1 if not recognised
	weight   int // how specific that response is
	reason   int // row of the reason that the words together point to, -1 if none
	phrases  []place
	unsure   bool // the words lead to the reason by little: too little to give up an address
}

// silent tells whether the words said nothing.
func (f finding) silent() bool { return f.response < 0 && f.reason < 0 }

// place is where a phrase stands in a normalised reply.
type place struct{ phrase, start, end int }

// search is a Table with what one Decode remembers while it looks things up.
type search struct {
	*Table
	seen     []uint64 // a set of phrases, empty between calls
	hostName string
	hostOf   int     // the provider with that host name
	places   []place // of the last text

	own       bool     // the text is the server's own: the words around it speak only by signs
	aloud     int      // the margin of words without a code, 0 if they say nothing
	plain     plain    // the last text whose words were weighed
	stemsSaid []spoken // in it
	unsure    bool     // of the reason that they gave
	nothing   bool     // they speak of no refusal
	heard     []uint64 // a set of stems, empty between calls
	last      [4]struct {
		lines  []line
		text   normal
		places []place
	}
}

// match finds what a reply says. Among the responses whose every condition holds the heaviest wins, so the specific beats
// the general whatever the order in the file is.
func (t *search) match(text normal, reply, status, remote string) finding {
	t.places = t.find(text.text, t.seen, t.places[:0])
	return t.decide(text.text, t.places, reply, status, remote)
}

// won is a response that holds: the place of its first phrase among all places, and what it weighs.
type won struct{ first, response, weight int }

// decide chooses among the responses whose phrases stand in a text.
func (t *search) decide(text []byte, places []place, reply, status, remote string) finding {
	f := finding{response: -1, provider: t.provider(places, remote), reason: -1}
	for _, p := range places {
		t.seen[p.phrase/64] |= 1 << (p.phrase % 64)
	}
	var buf [8]won
	all := buf[:0] // by first, then by row
	consider := func(r int) {
		if !t.holds(r, reply, status) {
			return
		}
		w, ok := t.weigh(r, f.provider, status)
		if !ok {
			return
		}
		all = append(all, won{t.first(r, places), r, w})
		for k := len(all) - 1; k > 0 && (all[k].first < all[k-1].first || all[k].first == all[k-1].first && all[k].response < all[k-1].response); k-- {
			all[k], all[k-1] = all[k-1], all[k]
		}
	}
	for _, p := range places {
		for _, r := range t.items(secPhrases, p.phrase, 3) {
			consider(int(r))
		}
	}
	for _, code := range [...]string{reply, cutClass(status)} {
		for _, r := range t.bare[code] {
			consider(int(r))
		}
	}
	for _, p := range places {
		t.seen[p.phrase/64] = 0
	}
	for _, w := range all {
		if f.response < 0 || w.weight > f.weight {
			f.response, f.weight = w.response, w.weight
		}
	}
	if f.response < 0 {
		f.reason, f.phrases = t.wording(text, places, reply, status, margin)
		f.unsure = t.unsure
		if f.reason >= 0 && t.vague(f.reason) && t.tells(status) {
			f.reason, f.phrases = -1, nil
		}
		return f
	}
	if f.weight < generalWeight && t.field(secResponses, f.response, 6) == none && t.yields(&f, text, places, reply, status) {
		return f
	}
	page := t.field(secResponses, f.response, 5)
	for _, w := range all {
		if p := t.field(secResponses, w.response, 5); p != page && !t.known(f.also, p) && len(f.also) < 3 {
			f.also = append(f.also, w.response)
		}
	}
	for _, phrase := range t.items(secResponses, f.response, 9) {
		for _, p := range places {
			if p.phrase == int(phrase) {
				f.phrases = append(f.phrases, p)
				break
			}
		}
	}
	if f.provider < 0 {
		f.provider = t.field(secResponses, f.response, 6)
	}
	return f
}

// yields lets a response give way that names no cause, or that is hardly more than a word: to words that clearly say something else, or
// to a code that tells what words do not.
func (t *search) yields(f *finding, text []byte, places []place, reply, status string) bool {
	known, named := t.reasonOfResponse(f.response), status
	vague := t.vague(known)
	if !vague && f.weight >= shortWeight {
		return false
	}
	if !vague && status != "" {
		named = status[:1] + ".0.0" // a word that names a cause gives way to other words, but not to a code
	}
	if reason, said := t.wording(text, places, reply, named, beyondDoubt); reason >= 0 && reason != known && !t.vague(reason) {
		f.response, f.weight, f.reason, f.phrases = -1, 0, reason, said
		f.unsure = t.unsure
		return true
	}
	if vague && t.tells(status) {
		f.response, f.weight = -1, 0
		return true
	}
	return false
}

// tells tells whether an enhanced code names a cause by itself. It is not believed where an address would be given up, which takes words, nor
// where it is about the sender's account.
func (t *Table) tells(status string) bool {
	if !t.precise(status) {
		return false
	}
	reason := t.field(secStatuses, t.registered(status), 6)
	return !t.vague(reason) && t.word(secReasons, reason, 4) != "yes" && !t.aboutAccount(reason)
}

// aboutAccount tells whether a reason is one of the sender's account. Their codes answer a login (RFC 4954 section 6), and receivers such as
// Yahoo (5.7.9) give them to messages for other causes, so they are not believed beside words.
func (t *Table) aboutAccount(reason int) bool { return t.word(secReasons, reason, 1) == "account" }

func (t *Table) known(responses []int, page int) bool {
	for _, r := range responses {
		if t.field(secResponses, r, 5) == page {
			return true
		}
	}
	return false
}

// first is the first of the places where a phrase of the response stands.
func (t *Table) first(r int, places []place) int {
	phrases := t.items(secResponses, r, 9)
	for i, p := range places {
		for _, phrase := range phrases {
			if int(phrase) == p.phrase {
				return i
			}
		}
	}
	return len(places)
}

// reasonOfResponse is the row of the reason of a response's error.
func (t *Table) reasonOfResponse(r int) int {
	return t.field(secErrors, t.field(secResponses, r, 5), 9)
}

func wordByte(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// holds tells whether every condition of a response is met.
func (t *search) holds(r int, reply, status string) bool {
	for _, phrase := range t.items(secResponses, r, 9) {
		if t.seen[phrase/64]>>(phrase%64)&1 == 0 {
			return false
		}
	}
	for _, phrase := range t.items(secResponses, r, 10) {
		if t.seen[phrase/64]>>(phrase%64)&1 == 1 {
			return false
		}
	}
	codes, patterns := t.items(secResponses, r, 7), t.items(secResponses, r, 8)
	ok := len(codes) == 0
	for _, c := range codes {
		ok = ok || t.str(int(c)) == reply
	}
	if !ok || len(patterns) == 0 {
		return ok
	}
	for _, p := range patterns {
		if StatusMatches(t.str(int(p)), status) {
			return true
		}
	}
	return false
}

// weigh is how specific a response is here, or false when it may not speak: one without a phrase is only good for the
// provider it names, or where nobody is recognised for an enhanced code that IANA's registry does not have. A response of
// another provider than the one recognised is a fallback at half its weight; programs are behind many providers, so theirs
// are not.
func (t *Table) weigh(r, provider int, status string) (int, bool) {
	own, w := t.field(secResponses, r, 6), t.field(secResponses, r, 11)
	bare := t.field(secResponses, r, 9) == 0
	switch {
	case own == none:
		return w, !bare
	case own == provider:
		return w + weightProvider, true
	case bare: // a code that is not registered is no one else's; whatever says more is heavier
		return 1, provider < 0 && status != "" && t.registered(status) == none
	case provider < 0 || t.software(own):
		return w, true
	}
	return w / 2, true
}

func (t *Table) software(provider int) bool { return t.word(secProviders, provider, 1) == "software" }

// provider recognises who answers: by a mark in the text, else by the host, else by a program's own wording.
func (t *search) provider(places []place, remote string) int {
	marked, longest, program := -1, 0, -1
	for _, p := range places {
		for _, owner := range t.items(secPhrases, p.phrase, 4) {
			if t.software(int(owner)) {
				program = int(owner)
			} else if p.end-p.start > longest {
				marked, longest = int(owner), p.end-p.start
			}
		}
	}
	if marked >= 0 {
		return marked
	}
	if remote != t.hostName {
		t.hostName, t.hostOf = remote, t.host(lower(remote))
	}
	if remote != "" && t.hostOf >= 0 {
		return t.hostOf
	}
	return program
}

// host finds the provider with the longest suffix of a host name.
func (t *Table) host(name string) int {
	for i := 0; i < len(name); i++ {
		if i > 0 && name[i-1] != '.' {
			continue
		}
		if p, ok := t.hosts[name[i:]]; ok {
			return int(p)
		}
	}
	return -1
}

// cutClass is an enhanced code without its class.
func cutClass(status string) string {
	if status == "" {
		return ""
	}
	return status[1:]
}

// indexBare files the responses without a phrase under the enhanced codes that they need, without the class, or else under the reply codes:
// they are looked for at each reply.
func (t *Table) indexBare() {
	t.bare = make(map[string][]int32, 4*len(t.numbers[secBare]))
	for _, r := range t.numbers[secBare] {
		patterns := t.items(secResponses, int(r), 8)
		if len(patterns) == 0 {
			for _, code := range t.items(secResponses, int(r), 7) {
				t.bare[t.str(int(code))] = append(t.bare[t.str(int(code))], r)
			}
		}
		for _, p := range patterns {
			pattern := cutClass(t.str(int(p)))
			dot, dash := lastIndexByte(pattern, '.'), indexByte(pattern, '-')
			if dash < 0 {
				t.bare[pattern] = append(t.bare[pattern], r)
				continue
			}
			from, to := atoi(pattern[dot+1:dash]), atoi(pattern[dash+1:])
			for detail := from; detail >= 0 && detail <= min(to, 999); detail++ { // RFC 3463 section 2: three digits
				code := pattern[:dot+1] + strconv.Itoa(detail)
				t.bare[code] = append(t.bare[code], r)
			}
		}
	}
}

// indexHosts files the providers under the suffixes of their hosts: each line of a log names a host.
func (t *Table) indexHosts() {
	t.hosts = make(map[string]int32, 4*t.rows(secProviders))
	for p := t.rows(secProviders) - 1; p >= 0; p-- { // the first one wins
		for _, s := range t.items(secProviders, p, 2) {
			t.hosts[t.str(int(s))] = int32(p)
		}
	}
}

// StatusMatches tells whether an enhanced status code is meant by a pattern of rules.json: "5.7.26", class-neutral
// "x.7.26", or a range of details "5.7.606-649".
func StatusMatches(pattern, status string) bool {
	if status == "" || pattern == "" {
		return false
	}
	if pattern == status || pattern[0] == 'x' && pattern[1:] == status[1:] {
		return true
	}
	dash := indexByte(pattern, '-')
	dot := lastIndexByte(status, '.')
	if dash < 0 || dot < 0 || len(pattern) <= dot+1 || pattern[1:dot+1] != status[1:dot+1] || pattern[0] != 'x' && pattern[0] != status[0] {
		return false
	}
	from, to, detail := atoi(pattern[dot+1:dash]), atoi(pattern[dash+1:]), atoi(status[dot+1:])
	return from >= 0 && detail >= from && detail <= to
}

// atoi reads a small decimal number, -1 if it is none.
func atoi(s string) int {
	if s == "" || len(s) > 9 {
		return -1
	}
	n := 0
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return -1
		}
		n = n*10 + int(s[i]-'0')
	}
	return n
}

//go:noinline
func lastIndexByte(s string, c byte) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == c {
			return i
		}
	}
	return -1
}
