package engine

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLegible(t *testing.T) {
	safe := "https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fsupport.google.com%2Fmail%2F%3Fp%3DNoSuchUser&data=05%7C02%7C&reserved=0"
	for in, want := range map[string]string{
		"<bob@example.org<mailto:bob@example.org>>: no":           "<bob@example.org>: no",
		"Bob (bob@example.org) <mailto:bob@example.org>":          "Bob (bob@example.org) ",
		"see https://example.com/a<https://example.com/a>.":       "see https://example.com/a.",
		"see <https://example.com/a>":                             "see <https://example.com/a>",
		"go to " + safe + " d2e - gsmtp":                          "go to https://support.google.com/mail/?p=NoSuchUser d2e - gsmtp",
		"https://urldefense.com/v3/__https://example.com/a__;!!x": "https://example.com/a",
		"a\u00a0b\u200b \u202fc":                                  "a b  c",
		"<mailto:":                                                "<mailto:",
		"https://":                                                "https://",
	} {
		if got := legible(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
		if got := Normalize(in); got != Normalize(want) {
			t.Errorf("%q is matched as %q", in, got)
		}
	}
	long := strings.Repeat("https://", 100_000)
	if legible(clip(long)) != clip(long) {
		t.Error("an endless link was changed")
	}
}

func TestUnwrapped(t *testing.T) {
	for in, want := range map[[2]string]string{
		{"not found ##", "#"}:                             "not found",
		{"too big'", "Remote Server returned '"}:          "too big",
		{"too big'\"", "\"Remote Server returned '"}:      "too big",
		{"can't do it'", "returned '"}:                    "can't do it",
		{"No such user)", "failed ("}:                     "No such user",
		{"No such user (here)", "failed: "}:               "No such user (here)",
		{"over quota”", "• “"}:                            "over quota",
		{"host <mx.example.org>", "<bob@example.org>..."}: "host <mx.example.org>",
		{"", "'"}: "",
	} {
		if got := unwrapped(in[0], in[1]); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}

// What has no width goes, what is a space is one, and everything else stays.
func TestLegibleCharacters(t *testing.T) {
	for r := rune(0x80); r < 0x11000; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		want := "a" + string(r) + "b"
		switch {
		case r == 0xa0 || r == 0x202f:
			want = "a b"
		case r >= 0x200b && r <= 0x200f || r == 0x2060 || r == 0xfeff:
			want = "ab"
		}
		if got := legible("a" + string(r) + "b"); got != want {
			t.Fatalf("%U: %q", r, got)
		}
	}
	if got := legible("f\xfcr"); got != "f\xfcr" {
		t.Errorf("a byte that is no character: %q", got)
	}
}

func TestLinkEdges(t *testing.T) {
	for in, want := range map[string]string{
		"a<http://x>": "a", "a <http://x>": "a <http://x>", "(<http://x>)": "(<http://x>)", "<<http://x>>": "<<http://x>>", "<http://x>": "<http://x>", "a<HTTP://x>": "a", "a\t<http://x>": "a\t<http://x>", "!<http://x>": "!",
		"a <mailto:b@c.d>": "a ", "<mailto:b@c.d>": "", "<MAILTO:b@c.d>://": "://", "a<mailto:b c>": "a<mailto:b c>", "a<mailto:b": "a<mailto:b", "a<x://y>": "a<x://y>", "a<http://x\"y>": "a<http://x\"y>", "a<http://x<y>": "a<http://x<y>",
		"https://x.safelinks.protection.outlook.com/?url=a%3Fb": "a?b", "https://x.safelinks.protection.outlook.com/?url=a&b=c d": "a d", "https://x.safelinks.protection.outlook.com/?x=a": "https://x.safelinks.protection.outlook.com/?x=a",
		"https://urldefense.com/v3/__a__;b c": "a c", "https://urldefense.com/v3/__a": "a", "https://urldefense.com/v2/a": "https://urldefense.com/v2/a", "https://x.safelinks.protection.outlook.com/?url=&": "", "https://x/>y": "https://x/>y",
	} {
		if got := legible(in); got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}
