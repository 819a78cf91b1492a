package language

import (
	"strings"
	"time"
)

// anchor gives the day that "two days later" and "the previous day" are counted
// from: that of the latest time of a day or finer, if it stands in this
// sentence or the two before; else zero.
func (t *timeReader) anchor(i int) time.Time {
	ts := t.d.Times
	for k := len(ts) - 1; k >= 0 && k >= len(ts)-3; k-- {
		e := &ts[k]
		if t.d.SentOf[i]-t.d.SentOf[e.Tokens.Start] > 2 {
			break
		}
		if e.Grain <= GrainDay && !e.From.IsZero() {
			return e.From.Truncate(24 * time.Hour)
		}
	}
	return time.Time{}
}

// relative reads times counted from another time of the text: "two days later",
// "the following day", "the day before". Where the text gives no such time they
// stay unresolved.
func (t *timeReader) relative(i int) (moment, bool) {
	m := moment{from: i, grain: GrainDay, rule: "relative"}
	if t.w(i) == "the" {
		next, after := t.w(i+1), t.w(i+2)
		switch {
		case (next == "previous" || next == "preceding") && dayWord(after):
			return t.fromAnchor(m, i+3, -1, after)
		case (next == "next" || next == "following") && dayWord(after):
			return t.fromAnchor(m, i+3, 1, after)
		case next == "day" && (after == "before" || after == "after") && t.closes(i+3):
			if after == "before" {
				return t.fromAnchor(m, i+3, -1, "day")
			}
			return t.fromAnchor(m, i+3, 1, "day")
		case next == "same" && after == "day":
			return t.fromAnchor(m, i+3, 0, after)
		}
		return m, false
	}
	n, k, ok := t.count(i)
	if !ok {
		return m, false
	}
	u := unitOf(t.w(k))
	if u == 0 || t.w(k+1) != "later" && !(t.w(k+1) == "after" && t.closes(k+2)) {
		return m, false
	}
	m.end, m.grain = k+2, unitGrain(u)
	if at := t.anchor(i); !at.IsZero() && n <= 5000 && u != 'h' && u != 'i' {
		m.lo = start(shift(at, u, n), u)
		m.hi = shift(m.lo, u, 1)
	}
	return m, true
}

// dayWord tells of the words that may follow "the previous".
func dayWord(w string) bool {
	return w == "day" || w == "night" || w == "evening" || w == "morning" || w == "afternoon"
}

// closes tells whether nothing that the words before need follows at token k.
func (t *timeReader) closes(k int) bool {
	switch t.w(k) {
	case "", ".", ",", ";", ")", "and", "but":
		return true
	}
	return false
}

// fromAnchor resolves a day so many days from the anchor, or a part of it.
func (t *timeReader) fromAnchor(m moment, end, days int, part string) (moment, bool) {
	m.end = end
	if at := t.anchor(m.from); !at.IsZero() {
		m.lo = at.AddDate(0, 0, days)
		m.hi = m.lo.AddDate(0, 0, 1)
	}
	if part != "day" {
		m.setPart(part)
	}
	return m, true
}

// partOf reads "morning of 9 February", "early hours of Thursday".
func (t *timeReader) partOf(i int) (moment, bool) {
	k, name := i+1, t.w(i)
	if name == "early" && t.w(k) == "hours" {
		k++
		name = "hours"
	}
	if t.w(k) != "of" || name != "hours" && partHours(name) == nil {
		return moment{}, false
	}
	m, ok := t.day(k + 1)
	if !ok || m.grain != GrainDay {
		return moment{}, false
	}
	m.from = i
	if name == "hours" {
		m.grain = GrainPart
		if !m.lo.IsZero() {
			m.hi = m.lo.Add(6 * time.Hour)
		}
		return m, true
	}
	m.setPart(name)
	return m, true
}

// ahead tells whether the weekday at token i lies in the future: a verb in the
// future stands before it, and no past one between ("will meet on Friday").
func (t *timeReader) ahead(i int) bool {
	switch t.w(i - 1) {
	case "since", "after", "of", "from", "following", "last":
		return false
	}
	if next := t.w(i + 1); next == "'s" || next == "'" {
		return false
	}
	for k := i - 1; k >= 0 && k > i-20 && t.d.SentOf[k] == t.d.SentOf[i]; k-- {
		if t.d.PTB[k] == VBD || t.d.Flags[k]&(FlagQuoteOpen|FlagQuoteClose) != 0 {
			return false
		}
		switch t.d.Lower[k] {
		case "will", "'ll", "shall", "wo", "scheduled", "due", "upcoming":
			return true
		case ";", ":", "--", "since", "after", "when":
			return false
		}
	}
	return false
}

// partAlone reads "at dawn", "by nightfall", "before sunset": the part of the
// day of publication, or of the day that follows ("at dawn on Monday").
func (t *timeReader) partAlone(i int) (moment, bool) {
	w := t.w(i)
	switch w {
	case "dawn", "dusk", "nightfall", "sunset", "sunrise", "daybreak":
	default:
		return moment{}, false
	}
	switch t.w(i - 1) {
	case "at", "by", "before", "after", "until", "till", "since", "around":
	default:
		return moment{}, false
	}
	m := moment{from: i, end: i + 1, grain: GrainDay, rule: "part of the day"}
	k := i + 1
	if t.w(k) == "on" {
		k++
	}
	if day, ok := t.day(k); ok && day.grain == GrainDay {
		m.lo, m.hi, m.end = day.lo, day.hi, day.end
	} else if today := t.today(); !today.IsZero() {
		m.lo, m.hi = today, today.AddDate(0, 0, 1)
	}
	m.setPart(w)
	return m, true
}

// weekend reads "the weekend" after over, at, during, since or before: the
// latest one that has begun.
func (t *timeReader) weekend(i int) (moment, bool) {
	k := i
	switch t.w(k) {
	case "over", "during", "at":
		k++
	}
	if t.w(k) != "the" || t.w(k+1) != "weekend" {
		return moment{}, false
	}
	if k == i {
		switch t.w(i - 1) {
		case "since", "before", "after", "until", "by", "of":
		default:
			return moment{}, false
		}
	}
	m := moment{from: k, end: k + 2, grain: GrainWeek, rule: "weekend"}
	if today := t.today(); !today.IsZero() {
		m.lo = today.AddDate(0, 0, -(int(today.Weekday())+1)%7) // Saturday
		m.hi = m.lo.AddDate(0, 0, 2)
	}
	return m, true
}

// edgeOfMonth reads "mid-March", "late-October".
func (t *timeReader) edgeOfMonth(i int) (moment, bool) {
	edge, month, ok := strings.Cut(t.w(i), "-")
	if !ok || edge != "mid" && edge != "early" && edge != "late" {
		return moment{}, false
	}
	mo := monthOf(month)
	if mo == 0 {
		return moment{}, false
	}
	year, end := t.yearAfter(i+1, false)
	m := t.month(i, end, year, mo)
	m.monthEdge(edge)
	return m, true
}

// zoned joins the time in Universal Time that stands in brackets after a local
// one: "9:30 p.m. (1830 GMT)". It fixes the instant, whatever the zone; the
// local day is kept by the least shift of the clock.
func (t *timeReader) zoned(m *moment) {
	k := m.end
	if t.w(k) != "(" && t.w(k) != "/" && t.w(k) != "," || t.w(k+1) == "" || !isDigit(t.w(k + 1)[0]) {
		return
	}
	c, ok := t.figureClock(k + 1)
	if !ok || c.end == 0 {
		return
	}
	if z := t.w(c.end - 1); z != "gmt" && z != "utc" {
		return
	}
	if t.w(k) == "(" {
		if t.w(c.end) == "on" {
			c.end++
		}
		if dayOf(t.w(c.end)) >= 0 {
			c.end++ // "(2230 GMT on Monday)"
		}
		if t.w(c.end) != ")" {
			return
		}
		c.end++
	}
	m.end = c.end
	m.universal, m.zoned = time.Duration(c.lo.Hour())*time.Hour+time.Duration(c.lo.Minute())*time.Minute, true
	if !m.clock {
		m.toUniversal()
	}
}

// toUniversal moves a local clock time to Universal Time. Zones lie between 12
// hours behind it and 14 before.
func (m *moment) toUniversal() {
	if !m.zoned || m.lo.IsZero() {
		return
	}
	m.zoned = false
	local := time.Duration(m.lo.Hour())*time.Hour + time.Duration(m.lo.Minute())*time.Minute
	ahead := local - m.universal
	switch {
	case ahead > 14*time.Hour:
		ahead -= 24 * time.Hour
	case ahead < -12*time.Hour:
		ahead += 24 * time.Hour
	}
	m.lo, m.hi = m.lo.Add(-ahead), m.hi.Add(-ahead)
}

// addWeekday narrows a week to the day that follows: "last week on Tuesday".
func (t *timeReader) addWeekday(m *moment) {
	if m.grain != GrainWeek || m.lo.IsZero() || m.hi.Sub(m.lo) != 7*24*time.Hour || t.w(m.end) != "on" {
		return
	}
	if wd := dayOf(t.w(m.end + 1)); wd >= 0 && t.capital(m.end+1) {
		m.end += 2
		m.onWeekday(wd)
	}
}

// addPeriod puts a weekday into the week named after it: "Tuesday last week",
// "on Tuesday of last week".
func (t *timeReader) addPeriod(m *moment) {
	if m.grain != GrainDay || m.rule != "weekday" || m.lo.IsZero() {
		return
	}
	k := m.end
	if t.w(k) == "of" {
		k++
	}
	if w := t.w(k); w != "last" && w != "this" && w != "next" || t.w(k+1) != "week" {
		return
	}
	if week, ok := t.period(k); ok && week.grain == GrainWeek && !week.lo.IsZero() {
		wd := int(m.lo.Weekday())
		m.lo, m.end = week.lo, week.end
		m.onWeekday(wd)
	}
}

// onWeekday narrows a week, which begins on a Monday, to one of its days.
func (m *moment) onWeekday(wd int) {
	m.lo = m.lo.AddDate(0, 0, (wd+6)%7)
	m.hi = m.lo.AddDate(0, 0, 1)
	m.grain, m.rule = GrainDay, "weekday of a week"
}
