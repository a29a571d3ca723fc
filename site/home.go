package site

import "github.com/whybounced/whybounced/site/card"

// homePage is what templates/home.html gets as .Body. With scripts off, its error tables lead to all of
// the reference; what each error means stands on its family's page, so that this one stays within its limit of bytes.
type homePage struct {
	Families   []familyTable
	Chips      []chip
	Counts     counts
	Vocabulary vocabulary // printed as JSON into <script type="application/json" id="vocabulary">
}

type counts struct {
	Errors, Responses, Providers, Codes, Reasons int
}

func (r *renderer) home() {
	body := homePage{Vocabulary: r.vocabulary(), Counts: r.counts()}
	for _, family := range r.Rules.Families {
		body.Families = append(body.Families, r.familyTable(family))
	}
	body.Chips = r.chips()
	r.write("home", page{
		Path:        "/",
		Title:       "Why did it bounce?",
		HeadTitle:   "Bounced email and SMTP error decoder: why did it bounce?",
		Edit:        "-",
		Card:        card.Card{Title: "Why did it bounce?", Literal: "550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy", Stamp: "Return to sender", Line: "Paste it and read why", Type: "hard"},
		Description: "Paste a bounced email, a log line or an SMTP reply and read what happened, who has to act, what to check and how to fix it. Nothing you paste leaves the page.",
		Body:        body,
	})
}

func (r *renderer) counts() counts {
	c := counts{Errors: len(r.Rules.Errors), Providers: len(r.Rules.Providers), Reasons: len(r.Rules.Reasons), Codes: len(r.codes.pages)}
	for _, e := range r.Rules.Errors {
		c.Responses += len(e.Responses)
	}
	return c
}
