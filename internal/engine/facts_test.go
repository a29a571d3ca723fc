package engine

import "testing"

// Tokens as providers print them, and words in capitals that are none.
func TestTokens(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"4.7.0 [TSS04] Messages from 192.0.2.1 temporarily deferred", "TSS04"},
		{"5.7.1 Unfortunately, messages from [192.0.2.1] weren't sent. Please contact your Internet service provider (S3150).", "S3150"},
		{"IB607. Connection refused", "IB607"},
		{"5.1.0 <ann@example.com> sender rejected. AUP#In-1310", "AUP#In-1310"},
		{"5.1.1 Adresse invalide. Invalid recipient. OFR_416 [416]", "OFR_416"},
		{"5.7.1 Message rejected due to local policy [CS01]", "CS01"},
		{"SC-001 (COL004-MC4F44) Unfortunately, messages from 192.0.2.1 weren't sent.", "SC-001"},
		{"5.7.1 POL-P1 https://www.facebook.com/postmaster/response_codes?ip=192.0.2.1#pol", "POL-P1"},
		{"HL:REP 192.0.2.1", "HL:REP"},
		{"5.2.1 : (HVU:B1) http://postmaster.info.aol.com/errors/554hvub1.html", "HVU:B1"},
		{"Too many concurrent connections from this client (G2)", "G2"},
		{"5.7.0 mime_banned_file - Your message has a banned file attachment (G1A)", "G1A"},
		{"see http://postmaster.comcast.net/smtp-error-codes.php#BL000001", "BL000001"},
		{"The domain must be verified in your account. #MS42207", "MS42207"},
		{"5.7.1 [BR] Our system has detected", "BR"},
		{"5.7.606 Access denied, banned sending IP [192.0.2.1] (AS16012609)", "AS16012609"},
		{"4.4.62 Mail sent to the wrong Office 365 region. ATTR35. For more information", "ATTR35"},
		{"5.7.1 Your mail was rejected [HCM2]", "HCM2"},
		{"5.2.2 https://support.google.com/mail/?p=OverQuotaPerm a1-20020a05600c", "OverQuotaPerm"},

		{"5.7.3 Authentication unsuccessful [AM0PR10CA0015.EURPRD10.PROD.OUTLOOK.COM]", ""},
		{"CRAM-MD5 authentication mechanism not supported", ""},
		{"5.6.0 Bare linefeed (LF) not allowed", ""},
		{"This route requires TLS 1.2 with SHA-256 or AES-128, see RFC5321 (SPF) and UTF-8", ""},
		{"identities failed the check in region EU-WEST-1", ""},
		{"RCPT TO:BOB failed, MAIL FROM:ANN", ""},
		{"4.4.2 Connection timed out (ETIMEDOUT) at MX1.EXAMPLE.COM and MX2@EXAMPLE.COM", ""},
		{"5.7.1 Blocked (ABCDE12)", ""},
		{"5.7.1 Blocked #BLA00001, #BL001", ""},
		{"5.7.1 See (UTF8) and [SHA256]", ""},
		{"- https://community.mimecast.com/docs/DOC-1369#550", ""},
	} {
		var buf [16]hit
		if got := tokenIn(test.text, factWords.all(lower(test.text), buf[:0])); got != test.want {
			t.Errorf("%q: %q, want %q", test.text, got, test.want)
		}
	}
}
