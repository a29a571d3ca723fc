package whybounced

// Redact takes out of a text who it is about, so that it can be shown to others: in a ticket, or in an issue here. Mail
// addresses, host names and IP addresses become those of documentation (RFC 2606, RFC 5737, RFC 3849), the same by the same;
// subjects, names in headers, the returned message and parts in base64 are left out. What decides the answer stays: codes,
// words, the ids of queues and messages, and the hosts of mail providers and blocklists. A redacted bounce is decoded as
// what it was, unless what it said stood in base64.
//
// It reads all of the text, however long, in time linear in its length. It knows no names in prose: look at what it returns
// before you publish it.
func Redact(input []byte) []byte { return []byte(shipped().table.Redact(string(input))) }
