package site

import "github.com/whybounced/whybounced"

// familyTable is the error table of a root-cause group: one row an error.
type familyTable struct {
	ID, Title, Means string
	Rows             []errorRow
}

type errorRow struct {
	Link    link
	Literal string // a code or text as a server sends it
	Stamp   verdict
	Means   string
	Check   string
	Fix     string
	Retired bool
}

type familyPage struct {
	familyTable
	Previous, Next link
}

func (r *renderer) familyPages() {
	var tables []familyTable
	for i, family := range r.Rules.Families {
		table := r.familyTable(family)
		tables = append(tables, table)
		body := familyPage{familyTable: table}
		if i > 0 {
			body.Previous = r.familyLink(r.Rules.Families[i-1].ID)
		}
		if i+1 < len(r.Rules.Families) {
			body.Next = r.familyLink(r.Rules.Families[i+1].ID)
		}
		r.write("family", page{
			Path: "/families/" + family.ID + "/", Title: curl(family.Title), Description: plain(family.Means), Section: "/families/",
			Trail: []link{{URL: "/families/", Text: "Errors"}}, Body: body,
		})
	}
	r.write("families", page{
		Path: "/families/", Title: "Delivery errors by cause", Section: "/families/",
		Description: "Every email delivery error in this reference, grouped by what causes it: the address, the mailbox, DNS, authentication, reputation, the connection, the account, the device or the message.",
		Body:        tables,
	})
}

func (r *renderer) familyTable(family whybounced.Family) familyTable {
	return r.familyTableIn(english, family)
}

func (r *renderer) familyTableIn(l *language, family whybounced.Family) familyTable {
	table := familyTable{ID: family.ID, Title: l.say(curl(family.Title)), Means: l.say(curl(family.Means))}
	for _, e := range r.byFamily[family.ID] {
		typ, action, _ := r.verdictOf(e)
		reason := r.reasons[e.Reason]
		row := errorRow{
			Link: r.errorLinkIn(l, e.ID), Stamp: l.stamp(typ, action), Means: e.Means,
			Check: first(e.Check, reason.Check), Fix: first(e.Fix, reason.Fix), Retired: e.Retired != "",
		}
		// The article's example was chosen to stand for the error; a response's may be a rarity.
		if article := r.articles["errors/"+e.ID+".md"]; article != nil && article.Reply != "" {
			row.Literal = cut(article.Reply, 110)
		} else if len(e.Responses) > 0 && len(e.Responses[0].Examples) > 0 {
			row.Literal = cut(e.Responses[0].Examples[0], 110)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}
