package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/whybounced/whybounced"
)

// column is one thing that can be told of a bounce, for --print, --csv and databases.
type column struct {
	name  string
	about string
	of    func(b *whybounced.Bounce) string
}

// columns have the names of the fields of a report; those in parts of it have the names of the parts.
var columns = []column{
	{"recipient", "who did not get the message", func(b *whybounced.Bounce) string { return b.Recipient }},
	{"domain", "the domain of the recipient", func(b *whybounced.Bounce) string { return b.Facts.RecipientDomain }},
	{"type", "hard, soft, undetermined or none", func(b *whybounced.Bounce) string { return b.Type }},
	{"action", "what the sender does next", func(b *whybounced.Bounce) string { return b.Action }},
	{"suppress", "whether to stop mailing the address: yes, watch or no", func(b *whybounced.Bounce) string { return b.Suppress }},
	{"family", "the group of the reason", func(b *whybounced.Bounce) string { return b.Family }},
	{"reason", "the cause in one word", func(b *whybounced.Bounce) string { return b.Reason }},
	{"error", "the article that explains it", func(b *whybounced.Bounce) string { return b.Error }},
	{"rule", "the known response that matched", func(b *whybounced.Bounce) string { return b.Rule }},
	{"provider", "who answered", func(b *whybounced.Bounce) string { return b.Provider }},
	{"basis", "what the finding rests on: rule, wording, status, reply or none", func(b *whybounced.Bounce) string { return b.Basis }},
	{"reply", "the reply code", func(b *whybounced.Bounce) string { return b.Reply }},
	{"status", "the enhanced code", func(b *whybounced.Bounce) string { return b.Status }},
	{"text", "what the server said", func(b *whybounced.Bounce) string { return b.Text }},
	{"remote", "the server that answered", func(b *whybounced.Bounce) string { return b.Remote }},
	{"reporter", "the server that reports it", func(b *whybounced.Bounce) string { return b.Reporter }},
	{"command", "the SMTP command that was answered", func(b *whybounced.Bounce) string { return b.Command }},
	{"at", "when, of the last of several attempts", func(b *whybounced.Bounce) string {
		if n := len(b.Attempts); n > 0 {
			return b.Attempts[n-1].At
		}
		return ""
	}},
	{"retry-after", "seconds to wait, where the reply names a time", func(b *whybounced.Bounce) string {
		if b.RetryAfter == 0 {
			return ""
		}
		return strconv.Itoa(b.RetryAfter)
	}},
	{"sender-domain", "the sender's domain, where the reply names it", func(b *whybounced.Bounce) string { return b.Facts.SenderDomain }},
	{"sender-ip", "the sender's address, where the reply names it", func(b *whybounced.Bounce) string { return b.Facts.SenderIP }},
	{"blocklist", "the blocklist, where the reply names it", func(b *whybounced.Bounce) string { return b.Facts.Blocklist }},
	{"token", "the provider's own mark, such as TSS04", func(b *whybounced.Bounce) string { return b.Facts.Token }},
	{"trace", "the id that the recipient's provider can search for", func(b *whybounced.Bounce) string { return b.Trace }},
	{"title", "what happened, in a few words", func(b *whybounced.Bounce) string { return b.Title }},
	{"means", "what happened, in a sentence", func(b *whybounced.Bounce) string { return b.Means }},
	{"check", "what to look at", func(b *whybounced.Bounce) string { return b.Check }},
	{"fix", "how to repair it", func(b *whybounced.Bounce) string { return b.Fix }},
	{"customer", "plain words for a customer", func(b *whybounced.Bounce) string { return b.Customer }},
	{"url", "the page on the site", func(b *whybounced.Bounce) string { return b.URL }},
}

// usualColumns are those of --csv.
const usualColumns = "recipient,type,reason,suppress,action,provider,reply,status,error,rule,basis,text"

func columnNames() []string {
	var names []string
	for _, c := range columns {
		names = append(names, c.name)
	}
	return names
}

// parseColumns finds columns by their names.
func parseColumns(list []string) ([]column, error) {
	var out []column
	for _, name := range list {
		i := slices.IndexFunc(columns, func(c column) bool { return c.name == name })
		if i < 0 {
			return nil, fmt.Errorf("--print knows no field %q; it takes %s", name, strings.Join(columnNames(), ", "))
		}
		out = append(out, columns[i])
	}
	return out, nil
}

// wordy tells whether a column is left out of lean reports.
func wordy(list []column) bool {
	return slices.ContainsFunc(list, func(c column) bool {
		return slices.Contains([]string{"title", "means", "check", "fix", "customer"}, c.name)
	})
}

// appendTabbed appends one line: values with tabs between them. Tabs and line ends in them become spaces.
func appendTabbed(to []byte, list []column, b *whybounced.Bounce) []byte {
	for i, c := range list {
		if i > 0 {
			to = append(to, '\t')
		}
		to = append(to, oneLine(c.of(b))...)
	}
	return append(to, '\n')
}

// oneLine is text without what would end a line or a field, or steer a terminal.
func oneLine(s string) string {
	if strings.IndexFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == 0xfffd }) < 0 {
		return s
	}
	return printable(s, len(s)+1)
}

// appendCSV appends one record (RFC 4180, with line ends that pipelines want). A cell that a spreadsheet would take for a formula begins with an apostrophe:
// what a server says may come from anybody.
func appendCSV(to []byte, cells []string) []byte {
	for i, cell := range cells {
		if i > 0 {
			to = append(to, ',')
		}
		cell = oneLine(cell)
		if cell != "" && strings.IndexByte("=+-@", cell[0]) >= 0 {
			cell = "'" + cell
		}
		if strings.ContainsAny(cell, "\",") {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		to = append(to, cell...)
	}
	return append(to, '\n')
}

// appendObject appends a JSON object with the fields.
func appendObject(to []byte, id string, list []column, b *whybounced.Bounce) []byte {
	to = append(to, '{')
	if id != "" {
		to = append(append(to, `"id":`...), id...)
	}
	for i, c := range list {
		if i > 0 || id != "" {
			to = append(to, ',')
		}
		to = append(appendQuoted(to, c.name), ':')
		to = appendQuoted(to, c.of(b))
	}
	return append(to, '}')
}

// appendQuoted appends a JSON string.
func appendQuoted(to []byte, s string) []byte {
	quoted, _ := json.Marshal(s) // strings always marshal
	return append(to, quoted...)
}
