// Package msgfile writes .msg files from a description that can be read, so that tests need no files of Outlook's.
//
//	Version: 4
//	Codepage: 1252
//	MessageClass: REPORT.IPM.Note.NDR
//	Body:
//	  | A value of several lines.
//	  | This is its second.
//	recipient
//	  SMTPAddress: bob@example.org
//	  NDRStatus: 511
//	attachment
//	  message
//	    Subject: the message that came back
//
// Version 4 makes sectors of 4,096 bytes instead of 512. Codepage makes strings of bytes instead of UTF-16. Names of properties
// are those of the table in this package; others are written as their tag, 0x0C1B001F.
package msgfile

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding/htmlindex"
)

// Property types ([MS-OXCDATA] section 2.11.1).
const (
	integer = 0x0003
	object  = 0x000d
	string8 = 0x001e
	unicode = 0x001f
	bytes   = 0x0102
)

// properties are the tags of what descriptions name ([MS-OXPROPS]).
var properties = map[string]uint32{
	"MessageClass": 0x001a001f, "ReportTime": 0x00320003, "Subject": 0x0037001f, "RepresentingName": 0x0042001f, "TransportHeaders": 0x007d001f,
	"NDRReason": 0x0c040003, "NDRDiagnosis": 0x0c050003, "RecipientType": 0x0c150003, "SenderName": 0x0c1a001f, "SupplementaryInfo": 0x0c1b001f,
	"SenderEmail": 0x0c1f001f, "NDRStatus": 0x0c200003, "RemoteMTA": 0x0c21001f, "Body": 0x1000001f, "ReportText": 0x1001001f,
	"RTF": 0x10090102, "HTML": 0x10130102, "DisplayName": 0x3001001f, "AddressType": 0x3002001f, "EmailAddress": 0x3003001f,
	"AttachData": 0x37010102, "AttachFilename": 0x3704001f, "AttachLongName": 0x3707001f, "AttachMIMEType": 0x370e001f, "SMTPAddress": 0x39fe001f,
	"InternetCodepage": 0x3fde0003, "SenderSMTP": 0x5d01001f, "ReportingMTA": 0x6820001f,
}

// line is a line of a description.
type line struct {
	indent int
	name   string
	value  string
	plain  bool // without a colon: a recipient, attachment or message
}

// builder holds what a description says of the whole file.
type builder struct {
	lines    []line
	codepage string
	version  int
}

// Build makes the file. A description that is wrong panics: it is part of a test.
func Build(description string) []byte {
	b := &builder{version: 3}
	b.parse(description)
	root := b.object("Root Entry", -1, 32)
	root.add(&node{name: "__nameid_version1.0", storage: true})
	return write(root, b.version)
}

func (b *builder) parse(description string) {
	for text := range strings.Lines(description) {
		text = strings.TrimRight(text, "\r\n")
		trimmed := strings.TrimLeft(text, " ")
		if more, ok := strings.CutPrefix(trimmed, "|"); ok {
			last := &b.lines[len(b.lines)-1]
			last.value += strings.TrimPrefix(more, " ") + "\r\n"
			continue
		}
		if trimmed == "" || trimmed[0] == '#' {
			continue
		}
		name, value, hasColon := strings.Cut(trimmed, ":")
		value = strings.TrimPrefix(value, " ")
		switch name {
		case "Version":
			b.version, _ = strconv.Atoi(value)
		case "Codepage":
			b.codepage = value
			b.lines = append(b.lines, line{0, "0x3ffd0003", value, false})
		default:
			b.lines = append(b.lines, line{len(text) - len(trimmed), name, value, !hasColon})
		}
	}
}

// object takes the lines that are further in than indent.
func (b *builder) object(name string, indent, header int) *node {
	o := &node{name: name, storage: true}
	fixed := make([]byte, header)
	recipients, attachments := 0, 0
	for len(b.lines) > 0 && b.lines[0].indent > indent {
		l := b.lines[0]
		b.lines = b.lines[1:]
		switch {
		case l.plain && l.name == "recipient":
			o.add(b.object(fmt.Sprintf("__recip_version1.0_#%08X", recipients), l.indent, 8))
			recipients++
		case l.plain && l.name == "attachment":
			o.add(b.object(fmt.Sprintf("__attach_version1.0_#%08X", attachments), l.indent, 8))
			attachments++
		case l.plain && l.name == "message":
			o.add(b.object("__substg1.0_3701000D", l.indent, 24))
			fixed = entry(fixed, 0x3701<<16|object, 0xffffffff)
		default:
			fixed = b.property(o, fixed, l)
		}
	}
	if header >= 24 {
		binary.LittleEndian.PutUint32(fixed[16:], uint32(recipients))
		binary.LittleEndian.PutUint32(fixed[20:], uint32(attachments))
	}
	o.add(&node{name: "__properties_version1.0", data: fixed})
	return o
}

func (b *builder) property(o *node, fixed []byte, l line) []byte {
	tag, ok := properties[l.name]
	if !ok {
		n, err := strconv.ParseUint(l.name, 0, 32)
		if err != nil {
			panic("no property is called " + l.name)
		}
		tag = uint32(n)
	}
	var data []byte
	switch tag & 0xffff {
	case integer:
		n, err := strconv.Atoi(l.value)
		if err != nil {
			panic(l.name + ": " + err.Error())
		}
		return entry(fixed, tag, uint32(int32(n)))
	case unicode:
		if b.codepage != "" {
			tag = tag&^0xffff | string8
			data = b.encode(l.value)
			break
		}
		for _, unit := range utf16.Encode([]rune(l.value)) {
			data = binary.LittleEndian.AppendUint16(data, unit)
		}
	case bytes:
		data = []byte(l.value)
		if h, ok := strings.CutPrefix(l.value, "hex "); ok {
			data, _ = hex.DecodeString(strings.ReplaceAll(h, " ", ""))
		}
	}
	o.add(&node{name: fmt.Sprintf("__substg1.0_%08X", tag), data: data})
	return entry(fixed, tag, uint32(len(data)))
}

// encode brings text to the code page of the file.
func (b *builder) encode(text string) []byte {
	name := "windows-" + b.codepage
	if b.codepage == "932" {
		name = "shift_jis"
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		panic(err)
	}
	data, err := e.NewEncoder().String(text)
	if err != nil {
		panic(err)
	}
	return []byte(data)
}

// entry adds an entry to a property stream ([MS-OXMSG] section 2.4.2): tag, flags (readable, writable), value.
func entry(fixed []byte, tag, value uint32) []byte {
	fixed = binary.LittleEndian.AppendUint32(fixed, tag)
	fixed = binary.LittleEndian.AppendUint32(fixed, 6)
	fixed = binary.LittleEndian.AppendUint32(fixed, value)
	return binary.LittleEndian.AppendUint32(fixed, 0)
}
