package engine

import "testing"

// What is redacted, and what stays, with each condition at its edge; example.com and the like stand for what may be anybody's.
func TestRedactEdges(t *testing.T) {
	tab := table(t)
	for why, rows := range map[string]map[string]string{
		"addresses, whatever stands around them": {
			"bob@kunde.de":                           "user1@example.com",
			"<bob@kunde.de>":                         "<user1@example.com>",
			"to=<bob@kunde.de>":                      "to=<user1@example.com>",
			"to=bob@kunde.de":                        "to=user1@example.com",
			"from='bob@kunde.de'":                    "from='user1@example.com'",
			"x=bob@kunde.de":                         "user1@example.com",
			"/bob@kunde.de":                          "/user1@example.com",
			"'bob@kunde.de'":                         "'user1@example.com'",
			"\"bob smith\"@kunde.de":                 "user1@example.com",
			"a \"@kunde.de":                          "a \"@example.com",
			"\"\"@kunde.de":                          "user1@example.com",
			"x\"bob@kunde.de":                        "x\"user1@example.com",
			"bob@":                                   "bob@",
			"@kunde.de":                              "@example.com",
			"bob@kunde":                              "bob@kunde",
			"<bob@kunde>":                            "<user1@kunde>",
			"a<bob@kunde>":                           "a<user1@kunde>",
			"bob@kunde.de.":                          "user1@example.com.",
			"bob@kunde.de-_.":                        "user1@example.com-_.",
			"bob@kunde.de,ann@kunde.de bob@firma.de": "user1@example.com,user2@example.com user1@example.net",
			"bob@kunde.deüber":                       "user1@example.comüber",
			"bob@küche.de x":                         "user1@example.com x",
			"bob@übel.de":                            "user1@example.com",
			"user1@kunde.de bob@kunde.de":            "user1@example.com user2@example.com",
			"bob@example.com":                        "bob@example.com",
			"bob@a.example.org":                      "bob@a.example.org",
			"postmaster@kunde.de":                    "postmaster@example.com",
			"MAILER-DAEMON@kunde.de":                 "MAILER-DAEMON@example.com",
			"delist@kunde.de":                        "delist@example.com",
			"?a=bob%40kunde.de&b":                    "?a=user1%40example.com&b",
			"?a=%3Cbob%40kunde.de%3E":                "?a=%3Cuser1%40example.com%3E",
			"a%3Dbob+x_y-z%40kunde.de":               "a%3Duser1%40example.com",
			"%40kunde.de":                            "%40example.com",
			"|bob@kunde.de":                          "|user1@example.com",
			"{bob@kunde.de}":                         "{user1@example.com}",
			"a?bob@kunde.de":                         "a?user1@example.com",
			"a&bob@kunde.de":                         "a&user1@example.com",
			"a*bob@kunde.de":                         "a*user1@example.com",
			"`bob@kunde.de`":                         "`user1@example.com`",
			"宛先bob@kunde.de":                         "宛先user1@example.com",
			"rfc822;bob@kunde.de":                    "rfc822;user1@example.com",
			"smtp.mailfrom=bob@kunde.de":             "smtp.mailfrom=user1@example.com",
			"mailfrom='ann@kunde.de'":                "mailfrom='user1@example.com'",
			"a=b=bob@kunde.de":                       "a=user1@example.com",
			"@B@bob@kunde.de":                        "@B@user1@example.com",
			"bob@.onmicrosoft.com":                   "user1@example.com", "bob@firma.onmicrosoft.com": "user1@customer1.onmicrosoft.com",
			"bob@gmail.com BOB@gmail.com": "user1@gmail.com user1@gmail.com",
		},
		"names of hosts: of providers and lists they stay": {
			"mx.kunde.de":             "example.com",
			"MX.Kunde.de mx.kunde.de": "example.com example.com",
			"a.de b.kunde.com c.kunde.net d.kunde.org e.kunde.org e.kunde.org": "a.de example.com example.net example.org host4.example.com host4.example.com",
			"gmail.com":     "gmail.com",
			"a.gmail.com":   "example.com",
			"mx.google.com": "mx.google.com",
			"firma.onmicrosoft.com firma.mail.protection.outlook.com other.onmicrosoft.com": "customer1.onmicrosoft.com customer1.mail.protection.outlook.com customer2.onmicrosoft.com",
			".onmicrosoft.com":             ".example.com",
			"bl.spamcop.net":               "bl.spamcop.net",
			"spamcop.net":                  "spamcop.net",
			"list.dronebl.org":             "list.dronebl.org",
			"x.senderscore.net":            "x.senderscore.net",
			"example.com.html":             "example.com.html",
			"mx.kunde.de.html":             "example.com.html",
			"mx.kunde.de.HTML":             "mx.kunde.de.HTML",
			"-mx.kunde.de-":                "-example.com-",
			"..mx.kunde.de..":              "..example.com..",
			"http://www.kunde.de/a%20b":    "http://example.com/a%20b",
			"www.kunde.de:25":              "example.com:25",
			"Phishing.Email.SpoofedDomain": "Phishing.Email.SpoofedDomain",
			"e.g. main.go":                 "e.g. main.go",
			"end.Next":                     "end.Next",
			"2026.03.01-192.0.2.1":         "2026.03.01-192.0.2.1",
			"x-198.18.0.1":                 "x-192.0.2.1",
			"mx-kunde.de":                  "example.com",
			"a..kunde.de":                  "a..kunde.de",
			"customer1.onmicrosoft.com firma.onmicrosoft.com": "customer1.onmicrosoft.com customer2.onmicrosoft.com",
		},
		"IP addresses: those of documentation and of the machine itself stay": {
			"198.18.0.1":                       "192.0.2.1",
			"198.18.0.1 198.18.0.2 198.18.0.1": "192.0.2.1 192.0.2.2 192.0.2.1",
			"192.0.2.9 127.0.0.1 0.0.0.0":      "192.0.2.9 127.0.0.1 0.0.0.0",
			"198.18.0.1.":                      "192.0.2.1.",
			"[198.18.0.1]:25":                  "[192.0.2.1]:25",
			"2001:470::1":                      "2001:db8::1",
			"2001:470::1: x":                   "2001:db8::1 x",
			"2001:db8::9":                      "2001:db8::9",
			"fe80::1 fe80::2 FE80::1":          "2001:db8::1 2001:db8::2 2001:db8::1",
			"10:00:00":                         "10:00:00",
			"a:b":                              "a:b",
			"::1":                              "::1",
			"1:2:3":                            "1:2:3",
			"198.18.0.256":                     "198.18.0.256",
			"198.18.0.1.5":                     "198.18.0.1.5",
		},
		"subjects, and what follows the marks of a returned message": {
			"Subject: secret":                                              "Subject: …",
			"  > subject: secret":                                          "  > subject: …",
			"Subject: Undeliverable: secret":                               "Subject: Undeliverable: …",
			"Subject: =?utf-8?Q?Undeliverable:?= x":                        "Subject: …",
			"{\"subject\":\"secret bob@kunde.de\",\"x\":\"bob@kunde.de\"}": "{\"subject\":\"…\",\"x\":\"user1@example.com\"}",
			"{\"subject\" : \"a\\\"b\", \"y\":1}":                          "{\"subject\" : \"…\", \"y\":1}",
			"{\"subject\":null,\"subject\":\"x\"}":                         "{\"subject\":null,\"subject\":\"…\"}",
			"{\"subject\"":                                                 "{\"subject\"",
			"{\"subject\":\"x":                                             "{\"subject\":\"…",
			"{\"subject\":\"x\\":                                           "{\"subject\":\"…",
			"----- Original message follows -----\nFrom: bob@kunde.de\nSubject: x\n\nsecret":                             "----- Original message follows -----\nFrom: user1@example.com\nSubject: …\n\n[the returned message was left out]\n",
			"--- Below this line is a copy of the message.\n\n\nReturn-Path: <bob@kunde.de>\nSubject: x\n\nsecret\nmore": "--- Below this line is a copy of the message.\n\n\nReturn-Path: <user1@example.com>\nSubject: …\n\n[the returned message was left out]\n",
			"------ This is a copy of the message ------\nsecret":                                                        "------ This is a copy of the message ------\n[the returned message was left out]",
			"> --- Below this line is a copy of the message.\n\nX: y\n\nz":                                               "> --- Below this line is a copy of the message.\n\nX: y\n\n[the returned message was left out]\n",
		},
		"messages, their headers and parts": {
			"From: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\nSubject: Undeliverable: secret\n\nbob@kunde.de":                                                    "From: user1@example.com\nTo: user2@example.net\nSubject: Undeliverable: …\n\nuser1@example.com",
			"From: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\nSubject: secret\n\nx":                                                                              "From: user1@example.com\nTo: user2@example.net\nSubject: secret\n\nx",
			"From: MAILER-DAEMON@kunde.de (Mail Delivery System)\nTo: Bob\nCc: a@kunde.de, b@kunde.de\nSubject: x\n\ny":                                           "From: MAILER-DAEMON@example.com (Mail Delivery System)\nTo: …\nCc: user1@example.com, user2@example.com\nSubject: x\n\ny",
			"From: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\nComments: x\nX-Mailer: y\nDKIM-Signature: a\n b\nReceived: from mx.kunde.de\n by mx.firma.de\n\nx": "From: user1@example.com\nTo: user2@example.net\nComments: …\nX-Mailer: …\nDKIM-Signature: …\nReceived: from example.org\n by host4.example.com\n\nx",
			"From: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\nQUJD\nREVG\n":                              "From: user1@example.com\nTo: user2@example.net\nMIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n[a part in base64 was left out]\n",
			"From: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\nContent-Transfer-Encoding: 8bit\n\nx\n":                                                            "From: user1@example.com\nTo: user2@example.net\nContent-Transfer-Encoding: 8bit\n\nx\n",
			"From: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\nContent-Type: multipart/report; boundary=\"kunde.de\"\n\npre\n--kunde.de\n\nbob@kunde.de\n--kunde.de\nContent-Type: message/rfc822\n\nSubject: a: secret\nFrom: Bob <x@y.de>\n\nsecret\n--inner\nsecret\n--kunde.de\nContent-Type: text/plain\nContent-Transfer-Encoding: BASE64\n\nQUJD\n--kunde.de--\nepilogue\n": "From: user1@example.com\nTo: user2@example.net\nContent-Type: multipart/report; boundary=\"part1_\"\n\npre\n--part1_\n\nuser1@example.com\n--part1_\nContent-Type: message/rfc822\n\nSubject: …\nFrom: user3@example.org\n\n[the returned message was left out]\n--part1_\nContent-Type: text/plain\nContent-Transfer-Encoding: BASE64\n\n[a part in base64 was left out]\n--part1_--\nepilogue\n",
			"From: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\nContent-Type: multipart/mixed; boundary=abc; x=y\n\n--abc\nContent-Type: message/rfc822\n\nFrom: MAILER-DAEMON@kunde.de\nSubject: x: y\nContent-Type: multipart/report; boundary=def\n\n--def\n\nbob@kunde.de said\n--def--\n--abc--\n":                                                                             "From: user1@example.com\nTo: user2@example.net\nContent-Type: multipart/mixed; boundary=part1_; x=y\n\n--part1_\nContent-Type: message/rfc822\n\nFrom: MAILER-DAEMON@example.com\nSubject: …\nContent-Type: multipart/report; boundary=part2_\n\n--part2_\n\nuser1@example.com said\n--part2_--\n--part1_--\n",
			"From: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\nContent-Type: multipart/mixed; boundary=abc\n\n--abc\nContent-Type: text/rfc822-headers\n\n\nFrom: Bob <x@y.de>\nSubject: x\n\n--abc--\n":                                                                                                                                                                           "From: user1@example.com\nTo: user2@example.net\nContent-Type: multipart/mixed; boundary=part1_\n\n--part1_\nContent-Type: text/rfc822-headers\n\n\nFrom: user3@example.org\nSubject: …\n\n[the returned message was left out]\n--part1_--\n",
			"From: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\nContent-Type: multipart/mixed; boundary=abc\n\n--abc\nContent-Type: message/global\n\nno header\nsecret\n--abc\nContent-Type: message/global-delivery-status\n\nFinal-Recipient: rfc822;bob@kunde.de\n--abc--\n":                                                                                                    "From: user1@example.com\nTo: user2@example.net\nContent-Type: multipart/mixed; boundary=part1_\n\n--part1_\nContent-Type: message/global\n\n[the returned message was left out]\n--part1_\nContent-Type: message/global-delivery-status\n\nFinal-Recipient: rfc822;user1@example.com\n--part1_--\n",
			"From - Mon\nFrom: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\n\nbody\n\nFrom - Tue\nFrom: MAILER-DAEMON@kunde.de\nSubject: c\n\nd":                                                                                                                                                                                                                                    "From - Mon\nFrom: user1@example.com\nTo: user2@example.net\n\nbody\n\nFrom - Tue\nFrom: MAILER-DAEMON@example.com\nSubject: …\n\nd",
			"From: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\nAuto-Submitted: auto-replied\nSubject: x\n\ny":                                                                                                                                                                                                                                                                      "From: user1@example.com\nTo: user2@example.net\nAuto-Submitted: auto-replied\nSubject: x\n\ny",
			"From: Bob\nSubject: x\n\ny":                             "From: …\nSubject: x\n\ny",
			"From: Bob Smith <bob@kunde.de>\nTo: ann@firma.de\n\n\n": "From: user1@example.com\nTo: user2@example.net\n\n\n",
		},
	} {
		for in, want := range rows {
			got := tab.Redact(in)
			if got != want {
				t.Errorf("%s: %q\nis  %q\nnot %q", why, in, got, want)
			}
			if again := tab.Redact(got); again != got {
				t.Errorf("%s: %q is redacted again, to %q", why, got, again)
			}
		}
	}
}

// Names that rules know stay: a reply that holds one says nothing of who got it.
func TestRedactKnownNames(t *testing.T) {
	spec := rules
	spec.Responses = append([]Response{
		{ID: "0-person", Error: "full", All: []string{"write to help_desk@google.com."}}, {ID: "0-path", Error: "full", All: []string{"..look.kunde.net/why"}},
	}, rules.Responses...)
	tab := built(t, spec)
	for in, want := range map[string]string{
		"550 write to help_desk@google.com.":        "550 write to help_desk@google.com.",
		"550 write to desk@google.com.":             "550 write to user1@google.com.",
		"550 <bob@firma.de> see look.kunde.net/why": "550 <user1@example.com> see look.kunde.net/why",
		"550 see mx.look.kunde.net":                 "550 see mx.look.kunde.net",
		"550 see ail.ru, not mail.ru":               "550 see example.com, not mail.ru",
		"550 see gmail.co, not gmail.com":           "550 see example.com, not gmail.com",
		"550 see mx.kunde.net":                      "550 see example.com",
	} {
		if got := tab.Redact(in); got != want {
			t.Errorf("%s\nis  %s\nnot %s", in, got, want)
		}
	}
}
