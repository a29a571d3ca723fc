package whybounced

import (
	"bytes"
	"strconv"
	"strings"
	"testing"
	"time"
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
	for _, p := range pages(t, "decode") {
		inputs = append(inputs, input{p.name, string(p.input())})
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

// Its work is linear, whatever the text is.
func TestRedactHostile(t *testing.T) {
	for name, piece := range map[string]string{
		"@": "@", "local parts": "a@", "dots": "a.", "hosts": "a.b.de ", "many hosts": "", "digits": "1.", "colons": ":", "hex": "f:", "header": "a:b\n", "folds": "a:\n b",
		"boundaries": "Content-Type: multipart/mixed; boundary=b\n", "messages": "--b\nContent-Type: message/rfc822\n\n", "percent": "%40", "quotes": `"@`, "subjects": `"subject"`, "subject": `"subject":"`,
		"mailboxes": "\nFrom a@b.de Mon Mar  2 10:00:00 2026\nFrom: a\n", "underscores": "_", "dashes": "a-", "bytes": "\xff@",
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Repeat(piece, (1<<20)/max(len(piece), 1))
			if name == "many hosts" {
				var b strings.Builder
				for i := range 50_000 {
					b.WriteString("u" + strconv.Itoa(i) + "@h" + strconv.Itoa(i) + ".de ")
				}
				text = b.String()
			}
			head := "From: mailer-daemon@example.net\nSubject: Undeliverable\nContent-Type: multipart/report; boundary=b\n\n"
			for _, whole := range []string{text, head + text} {
				start := time.Now()
				Redact([]byte(whole))
				if took := time.Since(start); took > 10*time.Second {
					t.Errorf("%d bytes take %v", len(whole), took)
				}
			}
		})
	}
}
