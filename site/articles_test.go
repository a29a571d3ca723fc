package site

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestArticleMistakes(t *testing.T) {
	for _, test := range []struct{ name, file, article, want string }{
		{"no front matter", "errors/dmarc-policy.md", "## What happened\n", "content/errors/dmarc-policy.md:1: no front matter"},
		{"no month", "errors/dmarc-policy.md", "---\nreviewed: yesterday\n---\n", `content/errors/dmarc-policy.md:1: reviewed is "yesterday"`},
		{"headings", "errors/dmarc-policy.md", "---\nreviewed: 2026-11\n---\n## What happened\n", "content/errors/dmarc-policy.md: headings are"},
		{"HTML", "errors/dmarc-policy.md", strings.Replace(fixtureArticle, "See ", "<b>See</b> ", 1), "content/errors/dmarc-policy.md:6: HTML in an article"},
		{"first level", "errors/dmarc-policy.md", strings.Replace(fixtureArticle, "See ", "\n\n# See\n", 1), "a heading of the first level"},
		{"unknown id", "errors/nobody.md", fixtureArticle, "content/errors/nobody.md: no page takes it"},
		{"unknown folder", "misc/a.md", fixtureArticle, "content/misc/a.md: in a folder that no page reads"},
		{"no provider", "providers/nobody.md", fixtureProvider, "content/providers/nobody.md: no page takes it"},
		{"source without month", "providers/gmail.md", strings.Replace(fixtureProvider, " (seen 2026-10)", "", 1), `content/providers/gmail.md: source "SMTP errors" has no month`},
		{"source of a 13th month", "providers/gmail.md", strings.Replace(fixtureProvider, "2026-10", "2026-13", 1), "has no month"},
		{"source without address", "providers/gmail.md", strings.Replace(fixtureProvider, "https://support.google.com/a/answer/3726730", "/about/", 1), "has no address"},
		{"no sources", "providers/gmail.md", strings.Replace(fixtureProvider, "## Sources", "## What is special", 1), "content/providers/gmail.md: no sources"},
		{"provider headings", "providers/gmail.md", strings.Replace(fixtureProvider, "What is special", "Introduction", 1), `content/providers/gmail.md: heading "Introduction"`},
		{"order of provider headings", "providers/gmail.md", strings.Replace(fixtureProvider, "What is special", "How its replies look", 1), `content/providers/gmail.md: heading "How its replies look"`},
		{"code without link", "providers/gmail.md", strings.Replace(fixtureProvider, "Nothing", "`550`", 1), "content/providers/gmail.md: names 550 and never leads to it"},
		{"code without link in a guide", "guides/reading.md", strings.Replace(fixtureGuide, "[a code](/codes/5.7.26/)", "`5.7.26`", 1), "content/guides/reading.md: names 5.7.26 and never leads to it"},
		{"no part", "guides/reading.md", strings.Replace(fixtureGuide, "part: bounced\n", "", 1), `content/guides/reading.md:1: part is ""`},
		{"no order", "guides/reading.md", strings.Replace(fixtureGuide, "order: 1\n", "", 1), "content/guides/reading.md:1: order is missing"},
		{"same order", "guides/again.md", fixtureGuide, "order 1 is that of content/guides/"},
		{"undated guide", "guides/reading.md", strings.Replace(fixtureGuide, " (seen 2026-11)", "", 1), `content/guides/reading.md: source "RFC" has no month`},
		{"no title", "pages/terms.md", "---\nreviewed: 2026-11\n---\n", "content/pages/terms.md:1: front matter needs title and description"},
	} {
		t.Run(test.name, func(t *testing.T) {
			content := fixtureContent()
			content[test.file] = &fstest.MapFile{Data: []byte(test.article)}
			_, err := renderFixture(t, content)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
	t.Run("missing", func(t *testing.T) {
		content := fixtureContent()
		delete(content, "errors/mailbox-full.md")
		_, err := renderFixture(t, content)
		if err == nil || !strings.Contains(err.Error(), "content/errors/mailbox-full.md: missing") {
			t.Errorf("got %v", err)
		}
	})
}

func TestProse(t *testing.T) {
	for _, test := range []struct{ in, want string }{
		{"a < b & c", "a &lt; b &amp; c"},
		{"see `dig {sender-domain}` now", "see <code>dig example.com</code> now"},
		{`the domain's "own" words`, "the domain’s “own” words"},
		{"`it's`", "<code>it&#39;s</code>"},
		{"('quoted')", "(‘quoted’)"},
	} {
		if got := string(prose(test.in)); got != test.want {
			t.Errorf("prose(%q) = %q, want %q", test.in, got, test.want)
		}
	}
}

func TestCut(t *testing.T) {
	for _, test := range []struct {
		in    string
		limit int
		want  string
	}{
		{"550 short", 20, "550 short"},
		{"550-5.7.1 one\n550 5.7.1 two", 80, "550-5.7.1 one two"},
		{"550 a rather long reply", 14, "550 a rather\u00a0…"},
		{"550 " + strings.Repeat("é", 20), 11, "550 ééé\u00a0…"},
	} {
		if got := cut(test.in, test.limit); got != test.want {
			t.Errorf("cut(%q, %d) = %q, want %q", test.in, test.limit, got, test.want)
		}
	}
}
