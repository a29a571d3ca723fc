package engine

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// report is a delivery report to bob@example.org with prose and further fields.
func report(prose, fields string) string {
	return "From: MAILER-DAEMON@relay.example.net\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n" + prose +
		"\n--b\nContent-Type: message/delivery-status\n\nFinal-Recipient: rfc822; bob@example.org\n" + fields + "\n--b--\n"
}

// findings says on one line what a report found: of each bounce on what it rests, what it makes of the delivery, the words, and where the evidence stands.
func findings(r Report) string {
	out := r.Form
	for _, b := range r.Bounces {
		out += fmt.Sprintf("; %s %s/%s by %s %s", b.Recipient, b.Reply, b.Status, b.Basis, b.Reason)
		if b.Rule != "" {
			out += " (" + b.Rule + ")"
		}
		out += fmt.Sprintf(", suppress %s, %s: %s", b.Suppress, b.Type, b.Text)
		if b.Provider != "" {
			out += " from " + b.Provider
		}
		if len(b.Also) > 0 {
			out += fmt.Sprint(" also ", b.Also)
		}
		for _, s := range b.Spans {
			out += fmt.Sprintf(" [%s %d-%d]", s.Kind, s.Start, s.End)
		}
	}
	return out
}

// What is found by the few rules of this package: on what it rests, what it makes of the delivery, and where the evidence stands.
func TestFindings(t *testing.T) {
	tab := table(t)
	for _, group := range []struct {
		why  string
		rows map[string]string
	}{
		{"bare replies: words before codes, the enhanced code before the other, nothing where a number counts something", map[string]string{
			"550 flyers for 421 people": "response;  550/ by reply unclassified, suppress no, hard: flyers for 421 people [reply 0-3]",
			"we sent 550 letters":       "none",
			"550 zorble":                "response;  550/ by reply unclassified, suppress no, hard: zorble [reply 0-3]",
			"550":                       "response;  550/ by reply unclassified, suppress no, hard:  [reply 0-3]",
			"599 zorble":                "response;  599/ by reply unclassified, suppress no, hard: zorble [reply 0-3]",
			"450 zorble":                "none",
			"650 zorble":                "none",
			"zorble":                    "none",
			"5.1.1":                     "response;  /5.1.1 by status user-unknown, suppress yes, hard: 5.1.1 [status 0-5]",
			"5.9.9 zorble":              "none",
			"552 5.1.0 zorble":          "response;  552/5.1.0 by status unclassified, suppress no, hard: 5.1.0 zorble [reply 0-3] [status 4-9]",
			"550 4.1.1 zorble":          "response;  550/4.1.1 by status user-unknown, suppress watch, soft: 4.1.1 zorble [reply 0-3] [status 4-9]",
			"450 5.1.1 zorble":          "response;  450/5.1.1 by status user-unknown, suppress yes, hard: 5.1.1 zorble [reply 0-3] [status 4-9]",
			"250 2.0.0 ok":              "none",
			"550 unknown":               "response;  550/ by rule user-unknown (a-word), suppress yes, hard: unknown [reply 0-3] [phrase 4-11]",
			"the box is gone":           "response;  / by wording user-unknown, suppress yes, hard: the box is gone [phrase 4-7] [phrase 11-15]",
			"550 the box is gone":       "response;  550/ by wording user-unknown, suppress yes, hard: the box is gone [reply 0-3] [phrase 8-11] [phrase 15-19]",
			"450 the box is gone":       "response;  450/ by wording user-unknown, suppress watch, soft: the box is gone [reply 0-3] [phrase 8-11] [phrase 15-19]",
			"wrapped because unknown, but host mx.example.org said: 550 zorble":       "response;  550/ by rule user-unknown (a-word), suppress yes, hard: zorble [phrase 16-23] [remote 34-48] [reply 55-58]",
			"host mx.google.com[192.0.2.1] said: 550 out of storage":                  "response;  550/ by rule mailbox-full (e-gmail-words), suppress watch, soft: out of storage from gmail also [no-such-user] [remote 5-18] [reply 36-39] [phrase 40-54]",
			"host mx.google.com[192.0.2.1] said: 571 zorble":                          "response;  571/ by rule mailbox-full (k-gmail-reply), suppress watch, soft: zorble from gmail [remote 5-18] [reply 36-39]",
			"wrapped because unknown, but host mx.example.org said: 550 over quota":   "response;  550/ by rule user-unknown (a-word), suppress yes, hard: over quota also [full] [phrase 16-23] [remote 34-48] [reply 55-58]",
			"wrapped because unknown, but host mx.example.org said: 550 5.1.1 zorble": "response;  550/5.1.1 by rule user-unknown (a-word), suppress yes, hard: 5.1.1 zorble [phrase 16-23] [remote 34-48] [reply 55-58] [status 59-64]",
			"wrapped because over quota, but host mx.example.org said: 550 unknown":   "response;  550/ by rule user-unknown (a-word), suppress yes, hard: unknown [remote 37-51] [reply 58-61] [phrase 62-69]",
			"\x1b[1m550 zorble":                                            "response;  550/ by reply unclassified, suppress no, hard: zorble",
			"550 no\n--> QUIT\nover quota\n":                               "response;  550/ by rule mailbox-full (f-not), suppress watch, soft: no [reply 0-3] [phrase 21-26]",
			"553 user unknown in table\n":                                  "response;  553/ by rule user-unknown (c-words), suppress yes, hard: user unknown in table [reply 0-3] [phrase 4-19]",
			"550-user\n550 unknown":                                        "response;  550/ by rule user-unknown (a-word), suppress yes, hard: user unknown [reply 0-3] [phrase 13-20]",
			"550-5.1.1 zorble\n550 5.1.1 unknown in user unknown in table": "response;  550/5.1.1 by rule user-unknown (c-words), suppress yes, hard: 5.1.1 zorble unknown in user unknown in table [reply 0-3] [status 4-9] [phrase 38-53]",
		}},
		{"notices: what stands by the recipient, then what stands around it, and whether it is still being tried", map[string]string{
			daemonHeader + "\n<bob@example.org>: 550 zorble":                                                                "bounce; bob@example.org 550/ by reply unclassified, suppress no, hard: zorble [recipient 86-101] [reply 104-107]",
			daemonHeader + "\n<bob@example.org>: zorble":                                                                    "bounce; bob@example.org / by none unclassified, suppress no, undetermined: zorble [recipient 86-101]",
			daemonHeader + "\n<bob@example.org>: unknown":                                                                   "bounce; bob@example.org / by rule user-unknown (a-word), suppress yes, hard: unknown [recipient 86-101] [phrase 104-111]",
			daemonHeader + "\n<bob@example.org>: the box is gone":                                                           "bounce; bob@example.org / by wording user-unknown, suppress yes, hard: the box is gone [recipient 86-101] [phrase 108-111] [phrase 115-119]",
			daemonHeader + "\nzorble could not be delivered":                                                                "none",
			daemonHeader + "\n<bob@example.org>: zorble\n\nThis message is still being retried.":                            "bounce; bob@example.org / by none unclassified, suppress no, soft: zorble [recipient 86-101]",
			daemonHeader + "\n<bob@example.org>: 550 5.1.1 zorble\n\nThis message is still being retried.":                  "bounce; bob@example.org 550/5.1.1 by status user-unknown, suppress watch, soft: 5.1.1 zorble [recipient 86-101] [reply 104-107] [status 108-113]",
			daemonHeader + "\nunknown here.\n\n<bob@example.org>\n":                                                         "bounce; bob@example.org / by rule user-unknown (a-word), suppress yes, hard: unknown here. [phrase 85-92] [recipient 101-116]",
			strings.Replace(daemonHeader, "Undelivered Mail", "Undelivered Mail, quota", 1) + "\n<bob@example.org>: zorble": "bounce; bob@example.org / by rule mailbox-full (f-not), suppress watch, soft: Undelivered Mail, quota [recipient 93-108]",
			daemonHeader + "\nWe know that the box is gone.\n\n<bob@example.org>: zorble\n<cid@example.org>: zorble\n":      "bounce; bob@example.org / by none unclassified, suppress no, undetermined: zorble [recipient 117-132]; cid@example.org / by none unclassified, suppress no, undetermined: zorble [recipient 143-158]",
			daemonHeader + "\nWe know that the box is gone.\n\n<bob@example.org>\n<cid@example.org>\n":                      "bounce; bob@example.org / by wording user-unknown, suppress yes, hard: We know that the box is gone. [phrase 102-105] [phrase 109-113] [recipient 117-132]; cid@example.org / by wording user-unknown, suppress yes, hard: We know that the box is gone. [phrase 102-105] [phrase 109-113] [recipient 135-150]",
			daemonHeader + "\n<bob@example.org>: zorble\n\nError 5.9.9, unknown here\n":                                     "bounce; bob@example.org /5.9.9 by rule user-unknown (a-word), suppress yes, hard: zorble Error 5.9.9, unknown here [recipient 86-101] [status 118-123] [phrase 125-132]",
			daemonHeader + "\n<bob@example.org>: zorble\n\nWe said 553 unknown here\n":                                      "bounce; bob@example.org 553/ by rule user-unknown (b-word-and-code), suppress yes, hard: unknown here [recipient 86-101] [reply 120-123] [phrase 124-131]",
			daemonHeader + "\n<bob@example.org>: zorble\n\nWe know that the box is gone.\nBye\n":                            "bounce; bob@example.org / by wording user-unknown, suppress yes, hard: We know that the box is gone. [recipient 86-101] [phrase 129-132] [phrase 136-140]",
			daemonHeader + "\n<bob@example.org>: zorble 5.0.0\n\nWe know that the box is gone.\nBye\n":                      "bounce; bob@example.org /5.0.0 by wording user-unknown, suppress yes, hard: zorble 5.0.0 [recipient 86-101] [status 111-116] [phrase 135-138] [phrase 142-146]",
			daemonHeader + "\nOver quota it is.\n\n<bob@example.org>: 550 zorble\n":                                         "bounce; bob@example.org 550/ by rule mailbox-full (f-not), suppress watch, soft: zorble [phrase 90-95] [recipient 105-120] [reply 123-126]",
		}},
		{"reports: what the fields say, and prose only where they say nothing of a cause", map[string]string{
			report("x", "Action: failed\nStatus: 5.1.1"):                                                                           "dsn; bob@example.org /5.1.1 by status user-unknown, suppress yes, hard:  [recipient 186-201]",
			strings.Replace(report("x", "Action: failed\nStatus: 5.1.1"), "rfc822; ", "", 1):                                       "dsn; bob@example.org /5.1.1 by status user-unknown, suppress yes, hard:  [recipient 178-193]",
			strings.Replace(report("x", "Action: failed\nStatus: 5.1.1"), "rfc822; ", "rfc822;\n   ", 1):                           "dsn; bob@example.org /5.1.1 by status user-unknown, suppress yes, hard:  [recipient 189-204]",
			strings.Replace(report("x", "Action: failed\nStatus: 5.1.1"), " rfc822; ", "\n  rfc822; ", 1):                          "dsn; bob@example.org /5.1.1 by status user-unknown, suppress yes, hard:  [recipient 188-203]",
			strings.Replace(report("x", "Action: failed\nStatus: 5.1.1"), "Final-", "Original-", 1):                                "dsn; bob@example.org /5.1.1 by status user-unknown, suppress yes, hard:  [recipient 189-204]",
			report("x", "Action: failed\nStatus: 5.0.0\nDiagnostic-Code:\n smtp; 550 5.1.1\n  zorble"):                             "dsn; bob@example.org 550/5.1.1 by status user-unknown, suppress yes, hard: 5.1.1 zorble [recipient 186-201] [reply 255-258] [status 259-264]",
			report("x", "Action: failed\nStatus: 4.1.1"):                                                                           "dsn; bob@example.org /4.1.1 by status user-unknown, suppress watch, hard:  [recipient 186-201]",
			report("x", "Action: delayed\nStatus: 5.1.1"):                                                                          "dsn; bob@example.org /5.1.1 by status user-unknown, suppress watch, soft:  [recipient 186-201]",
			report("x", "Action: failed\nStatus: 5.0.0"):                                                                           "dsn; bob@example.org /5.0.0 by none unclassified, suppress no, undetermined:  [recipient 186-201]",
			report("x", "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 zorble"):                                        "dsn; bob@example.org 550/5.0.0 by reply unclassified, suppress no, hard: zorble [recipient 186-201] [reply 254-257]",
			report("x", "Action: delivered\nStatus: 2.0.0"):                                                                        "dsn; bob@example.org /2.0.0 by none unclassified, suppress no, undetermined:  [recipient 186-201]",
			report("unknown", "Action: failed\nStatus: 5.0.0"):                                                                     "dsn; bob@example.org /5.0.0 by rule user-unknown (a-word), suppress yes, hard: unknown [phrase 116-123] [recipient 192-207]",
			report("over quota", "Action: failed\nStatus: 5.1.1"):                                                                  "dsn; bob@example.org /5.1.1 by rule mailbox-full (f-not), suppress watch, soft: over quota [phrase 121-126] [recipient 195-210]",
			report("over quota", "Action: relayed\nStatus: 2.1.1"):                                                                 "dsn; bob@example.org /2.1.1 by status user-unknown, suppress yes, none:  [recipient 195-210]",
			report("bob@example.org: 550-zorble\n550 unknown", "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550-zorble"): "dsn; bob@example.org 550/5.0.0 by rule user-unknown (a-word), suppress yes, hard: zorble unknown [reply 133-136] [phrase 148-155] [recipient 224-239]",
			report("over quota", "Action: delayed\nStatus: 4.0.0\nDiagnostic-Code: smtp; 450 zorble"):                              "dsn; bob@example.org 450/4.0.0 by rule mailbox-full (f-not), suppress watch, soft: zorble [phrase 121-126] [recipient 195-210] [reply 264-267]",
			report("the box is gone", "Action: failed\nStatus: 5.0.0"):                                                             "dsn; bob@example.org /5.0.0 by wording user-unknown, suppress yes, hard: the box is gone [phrase 120-123] [phrase 127-131] [recipient 200-215]",
			report("over quota", "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550"):                                      "dsn; bob@example.org 550/5.0.0 by rule mailbox-full (f-not), suppress watch, soft: over quota [phrase 121-126] [recipient 195-210] [reply 263-266]",
			report("the box is gone", "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550"):                                 "dsn; bob@example.org 550/5.0.0 by wording user-unknown, suppress yes, hard: the box is gone [phrase 120-123] [phrase 127-131] [recipient 200-215] [reply 268-271]",
			report("Hello.\nError 5.9.9, unknown here.\nBye", "Action: failed"):                                                    "dsn; bob@example.org /5.9.9 by rule user-unknown (a-word), suppress yes, hard: Error 5.9.9, unknown here. [status 129-134] [phrase 136-143] [recipient 222-237]",
			report("bob@example.org: 452 over it", "Action: failed"):                                                               "dsn; bob@example.org 452/ by none unclassified, suppress no, undetermined: over it [reply 133-136] [recipient 213-228]",
			report("bob@example.org: 5.9.9 over it", "Action: failed"):                                                             "dsn; bob@example.org /5.9.9 by none unclassified, suppress no, undetermined: 5.9.9 over it [status 133-138] [recipient 215-230]",

			report("It was 5.1.1:\n550 5.1.1 unknown in a sentence that is longer", "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550-5.1.1 zorbles and zorbles"): "dsn; bob@example.org 550/5.1.1 by status user-unknown, suppress yes, hard: 5.1.1 zorbles and zorbles [recipient 245-260] [reply 313-316] [status 317-322]",

			report("452 5.2.2 over it", "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 550 zorbles"):                                              "dsn; bob@example.org 550/5.0.0 by reply unclassified, suppress no, hard: zorbles [recipient 202-217] [reply 270-273]",
			report("bob@example.org: 452 5.9.9 over it", "Action: failed"):                                                                                "dsn; bob@example.org 452/5.9.9 by none unclassified, suppress no, undetermined: 5.9.9 over it [reply 133-136] [status 137-142] [recipient 219-234]",
			report("We tell you:\nover quota it is.\nBye", "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 5.0.0 "+strings.Repeat("zorble ", 286)): "dsn; bob@example.org /5.0.0 by rule mailbox-full (f-not), suppress watch, soft: over quota it is. [phrase 134-139] [recipient 219-234] [status 287-292]",
			report("We tell you:\nthe box is gone.\nBye", "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 5.0.0 "+strings.Repeat("zorble ", 286)):  "dsn; bob@example.org /5.0.0 by wording user-unknown, suppress yes, hard: the box is gone. [phrase 133-136] [phrase 140-144] [recipient 218-233] [status 286-291]",
			report("We tell you:\nthe box is gone.\nBye", "Action: failed\nStatus: 5.0.0\nDiagnostic-Code: smtp; 5.0.0 zorble"):                           "dsn; bob@example.org /5.0.0 by wording user-unknown, suppress yes, hard: 5.0.0 zorble [phrase 133-136] [phrase 140-144] [recipient 218-233] [status 286-291]",
			report("the box is gone", "Action: failed\nStatus: 5.1.1"):                                                                                    "dsn; bob@example.org /5.1.1 by status user-unknown, suppress yes, hard:  [recipient 200-215]",
		}},
		{"events and logs", map[string]string{
			"{\"event\":\"bounce\",\"email\":\"bob@example.org\"}":                                                            "event; bob@example.org / by none unclassified, suppress watch, hard:  [recipient 27-42]",
			"{\"event\":\"failed\",\"email\":\"bob@example.org\",\"rcpt\":\"bob@example.org\"}":                               "event; bob@example.org / by none unclassified, suppress no, hard:  [recipient 52-67]",
			"{\"event\":\"softbounce\",\"email\":\"bob@example.org\",\"reason\":\"unknown\"}":                                 "event; bob@example.org / by rule user-unknown (a-word), suppress watch, soft: unknown [recipient 31-46] [phrase 58-65]",
			"{\"event\":\"bounce\",\"email\":\"bob@example.org\",\"bounce_subtype\":\"NoEmail\"}":                             "event; bob@example.org / by wording user-unknown, suppress yes, hard: No Email [recipient 27-42]",
			"{\"event\":\"delivered\",\"email\":\"bob@example.org\",\"response\":\"250 ok\"}":                                 "event; bob@example.org 250/ by none unclassified, suppress no, undetermined: ok [recipient 30-45] [reply 59-62]",
			"{\"event\":\"bounce\",\"email\":\"bob@example.org\",\"reason\":\"unknown\"}":                                     "event; bob@example.org / by rule user-unknown (a-word), suppress yes, hard: unknown [recipient 27-42] [phrase 54-61]",
			"{\"event\":\"bounce\",\"email\":\"bob@example.org\",\"reason\":\"550 zorble\",\"bounce_subtype\":\"NoEmail\"}":   "event; bob@example.org 550/ by wording user-unknown, suppress yes, hard: zorble [recipient 27-42] [reply 54-57]",
			"Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=none, dsn=5.4.4, status=bounced (zorble)": "log; bob@example.org /5.4.4 by none unclassified, suppress no, hard: zorble [recipient 47-62]",
		}},
	} {
		for in, want := range group.rows {
			if got := findings(tab.Decode(in, Options{})); got != want {
				t.Errorf("%s:\n%s\nis  %s\nnot %s", group.why, in, got, want)
			}
		}
	}
}

// Of a message that has expired, what its last attempt met is said too, where a rule knows it and it is another error.
func TestExpired(t *testing.T) {
	spec := rules
	spec.Reasons = append(slices.Clone(rules.Reasons), Reason{ID: "expired", Family: "system", Type: "hard"})
	spec.Errors = append(slices.Clone(rules.Errors), Error{ID: "gave-up", Reason: "expired", Title: "Given up"})
	spec.Responses = append(slices.Clone(rules.Responses), Response{ID: "m-expired", Error: "gave-up", All: []string{"delivery time expired"}}, Response{ID: "n-too-late", Error: "gave-up", All: []string{"too late for"}})
	tab := built(t, spec)
	for said, want := range map[string][]string{
		"452 4.2.2 over quota":      {"full"},
		"450 4.1.1 user unknown in": {"no-such-user"},
		"450 4.9.9 zorble":          {},
		"450 4.9.9 too late for it": {}, // the same error
	} {
		in := "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.0.0, status=deferred (host mx.example.org[192.0.2.1] said: " + said + ")\nMar  5 10:00:00 relay postfix/qmgr[1]: 4A: from=<ann@example.com>, status=expired, returned to sender\n"
		b := tab.Decode(in, Options{}).Bounces
		if len(b) != 1 || b[0].Rule != "m-expired" || !slices.Equal(b[0].Also, want) {
			t.Errorf("%s: %+v", said, b)
		}
	}
	in := "2026-03-01 10:00:00 1wXyZa-0003Ab-2C == bob@example.org R=dns T=smtp defer (-44) H=mx.example.org [192.0.2.1]: 452 4.2.2 over quota\n2026-03-05 10:00:00 1wXyZa-0003Ab-2C ** bob@example.org R=dns T=smtp H=mx.example.org [192.0.2.1]: 550 delivery time expired\n"
	if b := tab.Decode(in, Options{}).Bounces; len(b) != 1 || b[0].Rule != "m-expired" || len(b[0].Also) > 0 {
		t.Errorf("what a server said last: %+v", b)
	}
}

// What is said where nothing was found.
func TestNothingFound(t *testing.T) {
	tab := table(t)
	outlook := Options{Outlook: func(string) (string, string) { return "hello", "" }}
	for in, want := range map[string]string{
		"":             "there is nothing to read",
		" \n\t":        "there is nothing to read",
		"hello":        "looked for a reply code",
		"hello\nthere": "looked for a reply code",
		"From: ann@example.com\nTo: bob@example.org\n\nhello": "this is a message, but no bounce",
		"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":                    "this is a message, but no bounce",
		"\x00\x01\x02\x03\x04":                                "this is a binary file",
		`{"a":1}`:                                             "this is data, but no mail event",
	} {
		if r := tab.Decode(in, outlook); r.Form != "none" || len(r.Bounces) > 0 || len(r.Warnings) != 1 || !strings.HasPrefix(r.Warnings[0], want) {
			t.Errorf("%.80q: %+v", in, r)
		}
	}
}

// Of the other errors that a reply may be, the first three are named.
func TestAlso(t *testing.T) {
	spec := Spec{Reasons: []Reason{{ID: "r"}}}
	text := "550"
	for _, name := range []string{"alpha", "beta", "delta", "gamma", "omega"} {
		spec.Errors = append(spec.Errors, Error{ID: name, Reason: "r"})
		spec.Responses = append(spec.Responses, Response{ID: name + "-1", Error: name, All: []string{name}}, Response{ID: name + "-2", Error: name, All: []string{name + " letter"}})
		text += " " + name + " letter"
	}
	b := built(t, spec).Decode(text+" alpha", Options{}).Bounces
	if len(b) != 1 || b[0].Error != "alpha" || !slices.Equal(b[0].Also, []string{"beta", "delta", "gamma"}) {
		t.Errorf("%+v", b)
	}
}

// What a reply answered: what the words say, or what a transcript shows above the reply.
func TestCommands(t *testing.T) {
	tab := table(t)
	for in, want := range map[string]string{
		"550 unknown (in reply to RCPT TO command)":   "RCPT",
		"550 unknown (in\n    reply to DATA command)": "DATA",
		"550 unknown": "",
		daemonHeader + "\nRefused (in reply to DATA command):\n\n<bob@example.org>: 550 unknown\n\n<cid@example.org>: 551 unknown (in reply to RCPT TO command)": ", RCPT",
		daemonHeader + "\n>>> RCPT TO:<bob@example.org>\n<<< 550 unknown":                                                                                        "RCPT",
		daemonHeader + "\n>>> MAIL FROM:<ann@example.com>\n<<< 250 ok\n>>> DATA\n<<< 550 unknown\n>>> QUIT":                                                      "DATA",
		daemonHeader + "\n<bob@example.org>: 550 unknown\n\n>>> DATA\n<<< 550 unknown":                                                                           "DATA",
	} {
		var got []string
		for _, b := range tab.Decode(in, Options{}).Bounces {
			got = append(got, b.Command)
		}
		if strings.Join(got, ", ") != want {
			t.Errorf("%q: %q", in, got)
		}
	}
}

// A service's own word for what happened may be one that a rule knows; else it is read for what it means.
func TestServiceWords(t *testing.T) {
	spec := rules
	spec.Responses = append([]Response{{ID: "a-service", Error: "full", All: []string{"no email"}}}, rules.Responses...)
	tab := built(t, spec)
	for in, want := range map[string]string{
		`{"event":"bounce","email":"bob@example.org","bounce_subtype":"NoEmail"}`:                      "event; bob@example.org / by rule mailbox-full (a-service), suppress watch, soft: No Email [recipient 27-42]",
		`{"event":"bounce","email":"bob@example.org","bounce_subtype":"NoMailbox"}`:                    "event; bob@example.org / by wording user-unknown, suppress yes, hard: No Mailbox [recipient 27-42]",
		`{"event":"bounce","email":"bob@example.org","bounce_subtype":"NoEmail","reason":"550 quota"}`: "event; bob@example.org 550/ by rule mailbox-full (f-not), suppress watch, soft: quota [recipient 27-42] [reply 81-84] [phrase 85-90]",
	} {
		if got := findings(tab.Decode(in, Options{})); got != want {
			t.Errorf("%s\nis  %s\nnot %s", in, got, want)
		}
	}
}
