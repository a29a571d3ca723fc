package site

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/whybounced/whybounced"
)

// fixture is a small rule set in which every feature of a page occurs once.
func fixture() *whybounced.RuleSet {
	rfc := whybounced.Source{Kind: "rfc", URL: "https://www.rfc-editor.org/rfc/rfc5321#section-4.2.3", Seen: "2026-11"}
	return &whybounced.RuleSet{
		Families: []whybounced.Family{
			{ID: "mailbox", Title: "Mailbox", Means: "The mailbox cannot take it."},
			{ID: "authentication", Title: "Sender authentication", Means: "The sender's identity was in doubt."},
		},
		Reasons: []whybounced.Reason{
			{
				ID: "mailbox-full", Family: "mailbox", Type: "soft", Action: "contact-recipient", Suppress: "watch", Title: "Mailbox full",
				Means: "Over quota.", Check: "Nothing.", Fix: "Wait.", Reply: "It is full.",
			},
			{
				ID: "dmarc-failed", Family: "authentication", Type: "hard", Action: "fix-auth", Suppress: "no", Title: "DMARC failed",
				Means: "DMARC said no.", Check: "`dig`", Fix: "Sign.", Reply: "We are on it.",
				Crosswalk: whybounced.Crosswalk{Sisimai: []string{"authfailure"}},
			},
		},
		Relays: []whybounced.Relay{{ID: "smtp2go", Title: "SMTP2GO"}},
		Providers: []whybounced.Provider{
			{
				ID: "gmail", Title: "Gmail", Kind: "mailbox", Means: "Google's mail.", Hosts: []string{"google.com"}, Aliases: []string{"google"},
				Links: []whybounced.Link{{Title: "SMTP errors", URL: "https://support.google.com/a/answer/3726730", Seen: "2026-11"}},
			},
			{ID: "postfix", Title: "Postfix", Kind: "software", Means: "A mail server."},
		},
		Replies: []whybounced.Code{
			{Code: "452", Title: "Out of storage", Means: "No space.", Reason: "mailbox-full", Source: rfc},
			{Code: "550", Title: "Refused", Means: "No.", Reason: "dmarc-failed", Source: rfc},
		},
		Statuses: []whybounced.Code{
			{Code: "x.1.5", Title: "Destination address valid", Means: "It is valid.", Reason: "dmarc-failed", Basic: []string{"250"}, Source: rfc},
			{Code: "x.2.2", Title: "Mailbox full", Means: "Full.", Reason: "mailbox-full", Basic: []string{"452", "552"}, Source: rfc},
			{Code: "x.7.26", Title: "Multiple authentication checks failed", Means: "Failed.", Reason: "dmarc-failed", Note: "Gmail says `DMARC`.", Basic: []string{"550"}, Source: rfc},
		},
		Errors: []whybounced.Error{
			{
				ID: "dmarc-policy", Reason: "dmarc-failed", Title: "Refused by the sender domain's DMARC policy",
				Means: "It says it is from {sender-domain} & <is> not.", Check: "`dig +short TXT _dmarc.{sender-domain}`", Fix: "Sign with DKIM.", Reply: "We are fixing it.",
				Relays: map[string]string{"smtp2go": "Open Verified Senders."}, Aliases: []string{"dmarc-reject"},
				Responses: []whybounced.Response{
					{
						ID: "gmail-dmarc-policy", Provider: "gmail", Source: rfc, Note: "Gmail's own words.", Aliases: []string{"google-dmarc"},
						Match:    whybounced.Match{Status: []string{"5.7.26", "5.7.900-901"}, All: []string{"dmarc policy"}},
						Examples: []string{"550-5.7.26 Unauthenticated email from example.com is not accepted due to domain's\n550 5.7.26 <b>DMARC policy</b>"},
					},
					{ID: "generic-dmarc", Type: "soft", Source: rfc, Match: whybounced.Match{All: []string{"dmarc"}}, Examples: []string{"451 4.7.900 DMARC"}},
				},
			},
			{ID: "dmarc-retired", Reason: "dmarc-failed", Title: "Retired one", Means: "Gone.", Retired: "It is no longer sent."},
			{
				ID: "mailbox-full", Reason: "mailbox-full", Title: "The mailbox is full", Means: "No space left.", Reply: "Full.",
				Responses: []whybounced.Response{{
					ID: "postfix-full", Provider: "postfix", Source: rfc, Match: whybounced.Match{Reply: []string{"452"}, All: []string{"full"}}, Examples: []string{"452 4.2.2 full"},
				}},
			},
		},
	}
}

const fixtureArticle = `---
reviewed: 2026-11
---
## What happened

It was "refused". See [the code](/codes/5.7.26/).

## Example

` + "```smtp\n550 5.7.26 <x>\n```" + `

## Why it happens
## What to check
## How to fix it
## How to know it worked
## Sources
- [RFC](https://www.rfc-editor.org/rfc/rfc7489) (seen 2026-11)
`

const fixtureGuide = `---
reviewed: 2026-11
title: Reading
description: "How to read 'it'."
part: bounced
order: 1
---
See [a code](/codes/5.7.26/), [an error](/e/dmarc-policy/) and [a reason](/reasons/mailbox-full/).

## By table

Ask [Gmail](/providers/gmail/).

| Day | Mail a day |
|---|---|
| 1 | "50" |

## Sources
- [RFC](https://www.rfc-editor.org/rfc/rfc5321) (seen 2026-11)
`

const fixtureProvider = `---
reviewed: 2026-11
---
## How its replies look

It ends with gsmtp. See 5.7.26, section 4.2.2, ` + "`x 4.2.2`" + ` and 5.7.999.

## What is special

Nothing is.

## Sources
- [SMTP errors](https://support.google.com/a/answer/3726730) (seen 2026-10)
`

func fixtureContent() fstest.MapFS {
	return fstest.MapFS{
		"errors/dmarc-policy.md":  {Data: []byte(fixtureArticle)},
		"errors/dmarc-retired.md": {Data: []byte(fixtureArticle)},
		"errors/mailbox-full.md":  {Data: []byte(fixtureArticle)},
		"guides/reading.md":       {Data: []byte(fixtureGuide)},
		"guides/crosswalk.md":     {Data: []byte(strings.NewReplacer("Reading", "Crosswalk", "bounced", "reference").Replace(fixtureGuide))},
		"providers/gmail.md":      {Data: []byte(fixtureProvider)},
		"embed/index.md":          {Data: []byte("---\nreviewed: 2026-11\ntitle: Embed\ndescription: How to embed.\n---\n## Attributes\n\nGo to `{site}/widget.js`.\n")},
		"embed/example.md":        {Data: []byte("---\nreviewed: 2026-11\ntitle: Example\ndescription: In example.\npart: frame\norder: 1\n---\n## Steps\n\n```text\n{site}/embed/frame/\n```\n\n## Sources\n- [Page](https://example.com/) (seen 2026-11)\n")},
		"ledger.txt": {Data: []byte("# What was published.\n" +
			"2026-11-01 error dmarc-policy dmarc-failed soft fix-auth no\n" +
			"2026-11-20 error dmarc-policy dmarc-failed hard fix-auth no\n" +
			"2026-11-20 response postfix-full mailbox-full - contact-recipient watch\n")},
		"changes/2026-11-20.md": {Data: []byte("---\nreviewed: 2026-11\ntitle: DMARC is permanent\n---\nIt was a mistake.\n")},
		"pages/about.md":        {Data: []byte("---\nreviewed: 2026-11\ntitle: About\ndescription: What this is.\n---\n## Privacy\n\nPrivate.\n")},
	}
}

func fixtureInput(content fs.FS) Input {
	return Input{
		Rules: fixture(), RulesJSON: []byte("{}"), Schema: []byte("{}"), Content: content, Assets: os.DirFS("."), Base: "https://example.com/",
	}
}

// renderFixture renders the fixture with the real templates, and the article of dmarc-policy replaced if given.
func renderFixture(t *testing.T, content fs.FS) (map[string]string, error) {
	t.Helper()
	files, err := Render(fixtureInput(content))
	pages := map[string]string{}
	for _, f := range files {
		pages[Address(f.Path)] = string(f.Body)
	}
	return pages, err
}
