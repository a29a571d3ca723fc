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

func (r *renderer) home(l *language) {
	body := homePage{Vocabulary: r.vocabulary(l), Counts: r.counts()}
	for _, family := range r.Rules.Families {
		body.Families = append(body.Families, r.familyTableIn(l, family))
	}
	for _, c := range r.chips() {
		body.Chips = append(body.Chips, chip{l.say(c.Label), c.Text})
	}
	p := page{
		Path:       l.Decoder,
		Title:      l.say("Why did it bounce?"),
		HeadTitle:  l.say("Bounced email and SMTP error decoder: why did it bounce?"),
		Edit:       "-",
		Alternates: r.decoderIn(),
		Card: card.Card{
			Title: l.say("Why did it bounce?"), Literal: "550 5.7.26 Unauthenticated email from example.com is not accepted due to domain's DMARC policy",
			Stamp: l.say("Return to sender"), Line: l.say("Paste it and read why"), Type: "hard",
		},
		Description: l.say("Paste a bounced email, a log line or an SMTP reply and read what happened, who has to act, what to check and how to fix it. Nothing you paste leaves the page."),
		Body:        body,
	}
	if l != english {
		p.Lang = l
	}
	r.write("home", p)
}

func (r *renderer) counts() counts {
	c := counts{Errors: len(r.Rules.Errors), Providers: len(r.Rules.Providers), Reasons: len(r.Rules.Reasons), Codes: len(r.codes.pages)}
	for _, e := range r.Rules.Errors {
		c.Responses += len(e.Responses)
	}
	return c
}
