package main

import (
	"bytes"
	"path/filepath"
	"strings"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/site"
)

// memo keeps, for a program that builds again and again, what did not change. A nil memo keeps nothing.
type memo struct {
	site    site.Memo
	data    []byte // of rules.json
	rules   *whybounced.RuleSet
	table   []byte
	scripts []site.File
	engine  []site.File
	widget  []site.File
	parts   []component
}

func (m *memo) ofSite() *site.Memo {
	if m == nil {
		return nil
	}
	return &m.site
}

// loadRules reads the rules and compiles their table.
func (m *memo) loadRules(data []byte) (*whybounced.RuleSet, []byte, error) {
	if m != nil && m.rules != nil && bytes.Equal(m.data, data) {
		return m.rules, m.table, nil
	}
	rules, err := whybounced.LoadRules(data)
	if err != nil {
		return nil, nil, err
	}
	table, err := whybounced.CompileTable(rules)
	if err == nil && m != nil {
		m.data, m.rules, m.table = data, rules, table
	}
	return rules, table, err
}

func (m *memo) keptScripts(make func() ([]site.File, error)) ([]site.File, error) {
	if m == nil {
		return make()
	}
	return kept(&m.scripts, make)
}

func (m *memo) keptEngine(make func() ([]site.File, error)) ([]site.File, error) {
	if m == nil {
		return make()
	}
	return kept(&m.engine, make)
}

func (m *memo) keptWidget(make func() ([]site.File, error)) ([]site.File, error) {
	if m == nil {
		return make()
	}
	return kept(&m.widget, make)
}

// keptParts are what everything is made of, which a change of go.mod changes.
func (m *memo) keptParts(make func() ([]component, error)) ([]component, error) {
	if m == nil {
		return make()
	}
	return kept(&m.parts, make)
}

func kept[T any](last *[]T, make func() ([]T, error)) ([]T, error) {
	if *last != nil {
		return *last, nil
	}
	made, err := make()
	if err == nil {
		*last = made
	}
	return made, err
}

// forget drops what was made from files that changed. Articles, templates and styles make pages only, and pages look at their
// sources themselves.
func (m *memo) forget(names []string) {
	for _, name := range names {
		switch filepath.Ext(name) {
		case ".md", ".html", ".css", ".svg", ".txt":
			if filepath.Ext(name) == ".css" {
				m.widget = nil
			}
		case ".js", ".ts":
			m.scripts, m.widget = nil, nil
		default:
			m.scripts, m.engine, m.widget, m.parts = nil, nil, nil, nil
			if !strings.HasSuffix(name, "rules.json") {
				m.rules = nil
			}
		}
	}
}
