package site

import (
	"strings"

	"github.com/whybounced/whybounced/site/card"
)

// reasonPage is a cause: its errors, its known responses, and what other systems call it.
type reasonPage struct {
	Stamp     verdict
	Means     string
	Check     string
	Fix       string
	Facts     []fact
	Customer  string
	Article   []section
	Errors    []errorRow
	Known     []responseGroup
	Codes     []link
	Crosswalk []fact
	Contents  []link
	Previous  link
	Next      link
}

type reasonGroup struct {
	Family  link
	Reasons []errorRow
}

func (r *renderer) reasonPages() {
	var groups []reasonGroup
	var order []string
	for _, family := range r.Rules.Families {
		group := reasonGroup{Family: r.familyLink(family.ID)}
		for _, reason := range r.Rules.Reasons {
			if reason.Family != family.ID {
				continue
			}
			group.Reasons = append(group.Reasons, errorRow{Link: r.reasonLink(reason.ID), Stamp: stamp(reason.Type, reason.Action), Means: reason.Means})
			order = append(order, reason.ID)
		}
		groups = append(groups, group)
	}
	for i, id := range order {
		var before, after link
		if i > 0 {
			before = r.reasonLink(order[i-1])
		}
		if i+1 < len(order) {
			after = r.reasonLink(order[i+1])
		}
		if r.wants("/reasons/" + id + "/") {
			r.reasonPage(id, before, after)
		}
	}
	r.write("reasons", page{
		Path: "/reasons/", Title: "Reasons: the closed list", Section: "/reasons/",
		Description: "The words that every decoded bounce is sorted into: what each reason means, whether retrying helps, and what the sender does next.",
		Body:        groups,
	})
}

func (r *renderer) reasonPage(id string, before, after link) {
	reason := r.reasons[id]
	body := reasonPage{
		Stamp: stamp(reason.Type, reason.Action), Means: reason.Means, Check: reason.Check, Fix: reason.Fix, Customer: reason.Reply, Previous: before, Next: after,
		Facts: []fact{
			{"Type", link{Text: types[reason.Type].Label}, types[reason.Type].Means},
			{"Next step", link{Text: actions[reason.Action].Label}, actions[reason.Action].Means},
			{"The address", link{Text: suppressions[reason.Suppress].Label}, suppressions[reason.Suppress].Means},
			{"Family", r.familyLink(reason.Family), ""},
		},
	}
	var responses []known
	for _, e := range r.byReason[id] {
		typ, action, _ := r.verdictOf(e)
		body.Errors = append(body.Errors, errorRow{Link: r.errorLink(e.ID), Stamp: stamp(typ, action), Means: e.Means, Retired: e.Retired != ""})
		for k := range e.Responses {
			responses = append(responses, known{e, &e.Responses[k]})
		}
	}
	body.Known = r.group(responses, "")
	body.Codes = r.codes.meaning(id)
	for _, other := range []struct {
		name  string
		words []string
	}{
		{"Sisimai", reason.Crosswalk.Sisimai},
		{"ML labels", reason.Crosswalk.ML},
		{"KumoMTA", reason.Crosswalk.KumoMTA},
	} {
		if len(other.words) > 0 {
			body.Crosswalk = append(body.Crosswalk, fact{Name: other.name, Help: strings.Join(other.words, ", ")})
		}
	}
	p := page{
		Path: "/reasons/" + id + "/", Title: curl(reason.Title), Description: plain(reason.Means), Section: "/reasons/",
		HeadTitle: curl(reason.Title) + " (" + id + "): bounce reason",
		Trail:     []link{{URL: "/reasons/", Text: "Reasons"}, r.familyLink(reason.Family)},
		Card:      card.Card{Kind: "Bounce reason", Title: curl(reason.Title), Stamp: body.Stamp.Word, Line: body.Stamp.Line, Type: reason.Type},
	}
	if art := r.articles.take("reasons", id); art != nil {
		body.Article = art.Sections
		p.Reviewed, p.Edit = art.Meta.Reviewed, "content/"+art.File
	}
	body.Contents = contentsOf(body.Article)
	if len(body.Errors) > 0 {
		body.Contents = append(body.Contents, link{URL: "#errors", Text: "Errors with this reason"})
	}
	if body.Customer != "" {
		body.Contents = append(body.Contents, link{URL: "#customer", Text: "A reply for your customer"})
	}
	if len(body.Known) > 0 {
		body.Contents = append(body.Contents, link{URL: "#known-responses", Text: "Known responses"})
	}
	p.Body = body
	r.write("reason", p)
}
