package site

// chip is an example that fills the decoder with one press.
type chip struct {
	Label, Text string
}

// chipSources show, between them, every kind of thing that can be pasted. A rule stands for its first example, so that the
// text is what a server really sends; rules that are gone are passed over.
var chipSources = []struct{ Label, Rule, Text string }{
	{Label: "550 5.1.1 no such user", Rule: "gmail-no-such-user"},
	{Label: "Gmail 5.7.26", Rule: "gmail-dmarc-policy"},
	{Label: "Spamhaus", Rule: "postfix-blocked-using-spamhaus"},
	{Label: "Postfix log", Text: postfixLog},
	{Label: "SES event", Text: sesEvent},
	{Label: "Whole bounce", Text: wholeBounce},
}

func (r *renderer) chips() []chip {
	var chips []chip
	for _, source := range chipSources {
		text := source.Text
		for _, e := range r.Rules.Errors {
			for _, response := range e.Responses {
				if response.ID == source.Rule && len(response.Examples) > 0 {
					text = response.Examples[0]
				}
			}
		}
		if text != "" {
			chips = append(chips, chip{source.Label, text})
		}
	}
	return chips
}

const postfixLog = `Nov 12 09:14:02 relay postfix/smtp[20117]: 4Fg2k71Xz9: to=<ana@example.org>, relay=mx.example.org[203.0.113.7]:25, delay=1.9, delays=0.1/0/0.8/1, dsn=4.2.2, status=deferred (host mx.example.org[203.0.113.7] said: 452 4.2.2 <ana@example.org>: Mailbox over quota (in reply to RCPT TO command))`

const sesEvent = `{
  "notificationType": "Bounce",
  "bounce": {
    "bounceType": "Permanent",
    "bounceSubType": "General",
    "bouncedRecipients": [
      {
        "emailAddress": "ana@example.org",
        "action": "failed",
        "status": "5.1.1",
        "diagnosticCode": "smtp; 550 5.1.1 user unknown"
      }
    ],
    "timestamp": "2026-11-12T09:14:02.000Z",
    "reportingMTA": "dsn; a8-50.smtp-out.amazonses.com"
  },
  "mail": {"source": "news@example.com", "destination": ["ana@example.org"]}
}`

const wholeBounce = `From: MAILER-DAEMON@relay.example.net (Mail Delivery System)
To: news@example.com
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
    boundary="4Fg2k71Xz9"

--4Fg2k71Xz9
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not
be delivered to one or more recipients.

--4Fg2k71Xz9
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.net
Arrival-Date: Thu, 12 Nov 2026 09:14:02 +0000

Final-Recipient: rfc822; ana@example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 550 5.1.1 <ana@example.org>: Recipient address
    rejected: User unknown in local recipient table

Final-Recipient: rfc822; ben@example.org
Action: failed
Status: 5.2.2
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp; 552 5.2.2 <ben@example.org>: Mailbox is full

--4Fg2k71Xz9--
`
