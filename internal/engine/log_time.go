package engine

// stamp is the time of a line of a log, or of an event. Its text is taken apart again when it is shown: most are not.
type stamp struct {
	text string // as it was written
	kind byte   // how: see stampAt; 0 where there is none
	when int64  // for the order only: seconds, below yearless where the line names no year
}

const (
	yearless = 400 * 86400 // more than the seconds of a year
	halfYear = 183 * 86400
)

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

// findStamp finds the time at which a line begins: first, or behind what a tool put before it (a file name, a priority).
// Where a log daemon and a program both wrote one, the one with a year is taken. first is the offset behind the first one.
func findStamp(s string) (t stamp, first int) {
	for i := 0; i+10 <= len(s); i++ {
		if c := s[i]; !digit(c) && !letter(c) && c != '@' || i > 0 && !separates(s[i-1]) {
			continue
		}
		found := stampAt(s[i:], i == 0 || s[i-1] == ' ' || s[i-1] == '\t')
		if found.kind == 0 {
			continue
		}
		i += len(found.text)
		if first == 0 {
			t, first = found, i
		}
		if found.when > yearless {
			return found, first
		}
	}
	return t, first
}

// later tells whether t is after u, as far as they say. December comes before January where no year is named.
func (t stamp) later(u stamp) bool {
	if t.kind == 0 || u.kind == 0 || (t.when < yearless) != (u.when < yearless) {
		return false
	}
	d := t.when - u.when
	if t.when < yearless && (d > halfYear || d < -halfYear) {
		d = -d
	}
	return d > 0
}

// at is the time in RFC 3339; empty where the line names no year.
func (t stamp) at() string {
	switch t.kind {
	case 'd':
		s := t.text
		end, fraction := 19, ""
		if k := fractionAt(s, end); k > end {
			fraction, end = "."+s[end+1:k], k
		}
		zone, _, _ := zoneAt(s[end:])
		return s[:4] + "-" + s[5:7] + "-" + s[8:10] + "T" + s[11:19] + fraction + zone
	case 'y':
		return civil(t.when, "-00:00")
	case 'e', 't':
		return civil(t.when, "Z")
	}
	return ""
}

// local is the time of a line that names no year, as --03-01T10:00:00: what a reader can put in order all the same.
func (t stamp) local() string {
	if t.kind != 's' {
		return ""
	}
	day := (t.when/86400 - 1) % 31
	month := int(t.when/86400-1) / 31
	return "--" + civil(days(1972, month+1, 1)*86400+day*86400+t.when%86400, "")[5:]
}

// stampAt reads a time at the start of s, in the forms of RFC 3339 (d), of syslog without a year (s) and with one (y), as
// seconds since 1970 (e) and as a TAI64N label (t).
func stampAt(s string, word bool) stamp {
	switch {
	case len(s) < 10:
		return stamp{}
	case s[0] == '@' && len(s) >= 25:
		return taiStamp(s)
	case letter(s[0]):
		return syslogStamp(s)
	case len(s) >= 19 && (s[4] == '-' || s[4] == '/'):
		return dateStamp(s)
	case word && digit(s[0]):
		return epochStamp(s)
	}
	return stamp{}
}

// dateStamp reads "2026-03-01T10:00:00.123+01:00" and its looser kin: a space for the T, slashes, no zone, "+0100", " +0100".
func dateStamp(s string) stamp {
	year, month, day := number(s, 0, 4), number(s, 5, 2), number(s, 8, 2)
	seconds := clock(s, 11)
	if s[7] != s[4] || s[10] != 'T' && s[10] != ' ' || year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || seconds < 0 {
		return stamp{}
	}
	end := fractionAt(s, 19)
	_, offset, n := zoneAt(s[end:])
	end += n
	return stamp{s[:end], 'd', days(year, month, day)*86400 + int64(seconds) - int64(offset)}
}

// fractionAt is the offset behind the fraction of a second that may stand at i.
func fractionAt(s string, i int) int {
	k := i + 1
	if i >= len(s) || s[i] != '.' && s[i] != ',' {
		return i
	}
	for k < len(s) && k < i+10 && digit(s[k]) {
		k++
	}
	if k == i+1 {
		return i
	}
	return k
}

// zoneAt reads the zone behind a time. A log that names none is in its server's own time: RFC 3339 section 4.3 has -00:00
// for an offset that is not known.
func zoneAt(s string) (zone string, seconds, length int) {
	if hasPrefix(s, "Z") {
		return "Z", 0, 1
	}
	i := 0
	if hasPrefix(s, " ") {
		i = 1
	}
	if len(s) < i+5 || s[i] != '+' && s[i] != '-' {
		if hasPrefix(s, " UTC") || hasPrefix(s, " GMT") {
			return "Z", 0, 4
		}
		return "-00:00", 0, 0
	}
	m := i + 3
	if s[m] == ':' {
		m++
	}
	h, min := number(s, i+1, 2), number(s, m, 2)
	if h < 0 || h > 14 || min < 0 || min > 59 || m+2 < len(s) && digit(s[m+2]) {
		return "-00:00", 0, 0
	}
	seconds = h*3600 + min*60
	if s[i] == '-' {
		seconds = -seconds
	}
	return s[i:i+3] + ":" + s[m:m+2], seconds, m + 2
}

// syslogStamp reads "Mar  1 10:00:00" (RFC 3164), and the same with a year behind the day or the time.
func syslogStamp(s string) stamp {
	if len(s) < 15 || s[3] != ' ' {
		return stamp{}
	}
	month := index(months, lower(s[:3]))
	if month < 0 || month%3 != 0 {
		return stamp{}
	}
	month = month/3 + 1
	day := number(s, 4, 2)
	if s[4] == ' ' {
		day = number(s, 5, 1)
	}
	if day < 1 || day > 31 || s[6] != ' ' {
		return stamp{}
	}
	year, seconds, end := 0, clock(s, 7), 15
	if seconds < 0 {
		if year, seconds, end = number(s, 7, 4), clock(s, 12), 20; seconds < 0 || s[11] != ' ' {
			return stamp{}
		}
	}
	end = fractionAt(s, end)
	if year == 0 && end == 15 && s[min(end, len(s)-1)] == ' ' {
		if y := number(s, 16, 4); y >= 1970 && y < 2100 && (len(s) == 20 || !wordByte(s[20]) && s[20] != '-') { // no year of a date
			year, end = y, 20
		}
	}
	switch {
	case year == 0:
		return stamp{s[:end], 's', int64(((month-1)*31+day)*86400 + seconds)}
	case year < 1970:
		return stamp{}
	}
	return stamp{s[:end], 'y', days(year, month, day)*86400 + int64(seconds)}
}

// epochStamp reads seconds since 1970, as qmail under splogger and PowerMTA write them; events have thousandths, millionths
// and billionths too.
func epochStamp(s string) stamp {
	n := number(s, 0, 10)
	end := 10
	for end < len(s) && digit(s[end]) {
		end++
	}
	whole := end
	if end < len(s) && s[end] == '.' {
		for end++; end < len(s) && digit(s[end]); end++ {
		}
	}
	if n < 500_000_000 || whole != 10 && whole != 13 && whole != 16 && whole != 19 || end < len(s) && indexByte(" \t@:,", s[end]) < 0 {
		return stamp{}
	}
	return stamp{s[:end], 'e', int64(n)}
}

// taiStamp reads the TAI64N label of multilog. As tai64nlocal does, it takes the label for seconds since 1970 with a
// constant of ten.
func taiStamp(s string) stamp {
	const epoch = 1<<62 + 10
	var n int64
	for i := 1; i < 25; i++ {
		h := hex(s[i])
		if h < 0 {
			return stamp{}
		}
		if i <= 16 {
			n = n<<4 | int64(h)
		}
	}
	n -= epoch
	if n <= yearless || n > 1<<36 {
		return stamp{}
	}
	return stamp{s[:25], 't', n}
}

// number reads n digits at i, -1 if they are not there.
func number(s string, i, n int) int {
	if i+n > len(s) {
		return -1
	}
	v := 0
	for ; n > 0; n-- {
		if !digit(s[i]) {
			return -1
		}
		v = v*10 + int(s[i]-'0')
		i++
	}
	return v
}

// clock reads "10:00:00" at i as seconds, -1 if it is not there.
func clock(s string, i int) int {
	if i+8 > len(s) || s[i+2] != ':' || s[i+5] != ':' {
		return -1
	}
	h, m, sec := number(s, i, 2), number(s, i+3, 2), number(s, i+6, 2)
	if h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 60 {
		return -1
	}
	return h*3600 + m*60 + sec
}

// days counts the days from 1970 to a date of the Gregorian calendar. The year begins in March, so that the leap day is its
// last.
func days(year, month, day int) int64 {
	if month < 3 {
		year, month = year-1, month+12
	}
	return int64(365*year + year/4 - year/100 + year/400 + (153*(month-3)+2)/5 + day - 719469)
}

// civil writes seconds since 1970 in RFC 3339.
func civil(seconds int64, zone string) string {
	d := seconds / 86400
	year := int(d/366) + 1970
	for days(year+1, 1, 1) <= d {
		year++
	}
	month := 1
	for month < 12 && days(year, month+1, 1) <= d {
		month++
	}
	rest := int(seconds % 86400)
	out := []byte("0000-00-00T00:00:00")
	put := func(i, n, v int) {
		for k := i + n - 1; k >= i; k-- {
			out[k] = byte('0' + v%10)
			v /= 10
		}
	}
	put(0, 4, year)
	put(5, 2, month)
	put(8, 2, int(d-days(year, month, 1))+1)
	put(11, 2, rest/3600)
	put(14, 2, rest/60%60)
	put(17, 2, rest%60)
	return string(out) + zone
}
