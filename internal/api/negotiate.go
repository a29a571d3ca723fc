package api

import (
	"net/http"
	"strconv"
	"strings"
)

// negotiate picks the form of an answer that the client likes best (RFC 9110 section 12.5.1), or says 406 and returns "". Who
// takes anything gets the first one; a person at a terminal, whose curl takes anything too, gets text.
func negotiate(w http.ResponseWriter, r *http.Request, offers ...string) string {
	w.Header().Add("Vary", "Accept")
	accept := strings.Join(r.Header.Values("Accept"), ",")
	if strings.TrimSpace(accept) == "" {
		accept = "*/*"
	}
	best, bestQuality := "", 0.0
	for _, offer := range offers {
		if q := quality(accept, offer); q > bestQuality {
			best, bestQuality = offer, q
		}
	}
	if best == "" {
		fail(w, r, http.StatusNotAcceptable, "the forms of this answer are "+strings.Join(offers, ", "))
		return ""
	}
	for _, offer := range offers {
		if offer != plainText {
			continue
		}
		w.Header().Add("Vary", "User-Agent")
		if strings.TrimSpace(accept) == "*/*" && atTerminal(r.UserAgent()) {
			return plainText
		}
	}
	return best
}

func atTerminal(agent string) bool {
	for _, name := range []string{"curl/", "Wget/", "HTTPie/", "xh/"} {
		if strings.HasPrefix(agent, name) {
			return true
		}
	}
	return false
}

// quality is how much an Accept header likes a form, 0 to 1. The most specific range that covers it decides.
func quality(accept, form string) float64 {
	kind, _, _ := strings.Cut(form, "/")
	best, specific := 0.0, 0
	for _, part := range strings.Split(accept, ",") {
		name, parameters, _ := strings.Cut(part, ";")
		rank := 0
		switch strings.ToLower(strings.TrimSpace(name)) {
		case form:
			rank = 3
		case kind + "/*":
			rank = 2
		case "*/*":
			rank = 1
		}
		if rank == 0 || rank < specific {
			continue
		}
		q := 1.0
		for _, p := range strings.Split(parameters, ";") {
			if value, ok := strings.CutPrefix(strings.ToLower(strings.TrimSpace(p)), "q="); ok {
				n, err := strconv.ParseFloat(value, 64)
				if err != nil || !(n >= 0 && n <= 1) {
					n = 0
				}
				q = n
			}
		}
		if rank > specific || q > best {
			best, specific = q, rank
		}
	}
	return best
}
