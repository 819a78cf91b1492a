package language

import (
	"strings"
	"time"
)

// clock reads a time of day: "11:02", "6.52", "7 a.m.", "0530 GMT", "noon",
// "half past twelve", "six this morning".
func (t *timeReader) clock(i int) (moment, bool) {
	w := t.w(i)
	if w == "" {
		return moment{}, false
	}
	m := moment{from: i, end: i + 1, grain: GrainMinute, clock: true, rule: "clock"}
	switch w {
	case "noon", "midday":
		if t.d.Tag[i] == ADJ {
			return m, false
		}
		return t.setClock(m, 12, 0), true
	case "midnight":
		return t.setClock(m, 0, 0), true
	case "half", "quarter":
		return t.wordClock(i)
	}
	if isDigit(w[0]) {
		return t.figureClock(i)
	}
	if n := smallNumbers[w]; n >= 1 && n <= 12 {
		return t.hourWord(i, int(n))
	}
	return m, false
}

// figureClock reads a clock time in figures.
func (t *timeReader) figureClock(i int) (moment, bool) {
	m := moment{from: i, end: i + 1, grain: GrainMinute, clock: true, rule: "clock"}
	w := t.w(i)
	// "11", ":", "02" may be one token or three.
	if t.w(i+1) == ":" && t.glued(i+1) && t.glued(i+2) && t.w(i+2) != "" && isDigit(t.w(i + 2)[0]) {
		w = w + ":" + t.w(i+2)
		m.end = i + 3
	}
	h, mi, p := 0, -1, 0
	for p < len(w) && isDigit(w[p]) && p < 4 {
		h = h*10 + int(w[p]-'0')
		p++
	}
	sep := byte(0)
	if p < len(w) && (w[p] == ':' || w[p] == '.' || w[p] == 'h') && p+2 < len(w) && isDigit(w[p+1]) && isDigit(w[p+2]) {
		sep = w[p]
		mi = int(w[p+1]-'0')*10 + int(w[p+2]-'0')
		p += 3
		if p+2 < len(w) && w[p] == ':' && isDigit(w[p+1]) && isDigit(w[p+2]) {
			p += 3
		}
	}
	half := strings.ReplaceAll(w[p:], ".", "")
	if half == "" {
		if next := strings.ReplaceAll(t.w(m.end), ".", ""); next == "am" || next == "pm" {
			if !(next == "am" && t.w(m.end) == "am" && t.d.Tag[m.end] == AUX) {
				half = next
				m.end++
			}
		}
	}
	zone := false
	switch t.w(m.end) {
	case "gmt", "utc":
		zone = true
	case "hours", "hrs":
		zone = len(w) == 4 && mi < 0
	}
	switch {
	case half == "am" || half == "pm":
		if h < 1 || h > 12 || p > 2 && sep == 0 {
			return m, false
		}
		h %= 12
		if half == "pm" {
			h += 12
		}
	case half != "":
		return m, false
	case mi >= 0:
		if h > 24 || mi > 59 || sep == '.' && !t.saidClock(i) {
			return m, false
		}
	case zone && len(w) == 4:
		h, mi = h/100, h%100
	case zone && len(w) <= 2 && t.w(m.end) != "hours" && t.w(m.end) != "hrs":
	case t.w(m.end) == "o'clock":
		m.end++
	default:
		if len(w) <= 2 {
			return t.hourWord(i, h)
		}
		return m, false
	}
	mi = max(mi, 0)
	if h > 24 || mi > 59 {
		return m, false
	}
	if zone {
		m.end++
	}
	m = t.setClock(m, h, mi)
	t.partOfClock(&m)
	return m, true
}

// saidClock tells whether a number reader has marked token i as a clock time.
func (t *timeReader) saidClock(i int) bool {
	start := int(t.d.Start[i])
	ns := t.d.Numbers
	for t.num < len(ns) && ns[t.num].Core.End <= start {
		t.num++
	}
	return t.num < len(ns) && ns[t.num].Use == UseDate && ns[t.num].Core.Start <= start
}

// hourWord reads "six this morning", "six in the morning", "eleven at night",
// "seven o'clock".
func (t *timeReader) hourWord(i, h int) (moment, bool) {
	m := moment{from: i, end: i + 1, grain: GrainMinute, clock: true, rule: "clock"}
	if h < 1 || h > 12 {
		return m, false
	}
	switch {
	case t.w(i+1) == "o'clock":
		m.end++
	case t.w(i+1) == "this" && partHours(t.w(i+2)) != nil,
		t.w(i+1) == "in" && t.w(i+2) == "the" && partHours(t.w(i+3)) != nil,
		t.w(i+1) == "at" && t.w(i+2) == "night":
		switch t.w(i - 1) {
		case "at", "about", "around", "by", "before", "after", "until", "till", "past", "since", "nearly", "almost", "to":
		default:
			return m, false
		}
	default:
		return m, false
	}
	m = t.setClock(m, h, 0)
	t.partOfClock(&m)
	return m, true
}

// wordClock reads "half past twelve", "quarter to six".
func (t *timeReader) wordClock(i int) (moment, bool) {
	m := moment{from: i, end: i + 3, grain: GrainMinute, clock: true, rule: "clock"}
	h := int(smallNumbers[t.w(i+2)])
	if h == 0 && isPlainNumber(t.w(i+2)) {
		h = dayNumber(t.w(i + 2))
	}
	if h < 1 || h > 12 {
		return m, false
	}
	switch {
	case t.w(i+1) == "past" && t.w(i) == "half":
		m = t.setClock(m, h, 30)
	case t.w(i+1) == "past":
		m = t.setClock(m, h, 15)
	case t.w(i+1) == "to" && t.w(i) == "quarter":
		m = t.setClock(m, h-1, 45)
	default:
		return m, false
	}
	t.partOfClock(&m)
	return m, true
}

// setClock resolves hours and minutes on the day of publication, or the day
// before where they would lie half a day ahead.
func (t *timeReader) setClock(m moment, h, mi int) moment {
	if today := t.today(); !today.IsZero() {
		m.lo = today.Add(time.Duration(h)*time.Hour + time.Duration(mi)*time.Minute)
		if m.lo.Sub(t.d.Published) > 12*time.Hour {
			m.lo = m.lo.AddDate(0, 0, -1)
		}
		m.hi = m.lo.Add(time.Minute)
	} else {
		// Without a day the clock is kept as an offset from the zero day, so
		// that a date that follows can take it; expr drops it otherwise.
		m.lo = time.Time{}.Add(time.Duration(h)*time.Hour + time.Duration(mi)*time.Minute)
		m.hi = m.lo
	}
	return m
}

// partOfClock reads "in the afternoon" after a clock time.
func (t *timeReader) partOfClock(m *moment) {
	k := m.end
	if t.w(k) == "local" && t.w(k+1) == "time" {
		m.end, k = k+2, k+2
	} else if t.w(k) == "local" {
		m.end, k = k+1, k+1
	}
	switch {
	case t.w(k) == "in" && t.w(k+1) == "the":
		k += 2
	case t.w(k) == "this", t.w(k) == "at" && t.w(k+1) == "night":
		k++
	default:
		return
	}
	p := t.w(k)
	if partHours(p) == nil {
		return
	}
	m.end = k + 1
	if (p == "afternoon" || p == "evening" || p == "night") && m.lo.Hour() < 12 && !(p == "night" && m.lo.Hour() < 5) {
		m.lo, m.hi = m.lo.Add(12*time.Hour), m.hi.Add(12*time.Hour)
	}
}

// addDay joins the day that follows a clock time: "7 a.m. on Monday".
func (t *timeReader) addDay(m *moment) {
	k := m.end
	if t.w(k) == "(" {
		return
	}
	for range 2 {
		if w := t.w(k); w == "on" || w == "," || w == "of" {
			k++
		}
	}
	if t.w(k) == "" {
		return
	}
	day, ok := t.day(k)
	if !ok || day.grain > GrainDay {
		return
	}
	t.join(m, day, day.end)
}

// addClock joins the clock time that follows a day: "Monday at 11:02".
func (t *timeReader) addClock(m *moment) {
	if m.grain != GrainDay && m.grain != GrainPart || m.clock {
		return
	}
	k := m.end
	if t.w(k) == "," {
		k++
	}
	seen := false
	for range 3 {
		switch t.w(k) {
		case "at", "about", "around", "shortly", "just", "before", "after":
			seen = true
			k++
		}
	}
	if !seen || t.w(k) == "" {
		return
	}
	c, ok := t.clock(k)
	if !ok {
		return
	}
	day := *m
	*m = c
	m.from = day.from
	t.zoned(m)
	t.join(m, day, m.end)
	m.toUniversal()
}

// join puts a clock time on a day.
func (t *timeReader) join(m *moment, day moment, end int) {
	m.end = max(m.end, end)
	m.clock = false
	m.rule = "clock on a day"
	if day.lo.IsZero() {
		m.lo, m.hi = time.Time{}, time.Time{}
		return
	}
	base := day.lo.Truncate(24 * time.Hour)
	m.lo = base.Add(time.Duration(m.lo.Hour())*time.Hour + time.Duration(m.lo.Minute())*time.Minute)
	if day.grain == GrainPart && m.lo.Hour() < 12 && day.lo.Hour() >= 12 && m.lo.Before(day.lo) {
		m.lo = m.lo.Add(12 * time.Hour) // "Monday evening at 7"
	}
	m.hi = m.lo.Add(time.Minute)
}
