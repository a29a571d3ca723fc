package site

import (
	"slices"
	"sync"
)

// Memo keeps what was read from articles. The zero value is ready; it may serve several renderings, also at once.
type Memo struct {
	mu       sync.Mutex
	articles map[string]remembered
}

// remembered is an article as it was read from a source.
type remembered struct {
	source string
	art    article
}

// article reads an article, or gives it back as it was read when its source was the same. One with mistakes is read again: its
// mistakes are to be reported again.
func (m *Memo) article(file string, source []byte, read func(string, []byte) *article, problems *[]error) *article {
	if m == nil {
		return read(file, source)
	}
	m.mu.Lock()
	old, known := m.articles[file]
	m.mu.Unlock()
	if !known || old.source != string(source) {
		before := len(*problems)
		art := read(file, source)
		if len(*problems) > before {
			return art
		}
		old = remembered{string(source), *art}
		m.mu.Lock()
		if m.articles == nil {
			m.articles = map[string]remembered{}
		}
		m.articles[file] = old
		m.mu.Unlock()
	}
	// Each rendering marks and fills in its own copy.
	art := old.art
	art.Sections = slices.Clone(art.Sections)
	return &art
}
