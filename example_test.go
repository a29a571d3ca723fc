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
