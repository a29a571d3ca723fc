package outlook

import (
	"strconv"
	"strings"
	"unicode/utf16"
)

// Properties that are read ([MS-OXPROPS]), by their id.
const (
	messageClass      = 0x001a
	reportTime        = 0x0032
	subject           = 0x0037
	representingName  = 0x0042
	representingEmail = 0x0065
	transportHeaders  = 0x007d
	ndrReason         = 0x0c04
	ndrDiagnosis      = 0x0c05
	senderName        = 0x0c1a
	supplementaryInfo = 0x0c1b
	senderEmail       = 0x0c1f
	ndrStatus         = 0x0c20
	remoteMTA         = 0x0c21
	bodyText          = 0x1000
	reportText        = 0x1001
	bodyRTF           = 0x1009
	bodyHTML          = 0x1013
	displayName       = 0x3001
	emailAddress      = 0x3003
	attachData        = 0x3701
	attachFilename    = 0x3704
	attachLongName    = 0x3707
	attachMIMEType    = 0x370e
	smtpAddress       = 0x39fe
	internetCodepage  = 0x3fde
	messageCodepage   = 0x3ffd
	senderSMTP        = 0x5d01
	representingSMTP  = 0x5d02
	reportingMTA      = 0x6820
)

// Property types ([MS-OXCDATA] section 2.11.1).
const (
	typeInteger = 0x0003
	typeObject  = 0x000d
	typeString8 = 0x001e
	typeString  = 0x001f
	typeBinary  = 0x0102
)

// object is a message, recipient or attachment: a storage with a stream for each long property.
type object struct {
	f           *compound
	long        map[uint64]int // entries of the directory, by property tag
	short       string         // the values of fixed size: entries of 16 bytes
	recipients  []int          // entries of the directory
	attachments []int
}

// object opens a storage, which can be done once. header is the size of what stands before the entries of its property
// stream.
func (f *compound) object(entry, header int) *object {
	o := &object{f: f, long: map[uint64]int{}}
	if entry >= len(f.seen) {
		return o
	}
	for _, n := range f.children(entry) {
		name := strings.ToLower(f.name(n))
		if tag, ok := strings.CutPrefix(name, "__substg1.0_"); ok && len(o.long) < maxProperties {
			if tag, err := strconv.ParseUint(tag, 16, 32); err == nil {
				o.long[tag] = n
			}
		}
		switch {
		case name == "__properties_version1.0":
			if s := f.stream(n); len(s) > header {
				o.short = s[header:]
			}
		case strings.HasPrefix(name, "__recip_version1.0_") && len(o.recipients) < maxRecipients:
			o.recipients = append(o.recipients, n)
		case strings.HasPrefix(name, "__attach_version1.0_") && len(o.attachments) < maxAttached:
			o.attachments = append(o.attachments, n)
		}
	}
	for _, id := range []uint32{internetCodepage, messageCodepage} {
		if n, ok := o.number(id); ok {
			f.codepage = int(n) // recipients and attachments have none of their own
		}
	}
	return o
}

func (o *object) isMessage() bool { return len(o.long) > 0 }

// stream is the value of a property of that type.
func (o *object) stream(id, kind uint32) (string, bool) {
	n, ok := o.long[uint64(id)<<16|uint64(kind)]
	if !ok || o.f.kind(n) != streamType {
		return "", false
	}
	return o.f.stream(n), true
}

// text is a string property, in UTF-8 and without the NULs at its end.
func (o *object) text(id uint32) string {
	s, ok := o.stream(id, typeString)
	if ok {
		units := make([]uint16, len(s)/2)
		for i := range units {
			units[i] = uint16(s[2*i]) | uint16(s[2*i+1])<<8
		}
		s = string(utf16.Decode(units))
	} else if s, ok = o.stream(id, typeString8); ok {
		s = o.f.decode(o.f.codepage, s)
	}
	return strings.TrimRight(s, "\x00")
}

// number is a property of 32 bits.
func (o *object) number(id uint32) (int32, bool) {
	for at := int64(0); at+16 <= int64(len(o.short)); at += 16 {
		if number(o.short, at) == id<<16|typeInteger {
			return int32(number(o.short, at+8)), true
		}
	}
	return 0, false
}

// has tells whether a property of whatever type is set.
func (o *object) has(id uint32) bool {
	for at := int64(0); at+16 <= int64(len(o.short)); at += 16 {
		if number(o.short, at)>>16 == id {
			return true
		}
	}
	return false
}

// decode brings bytes of a code page to UTF-8.
func (f *compound) decode(codepage int, s string) string {
	if text, ok := f.charset(charsetName(codepage), s); ok {
		return text
	}
	return s
}

// Code pages whose charset has another name than the rules below give.
var charsets = map[int]string{
	874: "windows-874", 932: "shift_jis", 936: "gbk", 949: "euc-kr", 950: "big5", 1200: "utf-16le", 20866: "koi8-r", 21866: "koi8-u",
	50220: "iso-2022-jp", 50221: "iso-2022-jp", 50222: "iso-2022-jp", 51932: "euc-jp", 54936: "gb18030", 65001: "utf-8",
}

// charsetName is the MIME name of a code page; of one that nobody knows it is the name of the most usual one.
func charsetName(codepage int) string {
	switch {
	case charsets[codepage] != "":
		return charsets[codepage]
	case codepage > 28590 && codepage <= 28606 && codepage != 28602: // there is no ISO 8859-12
		return "iso-8859-" + strconv.Itoa(codepage-28590)
	case codepage < 1250 || codepage > 1258:
		codepage = 1252
	}
	return "windows-" + strconv.Itoa(codepage)
}
