package api

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// The forms that an answer can have, in the order in which they are offered to who takes anything.
const (
	jsonForm  = "application/json"
	markdown  = "text/markdown"
	plainText = "text/plain"
	page      = "text/html"
	problem   = "application/problem+json"
)

// answer writes a body, with what HEAD and a repeated GET need: its length and its ETag (RFC 9110 section 8.8.3).
func answer(w http.ResponseWriter, r *http.Request, form string, body []byte) {
	h := w.Header()
	if strings.HasPrefix(form, "text/") {
		form += "; charset=utf-8"
	}
	h.Set("Content-Type", form)
	if r.Method != http.MethodPost && h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "public, max-age=3600")
		sum := sha256.Sum256(body)
		tag := `"` + base64.RawURLEncoding.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		if sameTag(r.Header.Values("If-None-Match"), tag) {
			h.Del("Content-Type")
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	write(w, r, http.StatusOK, body)
}

func write(w http.ResponseWriter, r *http.Request, status int, body []byte) {
	drain(r)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // to HEAD too: both servers keep the length and drop the body
}

// drain takes the rest of a body that was refused, within reason: a server that hangs up on a client still sending is not heard.
func drain(r *http.Request) {
	if r.Body != nil {
		_, _ = io.CopyN(io.Discard, r.Body, 4*MaxBody)
	}
}

// sameTag compares weakly, as If-None-Match asks for (RFC 9110 section 13.1.2).
func sameTag(values []string, tag string) bool {
	for _, part := range strings.Split(strings.Join(values, ","), ",") {
		part = strings.TrimPrefix(strings.TrimSpace(part), "W/")
		if part == tag || part == "*" {
			return true
		}
	}
	return false
}

// fail writes a problem (RFC 9457). The detail says what was wrong and the way out.
func fail(w http.ResponseWriter, r *http.Request, status int, detail string) {
	body, _ := json.Marshal(struct {
		Type   string `json:"type"`
		Title  string `json:"title"`
		Status int    `json:"status"`
		Detail string `json:"detail"`
	}{"about:blank", http.StatusText(status), status, detail})
	h := w.Header()
	h.Set("Content-Type", problem)
	h.Set("Cache-Control", "no-store")
	h.Del("ETag")
	write(w, r, status, append(body, '\n'))
}

// redirect sends a visitor on. The address is one of ours, or was escaped before.
func redirect(w http.ResponseWriter, r *http.Request, status int, location string) {
	h := w.Header()
	h.Set("Location", location)
	h.Set("Content-Type", plainText+"; charset=utf-8")
	write(w, r, status, []byte(location+"\n"))
}

// quoted shows what a stranger sent, on one line and short.
func quoted(s string) string {
	if len(s) > 100 {
		s = strings.ToValidUTF8(s[:100], "") + "…"
	}
	return strconv.Quote(s)
}
