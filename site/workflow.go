package site

import (
	"slices"
	"strconv"
	"strings"
)

// workflowGuide is the guide whose steps can be ticked off, and filled in from a decoded error (scripts/steps.js). It is the
// same article with scripts off.
const workflowGuide = "seven-steps"

// workflow is what its page has beside the article.
type workflow struct {
	Steps []workflowStep
	Words workflowWords
}

// workflowStep is a section of the article. Number is 0 for those that are no step, and Acts are the next steps (of rules.json)
// that are taken in it.
type workflowStep struct {
	section
	Number int
	Acts   string
}

// workflowWords are printed as JSON: how the script says what a rule is.
type workflowWords struct {
	Types    map[string]word `json:"types"`
	Actions  map[string]word `json:"actions"`
	Suppress map[string]word `json:"suppress"`
}

// actsIn says in which step each action is taken. The first two steps find out which it is.
var actsIn = map[string]int{
	"fix-recipient": 3, "review-suppression": 3,
	"fix-auth":    4,
	"fix-content": 5,
	"slow-down":   6, "fix-reputation": 6, "fix-setup": 6,
	"retry": 7, "contact-recipient": 7, "none": 7,
}

func (r *renderer) workflow(sections []section) *workflow {
	w := &workflow{Words: workflowWords{types, actions, suppressions}}
	for _, s := range sections {
		number, _, _ := strings.Cut(s.Title, ".")
		n, _ := strconv.Atoi(number)
		var acts []string
		for action, step := range actsIn {
			if step == n {
				acts = append(acts, action)
			}
		}
		slices.Sort(acts)
		w.Steps = append(w.Steps, workflowStep{s, n, strings.Join(acts, " ")})
	}
	return w
}

// workflowLink leads from an error to its way through the steps.
func (r *renderer) workflowLink(rule string) link {
	art := r.articles["guides/"+workflowGuide+".md"]
	if art == nil {
		return link{}
	}
	return link{URL: "/guides/" + workflowGuide + "/#rule=" + rule, Text: curl(art.Meta.Title)}
}
