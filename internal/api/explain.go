package api

import (
	_ "embed"
	"encoding/json"
	"net/http"
	"strings"
)

//go:embed openapi.json
var openAPIText []byte

func (s *server) openAPI(w http.ResponseWriter, r *http.Request, _ string) {
	answer(w, r, jsonForm, openAPIText)
}

// entry is what the site publishes about a code, an error, a known response or a reason (api/v1/explain/ID.json).
type entry struct {
	Kind     string   `json:"kind"`
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	Means    string   `json:"means"`
	Check    string   `json:"check"`
	Fix      string   `json:"fix"`
	Note     string   `json:"note"`
	Type     string   `json:"type"`
	Action   string   `json:"action"`
	Suppress string   `json:"suppress"`
	Reason   string   `json:"reason"`
	URL      string   `json:"url"`
	Examples []string `json:"examples"`
	Source   struct {
		Kind string `json:"kind"`
		URL  string `json:"url"`
		Seen string `json:"seen"`
	} `json:"source"`
}

// explain answers GET /api/v1/explain/WORD for a code, an error, a known response or a reason.
func (s *server) explain(w http.ResponseWriter, r *http.Request, word string) {
	word, forced := strings.CutSuffix(word, ".json") // the name under which a plain host has it
	form := jsonForm
	if !forced {
		if form = negotiate(w, r, jsonForm, markdown, plainText, page); form == "" {
			return
		}
	}
	data, ok := s.published(w, r, "api/v1/explain/", word, "a reply code such as 550, an enhanced code such as 5.7.26, or the id of an error, a known response or a reason")
	if !ok {
		return
	}
	if form == jsonForm {
		answer(w, r, form, data)
		return
	}
	var e entry
	if err := json.Unmarshal(data, &e); err != nil {
		fail(w, r, http.StatusInternalServerError, "the entry cannot be read; please report it")
		return
	}
	switch form {
	case markdown:
		answer(w, r, form, []byte(entryMarkdown(e, s.origin(r))))
	case plainText:
		answer(w, r, form, []byte(entryText(e, s.origin(r))))
	case page:
		redirect(w, r, http.StatusSeeOther, e.URL)
	}
}

// rules answers GET /api/v1/rules: rules.json as it is.
func (s *server) rules(w http.ResponseWriter, r *http.Request, _ string) {
	if data, ok := s.file(w, r, "rules.json"); ok {
		answer(w, r, jsonForm, data)
	}
}

// rule answers GET /api/v1/rules/ID: an error or a known response as it stands in rules.json.
func (s *server) rule(w http.ResponseWriter, r *http.Request, word string) {
	word = strings.TrimSuffix(word, ".json")
	if data, ok := s.published(w, r, "api/v1/rules/", word, "the id of an error or of a known response"); ok {
		answer(w, r, jsonForm, data)
	}
}

// published is what the site has under a word, or the answer that it has nothing.
func (s *server) published(w http.ResponseWriter, r *http.Request, folder, word, wanted string) ([]byte, bool) {
	word = strings.ToLower(strings.TrimSpace(word))
	if !isName(word) {
		fail(w, r, http.StatusNotFound, quoted(word)+" is not "+wanted)
		return nil, false
	}
	data, err := s.File(r.Context(), folder+word+".json")
	switch {
	case err != nil:
		fail(w, r, http.StatusServiceUnavailable, "the files of the site do not answer; try again")
	case data == nil:
		fail(w, r, http.StatusNotFound, quoted(word)+" is not known here; ask for "+wanted)
	}
	return data, err == nil && data != nil
}

func (s *server) file(w http.ResponseWriter, r *http.Request, name string) ([]byte, bool) {
	data, err := s.File(r.Context(), name)
	if err != nil || data == nil {
		fail(w, r, http.StatusServiceUnavailable, "the files of the site do not answer; try again")
		return nil, false
	}
	return data, true
}

// isName keeps what is no id or code away from the files: no slash, no dots that climb.
func isName(word string) bool {
	for i := range len(word) {
		c := word[i]
		allowed := c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '.' && i > 0
		if !allowed {
			return false
		}
	}
	return word != "" && len(word) <= 100 && !strings.Contains(word, "..")
}
