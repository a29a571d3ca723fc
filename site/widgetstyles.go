package site

import (
	"bytes"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/tdewolff/minify/v2"
	"github.com/tdewolff/minify/v2/css"
)

// WidgetStyles makes the style sheets of the widget from those of the site, so that an answer looks the same on other
// people's pages. Shell is what stands there from the beginning, cards what answers need.
//
// In a page of somebody else three things differ. The root is an element of the widget's shadow tree. Each token can be set
// from outside: --red by --wb-red. And a rem is the reader's own letter size, whatever size the page gives its root element.
func WidgetStyles(assets fs.FS) (shell, cards string, err error) {
	read := func(name string) string {
		body, readErr := fs.ReadFile(assets, name)
		if readErr != nil && err == nil {
			err = readErr
		}
		return string(body)
	}
	tokens, tokensErr := widgetTokens(read("styles/tokens.css"))
	shell = tokens + read("widget/shell.css")
	for _, sheet := range []struct {
		name string
		only []string // selectors begin with one of them; all where there is none
	}{
		{"styles/base.css", nil},
		{"styles/frame.css", []string{".button", ".visually-hidden"}},
		{"styles/article.css", []string{".notice", ".relay"}},
		{"styles/stamp.css", nil},
		{"styles/decoder/", nil},
		{"styles/later/", nil},
	} {
		names := []string{sheet.name}
		if strings.HasSuffix(sheet.name, "/") {
			names, _ = fs.Glob(assets, sheet.name+"*.css")
		}
		for _, name := range names {
			cards += keepRules(read(name), sheet.only)
		}
	}
	cards += read("widget/cards.css")
	if err == nil {
		err = tokensErr
	}
	m := minify.New()
	m.AddFunc("text/css", css.Minify)
	for _, text := range []*string{&shell, &cards} {
		if err != nil {
			return "", "", err
		}
		*text, err = m.String("text/css", scaled(*text))
	}
	return shell, cards, err
}

var declaration = regexp.MustCompile(`(--[a-z0-9-]+):\s*([^;]+);`)

// widgetTokens are the tokens for .root. A colour that is another one in the dark becomes light-dark(), which follows the
// color-scheme of the page around the widget: a page that is light at night has a light widget.
func widgetTokens(sheet string) (string, error) {
	light, rest, _ := strings.Cut(sheet, "@media (prefers-color-scheme: dark)")
	night, _, found := strings.Cut(rest, "@media print")
	if !found {
		return "", fmt.Errorf("styles/tokens.css: no dark tokens, or no tokens for print after them")
	}
	dark := map[string]string{}
	for _, m := range declaration.FindAllStringSubmatch(night, -1) {
		dark[m[1]] = m[2]
	}
	var plain, both bytes.Buffer
	for _, m := range declaration.FindAllStringSubmatch(light, -1) {
		name, value := m[1], strings.TrimSpace(m[2])
		outside := "--wb-" + name[2:]
		fmt.Fprintf(&plain, "%s: var(%s, %s);\n", name, outside, value)
		if strings.HasPrefix(value, "#") && strings.HasPrefix(dark[name], "#") {
			fmt.Fprintf(&both, "%s: var(%s, light-dark(%s, %s));\n", name, outside, value, dark[name])
		}
	}
	if plain.Len() == 0 || both.Len() == 0 {
		return "", fmt.Errorf("styles/tokens.css: no tokens in it")
	}
	return ".root {\n" + plain.String() + "}\n@supports (color: light-dark(#000, #fff)) {\n.root {\n" + both.String() + "}\n}\n", nil
}

// notInWidget begin the selectors of what only the pages of the site hold.
var notInWidget = []string{
	"html", "body", "hr", "kbd", ".desk", ".letter", ".file", ".read-text", ".held", ".chip", ".privacy", ".status", ".working", "#answers:empty",
	".specimen", ".index", ".drawer", "table", "caption", "th", "thead",
}

// keepRules leaves out what is of no use in the widget.
func keepRules(sheet string, only []string) string {
	var b strings.Builder
	for _, rule := range topRules(sheet) {
		selector := strings.TrimSpace(rule[:strings.IndexByte(rule, '{')])
		begins := func(start string) bool { return strings.HasPrefix(selector, start) }
		if len(only) > 0 && !slices.ContainsFunc(only, begins) || slices.ContainsFunc(notInWidget, begins) && !strings.HasPrefix(selector, ".letter-preview") {
			continue
		}
		b.WriteString(rule + "\n")
	}
	return b.String()
}

var comment = regexp.MustCompile(`(?s)/\*.*?\*/`)

// topRules cuts a style sheet into its outermost rules.
func topRules(sheet string) []string {
	sheet = comment.ReplaceAllString(sheet, "")
	var rules []string
	depth, start := 0, 0
	for i, c := range sheet {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
			if depth == 0 {
				rules = append(rules, sheet[start:i+1])
				start = i + 1
			}
		}
	}
	return rules
}

var (
	rem      = regexp.MustCompile(`(^|[^\w.])(-?\d*\.?\d+)rem\b`)
	inWindow = regexp.MustCompile(`@media( \((?:min|max)-width)`)
)

// scaled counts in the letter size of the widget where the sheet counts in that of the page, and asks for the width of the
// widget instead of the window. In the condition of a rule no variable can stand, so a rem is sixteen pixels there.
func scaled(sheet string) string {
	lines := strings.Split(sheet, "\n")
	for i, line := range lines {
		if !strings.HasPrefix(strings.TrimSpace(line), "@") {
			lines[i] = rem.ReplaceAllString(line, "${1}calc($2 * var(--rem))")
			continue
		}
		line = inWindow.ReplaceAllString(line, "@container$1")
		lines[i] = rem.ReplaceAllStringFunc(line, func(length string) string {
			m := rem.FindStringSubmatch(length)
			n, _ := strconv.ParseFloat(m[2], 64)
			return m[1] + strconv.FormatFloat(16*n, 'f', -1, 64) + "px"
		})
	}
	return strings.Join(lines, "\n")
}
