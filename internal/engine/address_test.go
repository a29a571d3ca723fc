package engine

import (
	"strings"
	"testing"
)

// An address is found whatever words, quotes and scripts stand around it without a space.
func TestFindAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"to bob@example.org, today":                "bob@example.org",
		"<bob@example.org>.":                       "bob@example.org",
		`"bob smith"@example.org`:                  `"bob smith"@example.org`,
		"\u00a0bob@example.org\u00a0":              "bob@example.org",
		"“bob@example.org”":                        "bob@example.org",
		"«bob@example.org»":                        "bob@example.org",
		"bob@example.org\u200b":                    "bob@example.org",
		"„bob@example.org“ nicht gefunden":         "bob@example.org",
		"收件人：bob@example.org，不存在":                  "bob@example.org",
		"收件人邮件地址（bob@example.org）不存在":              "bob@example.org",
		"宛先bob@example.orgは存在しません。example.net":     "bob@example.org",
		"「bob@example.org」が見つかりません":                "bob@example.org",
		"bob@example.org(으)로":                      "bob@example.org",
		"bob@example.org에게 보낸 메일":                  "bob@example.org",
		"jürgen@exämple.org":                       "jürgen@exämple.org",
		"müller@mail.exämple.org ist unbekannt":    "müller@mail.exämple.org",
		"用户@例子.测试":                                 "用户@例子.测试",
		"почта@пример.испытание":                   "почта@пример.испытание",
		"адрес bob@example.org.":                   "bob@example.org",
		"bob+tag@example.org":                      "bob+tag@example.org",
		"SRS0=ab=cd=example.com=ann@example.net x": "SRS0=ab=cd=example.com=ann@example.net",
		"@example.org":                             "",
		"bob@":                                     "",
	} {
		got := ""
		if a := findAddresses(in); len(a) > 0 {
			got = a[0].text
			if in[a[0].start:a[0].end] != got {
				t.Errorf("%q: %q does not stand at %d", in, got, a[0].start)
			}
		}
		if got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

// Limits and edges of addresses, and whose they are.
func TestAddressEdges(t *testing.T) {
	list := func(s string) string {
		var out []string
		for _, a := range findAddresses(s) {
			out = append(out, a.text)
		}
		return strings.Join(out, " ")
	}
	for in, want := range map[string]string{
		"a@b.c": "a@b.c", "a@b": "a@b", "a@b@c.d": "a@b b@c.d", "a@b.c,d@e.f": "a@b.c d@e.f", "<a@b.c><d@e.f>": "a@b.c d@e.f", "a@b.c@d.e x@y.z": "a@b.c b.c@d.e x@y.z", "..a@b.c": "a@b.c", "=@b.c": "", "a@.": "", "a@-.": "", "a@b.-": "a@b", "@": "", "@@": "", "a@ b@c.d": "b@c.d",
		`"a b"@c.d`: `"a b"@c.d`, `""@c.d`: `""@c.d`, `"@c.d`: "", `x "a b"@c.d`: `"a b"@c.d`, `"a" "b"@c.d`: `"b"@c.d`, `a"@c.d`: "",
		"//a@b.c": "a@b.c", "//x?s=a@b.c": "a@b.c", "//x=y=a@b.c": "a@b.c", "http://x/?a=a@b.c&d": "a@b.c",
		"a@bc.deé": "a@bc.de", "a@bcé.de": "a@bcé.de", "a@b.cé": "a@b.cé", "a@b.céd": "a@b.céd", "a@b.cdéf": "a@b.cd", "a@é.cdé.f": "a@é.cdé.f", "a@bcé": "a@bcé", "é@b.c": "é@b.c", "字a@b.c": "a@b.c", "a字@b.c": "a字@b.c",
	} {
		if got := list(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
	for size, want := range map[int]int{127: 127, 128: 128, 129: 128} { // bytes of a local part
		if got := len(list(strings.Repeat("x", size)+"@b.c")) - len("@b.c"); got != want {
			t.Errorf("of %d bytes %d are taken", size, got)
		}
	}
	for size, want := range map[int]int{253: 253, 254: 254, 255: 254} { // of a domain
		if got := len(list("a@"+strings.Repeat("x", size))) - len("a@"); got != want {
			t.Errorf("of %d bytes %d are taken", size, got)
		}
	}
	for size, want := range map[int]bool{62: true, 63: true, 64: false} { // between quotes
		if got := list(`"`+strings.Repeat("x", size)+`"@b.c`) != ""; got != want {
			t.Errorf("%d bytes between quotes: %v", size, got)
		}
	}
	if got := len(findAddresses(strings.Repeat("a@b.c ", 51))); got != 50 {
		t.Errorf("%d addresses of a line", got)
	}
	for in, want := range map[string]string{"a@B.C": "b.c", "a@b.c>.": "b.c", "a@b@c.d": "c.d", "b.c": "", "": "", "@": ""} {
		if got := domainOf(in); got != want {
			t.Errorf("the domain of %q: %q", in, got)
		}
	}
	for in, want := range map[string]string{";a@b.c": "a@b.c", "rfc822; a+2Bx@b.c": "a+x@b.c", "a@b.c;d@e.f": "d@e.f", "x; a@b.c d@e.f": "d@e.f"} {
		if got := recipientOf(in); got != want {
			t.Errorf("the recipient of %q: %q", in, got)
		}
	}
	for in, want := range map[string]bool{"postmaster@x": true, "Abuse@x": true, "postmasters@x": false, "postmaster": false, "MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@x": true, "bob@x": false} {
		if got := roleAddress(in); got != want {
			t.Errorf("%q is a role: %v", in, got)
		}
	}
}
