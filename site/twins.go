package site

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/whybounced/whybounced"
)

// An error's page has two twins for programs: /e/ID.md, the page as Markdown, and /e/ID.json, the facts of it.

// errorTwin is an error as data: the entry of rules.json with all that the page adds to it.
type errorTwin struct {
	ID        string         `json:"id"`
	URL       string         `json:"url"`
	Title     string         `json:"title"`
	Family    string         `json:"family"`
	Reason    string         `json:"reason"`
	Type      string         `json:"type"`
	Action    string         `json:"action"`
	Suppress  string         `json:"suppress"`
	Means     string         `json:"means"`
	Check     string         `json:"check"`
	Fix       string         `json:"fix"`
	Reply     string         `json:"reply"`
	Codes     []string       `json:"codes"`
	Example   string         `json:"example"`
	Retired   string         `json:"retired,omitempty"`
	Reviewed  string         `json:"reviewed,omitempty"`
	Modified  string         `json:"modified,omitempty"`
	Responses []responseTwin `json:"responses"`
}

type responseTwin struct {
	ID       string            `json:"id"`
	URL      string            `json:"url"`
	Provider string            `json:"provider"`
	Codes    []string          `json:"codes"`
	Examples []string          `json:"examples"`
	Note     string            `json:"note,omitempty"`
	Source   whybounced.Source `json:"source"`
}

// twins writes both. The article's own Markdown is used as it is: no second wording of it exists.
func (r *renderer) twins(e *whybounced.Error, body errorPage, p page, art *article) {
	if !r.wants(p.Path) {
		return
	}
	typ, action, suppress := r.verdictOf(e)
	twin := errorTwin{
		ID: e.ID, URL: r.Base + p.Path, Title: curl(e.Title), Family: r.reasons[e.Reason].Family, Reason: e.Reason,
		Type: typ, Action: action, Suppress: suppress,
		Means: plain(e.Means), Check: placeholders.Replace(body.Check), Fix: placeholders.Replace(body.Fix), Reply: plain(body.Customer), Retired: e.Retired,
		Codes: []string{}, Responses: []responseTwin{}, Reviewed: p.Reviewed, Modified: r.modified(p),
	}
	for _, code := range body.Codes {
		twin.Codes = append(twin.Codes, code.Text)
	}
	for i := range e.Responses {
		response := &e.Responses[i]
		twin.Responses = append(twin.Responses, responseTwin{
			ID: response.ID, URL: twin.URL + "#" + response.ID, Provider: response.Provider, Codes: sortedCodes(carried(response)),
			Examples: append([]string{}, response.Examples...), Note: plain(response.Note), Source: response.Source,
		})
	}
	var md bytes.Buffer
	fmt.Fprintf(&md, "# %s\n\n%s\n\n", twin.Title, twin.Means)
	if e.Retired != "" {
		fmt.Fprintf(&md, "Retired: %s\n\n", plain(e.Retired))
	}
	fmt.Fprintf(&md, "- Type: %s. %s\n- Next step: %s. %s\n- The address: %s. %s\n- Check: %s\n- Fix: %s\n",
		types[typ].Label, types[typ].Means, actions[action].Label, actions[action].Means,
		suppressions[suppress].Label, suppressions[suppress].Means, twin.Check, twin.Fix)
	if len(twin.Codes) > 0 {
		fmt.Fprintf(&md, "- Codes it comes with: %s\n", strings.Join(twin.Codes, ", "))
	}
	fmt.Fprintf(&md, "- Page: %s\n\n", twin.URL)
	if art != nil {
		twin.Example = art.Reply
		md.WriteString(strings.ReplaceAll(strings.TrimSpace(art.Markdown), "](/", "]("+r.Base+"/") + "\n\n")
	}
	if len(e.Responses) > 0 {
		md.WriteString("## Known responses\n")
		for i := range e.Responses {
			response := &e.Responses[i]
			fmt.Fprintf(&md, "\n### %s\n\n", response.ID)
			for _, example := range response.Examples {
				fmt.Fprintf(&md, "```smtp\n%s\n```\n", strings.TrimRight(example, "\n"))
			}
			if response.Note != "" {
				md.WriteString("\n" + plain(response.Note) + "\n")
			}
		}
	}
	r.files = append(r.files, File{"e/" + e.ID + ".md", md.Bytes()})
	r.dataFile("e/"+e.ID+".json", twin)
}
