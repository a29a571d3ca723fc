package site

import (
	"slices"
	"strings"
)

// codeList is the index of all codes: reply codes in one table, enhanced codes by subject.
type codeList struct {
	Replies  []codeRow
	Subjects []codeGroup
}

type codeGroup struct {
	Digit, Title string
	Rows         []codeRow
}

type codeRow struct {
	Codes     []link
	Title     string
	Responses int
}

func (r *renderer) codeList(replies, statuses []string) {
	var body codeList
	for _, code := range replies {
		body.Replies = append(body.Replies, codeRow{[]link{r.codes.link(code)}, r.codeTitle(code), len(r.codes.carriers[code])})
	}
	// One row for 2.1.5, 4.1.5 and 5.1.5: it is one code in three classes.
	rows := map[string]*codeRow{}
	var order []string
	for _, code := range statuses {
		key := inClass(code, "x")
		if rows[key] == nil {
			rows[key] = &codeRow{Title: r.codeTitle(code)}
			order = append(order, key)
		}
		rows[key].Codes = append(rows[key].Codes, r.codes.link(code))
		rows[key].Responses += len(r.codes.carriers[code])
	}
	for _, digit := range []string{"0", "1", "2", "3", "4", "5", "6", "7"} {
		group := codeGroup{Digit: digit, Title: codeSubjects[digit]}
		for _, key := range sortedCodes(order) {
			if strings.HasPrefix(key, "x."+digit+".") {
				group.Rows = append(group.Rows, *rows[key])
				rows[key] = nil
			}
		}
		if len(group.Rows) > 0 {
			body.Subjects = append(body.Subjects, group)
		}
	}
	strange := codeGroup{Digit: "other", Title: "Subjects that no standard defines"}
	for _, key := range sortedCodes(order) {
		if rows[key] != nil {
			strange.Rows = append(strange.Rows, *rows[key])
		}
	}
	if len(strange.Rows) > 0 {
		body.Subjects = append(body.Subjects, strange)
	}
	r.write("codes", page{
		Path: "/codes/", Title: "SMTP codes", Section: "/codes/",
		Description: "Every SMTP reply code and enhanced status code, from the standards and the IANA registry, with the responses that carry it.",
		Body:        body,
	})
}

// codeTitle names a code that stands in no registry by those who send it.
func (r *renderer) codeTitle(code string) string {
	if c := r.codes.lookup(code); c != nil {
		return curl(c.Title)
	}
	var senders []string
	for _, k := range r.codes.carriers[code] {
		if name := r.providerLink(k.Response.Provider).Text; name != "" && !slices.Contains(senders, name) {
			senders = append(senders, name)
		}
	}
	switch len(senders) {
	case 0:
		return "Not registered"
	case 1:
		return "Not registered, sent by " + senders[0]
	case 2:
		return "Not registered, sent by " + senders[0] + " and " + senders[1]
	}
	return "Not registered, sent by several"
}
