package site

import (
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
)

// responseView is a known response as pages show it.
type responseView struct {
	ID       string
	Error    link // on pages of other things than its error
	Provider link
	Verdict  *verdict // where it differs from its error's
	Examples []string
	Short    string // first example in one line, for tables
	Codes    []link
	Note     string
	Source   sourceView
	Retired  string
}

type sourceView struct {
	URL, Host, Kind, Seen string
}

// responseGroup is the known responses of one error that belong on a page.
type responseGroup struct {
	Error     link
	Responses []responseView
}

// group puts responses under their errors. On a provider's own page its name is left out.
func (r *renderer) group(list []known, provider string) []responseGroup {
	var groups []responseGroup
	at := map[string]int{}
	for _, k := range list {
		i, seen := at[k.Error.ID]
		if !seen {
			i = len(groups)
			at[k.Error.ID] = i
			groups = append(groups, responseGroup{Error: r.errorLink(k.Error.ID)})
		}
		view := r.responseView(english, k.Error, k.Response)
		if k.Response.Provider == provider {
			view.Provider = link{}
		}
		groups[i].Responses = append(groups[i].Responses, view)
	}
	return groups
}

func (r *renderer) responseView(l *language, e *whybounced.Error, response *whybounced.Response) responseView {
	v := responseView{
		ID: response.ID, Error: r.errorLink(e.ID), Provider: r.providerLink(response.Provider), Examples: response.Examples,
		Note: response.Note, Retired: response.Retired, Source: viewSource(response.Source),
	}
	if len(response.Examples) > 0 {
		v.Short = cut(response.Examples[0], 220)
	}
	typ, action, _ := r.verdictOf(e)
	if t, a := r.typeOf(e, response), first(response.Action, action); t != typ || a != action {
		own := l.stamp(t, a)
		v.Verdict = &own
	}
	for _, code := range carried(response) {
		v.Codes = append(v.Codes, r.codes.link(code))
	}
	v.Source.Kind = l.sayOr(v.Source.Kind)
	slices.SortFunc(v.Codes, func(a, b link) int { return byNumber(a.Text, b.Text) })
	return v
}

// viewSource names a source by its host: what it is worth shows before it is followed.
func viewSource(s whybounced.Source) sourceView {
	_, host, _ := strings.Cut(s.URL, "://")
	host, _, _ = strings.Cut(host, "/")
	return sourceView{URL: s.URL, Host: strings.TrimPrefix(host, "www."), Kind: sourceKinds[s.Kind], Seen: s.Seen}
}
