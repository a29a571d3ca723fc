package site

import (
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// placeholders are what advice is filled in with where no bounce was pasted.
var placeholders = strings.NewReplacer(
	"{sender-domain}", "example.com",
	"{sender-ip}", "192.0.2.1",
	"{recipient-domain}", "example.org",
	"{blocklist}", "zen.spamhaus.org",
)

// prose renders a line of rules.json: `code` in backticks, everything else escaped, quotes as a typesetter sets them.
func prose(text string) template.HTML {
	var b strings.Builder
	for i, piece := range strings.Split(placeholders.Replace(text), "`") {
		if i%2 == 1 {
			b.WriteString("<code>" + html.EscapeString(piece) + "</code>")
			continue
		}
		b.WriteString(html.EscapeString(curl(piece)))
	}
	return template.HTML(b.String())
}

// plain is prose for places that hold text only: descriptions, the customer's reply.
func plain(text string) string {
	return curl(strings.ReplaceAll(placeholders.Replace(text), "`", ""))
}

// curl turns typewriter quotes into opening and closing ones: a quote opens where a word begins.
func curl(text string) string {
	var b strings.Builder
	before := ' '
	for _, c := range text {
		opens := unicode.IsSpace(before) || strings.ContainsRune("([{–—“‘", before)
		switch {
		case c == '"' && opens:
			c = '“'
		case c == '"':
			c = '”'
		case c == '\'' && opens:
			c = '‘'
		case c == '\'':
			c = '’'
		}
		b.WriteRune(c)
		before = c
	}
	return b.String()
}

// month writes "2026-11" as "November 2026"; what is no month stays as it is.
func month(s string) string {
	t, err := time.Parse("2006-01", s)
	if err != nil {
		return s
	}
	return t.Format("January 2006")
}

// count is "1 response", "2 responses".
func count(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "y"):
		return fmt.Sprintf("%d %sies", n, strings.TrimSuffix(noun, "y"))
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// continued is what a reply of several lines repeats before each of them.
var continued = regexp.MustCompile(`\n\s*[245]\d\d[ -]+(?:#?[245]\.\d{1,3}\.\d{1,3} +)?`)

// cut writes a literal reply in one line of at most limit bytes, for tables and lists.
func cut(reply string, limit int) string {
	text := strings.Join(strings.Fields(continued.ReplaceAllString(reply, "\n")), " ")
	if len(text) <= limit {
		return text
	}
	text = text[:limit]
	for !utf8.ValidString(text) {
		text = text[:len(text)-1]
	}
	if i := strings.LastIndexByte(text, ' '); i > limit/2 {
		text = text[:i]
	}
	return strings.TrimRight(text, " ,;:.") + "\u00a0…"
}

// small makes the first letter lower case, for a title that continues a sentence; "DNS" and "2FA" stay as they are.
func small(title string) string {
	first, _, _ := strings.Cut(title, " ")
	if len(first) > 1 && strings.ToUpper(first) == first {
		return title
	}
	return strings.ToLower(title[:1]) + title[1:]
}

// letter splits a reply to a customer into paragraphs.
func letter(text string) []string {
	return strings.Split(plain(text), "\n\n")
}
