package api

import (
	"encoding/json"
	"html"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// oEmbed answers GET /oembed?url=… for a page of the site (https://oembed.com): a quotation that needs no script. The decoder
// itself is given as its frame.
func (s *server) oEmbed(w http.ResponseWriter, r *http.Request, _ string) {
	query := r.URL.Query()
	if f := query.Get("format"); f != "" && f != "json" {
		fail(w, r, http.StatusNotImplemented, "the one format here is json")
		return
	}
	origin := s.origin(r)
	target, err := url.Parse(query.Get("url"))
	if err != nil || query.Get("url") == "" {
		fail(w, r, http.StatusBadRequest, "url= has to name a page of "+origin)
		return
	}
	if target.Scheme+"://"+target.Host != origin {
		fail(w, r, http.StatusNotFound, "that page is not on "+origin)
		return
	}
	width, height := 600, 240
	for name, size := range map[string]*int{"maxwidth": &width, "maxheight": &height} {
		if text := query.Get(name); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n <= 0 {
				fail(w, r, http.StatusBadRequest, name+"= has to be a number of pixels")
				return
			}
			*size = min(*size, n)
		}
	}
	var title, markup string
	switch parts := strings.Split(strings.Trim(target.Path, "/"), "/"); {
	case target.Path == "" || target.Path == "/":
		if title, markup, err = s.decoderFrame(r, origin, width, &height); err != nil {
			fail(w, r, http.StatusServiceUnavailable, "the files of the site do not answer; try again")
			return
		}
	case len(parts) == 2:
		title, markup = s.quotation(w, r, origin, parts[0], parts[1])
		if markup == "" {
			return
		}
	}
	if markup == "" {
		fail(w, r, http.StatusNotFound, "that page has no card; errors, codes, reasons and the decoder have")
		return
	}
	body, _ := json.Marshal(struct {
		Version  string `json:"version"`
		Type     string `json:"type"`
		Title    string `json:"title"`
		Provider string `json:"provider_name"`
		Home     string `json:"provider_url"`
		Age      int    `json:"cache_age"`
		HTML     string `json:"html"`
		Width    int    `json:"width"`
		Height   int    `json:"height"`
	}{"1.0", "rich", title, "Whybounced", origin + "/", 86400, markup, width, height})
	answer(w, r, jsonForm, append(body, '\n'))
}

func (s *server) decoderFrame(r *http.Request, origin string, width int, height *int) (title, markup string, err error) {
	frame, err := s.File(r.Context(), "embed/frame/index.html")
	if err != nil || frame == nil {
		return "", "", err
	}
	*height = max(*height, 480)
	title = "Why did it bounce?"
	return title, `<iframe src="` + html.EscapeString(origin) + `/embed/frame/" width="` + strconv.Itoa(width) + `" height="` + strconv.Itoa(*height) +
		`" title="` + title + `" loading="lazy" style="border:0"></iframe>`, nil
}

// quotation is a page's title and first sentences, linked.
func (s *server) quotation(w http.ResponseWriter, r *http.Request, origin, folder, name string) (title, markup string) {
	if folder != "e" && folder != "codes" && folder != "reasons" {
		fail(w, r, http.StatusNotFound, "that page has no card; errors, codes, reasons and the decoder have")
		return "", ""
	}
	data, ok := s.published(w, r, "api/v1/explain/", name, "a page of the site")
	if !ok {
		return "", ""
	}
	var e entry
	if err := json.Unmarshal(data, &e); err != nil {
		fail(w, r, http.StatusInternalServerError, "the entry cannot be read; please report it")
		return "", ""
	}
	if e.Kind == "reply" || e.Kind == "status" {
		e.Title = e.ID + " " + e.Title
	}
	text := html.EscapeString
	return e.Title, `<blockquote class="whybounced"><p><a href="` + text(origin+e.URL) + `">` + text(e.Title) + `</a></p><p>` + text(e.Means) + `</p></blockquote>`
}
