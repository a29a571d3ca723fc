package site

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestPages(t *testing.T) {
	pages, err := renderFixture(t, fixtureContent())
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		page  string
		wants []string
	}{
		{"/e/dmarc-policy/", []string{
			"Refused by the sender domain’s DMARC policy", "It says it is from example.com &amp; &lt;is&gt; not.",
			"<code>dig +short TXT _dmarc.example.com</code>", "Return to sender", `id="gmail-dmarc-policy"`, "&lt;b&gt;DMARC policy&lt;/b&gt;",
			`href="/codes/5.7.26/"`, "SMTP2GO", "We are fixing it.", "It was “refused”", "Last reviewed November 2026", `href="/reasons/dmarc-failed/"`,
			`<link rel="canonical" href="https://example.com/e/dmarc-policy/">`,
		}},
		{"/e/gmail-dmarc-policy/", []string{`content="0; url=/e/dmarc-policy/#gmail-dmarc-policy"`, `href="/e/dmarc-policy/#gmail-dmarc-policy"`, "noindex"}},
		{"/e/google-dmarc/", []string{"/e/dmarc-policy/#gmail-dmarc-policy"}},
		{"/e/dmarc-reject/", []string{"/e/dmarc-policy/"}},
		{"/e/dmarc-retired/", []string{"It is no longer sent."}},
		{"/e/mailbox-full/", []string{"Try later", "Nothing.", "Wait."}},
		{"/families/", []string{"/families/mailbox/", "/e/dmarc-policy/"}},
		{"/families/authentication/", []string{"<caption", `scope="row"`, "550 5.7.26 &lt;x&gt;"}},
		{"/reasons/", []string{"/reasons/dmarc-failed/"}},
		{"/reasons/dmarc-failed/", []string{"authfailure", "/codes/5.7.26/", "/e/dmarc-policy/#generic-dmarc"}},
		{"/providers/", []string{"Mail server software", "/providers/postfix/"}},
		{"/providers/gmail/", []string{
			"support.google.com", "/e/dmarc-policy/#gmail-dmarc-policy", "(seen 2026-10)", "/guides/reading/#by-table",
			`It ends with gsmtp. See <a href="/codes/5.7.26/">5.7.26</a>, section 4.2.2, <code>x 4.2.2</code> and 5.7.999.`,
		}},
		{"/providers/google/", []string{"url=/providers/gmail/"}},
		{"/codes/", []string{"/codes/550/", "/codes/4.2.2/", "/codes/2.1.5/"}},
		{"/codes/550/", []string{"Refused for good", "/e/dmarc-policy/#gmail-dmarc-policy"}},
		{"/codes/5.7.26/", []string{"Permanent failure", "Security or policy", "Gmail says <code>DMARC</code>.", "/codes/4.7.26/"}},
		{"/codes/x.7.26/", []string{"url=/codes/5.7.26/"}},
		{"/codes/4.7.900/", []string{"Not registered", "451 4.7.900 DMARC"}},
		{"/guides/", []string{"Something bounced", `value="1"`, "/guides/reading/", "How to read ‘it’.", "Last reviewed November 2026", "/guides/crosswalk/"}},
		{"/guides/reading/", []string{
			`href="#by-table"`, `<th scope="col">Mail a day</th>`, `<th scope="row">1</th>`, `<td data-label="Mail a day">“50”</td>`,
			"Errors named here", "Reasons named here", "Codes named here", "Who is named here", `id="sources"`, "(seen 2026-11)",
			`rel="next" href="/guides/crosswalk/"`,
		}},
		{"/guides/crosswalk/", []string{`rel="prev" href="/guides/reading/"`, `<td data-label="Sisimai">authfailure</td>`, `id="from-sisimai"`, "<code>authfailure</code>"}},
		{"/about/", []string{"Privacy"}},
		{"/changes/", []string{`id="day-2026-11-20"`, "DMARC is permanent", "Soft bounce", "Hard bounce", "It was a mistake.", "New: 1 known response. Changed: 1 rule.", "New: 1 error."}},
		{"/feed.xml", []string{"<updated>2026-11-20T00:00:00Z</updated>", "DMARC is permanent", `dmarc-policy: type was “Soft bounce”`}},
		{"/opensearch.xml", []string{`template="https://example.com/search/?q={searchTerms}"`}},
		{"/llms.txt", []string{"## Sender authentication", "https://example.com/e/dmarc-policy.md"}},
		{"/e/dmarc-policy.md", []string{"# Refused by the sender domain’s DMARC policy", "- Type: Hard bounce.", "[the code](https://example.com/codes/5.7.26/)", "### gmail-dmarc-policy"}},
		{"/e/dmarc-policy.json", []string{`"type":"hard"`, `"url":"https://example.com/e/dmarc-policy/#gmail-dmarc-policy"`, `"modified":"2026-11-20"`, `"reviewed":"2026-11"`}},
		{"/5.7.26/", []string{`url=/codes/5.7.26/`}},
		{"/550/", []string{`url=/codes/550/`}},
		{"/embed/", []string{"https://example.com/widget.js", "/embed/example/", "In example.", `value="smtp2go"`, "frame-src &#39;self&#39;"}},
		{"/embed/example/", []string{"https://example.com/embed/frame/", "Only the frame works there", "(seen 2026-11)"}},
		{"/embed/frame/", []string{"<whybounced-decoder framed>", `src="/frame.js"`, "noindex", "worker-src &#39;self&#39; blob:"}},
		{"/404.html", []string{"No such address"}},
		{"/sitemap.xml", []string{"<loc>https://example.com/e/dmarc-policy/</loc>", "<lastmod>2026-11-20</lastmod>", "<lastmod>2026-11-01</lastmod>"}},
		{"/robots.txt", []string{"https://example.com/sitemap.xml"}},
		{"/_headers", []string{"Content-Security-Policy: default-src &#39;none&#39;", "/embed/frame/\n  ! Content-Security-Policy\n", "frame-ancestors *"}},
		{"/site.css", []string{"--paper:"}},
	} {
		body, found := pages[test.page]
		if !found {
			t.Errorf("%s: missing", test.page)
		}
		for _, want := range test.wants {
			// Minifiers have a choice in how they write a character; what it says is compared.
			if !strings.Contains(html.UnescapeString(body), html.UnescapeString(want)) {
				t.Errorf("%s: no %q in it", test.page, want)
			}
		}
	}
	for _, page := range []string{"/codes/2.7.26/", "/codes/5.7.901/"} {
		if pages[page] != "" {
			t.Errorf("%s: exists, and nothing is known of it", page)
		}
	}
	if strings.Contains(pages["/sitemap.xml"], "gmail-dmarc-policy") {
		t.Error("sitemap.xml lists a redirect")
	}
}

func TestRenderIsStable(t *testing.T) {
	first, _ := renderFixture(t, fixtureContent())
	second, _ := renderFixture(t, fixtureContent())
	for page, body := range first {
		if second[page] != body {
			t.Errorf("%s: differs from one rendering to the next", page)
		}
	}
}

func TestFixtureLinks(t *testing.T) {
	files, problem := fixtureFiles(t)
	if problem != nil {
		t.Fatal(problem)
	}
	if err := CheckLinks(files); err != nil {
		t.Error(err)
	}
}

func fixtureFiles(t *testing.T) ([]File, error) {
	pages, err := renderFixture(t, fixtureContent())
	var files []File
	for address, body := range pages {
		if strings.HasSuffix(address, "/") {
			address += "index.html"
		}
		files = append(files, File{strings.TrimPrefix(address, "/"), []byte(body)})
	}
	_, cards, _ := RenderAll(fixtureInput(fixtureContent()))
	for _, c := range cards {
		files = append(files, File{Path: c.Path})
	}
	for _, script := range []string{"site.js", "page.js", "decoder.js", "steps.js", "notfound.js", "embed.js", "frame.js"} {
		files = append(files, File{Path: script})
	}
	return files, err
}

// The policy would refuse these at run time; here they are refused before anybody sees a broken page.
func TestNoInlineCode(t *testing.T) {
	pages, _ := renderFixture(t, fixtureContent())
	for address, body := range pages {
		if !strings.HasPrefix(body, "<!doctype html>") {
			continue
		}
		if !strings.Contains(body, "Content-Security-Policy") {
			t.Errorf("%s: without a policy", address)
		}
		doc, err := html.Parse(strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		for n := range doc.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			attr := map[string]string{}
			for _, a := range n.Attr {
				attr[a.Key] = a.Val
				if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
					t.Errorf("%s: <%s %s>", address, n.Data, a.Key)
				}
			}
			switch {
			case n.Data == "style":
				t.Errorf("%s: <style>", address)
			case n.Data == "script" && attr["src"] == "" && attr["type"] != "application/json" && attr["type"] != "application/ld+json":
				t.Errorf("%s: inline script", address)
			case strings.Contains(attr["src"], "//") || n.Data == "link" && attr["rel"] != "canonical" && attr["rel"] != "alternate" && strings.Contains(attr["href"], "//"):
				t.Errorf("%s: <%s> of another site", address, n.Data)
			}
		}
	}
}
