package whybounced

import (
	"encoding/base64"
	"encoding/json"
	"strings"
	"testing"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// A notice in a legacy charset is read, whether the 8-bit text is declared, only its header's words are, or it is said to
// be what it is not.
func TestRawCharsets(t *testing.T) {
	for _, x := range []struct{ charset, sentence, reason string }{
		{"iso-2022-jp", "受信者のメールボックスがいっぱいです。", "mailbox-full"},
		{"shift_jis", "受信者のメールボックスがいっぱいです。", "mailbox-full"},
		{"euc-jp", "受信者のメールボックスがいっぱいです。", "mailbox-full"},
		{"gbk", "收件人邮箱不存在。", "user-unknown"},
		{"gb18030", "收件人邮箱不存在。", "user-unknown"},
		{"big5", "收件者信箱不存在。", "user-unknown"},
		{"euc-kr", "받는 사람의 메일 주소가 존재하지 않습니다.", "user-unknown"},
		{"koi8-r", "Почтовый ящик получателя переполнен.", "mailbox-full"},
		{"koi8-u", "Поштова скринька одержувача переповнена її.", "mailbox-full"},
		{"iso-8859-5", "Такой пользователь не существует.", "user-unknown"},
		{"windows-1251", "Такой пользователь не существует.", "user-unknown"},
		{"windows-1250", "Skrzynka pocztowa adresata jest pełna.", "mailbox-full"},
		{"iso-8859-2", "Skrzynka pocztowa adresata jest pełna.", "mailbox-full"},
		{"windows-1252", "Das Postfach des Empfängers ist voll.", "mailbox-full"},
		{"iso-8859-15", "La boîte aux lettres est pleine (5 €).", "mailbox-full"},
		{"windows-1253", "Ο χρήστης δεν υπάρχει.", "user-unknown"},
		{"iso-8859-7", "Ο χρήστης δεν υπάρχει.", "user-unknown"},
		{"windows-1254", "Girdiğiniz e-posta adresi bulunamadı.", "user-unknown"},
		{"windows-1257", "The mailbox is full: pašto dėžutė pilna", "mailbox-full"},
	} {
		e, err := htmlindex.Get(x.charset)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := e.NewEncoder().String(x.sentence)
		if err != nil {
			t.Fatal(x.charset, err)
		}
		word := "=?" + x.charset + "?B?" + base64.StdEncoding.EncodeToString([]byte(raw)) + "?="
		for name, message := range map[string]string{
			"declared":             "Content-Type: text/plain; charset=" + x.charset + "\n\n" + raw,
			"undeclared":           "X-Note: " + word + "\n\n" + raw,
			"said to be US-ASCII":  "X-Note: " + word + "\nContent-Type: text/plain; charset=us-ascii\n\n" + raw,
			"said to be UTF-8":     "X-Note: " + word + "\nContent-Type: text/plain; charset=utf-8\n\n" + raw,
			"unknown-8bit":         "X-Note: " + word + "\nContent-Type: text/plain; charset=unknown-8bit\n\n" + raw,
			"UTF-8 said to be it":  "Content-Type: text/plain; charset=" + x.charset + "\n\n" + x.sentence,
			"in a part of its own": "Content-Type: multipart/report; boundary=b\n\n--b\nContent-Type: text/plain; charset=\"" + strings.ToUpper(x.charset) + "\"\nContent-Transfer-Encoding: 8bit\n\n" + raw + "\n\nbob@example.org\n--b--\n",
		} {
			if name == "UTF-8 said to be it" && x.charset == "iso-2022-jp" {
				continue // seven bits: nothing else is said to be it
			}
			t.Run(x.charset+"/"+name, func(t *testing.T) {
				input := "From: MAILER-DAEMON@mail.example.net\nTo: ann@example.com\nSubject: Undeliverable\nMIME-Version: 1.0\n" + message + "\n\nbob@example.org\n"
				r := Decode([]byte(input))
				if len(r.Bounces) != 1 || r.Bounces[0].Reason != x.reason || r.Bounces[0].Recipient != "bob@example.org" || !strings.Contains(r.Bounces[0].Text, x.sentence) {
					t.Errorf("%s\n%s", input, r.LeanJSON())
				}
				checkSpans(t, r, []byte(input))
			})
		}
	}
}

// Western text that says nothing of its charset, nowhere, is read byte by byte as ISO 8859-1.
func TestNoCharsetAtAll(t *testing.T) {
	r := Decode([]byte("From: MAILER-DAEMON@mail.example.net\nTo: ann@example.com\nSubject: Unzustellbar\n\nbob@example.org\nDas Postfach des Empf\xe4ngers ist \xfcberf\xfcllt.\n"))
	if len(r.Bounces) != 1 || r.Bounces[0].Reason != "mailbox-full" {
		t.Fatalf("%+v", r)
	}
	var back Report
	if err := json.Unmarshal(r.JSON(), &back); err != nil || back.Bounces[0].Text != "Das Postfach des Empfängers ist überfüllt." {
		t.Errorf("%q %v", back.Bounces[0].Text, err)
	}
}

// A file that a program saved as "Unicode" is read, with its byte order mark.
func TestByteOrderMarks(t *testing.T) {
	text := "From: MAILER-DAEMON@mail.example.net\nTo: ann@example.com\nSubject: Undeliverable\n\nbob@example.org\n550 5.1.1 User unknown\n"
	little, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	big, err := unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	for _, input := range []string{"\ufeff" + text, little, big} {
		r := Decode([]byte(input))
		if r.Form != "bounce" || len(r.Bounces) != 1 || r.Bounces[0].Reply != "550" || r.Bounces[0].Recipient != "bob@example.org" {
			t.Errorf("%q: %s", input[:10], r.LeanJSON())
		}
		checkSpans(t, r, []byte(input))
	}
}
