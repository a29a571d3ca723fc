package site

import (
	"bytes"
	"encoding/xml"
	"strings"
)

// openSearch lets a browser search here from its address bar (OpenSearch 1.1, draft 6).
func (r *renderer) openSearch() []byte {
	type url struct {
		Type     string `xml:"type,attr"`
		Rel      string `xml:"rel,attr,omitempty"`
		Template string `xml:"template,attr"`
	}
	return r.xmlFile("opensearch.xml", struct {
		XMLName     xml.Name `xml:"http://a9.com/-/spec/opensearch/1.1/ OpenSearchDescription"`
		ShortName   string
		Description string
		Encoding    string `xml:"InputEncoding"`
		Image       struct {
			Type   string `xml:"type,attr"`
			Width  int    `xml:"width,attr"`
			Height int    `xml:"height,attr"`
			URL    string `xml:",chardata"`
		}
		URLs []url `xml:"Url"`
	}{
		ShortName: siteName, Description: "Why did it bounce? Errors, codes and replies of mail servers.", Encoding: "UTF-8",
		Image: struct {
			Type   string `xml:"type,attr"`
			Width  int    `xml:"width,attr"`
			Height int    `xml:"height,attr"`
			URL    string `xml:",chardata"`
		}{"image/svg+xml", 16, 16, r.Base + "/icon.svg"},
		URLs: []url{
			{Type: "text/html", Template: r.Base + "/search/?q={searchTerms}"},
			{Type: "application/opensearchdescription+xml", Rel: "self", Template: r.Base + "/opensearch.xml"},
		},
	})
}

// languageModels is the index for programs that read prose (llmstxt.org): every error with its Markdown.
func (r *renderer) languageModels() []byte {
	var b bytes.Buffer
	b.WriteString("# Whybounced\n\n> What the error replies of mail servers mean, who has to act, what to check and how to fix it. One page an error, from one set of rules.\n\n" +
		"Every error below has the same text as a page (without `.md`) and as data (`.json` instead of `.md`). A reply code or an enhanced code has a page at `/codes/CODE/`. " +
		"The whole set of rules is " + r.Base + "/rules.json, its schema " + r.Base + "/rules.schema.json. A reply is decoded by `POST " + r.Base + "/api/v1/decode` where the site runs its API.\n")
	for _, family := range r.Rules.Families {
		b.WriteString("\n## " + curl(family.Title) + "\n\n")
		for _, e := range r.byFamily[family.ID] {
			b.WriteString("- [" + curl(e.Title) + "](" + r.Base + "/e/" + e.ID + ".md): " + plain(strings.TrimSpace(e.Means)) + "\n")
		}
	}
	if guides := r.guides(); len(guides) > 0 {
		b.WriteString("\n## Guides\n\n")
		for _, art := range guides {
			b.WriteString("- [" + curl(art.Meta.Title) + "](" + r.Base + "/guides/" + art.ID + "/): " + curl(art.Meta.Description) + "\n")
		}
	}
	return b.Bytes()
}
