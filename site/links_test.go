package site

import (
	"strings"
	"testing"
)

func TestCheckLinks(t *testing.T) {
	for _, test := range []struct{ name, home, other, want string }{
		{"good", `<a href="/b/#x">b</a>`, `<p id="x"></p><a href="https://example.org/">out</a>`, ""},
		{"dead", `<a href="/c/">c</a><a href="/b/">b</a>`, "", `/: dead link "/c/"`},
		{"no anchor", `<a href="/b/#y">b</a>`, `<p id="x"></p>`, `/: "/b/#y": no such anchor`},
		{"orphan", "", "", "/b/: no page links to it"},
		{"links to itself only", "", `<a href="/b/">b</a>`, "/b/: no page links to it"},
		{"redirect", "", `<meta http-equiv="refresh" content="0; url=/">`, ""},
		{"redirect to nowhere", "", `<meta http-equiv="refresh" content="0; url=/c/">`, `/b/: dead link "/c/"`},
		{"word for a script", `<a href="/b/#rule=x&amp;code=550">b</a><a href="/e/x/">x</a>`, "", `/: dead link "/e/x/"`},
		{"unknown rule", `<a href="/b/#rule=nobody">b</a>`, "", `/: "/b/#rule=nobody": no such rule`},
		{"no picture", `<a href="/b/">b</a><meta property="og:image" content="https://example.com/cards/x.png">`, "", `/: dead link "/cards/x.png"`},
		{"twice", `<a href="/b/">b</a><p id="x"></p><p id="x"></p>`, "", `index.html: the id "x" is given twice`},
		{"relative", `<a href="b/">b</a>`, "", `/: the link "b/" is relative`},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := CheckLinks([]File{{"index.html", []byte(test.home)}, {"b/index.html", []byte(test.other)}})
			switch {
			case test.want == "" && err != nil:
				t.Error(err)
			case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
	}
}
