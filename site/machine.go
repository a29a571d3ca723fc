package site

import (
	"encoding/xml"
	"io/fs"
	"slices"
	"strings"
)

// machineFiles are what programs read: the rules, the site map, and word to crawlers and hosts.
func (r *renderer) machineFiles() {
	if len(r.RulesJSON) > 0 {
		r.files = append(r.files, File{"rules.json", r.RulesJSON})
	}
	if len(r.Schema) > 0 {
		r.files = append(r.files, File{"rules.schema.json", r.Schema})
	}
	r.files = append(r.files,
		File{"sitemap.xml", r.siteMap()},
		File{"robots.txt", []byte("User-agent: *\nAllow: /\nSitemap: " + r.Base + "/sitemap.xml\n")},
		File{"_headers", headersFile()},
		File{"_redirects", r.redirectsFile()},
		File{"opensearch.xml", r.openSearch()},
		File{"llms.txt", r.languageModels()},
	)
	icon, err := fs.ReadFile(r.Assets, "icon.svg")
	if err != nil {
		r.fail("icon.svg: %w", err)
		return
	}
	if icon, err = r.minify.Bytes("image/svg+xml", icon); err != nil {
		r.fail("icon.svg: %w", err)
	}
	r.files = append(r.files, File{"icon.svg", icon})
}

// siteMapEntry is a page for crawlers (sitemaps.org, protocol 0.9).
type siteMapEntry struct {
	Loc      string `xml:"loc"`
	Modified string `xml:"lastmod,omitempty"`
}

func (r *renderer) siteMap() []byte {
	set := struct {
		XMLName xml.Name       `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
		URLs    []siteMapEntry `xml:"url"`
	}{URLs: r.indexed}
	slices.SortFunc(set.URLs, func(a, b siteMapEntry) int { return strings.Compare(a.Loc, b.Loc) })
	return r.xmlFile("sitemap.xml", set)
}

func (r *renderer) xmlFile(name string, data any) []byte {
	body, err := xml.MarshalIndent(data, "", " ")
	if err != nil {
		r.fail("%s: %w", name, err)
	}
	return append([]byte(xml.Header), body...)
}

// headersFile is read by static hosts that know _headers (Cloudflare Pages, Netlify).
func headersFile() []byte {
	var b strings.Builder
	b.WriteString("/*\n")
	for _, h := range Headers {
		b.WriteString("  " + h[0] + ": " + h[1] + "\n")
	}
	for _, x := range exceptions {
		b.WriteString("\n" + x.path + "\n")
		for _, h := range x.headers {
			if x.instead {
				b.WriteString("  ! " + h[0] + "\n") // what /* says would be added to it
			}
			b.WriteString("  " + h[0] + ": " + h[1] + "\n")
		}
	}
	return []byte(b.String())
}

// maxRedirects is how many lines of _redirects Cloudflare reads. Past it the pages that redirect do the work.
const maxRedirects = 2000

func (r *renderer) redirectsFile() []byte {
	lines := r.redirects[:min(len(r.redirects), maxRedirects)]
	return []byte(strings.Join(lines, "\n") + "\n")
}
