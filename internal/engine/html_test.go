package engine

import (
	"html"
	"testing"
)

// Entities mean what they mean in the standard library; hard spaces are spaces.
func TestEntities(t *testing.T) {
	for _, in := range []string{
		"&iexcl;&iquest;", "&Agrave;&yuml;", "&szlig;&agrave;&times;&divide;", "&eacute;&ccedil;&ntilde;&Uuml;&aring;", "&lsquo;&rdquo;&bdquo;&euro;&hellip;", "&#233;&#xe9;&#8364;", "&amp;lt;", "a & b; c", "&nosuch;", "&;", "&é;",
	} {
		if got := htmlText(in); got != html.UnescapeString(in) {
			t.Errorf("%s: %q, not %q", in, got, html.UnescapeString(in))
		}
	}
	if got := htmlText("a&nbsp;b"); got != "a b" {
		t.Errorf("%q", got)
	}
}
