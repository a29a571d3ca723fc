package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestUnanswered(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/closed":
			w.WriteHeader(http.StatusForbidden) // there, and lets no program in
		}
	}))
	defer server.Close()
	dead := unanswered(t.Context(), server.Client(), []string{server.URL + "/", server.URL + "/gone", server.URL + "/closed", "http://127.0.0.1:1/"})
	if len(dead) != 2 || !strings.Contains(dead[server.URL+"/gone"], "410") || dead["http://127.0.0.1:1/"] == "" {
		t.Errorf("%v", dead)
	}
}

func TestCitations(t *testing.T) {
	where, err := builder{root: "..", log: io.Discard}.citations()
	if err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{"https://support.google.com/a/answer/3726730", "https://www.rfc-editor.org/rfc/rfc9989"} {
		if len(where[address]) == 0 {
			t.Errorf("%s is cited nowhere", address)
		}
	}
	for address, places := range where {
		if strings.Contains(address, "example.") {
			t.Errorf("%s cites the example %s", places, address)
		}
	}
}
