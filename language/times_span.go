package language

import (
	"strings"
	"time"
)

// span reads what is longer than a day: weeks, months, seasons, years, and
// distances from the publication ("three weeks ago", "the past two years").
func (t *timeReader) span(i int) (moment, bool) {
	w := t.w(i)
	if w == "" {
		return moment{}, false
	}
	switch w {
	case "this", "last", "next", "past", "previous", "earlier", "later", "early", "late", "mid", "the", "over", "within", "in":
		if m, ok := t.period(i); ok {
			return m, true
		}
	case "recently":
		return moment{from: i, end: i + 1, grain: GrainVague, rule: "recently"}, true
	case "recent":
		if unitOf(t.w(i+1)) != 0 {
			return moment{from: i, end: i + 2, grain: GrainVague, rule: "recently"}, true
		}
	case "years", "decades", "centuries", "months", "weeks", "days":
		if t.w(i+1) == "ago" || t.w(i-1) == "for" && t.w(i+1) != "of" {
			end := i + 1
			if t.w(end) == "ago" {
				end++
			}
			return moment{from: i, end: end, grain: GrainVague, past: w[0] != 'd' || w == "decades", rule: "long ago"}, true
		}
	}
	if m, ok := t.year(i); ok {
		return m, true
	}
	if m, ok := t.season(i); ok {
		return m, true
	}
	return t.ago(i)
}

// unitOf gives 'h', 'd', 'w', 'm', 'y', 'c' (decade) for a unit of time, else 0.
func unitOf(w string) byte {
	switch w {
	case "hour", "hours":
		return 'h'
	case "minute", "minutes":
		return 'i'
	case "day", "days", "night", "nights":
		return 'd'
	case "week", "weeks", "weekend", "weekends":
		return 'w'
	case "month", "months":
		return 'm'
	case "year", "years":
		return 'y'
	case "decade", "decades":
		return 'c'
	}
	return 0
}

func unitGrain(u byte) Grain {
	switch u {
	case 'i':
		return GrainMinute
	case 'h':
		return GrainPart
	case 'd':
		return GrainDay
	case 'w':
		return GrainWeek
	case 'm':
		return GrainMonth
	}
	return GrainYear
}

// shift moves a time by n units.
func shift(at time.Time, u byte, n int) time.Time {
	switch u {
	case 'i':
		return at.Add(time.Duration(n) * time.Minute)
	case 'h':
		return at.Add(time.Duration(n) * time.Hour)
	case 'd':
		return at.AddDate(0, 0, n)
	case 'w':
		return at.AddDate(0, 0, 7*n)
	case 'm':
		return at.AddDate(0, n, 0)
	case 'c':
		n *= 10
	}
	return at.AddDate(n, 0, 0)
}

// start gives the first day of the unit that holds the day.
func start(day time.Time, u byte) time.Time {
	switch u {
	case 'w':
		return day.AddDate(0, 0, -(int(day.Weekday())+6)%7)
	case 'm':
		return day.AddDate(0, 0, 1-day.Day())
	case 'y':
		return time.Date(day.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	case 'c':
		return time.Date(day.Year()/10*10, 1, 1, 0, 0, 0, 0, time.UTC)
	}
	return day
}

// period reads "this week", "last year", "earlier this month", "late last
// year", "the past two years", "the last 24 hours".
func (t *timeReader) period(i int) (moment, bool) {
	m := moment{from: i, rule: "period"}
	k := i
	edge := ""
	switch t.w(k) {
	case "earlier", "later", "early", "late", "mid":
		edge = t.w(k)
		k++
		if t.w(k) == "in" && t.w(k+1) == "the" {
			k += 2
			if u := unitOf(t.w(k)); u == 'd' || u == 'w' || u == 'm' || u == 'y' {
				return t.unit(m, k, u, 0, edge)
			}
			return m, false
		}
	case "over", "within", "in":
		k++
	}
	if t.w(k) == "the" {
		k++
		if w := t.w(k); w != "past" && w != "last" && w != "previous" && w != "next" {
			return m, false
		}
	}
	dir := 0
	switch t.w(k) {
	case "this":
	case "last", "past", "previous":
		dir = -1
	case "next":
		dir = 1
	default:
		return m, false
	}
	articled := k > i && t.w(k-1) == "the"
	k++
	if n, end, ok := t.count(k); ok && dir != 0 {
		u := unitOf(t.w(end))
		if u == 0 {
			return m, false
		}
		m.end, m.grain = end+1, unitGrain(u)
		m.rule = "distance"
		if pub := t.d.Published; !pub.IsZero() && n <= 5000 {
			if dir < 0 {
				m.lo, m.hi = shift(pub, u, -n), pub
			} else {
				m.lo, m.hi = pub, shift(pub, u, n)
			}
		}
		return m, true
	}
	u := unitOf(t.w(k))
	if u == 0 || u == 'h' || u == 'i' || t.w(k) == "days" || articled && dir < 0 && t.w(k) != "year" && t.w(k) != "month" && t.w(k) != "week" {
		return m, false
	}
	if u == 'd' {
		return m, false
	}
	return t.unit(m, k, u, dir, edge)
}

// unit resolves the calendar unit u at token k, dir units away.
func (t *timeReader) unit(m moment, k int, u byte, dir int, edge string) (moment, bool) {
	m.end, m.grain = k+1, unitGrain(u)
	today := t.today()
	if today.IsZero() {
		return m, true
	}
	m.lo = shift(start(today, u), u, dir)
	m.hi = shift(m.lo, u, 1)
	if strings.HasPrefix(t.w(k), "weekend") {
		m.lo = m.hi.AddDate(0, 0, -2)
		if dir == 0 && m.lo.After(today) { // "this weekend" in the week after it
			m.lo, m.hi = m.lo.AddDate(0, 0, -7), m.hi.AddDate(0, 0, -7)
		}
	}
	if edge == "earlier" && dir == 0 {
		m.hi = today.AddDate(0, 0, 1)
		return m, true
	}
	m.edge(edge)
	return m, true
}

// edge keeps the first, middle or last third of an interval.
func (m *moment) edge(w string) {
	if m.lo.IsZero() {
		return
	}
	third := m.hi.Sub(m.lo) / 3
	switch w {
	case "early":
		m.hi = m.lo.Add(third).Truncate(24 * time.Hour)
	case "mid":
		m.lo, m.hi = m.lo.Add(third).Truncate(24*time.Hour), m.hi.Add(-third).Truncate(24*time.Hour)
	case "late":
		m.lo = m.hi.Add(-third).Truncate(24 * time.Hour)
	}
}

// year reads "2018", "late 2014", "mid-2014", "the 1990s" where the number
// reader saw a year.
func (t *timeReader) year(i int) (moment, bool) {
	k, edge := i, ""
	w := t.w(k)
	switch w {
	case "early", "late", "mid":
		edge = w
		k++
		if t.w(k) == "in" || t.w(k) == "-" {
			k++
		}
	default:
		if strings.HasPrefix(w, "mid-") && isPlainNumber(w[4:]) && len(w) == 8 {
			m := t.wholeYears(i, i+1, int(scanDigits(w[4:]).whole), 1)
			m.edge("mid")
			return m, true
		}
	}
	w = t.w(k)
	if len(w) < 4 || !isDigit(w[0]) {
		return moment{}, false
	}
	n := int(scanDigits(w[:4]).whole)
	if n < 1000 || !isPlainNumber(w[:4]) {
		return moment{}, false
	}
	var m moment
	switch {
	case len(w) == 4 && t.saidClock(k):
		m = t.wholeYears(i, k+1, n, 1)
		if t.w(k+1) == "-" && t.glued(k+1) && t.glued(k+2) && isPlainNumber(t.w(k+2)) {
			last := int(scanDigits(t.w(k + 2)).whole)
			if len(t.w(k+2)) == 2 {
				last += n / 100 * 100
			}
			if last > n && last < n+100 {
				m = t.wholeYears(i, k+3, n, last-n+1)
			}
		}
	case w[4:] == "s" || w[4:] == "'s":
		m = t.wholeYears(i, k+1, n/10*10, 10)
	default:
		return moment{}, false
	}
	m.edge(edge)
	return m, true
}

func (t *timeReader) wholeYears(from, end, year, n int) moment {
	m := moment{from: from, end: end, grain: GrainYear, rule: "year"}
	if year < 1000 || year > 2200 {
		return m
	}
	m.lo = time.Date(year, 1, 1, 0, 0, 0, 0, time.UTC)
	m.hi = m.lo.AddDate(n, 0, 0)
	return m
}

// season reads "last summer", "spring 2014", "the winter of 2014".
func (t *timeReader) season(i int) (moment, bool) {
	k, dir := i, 0
	switch t.w(k) {
	case "this":
		k++
	case "last":
		dir = -1
		k++
	case "the":
		dir = 9
		k++
	default:
		dir = 9
	}
	var first int
	switch t.w(k) {
	case "spring":
		first = 3
	case "summer":
		first = 6
	case "autumn", "fall":
		first = 9
	case "winter":
		first = 12
	default:
		return moment{}, false
	}
	m := moment{from: i, end: k + 1, grain: GrainSeason, rule: "season"}
	year := 0
	j := m.end
	if t.w(j) == "of" {
		j++
	}
	if y, end := t.yearAfter(j, false); y > 0 && y < 2200 {
		year, m.end = y, end
	} else if dir == 9 {
		return m, false
	} else if today := t.today(); !today.IsZero() {
		year = today.Year()
		if at := time.Date(year, time.Month(first), 1, 0, 0, 0, 0, time.UTC); at.After(today) || dir < 0 && at.AddDate(0, 3, 0).After(today) {
			year--
		}
	}
	if year > 0 {
		m.lo = time.Date(year, time.Month(first), 1, 0, 0, 0, 0, time.UTC)
		m.hi = m.lo.AddDate(0, 3, 0)
	}
	return m, true
}

// count reads a small whole number at token k: digits, a word, "a", "couple of".
func (t *timeReader) count(k int) (n, end int, ok bool) {
	w := t.w(k)
	switch w {
	case "":
		return 0, k, false
	case "a", "an":
		if t.w(k+1) == "couple" {
			if t.w(k+2) == "of" {
				return 2, k + 3, true
			}
			return 2, k + 2, true
		}
		return 1, k + 1, true
	}
	if isPlainNumber(w) && len(w) <= 4 {
		return int(scanDigits(w).whole), k + 1, true
	}
	if v := smallNumbers[w]; v > 0 {
		return int(v), k + 1, true
	}
	if a, b, ok := strings.Cut(w, "-"); ok && smallNumbers[a] >= 20 && smallNumbers[b] > 0 && smallNumbers[b] < 10 {
		return int(smallNumbers[a] + smallNumbers[b]), k + 1, true
	}
	return 0, k, false
}

// ago reads distances: "three weeks ago", "two days earlier", "a year before".
func (t *timeReader) ago(i int) (moment, bool) {
	n, k, ok := t.count(i)
	if !ok {
		return moment{}, false
	}
	half := t.w(k) == "and" && t.w(k+1) == "a" && t.w(k+2) == "half"
	if half {
		k += 3
	}
	u := unitOf(t.w(k))
	if u == 0 {
		return moment{}, false
	}
	m := moment{from: i, end: k + 2, grain: unitGrain(u), rule: "distance"}
	switch t.w(k + 1) {
	case "ago", "earlier", "previously":
	case "before":
		// "a year before the attack" is measured from something else.
		switch t.w(k + 2) {
		case "", ".", ",", ";", "and":
		default:
			return m, false
		}
	default:
		return m, false
	}
	m.past = u == 'y' || u == 'c' || u == 'm'
	if pub := t.d.Published; !pub.IsZero() && n <= 5000 {
		at := shift(pub, u, -n)
		if half {
			at = at.Add(-halfOf[u])
		}
		switch u {
		case 'i':
			m.lo, m.hi = at, at.Add(time.Minute)
		case 'h':
			m.lo, m.hi = at.Add(-30*time.Minute), at.Add(30*time.Minute)
		case 'd':
			m.lo = at.UTC().Truncate(24 * time.Hour)
			m.hi = m.lo.AddDate(0, 0, 1)
		case 'c':
			m.lo, m.hi = at.AddDate(-5, 0, 0), at.AddDate(5, 0, 0)
		default:
			m.lo = start(at.UTC().Truncate(24*time.Hour), u)
			m.hi = shift(m.lo, u, 1)
		}
	}
	return m, true
}

// halfOf is half of a unit of time.
var halfOf = map[byte]time.Duration{'i': 30 * time.Second, 'h': 30 * time.Minute, 'd': 12 * time.Hour, 'w': 84 * time.Hour, 'm': 15 * 24 * time.Hour, 'y': 182 * 24 * time.Hour, 'c': 1826 * 24 * time.Hour}
