// Package outlook reads the .msg files of Outlook: a message or report ([MS-OXMSG]) in a compound file ([MS-CFB]).
//
// Message is all of it. It writes what the file holds as an Internet message, the form that everything after it reads: a
// non-delivery report becomes a multipart/report with the fields of RFC 3464, as [MS-OXCMAIL] section 2.1.3.6.1 has it.
//
// The file may come from anybody: reading it never fails, and its work is bounded by the size of the file, whatever the
// chains and trees in it say. Browsers have the same reader in JavaScript, wasm/browser/outlook.js, because compiled into
// the engine this one would cost every visitor 17 KB; a check of go run ./build test holds the two together.
package outlook

// Magic begins every compound file ([MS-CFB] section 2.2).
const Magic = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

// Limits of what is read from one file.
const (
	maxValue      = 1 << 20 // bytes of one property or attachment
	maxDepth      = 8       // messages attached to messages
	maxRecipients = 2048    // of one message ([MS-OXMSG] section 2.2.1)
	maxAttached   = 64      // attachments of one message
	maxProperties = 4096    // of one message, recipient or attachment
)

// What is told of a file that could not be read, or not as a whole.
const (
	noMessage = "this is a file of Microsoft Office, but no Outlook message: paste the words of the bounce, or save the message as .msg or .eml"
	damaged   = "the Outlook file is damaged or cut off: what could be read of it was read"
)

// Charset decodes data in the charset of that MIME name to UTF-8; false for a name that it does not know.
type Charset func(label, data string) (string, bool)

// Message is the message in a compound file, as text, and what is to be said of the file; both are empty where there is
// nothing.
func Message(file string, charset Charset) (text, warning string) {
	left := 4 * len(file)
	f := open(file, &left, charset)
	root := f.object(0, 32) // the properties of the top level have a header of 32 bytes, [MS-OXMSG] section 2.4.1.1
	switch {
	case root.isMessage():
		text = root.write(0)
	case !f.broken:
		return "", noMessage
	}
	if f.broken {
		warning = damaged
	}
	return text, warning
}
