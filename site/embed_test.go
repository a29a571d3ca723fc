package site

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/whybounced/whybounced"
)

// What the page shows as an operator's own rules must be such rules, and must be understood.
func TestEmbedExampleCompiles(t *testing.T) {
	source, err := os.ReadFile("../content/embed/index.md")
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile("(?s)```json\n(\\{\n  \"errors\".*?)```").FindSubmatch(source)
	if m == nil {
		t.Fatal("content/embed/index.md: no example of rules")
	}
	d, shadows, err := whybounced.Compile(whybounced.Rules(), m[1])
	if err != nil {
		t.Fatal(err)
	}
	if len(shadows) > 0 {
		t.Errorf("the example wins shipped ones: %v", shadows)
	}
	if got := d.Decode([]byte("550 Plan limit reached for example.com")).Bounces[0].Error; got != "example-plan-limit" {
		t.Errorf("read as %q", got)
	}
}

// Everybody may show the frame, nobody any other page; what the widget fetches from elsewhere may be fetched.
func TestHeadersOf(t *testing.T) {
	for _, test := range []struct{ path, header, want, never string }{
		{"/", "Content-Security-Policy", "frame-ancestors 'none'", "frame-src"},
		{"/embed/", "Content-Security-Policy", "frame-ancestors 'none'; frame-src 'self'", "*"},
		{"/embed/frame/", "Content-Security-Policy", "frame-ancestors *", "'none'; frame"},
		{"/embed/zendesk/", "Content-Security-Policy", "frame-ancestors 'none'", "frame-src"},
		{"/widget.js", "Access-Control-Allow-Origin", "*", ""},
		{"/widget/table-0.bin", "Access-Control-Allow-Origin", "*", ""},
		{"/widget/table-0.bin", "Cache-Control", "immutable", ""},
		{"/page.js", "Access-Control-Allow-Origin", "", "*"},
	} {
		got, times := "", 0
		for _, h := range HeadersOf(test.path) {
			if h[0] == test.header {
				got = h[1]
				times++
			}
		}
		if times > 1 {
			t.Errorf("%s: %s stands %d times", test.path, test.header, times)
		}
		if !strings.Contains(got, test.want) || test.never != "" && strings.Contains(got, test.never) {
			t.Errorf("%s: %s is %q; want %q in it and not %q", test.path, test.header, got, test.want, test.never)
		}
	}
}

// A token that is not in the widget is a colour that is not there; a rem would be as large as somebody else says.
func TestWidgetStyles(t *testing.T) {
	shell, cards, err := WidgetStyles(os.DirFS("."))
	if err != nil {
		t.Fatal(err)
	}
	defined := map[string]bool{"--share": true} // many.js sets it, on each bar
	for _, m := range regexp.MustCompile(`(--[a-z0-9-]+):`).FindAllStringSubmatch(shell+cards, -1) {
		defined[m[1]] = true
	}
	for _, m := range regexp.MustCompile(`var\((--[a-z0-9-]+)`).FindAllStringSubmatch(shell+cards, -1) {
		if !defined[m[1]] && !strings.HasPrefix(m[1], "--wb-") {
			t.Errorf("%s is used and nowhere defined", m[1])
		}
	}
	for name, sheet := range map[string]string{"shell": shell, "cards": cards} {
		if m := regexp.MustCompile(`.{0,30}\drem\b`).FindString(sheet); m != "" {
			t.Errorf("%s: counts in the page's rem: %s", name, m)
		}
		if strings.Count(sheet, "{") != strings.Count(sheet, "}") {
			t.Errorf("%s: braces do not match", name)
		}
	}
	if !regexp.MustCompile(`light-dark\(#f8f4ea, ?#14181e\)`).MatchString(shell) {
		t.Error("the paper has no colour for the night")
	}
}
