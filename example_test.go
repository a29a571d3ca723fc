package whybounced_test

import (
	"fmt"
	"log"
	"strings"

	"github.com/whybounced/whybounced"
)

func ExampleDecode() {
	report := whybounced.Decode([]byte("550 5.1.1 <bob@example.org>: User unknown"))
	for _, b := range report.Bounces {
		fmt.Println(b.Recipient, b.Type, b.Reason, "suppress:", b.Suppress)
	}
	// Output: bob@example.org hard user-unknown suppress: yes
}

func ExampleDecode_message() {
	report := whybounced.Decode([]byte("From: MAILER-DAEMON@relay.example.net (Mail Delivery System)\n" +
		"Subject: Undelivered Mail Returned to Sender\n\n" +
		"<bob@example.org>: host mx.example.org[192.0.2.25] said: 452 4.2.2 Mailbox over quota\n"))
	b := report.Bounces[0]
	fmt.Println(report.Form, b.Recipient, b.Remote, b.Reply, b.Status)
	fmt.Println(b.Title)
	// Output:
	// bounce bob@example.org mx.example.org 452 4.2.2
	// The recipient's mailbox is full
}

func ExampleReport_json() {
	report := whybounced.Decode([]byte("Lunch on Monday?"))
	fmt.Println(string(report.LeanJSON()))
	// Output: {"version":1,"form":"none","bounces":[],"warnings":["looked for a reply code (550), an enhanced status code (5.1.1), a delivery report and a known wording, and found none"]}
}

func ExampleRedact() {
	fmt.Printf("%s", whybounced.Redact([]byte("to=<ann@kunde.de>, relay=mx.kunde.de[81.2.69.160]:25, said: 550 5.1.1 <ann@kunde.de>: User unknown\n")))
	// Output: to=<user1@example.com>, relay=example.net[192.0.2.1]:25, said: 550 5.1.1 <user1@example.com>: User unknown
}

func ExampleRules() {
	for _, e := range whybounced.Rules().Errors {
		if e.ID == "mailbox-full" {
			fmt.Println(e.Reason, len(e.Responses) > 10)
		}
	}
	// Output: mailbox-full true
}

func ExampleCompile() {
	decoder, shadows, err := whybounced.Compile(whybounced.Rules(), []byte(`{
	  "errors": [{
	    "id": "no-such-user",
	    "responses": [{
	      "id": "acme-no-mailbox",
	      "match": {"reply": ["550"], "all": ["acme knows no mailbox"]},
	      "source": {"kind": "observed", "url": "https://help.example.com/acme", "seen": "2026-11"},
	      "examples": ["550 acme knows no mailbox bob"]
	    }]
	  }]
	}`))
	if err != nil {
		log.Fatal(err) // each problem with its line
	}
	for _, s := range shadows {
		fmt.Println(s.By, "wins what was", s.Response)
	}
	b := decoder.Decode([]byte("550 Acme knows no mailbox ann")).Bounces[0]
	fmt.Println(b.Rule, b.Reason, b.Suppress)
	// Output: acme-no-mailbox user-unknown yes
}

func ExampleCompile_broken() {
	_, _, err := whybounced.Compile(whybounced.Rules(), []byte(`{"errors": [
	{"id": "no-such-user", "colour": "red", "fix": 1}
]}`))
	fmt.Println(err)
	// Output:
	// overlay:2: no-such-user: unknown field "colour"
	// overlay:2: no-such-user: 1 where a string is wanted
}

func ExampleExplain() {
	e, ok := whybounced.Explain("5.2.2")
	fmt.Println(ok, e.Kind, e.Reason, e.Path)
	// Output: true status mailbox-full /codes/5.2.2/
}

func ExampleDecodeReader() {
	mailbox := strings.NewReader("From MAILER-DAEMON Mon Mar  2 10:00:00 2026\n" +
		"From: MAILER-DAEMON@relay.example.net\nSubject: Undelivered Mail Returned to Sender\n\n<bob@example.org>: 550 5.1.1 User unknown\n\n" +
		"From ann@example.com Mon Mar  2 10:00:01 2026\n" +
		"From: ann@example.com\nSubject: lunch?\n\nAt one?\n")
	messages := 0
	for report, err := range whybounced.DecodeReader(mailbox) {
		if err != nil {
			log.Fatal(err)
		}
		messages++
		for _, b := range report.Bounces {
			fmt.Println(b.Recipient, b.Reason)
		}
	}
	fmt.Println(messages, "messages")
	// Output:
	// bob@example.org user-unknown
	// 2 messages
}
