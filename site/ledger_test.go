package site

import (
	"os"
	"strings"
	"testing"

	"github.com/whybounced/whybounced"
)

// What was published stays: every address of the ledger answers, and every rule says what it said.
func TestLedgerIsKept(t *testing.T) {
	files, err := whole()
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("../content/" + LedgerFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"decoder.js", "widget.js", "licences/index.html"} {
		files = append(files, File{Path: name}) // the build makes them
	}
	in, err := wholeInput()
	if err != nil {
		t.Fatal(err)
	}
	if err := CheckLedger(source, in.Rules, files); err != nil {
		t.Error(err)
	}
}

func TestCheckLedger(t *testing.T) {
	files, err := fixtureFiles(t)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, ledger, want string }{
		{"as it is", "2026-11-01 error dmarc-policy dmarc-failed - fix-auth no\n2026-11-01 page /about/", ""},
		{"moved, but answered", "2026-11-01 response google-dmarc dmarc-policy hard fix-auth no", ""},
		{"an address is gone", "2026-11-01 page /terms/", "/terms/: published on 2026-11-01, and gone"},
		{"an error is gone", "2026-11-01 error greylisted greylisted soft retry no", "/e/greylisted/: published on 2026-11-01, and gone"},
		{"a response is gone", "2026-11-01 response x-y greylisted soft retry no", "/e/x-y/: published"},
		{"another verdict", "2026-11-01 error dmarc-policy dmarc-failed soft fix-auth no", `dmarc-policy says "dmarc-failed - fix-auth no", and "dmarc-failed soft fix-auth no" since 2026-11-01`},
		{"the last line holds", "2026-11-01 error dmarc-policy dmarc-failed soft fix-auth no\n2026-11-02 error dmarc-policy dmarc-failed - fix-auth no", ""},
		{"no day", "yesterday page /about/", `"yesterday" is no day`},
		{"no kind", "2026-11-01 /about/", "is no day, kind and name"},
		{"twice", "2026-11-01 page /about/\n2026-11-02 page /about/", "says nothing new"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := CheckLedger([]byte("# A comment.\n\n"+test.ledger+"\n"), fixture(), files)
			switch {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}

// What is new is written down once, and then all is in the ledger.
func TestMissingInLedger(t *testing.T) {
	files, err := fixtureFiles(t)
	if err != nil {
		t.Fatal(err)
	}
	ledger := []byte("2026-11-01 error mailbox-full mailbox-full hard fix-auth no\n2026-11-01 page /about/\n")
	lines, err := MissingInLedger(ledger, fixture(), files, "2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		"2026-11-22 error mailbox-full mailbox-full - contact-recipient watch\n", // it says something else now
		"2026-11-22 response gmail-dmarc-policy dmarc-policy - fix-auth no\n",
		"2026-11-22 page /e/google-dmarc/\n",
		"2026-11-22 page /codes/x.7.26/\n",
		"2026-11-22 page /feed.xml\n",
	} {
		if !strings.Contains(string(lines), want) {
			t.Errorf("no line %q", want)
		}
	}
	if strings.Contains(string(lines), "/about/") || strings.Contains(string(lines), "404") {
		t.Errorf("lines that do not belong:\n%s", lines)
	}
	ledger = append(ledger, lines...)
	if err := CheckLedger(ledger, fixture(), files); err != nil {
		t.Error(err)
	}
	if again, err := MissingInLedger(ledger, fixture(), files, "2026-11-23"); err != nil || len(again) > 0 {
		t.Errorf("still missing: %s, %v", again, err)
	}
}

// A change in a rule's type is a change for those who read it by program, also where only the response says so.
func TestLedgerSeesAResponseChange(t *testing.T) {
	before := presentLedger(fixture(), nil)
	changed := fixture()
	changed.Errors[0].Responses[1].Type = "hard"
	changed.Errors[0].Responses[0].Suppress = "yes"
	after := presentLedger(changed, nil)
	var differ []string
	for i := range before {
		if before[i] != after[i] {
			differ = append(differ, after[i].Name)
		}
	}
	if strings.Join(differ, " ") != "generic-dmarc gmail-dmarc-policy" {
		t.Errorf("differ: %q", differ)
	}
	// Words, notes and examples are no verdict.
	changed = fixture()
	changed.Errors[0].Means, changed.Errors[0].Responses[0].Examples = "Else.", nil
	changed.Errors[0].Responses[0].Match = whybounced.Match{All: []string{"else"}}
	for i, l := range presentLedger(changed, nil) {
		if l != before[i] {
			t.Errorf("%s is another line now: %s", l.Name, l)
		}
	}
}

func TestAddressOfArticle(t *testing.T) {
	for file, want := range map[string]string{
		"errors/dmarc-policy.md": "/e/dmarc-policy/", "reasons/virus.md": "/reasons/virus/", "providers/gmail.md": "/providers/gmail/",
		"guides/warm-up.md": "/guides/warm-up/", "pages/about.md": "/about/", "changes/2026-11-22.md": "", "ledger.txt": "", "../rules.json": "",
	} {
		if got := AddressOfArticle(file); got != want {
			t.Errorf("%s: %q, want %q", file, got, want)
		}
	}
}

func TestMemo(t *testing.T) {
	in := fixtureInput(fixtureContent())
	in.Memo = &Memo{}
	first, err := Render(in)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Render(in)
	if err != nil {
		t.Fatal(err)
	}
	for i := range first {
		if string(first[i].Body) != string(again[i].Body) {
			t.Errorf("%s differs when its article is remembered", first[i].Path)
		}
	}
	in.Only = func(address string) bool { return address == "/e/dmarc-policy/" }
	some, err := Render(in)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range some {
		if !strings.HasPrefix(f.Path, "e/dmarc-policy") {
			t.Errorf("%s was not asked for", f.Path)
		}
	}
	if len(some) != 3 { // the page and its two twins
		t.Errorf("%d files, want 3", len(some))
	}
	broken := fixtureContent()
	broken["errors/dmarc-policy.md"].Data = []byte("---\nreviewed: never\n---\n")
	in = fixtureInput(broken)
	in.Memo = &Memo{}
	for range 2 {
		if _, err := Render(in); err == nil || !strings.Contains(err.Error(), "reviewed is") {
			t.Errorf("a mistake in a remembered article is forgotten: %v", err)
		}
	}
}
