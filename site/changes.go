package site

import (
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// changesPage is what happened to the rules, by day, the last one first. Facts come from the ledger; why something changed is
// told by content/changes/DAY.md where that is needed.
type changesPage struct {
	Days []changesDay
}

type changesDay struct {
	Day       string
	Date      string // "22 November 2026"
	Title     string
	Article   []section
	Errors    []link         // new ones, where they can be listed
	Changed   []changedRule  // those that say something else now
	New       map[string]int // how much came: pages, errors, responses
	Providers []link         // whose responses came
	Sum       string
}

// changedRule is a rule that says something else.
type changedRule struct {
	Link    link
	Changes []wordChange
}

// wordChange is one word of a verdict, before and after.
type wordChange struct{ Name, Before, After string }

// listedErrors is how many new errors of a day are named; the first day brought all there were.
const listedErrors = 40

var verdictWords = []string{"Type", "Next step", "The address"}

func (r *renderer) changesPage() {
	if len(r.ledger) == 0 || !r.wants("/changes/") && !r.wants("/feed.xml") {
		return
	}
	days := r.changesByDay()
	for _, art := range r.articles.in("changes") {
		art.used = true
		if !slices.ContainsFunc(days, func(d changesDay) bool { return d.Day == art.ID }) {
			r.fail("content/%s: nothing changed on %s, as content/%s has it", art.File, art.ID, LedgerFile)
		}
	}
	r.write("changes", page{
		Path: "/changes/", Title: "Changes of the rules", Section: "/changes/", Edit: "-", Modified: days[0].Day,
		Description: "What was added to the rules, and which rules say something else than before, by day. Also as a feed.",
		Body:        changesPage{days},
	})
	if r.wants("/feed.xml") {
		r.files = append(r.files, File{"feed.xml", r.feed(days)})
	}
}

func (r *renderer) changesByDay() []changesDay {
	byDay := map[string]*changesDay{}
	said := map[string]string{}
	for _, l := range r.ledger {
		key := l.Kind + " " + l.Name
		if before, known := said[key]; known && before == l.Says {
			continue // CheckLedger reports it
		}
		d := byDay[l.Day]
		if d == nil {
			d = &changesDay{Day: l.Day, Date: dayOf(l.Day).Format("2 January 2006"), New: map[string]int{}}
			byDay[l.Day] = d
		}
		if before, known := said[key]; known {
			d.Changed = append(d.Changed, r.changedRule(l, before))
		} else {
			d.New[l.Kind]++
			r.came(d, l)
		}
		said[key] = l.Says
	}
	var days []changesDay
	for _, day := range slices.Backward(sortedKeys(byDay)) {
		d := byDay[day]
		if art := r.articles["changes/"+day+".md"]; art != nil {
			d.Title, d.Article = art.Meta.Title, art.Sections
		}
		if d.New["error"] > listedErrors {
			d.Errors, d.Providers = nil, nil
		}
		d.Sum = d.sum()
		days = append(days, *d)
	}
	return days
}

// came notes what is worth a link of its own.
func (r *renderer) came(d *changesDay, l ledgerLine) {
	switch l.Kind {
	case "error":
		if r.errors[l.Name] != nil {
			d.Errors = append(d.Errors, r.errorLink(l.Name))
		}
	case "response":
		id, _, _ := strings.Cut(l.Says, " ")
		if e := r.errors[id]; e != nil {
			for i := range e.Responses {
				if to := r.providerLink(e.Responses[i].Provider); e.Responses[i].ID == l.Name && to.URL != "" && !slices.Contains(d.Providers, to) {
					d.Providers = append(d.Providers, to)
				}
			}
		}
	}
}

func (d *changesDay) sum() string {
	var parts []string
	for _, kind := range []struct{ id, noun string }{{"error", "error"}, {"response", "known response"}, {"page", "other address"}} {
		n := d.New[kind.id]
		switch {
		case kind.id == "page" && n > 1:
			parts = append(parts, fmt.Sprintf("%d other addresses", n))
		case n > 0:
			parts = append(parts, count(n, kind.noun))
		}
	}
	text := ""
	if len(parts) > 0 {
		text = "New: " + strings.Join(parts, ", ") + "."
	}
	if n := len(d.Changed); n > 0 {
		text = strings.TrimSpace(text + " Changed: " + count(n, "rule") + ".")
	}
	return text
}

func (r *renderer) changedRule(l ledgerLine, before string) changedRule {
	c := changedRule{Link: link{URL: l.address(), Text: l.Name}}
	old, now := strings.Fields(before), strings.Fields(l.Says)
	if old[0] != now[0] {
		name := "Reason"
		if l.Kind == "response" {
			name = "Error"
		}
		c.Changes = append(c.Changes, wordChange{name, old[0], now[0]})
	}
	for i, words := range []map[string]word{types, actions, suppressions} {
		if a, b := old[i+1], now[i+1]; a != b {
			c.Changes = append(c.Changes, wordChange{verdictWords[i], first(words[a].Label, "by its code"), first(words[b].Label, "by its code")})
		}
	}
	return c
}

// feed is the same as Atom (RFC 4287), for those who run a system on these rules. Days are enough: no clock is asked.
func (r *renderer) feed(days []changesDay) []byte {
	type atomLink struct {
		Rel  string `xml:"rel,attr,omitempty"`
		Type string `xml:"type,attr,omitempty"`
		Href string `xml:"href,attr"`
	}
	type entry struct {
		Title   string   `xml:"title"`
		ID      string   `xml:"id"`
		Updated string   `xml:"updated"`
		Link    atomLink `xml:"link"`
		Summary string   `xml:"summary"`
	}
	feed := struct {
		XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
		Title   string     `xml:"title"`
		ID      string     `xml:"id"`
		Updated string     `xml:"updated"`
		Author  string     `xml:"author>name"`
		Links   []atomLink `xml:"link"`
		Entries []entry    `xml:"entry"`
	}{
		Title: "Whybounced: changes of the rules", ID: r.Base + "/feed.xml", Updated: midnight(days[0].Day), Author: siteName,
		Links: []atomLink{{"self", "application/atom+xml", r.Base + "/feed.xml"}, {"alternate", "text/html", r.Base + "/changes/"}},
	}
	const longest = 50 // entries: a reader asks again before it has missed as many
	for _, d := range days[:min(len(days), longest)] {
		summary := d.Sum
		for _, e := range d.Errors {
			summary += " " + e.Text + "."
		}
		for _, c := range d.Changed {
			for _, w := range c.Changes {
				summary += fmt.Sprintf(" %s: %s was “%s”, is “%s”.", c.Link.Text, small(w.Name), w.Before, w.After)
			}
		}
		at := r.Base + "/changes/#day-" + d.Day
		feed.Entries = append(feed.Entries, entry{first(d.Title, "Rules of "+d.Date), at, midnight(d.Day), atomLink{Href: at}, summary})
	}
	return r.xmlFile("feed.xml", feed)
}

func midnight(day string) string { return day + "T00:00:00Z" }
