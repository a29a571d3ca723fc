package fit

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/whybounced/whybounced"
)

func TestStemsOf(t *testing.T) {
	for text, want := range map[string]string{
		"not exist":  "not|not ex|not exi|not exis|not exist|exis|exist",
		"Größe 5":    "gros|gross|grosse|grosse |0 ",
		"容量超過":       "容量|容量超|容量超過|量超|量超過|超過",
		"계정이 없다":     "계|계정|계정이|계정이 |없|없다",
		"":           "",
		"192.0.2.25": "4 ",
	} {
		got := stemsOf(text)
		for stem := range strings.SplitSeq(want, "|") {
			if stem != "" && !slices.Contains(got, stem) && !slices.Contains(got, stem+" ") {
				t.Errorf("%q: %q is missing among %q", text, stem, got)
			}
		}
		if want == "" && len(got) > 0 {
			t.Errorf("%q: %q", text, got)
		}
	}
}

// Words that tell two reasons apart get weight, a word of both gets none, and the same input gives the same weights.
func TestFit(t *testing.T) {
	var wordings []Wording
	for _, text := range []string{"mailbox full", "mailbox is full", "full up, the mailbox"} {
		wordings = append(wordings, Wording{"mailbox-full", text, 1})
	}
	for _, text := range []string{"mailbox unknown", "unknown mailbox here", "the mailbox is unknown"} {
		wordings = append(wordings, Wording{"user-unknown", text, 1})
	}
	o := Options{Penalty: 0.01, Least: 2, Iterations: 200}
	once := Fit(wordings, o)
	o.Relaxed, o.Floor = 0.001, unit/2
	found := Fit(wordings, o)
	if a, b := says(once), says(found); a["full"] == 0 || b["full"] <= a["full"] || len(b) > len(a) {
		t.Errorf("the second round has %v, the first %v", b, a)
	}
	if !reflect.DeepEqual(found, Fit(wordings, o)) {
		t.Error("the same wordings give other weights")
	}
	speaks := map[string]string{}
	for _, s := range found {
		if s.Weight < 1 {
			t.Errorf("%q weigh %d", s.Words, s.Weight)
		}
		for _, w := range s.Words {
			speaks[w] += s.Reason
		}
	}
	if speaks["full"] != "mailbox-full" || speaks["unkn"] != "user-unknown" || speaks["mail"] != "" {
		t.Errorf("found %v", found)
	}
}

// says is the most that each word says.
func says(stems []whybounced.Stems) map[string]int {
	out := map[string]int{}
	for _, s := range stems {
		for _, w := range s.Words {
			out[w] = max(out[w], s.Weight)
		}
	}
	return out
}

func TestRead(t *testing.T) {
	rules := whybounced.Rules()
	got, err := Read(fstest.MapFS{"de.txt": {Data: []byte("mailbox-full\tPostfach überfüllt\n")}, "en.txt": {Data: []byte("virus\ta worm\n")}}, rules)
	want := []Wording{{"mailbox-full", "Postfach überfüllt", 1}, {"mailbox-full", "Postfach ueberfuellt", 0.5}, {"virus", "a worm", 1}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v", got, err)
	}
	for name, data := range map[string]string{"no tab": "virus a worm\n", "no such reason": "flu\ta worm\n", "no text": "virus\t \n"} {
		if _, err := Read(fstest.MapFS{"en.txt": {Data: []byte(data)}}, rules); err == nil || !strings.Contains(err.Error(), "en.txt:1") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := Read(fstest.MapFS{}, rules); err == nil {
		t.Error("nothing to read, and nobody says so")
	}
}

// What stands in wordings of many reasons says nothing.
func TestCommon(t *testing.T) {
	var wordings []Wording
	for i, r := range whybounced.Rules().Reasons[:12] {
		wordings = append(wordings, Wording{r.ID, "please " + strings.Repeat("x", i+4), 1})
	}
	got := Common(wordings)
	if len(got) != 1 || got[0].Text != "please" || got[0].Reason != nothing {
		t.Errorf("%v", got)
	}
}

// A Russian wording is found in both alphabets, and as others would write it in Latin letters.
func TestKeyboards(t *testing.T) {
	got, err := Read(fstest.MapFS{"ru.txt": {Data: []byte("mailbox-full\tящик полон\n")}}, whybounced.Rules())
	want := []Wording{{"mailbox-full", "ящик полон", 1}, {"mailbox-full", "iashchик полон", keyboardShare}, {"mailbox-full", "jaschик полон", keyboardShare}}
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%v, %v", got, err)
	}
}
