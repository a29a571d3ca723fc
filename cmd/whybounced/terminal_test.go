package main

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"github.com/whybounced/whybounced"
)

var rendition = regexp.MustCompile("\x1b\\[[0-9;]*m")

// narrowEnough checks that no line is wider than the screen, save one that holds a single thing that must stay whole, and that
// no line leaves a colour on.
func narrowEnough(t *testing.T, name string, s screen, text string) {
	t.Helper()
	for _, l := range strings.Split(text, "\n") {
		if marks := rendition.FindAllString(l, -1); len(marks) > 0 && !s.colour {
			t.Errorf("%s: colours in %q", name, l)
		}
		plain := rendition.ReplaceAllString(l, "")
		if uniseg.StringWidth(plain) <= s.width {
			continue
		}
		if s.width >= narrow && len(plain) > labelColumn && strings.HasPrefix(plain, "  ") {
			plain = plain[labelColumn:]
		}
		if plain = strings.TrimLeft(plain, " •"); strings.Contains(strings.TrimSpace(plain), " ") {
			t.Errorf("%s, %d columns: %q", name, s.width, l)
		}
	}
}

func TestCardsFit(t *testing.T) {
	wide := "550 5.1.1 <bob@example.org>: 收件人邮箱不存在或者已经被停用，请核对收件人邮箱地址是否正确无误，如有疑问请联系管理员 User unknown \U0001f469\u200d\U0001f469\u200d\U0001f467 " + strings.Repeat("長", 200)
	bounces := whybounced.Decode([]byte(wide)).Bounces
	for _, e := range whybounced.Rules().Errors {
		for _, r := range e.Responses[:min(1, len(e.Responses))] {
			bounces = append(bounces, whybounced.Decode([]byte(r.Examples[0])).Bounces...)
		}
	}
	for _, width := range []int{narrowest, 40, 60, 80, widest} {
		for _, colour := range []bool{false, true} {
			for _, bounce := range bounces {
				var b bytes.Buffer
				s := screen{out: &b, width: width, colour: colour}
				card(s, bounce)
				narrowEnough(t, bounce.Text, s, b.String())
				if strings.Contains(b.String(), glue) {
					t.Errorf("%q holds a mark of our own", b.String())
				}
			}
		}
	}
}

func TestArticlesFit(t *testing.T) {
	for _, r := range whybounced.Rules().Reasons {
		e, _ := whybounced.Explain(r.ID)
		for _, width := range []int{40, 80} {
			var b bytes.Buffer
			s := screen{out: &b, width: width, colour: true}
			s.entryOf(e)
			text := b.String()
			b.Reset()
			s.markdown(article(e))
			for _, l := range strings.Split(b.String(), "\n") {
				if !strings.HasPrefix(strings.TrimLeft(l, " "), "\x1b[36m") && !strings.Contains(l, "://") { // an example stands as it was
					text += l + "\n"
				}
			}
			narrowEnough(t, r.ID, s, text)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		text   string
		indent int
		width  int
		want   string
	}{
		{"one two three", 0, 8, "one two\nthree"},
		{"one two three", 2, 8, "one\n  two\n  three"},
		{"see https://example.com/a-long-address now", 0, 12, "see\nhttps://example.com/a-long-address\nnow"},
		{"run `dig +short MX example.org` now", 0, 30, "run\n`dig +short MX example.org`\nnow"},
		{"run `dig +short MX example.org` now", 0, 12, "run `dig\n+short MX\nexample.org`\nnow"},
		{"收件人邮箱不存在", 0, 8, "收件人邮\n箱不存在"},
		{"an 收件人邮箱", 0, 8, "an 收件\n人邮箱"},
		{"a\tb\nc", 0, 80, "a b c"},
		{"", 0, 80, ""},
	} {
		if got := wrap(c.text, c.indent, c.width); got != c.want {
			t.Errorf("wrap(%q, %d, %d) is %q, not %q", c.text, c.indent, c.width, got, c.want)
		}
	}
}

func TestFit(t *testing.T) {
	for text, want := range map[string]string{"short": "short   ", "exactly8": "exactly8", "longer than it": "longer …", "收件人邮箱": "收件人… ", "e\u0301toile": "e\u0301toile  "} {
		if got := fitted(text, 8); got != want || uniseg.StringWidth(got) != 8 {
			t.Errorf("%q is %q, not %q", text, got, want)
		}
	}
}

func TestBars(t *testing.T) {
	for share, want := range map[float64]string{1: "████", 0.5: "██", 0.625: "██▌", 0: "▏", 0.0001: "▏", 0.99: "████", 0.97: "███▉"} {
		if got := bars(share, 4); got != want {
			t.Errorf("%v is %q, not %q", share, got, want)
		}
	}
}

// Many domains take no more memory than maxWords of them, and none is lost from the sum.
func TestManyDomains(t *testing.T) {
	var c counts
	for i := range maxWords + 500 {
		c.count(5, string(rune('a'+i%26))+strings.Repeat("x", i%7)+string(rune(0x4e00+i/26)), 1)
	}
	sum := 0
	for _, n := range c.words[5] {
		sum += n
	}
	if len(c.words[5]) > maxWords+1 || sum != maxWords+500 {
		t.Errorf("%d words, %d counted", len(c.words[5]), sum)
	}
}
