package site

import (
	"slices"
	"strings"
)

// codeMatrix is all codes to browse. Both kinds are the same table: what a code says by its last parts is a row, how it is meant
// (accepted, not now, never) a column, so that 450 stands beside 550 and 4.2.2 beside 5.2.2.
type codeMatrix struct {
	Replies  codeTable
	Accepted []codeCell // 2xx and 3xx: no row has a partner, and nobody is refused
	Subjects []codeTable
}

// codeTable is a group of codes: reply codes, or the enhanced codes of a subject.
type codeTable struct {
	ID, Digits, Title string
	Columns           []codeColumn
	Rows              []codeRow
}

// codeColumn is a class.
type codeColumn struct {
	Digits, Means string
	Codes         int
}

// codeRow is a code in each class. Rows of reply codes have a title in each cell, since 250 and 550 share no meaning; enhanced
// codes have one for all.
type codeRow struct {
	Digits, Title, Means string
	Cells                []codeCell
}

type codeCell struct {
	Link      link
	Column    string // heading, for narrow screens
	Title     string
	Responses int // known ones that carry it
}

const otherSubjects = "subject-other"

// subjectAnchor is where codes with this subject and detail ("7.26") stand in the index.
func subjectAnchor(rest string) string {
	subject, _, _ := strings.Cut(rest, ".")
	if codeSubjects[subject] == "" {
		return otherSubjects
	}
	return "subject-" + subject
}

// codeGroupTitle is the part of the index that holds a code.
func (r *renderer) codeGroupTitle(code string) string {
	_, rest, enhanced := strings.Cut(code, ".")
	subject, _, _ := strings.Cut(rest, ".")
	switch {
	case !enhanced:
		return "Reply codes"
	case codeSubjects[subject] == "":
		return "Other subjects"
	}
	return "x." + subject + ".x " + codeSubjects[subject]
}

func (r *renderer) codeList(replies, statuses []string) {
	body := codeMatrix{Replies: r.replyTable(replies)}
	for _, code := range replies {
		if code < "4" {
			body.Accepted = append(body.Accepted, r.replyCell(code, replyFirst[code[:1]]))
		}
	}
	byAnchor := map[string][]string{}
	for _, code := range statuses {
		_, rest, _ := strings.Cut(code, ".")
		byAnchor[subjectAnchor(rest)] = append(byAnchor[subjectAnchor(rest)], code)
	}
	for _, id := range sortedKeys(byAnchor) { // "subject-other" comes last by itself
		subject := strings.TrimPrefix(id, "subject-")
		table := codeTable{ID: id, Title: first(codeSubjects[subject], "Subjects that no standard defines")}
		if id != otherSubjects {
			table.Digits = "x." + subject + ".x"
		}
		r.statusRows(&table, byAnchor[id])
		body.Subjects = append(body.Subjects, table)
	}
	r.write("codes", page{
		Path: "/codes/", Title: "SMTP codes", Section: "/codes/",
		HeadTitle:   "SMTP error codes and enhanced status codes: the whole list",
		Description: "Every SMTP reply code and enhanced status code, from the standards and the IANA registry, with what it means and how many known responses carry it.",
		Body:        body,
	})
}

func (r *renderer) replyCell(code, column string) codeCell {
	return codeCell{r.codes.link(code), column, r.codeTitle(code), len(r.codes.carriers[code])}
}

// replyTable has a row for the last two digits of each refusal.
func (r *renderer) replyTable(replies []string) codeTable {
	table := codeTable{ID: "replies", Title: "Reply codes"}
	var rows []string
	for _, class := range []string{"4", "5"} {
		column := codeColumn{Digits: class + "xx", Means: replyFirst[class]}
		for _, code := range replies {
			if code[:1] == class {
				column.Codes++
				rows = append(rows, code[1:])
			}
		}
		table.Columns = append(table.Columns, column)
	}
	slices.Sort(rows)
	for _, last := range slices.Compact(rows) {
		row := codeRow{Digits: "x" + last}
		for _, column := range table.Columns {
			code := column.Digits[:1] + last
			cell := codeCell{Column: column.Means}
			if r.codes.pages[code] {
				cell = r.replyCell(code, column.Means)
			}
			row.Cells = append(row.Cells, cell)
		}
		table.Rows = append(table.Rows, row)
	}
	return table
}

// statusRows has a row for each subject and detail.
func (r *renderer) statusRows(table *codeTable, codes []string) {
	var rows []string
	for _, class := range []string{"2", "4", "5"} {
		column := codeColumn{Digits: class + ".x.x", Means: codeClasses[class]}
		for _, code := range codes {
			if code[:1] == class {
				column.Codes++
			}
		}
		table.Columns = append(table.Columns, column)
	}
	for _, code := range codes {
		rows = append(rows, inClass(code, "x"))
	}
	for _, key := range slices.Compact(sortedCodes(rows)) {
		row := codeRow{Digits: key}
		for _, column := range table.Columns {
			code := inClass(key, column.Digits[:1])
			cell := codeCell{Column: column.Means}
			if r.codes.pages[code] {
				cell.Link, cell.Responses = r.codes.link(code), len(r.codes.carriers[code])
				row.Title = first(row.Title, r.codeTitle(code))
			}
			row.Cells = append(row.Cells, cell)
		}
		if c := r.codes.registered[key]; c != nil {
			row.Means = c.Means
		}
		table.Rows = append(table.Rows, row)
	}
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
