package whybounced

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// strangers makes the people of documentation into others, whom Redact has to hide.
var strangers = strings.NewReplacer("example.com", "acme-corp.de", "example.net", "relay-house.co.uk", "example.org", "kunden-dienst.io", "192.0.2.", "81.2.69.", "198.51.100.", "91.198.7.", "203.0.113.", "185.70.41.", "2001:db8:", "2a01:4f8:")

// What a bounce is decoded as does not change, and nobody of it is named any more.
func TestRedactKeepsTheAnswer(t *testing.T) {
	type input struct{ name, text string }
	var inputs []input
	for _, e := range Rules().Errors {
		for _, x := range e.Responses {
			for _, text := range x.Examples {
				inputs = append(inputs, input{x.ID, text})
			}
		}
	}
	files, err := filepath.Glob("testdata/decode/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatal("no test data", err)
	}
	for _, name := range files {
		page, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, input{filepath.Base(name), string(page.Files[0].Data)})
	}
	kept := 0
	for _, in := range inputs {
		text := strangers.Replace(in.text)
		redacted := Redact([]byte(text))
		for _, secret := range []string{"acme-corp", "relay-house", "kunden-dienst", "81.2.69.", "91.198.7.", "185.70.41.", "2a01:4f8:"} {
			if i := bytes.Index(bytes.ToLower(redacted), []byte(secret)); i >= 0 {
				t.Errorf("%s: %q is left: …%s…", in.name, secret, redacted[max(0, i-30):min(len(redacted), i+30)])
			}
		}
		want, got := finding(Decode([]byte(text))), finding(Decode(redacted))
		if want == got {
			kept++
		} else if !strings.Contains(strings.ToLower(text), "base64") {
			t.Logf("%s: %s, redacted %s\n%s", in.name, want, got, redacted[:min(len(redacted), 1500)])
		}
	}
	t.Logf("%d of %d answers kept", kept, len(inputs))
	if 100*kept < 98*len(inputs) {
		t.Error("fewer than 98 in 100 answers are kept")
	}
}

func finding(r Report) string {
	var b strings.Builder
	b.WriteString(r.Form)
	for _, x := range r.Bounces {
		b.WriteString(" " + x.Type + "/" + x.Reason + "/" + x.Rule + "/" + x.Provider + "/" + x.Reply + "/" + x.Status)
	}
	return b.String()
}
