package engine

// stamp is the time of a line of a log.
type stamp struct {
	at   string // RFC 3339; empty where the line names no year
	when int64  // for the order only: seconds, below yearless where the line names no year; 0 for none
	end  int    // offset behind it
}

const (
	yearless = 400 * 86400 // more than the seconds of a year
	halfYear = 183 * 86400
)

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

// findStamp finds the time at which a line begins: first, or behind what a tool put before it (a file name, a priority).
// Where a log daemon and a program both wrote one, the one with a year is taken. first is the offset behind the first one.
func findStamp(s string) (t stamp, first int) {
	for i := 0; i < len(s); i++ {
		if i > 0 && !separates(s[i-1]) {
			continue
		}
		found, ok := stampAt(s[i:], i == 0 || s[i-1] == ' ')
		if !ok {
			continue
		}
		found.end += i
		if first == 0 {
			t, first = found, found.end
		}
		if found.at != "" {
			return found, first
		}
		i = found.end
	}
	return t, first
}

// later tells whether t is after u, as far as they say. December comes before January where no year is named.
func (t stamp) later(u stamp) bool {
	if t.when == 0 || u.when == 0 || (t.when < yearless) != (u.when < yearless) {
		return false
	}
	d := t.when - u.when
	if t.when < yearless && (d > halfYear || d < -halfYear) {
		d = -d
	}
	return d > 0
}

func stampAt(s string, word bool) (stamp, bool) {
	switch {
	case len(s) < 10:
		return stamp{}, false
	case s[0] == '@' && len(s) >= 25:
		return taiStamp(s)
	case letter(s[0]):
		return syslogStamp(s)
	case len(s) >= 19 && s[4] == '-':
		return dateStamp(s)
	case word && digit(s[0]):
		return epochStamp(s)
	}
	return stamp{}, false
}

// dateStamp reads "2026-03-01T10:00:00.123+01:00" and its looser kin: a space for the T, no zone, "+0100", " +0100".
func dateStamp(s string) (stamp, bool) {
	year, month, day := number(s, 0, 4), number(s, 5, 2), number(s, 8, 2)
	seconds := clock(s, 11)
	if s[7] != '-' || s[10] != 'T' && s[10] != ' ' || year < 1970 || month < 1 || month > 12 || day < 1 || day > 31 || seconds < 0 {
		return stamp{}, false
	}
	end := 19
	fraction := ""
	if end < len(s) && (s[end] == '.' || s[end] == ',') {
		k := end + 1
		for k < len(s) && k < end+10 && digit(s[k]) {
			k++
		}
		if k > end+1 {
			fraction = "." + s[end+1:k]
			end = k
		}
	}
	zone, offset, n := zoneAt(s[end:])
	return stamp{s[:10] + "T" + s[11:19] + fraction + zone, days(year, month, day)*86400 + int64(seconds) - int64(offset), end + n}, true
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

// syslogStamp reads "Mar  1 10:00:00" (RFC 3164), and the same with a year behind the day.
func syslogStamp(s string) (stamp, bool) {
	if len(s) < 15 || s[3] != ' ' {
		return stamp{}, false
	}
	month := index(months, lower(s[:3]))
	if month < 0 || month%3 != 0 {
		return stamp{}, false
	}
	month = month/3 + 1
	day := number(s, 4, 2)
	if s[4] == ' ' {
		day = number(s, 5, 1)
	}
	if day < 1 || day > 31 || s[6] != ' ' {
		return stamp{}, false
	}
	if seconds := clock(s, 7); seconds >= 0 {
		return stamp{"", int64(((month-1)*31+day)*86400 + seconds), 15}, true
	}
	year, seconds := number(s, 7, 4), clock(s, 12)
	if year < 1970 || seconds < 0 || s[11] != ' ' {
		return stamp{}, false
	}
	return stamp{civil(days(year, month, day)*86400+int64(seconds), "-00:00"), days(year, month, day)*86400 + int64(seconds), 20}, true
}

// epochStamp reads seconds since 1970, as qmail under splogger and PowerMTA write them.
func epochStamp(s string) (stamp, bool) {
	n := number(s, 0, 10)
	end := 10
	if end < len(s) && s[end] == '.' {
		for end++; end < len(s) && digit(s[end]); end++ {
		}
	}
	if n < 500_000_000 || end < len(s) && s[end] != ' ' {
		return stamp{}, false
	}
	return stamp{civil(int64(n), "Z"), int64(n), end}, true
}

// taiStamp reads the TAI64N label of multilog. As tai64nlocal does, it takes the label for seconds since 1970 with a
// constant of ten.
func taiStamp(s string) (stamp, bool) {
	const epoch = 1<<62 + 10
	var n int64
	for i := 1; i < 25; i++ {
		h := hex(s[i])
		if h < 0 {
			return stamp{}, false
		}
		if i <= 16 {
			n = n<<4 | int64(h)
		}
	}
	n -= epoch
	if n <= yearless || n > 1<<36 {
		return stamp{}, false
	}
	return stamp{civil(n, "Z"), n, 25}, true
}

// number reads n digits at i, -1 if they are not there.
func number(s string, i, n int) int {
	if i+n > len(s) {
		return -1
	}
	v := 0
	for _, c := range []byte(s[i : i+n]) {
		if !digit(c) {
			return -1
		}
		v = v*10 + int(c-'0')
	}
	return v
}

// clock reads "10:00:00" at i as seconds, -1 if it is not there.
func clock(s string, i int) int {
	h, m, sec := number(s, i, 2), number(s, i+3, 2), number(s, i+6, 2)
	if h < 0 || h > 23 || m < 0 || m > 59 || sec < 0 || sec > 60 || s[i+2] != ':' || s[i+5] != ':' {
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
