package site

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

func TestWordsOf(t *testing.T) {
	for text, want := range map[string]string{
		"550-5.7.26 [TSS04] User's mailbox": "550 5.7.26 tss04 users mailbox",
		"didn’t 'quoted' X.7.26.":           "didnt quoted x.7.26",
		"from 192.0.2.1, p=OverQuotaTemp":   "from 192.0.2.1 p overquotatemp",
		"Empfänger BUZÓN":                   "empfanger buzon",
		"邮箱不存在 ok":                          "邮箱 箱不 不存 存在 ok",
		"满 QQ邮箱":                            "满 qq 邮箱",
		"":                                  "",
	} {
		if got := strings.Join(wordsOf(text), " "); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// What the fixture has must be in its index, under the words that lead there.
func TestSearchFile(t *testing.T) {
	pages, err := renderFixture(t, fixtureContent())
	if err != nil {
		t.Fatal(err)
	}
	var x searchIndex
	if err := json.Unmarshal([]byte(pages["/search.json"]), &x); err != nil {
		t.Fatal(err)
	}
	var addresses []string
	for _, row := range x.Pages {
		addresses = append(addresses, row[1].(string))
	}
	for _, want := range []string{"/e/dmarc-policy/", "/codes/5.7.26/", "/providers/gmail/", "/reasons/mailbox-full/", "/families/mailbox/", "/guides/reading/", "/about/", "/"} {
		if !slices.Contains(addresses, want) {
			t.Errorf("%s cannot be found", want)
		}
	}
	if slices.Contains(addresses, "/search/") {
		t.Error("the search finds itself")
	}
	terms := strings.Fields(x.Terms)
	for _, want := range []string{"5726", "5.7.26", "dmarc", "googlemail", "quota", "unauthenticated", "private"} {
		if !slices.Contains(terms, want) {
			t.Errorf("%q is not in the index", want)
		}
	}
	if got, want := len(x.Lengths), searchFields*(len(x.Pages)+len(x.Replies)); got != want {
		t.Errorf("%d lengths, want %d", got, want)
	}
	// Every posting must be there to the last: a reader that counts differently finds the wrong pages.
	at, n := 0, 0
	for range terms {
		for range searchFields {
			count := x.Places[at]
			document := 0
			for _, place := range x.Places[at+1 : at+1+count] {
				document += place / maxTimes
				n++
			}
			if document >= len(x.Pages)+len(x.Replies) {
				t.Fatalf("a term stands in document %d of %d", document, len(x.Pages)+len(x.Replies))
			}
			at += 1 + count
		}
	}
	if at != len(x.Places) || n == 0 {
		t.Errorf("read %d of %d places, %d postings", at, len(x.Places), n)
	}
}
