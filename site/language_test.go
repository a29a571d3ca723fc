package site

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
)

var hashes = flag.Bool("hashes", false, "write the hashes of English texts that content/*/texts.json has translated and no hash for")

// rendered is the whole site with what its renderer knows of the languages.
func rendered(t *testing.T) *renderer {
	t.Helper()
	r, err := renderedOnce()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var renderedOnce = sync.OnceValues(func() (*renderer, error) {
	in, err := wholeInput()
	if err != nil {
		return nil, err
	}
	in.Only = func(address string) bool { return strings.HasPrefix(address, "/de/") }
	r, err := newRenderer(in)
	if err != nil {
		return nil, err
	}
	r.pages()
	for _, l := range r.languages {
		r.textsFile(l)
	}
	return r, nil
})

// Every sentence of the interface stands in every language, and no translation is left of a sentence that is gone.
func TestInterfaceIsTranslated(t *testing.T) {
	r := rendered(t)
	if len(r.languages) != len(translatedTo) {
		t.Fatalf("content/ has %d languages, want %d", len(r.languages), len(translatedTo))
	}
	for _, l := range r.languages {
		for _, words := range sortedKeys(l.asked) {
			if l.words[words] == "" {
				t.Errorf("content/%s/interface.json: nothing for %q", l.Code, words)
			}
		}
		for _, words := range sortedKeys(l.words) {
			if !l.asked[words] {
				t.Errorf("content/%s/interface.json: %q is said nowhere: take it out", l.Code, words)
			}
		}
	}
}

// A translated text is of the English that stands in rules.json now.
func TestTextsAreFresh(t *testing.T) {
	r := rendered(t)
	for _, l := range r.languages {
		file := "content/" + l.Code + "/texts.json"
		check := func(id string, own, source *texts) {
			for _, name := range textNames {
				switch {
				case *own.field(name) == "":
					if own.Of[name] != "" {
						t.Errorf("%s: %s: a hash for %q, and no text", file, id, name)
					}
				case *source.field(name) == "":
					t.Errorf("%s: %s: rules.json has no %q", file, id, name)
				case own.Of[name] == "" && *hashes:
					if own.Of == nil {
						own.Of = map[string]string{}
					}
					own.Of[name] = textHash(*source.field(name))
				case own.Of[name] != textHash(*source.field(name)):
					t.Errorf("%s: %s: the English %q is no longer the one that was translated (hash %s, now %s): translate it anew, or take it out; English is shown meanwhile",
						file, id, name, first(own.Of[name], "none"), textHash(*source.field(name)))
				}
			}
		}
		for _, id := range sortedKeys(l.texts.Reasons) {
			if r.reasons[id] == nil {
				t.Errorf("%s: there is no reason %q", file, id)
				continue
			}
			check(id, l.texts.Reasons[id], textsOfReason(r.reasons[id]))
		}
		for _, id := range sortedKeys(l.texts.Errors) {
			if r.errors[id] == nil {
				t.Errorf("%s: there is no error %q", file, id)
				continue
			}
			check(id, l.texts.Errors[id], textsOfError(r.errors[id]))
		}
		if *hashes {
			var b strings.Builder
			out := json.NewEncoder(&b)
			out.SetIndent("", "  ")
			out.SetEscapeHTML(false)
			if err := out.Encode(l.texts); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile("../"+file, []byte(b.String()), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// placeholdersOf are the places of a text that facts are put into.
func placeholdersOf(text string) []string {
	var list []string
	for _, piece := range strings.Split(text, "{")[1:] {
		name, _, _ := strings.Cut(piece, "}")
		list = append(list, name)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// What a translation fills in is what the English text fills in, and its commands are the same.
func TestTextsKeepPlaces(t *testing.T) {
	r := rendered(t)
	for _, l := range r.languages {
		for id, own := range l.texts.Errors {
			source := textsOfError(r.errors[id])
			for _, name := range textNames {
				text := *own.field(name)
				for _, place := range placeholdersOf(text) {
					if !slices.Contains(placeholdersOf(*source.field(name)), place) {
						t.Errorf("content/%s/texts.json: %s: %q has {%s}, the English text has not", l.Code, id, name, place)
					}
				}
				for i, piece := range strings.Split(text, "`") {
					if i%2 == 1 && !strings.Contains(*source.field(name), "`"+piece+"`") {
						t.Errorf("content/%s/texts.json: %s: %q has `%s`, the English text has not", l.Code, id, name, piece)
					}
				}
			}
		}
	}
}

// A translated article has a page of its own, and what is not translated leads to the English page and is marked as English.
func TestArticleInAnotherLanguage(t *testing.T) {
	content := fixtureContent()
	content["de/interface.json"] = &fstest.MapFile{Data: []byte(`{"Type": "Art", "Try later": "Später erneut"}`)}
	content["de/texts.json"] = &fstest.MapFile{Data: []byte(`{
		"reasons": {"mailbox-full": {"check": "Nichts.", "of": {"check": "` + textHash("Nothing.") + `"}}},
		"errors": {"mailbox-full": {
			"title": "Das Postfach ist voll", "means": "Kein Platz.", "reply": "Veraltet.",
			"of": {"title": "` + textHash("The mailbox is full") + `", "means": "` + textHash("No space left.") + `", "reply": "00000000"}
		}}
	}`)}
	content["de/errors/mailbox-full.md"] = &fstest.MapFile{Data: []byte(fixtureArticle)}
	pages, err := renderFixture(t, content)
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		page        string
		wants, lack []string
	}{
		{"/de/", []string{
			`<html lang="de">`, `src="/page.de.js"`, `<a href="/de/e/mailbox-full/">Das Postfach ist voll</a>`,
			`<a href="/e/dmarc-policy/" hreflang="en" lang="en">Refused by`, `>Art</th>`, `Später erneut`,
			`<link rel="alternate" hreflang="en" href="https://example.com/">`, `<a class="language" href="/" hreflang="en" lang="en">English</a>`,
		}, nil},
		{"/", []string{
			`<html lang="en">`, `<link rel="alternate" hreflang="de" href="https://example.com/de/">`, `<a class="language" href="/de/" hreflang="de" lang="de">Deutsch</a>`,
		}, []string{"Postfach", "page.de.js"}},
		{"/de/e/mailbox-full/", []string{
			`<html lang="de">`, "<h1>Das Postfach ist voll</h1>", "Kein Platz.", "<p>Nichts.</p>", `<p lang="en">Wait.</p>`, `<blockquote id="customer-reply" lang="en">`,
			`id="postfix-full"`, `<a href="/codes/5.7.26/" hreflang="en">the code</a>`, `hreflang="en" href="https://example.com/e/mailbox-full/"`,
		}, []string{"Veraltet"}},
		{"/e/mailbox-full/", []string{`hreflang="de" href="https://example.com/de/e/mailbox-full/"`}, nil},
		{"/e/dmarc-policy/", nil, []string{"hreflang"}},
		{"/sitemap.xml", []string{"https://example.com/de/e/mailbox-full/"}, nil},
		{"/texts.de.json", []string{`"mailbox-full":["Das Postfach ist voll","Kein Platz.","Nichts."]`, `"articles":["mailbox-full"]`}, nil},
	} {
		for _, want := range test.wants {
			if !strings.Contains(pages[test.page], want) {
				t.Errorf("%s: no %s in\n%s", test.page, want, pages[test.page])
			}
		}
		for _, lack := range test.lack {
			if strings.Contains(pages[test.page], lack) {
				t.Errorf("%s: has %s", test.page, lack)
			}
		}
	}
	if pages["/de/e/dmarc-policy/"] != "" {
		t.Error("/de/e/dmarc-policy/ is there, and nobody has translated it")
	}
	content["de/errors/gone.md"] = &fstest.MapFile{Data: []byte(fixtureArticle)}
	if _, err := renderFixture(t, content); err == nil || !strings.Contains(err.Error(), "de/errors/gone.md") {
		t.Errorf("an article of an error that does not exist: %v", err)
	}
}

// A translated article shows the very reply that the English one shows, which is decoded by another test.
func TestTranslatedExamples(t *testing.T) {
	r := rendered(t)
	for _, l := range r.languages {
		for _, art := range r.articles.in(l.Code + "/errors") {
			if original := r.articles["errors/"+art.ID+".md"]; original == nil || original.Reply != art.Reply {
				t.Errorf("content/%s: its example is not that of the English article", art.File)
			}
		}
	}
}
