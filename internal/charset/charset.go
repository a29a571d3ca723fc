// Package charset decodes the legacy charsets of mail where the host is a Go program. A browser has TextDecoder instead,
// so the engine knows neither.
package charset

import (
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
)

// Decode brings data in the charset with that name to UTF-8. It returns false for a name that is not in the WHATWG
// Encoding Standard, the list that browsers know too, and for the charsets that the standard forbids to decode.
func Decode(label, data string) (string, bool) {
	e, err := htmlindex.Get(label)
	if err != nil || e == encoding.Replacement {
		return "", false
	}
	s, err := e.NewDecoder().String(data)
	return s, err == nil
}
