package whybounced

import "testing"

// The rows of the reference tables that the project began from: the literal error, its page, its type.
var reference = []struct{ text, page, typ string }{
	// recipient
	{"550 5.1.1 No such user", "no-such-user", "hard"},
	{"550 5.1.1 Mailbox unavailable", "no-such-user", "hard"},
	{"550 5.1.10 Recipient not found", "recipient-not-found-microsoft", "hard"},
	{"554 Not a valid recipient", "not-a-valid-recipient", "hard"},
	{"Previously hard-bounced", "previously-hard-bounced", "hard"},
	{"user@example.org has asked to not receive your email", "asked-not-to-receive", "hard"},
	// mailbox
	{"452 4.2.2 Mailbox over quota", "mailbox-full", "soft"},
	{"452 4.2.2 The email account that you tried to reach is over quota.", "mailbox-full", "soft"},
	{"552 5.2.2 Mailbox full", "mailbox-full-rejected", "hard"},
	{"550 5.2.0 Mailbox disabled", "mailbox-disabled", "hard"},
	{"550 5.2.1 Mailbox disabled", "mailbox-disabled", "hard"},
	// DNS, MX, routing
	{"450 DNS lookup fail", "dns-lookup-failed", "soft"},
	{"5.4.4 Unable to route", "unable-to-route", "hard"},
	{"4.4.4 Unable to route", "unable-to-route", "soft"},
	{"Domain has no valid MX record", "no-mx-record", "hard"},
	// sender authentication and sender domain
	{"550 You are not allowed to send from that email address #SMTP#", "sender-restricted", "hard"},
	{"550 5.7.750 Client blocked from sending from unregistered domains", "unregistered-domain", "hard"},
	{"503 unable to verify sender address", "sender-verification-failed", "hard"},
	{"550-5.7.26 Unauthenticated email from example.com is not accepted due to\n550-5.7.26 domain's DMARC policy. Please contact the administrator of\n550 5.7.26 example.com domain if this was a legitimate mail. - gsmtp", "dmarc-policy", "hard"},
	{"550 5.7.1 Email rejected per DMARC policy for example.com", "dmarc-policy", "hard"},
	{"554 Message blocked due to DMARC failure", "dmarc-policy", "hard"},
	{"550 relay access denied. Please authenticate", "relay-auth-required", "hard"},
	{"550 relay access denied - please authenticate", "relay-auth-required", "hard"},
	{"#< #5.0.0> #SMTP#", "sender-domain-dns", "hard"},
	// spam, blocklists, policy
	{"552 5.2.0 Suspected spam message rejected. IB703", "bigpond-multiple-to", "hard"},
	{"521 5.2.1 : AOL will not accept delivery of this message.", "aol-will-not-accept", "hard"},
	{"554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org", "spamhaus-listed", "hard"},
	{"421-4.7.28 Our system has detected an unusual rate of unsolicited mail originating from your IP address.", "gmail-unsolicited-rate", "soft"},
	{"This email matches a profile the Internet community may consider spam. Please revise your message before resending.", "spam-profile", "hard"},
	{"Message rejected due to policy restrictions", "policy-rejected", "hard"},
	// connection, port, rate limits
	{"Connection timed out", "connection-timed-out", "soft"},
	{"Too many connections", "too-many-connections", "soft"},
	{"No immediate delivery: load average", "load-average-queued", "soft"},
	{"Put into go slow queue", "go-slow-queue", "soft"},
	// account, suppression, sender restriction
	{"550 this address is blocked by manual selection", "blocked-by-manual-selection", "hard"},
	{"We've found lots of messages from smtphost.com", "smtphost-review", "undetermined"},
	{"550 Maximum line length exceeded (see RFC 5322 2.1.1)", "line-too-long", "hard"},
	{"535 Authentication failed", "auth-failed", "hard"},
	{"552 Message size exceeds maximum allowed", "message-too-big", "hard"},
	// devices
	{"554 5.6.1 Messages of type message/partial are not supported", "message-partial", "hard"},
	{"535 Authentication failed (legacy MFC)", "legacy-device-auth", "hard"},
	{"Connection refused on port 25", "port-25-refused", "soft"},
}

func TestReference(t *testing.T) {
	for _, row := range reference {
		t.Run(row.page, func(t *testing.T) {
			r := Decode([]byte(row.text))
			if len(r.Bounces) != 1 {
				t.Fatalf("%q: %d bounces", row.text, len(r.Bounces))
			}
			if b := r.Bounces[0]; b.Error != row.page || b.Type != row.typ {
				t.Errorf("%q\nis %q %s (%s by %q), not %q %s", row.text, b.Error, b.Type, b.Basis, b.Rule, row.page, row.typ)
			}
		})
	}
}

// SMTP2GO's own steps are under a switch, never the general advice.
func TestRelayStepsStayUnderTheirSwitch(t *testing.T) {
	b := Decode([]byte("Previously hard-bounced")).Bounces[0]
	if len(b.Relays) != 1 || b.Relays[0].Relay != "smtp2go" {
		t.Errorf("relays: %v", b.Relays)
	}
}
