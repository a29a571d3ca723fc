package engine

import (
	"strings"
	"testing"
)

func TestUnicodeEncodings(t *testing.T) {
	for _, x := range []struct{ label, in, want string }{
		{"utf-16", "\xff\xfe5\x005\x000\x00", "550"},
		{"utf-16", "\xfe\xff\x005\x005\x000", "550"},
		{"utf-16", "\x00b\x00o\x00b", "bob"},
		{"utf-16", "b\x00o\x00b\x00", "bob"},
		{"utf-16le", "\x3d\xd8\xee\xdc", "📮"},
		{"utf-16be", "\x00\xe4\x00", "ä"},
		{"utf-16be", "\xd8\x3d", ""},
		{"utf-7", "Hi Mom -+Jjo--!", "Hi Mom -☺-!"}, // the examples of RFC 2152
		{"utf-7", "A+ImIDkQ.", "A≢Α."},
		{"unicode-1-1-utf-7", "Item 3 is +AKM-1.", "Item 3 is £1."},
		{"utf-7", "+2D3c7g- 1+-1 +", "📮 1+1 +"},
	} {
		if got := toUTF8(x.label, x.in, nil); got != x.want {
			t.Errorf("%s %q: %q, not %q", x.label, x.in, got, x.want)
		}
	}
	known := func(label, data string) (string, bool) { return label + " " + data, true }
	for _, x := range []struct{ label, in, want string }{
		{"cp932", "\x82\xa0", "shift_jis \x82\xa0"},
		{"iso-2022-kr", "\x1b$)Cab \x0e01\x0f cd", "euc-kr ab \xb0\xb1 cd"},
		{"hz-gb-2312", "ab ~{VP~} cd", "gbk ab \xd6\xd0 cd"},
		{"koi8-r", "550 5.1.1 user unknown", "550 5.1.1 user unknown"},
	} {
		if got := toUTF8(x.label, x.in, known); got != x.want {
			t.Errorf("%s %q: %q, not %q", x.label, x.in, got, x.want)
		}
	}
}

func TestParam(t *testing.T) {
	for in, want := range map[string]string{
		`boundary=abc`:                            "abc",
		`x="a;boundary=no"; Boundary = "a b;c"`:   "a b;c",
		`boundary*=utf-8'en'a%20b`:                "a b",
		`boundary*0="a-"; boundary*1=b`:           "a-b",
		`boundary*1=b; boundary*0*=us-ascii''a%2`: "a%2b",
		`boundary*0*=''%41; boundary*1*=%42`:      "AB",
		`boundaryx=a`:                             "",
		`boundary`:                                "",
	} {
		if got := param(in, "boundary"); got != want {
			t.Errorf("%s: %q, not %q", in, got, want)
		}
	}
}

// Encoded words are joined before they are decoded.
func TestWordsCutInsideACharacter(t *testing.T) {
	for in, want := range map[string]string{
		"=?utf-8?Q?=C3?= =?utf-8?Q?=BC?=":                 "ü",
		"=?utf-8?B?5Y+X5L+h?=\r\n =?utf-8?B?6ICF?=":       "受信者",
		"=?utf-8?Q?a?= b =?utf-8?Q?c?=":                   "a b c",
		"Re: =?utf-8?Q?a_b?= (=?utf-8?q?c?=)":             "Re: a b (c)",
		"=?utf-8*de?Q?=C3=BC?=":                           "ü",
		"=?utf-8?Q?a?= =?iso-8859-1?Q?b?=":                "ab",
		"=?utf-8?Q?a?=\t=?utf-8?B?Yg==?=":                 "ab",
		strings.Repeat("=?utf-8?Q?a?= ", 100_000) + "end": strings.Repeat("a", 100_000) + " end",
	} {
		if got := decodeWords(in, nil); got != want {
			t.Errorf("%.80q: %.80q, not %.80q", in, got, want)
		}
	}
}
