package site

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Words for the index of a search. scripts/search/words.js cuts what a reader types in the same way; a test holds the two together.

// wordsOf cuts a text: "550-5.7.26 [TSS04] User's" gives 550, 5.7.26, tss04, users. Codes stay whole, an apostrophe does not part a word,
// and where no spaces are written every two characters are one word.
func wordsOf(text string) []string {
	var words []string
	for len(text) > 0 {
		c, size := utf8.DecodeRuneInString(text)
		switch {
		case unspaced(c):
			end := runOf(text, unspaced)
			if run := []rune(text[:end]); len(run) < 3 {
				words = append(words, fold(text[:end]))
			} else {
				for i := range run[1:] {
					words = append(words, fold(string(run[i:i+2])))
				}
			}
			text = text[end:]
		case c < utf8.RuneSelf && dotted.MatchString(text):
			number := dotted.FindString(text)
			words, text = append(words, fold(number)), text[len(number):]
		case inWord(c) && !unicode.IsMark(c):
			end := 0
			for end < len(text) {
				c, size := utf8.DecodeRuneInString(text[end:])
				if isApostrophe(c) {
					if next, _ := utf8.DecodeRuneInString(text[end+size:]); !unicode.IsLetter(next) {
						break
					}
				} else if !inWord(c) {
					break
				}
				end += size
			}
			words, text = append(words, fold(apostrophes.Replace(text[:end]))), text[end:]
		default:
			text = text[size:]
		}
	}
	return words
}

var (
	dotted      = regexp.MustCompile(`^(?:[xX]|[0-9]+)(?:\.[0-9]+)+`)
	apostrophes = strings.NewReplacer("'", "", "’", "", "`", "", "\u00ad", "")
)

func isApostrophe(c rune) bool { return c == '\'' || c == '’' || c == '`' || c == '\u00ad' }

func inWord(c rune) bool {
	return (unicode.IsLetter(c) || unicode.IsNumber(c) || unicode.IsMark(c)) && !unspaced(c)
}

func unspaced(c rune) bool {
	return c >= 0x2e80 && unicode.In(c, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func runOf(text string, is func(rune) bool) int {
	if i := strings.IndexFunc(text, func(c rune) bool { return !is(c) }); i >= 0 {
		return i
	}
	return len(text)
}

// fold is the form in which words are compared: lower case, without accents.
func fold(word string) string {
	word = strings.Map(func(c rune) rune {
		if unicode.IsMark(c) {
			return -1
		}
		return c
	}, norm.NFKD.String(word))
	return strings.ToLower(word)
}

// sameInOtherWords is what readers call things that our titles name otherwise.
var sameInOtherWords = []struct {
	said  *regexp.Regexp
	words string
}{
	{regexp.MustCompile(`(?i)blocklist`), "blacklist blacklisted dnsbl rbl listed delist delisting removal"},
	{regexp.MustCompile(`(?i)reverse DNS|\bPTR\b`), "rdns ptr reverse lookup hostname fcrdns"},
	{regexp.MustCompile(`(?i)mailbox.*\bfull\b`), "quota overquota over storage space exceeded inbox"},
	{regexp.MustCompile(`(?i)mailbox does not exist|no such user|no recipient with`), "unknown invalid nonexistent wrong typo address user recipient account"},
	{regexp.MustCompile(`(?i)too (?:large|big)|larger than|too much space`), "size exceeds limit big attachment megabytes mb"},
	{regexp.MustCompile(`(?i)login|sign[- ]in|password`), "authentication login log in signin password credentials username smtp auth"},
	{regexp.MustCompile(`(?i)printer|scanner|device`), "printer scanner copier scan mfp multifunction"},
	{regexp.MustCompile(`(?i)automatic answer`), "out of office autoresponder auto reply autoreply holiday ooo"},
	{regexp.MustCompile(`(?i)first attempt|on purpose`), "greylist graylist greylisting graylisting"},
	{regexp.MustCompile(`(?i)Microsoft|Outlook`), "office365 o365 m365 exchange online hotmail"},
	{regexp.MustCompile(`(?i)Outlook\.com`), "hotmail live msn hotmail.com live.com"},
	{regexp.MustCompile(`(?i)Gmail|Google`), "googlemail google gsuite workspace gmail"},
	{regexp.MustCompile(`(?i)certificate|TLS|encrypt`), "ssl starttls tls certificate expired self signed encryption"},
	{regexp.MustCompile(`(?i)rate|too many messages|too much mail|sending limit`), "throttled throttling rate limit quota limited slow down deferred"},
	{regexp.MustCompile(`(?i)relay|pass on mail`), "open relay relaying denied not permitted"},
	{regexp.MustCompile(`(?i)in a (?:loop|circle)`), "hops hop count exceeded loops back to myself"},
	{regexp.MustCompile(`(?i)spam`), "junk unsolicited bulk"},
	{regexp.MustCompile(`(?i)SPF`), "sender policy framework softfail permerror txt record"},
	{regexp.MustCompile(`(?i)port 25|connections on that port`), "blocked isp firewall outbound"},
}

// nicknames are what people call a provider, each in one word, that neither its title nor its id says.
var nicknames = map[string]string{
	"amazon-ses":    "ses aws",
	"att":           "sbcglobal bellsouth",
	"barracuda":     "essentials",
	"cisco":         "ironport",
	"comcast":       "xfinity",
	"domino":        "lotus notes",
	"exchange":      "exchange",
	"gmail":         "google googlemail workspace gsuite",
	"gmx":           "ionos webde 1und1",
	"icloud":        "apple me mac",
	"la-poste":      "laposte",
	"mandrill":      "mailchimp",
	"microsoft-365": "office365 o365 m365 microsoft365 office 365",
	"outlook-com":   "hotmail live msn outlook",
	"proofpoint":    "pphosted",
	"spectrum":      "roadrunner charter twc",
	"yahoo":         "ymail rocketmail",
}
