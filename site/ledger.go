package site

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/whybounced/whybounced"
)

// LedgerFile is where content/ keeps what was ever published. It only grows: an address in it must be answered for ever, and
// what a rule once said must not change unseen, because other people's programs act on it.
//
// A line is a day, what came, and its name:
//
//	2026-11-22 page /about/
//	2026-11-22 error dmarc-policy dmarc-failed hard fix-auth no
//	2026-11-22 response gmail-dmarc-policy dmarc-policy hard fix-auth no
//
// After an error stand reason, type, action, suppress; after a response its error instead of the reason. A dash stands for what
// only the codes of the reply decide. A later line for the same name is a change: the last one is what holds.
const LedgerFile = "ledger.txt"

// ledgerLine is one line: something came, or changed.
type ledgerLine struct {
	Day, Kind, Name string
	Says            string // reason or error, type, action, suppress; empty for a page
}

func (l ledgerLine) String() string {
	return strings.TrimRight(l.Day+" "+l.Kind+" "+l.Name+" "+l.Says, " ")
}

// address is what the line promises to answer.
func (l ledgerLine) address() string {
	if l.Kind == "page" {
		return l.Name
	}
	return "/e/" + l.Name + "/"
}

type ledger []ledgerLine

// parseLedger reads the file; the error joins every line that cannot be read.
func parseLedger(source []byte) (ledger, error) {
	var lines ledger
	var problems []error
	said := map[string]string{}
	for i, text := range strings.Split(string(source), "\n") {
		if text == "" || text[0] == '#' {
			continue
		}
		fields := strings.Fields(text)
		want := map[string]int{"page": 3, "error": 7, "response": 7}
		if len(fields) < 3 || len(fields) != want[fields[1]] {
			problems = append(problems, fmt.Errorf("content/%s:%d: %q is no day, kind and name; lines are written by \"go run ./build ledger\"", LedgerFile, i+1, text))
			continue
		}
		l := ledgerLine{fields[0], fields[1], fields[2], strings.Join(fields[3:], " ")}
		key := l.Kind + " " + l.Name
		old, known := said[key]
		switch {
		case dayOf(l.Day).IsZero():
			problems = append(problems, fmt.Errorf("content/%s:%d: %q is no day", LedgerFile, i+1, l.Day))
		case known && old == l.Says:
			problems = append(problems, fmt.Errorf("content/%s:%d: %s stands in an earlier line and says nothing new", LedgerFile, i+1, key))
		}
		said[key] = l.Says
		lines = append(lines, l)
	}
	return lines, errors.Join(problems...)
}

func dayOf(day string) time.Time {
	t, _ := time.Parse(time.DateOnly, day)
	return t
}

func (r *renderer) readLedger() {
	source, err := fs.ReadFile(r.Content, LedgerFile)
	if errors.Is(err, fs.ErrNotExist) {
		return
	}
	if err == nil {
		r.ledger, err = parseLedger(source)
	}
	if err != nil {
		r.fail("%w", err)
	}
	r.changed = map[string]string{}
	for _, l := range r.ledger {
		r.changed[l.address()] = max(r.changed[l.address()], l.Day)
		// A response has no page of its own: its error's page is what changed.
		if id, _, _ := strings.Cut(l.Says, " "); l.Kind == "response" {
			r.changed["/e/"+id+"/"] = max(r.changed["/e/"+id+"/"], l.Day)
		}
	}
}

// modified is the day on which what a page says last changed: by the ledger, or the first of the month of its review.
func (r *renderer) modified(p page) string {
	day := r.changed[p.Path]
	if month(p.Reviewed) != p.Reviewed {
		day = max(day, p.Reviewed+"-01")
	}
	return day
}

// CheckLedger compares a finished site with what was published before. It reports every address that no longer answers, and
// every rule that says something else than it did. What is new is no mistake here: see [MissingInLedger].
func CheckLedger(source []byte, rules *whybounced.RuleSet, files []File) error {
	old, err := parseLedger(source)
	problems := []error{err}
	have := map[string]bool{}
	for _, f := range files {
		have[Address(f.Path)] = true
	}
	now := map[string]ledgerLine{}
	for _, l := range presentLedger(rules, nil) {
		now[l.Name] = l
	}
	last := map[string]ledgerLine{}
	for _, l := range old {
		last[l.Kind+" "+l.Name] = l
	}
	for _, key := range sortedKeys(last) {
		l := last[key]
		switch present, known := now[l.Name]; {
		case !have[l.address()]:
			problems = append(problems, fmt.Errorf("%s: published on %s, and gone; give what took its place an alias, or retire it", l.address(), l.Day))
		case l.Kind != "page" && known && present.Kind == l.Kind && present.Says != l.Says:
			problems = append(problems, fmt.Errorf("rules.json: %s says %q, and %q since %s; programs act on it: if that is meant, run \"go run ./build ledger\", and tell why in content/changes/", l.Name, present.Says, l.Says, l.Day))
		}
	}
	return errors.Join(problems...)
}

// MissingInLedger is what a finished site has and the ledger does not: lines to add to it, with the day it is.
func MissingInLedger(source []byte, rules *whybounced.RuleSet, files []File, day string) ([]byte, error) {
	old, err := parseLedger(source)
	if err != nil {
		return nil, err
	}
	said := map[string]string{}
	for _, l := range old {
		said[l.Kind+" "+l.Name] = l.Says
	}
	var b bytes.Buffer
	for _, l := range presentLedger(rules, files) {
		if says, known := said[l.Kind+" "+l.Name]; !known || says != l.Says {
			l.Day = day
			b.WriteString(l.String() + "\n")
		}
	}
	return b.Bytes(), nil
}

// presentLedger is what there is now, without days: errors and responses, then the addresses that do not follow from them.
func presentLedger(rules *whybounced.RuleSet, files []File) ledger {
	x := newIndex(rules)
	var list ledger
	covered := map[string]bool{"/404.html": true}
	for i := range rules.Errors {
		e := &rules.Errors[i]
		_, action, suppress := x.verdictOf(e)
		list = append(list, ledgerLine{Kind: "error", Name: e.ID, Says: strings.Join([]string{e.Reason, or(e.Type), action, suppress}, " ")})
		for k := range e.Responses {
			response := &e.Responses[k]
			list = append(list, ledgerLine{Kind: "response", Name: response.ID, Says: strings.Join([]string{
				e.ID, or(first(response.Type, e.Type)), first(response.Action, action), first(response.Suppress, suppress),
			}, " ")})
		}
	}
	for _, l := range list {
		covered[l.address()] = true
	}
	for _, f := range files {
		address := Address(f.Path)
		public := path.Ext(f.Path) == ".html" || slices.Contains(published, f.Path)
		if public && !covered[address] {
			list = append(list, ledgerLine{Kind: "page", Name: address})
		}
	}
	slices.SortStableFunc(list, func(a, b ledgerLine) int {
		return strings.Compare(a.Kind+" "+a.Name, b.Kind+" "+b.Name)
	})
	return list
}

// published are the files, besides pages, whose addresses others were told (CONTRACT).
var published = []string{"feed.xml", "llms.txt", "opensearch.xml", "rules.json", "rules.schema.json", "sitemap.xml", "robots.txt", "decoder.js", "widget.js"}

// or is a word of a verdict, a dash where the codes of the reply decide.
func or(word string) string { return first(word, "-") }

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
