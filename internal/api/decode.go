package api

import (
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"unicode/utf8"
)

// decode answers POST /api/v1/decode with the Report. It is never cached, kept or logged.
func (s *server) decode(w http.ResponseWriter, r *http.Request, _ string) {
	form := negotiate(w, r, jsonForm, markdown, plainText, page)
	if form == "" {
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	text, ok := body(w, r)
	if !ok {
		return
	}
	report := s.Decode(text)
	switch form {
	case jsonForm:
		answer(w, r, form, append(report.JSON(), '\n'))
	case markdown:
		answer(w, r, form, []byte(reportMarkdown(report, s.origin(r))))
	case plainText:
		answer(w, r, form, []byte(reportText(report, s.origin(r))))
	case page: // a form without scripts: the page of what was found
		target := "/"
		if len(report.Bounces) > 0 && report.Bounces[0].URL != "" {
			target = report.Bounces[0].URL
		}
		redirect(w, r, http.StatusSeeOther, target)
	}
}

var errTooLarge = errors.New("too large")

// body reads what was posted, or answers what is wrong with it.
func body(w http.ResponseWriter, r *http.Request) (text string, ok bool) {
	if encoding := r.Header.Get("Content-Encoding"); encoding != "" && !strings.EqualFold(encoding, "identity") {
		fail(w, r, http.StatusUnsupportedMediaType, "the body is "+quoted(encoding)+"; send it without a content encoding")
		return "", false
	}
	kind := plainText
	if given := r.Header.Get("Content-Type"); given != "" {
		var err error
		if kind, _, err = mime.ParseMediaType(given); err != nil && kind == "" {
			kind = given
		}
	}
	switch kind {
	case plainText, "message/rfc822", jsonForm, "application/x-www-form-urlencoded":
	default:
		fail(w, r, http.StatusUnsupportedMediaType, quoted(kind)+` is not read here; send text/plain, message/rfc822, or application/json as {"text": "…"}`)
		return "", false
	}
	data, err := limited(r)
	switch {
	case errors.Is(err, errTooLarge):
		fail(w, r, http.StatusRequestEntityTooLarge, "at most 256 KiB are read here; the decoder page and the command line take 10 MB and more")
		return "", false
	case err != nil:
		fail(w, r, http.StatusBadRequest, "the body broke off before its end")
		return "", false
	}
	text = string(data)
	switch kind {
	case jsonForm:
		var in struct {
			Text *string `json:"text"`
		}
		if err := json.Unmarshal(data, &in); err != nil || in.Text == nil || !utf8.Valid(data) {
			fail(w, r, http.StatusBadRequest, `the body is not a JSON object with a string "text"`)
			return "", false
		}
		text = *in.Text
	case "application/x-www-form-urlencoded":
		// What curl -d says of any text. A form is one only where it has the field text.
		if fields, err := url.ParseQuery(text); err == nil && strings.HasPrefix(text, "text=") && fields.Has("text") {
			text = fields.Get("text")
		}
	}
	if strings.TrimSpace(text) == "" {
		fail(w, r, http.StatusBadRequest, "the body is empty; post the reply, the message or the event that came back")
		return "", false
	}
	return text, true
}

// limited reads at most MaxBody bytes. A body that says it is larger is refused unread.
func limited(r *http.Request) ([]byte, error) {
	if r.ContentLength > MaxBody {
		return nil, errTooLarge
	}
	if r.Body == nil {
		return nil, nil
	}
	data, err := io.ReadAll(io.LimitReader(r.Body, MaxBody+1))
	if len(data) > MaxBody {
		return nil, errTooLarge
	}
	return data, err
}
