package site

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"html/template"
	"io/fs"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/whybounced/whybounced"
)

// The site is written in English. A translation is a folder of content/ with the code of its language:
//
//	content/de/interface.json    what templates and vocabulary say: English as it stands there, and the same in German
//	content/de/texts.json        what rules.json says of errors and reasons, by id, with hashes of the English that was translated
//	content/de/errors/ID.md      an article of an error; where there is none, the English one is linked to
//	site/scripts/strings.de.js   what the scripts of the decoder page say
//
// English is the key of interface.json, so that there is no second name for a sentence, and a translation can never stand for a sentence
// that has changed. What nobody has translated is shown in English and marked as English.

// language is a language that the decoder's page is in.
type language struct {
	Code, Name string
	Decoder    string // address of the decoder's page
	words      map[string]string
	texts      translations
	asked      map[string]bool // words that a page asked for
}

// english is what everything is written in.
var english = &language{Code: "en", Name: "English", Decoder: "/"}

// translatedTo are the languages besides English, in the order of the switch.
var translatedTo = []language{
	{Code: "de", Name: "Deutsch", Decoder: "/de/"},
}

// say is a sentence of the interface in this language, or in English where nobody has translated it.
func (l *language) say(words string) string {
	if l == english {
		return words
	}
	l.asked[words] = true
	return first(l.words[words], words)
}

// sayAll is say for a list of words that differ in their keys only.
func (l *language) sayAll(list map[string]string) map[string]string {
	said := make(map[string]string, len(list))
	for key, words := range list {
		said[key] = l.say(words)
	}
	return said
}

func (l *language) sayWords(list map[string]word) map[string]word {
	said := make(map[string]word, len(list))
	for key, w := range list {
		said[key] = word{l.say(w.Label), l.sayOr(w.Stamp), l.sayOr(w.Means)}
	}
	return said
}

// sayOr is say for what may be empty.
func (l *language) sayOr(words string) string {
	if words == "" {
		return ""
	}
	return l.say(words)
}

// stamp is a verdict in this language.
func (l *language) stamp(typ, action string) verdict {
	v := stamp(typ, action)
	if l == english {
		return v
	}
	v.Word, v.Label, v.Action, v.Line = l.say(v.Word), l.say(v.Label), l.say(v.Action), l.say(typeShort[typ])
	if s := actions[action].Stamp; s != "" {
		v.Line += " · " + l.say(s)
	}
	return v
}

// has tells whether an address is one of this language's pages.
func (l *language) has(address string) bool {
	return strings.HasPrefix(address, l.Decoder) || strings.HasPrefix(address, "#")
}

// funcs are what templates say in this language. Other pages than its own are in English, and links tell so before they are followed.
func (l *language) funcs() template.FuncMap {
	return template.FuncMap{
		"t":        l.say,
		"lang":     func() string { return l.Code },
		"home":     func() string { return l.Decoder },
		"scripts":  func() string { return scriptsOf(l.Code) },
		"hreflang": l.hreflang,
		"foreign":  l.foreign,
		"textlang": textLang,
		"number":   l.number,
		"article":  l.article,
		"month":    l.month,
	}
}

func (l *language) hreflang(address string) template.HTMLAttr {
	if l == english || l.has(address) {
		return ""
	}
	return ` hreflang="en"`
}

// foreign marks what only English pages have.
func (l *language) foreign() template.HTMLAttr {
	if l == english {
		return ""
	}
	return ` lang="en"`
}

// textLang marks a text of a page that nobody has translated.
func textLang(body any, name string) template.HTMLAttr {
	if p, ok := body.(errorPage); ok && p.Foreign[name] != "" {
		return template.HTMLAttr(` lang="` + p.Foreign[name] + `"`)
	}
	return ""
}

// number is written as the language writes it; English pages have always had theirs without commas.
func (l *language) number(n int) string {
	s := strconv.Itoa(n)
	if l == english || len(s) < 4 {
		return s
	}
	return s[:len(s)-3] + l.say(",") + s[len(s)-3:]
}

var pageLink = regexp.MustCompile(`<a href="(/[^"]*)"`)

// article is a section of an article; links in it that lead to English pages say so.
func (l *language) article(section template.HTML) template.HTML {
	if l == english {
		return section
	}
	return template.HTML(pageLink.ReplaceAllStringFunc(string(section), func(a string) string {
		return a + string(l.hreflang(pageLink.FindStringSubmatch(a)[1]))
	}))
}

// errorPath is where an error's page is in this language.
func (l *language) errorPath(id string) string { return l.Decoder + "e/" + id + "/" }

// errorIn lists an error's page in all languages that it is in; nothing where it is in English only.
func (r *renderer) errorIn(id string) []alternate {
	list := []alternate{{english.Code, english.Name, english.errorPath(id)}}
	for _, l := range r.languages {
		if r.articleIn(l, id) != nil {
			list = append(list, alternate{l.Code, l.Name, l.errorPath(id)})
		}
	}
	if len(list) == 1 {
		return nil
	}
	return list
}

// translate puts a row of texts in the place of the English ones. What was not translated is marked.
func (p *errorPage) translate(row []string) {
	p.Foreign = map[string]string{}
	for i, to := range []*string{nil, &p.Means, &p.Check, &p.Fix, &p.Customer} {
		switch {
		case to == nil:
		case i < len(row) && row[i] != "":
			*to = row[i]
		default:
			p.Foreign[textNames[i]] = english.Code
		}
	}
}

func (r *renderer) reasonLinkIn(l *language, id string) link {
	to := r.reasonLink(id)
	if l == english {
		return to
	}
	if title := l.texts.Reasons[id].fresh(textsOfReason(r.reasons[id]), "title"); title != "" {
		to.Text = title
	} else {
		to.Lang = english.Code
	}
	return to
}

// scriptsOf is what stands in the names of a language's scripts: "page.js", "page.de.js".
func scriptsOf(code string) string {
	if code == english.Code {
		return ""
	}
	return "." + code
}

func (l *language) month(s string) string {
	said := month(s)
	if name, year, ok := strings.Cut(said, " "); ok && said != s {
		return l.say(name) + " " + year
	}
	return said
}

// alternate is the same page in another language (https://developers.google.com/search/docs/specialty/international/localized-versions).
type alternate struct{ Code, Name, Path string }

// decoderIn lists the decoder's page in all its languages; nothing where it is in English only.
func (r *renderer) decoderIn() []alternate {
	if len(r.languages) == 0 {
		return nil
	}
	list := []alternate{{english.Code, english.Name, english.Decoder}}
	for _, l := range r.languages {
		list = append(list, alternate{l.Code, l.Name, l.Decoder})
	}
	return list
}

// Others are the other languages that a page is to be had in.
func (p page) Others() []alternate {
	return slices.DeleteFunc(slices.Clone(p.Alternates), func(a alternate) bool { return a.Path == p.Path })
}

// texts is what rules.json says of an error or a reason, as far as it was translated. Of has a hash of the English text for each of
// them: a text whose English has changed since is not shown.
type texts struct {
	Title string            `json:"title,omitempty"`
	Means string            `json:"means,omitempty"`
	Check string            `json:"check,omitempty"`
	Fix   string            `json:"fix,omitempty"`
	Reply string            `json:"reply,omitempty"`
	Of    map[string]string `json:"of"`
}

// translations is texts.json, by id.
type translations struct {
	Reasons  map[string]*texts `json:"reasons"`
	Errors   map[string]*texts `json:"errors"`
	Warnings map[string]string `json:"warnings"` // of the decoder, by the English ones
}

// textNames are the texts in the order of a row of texts.de.json.
var textNames = []string{"title", "means", "check", "fix", "reply"}

func (t *texts) field(name string) *string {
	return map[string]*string{"title": &t.Title, "means": &t.Means, "check": &t.Check, "fix": &t.Fix, "reply": &t.Reply}[name]
}

func textsOfError(e *whybounced.Error) *texts {
	return &texts{Title: e.Title, Means: e.Means, Check: e.Check, Fix: e.Fix, Reply: e.Reply}
}

func textsOfReason(e *whybounced.Reason) *texts {
	return &texts{Title: e.Title, Means: e.Means, Check: e.Check, Fix: e.Fix, Reply: e.Reply}
}

// textHash tells whether an English text is still the one that was translated.
func textHash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:4])
}

// fresh is a translated text, empty where there is none or its English has changed.
func (t *texts) fresh(of *texts, name string) string {
	if t == nil || t.Of[name] != textHash(*of.field(name)) {
		return ""
	}
	return *t.field(name)
}

// row is what there is of an error in this language; its reason's texts stand in for those that it does not have itself, as in English.
func (l *language) row(own, source, reason, reasonSource *texts) []string {
	row := make([]string, len(textNames))
	for i, name := range textNames {
		row[i] = own.fresh(source, name)
		// The words for the customer need not be about every detail: better those of the reason than none.
		if reasonSource != nil && row[i] == "" && (*source.field(name) == "" || name == "reply") {
			row[i] = reason.fresh(reasonSource, name)
		}
	}
	for len(row) > 0 && row[len(row)-1] == "" {
		row = row[:len(row)-1]
	}
	return row
}

// titleOf is an error's title with the language that it is in.
func (r *renderer) titleOf(l *language, id string) (title, lang string) {
	e := r.errors[id]
	if l == english {
		return curl(e.Title), ""
	}
	if title := l.texts.Errors[id].fresh(textsOfError(e), "title"); title != "" {
		return title, ""
	}
	return curl(e.Title), english.Code
}

// textsFile is what the scripts of a language's page load beside the decoder: its rows by id, its articles, the decoder's warnings, and
// what codes are called.
func (r *renderer) textsFile(l *language) {
	out := struct {
		Errors   map[string][]string `json:"errors"`
		Reasons  map[string][]string `json:"reasons"`
		Articles []string            `json:"articles"`
		Warnings map[string]string   `json:"warnings"`
		Replies  map[string]string   `json:"replies"`
		Statuses map[string]string   `json:"statuses"`
	}{Errors: map[string][]string{}, Reasons: map[string][]string{}, Articles: []string{}, Warnings: l.texts.Warnings}
	out.Replies, out.Statuses = r.codeTitles(l)
	for i := range r.Rules.Reasons {
		reason := &r.Rules.Reasons[i]
		if row := l.row(l.texts.Reasons[reason.ID], textsOfReason(reason), nil, nil); len(row) > 0 {
			out.Reasons[reason.ID] = row
		}
	}
	for i := range r.Rules.Errors {
		e := &r.Rules.Errors[i]
		row := l.row(l.texts.Errors[e.ID], textsOfError(e), l.texts.Reasons[e.Reason], textsOfReason(r.reasons[e.Reason]))
		if len(row) > 0 {
			out.Errors[e.ID] = row
		}
		if r.articleIn(l, e.ID) != nil {
			out.Articles = append(out.Articles, e.ID)
		}
	}
	body, err := json.Marshal(out)
	if err != nil {
		r.fail("texts%s.json: %w", scriptsOf(l.Code), err)
	}
	r.files = append(r.files, File{"texts" + scriptsOf(l.Code) + ".json", body})
}

// articleIn is the article of an error in a language, nil where nobody has translated it.
func (r *renderer) articleIn(l *language, id string) *article {
	return r.articles[l.Code+"/errors/"+id+".md"]
}

// readLanguages reads the translations that content/ has.
func (r *renderer) readLanguages() {
	for _, known := range translatedTo {
		l := known
		l.asked = map[string]bool{}
		if !r.readJSON(l.Code+"/interface.json", &l.words) {
			continue
		}
		r.readJSON(l.Code+"/texts.json", &l.texts)
		r.languages = append(r.languages, &l)
	}
}

func (r *renderer) readJSON(file string, into any) bool {
	source, err := fs.ReadFile(r.Content, file)
	if errors.Is(err, fs.ErrNotExist) {
		return false
	}
	if err == nil {
		err = json.Unmarshal(source, into)
	}
	if err != nil {
		r.fail("content/%s: %w", file, err)
	}
	return err == nil
}

var saidInTemplate = regexp.MustCompile(`\{\{t "([^"]*)"\}\}`)

// translateTemplates keeps a second set of templates that speak this language. All that they may say counts as asked for, also what no
// page of today needs.
func (r *renderer) translateTemplates(l *language) error {
	for m := time.January; m <= time.December; m++ {
		l.say(m.String())
	}
	l.sayAll(sourceKinds)
	files := slices.Clone(shared)
	for _, kind := range translatedKinds {
		files = append(files, "templates/"+kind+".html")
	}
	for _, file := range files {
		source, err := fs.ReadFile(r.Assets, file)
		if err != nil {
			return err
		}
		for _, m := range saidInTemplate.FindAllSubmatch(source, -1) {
			l.say(string(m[1]))
		}
	}
	for _, kind := range translatedKinds {
		t := r.templates[kind]
		if t == nil {
			continue // reported where it is used
		}
		clone, err := t.Clone()
		if err != nil {
			return err
		}
		r.templates[l.Code+"/"+kind] = clone.Funcs(l.funcs())
	}
	return nil
}

// translatedKinds are the kinds of page that are made in other languages too.
var translatedKinds = []string{"home", "error"}

// links says in this language what links are called.
func (l *language) links(list []link) []link {
	list = slices.Clone(list)
	for i := range list {
		list[i].Text = l.say(list[i].Text)
	}
	return list
}

// language is what a page is in.
func (p *page) language() *language {
	if p.Lang == nil {
		return english
	}
	return p.Lang
}
