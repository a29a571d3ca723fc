package engine

import "testing"

// An address is found whatever words, quotes and scripts stand around it without a space.
func TestFindAddresses(t *testing.T) {
	for in, want := range map[string]string{
		"to bob@example.org, today":                "bob@example.org",
		"<bob@example.org>.":                       "bob@example.org",
		`"bob smith"@example.org`:                  `"bob smith"@example.org`,
		"\u00a0bob@example.org\u00a0":              "bob@example.org",
		"“bob@example.org”":                        "bob@example.org",
		"«bob@example.org»":                        "bob@example.org",
		"bob@example.org\u200b":                    "bob@example.org",
		"„bob@example.org“ nicht gefunden":         "bob@example.org",
		"收件人：bob@example.org，不存在":                  "bob@example.org",
		"收件人邮件地址（bob@example.org）不存在":              "bob@example.org",
		"宛先bob@example.orgは存在しません。example.net":     "bob@example.org",
		"「bob@example.org」が見つかりません":                "bob@example.org",
		"bob@example.org(으)로":                      "bob@example.org",
		"bob@example.org에게 보낸 메일":                  "bob@example.org",
		"jürgen@exämple.org":                       "jürgen@exämple.org",
		"müller@mail.exämple.org ist unbekannt":    "müller@mail.exämple.org",
		"用户@例子.测试":                                 "用户@例子.测试",
		"почта@пример.испытание":                   "почта@пример.испытание",
		"адрес bob@example.org.":                   "bob@example.org",
		"bob+tag@example.org":                      "bob+tag@example.org",
		"SRS0=ab=cd=example.com=ann@example.net x": "SRS0=ab=cd=example.com=ann@example.net",
		"@example.org":                             "",
		"bob@":                                     "",
	} {
		got := ""
		if a := findAddresses(in); len(a) > 0 {
			got = a[0].text
			if in[a[0].start:a[0].end] != got {
				t.Errorf("%q: %q does not stand at %d", in, got, a[0].start)
			}
		}
		if got != want {
			t.Errorf("%q: %q, not %q", in, got, want)
		}
	}
}
