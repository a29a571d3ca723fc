package site

import (
	"encoding/json"
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
)

var hashes = flag.Bool("hashes", false, "write the hashes of English texts that content/*/texts.json has translated and no hash for")

// rendered is the whole site with what its renderer knows of the languages.
func rendered(t *testing.T) *renderer {
	t.Helper()
	in, err := wholeInput()
	if err != nil {
		t.Fatal(err)
	}
	r, err := newRenderer(in)
	if err != nil {
		t.Fatal(err)
	}
	r.pages()
	for _, l := range r.languages {
		r.textsFile(l)
	}
	return r
}

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
