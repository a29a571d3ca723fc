package engine

import (
	"strings"
	"testing"
)

// The header line of a table names the recipient, and the outcome or the reply; or the two columns of a session.
func TestTableHeaders(t *testing.T) {
	for in, want := range map[string]bool{
		"recipient,reason":                   true,
		"reason,recipient":                   true,
		"Email\tSMTP code":                   true,
		"email;enhanced code":                true,
		"event|email":                        true,
		"name,email,event":                   true,
		"email,company":                      false,
		"reason,code":                        false,
		"recipient":                          false,
		"Recipient status":                   false,
		"recipient-status,server":            true,
		"server,recipient-status":            true,
		"session-id,data":                    true,
		"data,session-id":                    true,
		"session-id,note":                    false,
		"data,note":                          false,
		"#Fields: date-time,session-id,data": true,
		"#fields:recipient-status,server":    true,
		"#fields:":                           false,
		"\ufeffrecipient,reason":             true,
		"bob@example.org,recipient,reason":   false,
		"@,recipient,reason":                 false,
		"":                                   false,
		",":                                  false,
		",recipient,reason":                  true,
		"x,,recipient,reason":                true,
		"recipient,":                         false,
		"{recipient,reason":                  false,
		"b,2026-03-01 10:00:00,x":            true,
		"\ufeffb,2026-03-01 10:00:00,x":      true,
		"b,2026":                             false,
		"b,":                                 false,
		"zz,2026-03-01 10:00:00,x":           false,
		"abc,2026-03-01 10:00:00,x":          false,
		"recipient,reason," + strings.Repeat("x", maxLogHeader-17): true, "recipient,reason," + strings.Repeat("x", maxLogHeader-16): false,
	} {
		if got := tableOf(line{in, 0}); (got != nil) != want {
			t.Errorf("%q is the header of a table: %v", in, got != nil)
		}
	}
}

func TestTablesRead(t *testing.T) {
	wantRecords(t, []recordCase{
		{
			"a code in a column of its own", "email,smtp_code\nbob@example.org,550\n",
			"bob@example.org  550",
		},
		{
			"a column that is called data, where there are no sessions", "recipient,reason,data\nbob@example.org,550 no,x\n",
			"bob@example.org  550 no",
		},
		{
			"sessions without what was said in them", "recipient,reason,session-id\nbob@example.org,550 no,08DA\n",
			"bob@example.org  550 no",
		},
		{
			"Exchange: what was said in a session", "#Fields: date-time,session-id,remote-endpoint,data,received\n2026-03-01T10:00:00Z,08DA,192.0.2.1:25,MAIL FROM:<ann@example.com>\n2026-03-01T10:00:01Z,08DA,192.0.2.1:25,250 ok\n2026-03-01T10:00:02Z,08DA,192.0.2.1:25,RCPT TO:<bob@example.org>\n2026-03-01T10:00:03Z,08DA,192.0.2.1:25,550 5.1.1 no,2026-03-02T00:00:00Z\n2026-03-01T10:00:04Z,08DA\n",
			"bob@example.org failed 550 5.1.1 no remote=192.0.2.1 command=RCPT from=example.com when=2026-03-01T10:00:03Z",
		},
		{
			"the same, the columns in another order", "session-id,data,date-time,received\n08DA,RCPT TO:<bob@example.org>,2026-03-01T10:00:02Z,\n08DA,550 5.1.1 no,2026-03-01T10:00:03Z,2026-03-02T00:00:00Z\n08DA",
			"bob@example.org failed 550 5.1.1 no command=RCPT when=2026-03-01T10:00:03Z",
		},
		{
			"a row that was cut off", "date,reason,recipient\n2026-03-01T10:00:00Z,550 no\n2026-03-01T10:00:00Z,550 no,bob@example.org\n",
			"bob@example.org  550 no when=2026-03-01T10:00:00Z",
		},
		{
			"a line that is no row", "email,event\nbob@example.org,bounce\nrelay: {\"log\":\"host mx.example.org said: 550 5.1.1 <cid@example.org> no\"}\n",
			"bob@example.org hard \ncid@example.org  host mx.example.org said: 550 5.1.1 <cid@example.org> no",
		},
		{
			"Exchange: recipients and their states in one column", "recipient-status,server\n\"bob@example.org##Receive,Fail;cid@example.org##Deliver\",x\ndan@example.org##Fail,x\n",
			"bob@example.org failed \ncid@example.org delivered  mark=action: delivered\ndan@example.org failed ",
		},
		{
			"the same: what else stands in the row belongs to it", "recipient-status\tdetail\nbob@example.org##Fail\t{\"event\":\"bounce\",\"email\":\"ann@example.org\"}\n",
			"bob@example.org failed ",
		},
		{
			"the same: a state of nobody", "recipient-status\tdetail\n550 5.1.1 no\t{\"event\":\"bounce\",\"email\":\"ann@example.org\"}\n",
			"ann@example.org hard ",
		},
		{
			"two recipients, two replies", "recipient-address,recipient-status\nbob@example.org;cid@example.org,550 5.1.1 no;552 5.2.2 full\n",
			"bob@example.org  550 5.1.1 no\ncid@example.org  552 5.2.2 full",
		},
		{
			"two recipients, a reply to the second", "recipient-address,recipient-status\nbob@example.org;cid@example.org,;552 5.2.2 full\n",
			"cid@example.org  552 5.2.2 full",
		},
		{
			"two recipients, one reply", "recipient-address,recipient-status\nbob@example.org;cid@example.org,550 5.1.1 no\n",
			"bob@example.org  550 5.1.1 no\ncid@example.org  550 5.1.1 no",
		},
		{
			"Exchange: the last errors of two", "recipient-address,recipient-status\nbob@example.org;cid@example.org,[{LRT=x};{LED=550 5.1.1 no};{FQDN=mx.example.org};{IP=192.0.2.1}];[{LRT=x};{LED=450 4.2.2 full};{FQDN=};{IP=}]\n",
			"bob@example.org  550 5.1.1 no remote=mx.example.org\ncid@example.org  450 4.2.2 full",
		},
		{
			"a comment, and a header again", "#Fields: recipient,reason\nbob@example.org,550 no\n#Date: 2026-03-01T10:00:00Z,cid@example.org\n#Fields: reason,recipient\n552 full,cid@example.org\n",
			"bob@example.org  550 no\ncid@example.org  552 full",
		},
		{
			"a quote that nothing closes", "recipient,reason\nbob@example.org,\"550 no\ncid@example.org,552 full\n",
			"bob@example.org  550 no\ncid@example.org  552 full",
		},
		{
			"Exchange: the service's word for a delivery", "event-id,recipient-address,reason\nSEND,bob@example.org,250 ok\nSEND,cid@example.org,\n",
			"bob@example.org delivered 250 ok mark=action: delivered\ncid@example.org delivered  mark=action: delivered",
		},
	})
	m, _ := readRecords("Recipient status\n{\"event\":\"bounce\",\"email\":\"bob@example.org\"}\n", 0)
	if m.form != "event" {
		t.Errorf("under a heading that is no table: %s", m.form)
	}
}
