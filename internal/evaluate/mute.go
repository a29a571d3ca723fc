package evaluate

import (
	"regexp"
	"strings"
	"unicode"
)

// What stands in a reply and is no word: codes, hosts, addresses of pages, and marks such as [S3150], AUP#In-1310, HL:IFC and
// OFR005_104, which one has to look up. A word with a digit in it is mostly one, too.
var marks = regexp.MustCompile(`https?://\S*|www\.\S*|\S*[#_]\S*|\b[A-Z][A-Z0-9]*(?:[:.-][A-Z0-9]+)+\b|\[[^\]]*\]|\([A-Z0-9:._-]+\)|\S*\d\S*|\S+@\S+|\b[a-z][a-z0-9-]*(?:\.[a-z][a-z0-9-]*)+\b`)

// bare are the words of a reply without what varies and what has to be looked up.
func bare(text string) string {
	var out []string
	for word := range strings.FieldsFuncSeq(strings.ToLower(marks.ReplaceAllString(text, " ")), func(r rune) bool { return !unicode.IsLetter(r) }) {
		if len(word) > 1 && word != "smtp" && word != "esmtp" {
			out = append(out, word)
		}
	}
	return strings.Join(out, " ")
}

// mute finds which examples say something. One says nothing without the list that it comes from when no word is left, or when
// the same words stand in an example of another reason: "blocked. AUP#In-1020", "Service refused. OFR_535", "POL-P1".
func mute(examples []Held) {
	reasons := map[string]string{}
	for _, h := range examples {
		words := bare(h.Text)
		if other, ok := reasons[words]; ok && other != h.Reason {
			reasons[words] = ""
		} else {
			reasons[words] = h.Reason
		}
	}
	for i := range examples {
		words := bare(examples[i].Text)
		examples[i].Says = words != "" && reasons[words] != ""
	}
}
