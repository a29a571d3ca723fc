package whybounced_test

import (
	"fmt"

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
