package site

import (
	"maps"
	"slices"
	"strings"
)

// searchIndex is search.json. Rows of Pages: number of the kind, address, title, what it says, and what
// else a provider is called. Rows of Replies: number of the page, id of the
// response, who sends it, the text. A document's number is its row, replies behind pages; its fields are title, note and words, the last of
// which are searched and not shown.
//
// Terms and Places are the index: for each of the sorted terms and each field there are the number of documents, then for each document
// the distance from the one before, times maxTimes, plus how often the term stands in it, less one. Lengths has for each document and field the
// number of different terms.
type searchIndex struct {
	Kinds   []string `json:"kinds"`
	Pages   [][]any  `json:"pages"`
	Replies [][]any  `json:"replies"`
	Terms   string   `json:"terms"` // with spaces between
	Places  []int    `json:"places"`
	Lengths []int    `json:"lengths"`

	postings map[string]*postings
	count    int
}

const (
	searchFields = 3 // title, note, words
	maxTimes     = 4 // that a term stands in a document are told apart; more say no more
)

// postings are where a term stands: for each field the documents, and how often.
type postings [searchFields][]posting

type posting struct{ document, times int }

// add indexes the next document. What it shows need not be among its further words.
func (x *searchIndex) add(title, note, words string) {
	shown := map[string]bool{}
	for i, field := range []string{title, note, words} {
		different := 0
		for _, term := range wordsOf(field) {
			if i < 2 {
				shown[term] = true
			} else if shown[term] {
				continue
			}
			p := x.postings[term]
			if p == nil {
				p = &postings{}
				x.postings[term] = p
			}
			if n := len(p[i]); n > 0 && p[i][n-1].document == x.count {
				p[i][n-1].times = min(p[i][n-1].times+1, maxTimes)
				continue
			}
			p[i] = append(p[i], posting{x.count, 1})
			different++
		}
		x.Lengths = append(x.Lengths, different)
	}
	x.count++
}

// finish writes the postings down.
func (x *searchIndex) finish() {
	terms := slices.Sorted(maps.Keys(x.postings))
	x.Terms = strings.Join(terms, " ")
	for _, term := range terms {
		for _, list := range x.postings[term] {
			x.Places = append(x.Places, len(list))
			before := 0
			for _, p := range list {
				x.Places = append(x.Places, (p.document-before)*maxTimes+p.times-1)
				before = p.document
			}
		}
	}
}
