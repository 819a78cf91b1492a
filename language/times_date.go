package language

import (
	"strings"
	"time"
)

// date reads a calendar date: ISO, "9 February 2032", "Feb 9", "18 FEB 90",
// "the 9th of February", "09/02/2032".
func (t *timeReader) date(i int) (moment, bool) {
	w := t.w(i)
	if w == "" {
		return moment{}, false
	}
	if isDigit(w[0]) {
		if m, ok := t.figures(i); ok {
			return m, true
		}
		return t.dayMonth(i)
	}
	if w == "the" && t.w(i+1) != "" && isDigit(t.w(i + 1)[0]) {
		if m, ok := t.dayMonth(i + 1); ok && !isPlainNumber(t.w(i+1)) {
			m.from = i
			return m, true
		}
		return t.dayOfMonth(i)
	}
	if mo := monthOf(w); mo > 0 && t.capital(i) {
		return t.monthDay(i, mo)
	}
	return moment{}, false
}

// figures reads dates of figures only, which may be one token or several
// without space between: 2032-02-09, 2032-02-09T10:00, 09/02/2032, 9.2.2032.
func (t *timeReader) figures(i int) (moment, bool) {
	j := i + 1
	for j < t.end && j < i+9 && t.glued(j) {
		if c := t.w(j)[0]; !isDigit(c) && c != '-' && c != '/' && c != '.' {
			break
		}
		j++
	}
	for j > i+1 && !isDigit(t.w(j - 1)[0]) {
		j-- // a full stop after the date
	}
	s := t.d.Text[t.d.Start[i]:t.d.End[j-1]]
	if k := strings.IndexByte(s, 'T'); k > 0 {
		s = s[:k]
	}
	if len(s) < 6 || len(s) > 10 {
		return moment{}, false
	}
	var n [3]int
	var sep byte
	k, digits := 0, 0
	for p := 0; p < len(s); p++ {
		c := s[p]
		switch {
		case isDigit(c):
			n[k] = n[k]*10 + int(c-'0')
			digits++
		case (c == '-' || c == '/' || c == '.') && digits > 0 && k < 2 && (sep == 0 || sep == c):
			sep, digits = c, 0
			k++
		default:
			return moment{}, false
		}
	}
	if k != 2 || digits == 0 {
		return moment{}, false
	}
	m := moment{from: i, end: j, grain: GrainDay, rule: "date in figures"}
	switch {
	case n[0] >= 1000:
		m.lo, m.hi = t.calendar(n[0], n[1], n[2])
	case n[2] >= 1000 && n[1] > 12: // month first, as in the United States
		m.lo, m.hi = t.calendar(n[2], n[0], n[1])
	case n[2] >= 1000:
		m.lo, m.hi = t.calendar(n[2], n[1], n[0])
		// 03/04/2032 may be either; the nearer one to the day of publication wins.
		if sep == '/' && n[0] <= 12 && !t.d.Published.IsZero() {
			lo, hi := t.calendar(n[2], n[0], n[1])
			if !lo.IsZero() && abs(t.today().Sub(lo)) < abs(t.today().Sub(m.lo)) {
				m.lo, m.hi = lo, hi
			}
		}
	default:
		return moment{}, false
	}
	return m, true
}

func abs[T ~int64](d T) T { return max(d, -d) }

// dayNumber reads "9", "9th", "21st" as 1..31, else 0.
func dayNumber(w string) int {
	n, i := 0, 0
	for i < len(w) && isDigit(w[i]) && i < 2 {
		n = n*10 + int(w[i]-'0')
		i++
	}
	switch w[i:] {
	case "", "st", "nd", "rd", "th":
		if n >= 1 && n <= 31 {
			return n
		}
	}
	return 0
}

func isPlainNumber(w string) bool {
	for i := 0; i < len(w); i++ {
		if !isDigit(w[i]) {
			return false
		}
	}
	return w != ""
}

// dayMonth reads "9 February [2032]", "9th of February", "18 FEB 90", "9-12 February".
func (t *timeReader) dayMonth(i int) (moment, bool) {
	day := dayNumber(t.w(i))
	if day == 0 {
		return moment{}, false
	}
	k, last := i+1, day
	if sep := t.w(k); sep == "-" || sep == "to" || sep == "and" || sep == "--" {
		if second := t.w(k + 1); second != "" && isDigit(second[0]) && monthOf(t.w(k+2)) > 0 {
			if n := dayNumber(second); n > day {
				last = n
				k += 2
			}
		}
	}
	if t.w(k) == "of" {
		k++
	}
	mo := monthOf(t.w(k))
	if mo == 0 || !t.capital(k) {
		return moment{}, false
	}
	k++
	year, k := t.yearAfter(k, true)
	return t.calendarDays(i, k, year, mo, day, last), true
}

// monthDay reads "February 9[, 2032]", "Feb 9-12", "March 2030", "in March".
func (t *timeReader) monthDay(i, mo int) (moment, bool) {
	k := i + 1
	next := t.w(k)
	if next != "" && isDigit(next[0]) {
		if day := dayNumber(next); day > 0 && !t.clockNext(k) {
			last := day
			k++
			if sep := t.w(k); (sep == "-" || sep == "--" || sep == "to") && t.w(k+1) != "" && isDigit(t.w(k + 1)[0]) {
				if n := dayNumber(t.w(k + 1)); n > day {
					last = n
					k += 2
				}
			}
			year := 0
			if y, e := t.yearAfter(k, false); y != 0 {
				year, k = y, e
			} else if t.w(k) == "," {
				if y, e := t.yearAfter(k+1, false); y != 0 {
					year, k = y, e
				}
			}
			return t.calendarDays(i, k, year, mo, day, last), true
		}
	}
	if t.w(k) == "of" || t.w(k) == "," {
		if y, e := t.yearAfter(k+1, false); y != 0 && len(t.w(k+1)) == 4 {
			return t.month(i, e, y, mo), true
		}
	}
	if y, e := t.yearAfter(k, false); y != 0 {
		return t.month(i, e, y, mo), true
	}
	if t.w(k) == "and" && monthOf(t.w(k+1)) > mo && t.capital(k+1) { // "January and February 2031"
		if y, _ := t.yearAfter(k+2, false); y != 0 && len(t.w(k+2)) == 4 {
			return t.month(i, i+1, y, mo), true
		}
	}
	if w := t.w(i); w == "may" || w == "march" || w == "august" || len(w) < 4 {
		// Verbs, names and abbreviations need a cue.
		switch t.w(i - 1) {
		case "in", "since", "last", "until", "till", "by", "early", "late", "mid", "of", "next", "during", "this", "from", "between", "and", "to", "through":
			if t.d.Flags[i]&FlagAllCaps != 0 && w != "august" && t.w(i-1) != "in" && t.w(i-1) != "since" {
				return moment{}, false
			}
		default:
			return moment{}, false
		}
	}
	if k < t.end && t.d.Tag[k] == PROPN && t.capital(k) && t.d.Flags[k]&FlagAllCaps == 0 && t.w(i-1) != "in" {
		return moment{}, false // April Johnson
	}
	return t.month(i, i+1, 0, mo), true
}

// yearAfter reads a year at token k: four digits, or two after a month in
// wire style ("18 FEB 90"). It gives 0 and k if there is none.
func (t *timeReader) yearAfter(k int, short bool) (year, end int) {
	w := t.w(k)
	if !isPlainNumber(w) {
		return 0, k
	}
	n := int(scanDigits(w).whole)
	switch {
	case len(w) == 4 && n >= 1000 && !t.clockNext(k):
		return n, k + 1
	case short && len(w) == 2 && t.d.Flags[k-1]&FlagUpper != 0:
		if n >= 40 {
			return 1900 + n, k + 1
		}
		return 2000 + n, k + 1
	}
	return 0, k
}

// clockNext tells whether token k is a clock time ("on April 9 7 p.m.", "0530 GMT").
func (t *timeReader) clockNext(k int) bool {
	switch t.w(k + 1) {
	case "gmt", "utc", "hours", "a.m.", "p.m.", "am", "pm":
		return true
	}
	return false
}

// calendarDays resolves days first..last of a month; year 0 = the nearest one.
func (t *timeReader) calendarDays(from, end, year, mo, first, last int) moment {
	m := moment{from: from, end: end, grain: GrainDay, rule: "date"}
	if year == 0 {
		if t.d.Published.IsZero() {
			return m
		}
		year = t.nearestYear(mo, first)
	}
	m.lo, m.hi = t.calendar(year, mo, first)
	if last > first {
		_, m.hi = t.calendar(year, mo, last)
		if m.hi.IsZero() {
			m.lo = time.Time{}
		}
	}
	return m
}

// nearestYear gives the year that puts a day nearest to the publication, the
// past preferred: news looks back.
func (t *timeReader) nearestYear(mo, day int) int {
	pub := t.today()
	year := pub.Year()
	at := time.Date(year, time.Month(mo), day, 0, 0, 0, 0, time.UTC)
	switch {
	case at.Sub(pub) > 90*24*time.Hour:
		year--
	case pub.Sub(at) > 300*24*time.Hour:
		year++
	}
	return year
}

// calendar gives the day as an interval; zero times for a day that does not exist.
func (t *timeReader) calendar(year, mo, day int) (lo, hi time.Time) {
	if year < 1000 || year > 2200 || mo < 1 || mo > 12 || day < 1 || day > 31 {
		return
	}
	lo = time.Date(year, time.Month(mo), day, 0, 0, 0, 0, time.UTC)
	if int(lo.Month()) != mo {
		return time.Time{}, time.Time{}
	}
	return lo, lo.AddDate(0, 0, 1)
}

// month resolves a month; year 0 = the nearest one not after the publication.
func (t *timeReader) month(from, end, year, mo int) moment {
	m := moment{from: from, end: end, grain: GrainMonth, rule: "month"}
	prev := t.w(from - 1)
	if year == 0 {
		if t.d.Published.IsZero() {
			return m
		}
		pub := t.today()
		year = pub.Year()
		if mo > int(pub.Month()) {
			year--
		}
		switch {
		case prev == "last" && mo == int(pub.Month()):
			year--
		case prev == "next":
			year++
		}
		if prev == "last" || prev == "next" {
			m.from--
		}
	}
	if year < 1000 || year > 2200 {
		return m
	}
	m.lo = time.Date(year, time.Month(mo), 1, 0, 0, 0, 0, time.UTC)
	m.hi = m.lo.AddDate(0, 1, 0)
	if prev == "early" || prev == "mid" || prev == "late" {
		m.from--
		m.monthEdge(prev)
	}
	return m
}

// monthEdge keeps the first ten days of a month, the ten after, or the rest.
func (m *moment) monthEdge(edge string) {
	if m.lo.IsZero() {
		return
	}
	switch edge {
	case "early":
		m.hi = m.lo.AddDate(0, 0, 10)
	case "mid":
		m.lo, m.hi = m.lo.AddDate(0, 0, 10), m.lo.AddDate(0, 0, 20)
	case "late":
		m.lo = m.lo.AddDate(0, 0, 20)
	}
}

// dayOfMonth reads "on the 9th": the latest day with that number.
func (t *timeReader) dayOfMonth(i int) (moment, bool) {
	day := dayNumber(t.w(i + 1))
	if day == 0 || isPlainNumber(t.w(i+1)) || t.w(i-1) != "on" {
		return moment{}, false
	}
	if k := i + 2; k < t.end {
		switch t.d.Tag[k] {
		case NOUN, PROPN, ADJ, NUM:
			return moment{}, false
		}
		if t.w(k) == "of" {
			return moment{}, false
		}
	}
	m := moment{from: i, end: i + 2, grain: GrainDay, rule: "day of the month"}
	if today := t.today(); !today.IsZero() {
		year, mo := today.Year(), int(today.Month())
		if day > today.Day() {
			if mo--; mo == 0 {
				year, mo = year-1, 12
			}
		}
		m.lo, m.hi = t.calendar(year, mo, day)
	}
	return m, true
}
