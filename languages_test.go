package whybounced

import (
	"bufio"
	"os"
	"strings"
	"testing"
)

// What mail programs say in other languages, without a reply inside that is ASCII, is understood: each line of
// testdata/languages.txt is a language, what the sentence means ("none": no bounce), and the sentence.
func TestLanguages(t *testing.T) {
	f, err := os.Open("testdata/languages.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	subjects := map[string][]string{}
	missing := map[string]map[string]bool{}
	for lines := bufio.NewScanner(f); lines.Scan(); {
		head, sentence, ok := strings.Cut(lines.Text(), " | ")
		if !ok {
			if lines.Text() != "" {
				t.Fatalf("no sentence: %q", lines.Text())
			}
			continue
		}
		language, means, _ := strings.Cut(head, " ")
		if means == "subject" {
			subjects[language] = append(subjects[language], sentence)
			missing[language] = map[string]bool{}
			for _, concept := range []string{"user-unknown", "mailbox-full", "policy", "message-too-big", "domain-not-found", "spam-content", "delayed", "auto-reply"} {
				missing[language][concept] = true
			}
			continue
		}
		delete(missing[language], means)
		t.Run(language+"/"+means+"/"+sentence, func(t *testing.T) {
			if means == "none" {
				if r := Decode([]byte("Hello\n\n" + sentence + "\n")); len(r.Bounces) > 0 {
					t.Errorf("%s (%s %s): %s", r.Bounces[0].Reason, r.Bounces[0].Basis, r.Bounces[0].Rule, sentence)
				}
				return
			}
			for _, text := range []string{sentence + "\n\nbob@example.org\n", "bob@example.org\n" + sentence + "\n"} {
				if means != "auto-reply" {
					checkMeaning(t, text, "text", means)
				}
			}
			if means == "auto-reply" {
				checkMeaning(t, "From: Bob <bob@example.org>\nTo: ann@example.com\nSubject: "+sentence+"\nMessage-ID: <1@example.org>\n\n.\n", "auto-reply", means)
				return
			}
			for _, subject := range subjects[language] {
				checkMeaning(t, "From: MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.com\nTo: ann@example.com\nSubject: "+subject+"\nMessage-ID: <1@example.com>\n\n"+
					"bob@example.org\n"+sentence+"\n", "bounce", means)
			}
		})
	}
	if len(subjects) < 23 {
		t.Errorf("only %d languages", len(subjects))
	}
	for language, concepts := range missing {
		for concept := range concepts {
			t.Errorf("%s: no sentence means %s", language, concept)
		}
	}
}

func checkMeaning(t *testing.T, text, form, means string) {
	t.Helper()
	r := Decode([]byte(text))
	if r.Form != form || len(r.Bounces) != 1 {
		t.Errorf("form %s with %d bounces, not %s with one:\n%s", r.Form, len(r.Bounces), form, text)
		return
	}
	b := r.Bounces[0]
	reason := means
	if means == "delayed" {
		reason = "expired"
		if b.Type != "soft" {
			t.Errorf("type %s, not soft:\n%s", b.Type, text)
		}
	}
	if b.Reason != reason || b.Recipient != "bob@example.org" {
		t.Errorf("%s for %q, not %s for bob@example.org (%s %s):\n%s", b.Reason, b.Recipient, reason, b.Basis, b.Rule, text)
	}
}
