package site

import (
	"slices"
	"strings"

	"github.com/whybounced/whybounced"
	"github.com/whybounced/whybounced/site/card"
)

// codePage is a reply code or an enhanced status code.
type codePage struct {
	Code, Name string
	Registered bool
	Parts      []codePart // the code taken apart
	Means      string
	Check      string
	Fix        string
	Note       string
	Reason     link
	Source     sourceView
	Known      []responseGroup
	Errors     []codeError // instead of Known where there are too many
	Siblings   []link      // the same code in other classes, or the reply codes it comes with
	Previous   link
	Next       link
}

type codePart struct {
	Digits, Role, Says string
}

// codeError is an error that sends a code, for codes that half of all servers use.
type codeError struct {
	Link      link
	Responses int
	Providers []string
}

// knownLimit is how many responses a code's page shows word for word; 550 has hundreds.
const knownLimit = 40

func (x *codeIndex) sorted() []string { return x.order }

// meaning are the codes whose registered meaning is a reason.
func (x *codeIndex) meaning(reason string) []link {
	var list []link
	for _, code := range x.sorted() {
		if c := x.lookup(code); c != nil && reasonIn(c, code) == reason {
			list = append(list, x.link(code))
		}
	}
	return list
}

// reasonIn is what a registered code means in the class it is used with.
func reasonIn(c *whybounced.Code, code string) string {
	switch {
	case strings.HasPrefix(code, "2."):
		return "delivered"
	case strings.HasPrefix(code, "4.") && c.Soft != "":
		return c.Soft
	}
	return c.Reason
}

func (r *renderer) codePages() {
	var replies, statuses []string
	for _, code := range r.codes.sorted() {
		if strings.Contains(code, ".") {
			statuses = append(statuses, code)
		} else {
			replies = append(replies, code)
		}
	}
	for _, list := range [][]string{replies, statuses} {
		for i, code := range list {
			var before, after link
			if i > 0 {
				before = r.codes.link(list[i-1])
			}
			if i+1 < len(list) {
				after = r.codes.link(list[i+1])
			}
			if r.wants("/codes/" + code + "/") {
				r.codePage(code, before, after)
			}
		}
	}
	// What people type into the address bar.
	for _, code := range append(slices.Clone(replies), statuses...) {
		r.redirect("/"+code+"/", "/codes/"+code+"/", code+" "+r.codeTitle(code))
	}
	for _, code := range r.Rules.Statuses {
		r.redirect("/codes/"+code.Code+"/", "/codes/"+inClass(code.Code, "5")+"/", code.Code+" "+curl(code.Title))
	}
	r.codeList(replies, statuses)
}

func (r *renderer) codePage(code string, before, after link) {
	c := r.codes.lookup(code)
	body := codePage{Code: code, Registered: c != nil, Parts: takeApart(code, c), Previous: before, Next: after}
	body.Name = r.codeTitle(code)
	if c != nil {
		body.Means, body.Check, body.Fix, body.Note, body.Source = c.Means, c.Check, c.Fix, c.Note, viewSource(c.Source)
		if id := reasonIn(c, code); r.reasons[id] != nil {
			body.Reason = r.reasonLink(id)
		}
		body.Siblings = r.siblings(code, c)
	} else {
		body.Means = "No standard or registry defines this code. What it means is up to the server that sends it; the responses below are those we know."
	}
	carriers := r.codes.carriers[code]
	if len(carriers) > knownLimit {
		body.Errors = r.codeErrors(carriers)
	} else {
		body.Known = r.group(carriers, "")
	}
	kind, anchor := "SMTP reply code", "replies"
	if _, rest, enhanced := strings.Cut(code, "."); enhanced {
		kind, anchor = "SMTP enhanced status code", subjectAnchor(rest)
	}
	r.write("code", page{
		Path: "/codes/" + code + "/", Title: code + " " + body.Name, Description: plain("SMTP " + code + ". " + body.Means), Section: "/codes/",
		HeadTitle: replyWord(code) + code + ": " + body.Name,
		Trail:     []link{{URL: "/codes/", Text: "Codes"}, {URL: "/codes/#" + anchor, Text: r.codeGroupTitle(code)}},
		Card:      codeCard(kind, code, c, body.Name), Body: body,
	})
}

// codeCard is the picture of a code; one that no registry knows is rarely shared, and has none.
func codeCard(kind, code string, c *whybounced.Code, name string) card.Card {
	if c == nil {
		return card.Card{}
	}
	return card.Card{Kind: kind, Digits: code, Title: name}
}

// replyWord is what people call a code when they search for it.
func replyWord(code string) string {
	if code[0] == '4' || code[0] == '5' {
		return "SMTP error "
	}
	return "SMTP reply "
}

// siblings are the codes a reader of this one may have meant, or will see beside it.
func (r *renderer) siblings(code string, c *whybounced.Code) []link {
	var list []link
	for _, class := range []string{"2", "4", "5"} {
		other := inClass(code, class)
		if other != code && strings.Contains(code, ".") && r.codes.pages[other] {
			l := r.codes.link(other)
			l.Note = small(codeClasses[class])
			list = append(list, l)
		}
	}
	for _, basic := range c.Basic {
		if r.codes.pages[basic] && basic[0] == code[0] {
			l := r.codes.link(basic)
			l.Note = "reply code it comes with"
			list = append(list, l)
		}
	}
	if !strings.Contains(code, ".") {
		for i := range r.Rules.Statuses {
			status := &r.Rules.Statuses[i]
			if slices.Contains(status.Basic, code) {
				l := r.codes.link(inClass(status.Code, code[:1]))
				l.Note = small(curl(status.Title))
				list = append(list, l)
			}
		}
	}
	return list
}

func (r *renderer) codeErrors(carriers []known) []codeError {
	var list []codeError
	at := map[string]int{}
	for _, k := range carriers {
		i, seen := at[k.Error.ID]
		if !seen {
			i = len(list)
			at[k.Error.ID] = i
			list = append(list, codeError{Link: r.errorLink(k.Error.ID)})
		}
		list[i].Responses++
		if name := r.providerLink(k.Response.Provider).Text; name != "" && !slices.Contains(list[i].Providers, name) {
			list[i].Providers = append(list[i].Providers, name)
		}
	}
	slices.SortStableFunc(list, func(a, b codeError) int { return b.Responses - a.Responses })
	return list
}

// takeApart says what each part of a code tells by itself (RFC 5321 section 4.2.1, RFC 3463 section 2).
func takeApart(code string, c *whybounced.Code) []codePart {
	detail := "No registered meaning"
	if c != nil {
		detail = curl(c.Title)
	}
	if parts := strings.Split(code, "."); len(parts) == 3 {
		return []codePart{
			{parts[0], "class", first(codeClasses[parts[0]], "not defined")},
			{parts[1], "subject", first(codeSubjects[parts[1]], "not defined")},
			{parts[2], "detail", detail},
		}
	}
	return []codePart{
		{code[:1], "first digit", first(replyFirst[code[:1]], "not defined")},
		{code[1:2], "second digit", first(replySecond[code[1:2]], "not defined")},
		{code[2:], "third digit", detail},
	}
}
