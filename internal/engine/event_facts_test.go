package engine

import (
	"strconv"
	"strings"
	"testing"
)

// summary says on one line a delivery what was read: the recipient, what happened, the lines of the reply, and then what else is known.
func summary(m mail) string {
	joined := func(lines []line) string {
		var words []string
		for _, l := range lines {
			words = append(words, strings.TrimSpace(l.text))
		}
		return strings.Join(words, "|")
	}
	var out []string
	for _, d := range m.deliveries {
		s := d.recipient + " " + d.action + " " + joined(d.diagnostic)
		for _, f := range [][2]string{{"status", d.status}, {"class", d.class}, {"words", d.words}, {"remote", d.remote}, {"reporter", d.reporter}, {"command", d.command}, {"from", d.senderDomain}, {"context", joined(d.context)}, {"mark", joined(d.mark)}, {"when", d.when()}} {
			if f[1] != "" {
				s += " " + f[0] + "=" + f[1]
			}
		}
		for _, a := range d.attempts {
			s += " [" + a.At + " " + a.Reply + " " + a.Status + " " + a.Text + "]"
		}
		out = append(out, s)
	}
	return strings.Join(out, "\n")
}

// wantRead reads inputs, and compares their forms and summaries.
func wantRead(t *testing.T, inputs map[string]string) {
	t.Helper()
	for in, want := range inputs {
		m := read(in, Options{})
		if got := m.form + " " + summary(m); got != want {
			t.Errorf("%q\nis  %s\nnot %s", in, got, want)
		}
	}
}

// recordCase is a log, table or event, and the summary of what it tells.
type recordCase struct{ why, in, want string }

// wantRecords reads logs, tables and events, and compares their summaries.
func wantRecords(t *testing.T, cases []recordCase) {
	t.Helper()
	for _, test := range cases {
		m, _ := readRecords(test.in, 0)
		if got := summary(m); got != test.want {
			t.Errorf("%s:\n%s\nis  %s\nnot %s", test.why, test.in, got, test.want)
		}
	}
}

// Events of mail services, by what decides how they are read. Where there is nothing to tell, nothing is told.
func TestEventFacts(t *testing.T) {
	for why, rows := range map[string]map[string]string{
		"codes in a field of their own, and in the words": {
			`{"event":"bounce","email":"bob@example.org","reason":"550 5.1.1 no"}`:                                                             `bob@example.org hard 550 5.1.1 no`,
			`{"event":"bounce","email":"bob@example.org","reason":"550 5.1.1 no","status":"5.2.2","code":"552"}`:                               `bob@example.org hard 550 5.1.1 no status=5.2.2`,
			`{"event":"bounce","email":"bob@example.org","reason":"no such user","smtp_code":550,"enhanced_code":"5.1.1"}`:                     `bob@example.org hard 550|5.1.1|no such user status=5.1.1`,
			`{"event":"bounce","email":"bob@example.org","reason":"no such user","code":550,"error_code":551,"smtp_code":552,"errorcode":553}`: `bob@example.org hard 552|no such user`,
			`{"event":"bounce","email":"bob@example.org","enhanced":[5,1,1]}`:                                                                  `bob@example.org hard  status=5.1.1`,
			`{"event":"bounce","email":"bob@example.org","enhanced_code":{"class":5,"subject":1,"detail":1}}`:                                  `bob@example.org hard  status=5.1.1`,
			`{"event":"bounce","email":"bob@example.org","enhanced_code":{"class":5,"subject":1}}`:                                             `bob@example.org hard `,
			`{"event":"bounce","email":"bob@example.org","smtp_code":350}`:                                                                     `bob@example.org hard `,
			`{"event":"bounce","email":"bob@example.org","smtp_code":"000"}`:                                                                   `bob@example.org hard `,
			`{"event":"bounce","email":"bob@example.org","smtp_code":650}`:                                                                     `bob@example.org hard 650`,
			`{"event":"bounce","email":"bob@example.org","smtp_code":"4xx"}`:                                                                   `bob@example.org hard `,
		},
		"words that say more than the kind": {
			`{"event":"failed","email":"bob@example.org","severity":"temporary","reason":"later"}`:      ``,
			`{"event":"failed","email":"bob@example.org","severity":"permanent","reason":"never ever"}`: ``,
		},
		"kinds that are true or false": {
			`{"email":"bob@example.org","hard_bounce":true}`:  `bob@example.org hard `,
			`{"email":"bob@example.org","hard_bounce":false}`: `bob@example.org soft `,
			`{"email":"bob@example.org","delivered":false}`:   `bob@example.org delayed  mark=action: delayed`,
			`{"email":"bob@example.org","delivered":true}`:    ``,
			`{"email":"bob@example.org","bounce":false}`:      ``,
		},
		"who it was for: the surest field": {
			`{"rcpt_to":"bob@example.org","email":"ann@example.org","to":"c@example.org","event":"bounce"}`: `bob@example.org hard `,
			`{"to":["bob@example.org","ann@example.org","BOB@example.org"],"event":"bounce"}`:               "bob@example.org hard \nann@example.org hard ",
			`{"to":[{"email":"bob@example.org"},{"email":"ann@example.org"}],"event":"bounce"}`:             "bob@example.org hard \nann@example.org hard ",
			`{"to":{"email":"bob@example.org"},"email":"ann@example.org","event":"bounce"}`:                 `ann@example.org hard `,
			`{"recipient_local_part":"bob","recipient_domain":"example.org","event":"bounce"}`:              `bob@example.org hard `,
			`{"recipient_domain":"example.org","event":"bounce"}`:                                           ``,
		},
		"whose it is: what an object says itself, before those in it": {
			`{"recipients":["bob@example.org"],"mail":{"recipients":["ann@example.org"]},"event":"bounce"}`: `bob@example.org hard `,
			`{"mail":{"recipients":["ann@example.org"]},"recipients":["bob@example.org"],"event":"bounce"}`: `bob@example.org hard `,
			`{"recipient":{"name":"Bob"},"email":"bob@example.org","event":"bounce"}`:                       "bob@example.org hard ",
			`{"recipient":{"address":"bob@example.org"},"email":"ann@example.org","event":"bounce"}`:        `bob@example.org hard `,
			`{"event":["emailDelivered"],"email":"bob@example.org","item":{"event":"bounce"}}`:              `bob@example.org delivered  mark=action: delivered`,
		},
		"complaints": {
			`{"event":"complaint","email":"bob@example.org","feedback_type":"fraud"}`:              ``,
			`{"event":"spamreport","email":"bob@example.org","reason":"550 no"}`:                   `bob@example.org complaint  mark=feedback-type: abuse`,
			`{"event":"complaint","email":"bob@example.org","complaint_feedback_type":"not-spam"}`: ``,
			`{"event":"complaint","email":"bob@example.org","fbtype":"Fraud"}`:                     ``,
			`{"event":"complaint","email":"bob@example.org","subtype":"OnAccountSuppressionList"}`: ``,
		},
		"the service's own class": {
			`{"event":"bounce","email":"bob@example.org","bounce_subtype":"MailboxFull"}`:                          `bob@example.org hard  context=Mailbox Full`,
			`{"event":"bounce","email":"bob@example.org","bounce_subtype":"NoEmail"}`:                              `bob@example.org hard  class=user unknown words=No Email context=No Email`,
			`{"event":"bounce","email":"bob@example.org","bounce_subtype":"NoEmail","reason":"550 5.1.1 gone"}`:    `bob@example.org hard 550 5.1.1 gone class=user unknown context=No Email`,
			`{"event":"bounce","email":"bob@example.org","category":"","bounce_subtype":"NoEmail"}`:                "bob@example.org hard  class=user unknown words=No Email context=No Email",
			`{"event":"spamComplaint","email":"bob@example.org","subtype":"OnAccountSuppressionList"}`:             "bob@example.org failed  class=suppressed words=On Account Suppression List context=On Account Suppression List",
			`{"event":"bounce","email":"bob@example.org","bounce_subtype":"QuotaExceeded"}`:                        "bob@example.org hard  context=Quota Exceeded",
			`{"event":"bounce","email":"bob@example.org","click":{"event":"clicked"}}`:                             "bob@example.org hard ",
			`{"event":"AdminBounce","rcpt":"bob@example.org","response":{"code":551}}`:                             "bob@example.org failed ",
			`{"event":"bounce","email":"bob@example.org","reason":"NoEmail"}`:                                      `bob@example.org hard  class=user unknown words=No Email context=No Email`,
			`{"event":"bounce","email":"bob@example.org","reason":"some words of theirs","category":"suppressed"}`: `bob@example.org hard some words of theirs class=suppressed context=suppressed`,
		},
		"what is no failure, or not for good": {
			`{"event":"autoresponder","email":"bob@example.org"}`:                                  `bob@example.org auto-reply  mark=auto-submitted: auto-replied`,
			`{"event":"open","email":"bob@example.org"}`:                                           ``,
			`{"event":"delivered","email":"bob@example.org","response":"250 ok","comment":"fine"}`: `bob@example.org delivered 250 ok mark=action: delivered`,
			`{"event":"delivered","email":"bob@example.org","response":"fine words"}`:              `bob@example.org delivered  mark=action: delivered`,
			`{"event":"undetermined","email":"bob@example.org","reason":"no idea"}`:                ``,
			`{"event":"softbounce","email":"bob@example.org","reason":"550 5.1.1 no"}`:             `bob@example.org failed 550 5.1.1 no`,
			`{"event":"softbounce","email":"bob@example.org","reason":"450 4.2.2 full"}`:           `bob@example.org soft 450 4.2.2 full`,
			`{"event":"softbounce","email":"bob@example.org","status":"5.1.1"}`:                    `bob@example.org failed  status=5.1.1`,
		},
		"who answered, who tells, who sent it": {
			`{"event":"bounce","email":"bob@example.org","reason":"550 no","mx":"mx.example.org","host":"h.example.org","mxhost":"a.example.org"}`:                         `bob@example.org hard 550 no remote=a.example.org`,
			`{"event":"bounce","email":"bob@example.org","reason":"550 no","host":"localhost","remote_ip":"192.0.2.1"}`:                                                    `bob@example.org hard 550 no remote=192.0.2.1`,
			`{"event":"bounce","email":"bob@example.org","reason":"550 no","peer_address":{"name":"mx.example.org","addr":"192.0.2.1"}}`:                                   `bob@example.org hard 550 no remote=mx.example.org`,
			`{"event":"bounce","email":"bob@example.org","reason":"550 no","reporting_mta":"dns; relay.example.net","sender":"a@example.com","mail_from":"b@example.net"}`: `bob@example.org hard 550 no reporter=relay.example.net from=example.net`,
		},
		"commands, times, and replies in several fields": {
			`{"event":"bounce","email":"bob@example.org","reason":"550 no","context":"RCPT TO","command":"MAIL FROM"}`:                                                                 `bob@example.org hard 550 no command=RCPT`,
			`{"event":"bounce","email":"bob@example.org","reason":"550 no","command":"MAIL FROM:<a>"}`:                                                                                 `bob@example.org hard 550 no command=MAIL`,
			`{"event":"bounce","email":"bob@example.org","reason":"550 no","timestamp":1772359200,"created_at":"2026-03-01T10:00:05Z"}`:                                                `bob@example.org hard 550 no when=2026-03-01T10:00:05Z`,
			`{"event":"bounce","email":"bob@example.org","reason":["550-first","550 second"]}`:                                                                                         `bob@example.org hard 550-first|550 second`,
			`{"event":"bounce","email":"bob@example.org","reason":"\n \n550 5.1.1\n\nno"}`:                                                                                             `bob@example.org hard 550 5.1.1|no`,
			`{"event":"bounce","email":"bob@example.org","reason":"Mail from you is not wanted here"}`:                                                                                 "bob@example.org hard Mail from you is not wanted here",
			`{"event":"bounce","email":"bob@example.org","smtp_reason":"5.1.1"}`:                                                                                                       "bob@example.org hard  status=5.1.1",
			`{"event":"bounce","email":"bob@example.org","reason":"smtp; 550 5.1.1 no"}`:                                                                                               `bob@example.org hard 550 5.1.1 no`,
			`{"event":"bounce","email":"bob@example.org","error":{"code":550,"description":"no such","message":"user here"}}`:                                                          `bob@example.org hard 550|no such context=user here`,
			`{"event":"bounce","email":"bob@example.org","response":{"code":550,"content":"no such user","enhanced_code":{"class":5,"subject":1,"detail":1},"command":"RCPT TO:<x>"}}`: `bob@example.org hard 550|5.1.1|no such user status=5.1.1 command=RCPT`,
		},
		"data that may be about mail": {
			`{"email":"bob@example.org","reason":"no code in it"}`:          ``,
			`{"email":"bob@example.org","status":"active","id":7}`:          ``,
			`{"diagnostic_code":"550 5.1.1 <bob@example.org> no"}`:          `bob@example.org  550 5.1.1 <bob@example.org> no`,
			`{"event":"failed","email":"bob@example.org","id":7}`:           "",
			`{"event":"failed","email":"bob@example.org","message_id":"7"}`: "bob@example.org failed ",
			`{"reason":"550 5.1.1 no"}`:                                     `  550 5.1.1 no`,
			`{"reason":"550 no"}`:                                           ``,
			`{"smtp_response":"550 no"}`:                                    `  550 no`,
			`{"anything":"550 5.1.1 <bob@example.org> no"}`:                 `bob@example.org  550 5.1.1 <bob@example.org> no`,
			`{"anything":"550 no"}`:                                         ``,
		},
		"events within events": {
			`{"event":"bounce","email":"bob@example.org","attempts":[{"response":"450 4.2.1 later","time":"2026-03-01T10:00:00Z"},{"response":"550 5.1.1 no","time":"2026-03-01T11:00:00Z"}]}`: `bob@example.org hard 550 5.1.1 no when=2026-03-01T11:00:00Z [2026-03-01T10:00:00Z 450 4.2.1 4.2.1 later] [2026-03-01T11:00:00Z 550 5.1.1 5.1.1 no]`,
			`{"event":"bounce","headers":{"message-id":"<1@x>","to":"x@example.org"},"email":"bob@example.org","reason":"550 no"}`:                                                             `bob@example.org hard 550 no`,
			`{"msg":"hello","email":"bob@example.org","status":"bounced"}`:                                                                                                                     `bob@example.org hard `,
			`{"msg":{"email":"bob@example.org","state":"bounced"}}`:                                                                                                                            `bob@example.org hard `,
			`{"bounce":{"bouncedRecipients":[{"emailAddress":"bob@example.org","diagnosticCode":"smtp; 550 5.1.1 no","status":"5.1.1"},{"emailAddress":"ann@example.org","action":"delayed"}],"bounceType":"Permanent","reportingMTA":"dns; relay.example.net"},"mail":{"source":"a@example.com","destination":["z@example.org"]}}`: `bob@example.org hard 550 5.1.1 no status=5.1.1 reporter=relay.example.net from=example.com`,
			`{"Message":"{\"event\":\"bounce\",\"email\":\"bob@example.org\",\"reason\":\"550 no\"}"}`:                         `bob@example.org hard 550 no`,
			`{"Message":"[{\"event\":\"bounce\",\"email\":\"bob@example.org\",\"reason\":\"550 no\"}]"}`:                       `bob@example.org hard 550 no`,
			`[{"smtp_response":"550 5.1.1 no"},{"event":"open"}]`:                                                              `  550 5.1.1 no`,
			`{"event":"bounce","email":"bob@example.org","list":[{"reason":"no such user"},{"smtp_code":550}]}`:                `bob@example.org hard 550|no such user`,
			`{"event":"bounce","email":"bob@example.org","reason":"some words","error":{"description":"of less weight"}}`:      `bob@example.org hard some words context=of less weight`,
			`{"event":"bounce","email":"bob@example.org","description":"some words","error":{"description":"of more weight"}}`: `bob@example.org hard of more weight context=some words`,
		},
		"what services write around a reply": {
			`{"event":"bounce","email":"bob@example.org","reason":"User unknown (ex: 550 no)"}`:                           `bob@example.org hard User unknown`,
			`{"event":"bounce","email":"bob@example.org","reason":"sent (250 ok)"}`:                                       `bob@example.org hard 250 ok`,
			`{"event":"AdminBounce","rcpt":"bob@example.org","response":{"code":551,"content":"said the administrator"}}`: `bob@example.org failed said the administrator`,
			`{"event":"bounce","email":"bob@example.org","reason":"550 5.1.1 no {FQDN=mx.example.org} x"}`:                `bob@example.org hard 550 5.1.1 no {FQDN=mx.example.org} x remote=mx.example.org`,
			`{"event":"bounce","email":"bob@example.org","reason":"x {LED=450 4.4.1 later};{MSG=y}"}`:                     `bob@example.org hard 450 4.4.1 later`,
			`{"event":"bounce","email":"bob@example.org","reason":"[\"mx\"] said: 550 5.1.1 no"}`:                         `bob@example.org hard ["mx"] said: 550 5.1.1 no`,
			`{'event': 'bounce', 'email': 'bob@example.org', 'reason': None}`:                                             `bob@example.org hard `,
		},
	} {
		for in, want := range rows {
			m, ok := readAny(in)
			if got := summary(m); !ok || got != want {
				t.Errorf("%s: %s\nis  %s\nnot %s", why, in, got, want)
			}
		}
	}
}

func TestFormFacts(t *testing.T) {
	for in, want := range map[string]string{
		`event=bounce&email=bob%40example.org&reason=550+no`:                              `bob@example.org hard 550 no`,
		`email=bob%40example.org&reason=550+5.1.1+no`:                                     `bob@example.org  550 5.1.1 no`,
		`&x=y&event=bounce&rcpt=bob%40example.org`:                                        `bob@example.org hard `,
		`events=[{"smtp_response":"550+5.1.1+no"},{"event":"open"}]&event=x`:              `  550 5.1.1 no`,
		`https://example.com/event=bounce&email=bob%40example.org`:                        ``,
		`x=%7B%22event%22%3A%22hard_bounce%22%2C%22email%22%3A%22bob%40example.org%22%7D`: ``,
		`event=bounce`:     ``,
		`event=bounce&x=y`: ``,
		`x=y&event=bounce`: ``,
		`https://a.example/?event=bounce&email=bob%40example.org`:                                                               `bob@example.org hard `,
		`event=bounce&email=bob%40example.org x`:                                                                                ``,
		`event=bounce&data[email]=bob%40example.org&data[reason]=550+no`:                                                        `bob@example.org hard 550 no`,
		`mandrill_events=%5B%7B%22event%22%3A%22hard_bounce%22%2C%22msg%22%3A%7B%22email%22%3A%22bob%40example.org%22%7D%7D%5D`: `bob@example.org hard `,
		`email=bob%40example.org&y=z`:                                                                                           ``,
		`a=b&event=bounce&email=bob%40example.org&reason=`:                                                                      `bob@example.org hard `,
		`=x&event=bounce&rcpt=bob@example.org`:                                                                                  ``,
	} {
		m, ok := readForm(in, 0)
		if got := summary(m); ok != (want != "") || got != want {
			t.Errorf("%s\nis  %s, %v\nnot %s", in, got, ok, want)
		}
	}
}

// Whom a reply names stands where it says so; nowhere where it is written with escapes.
func TestEventRecipientPlace(t *testing.T) {
	for in, want := range map[string]Span{
		`{"diagnostic_code":"550 5.1.1 <bob@example.org> no"}`:      {"recipient", 31, 46},
		`{"diagnostic_code":"550 5.1.1 <b\u006fb@example.org> no"}`: {},
		`{"diagnostic_code":"550 5.1.1 nobody"}`:                    {},
		`{"event":"bounce","email":"bob@example.org"}`:              {"recipient", 27, 42},
		`{"event":"bounce","email":"b\u006fb@example.org"}`:         {},
	} {
		m, _ := readAny(in)
		if len(m.deliveries) != 1 || m.deliveries[0].recipientSpan != want {
			t.Errorf("%s: %+v", in, m.deliveries)
		}
	}
}

// Data in data is read so deep, and no deeper: an event below objects, below arrays, and in strings that hold data.
func TestEventsNested(t *testing.T) {
	const event = `{"event":"bounce","email":"bob@example.org"}`
	for name, test := range map[string]struct {
		most int
		in   func(inner string) string
	}{
		"objects": {maxNesting - 1, func(inner string) string { return `{"a":` + inner + `}` }},
		"arrays":  {maxNesting - 1, func(inner string) string { return `[` + inner + `]` }},
		"strings": {2, func(inner string) string { return `{"a":` + strconv.Quote(inner) + `}` }},
	} {
		in := event
		for depth := range test.most + 2 {
			if m, _ := readRecords(in, 0); (len(m.deliveries) > 0) != (depth <= test.most) {
				t.Errorf("%s: %d deliveries below %d", name, len(m.deliveries), depth)
			}
			in = test.in(in)
		}
	}
}

// Of an array of very many events the first ones are read, without those that are no delivery, and that is said.
func TestManyEvents(t *testing.T) {
	for n, want := range map[int]int{MaxDeliveries - 1: MaxDeliveries, MaxDeliveries: MaxDeliveries} {
		in := "[" + strings.Repeat(`{"event":"open","email":"ann@example.org"},`, MaxDeliveries+10) + strings.Repeat(`{"event":"bounce","email":"bob@example.org"},`, n) + `{"event":"bounce","email":"cid@example.org"}]`
		m, _ := readRecords(in, 0)
		if len(m.deliveries) != want || (len(m.warnings) > 0) != (n >= MaxDeliveries) {
			t.Errorf("%d events: %d deliveries %q", n+1, len(m.deliveries), m.warnings)
		}
	}
}

// What a page shows of one message, a label and its value a line; other prose has such lines too.
func TestLabelsRead(t *testing.T) {
	wantRead(t, map[string]string{
		"Event: failure\nRecipient: bob@example.org\nSender: ann@example.com\nResult: 550 5.1.1 no": "event bob@example.org failed 550 5.1.1 no from=example.com",
		"Event:failure\nRecipient:bob@example.org\nResult:550 5.1.1 no\n:\nHello":                   "event bob@example.org failed 550 5.1.1 no",
		"Event: failure\nRecipient: bob@example.org":                                                "text bob@example.org  Recipient: bob@example.org context=Event: failure|Recipient: bob@example.org",
		"Recipient: bob@example.org\nResult: 550 5.1.1 no":                                          "text bob@example.org  Recipient: bob@example.org|Result: 550 5.1.1 no context=Recipient: bob@example.org|Result: 550 5.1.1 no",
		"Event: failure\nResult: 550 5.1.1 no\nReply-To: bob@example.org":                           "text   Event: failure|Result: 550 5.1.1 no|Reply-To: bob@example.org context=Event: failure|Result: 550 5.1.1 no|Reply-To: bob@example.org",
	})
}
