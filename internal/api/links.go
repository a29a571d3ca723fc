package api

import (
	"net/http"
	"net/url"
	"strings"
)

// maxWords is the most bytes of a short link's words: a longer text is for the decoder, not for an address.
const maxWords = 300

// folders are where a single word can be the name of a page, the closest first.
var folders = []string{"e", "codes", "reasons", "providers", "families", "guides"}

// shortLink answers GET /go/WORDS with the best page: /go/550+5.7.26, /go/gmail-dmarc-policy. Words that name no page are decoded,
// and what the decoder does not know either is handed to the page that says so.
func (s *server) shortLink(w http.ResponseWriter, r *http.Request, words string) {
	words = strings.Join(strings.Fields(strings.NewReplacer("+", " ", "_", " ", "\x00", " ").Replace(words)), " ")
	if words == "" || len(words) > maxWords {
		fail(w, r, http.StatusNotFound, "a short link is /go/ and a code, an id or a few words, at most 300 bytes")
		return
	}
	target, err := s.bestPage(r, words)
	if err != nil {
		fail(w, r, http.StatusServiceUnavailable, "the files of the site do not answer; try again")
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=3600")
	redirect(w, r, http.StatusFound, target)
}

func (s *server) bestPage(r *http.Request, words string) (string, error) {
	list := strings.Fields(strings.ToLower(words))
	// The last code of several is the finest: 550 5.7.26.
	last := list[len(list)-1]
	single := true
	for _, word := range list[:len(list)-1] {
		single = single && isCode(word)
	}
	if single && isName(last) && (len(list) == 1 || isCode(last)) {
		for _, folder := range folders {
			if data, err := s.File(r.Context(), folder+"/"+last+"/index.html"); err != nil || data != nil {
				return "/" + folder + "/" + last + "/", err
			}
		}
	}
	report := s.Decode(words)
	if len(report.Bounces) > 0 && report.Bounces[0].URL != "" && report.Bounces[0].Basis != "none" {
		return report.Bounces[0].URL, nil
	}
	return "/#q=" + url.QueryEscape(words), nil
}

// isCode tells a reply code or an enhanced code.
func isCode(word string) bool {
	for i := range len(word) {
		if c := word[i]; (c < '0' || c > '9') && c != '.' && (c != 'x' || i > 0) {
			return false
		}
	}
	return len(word) >= 3
}
