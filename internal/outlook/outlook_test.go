package outlook

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/whybounced/whybounced/internal/charset"
	"github.com/whybounced/whybounced/internal/outlook/msgfile"
)

const report = `
MessageClass: REPORT.IPM.Note.NDR
Subject: Undeliverable: Grüße 📮
SenderName: postmaster
SenderSMTP: postmaster@example.net
ReportingMTA: mail.example.net
Body:
  | Your message did not reach bob@example.org.
recipient
  SMTPAddress: bob@example.org
  SupplementaryInfo: <mx.example.org #5.1.1 smtp;550 5.1.1 User unknown>
  NDRStatus: 511
attachment
  message
    MessageClass: IPM.Note
    Subject: Hello
    SenderSMTP: ann@example.com
    Body: Hi
`

// What a report becomes is a report in the form of RFC 3464.
func TestMessage(t *testing.T) {
	want := `From: postmaster <postmaster@example.net>
Subject: Undeliverable: Grüße 📮
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=_msg_0"

--=_msg_0
Content-Type: text/plain; charset=utf-8

Your message did not reach bob@example.org.

--=_msg_0
Content-Type: message/delivery-status; charset=utf-8

Reporting-MTA: dns; mail.example.net

Final-Recipient: rfc822; bob@example.org
Action: failed
Status: 5.1.1
Remote-MTA: dns; mx.example.org
Diagnostic-Code: smtp;550 5.1.1 User unknown
--=_msg_0
Content-Type: message/rfc822

From: <ann@example.com>
Subject: Hello
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="=_msg_1"

--=_msg_1
Content-Type: text/plain; charset=utf-8

Hi
--=_msg_1--

--=_msg_0--
`
	for _, version := range []string{"Version: 3", "Version: 4"} {
		text, warning := Message(string(msgfile.Build(version+report)), charset.Decode)
		if text = strings.ReplaceAll(text, "\r", ""); text != want || warning != "" {
			t.Errorf("%s: got\n%s\n%s", version, text, warning)
		}
	}
}

func TestTakeApart(t *testing.T) {
	for info, want := range map[string][3]string{
		"<mx.example.org #5.1.1 smtp;550 5.1.1 <bob@example.org>: User unknown>":          {"mx.example.org", "5.1.1", "smtp;550 5.1.1 <bob@example.org>: User unknown"},
		"< #5.1.1 smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found>":                  {"", "5.1.1", "smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found"},
		"mx.example.org #<mx.example.org #5.7.1 smtp;530 5.7.1 Not authenticated> #SMTP#": {"mx.example.org", "5.7.1", "smtp;530 5.7.1 Not authenticated"},
		"#550 5.1.1 RESOLVER.ADR.RecipNotFound; not found ##":                             {"", "", "smtp; 550 5.1.1 RESOLVER.ADR.RecipNotFound; not found"},
		"<mx.example.org #5.0.0>":    {"mx.example.org", "5.0.0", ""},
		"550 5.1.1 see ticket #4711": {"", "", "550 5.1.1 see ticket #4711"},
		"550 5.1.1 User unknown":     {"", "", "550 5.1.1 User unknown"},
		"":                           {},
		"#":                          {},
		"<>":                         {},
	} {
		remote, status, diagnostic := takeApart(info)
		if got := [3]string{remote, status, diagnostic}; got != want {
			t.Errorf("%q: got %q, want %q", info, got, want)
		}
	}
}

// The examples of [MS-OXRTFCP] section 4.1.
func TestDecompress(t *testing.T) {
	for in, want := range map[string]string{
		"2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0": "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
		"1a0000001c0000004c5a4675e2d44b51410004205758595a0d6e7d010eb0":                                       "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}",
	} {
		data, err := hex.DecodeString(in)
		if err != nil {
			t.Fatal(err)
		}
		if got := decompress(string(data)); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		for i := range data { // cut off anywhere
			if got := decompress(string(data[:i])); !strings.HasPrefix(want, got) {
				t.Errorf("of %d bytes: %q", i, got)
			}
		}
	}
}

func TestRichText(t *testing.T) {
	for in, want := range map[string]string{
		`{\rtf1\ansi\ansicpg932\pard \'83\'65\u12473 ?\'82\'b7}`:                      "テスす",
		`{\rtf1{\fonttbl{\f0 Arial;}}{\*\generator x;}a\par b\line c\tab d\~e\{\}\\}`: "a\nb\nc\td e{}\\",
		`{\rtf1{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 x\htmlrtf\par}\htmlrtf0 y}`:      "x\ny",
		`{\rtf1\uc2 \u8217 ab'\uc0 \u8217 c\bin3 }}}d}`:                               "’'’cd",
		`a}}}b\`: "ab\\",
		`\'`:     "",
		`{\pict 0123}{\rtf1 \u-10179 ?\u-8462 ?}`:                                        "\ufffd\ufffd",
		strings.Repeat("{", 100) + "deep" + strings.Repeat("}", 100) + `\ansicpg65001 ü`: "deepü",
	} {
		if got := rtfText(in, (&compound{charset: charset.Decode}).decode); got != want {
			t.Errorf("%s: got %q, want %q", in, got, want)
		}
	}
}

// A message of more than seven megabytes needs a DIFAT.
func TestLargeFile(t *testing.T) {
	file := msgfile.Build(report + "attachment\n  AttachLongName: big.pdf\n  AttachData: " + strings.Repeat("x", 8<<20) + "\n")
	text, warning := Message(string(file), charset.Decode)
	if warning != "" || !strings.Contains(text, "Final-Recipient: rfc822; bob@example.org") {
		t.Errorf("%s\n%s", warning, text)
	}
}

// Whatever is wrong in a file, it is read in a moment, and something is said.
func TestDamagedFile(t *testing.T) {
	good := msgfile.Build(report)
	put := func(at int, n uint32) []byte {
		b := append([]byte{}, good...)
		binary.LittleEndian.PutUint32(b[at:], n)
		return b
	}
	fat := (int(binary.LittleEndian.Uint32(good[76:])) + 1) << 9
	directory := int(binary.LittleEndian.Uint32(good[48:]))
	entry := (directory + 1) << 9
	files := map[string][]byte{
		"directory loops":          put(fat+4*directory, uint32(directory)),
		"directory starts nowhere": put(48, 0x00ffffff),
		"FAT is not there":         put(76, 0x7fffffff),
		"DIFAT loops":              put(68, uint32(directory)),
		"sectors of 2^200 bytes":   put(30, 200),
		"tree loops to itself":     put(entry+76, 0),
		"sibling is its parent":    put(entry+128+68, 1),
		"child is out of range":    put(entry+76, 1<<30),
		"mini stream of 4 GB":      put(entry+120, 0xffffffff),
		"mini FAT loops":           put(60, uint32(directory)),
		"stream of 4 GB":           put(entry+2*128+120, 0xffffffff),
		"big-endian":               put(28, 9<<16|0xfeff),
		"only the magic number":    []byte(Magic),
		"a Word file":              msgfile.Build(""),
	}
	for i := 0; i < len(good); i += 97 {
		files[fmt.Sprintf("cut off at %d", i)] = good[:i]
	}
	for name, file := range files {
		start := time.Now()
		text, warning := Message(string(file), charset.Decode)
		if took := time.Since(start); took > time.Second {
			t.Errorf("%s: took %v", name, took)
		}
		if text != "" && !strings.Contains(text, "Content-Type: multipart/") {
			t.Errorf("%s: %q", name, text)
		}
		if warning == "" && name != "big-endian" {
			t.Errorf("%s: nothing is said", name)
		}
	}
	if _, warning := Message(string(files["a Word file"]), charset.Decode); warning != noMessage {
		t.Error(warning)
	}
}

// Streams that share sectors must not multiply the work.
func TestCrossedChains(t *testing.T) {
	file := msgfile.Build("MessageClass: IPM.Note\nBody: " + strings.Repeat("x", 600<<10) + "\n" + strings.Repeat("attachment\n  AttachLongName: a.txt\n  AttachData: "+strings.Repeat("y", 5000)+"\n", 64))
	directory := (int(binary.LittleEndian.Uint32(file[48:])) + 1) << 9
	body := -1
	for at := directory; at+128 <= len(file); at += 128 { // all attachments are made the body
		if size := binary.LittleEndian.Uint32(file[at+120:]); size > 1<<20 {
			body = int(binary.LittleEndian.Uint32(file[at+116:]))
		} else if size == 5000 && body >= 0 {
			binary.LittleEndian.PutUint32(file[at+116:], uint32(body))
			binary.LittleEndian.PutUint32(file[at+120:], 1<<20)
		}
	}
	text, warning := Message(string(file), charset.Decode)
	if len(text) > 8*len(file) || warning != damaged {
		t.Errorf("%d bytes of %d: %s", len(text), len(file), warning)
	}
}

// FuzzMessage holds any file to what Message promises.
func FuzzMessage(f *testing.F) {
	f.Add(msgfile.Build(report))
	f.Add(msgfile.Build("Version: 4" + report))
	f.Add(msgfile.Build("Codepage: 1252\nMessageClass: IPM.Note\nBody: Grüße\n"))
	f.Add(msgfile.Build("MessageClass: IPM.Note\nRTF: hex 2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		text, warning := Message(string(file), charset.Decode)
		if text == "" && warning == "" {
			t.Error("nothing is said")
		}
		if len(text) > 32*len(file)+4096 {
			t.Errorf("%d bytes become %d", len(file), len(text))
		}
		_ = utf8.ValidString(text)
	})
}
