package engine

import (
	"strconv"
	"strings"
	"testing"
)

// What is read of notices, reports and logs, told as summary tells it: a row for each thing that decides.

const daemonHeader = "From: MAILER-DAEMON@relay.example.net\nTo: ann@example.com\nSubject: Undelivered Mail\n"

func TestNoticesRead(t *testing.T) {
	for _, test := range []struct{ why, in, want string }{
		{
			"a reply to each of two, one that goes on", daemonHeader + "\nThis is the mail system at host relay.example.net.\n\n<bob@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 no\n    (in reply to RCPT TO command)\n\n<cid@example.org>: unknown user\n",
			"bob@example.org  <bob@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 no|(in reply to RCPT TO command) remote=mx.example.org reporter=relay.example.net context=Undelivered Mail|This is the mail system at host relay.example.net.||<bob@example.org>: host mx.example.org[192.0.2.1] said: 550 5.1.1 no|(in reply to RCPT TO command)|\ncid@example.org  <cid@example.org>: unknown user reporter=relay.example.net context=Undelivered Mail|This is the mail system at host relay.example.net.||<cid@example.org>: unknown user",
		},
		{
			"a sentence that says who failed; a signature", daemonHeader + "\nYour message to bob@example.org could not be delivered.\n\nann@example.com\n",
			"bob@example.org  Your message to bob@example.org could not be delivered.||ann@example.com context=Undelivered Mail|Your message to bob@example.org could not be delivered.||ann@example.com",
		},
		{
			"a label and an address", daemonHeader + "\nUnknown user: bob@example.org\n",
			"bob@example.org  Unknown user: bob@example.org context=Undelivered Mail|Unknown user: bob@example.org",
		},
		{
			"fields of a recipient", daemonHeader + "\nRecipient: <bob@example.org>\nReason: 550 5.1.1 no\n",
			"bob@example.org  Recipient: <bob@example.org>|Reason: 550 5.1.1 no context=Undelivered Mail|Recipient: <bob@example.org>|Reason: 550 5.1.1 no",
		},
		{
			"a numbered list", daemonHeader + "\n1. bob@example.org\n2. cid@example.org\n",
			"bob@example.org   context=Undelivered Mail|1. bob@example.org\ncid@example.org   context=Undelivered Mail|2. cid@example.org",
		},
		{
			"an address, and the reply below", daemonHeader + "\n   bob@example.org\n\nReason:\n550 5.1.1 no\n\nmore\n",
			"bob@example.org  550 5.1.1 no context=Undelivered Mail|bob@example.org||Reason:|550 5.1.1 no||more",
		},
		{
			"Sendmail's reply with the address in it", daemonHeader + "\n550 5.1.1 <bob@example.org>... User unknown\n",
			"bob@example.org  550 5.1.1 <bob@example.org>... User unknown context=Undelivered Mail|550 5.1.1 <bob@example.org>... User unknown",
		},
		{
			"Sendmail's list and transcript", daemonHeader + "\n----- The following addresses had permanent fatal errors -----\n<bob@example.org>\n\n----- Transcript of session follows -----\n... while talking to mx.example.org.:\n>>> RCPT To:<bob@example.org>\n<<< 550 5.1.1 no\n550 5.1.1 <bob@example.org>... User unknown\n",
			"bob@example.org failed ... while talking to mx.example.org.:|>>> RCPT To:<bob@example.org>|<<< 550 5.1.1 no|550 5.1.1 <bob@example.org>... User unknown remote=mx.example.org context=Undelivered Mail|----- The following addresses had permanent fatal errors -----|<bob@example.org>||----- Transcript of session follows -----|... while talking to mx.example.org.:|>>> RCPT To:<bob@example.org>|<<< 550 5.1.1 no|550 5.1.1 <bob@example.org>... User unknown",
		},
		{
			"nobody is named", daemonHeader + "\nIt could not be delivered.\n",
			"  It could not be delivered. context=Undelivered Mail|It could not be delivered.",
		},
		{
			"a name and an address", daemonHeader + "\nBob Smith <bob@example.org>\n550 no\n",
			"bob@example.org  Bob Smith <bob@example.org>|550 no context=Undelivered Mail|Bob Smith <bob@example.org>|550 no",
		},
		{
			"who sent it is not who failed", daemonHeader + "\nFrom: ann@example.com\nSender: x@example.com\nbob@example.org: no\n",
			"bob@example.org  bob@example.org: no context=Undelivered Mail|From: ann@example.com|Sender: x@example.com|bob@example.org: no",
		},
		{
			"a role, where nobody else is named", daemonHeader + "\npostmaster@example.org\n",
			"postmaster@example.org  postmaster@example.org context=Undelivered Mail|postmaster@example.org",
		},
		{
			"roles and owners of lists are whom to ask", daemonHeader + "\nask postmaster@example.org or list-owner@example.org about bob@example.org\n",
			"bob@example.org  ask postmaster@example.org or list-owner@example.org about bob@example.org context=Undelivered Mail|ask postmaster@example.org or list-owner@example.org about bob@example.org",
		},
		{
			"qmail", daemonHeader + "\n<bob@example.org>:\nmx.example.org does not like recipient.\nRemote host said: 550 no\nGiving up on 192.0.2.1.\n",
			"bob@example.org  mx.example.org does not like recipient.|Remote host said: 550 no|Giving up on 192.0.2.1. remote=mx.example.org context=Undelivered Mail|<bob@example.org>:|mx.example.org does not like recipient.|Remote host said: 550 no|Giving up on 192.0.2.1.",
		},
		{
			"still being tried", daemonHeader + "\nmail sent to <bob@example.org> will be retried\n450 4.2.2 full\n",
			"bob@example.org delayed mail sent to <bob@example.org> will be retried|450 4.2.2 full context=Undelivered Mail|mail sent to <bob@example.org> will be retried|450 4.2.2 full mark=action: delayed",
		},
		{
			"given up", daemonHeader + "\n<bob@example.org>: i've given up\n",
			"bob@example.org failed <bob@example.org>: i've given up context=Undelivered Mail|<bob@example.org>: i've given up",
		},
		{
			"the header names two, the text one", daemonHeader + "X-Failed-Recipients: bob@example.org, cid@example.org\n\n  bob@example.org\n    550 no\n",
			"bob@example.org  550 no context=Undelivered Mail|bob@example.org|550 no\ncid@example.org  bob@example.org|550 no context=Undelivered Mail|bob@example.org|550 no",
		},
		{
			"the header names one, the text none", daemonHeader + "X-Failed-Recipients: bob@example.org\n\nno such user here\n",
			"bob@example.org  no such user here context=Undelivered Mail|no such user here",
		},
		{
			"the list that a message was refused by", daemonHeader + "X-List-Administrivia: yes\nX-BeenThere: list@example.org\n\nIt was rejected.\n",
			"list@example.org  It was rejected. context=Undelivered Mail|It was rejected.",
		},
		{
			"the returned message is no part of it", daemonHeader + "\nbob@example.org\n\nThe original message was:\n\nReturn-Path: <x@example.com>\nFrom: Ann <ann@example.com>\nTo: z@example.org\n",
			"bob@example.org   from=example.com context=Undelivered Mail|bob@example.org|",
		},
		{
			"the subject names who failed", "From: Ann <ann@example.com>\nSubject: Undelivered Mail bob@example.org\nReturn-Path: <>\n\nIt could not be delivered.\n",
			"bob@example.org  It could not be delivered. context=Undelivered Mail bob@example.org|It could not be delivered.",
		},
		{
			"Exchange: the host on a line of its own", daemonHeader + "\nThe following recipients failed:\nmx.example.org\nRemote Server returned '550 5.1.1 no'\n\nbob@example.org\n",
			"bob@example.org   remote=mx.example.org context=Undelivered Mail|The following recipients failed:|mx.example.org|Remote Server returned '550 5.1.1 no'||bob@example.org",
		},
		{
			"who wrote it, and the host before its reply", daemonHeader + "\nGenerating server: relay.example.net\n\nbob@example.org\nmx.example.org #550 5.1.1 no ##\n",
			"bob@example.org  mx.example.org #550 5.1.1 no ## remote=mx.example.org reporter=relay.example.net context=Undelivered Mail|Generating server: relay.example.net||bob@example.org|mx.example.org #550 5.1.1 no ##",
		},
		{
			"Gmail: the host behind the domain", daemonHeader + "\nServer for the recipient domain example.org by mx.example.org. [192.0.2.1].\n\nbob@example.org: 550 5.1.1 no\n",
			"bob@example.org  bob@example.org: 550 5.1.1 no remote=mx.example.org context=Undelivered Mail|Server for the recipient domain example.org by mx.example.org. [192.0.2.1].||bob@example.org: 550 5.1.1 no",
		},
		{
			"hosts of the sender and of the receiver", daemonHeader + "\nconnected from client host a.example.net, connect to mx.example.org: refused\n\nbob@example.org\n",
			"bob@example.org   remote=mx.example.org context=Undelivered Mail|connected from client host a.example.net, connect to mx.example.org: refused||bob@example.org",
		},
		{
			"Exchange: an address and no host before the reply", daemonHeader + "\nbob@example.org\nRemote Server returned '550 5.1.1 no'\n",
			"bob@example.org  Remote Server returned '550 5.1.1 no' context=Undelivered Mail|bob@example.org|Remote Server returned '550 5.1.1 no'",
		},
		{
			"Exchange: an empty line before the reply, and a host below", daemonHeader + "\nbob@example.org\n\nRemote Server returned '550 5.1.1 no'\nhost mx.example.org\n",
			"bob@example.org  Remote Server returned '550 5.1.1 no'|host mx.example.org remote=mx.example.org context=Undelivered Mail|bob@example.org||Remote Server returned '550 5.1.1 no'|host mx.example.org",
		},
		{
			"a name in brackets is not the address of a host", daemonHeader + "\nnotes.example.org [the handbook]\n\nbob@example.org\n",
			"bob@example.org   context=Undelivered Mail|notes.example.org [the handbook]||bob@example.org",
		},
		{
			"who wrote it, on the line below", daemonHeader + "\nbob@example.org\n550 no\n\nGenerating server:\nrelay.example.net",
			"bob@example.org  550 no reporter=relay.example.net context=Undelivered Mail|bob@example.org|550 no||Generating server:|relay.example.net",
		},
		{
			"a label, and words that are none", daemonHeader + "\nUnknown user: bob@example.org\nThe unknown user cid@example.org\n",
			"bob@example.org  Unknown user: bob@example.org|The unknown user cid@example.org context=Undelivered Mail|Unknown user: bob@example.org|The unknown user cid@example.org",
		},
		{
			"no date of its own", daemonHeader + "\nbob@example.org\n\nDate: Mon, 2 Mar 2026 10:00:00 +0000\n",
			"bob@example.org  Date: Mon, 2 Mar 2026 10:00:00 +0000 context=Undelivered Mail|bob@example.org||Date: Mon, 2 Mar 2026 10:00:00 +0000",
		},
		{
			"a date", daemonHeader + "Date: Mon, 2 Mar 2026 10:00:00 +0000\n\nbob@example.org\n",
			"bob@example.org   context=Undelivered Mail|bob@example.org when=2026-03-02T10:00:00+00:00",
		},
		{
			"Exchange 2003: who wrote it", daemonHeader + "\n<mx.example.org #5.1.1 smtp;550 5.1.1 no>\n\nbob@example.org\n",
			"bob@example.org   reporter=mx.example.org context=Undelivered Mail|<mx.example.org #5.1.1 smtp;550 5.1.1 no>||bob@example.org",
		},
		{
			"a signature below a notice that no server sent itself", "From: Ann <ann@example.com>\nSubject: Undelivered Mail\nX-Failed-Recipients: bob@example.org\n\nbob@example.org: 550 no\n\n-- \ncid@example.org: 551 no\n",
			"bob@example.org  bob@example.org: 550 no context=Undelivered Mail|bob@example.org: 550 no||--",
		},
		{
			"the same, with an empty return path", "From: Ann <ann@example.com>\nSubject: Undelivered Mail\nReturn-Path: <>\n\nbob@example.org: 550 no\n\n-- \ncid@example.org: 551 no\n",
			"bob@example.org  bob@example.org: 550 no context=Undelivered Mail|bob@example.org: 550 no||--\ncid@example.org  cid@example.org: 551 no context=Undelivered Mail|cid@example.org: 551 no",
		},
		{
			"the header names one, the text where his mail went on to", daemonHeader + "X-Failed-Recipients: bob@example.org\n\nrobert@example.net: 550 no\n",
			"bob@example.org  robert@example.net: 550 no context=Undelivered Mail|robert@example.net: 550 no",
		},
		{
			"the header names whom it was sent to, too", daemonHeader + "X-Failed-Recipients: ann@example.com\n\nann@example.com\n  550 no\n\nbob@example.org\n  551 no\n",
			"ann@example.com  550 no context=Undelivered Mail|ann@example.com|550 no|",
		},
		{
			"a type that was lost", strings.Replace(daemonHeader, "To:", "Content-Type: ; charset=utf-8\nTo:", 1) + "\n<bob@example.org>: 550 no\n",
			"bob@example.org  <bob@example.org>: 550 no context=Undelivered Mail|<bob@example.org>: 550 no",
		},
		{
			"the returned message is quoted", daemonHeader + "\nbob@example.org\n\nThe original message was:\n\n> Return-Path: <x@example.com>\n> From: Ann <ann@example.com>\n",
			"bob@example.org   from=example.com context=Undelivered Mail|bob@example.org|",
		},
		{
			"an address in a reply, before one in a sentence", daemonHeader + "\nHello dan@example.net out there\n550 5.1.1 no such bob@example.org\n",
			"bob@example.org  Hello dan@example.net out there|550 5.1.1 no such bob@example.org context=Undelivered Mail|Hello dan@example.net out there|550 5.1.1 no such bob@example.org",
		},
		{
			"the id of a message is nobody's address", daemonHeader + "\nIt could not be delivered.\n\n  Message-ID: <1@example.com>\n",
			"  It could not be delivered.||Message-ID: <1@example.com> context=Undelivered Mail|It could not be delivered.||Message-ID: <1@example.com>",
		},
		{
			"the same text as HTML", strings.Replace(daemonHeader, "To:", "Content-Type: multipart/alternative; boundary=b\nTo:", 1) + "\n--b\n\n<bob@example.org>: 550 no\n--b\nContent-Type: text/html\n\n<p>bob@example.org: 550 no</p>\n--b--\n",
			"bob@example.org  <bob@example.org>: 550 no context=Undelivered Mail|<bob@example.org>: 550 no",
		},
		{
			"text in two parts, and text that is attached", strings.Replace(daemonHeader, "To:", "Content-Type: multipart/mixed; boundary=b\nTo:", 1) + "\n--b\n\n<bob@example.org>: 550 no\n--b\n\n<cid@example.org>: 551 no\n--b\nContent-Disposition: attachment\n\n<dan@example.org>: 552 no\n--b--\n",
			"bob@example.org  <bob@example.org>: 550 no context=Undelivered Mail|<bob@example.org>: 550 no\ncid@example.org  <cid@example.org>: 551 no context=Undelivered Mail|<cid@example.org>: 551 no",
		},
		{
			"what is attached is not the returned message", strings.Replace(daemonHeader, "To:", "Content-Type: multipart/mixed; boundary=b\nTo:", 1) + "\n--b\n\n<bob@example.org>: 550 no\n--b\nContent-Type: application/octet-stream\n\nThe original message was:\n\nFrom: x@example.com\n--b--\n",
			"bob@example.org  <bob@example.org>: 550 no context=Undelivered Mail|<bob@example.org>: 550 no",
		},
	} {
		if got := summary(read(test.in, Options{})); got != test.want {
			t.Errorf("%s:\n%s\nis  %s\nnot %s", test.why, test.in, got, test.want)
		}
	}
	for _, name := range []string{"To", "From", "Reply-To", "Delivered-To", "Sender", "Return-Path", "Cc"} { // whom its own header names did not fail
		in := name + ": ann@example.net\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nSubject: Undelivered Mail\nAuto-Submitted: auto-generated\n\nIt could not be delivered.\n\nann@example.net: 551 no\n\nbob@example.org: 550 no\n"
		if m := read(in, Options{}); len(m.deliveries) != 1 || m.deliveries[0].recipient != "bob@example.org" {
			t.Errorf("%s: %s", name, summary(m))
		}
	}
}

// A notice that is longer than notices are is read as far as notices go, and that is said, also of one that was passed on.
func TestLongNotices(t *testing.T) {
	for n, want := range map[int]int{maxNotice - 1: 0, maxNotice: 1} {
		in := daemonHeader + "\n<bob@example.org>: 550 no\n" + strings.Repeat("and so on\n", n)
		for _, in := range []string{in, "Hello\n" + in[strings.Index(in, "<bob"):len(in)-len("and so on\n")], "From: ann@example.com\nMessage-ID: <1@example.com>\nSubject: help\nContent-Type: multipart/mixed; boundary=f\n\n--f\n\nWhat?\n--f\nContent-Type: message/rfc822\n\n" + strings.TrimSuffix(in, "\n") + "\n--f--\n"} {
			if m := read(in, Options{}); len(m.deliveries) != 1 || len(m.warnings) != want {
				t.Errorf("%d lines: %d deliveries %q", n, len(m.deliveries), m.warnings)
			}
		}
	}
	const said = "<bob@example.org>: 550 no"
	for more, want := range map[int]int{0: 0, 1: 1} {
		in := daemonHeader + "\n" + said + "\n" + strings.Repeat(strings.Repeat("x", 511)+" \n", 127) + strings.Repeat("y", 511-len(said)+more) + "\nz\nz"
		if m := read(in, Options{}); len(m.deliveries) != 1 || len(m.warnings) != want {
			t.Errorf("%d bytes more than are searched: %d deliveries %q", more, len(m.deliveries), m.warnings)
		}
	}
}

func TestReportsRead(t *testing.T) {
	for _, test := range []struct{ why, prose, fields, want string }{
		{
			"a whole group", "x", "Reporting-MTA: dns; relay.example.net\n\nFinal-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.1.1\nRemote-MTA: dns; mx.example.org\nDiagnostic-Code: smtp; 550 5.1.1 no\n such user\nLast-Attempt-Date: Sun, 1 Mar 2026 10:00:00 +0000\n",
			"bob@example.org failed 550 5.1.1 no|such user status=5.1.1 remote=mx.example.org reporter=relay.example.net context=x mark=action: failed when=2026-03-01T10:00:00+00:00",
		},
		{
			"a delay, with a comment and a time", "x", "Reporting-MTA: dns; relay.example.net\n\nFinal-Recipient: rfc822; bob@example.org\nAction: delayed\nStatus: 4.4.1 (connection timed out)\nWill-Retry-Until: Mon, 2 Mar 2026 10:00:00 +0000\nLast-Attempt-Date: Sun, 1 Mar 2026 10:00:00 +0000\n",
			"bob@example.org delayed connection timed out status=4.4.1 reporter=relay.example.net context=x mark=action: delayed when=2026-03-01T10:00:00+00:00 [2026-03-01T10:00:00+00:00   ] [2026-03-02T10:00:00+00:00   Will-Retry-Until]",
		},
		{
			"a new recipient without an empty line", "x", "Final-Recipient: rfc822; bob@example.org\nAction: failed\nFinal-Recipient: rfc822; cid@example.org\nAction: delayed\n",
			"bob@example.org failed  mark=action: failed\ncid@example.org delayed  mark=action: delayed",
		},
		{
			"prose that tells of each", "<bob@example.org>: 550 5.1.1 no such\n\n<cid@example.org>: 552 5.2.2 full\n", "Reporting-MTA: dns; relay.example.net\n\nFinal-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.0.0\n\nFinal-Recipient: rfc822; cid@example.org\nAction: failed\nStatus: 5.0.0\n",
			"bob@example.org failed <bob@example.org>: 550 5.1.1 no such status=5.0.0 reporter=relay.example.net context=<bob@example.org>: 550 5.1.1 no such mark=action: failed\ncid@example.org failed <cid@example.org>: 552 5.2.2 full status=5.0.0 reporter=relay.example.net context=<cid@example.org>: 552 5.2.2 full mark=action: failed",
		},
		{
			"only whom it was first written to", "x", "Original-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.1.1 (no)\n",
			"bob@example.org failed  status=5.1.1 context=x mark=action: failed",
		},
		{
			"only whom it went to", "x", "X-Actual-Recipient: rfc822; bob@example.org\nAction: Failed (no)\nStatus: 5.1.1 (nobody)\n",
			"bob@example.org failed nobody status=5.1.1 context=x mark=action: failed",
		},
		{
			"nobody, and no code", "x", "Action: failed\nStatus: x\n",
			" failed x context=x mark=action: failed",
		},
		{
			"no recipient in the fields", "<bob@example.org>: 550 no", "Reporting-MTA: dns; relay.example.net\n",
			"bob@example.org  <bob@example.org>: 550 no reporter=relay.example.net context=Undelivered Mail|<bob@example.org>: 550 no",
		},
		{
			"no address in the final one", "x", "Final-Recipient: LOCAL; |/usr/bin/filter\nOriginal-Recipient: rfc822;bob@example.org\nAction: failed\nDiagnostic-Code: x-unix; 550 no\n",
			"bob@example.org failed 550 no context=x mark=action: failed",
		},
		{
			"a field of a program's own", "x", "Final-Recipient: rfc822; bob@example.org\nAction: failed\nX-Display-Name-Diagnostic: 550 no\n",
			"bob@example.org failed 550 no context=x mark=action: failed",
		},
		{
			"an empty field before one that is filled", "x", "Final-Recipient: rfc822; bob@example.org\nAction: failed\nDiagnostic-Code:\nX-Notes: 550 no\n",
			"bob@example.org failed 550 no context=x mark=action: failed",
		},
		{
			"a wrapped reply, not indented", "x", "Final-Recipient: rfc822; bob@example.org\nAction: failed\nDiagnostic-Code: smtp;550-a\n 550 b\nnot indented\n",
			"bob@example.org failed 550-a|550 b|not indented context=x mark=action: failed",
		},
		{
			"spaces around the colon, a folded line", "x", "Final-Recipient : rfc822; bob@example.org\n Action: x\nAction : relayed\n",
			"bob@example.org relayed  context=x mark=action: relayed",
		},
		{
			"only whom it was first written to, without an empty line", "x", "Original-Recipient: rfc822; bob@example.org\nAction: failed\nOriginal-Recipient: rfc822; cid@example.org\nAction: delayed\n",
			"bob@example.org failed  mark=action: failed\ncid@example.org delayed  mark=action: delayed",
		},
		{
			"prose that tells of whom it was first written to", "<bob@example.org>: 550 5.1.1 no such\n\n<cid@example.org>: 552 5.2.2 full\n", "Final-Recipient: rfc822; robert@example.net\nOriginal-Recipient: rfc822; bob@example.org\nAction: failed\n\nFinal-Recipient: rfc822; charles@example.net\nX-Actual-Recipient: rfc822; cid@example.org\nAction: failed\n",
			"robert@example.net failed <bob@example.org>: 550 5.1.1 no such context=<bob@example.org>: 550 5.1.1 no such mark=action: failed\ncharles@example.net failed <cid@example.org>: 552 5.2.2 full context=<cid@example.org>: 552 5.2.2 full mark=action: failed",
		},
		{
			"a reply on the line below its field", "x", "Final-Recipient: rfc822; bob@example.org\nAction: failed\nDiagnostic-Code:\n smtp; 550 no\n",
			"bob@example.org failed |smtp; 550 no context=x mark=action: failed",
		},
		{
			"a type of one letter", "x", "Final-Recipient: rfc822; bob@example.org\nAction: failed\nDiagnostic-Code: x; 550 no\n",
			"bob@example.org failed 550 no context=x mark=action: failed",
		},
		{
			"prose that says nothing more", "bob@example.org:", "Final-Recipient: rfc822; bob@example.org\nAction: failed\nStatus: 5.1.1\n",
			"bob@example.org failed  status=5.1.1 context=bob@example.org: mark=action: failed",
		},
	} {
		in := daemonHeader + "MIME-Version: 1.0\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\n" + test.prose + "\n--b\nContent-Type: message/delivery-status\n\n" + test.fields + "\n--b--\n"
		if got := summary(read(in, Options{})); got != test.want {
			t.Errorf("%s:\n%s\nis  %s\nnot %s", test.why, test.fields, got, test.want)
		}
	}
}

// Fields of programs' own that hold the reply where Diagnostic-Code does not.
func TestOwnFields(t *testing.T) {
	for _, name := range []string{"X-Display-Name-Diagnostic", "X-Supplementary-Info", "X-DSN-Diagnostic", "X-Notes", "X-PowerMTA-BounceText", "X-Network-Error"} {
		m := read(report("x", "Action: failed\n"+name+": 550 no"), Options{})
		if got := summary(m); got != "bob@example.org failed 550 no context=x mark=action: failed" {
			t.Errorf("%s: %s", name, got)
		}
	}
}

// Of a report on very many the first ones are read, and that is said.
func TestManyRecipientsOfReport(t *testing.T) {
	for n, want := range map[int]int{MaxDeliveries: 0, MaxDeliveries + 2: 1} {
		if m := read(report("x", "Action: failed\n"+strings.Repeat("\nFinal-Recipient: rfc822; cid@example.org\nAction: failed\n", n-1)), Options{}); len(m.deliveries) != MaxDeliveries || len(m.warnings) != want {
			t.Errorf("%d recipients: %d deliveries %q", n, len(m.deliveries), m.warnings)
		}
	}
}

// Whom a report is about that names nobody, or nobody by address.
func TestReportsOfWhom(t *testing.T) {
	const head, tail = "From: MAILER-DAEMON@relay.example.net\nContent-Type: multipart/report; boundary=b\n", "\n--b--\n"
	part := func(kind, text string) string { return "\n--b\nContent-Type: " + kind + "\n\n" + text }
	status := part("message/delivery-status", "Final-Recipient: LOCAL; |/usr/bin/filter\nAction: failed\nStatus: 5.3.0\n")
	abuse := part("message/feedback-report", "Feedback-Type: abuse\n")
	read8098 := "Final-Recipient: rfc822; bob@example.org\nDisposition: manual-action/MDN-sent-manually; displayed\n"
	wantRead(t, map[string]string{
		head + status + tail: "dsn  failed  status=5.3.0 mark=action: failed",
		head + "X-Failed-Recipients: bob@example.org\n" + status + tail:                                                                                                                                        "dsn bob@example.org failed  status=5.3.0 mark=action: failed",
		head + "X-Failed-Recipients: bob@example.org, cid@example.org\n" + status + tail:                                                                                                                       "dsn  failed  status=5.3.0 mark=action: failed",
		head + status + part("message/rfc822", "From: ann@example.com\nTo: bob@example.org\n") + tail:                                                                                                          "dsn bob@example.org failed  status=5.3.0 from=example.com mark=action: failed",
		head + status + part("text/rfc822-headers", "To: bob@example.org, cid@example.org\n") + tail:                                                                                                           "dsn  failed  status=5.3.0 mark=action: failed",
		head + abuse + part("message/rfc822", "From: ann@example.com\nX-Original-To: bob@example.org\n") + tail:                                                                                                "complaint bob@example.org complaint  from=example.com mark=feedback-type: abuse",
		head + abuse + part("message/rfc822", "From: ann@example.com\nDelivered-To: bob@example.org\n") + tail:                                                                                                 "complaint bob@example.org complaint  from=example.com mark=feedback-type: abuse",
		head + abuse + part("message/rfc822", "From: ann@example.com\nTo: bob@example.org\n") + tail:                                                                                                           "complaint bob@example.org complaint  from=example.com mark=feedback-type: abuse",
		head + abuse + part("message/rfc822", "From: ann@example.com\nTo: bob@example.org\nDelivered-To: cid@example.org\nX-Original-To: dan@example.org\nX-HmXmrOriginalRecipient: eve@example.org\n") + tail: "complaint eve@example.org complaint  from=example.com mark=feedback-type: abuse",
		head + part("message/disposition-notification", read8098) + tail:                                                                                                                                       "auto-reply bob@example.org delivered  mark=manual-action/MDN-sent-manually; displayed",
		head + part("message/global-disposition-notification", read8098) + tail:                                                                                                                                "auto-reply bob@example.org delivered  mark=manual-action/MDN-sent-manually; displayed",
		head + part("text/plain", "What to do\nAction: call us\n\nReporting-MTA: dns; relay.example.net\n\nFinal-Recipient: rfc822; bob@example.org\nAction: failed\n") + tail:                                 "dsn bob@example.org failed What to do|Action: call us||Reporting-MTA: dns; relay.example.net||Final-Recipient: rfc822; bob@example.org|Action: failed| reporter=relay.example.net context=What to do|Action: call us||Reporting-MTA: dns; relay.example.net||Final-Recipient: rfc822; bob@example.org|Action: failed| mark=action: failed",
		head + part("text/plain", "It failed.\n\nOriginal-Recipient: rfc822; bob@example.org\nAction: failed\n") + tail:                                                                                        "bounce bob@example.org  It failed.||Original-Recipient: rfc822; bob@example.org|Action: failed| context=|It failed.||Original-Recipient: rfc822; bob@example.org|Action: failed|",
		head + part("message/delivery-status", "Final-Recipient:\n rfc822; bob@example.org\nAction: failed\nx\n") + tail:                                                                                       "dsn bob@example.org failed  mark=action: failed",
		head + part("message/delivery-status", "Final-Recipient: rfc822;\nbob@example.org\nAction: failed\n") + tail:                                                                                           "dsn bob@example.org failed  mark=action: failed",
		head + part("message/feedback-report", "Feedback-Type: fraud\n\nOriginal-Rcpt-To: <bob@example.org>\n") + tail:                                                                                         "complaint bob@example.org complaint  mark=feedback-type: fraud",
		head + part("message/global-delivery-status", "Original-Recipient: rfc822; bob@example.org\nAction: failed\n") + tail:                                                                                  "dsn bob@example.org failed  mark=action: failed",
		head + part("text/plain", "It failed.\n\nFinal-Recipient: rfc822; bob@example.org\nAction: failed\n") + tail:                                                                                           "dsn bob@example.org failed It failed.||Final-Recipient: rfc822; bob@example.org|Action: failed| context=It failed.||Final-Recipient: rfc822; bob@example.org|Action: failed| mark=action: failed",
		head + part("text/html", "<pre>\nFinal-Recipient: rfc822; bob@example.org\nAction: failed\n</pre>") + tail:                                                                                             "bounce bob@example.org  ||Final-Recipient: rfc822; bob@example.org|Action: failed| context=|||Final-Recipient: rfc822; bob@example.org|Action: failed|",
		"  Final-Recipient: rfc822; bob@example.org\n  Action: failed\n":                                                                                                                                       "dsn bob@example.org  Final-Recipient: rfc822; bob@example.org|Action: failed context=Final-Recipient: rfc822; bob@example.org|Action: failed mark=action:",
	})
}

func TestLogsRead(t *testing.T) {
	wantRecords(t, []recordCase{
		{
			"Postfix: bounced", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, orig_to=<x@example.org>, relay=mx.example.org[192.0.2.1]:25, delay=1, dsn=5.1.1, status=bounced (host mx.example.org[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command))",
			"bob@example.org failed host mx.example.org[192.0.2.1] said: 550 5.1.1 no (in reply to RCPT TO command) status=5.1.1 remote=mx.example.org reporter=relay when=--03-01T10:00:00",
		},
		{
			"Postfix: a message with its sender, two attempts", "Mar  1 10:00:00 relay postfix/qmgr[1]: 4A: from=<ann@example.com>, size=1, nrcpt=1\nMar  1 10:00:01 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=none, dsn=4.4.1, status=deferred (connect to x: refused)\nMar  1 10:05:01 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 ok)",
			"bob@example.org delivered 250 ok status=2.0.0 remote=mx.example.org reporter=relay from=example.com mark=status=sent when=--03-01T10:05:01 [  4.4.1 connect to x: refused] [ 250 2.0.0 ok]",
		},
		{
			"Postfix: given up, whatever class the code has", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=none, delay=1, dsn=4.4.1, status=bounced (connect to mx.example.org[192.0.2.1]:25: Connection timed out)",
			"bob@example.org failed connect to mx.example.org[192.0.2.1]:25: Connection timed out status=4.4.1 reporter=relay when=--03-01T10:00:00",
		},
		{
			"Postfix: a line that was wrapped in mail, and one that was not", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>,\n relay=none, dsn=5.4.4, status=bounced (no\nsuch host)\nMar  1 10:00:01 relay postfix/smtp[1]: 4B: to=<cid@example.org>, relay=none, dsn=5.4.4, status=bounced (no)\nsuch host\n",
			"bob@example.org failed no such host status=5.4.4 reporter=relay when=--03-01T10:00:00\ncid@example.org failed no status=5.4.4 reporter=relay when=--03-01T10:00:01",
		},
		{
			"Postfix: a user of the server itself", "Mar  1 10:00:00 relay postfix/local[1]: 4A: to=<root>, relay=local, delay=1, dsn=5.1.1, status=bounced (unknown user: \"root\")",
			`root failed unknown user: "root" status=5.1.1 reporter=relay when=--03-01T10:00:00`,
		},
		{
			"Postfix: refused before it had an id", "Mar  1 10:00:00 relay postfix/smtpd[1]: NOQUEUE: reject: RCPT from a.example.net[192.0.2.9]: 550 5.1.1 <bob@example.org>: no; from=<ann@example.com> to=<bob@example.org> proto=ESMTP helo=<a>",
			"bob@example.org failed 550 5.1.1 <bob@example.org>: no reporter=relay command=RCPT from=example.com when=--03-01T10:00:00",
		},
		{
			"Sendmail: two recipients", "Mar  1 10:00:00 relay sendmail[1]: x1: to=<bob@example.org>,<cid@example.org>, delay=00:00:01, mailer=esmtp, relay=mx.example.org. [192.0.2.1], dsn=5.1.1, stat=User unknown",
			"bob@example.org failed User unknown status=5.1.1 remote=mx.example.org reporter=relay when=--03-01T10:00:00\ncid@example.org failed User unknown status=5.1.1 remote=mx.example.org reporter=relay when=--03-01T10:00:00",
		},
		{
			"Exim: failed", "2026-03-01 10:00:00 1wXyZa-0003Ab-2C ** bob@example.org R=dns T=smtp H=mx.example.org [192.0.2.1]: SMTP error from remote mail server after RCPT TO:<bob@example.org>: 550 no",
			"bob@example.org failed SMTP error from remote mail server after RCPT TO:<bob@example.org>: 550 no remote=mx.example.org when=2026-03-01T10:00:00-00:00",
		},
		{
			"Exim: deferred", "2026-03-01 10:00:00 1wXyZa-0003Ab-2C == bob@example.org R=dns T=smtp defer (-44) H=mx.example.org [192.0.2.1]: 450 later",
			"bob@example.org delayed 450 later remote=mx.example.org when=2026-03-01T10:00:00-00:00",
		},
		{
			"Exim: delivered", "2026-03-01 10:00:00 1wXyZa-0003Ab-2C => bob@example.org R=dns T=smtp H=mx.example.org [192.0.2.1] C=\"250 ok\"",
			"bob@example.org delivered 250 ok remote=mx.example.org mark=action: delivered when=2026-03-01T10:00:00-00:00",
		},
		{
			"qmail: whose it is was not pasted", "@400000006553f10a00000000 delivery 1: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_no/Giving_up_on_192.0.2.1./",
			" failed 192.0.2.1 does not like recipient. Remote host said: 550 no Giving up on 192.0.2.1. remote=192.0.2.1 when=2023-11-14T22:13:20Z",
		},
		{
			"qmail: two lines of a delivery", "@400000006553f10a00000000 starting delivery 1: msg 7 to remote bob@example.org\n@400000006553f10b00000000 delivery 1: deferral: 192.0.2.1_said:_450_later/",
			"bob@example.org delayed 192.0.2.1 said: 450 later when=2023-11-14T22:13:21Z",
		},
		{
			"a table with doubled quotes", "recipient,reason,date\nbob@example.org,550 no,2026-03-01T10:00:00Z\ncid@example.org,\"552 \"\"full\"\", sorry\",x\n",
			"bob@example.org  550 no when=2026-03-01T10:00:00Z\ncid@example.org  552 \"full\", sorry",
		},
		{
			"a table with a line end in a cell", "email;status;reason\nbob@example.org;bounced;\"550\nno\"\n",
			"bob@example.org hard 550\nno",
		},
		{
			"PowerMTA: a table without a header", "b,2026-03-01 10:00:00,2026-03-01 10:00:00,ann@example.com,bob@example.org,,failed,5.1.1 (x),smtp;550 5.1.1 no,mx.example.org (192.0.2.1),bad-mailbox",
			"bob@example.org failed 550 5.1.1 no status=5.1.1 class=user unknown remote=mx.example.org from=example.com context=bad mailbox when=2026-03-01T10:00:00-00:00",
		},
	})
}

// Lines of one message and recipient are one story, in the order of time.
func TestStories(t *testing.T) {
	wantRecords(t, []recordCase{
		{
			"the same line twice", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.4.1, status=deferred (later)\nMar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.4.1, status=deferred (later)\n",
			"bob@example.org delayed later status=4.4.1 remote=mx.example.org reporter=relay when=--03-01T10:00:00",
		},
		{
			"out of order", "Mar  1 10:05:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 ok)\nMar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.4.1, status=deferred (later)\n",
			"bob@example.org delivered 250 ok status=2.0.0 remote=mx.example.org reporter=relay mark=status=sent when=--03-01T10:05:00 [  4.4.1 later] [ 250 2.0.0 ok]",
		},
		{
			"handed on under another id", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4B)\nMar  1 10:00:05 relay postfix/smtp[1]: 4B: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1, status=bounced (550 5.1.1 no)\n",
			"bob@example.org failed 550 5.1.1 no status=5.1.1 remote=mx.example.org reporter=relay when=--03-01T10:00:05 [ 250 2.0.0 2.0.0 Ok: queued as 4B] [ 550 5.1.1 5.1.1 no]",
		},
		{
			"handed on, to another address", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4B)\nMar  1 10:00:05 relay postfix/smtp[1]: 4B: to=<robert@example.net>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1, status=bounced (550 5.1.1 no)\n",
			"robert@example.net failed 550 5.1.1 no status=5.1.1 remote=mx.example.org reporter=relay when=--03-01T10:00:05 [ 250 2.0.0 2.0.0 Ok: queued as 4B] [ 550 5.1.1 5.1.1 no]",
		},
		{
			"handed on, to several", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4B)\nMar  1 10:00:05 relay postfix/smtp[1]: 4B: to=<x@example.net>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1, status=bounced (550 5.1.1 no)\nMar  1 10:00:05 relay postfix/smtp[1]: 4B: to=<y@example.net>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 ok)\n",
			"bob@example.org delivered 250 2.0.0 Ok: queued as 4B status=2.0.0 remote=mx.example.org reporter=relay mark=status=sent when=--03-01T10:00:00\nx@example.net failed 550 5.1.1 no status=5.1.1 remote=mx.example.org reporter=relay when=--03-01T10:00:05\ny@example.net delivered 250 ok status=2.0.0 remote=mx.example.org reporter=relay mark=status=sent when=--03-01T10:00:05",
		},
		{
			"handed on, to several, of whom one was written to by another name", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4B)\nMar  1 10:00:05 relay postfix/smtp[1]: 4B: to=<x@example.net>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 ok)\nMar  1 10:00:05 relay postfix/smtp[1]: 4B: to=<robert@example.net>, orig_to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1, status=bounced (550 5.1.1 no)\n",
			"robert@example.net failed 550 5.1.1 no status=5.1.1 remote=mx.example.org reporter=relay when=--03-01T10:00:05 [ 250 2.0.0 2.0.0 Ok: queued as 4B] [ 550 5.1.1 5.1.1 no]\nx@example.net delivered 250 ok status=2.0.0 remote=mx.example.org reporter=relay mark=status=sent when=--03-01T10:00:05",
		},
		{
			"two that were handed on under one id", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4C)\nMar  1 10:00:00 relay postfix/smtp[1]: 4B: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4C)\nMar  1 10:00:05 relay postfix/smtp[1]: 4C: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1, status=bounced (550 5.1.1 no)\n",
			"bob@example.org failed 550 5.1.1 no status=5.1.1 remote=mx.example.org reporter=relay when=--03-01T10:00:05 [ 250 2.0.0 2.0.0 Ok: queued as 4C] [ 550 5.1.1 5.1.1 no]\nbob@example.org delivered 250 2.0.0 Ok: queued as 4C status=2.0.0 remote=mx.example.org reporter=relay mark=status=sent when=--03-01T10:00:00",
		},
		{
			"handed on to itself", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4A)\n",
			"bob@example.org delivered 250 2.0.0 Ok: queued as 4A status=2.0.0 remote=mx.example.org reporter=relay mark=status=sent when=--03-01T10:00:00",
		},
		{
			"two refused before an id, of one sender", "Mar  1 10:00:00 relay postfix/smtpd[1]: NOQUEUE: reject: RCPT from a.example.net[192.0.2.9]: 450 4.7.1 <bob@example.org>: later; from=<ann@example.com> to=<bob@example.org> proto=ESMTP helo=<a>\nMar  1 10:05:00 relay postfix/smtpd[1]: NOQUEUE: reject: RCPT from a.example.net[192.0.2.9]: 450 4.7.1 <bob@example.org>: later; from=<ann@example.com> to=<bob@example.org> proto=ESMTP helo=<a>\n",
			"bob@example.org delayed 450 4.7.1 <bob@example.org>: later reporter=relay command=RCPT from=example.com when=--03-01T10:05:00 [ 450 4.7.1 4.7.1 <bob@example.org>: later] [ 450 4.7.1 4.7.1 <bob@example.org>: later]",
		},
		{
			"two refused before an id, of two senders", "Mar  1 10:00:00 relay postfix/smtpd[1]: NOQUEUE: reject: RCPT from a.example.net[192.0.2.9]: 450 4.7.1 <bob@example.org>: later; from=<ann@example.com> to=<bob@example.org> proto=ESMTP helo=<a>\nMar  1 10:05:00 relay postfix/smtpd[1]: NOQUEUE: reject: RCPT from a.example.net[192.0.2.9]: 450 4.7.1 <bob@example.org>: later; from=<cid@example.com> to=<bob@example.org> proto=ESMTP helo=<a>\n",
			"bob@example.org delayed 450 4.7.1 <bob@example.org>: later reporter=relay command=RCPT from=example.com when=--03-01T10:05:00 [ 450 4.7.1 4.7.1 <bob@example.org>: later] [ 450 4.7.1 4.7.1 <bob@example.org>: later]",
		},
		{
			"given up after a delay", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.2.2, status=deferred (host mx.example.org[192.0.2.1] said: 452 4.2.2 full)\nMar  5 10:00:00 relay postfix/qmgr[1]: 4A: from=<ann@example.com>, status=expired, returned to sender\n",
			"bob@example.org failed expired, returned to sender remote=mx.example.org reporter=relay from=example.com mark=delivery time expired when=--03-05T10:00:00 [ 452 4.2.2 4.2.2 full] [   expired, returned to sender]",
		},
		{
			"two recipients, one message", "Mar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=4.4.1, status=deferred (later)\nMar  1 10:00:00 relay postfix/smtp[1]: 4A: to=<Cid@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1, status=bounced (550 no)\nMar  1 10:01:00 relay postfix/smtp[1]: 4A: to=<cid@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=5.1.1, status=bounced (551 no)\n",
			"bob@example.org delayed later status=4.4.1 remote=mx.example.org reporter=relay when=--03-01T10:00:00\ncid@example.org failed 551 no status=5.1.1 remote=mx.example.org reporter=relay when=--03-01T10:01:00 [ 550 5.1.1 no] [ 551 5.1.1 no]",
		},
	})
	const refused = "Mar  1 10:00:00 relay postfix/smtpd[1]: NOQUEUE: reject: RCPT from a.example.net[192.0.2.9]: 450 4.7.1 <bob@example.org>: later; from=<ann@%> to=<bob@example.org> proto=ESMTP helo=<a>\n"
	for second, want := range map[string]int{"example.com": 1, "example.net": 2} { // nothing but the sender tells them apart
		m, _ := readRecords(strings.Replace(refused, "%", "example.com", 1)+strings.Replace(strings.Replace(refused, "%", second, 1), "10:00:00", "10:05:00", 1), 0)
		if len(m.deliveries) != want {
			t.Errorf("from example.com and %s: %d deliveries", second, len(m.deliveries))
		}
	}
}

// Events that a service sends by mail, and mail that only looks like it.
func TestEventsByMail(t *testing.T) {
	const event = `{"event":"bounce","email":"bob@example.org","reason":"550 no"}`
	for why, test := range map[string]struct {
		kind, body string
		want       int
	}{
		"an object":               {"text/plain", event, 1},
		"an array":                {"text/plain", "[" + event + "]", 1},
		"behind empty lines":      {"text/plain", "\n\t " + event, 1},
		"as data":                 {"application/json", event, 1},
		"behind words":            {"text/plain", "Hello\n" + event, 0},
		"as something else":       {"application/octet-stream", event, 0},
		"data that is of no mail": {"text/plain", `{"a":1}`, 0},
	} {
		in := "From: ann@example.com\nTo: b@example.com\nContent-Type: " + test.kind + "\n\n" + test.body + "\n"
		m := read(in, Options{})
		if len(m.deliveries) != test.want || test.want > 0 && (m.form != "event" || m.deliveries[0].recipient != "bob@example.org") {
			t.Errorf("%s: %s, %s", why, m.form, summary(m))
		}
	}
}

// What somebody forwards: the notice is read, and of a message that is none its attachments are.
func TestPassedOn(t *testing.T) {
	notice := daemonHeader + "\n<bob@example.org>: 550 5.1.1 no\n"
	forward := func(inner, kind string) string {
		f := strconv.Itoa(len(inner)) // a boundary that is not in it
		return "From: ann@example.com\nTo: help@example.com\nMessage-ID: <1@example.com>\nSubject: help\nContent-Type: multipart/mixed; boundary=" + f + "\n\n--" + f + "\n\nWhat is this?\n--" + f + "\nContent-Type: " + kind + "\n\n" + inner + "\n--" + f + "--\n"
	}
	for why, test := range map[string]struct {
		in   string
		want string
	}{
		"attached":                {forward(notice, "message/rfc822"), "bob@example.org"},
		"three times":             {forward(forward(forward(notice, "message/rfc822"), "message/rfc822"), "message/rfc822"), "bob@example.org"},
		"four times":              {forward(forward(forward(forward(notice, "message/rfc822"), "message/rfc822"), "message/rfc822"), "message/rfc822"), ""},
		"a message of no failure": {forward("From: cid@example.com\nSubject: hi\n\nbob@example.org is here\n", "message/rfc822"), ""},
	} {
		m := read(test.in, Options{})
		got := ""
		if len(m.deliveries) > 0 {
			got = m.deliveries[0].recipient
		}
		if got != test.want {
			t.Errorf("%s: %q, %s", why, got, m.form)
		}
	}
}

// Pieces of a message's source: what stands in their parts is read, and the piece as it is where they tell nothing.
func TestSourceRead(t *testing.T) {
	notice := daemonHeader + "\n<bob@example.org>: 550 5.1.1 no\n"
	wantRead(t, map[string]string{
		"What is this?\n--b\nContent-Type: message/rfc822\n\n" + notice: "bounce bob@example.org  <bob@example.org>: 550 5.1.1 no context=Undelivered Mail|<bob@example.org>: 550 5.1.1 no",
		"--b\nContent-Type: message/delivery-status\nContent-Transfer-Encoding: base64\n\nRmluYWwtUmVjaXBpZW50OiByZmM4MjI7IGJvYkBleGFtcGxlLm9yZwpBY3Rpb246IGZhaWxlZAo=\n": "dsn bob@example.org failed  mark=action: failed",
		"--b\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n550 5.1.1 bob=40example.org no\n":                                                  "response bob@example.org  550 5.1.1 bob@example.org no",
		"--b\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\nIt could not=\n be delivered to bob=40example.org\nSorry\n":                        "text bob@example.org  It could not be delivered to bob@example.org|Sorry context=It could not be delivered to bob@example.org|Sorry",
		"\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n550 5.1.1 bob=40example.org no\n":                                                     "response bob@example.org  550 5.1.1 bob@example.org no",
		"Content-Type: text/plain\nX-Note: 550 5.1.1 no\n\nhello\n":                                                                                                       "text   Content-Type: text/plain|X-Note: 550 5.1.1 no||hello context=Content-Type: text/plain|X-Note: 550 5.1.1 no||hello",
		"Content-Type: image/png\n\nhello\n": "text   Content-Type: image/png||hello context=Content-Type: image/png||hello",
	})
}

// Lines of a log that tell of no delivery count as lines of a log, and nothing more: what stands in them is not read.
func TestSteps(t *testing.T) {
	const sent = "Mar  1 10:00:01 relay postfix/smtp[1]: 4A: to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=sent (250 ok)\n"
	for _, step := range []string{
		"Mar  1 10:00:00 relay postfix/smtpd[1]: 4A: client=a.example.net[192.0.2.9], sasl_username=cid@example.org\n", "Mar  1 10:00:00 relay postfix/cleanup[1]: 4A: message-id=<1@example.com>\n", "Mar  1 10:00:02 relay postfix/qmgr[1]: 4A: removed\n", "Mar  1 10:00:00 relay postfix/smtpd[1]: connect from a.example.net[192.0.2.9]\n", "2026-03-01 10:00:00 1wXyZa-0003Ab-2C Completed\n",
	} {
		m, ok := readRecords(step+sent+step, 0)
		if !ok || m.form != "log" || summary(m) != "bob@example.org delivered 250 ok status=2.0.0 remote=mx.example.org reporter=relay mark=status=sent when=--03-01T10:00:01" {
			t.Errorf("%q: %s", step, summary(m))
		}
		if m, ok := readRecords(step, 0); !ok || m.form != "log" || len(m.deliveries) > 0 || len(m.warnings) != 1 {
			t.Errorf("%q alone: %s %q", step, m.form, m.warnings)
		}
	}
}

// A message that was handed on twice is one story, and one that was handed on in a circle ends.
func TestHandedOn(t *testing.T) {
	line := func(second, id, status, said string) string {
		return "Mar  1 10:00:0" + second + " relay postfix/smtp[1]: " + id + ": to=<bob@example.org>, relay=mx.example.org[192.0.2.1]:25, dsn=2.0.0, status=" + status + " (" + said + ")\n"
	}
	for why, test := range map[string]struct {
		in       string
		attempts int
	}{
		"twice":       {line("0", "4A", "sent", "250 ok: queued as 4B") + line("1", "4B", "sent", "250 ok: queued as 4C") + line("2", "4C", "bounced", "550 no"), 3},
		"in a circle": {line("0", "4A", "sent", "250 ok: queued as 4B") + line("1", "4B", "sent", "250 ok: queued as 4A"), 2},
	} {
		if m, _ := readRecords(test.in, 0); len(m.deliveries) != 1 || len(m.deliveries[0].attempts) != test.attempts {
			t.Errorf("%s: %s", why, summary(m))
		}
	}
}
