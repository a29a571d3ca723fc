package engine

import (
	"testing"
	"time"
)

func TestStamps(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"2026-03-01T10:00:00Z relay", "2026-03-01T10:00:00Z"},
		{"2026-03-01T10:00:00.123456+01:00 relay", "2026-03-01T10:00:00.123456+01:00"},
		{"2026-03-01 10:00:00.123 +0100 [7] 1wXyZa-0003Ab-2C", "2026-03-01T10:00:00.123+01:00"},
		{"2026-03-01 10:00:00 1wXyZa-0003Ab-2C", "2026-03-01T10:00:00-00:00"},
		{"Mar  1 2026 10:00:00 relay", "2026-03-01T10:00:00-00:00"},
		{"Mar  1 10:00:00 relay", ""},
		{"Mar  1 10:00:00 relay qmail: 1772359200.123456 delivery 1", "2026-03-01T10:00:00Z"},
		{"@400000004000000a00000000 x", "2004-01-10T13:37:04Z"}, // 2^30 seconds after 1970
		{"<22>1 2024-02-29T23:59:60Z relay", "2024-02-29T23:59:60Z"},
		{"2026-13-01 10:00:00", ""},
		{"2026-03-01 25:00:00", ""},
		{"", ""},
		{"@4000000", ""},
	} {
		if got, _ := findStamp(test.text); got.at() != test.want {
			t.Errorf("%q: %q, not %q", test.text, got.at(), test.want)
		}
	}
}

func TestCivil(t *testing.T) {
	for n := int64(0); n < 8_000_000_000; n += 1_000_003 {
		if got, want := civil(n, "Z"), time.Unix(n, 0).UTC().Format(time.RFC3339); got != want {
			t.Fatalf("%d: %s, not %s", n, got, want)
		}
	}
}

func TestLater(t *testing.T) {
	at := func(s string) stamp { got, _ := findStamp(s); return got }
	for _, test := range []struct {
		a, b string
		want bool
	}{
		{"Mar  1 10:00:01 x", "Mar  1 10:00:00 x", true},
		{"Jan  1 00:00:00 x", "Dec 31 23:59:59 x", true},
		{"Dec 31 23:59:59 x", "Jan  1 00:00:00 x", false},
		{"2026-03-01T10:00:00+01:00", "2026-03-01T09:30:00Z", false},
		{"2026-03-01T10:00:00Z", "Mar  1 10:00:00 x", false},
	} {
		if got := at(test.a).later(at(test.b)); got != test.want {
			t.Errorf("%s later than %s: %v", test.a, test.b, got)
		}
	}
}

func TestClock(t *testing.T) {
	for in, want := range map[string]int{
		"00:00:00": 0, "23:59:59": 86399, "23:59:60": 86400, "10:20:30 x": 37230, // a leap second is one
		"23:59:61": -1, "24:00:00": -1, "10:60:00": -1, "1x:00:00": -1, "10:0x:00": -1, "10:00:0x": -1, "10:00:0": -1, "10.00:00": -1, "10:00.00": -1, "": -1,
	} {
		if got := clock(in, 0); got != want {
			t.Errorf("%q: %d, not %d", in, got, want)
		}
	}
	if got := clock("at 10:20:30", 3); got != 37230 {
		t.Errorf("at 3: %d", got)
	}
}

// Every day, month and year that a line can name, in each of the forms that name them.
func TestCalendar(t *testing.T) {
	first, last := time.Date(1969, 12, 30, 10, 20, 30, 0, time.UTC), time.Date(2101, 1, 3, 0, 0, 0, 0, time.UTC)
	for day := first; day.Before(last); day = day.AddDate(0, 0, 1) {
		unix, after1970 := day.Unix(), day.Year() >= 1970
		for layout, kind := range map[string]byte{
			"2006-01-02T15:04:05": 'd', "2006-01-02 15:04:05": 'd', "2006/01/02 15:04:05": 'd', // RFC 3339, its looser kin
			"Jan _2 2006 15:04:05": 'y', "Jan 02 2006 15:04:05": 'y', "Jan _2 15:04:05 2006": 'y', // syslog with a year
		} {
			text := day.Format(layout)
			want := stamp{text, kind, unix}
			switch {
			case layout == "Jan _2 15:04:05 2006" && (!after1970 || day.Year() >= 2100): // what four digits behind the time are no year
				want = stamp{text[:15], 's', int64(((int(day.Month())-1)*31+day.Day())*86400 + 37230)}
			case !after1970:
				want = stamp{}
			}
			if got := stampAt(text, true); got != want {
				t.Fatalf("%q is %+v, not %+v", text, got, want)
			}
		}
		if got := days(day.Year(), int(day.Month()), day.Day()); got*86400+37230 != unix {
			t.Fatalf("%s is day %d", day, got)
		}
		if got, want := civil(unix, "x"), day.Format("2006-01-02T15:04:05")+"x"; after1970 && got != want {
			t.Fatalf("%d is %s, not %s", unix, got, want)
		}
		text := day.Format(time.Stamp)
		got := stampAt(text, false)
		if got.kind != 's' || got.text != text || got.at() != "" || day.Year() == 1972 && got.local() != day.Format("--01-02T15:04:05") {
			t.Fatalf("%q is %+v: %q, %q", text, got, got.at(), got.local())
		}
		if later := stampAt(day.AddDate(0, 0, 1).Format(time.Stamp), false); !later.later(got) || got.later(later) {
			t.Fatalf("the day after %s does not come after it", text)
		}
	}
}

// Forms that are nearly a time, and what stands right behind one.
func TestStampsOrNot(t *testing.T) {
	for name, test := range map[string]struct {
		in   string
		text string // of the stamp, empty for none
		kind byte
	}{
		"a date with dots":                       {"2026.03.01 10:00:00", "", 0},
		"two separators":                         {"2026-03/01 10:00:00", "", 0},
		"month 0":                                {"2026-00-01 10:00:00", "", 0},
		"month 13":                               {"2026-13-01 10:00:00", "", 0},
		"day 0":                                  {"2026-03-00 10:00:00", "", 0},
		"day 32":                                 {"2026-03-32 10:00:00", "", 0},
		"day 31":                                 {"2026-03-31 10:00:00", "2026-03-31 10:00:00", 'd'},
		"midnight":                               {"2026-03-01T00:00:00", "2026-03-01T00:00:00", 'd'},
		"no time":                                {"2026-03-01 hello world", "", 0},
		"a lower case t":                         {"2026-03-01t10:00:00Z", "", 0},
		"letters for the year":                   {"abcd-03-01T10:00:00", "", 0},
		"one byte short":                         {"2026-03-01T10:00:0", "", 0},
		"a fraction and a zone":                  {"2026-03-01T10:00:00.123456Z x", "2026-03-01T10:00:00.123456Z", 'd'},
		"a comma and a spaced zone":              {"2026-03-01 10:00:00,123 +0100 x", "2026-03-01 10:00:00,123 +0100", 'd'},
		"UTC":                                    {"2026-03-01 10:00:00 UTC x", "2026-03-01 10:00:00 UTC", 'd'},
		"GMT":                                    {"2026-03-01 10:00:00 GMT", "2026-03-01 10:00:00 GMT", 'd'},
		"another zone's name":                    {"2026-03-01 10:00:00 CET", "2026-03-01 10:00:00", 'd'},
		"syslog":                                 {"Mar  1 10:00:00", "Mar  1 10:00:00", 's'},
		"syslog, capitals":                       {"MAR 31 10:00:00 x", "MAR 31 10:00:00", 's'},
		"syslog with a fraction":                 {"Mar  1 10:00:00.123 x", "Mar  1 10:00:00.123", 's'},
		"syslog with a fraction and a number":    {"Mar  1 10:00:00.123 2026", "Mar  1 10:00:00.123", 's'},
		"syslog, one byte short":                 {"Mar  1 10:00:0", "", 0},
		"no month":                               {"Mat  1 10:00:00", "", 0},
		"letters of two months":                  {"arA  1 10:00:00", "", 0},
		"no space behind the month":              {"Mar1 1 10:00:00", "", 0},
		"syslog, day 0":                          {"Mar  0 10:00:00", "", 0},
		"syslog, day 32":                         {"Mar 32 10:00:00", "", 0},
		"syslog, no day":                         {"Mar  x 10:00:00", "", 0},
		"no space behind the day":                {"Mar 01:10:00:00", "", 0},
		"a year between day and time":            {"Mar  1 2026 10:00:00 x", "Mar  1 2026 10:00:00", 'y'},
		"the same at midnight":                   {"Mar  1 2026 00:00:00 x", "Mar  1 2026 00:00:00", 'y'},
		"the same with a fraction":               {"Mar  1 2026 10:00:00.5 x", "Mar  1 2026 10:00:00.5", 'y'},
		"no space behind the year":               {"Mar  1 2026:10:00:00 x", "", 0},
		"a year too early":                       {"Mar  1 1969 10:00:00 x", "", 0},
		"1970":                                   {"Mar  1 1970 10:00:00 x", "Mar  1 1970 10:00:00", 'y'},
		"a year behind the time":                 {"Mar  1 10:00:00 2026 x", "Mar  1 10:00:00 2026", 'y'},
		"a word that begins like a year":         {"Mar  1 10:00:00 2026a", "Mar  1 10:00:00", 's'},
		"a number that begins like a year":       {"Mar  1 10:00:00 20260", "Mar  1 10:00:00", 's'},
		"three digits behind the time":           {"Mar  1 10:00:00 202", "Mar  1 10:00:00", 's'},
		"something else between time and year":   {"Mar  1 10:00:00:2026", "Mar  1 10:00:00", 's'},
		"seconds since 1970":                     {"1772359200 x", "1772359200", 'e'},
		"thousandths":                            {"1772359200123", "1772359200123", 'e'},
		"millionths":                             {"1772359200123456@x", "1772359200123456", 'e'},
		"billionths":                             {"1772359200123456789:x", "1772359200123456789", 'e'},
		"eleven digits":                          {"17723592001 x", "", 0},
		"twelve digits":                          {"177235920012 x", "", 0},
		"fourteen digits":                        {"17723592001234 x", "", 0},
		"seventeen digits":                       {"17723592001234567 x", "", 0},
		"twenty digits":                          {"17723592001234567890 x", "", 0},
		"a fraction of a second":                 {"1772359200.123456,x", "1772359200.123456", 'e'},
		"a fraction without digits":              {"1772359200.\tx", "1772359200.", 'e'},
		"the smallest that is believed":          {"0500000000 x", "0500000000", 'e'},
		"a smaller number":                       {"0499999999 x", "", 0},
		"a number with a letter":                 {"1772359200x", "", 0},
		"a TAI64N label":                         {"@400000006553f10a00000000 x", "@400000006553f10a00000000", 't'},
		"a label that ends the line":             {"@400000006553f10a00000000", "@400000006553f10a00000000", 't'},
		"a label, one byte short":                {"@400000006553f10a0000000", "", 0},
		"a label with a letter that is no digit": {"@400000006553f10a0000000g", "", 0},
		"a label of the time before 1970":        {"@3fffffff6553f10a00000000", "", 0},
		"a label of no time near ours":           {"@40000020000000000000000000", "", 0},
		"too short for any":                      {"123456789", "", 0},
	} {
		if got := stampAt(test.in, true); got.text != test.text || got.kind != test.kind {
			t.Errorf("%s: %q is %+v", name, test.in, got)
		}
	}
	if got := stampAt("1772359200 x", false); got.kind != 0 {
		t.Error("a number inside a word is a time")
	}
	for in, want := range map[string]int64{"@400000006553f10a00000000": 0x6553f100, "@40000000020f580a00000000": 0, "@40000000020f580b00000000": yearless + 1, "@400000100000000a00000000": 1 << 36, "@400000100000000b00000000": 0} {
		if got := stampAt(in, true).when; got != want {
			t.Errorf("%s is %d, not %d", in, got, want)
		}
	}
}

func TestFindStamp(t *testing.T) {
	for name, test := range map[string]struct {
		in, text string
		first    int
	}{
		"first in the line":                      {"2026-03-01T10:00:00Z x", "2026-03-01T10:00:00Z", 20},
		"alone":                                  {"1772359200", "1772359200", 10},
		"behind a file name and a colon":         {"mail.log:Mar  1 10:00:00 relay", "Mar  1 10:00:00", 24},
		"behind a priority":                      {"<22>Mar  1 10:00:00 relay", "Mar  1 10:00:00", 19},
		"inside a word":                          {"x2026-03-01T10:00:00Z", "", 0},
		"behind a letter":                        {"aMar  1 10:00:00 relay", "", 0},
		"seconds behind a space":                 {"qmail: 1772359200.5 x", "1772359200.5", 19},
		"seconds behind a tab":                   {"qmail:\t1772359200 x", "1772359200", 17},
		"seconds behind a bracket":               {"[1772359200 x", "", 0},
		"seconds behind another mark":            {"id=1772359200 x", "", 0},
		"a label behind a space":                 {"x @400000006553f10a00000000", "@400000006553f10a00000000", 27},
		"the one with a year, of two":            {"Mar  1 10:00:00 relay 2026-03-01T10:00:01Z x", "2026-03-01T10:00:01Z", 15},
		"the one with a year, right behind":      {"Mar  1 10:00:00 2026-03-01T10:00:01Z x", "2026-03-01T10:00:01Z", 15},
		"the first, of two with a year":          {"2026-03-01T10:00:00Z 2026-03-01T10:00:01Z", "2026-03-01T10:00:00Z", 20},
		"the first, of two without":              {"Mar  1 10:00:00 relay Mar  1 10:00:01 x", "Mar  1 10:00:00", 15},
		"one without a year, behind other words": {"x 12 Mar  1 10:00:00", "Mar  1 10:00:00", 20},
		"none":                                   {"nothing of the kind here", "", 0},
		"nothing":                                {"", "", 0},
	} {
		if got, first := findStamp(test.in); got.text != test.text || first != test.first {
			t.Errorf("%s: %+v, first %d", name, got, first)
		}
	}
}

func TestTimesInOrder(t *testing.T) {
	year, none := func(n int64) stamp { return stamp{"x", 'd', n} }, func(n int64) stamp { return stamp{"x", 's', n} }
	for name, test := range map[string]struct {
		a, b stamp
		want bool
	}{
		"the same":                       {year(yearless), year(yearless), false},
		"a second after":                 {year(yearless + 1), year(yearless), true},
		"a second before":                {year(yearless), year(yearless + 1), false},
		"more than half a year after":    {year(yearless + halfYear + 1), year(yearless), true},
		"no year, the same":              {none(100), none(100), false},
		"no year, after":                 {none(101), none(100), true},
		"no year, half a year":           {none(halfYear + 1), none(1), true},
		"no year, over half a year":      {none(halfYear + 2), none(1), false},
		"no year, half a year before":    {none(1), none(halfYear + 1), false},
		"no year, over half before":      {none(1), none(halfYear + 2), true},
		"no year, the last":              {none(yearless - 1), none(yearless - 2), true},
		"only one has a year":            {year(yearless), none(1), false},
		"only the other has a year":      {none(yearless - 1), year(yearless), false},
		"no time":                        {stamp{}, none(1), false},
		"no time to compare with":        {none(1), stamp{}, false},
		"a year, and no time to compare": {year(yearless), stamp{"", 0, yearless - 1}, false},
	} {
		if got := test.a.later(test.b); got != test.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}
