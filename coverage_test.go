package whybounced

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Each file of testdata/lists is a list of replies that a provider, program or service publishes, one to a line:
//
//	# What the list is.
//	source: https://example.com/smtp-errors
//	seen: 2026-11
//	provider: gmail
//
//	550 5.1.1 The email account that you tried to reach does not exist. => no-such-user
//	general: 503 5.5.1 Bad sequence of commands.
//	missing: 550 5.9.9 Nobody has explained this one yet.
//
// The header ends at the first blank line, and lines that begin with # are comments. A row is the literal reply, what
// varies filled in with example data; after => may stand the error it must lead to. A row is to be decoded by a known
// response, and where the header names providers (ids, separated by commas) by a response of one of them. Two marks
// make exceptions: general for words that are everybody's, so that any known response will do, and missing for a reply
// that no response knows. Both are checked in reverse, so that they only become fewer.
type list struct {
	name         string
	source, seen string
	providers    []string
	rows         []listRow
}

type listRow struct {
	line              int
	mark, reply, page string
}

const (
	markGeneral = "general"
	markMissing = "missing"
)

// readList reads a list, or says everything that is wrong with it.
func readList(name, text string) (list, []string) {
	l := list{name: name}
	var problems []string
	fail := func(line int, format string, args ...any) {
		problems = append(problems, fmt.Sprintf("testdata/lists/%s.txt:%d: %s", name, line, fmt.Sprintf(format, args...)))
	}
	header := true
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#"):
		case line == "":
			header = header && l.source == ""
		case header:
			key, value, _ := strings.Cut(line, ":")
			value = strings.TrimSpace(value)
			switch key {
			case "source":
				l.source = value
			case "seen":
				l.seen = value
			case "provider":
				l.providers = strings.FieldsFunc(value, func(r rune) bool { return r == ',' || r == ' ' })
			default:
				fail(i+1, "the header has source, seen and provider, then a blank line; not %q", key)
			}
		default:
			row := listRow{line: i + 1, reply: line}
			for _, mark := range []string{markGeneral, markMissing} {
				if rest, ok := strings.CutPrefix(row.reply, mark+": "); ok {
					row.mark, row.reply = mark, rest
				}
			}
			if k := strings.LastIndex(row.reply, " => "); k >= 0 {
				row.reply, row.page = row.reply[:k], row.reply[k+len(" => "):]
			}
			if row.mark == markGeneral && l.providers == nil {
				fail(i+1, "the mark general is for lists that name a provider")
			}
			l.rows = append(l.rows, row)
		}
	}
	if !strings.HasPrefix(l.source, "https://") {
		fail(1, "source is %q; give the address of the official list", l.source)
	}
	if !monthForm.MatchString(l.seen) {
		fail(1, "seen is %q; give the month as 2026-11", l.seen)
	}
	for _, id := range l.providers {
		if !slices.ContainsFunc(Rules().Providers, func(p Provider) bool { return p.ID == id }) {
			fail(1, "there is no provider %q", id)
		}
	}
	if len(l.rows) == 0 {
		fail(1, "there are no rows")
	}
	return l, problems
}

// providerOf is the provider of each known response.
func providerOf() map[string]string {
	of := map[string]string{}
	for _, e := range Rules().Errors {
		for _, x := range e.Responses {
			of[x.ID] = x.Provider
		}
	}
	return of
}

// check decodes a row and says what is wrong with what came out, or "".
func (l list) check(row listRow, of map[string]string) (problem string, known bool) {
	r := Decode([]byte(row.reply))
	if len(r.Bounces) != 1 {
		return fmt.Sprintf("is read as %d bounces", len(r.Bounces)), false
	}
	b := r.Bounces[0]
	known = b.Basis == "rule"
	own := known && (l.providers == nil || slices.Contains(l.providers, of[b.Rule]))
	switch {
	case row.mark == markMissing && known:
		return fmt.Sprintf("is known now, by %q: take the mark missing off", b.Rule), known
	case row.mark == markMissing:
		return "", known
	case !known:
		return fmt.Sprintf("is in no response: %s by its %s", b.Reason, b.Basis), known
	case row.mark == markGeneral && own:
		return fmt.Sprintf("is won by %q of %s: take the mark general off", b.Rule, of[b.Rule]), known
	case row.mark != markGeneral && !own:
		return fmt.Sprintf("is won by %s/%s of %q, not by a response of %s", b.Error, b.Rule, of[b.Rule], strings.Join(l.providers, " or ")), known
	case row.page != "" && b.Error != row.page:
		return fmt.Sprintf("is %s by %q, not %s", b.Error, b.Rule, row.page), known
	}
	return "", known
}

// Every reply of an official list is known, and no list shrinks: testdata/coverage.txt holds how many replies of each were
// known, and is written anew by -update. Run with -v for the figures.
func TestOfficialLists(t *testing.T) {
	files, err := filepath.Glob("testdata/lists/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no lists", err)
	}
	of := providerOf()
	rows, specific := 0, 0
	var ledger strings.Builder
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txt")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			l, problems := readList(name, string(text))
			for _, p := range problems {
				t.Error(p)
			}
			hits := 0
			for _, row := range l.rows {
				problem, known := l.check(row, of)
				if problem != "" {
					t.Errorf("%s:%d: %q\n%s", file, row.line, row.reply, problem)
				}
				if known {
					hits++
				}
			}
			t.Logf("%s: %d / %d", name, hits, len(l.rows))
			fmt.Fprintf(&ledger, "%s %d\n", name, hits)
			rows, specific = rows+len(l.rows), specific+hits
		})
	}
	t.Logf("all lists: %d / %d", specific, rows)

	const file = "testdata/coverage.txt"
	if *update {
		if err := os.WriteFile(file, []byte(ledger.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := linesApart(string(kept), ledger.String()); diff != "" {
		t.Errorf("%s says otherwise; where the lists grew, run this test with -update, and look what it wrote\n%s", file, diff)
	}
}

// linesApart are the lines that only one of two texts has.
func linesApart(before, after string) string {
	var out strings.Builder
	for _, side := range []struct{ mark, text, other string }{{"-", before, after}, {"+", after, before}} {
		for line := range strings.Lines(side.text) {
			if !strings.Contains("\n"+side.other, "\n"+line) {
				out.WriteString(side.mark + line)
			}
		}
	}
	return out.String()
}

// A list that is broken says so, and a mark that is no longer needed is an error.
func TestListsAreHeldToTheirMarks(t *testing.T) {
	const header = "source: https://example.com/errors\nseen: 2026-11\n"
	of := providerOf()
	for _, test := range []struct{ name, text, want string }{
		{"no source", "seen: 2026-11\n\n", `source is ""`},
		{"no month", "source: https://example.com/\nseen: today\n\n550 no\n", `seen is "today"`},
		{"header", header + "colour: red\n\n550 no\n", `not "colour"`},
		{"unknown provider", header + "provider: nobody\n\n550 no\n", `no provider "nobody"`},
		{"general without a provider", header + "\ngeneral: 550 no\n", "for lists that name a provider"},
		{"no rows", header + "\n# nothing\n", "there are no rows"},
		{"not known", header + "\n550 5.1.1 zzz\n", "is in no response"},
		{"known after all", header + "\nmissing: 452 4.2.2 The recipient's inbox is out of storage space.\n", "take the mark missing off"},
		{"own after all", header + "provider: gmail\n\ngeneral: 452 4.2.2 The recipient's inbox is out of storage space.\n", "take the mark general off"},
		{"another's", header + "provider: yahoo\n\n452 4.2.2 The recipient's inbox is out of storage space.\n", "not by a response of yahoo"},
		{"another page", header + "\n452 4.2.2 The recipient's inbox is out of storage space. => no-such-user\n", "not no-such-user"},
	} {
		t.Run(test.name, func(t *testing.T) {
			l, problems := readList("x", test.text)
			for _, row := range l.rows {
				problem, _ := l.check(row, of)
				problems = append(problems, problem)
			}
			if !strings.Contains(strings.Join(problems, "\n"), test.want) {
				t.Errorf("got %q, want %q", problems, test.want)
			}
		})
	}
}
