package language

import "time"

// timeReader reads the times of a Doc. i always is a token index; a time never
// crosses a sentence's end.
type timeReader struct {
	d   *Doc
	end int // end of the sentence
	num int // first number that may cover the current token
}

// moment is a time expression while it is read: tokens [from, end) and the
// interval [lo, hi) it means, zero if it cannot be resolved.
type moment struct {
	from, end int
	lo, hi    time.Time
	grain     Grain
	rule      string
	past      bool
	clock     bool // hours and minutes without a day of their own
	zoned     bool // the clock is local and universal is the same instant
	universal time.Duration
}

// readTimes fills d.Times in text order, without overlaps, and marks the
// numbers that are part of a date or a clock time.
func (d *Doc) readTimes() {
	d.Times = d.Times[:0]
	t := timeReader{d: d}
	class := d.classes()
	for _, s := range d.Sents {
		t.end = s.End
		for i := s.Start; i < s.End; {
			if class[i]&classTimeStart == 0 {
				i++
				continue
			}
			m, ok := t.at(i)
			if !ok {
				i++
				continue
			}
			d.Times = append(d.Times, t.expr(m))
			i = max(m.end, i+1)
		}
	}
	d.markDateNumbers()
}

// expr makes the TimeExpr of a moment.
func (t *timeReader) expr(m moment) TimeExpr {
	e := TimeExpr{Tokens: Range{m.from, m.end}, Grain: m.grain, Rule: m.rule, Past: m.past}
	e.Span = t.d.SpanOf(e.Tokens)
	if !m.lo.IsZero() && m.lo.Before(m.hi) {
		e.From, e.To = m.lo, m.hi
	}
	pub := t.d.Published
	if !pub.IsZero() && !e.To.IsZero() {
		if e.To.Before(pub.AddDate(0, 0, -7)) {
			e.Past = true
		}
		if m.from > 0 && t.d.Lower[m.from-1] == "since" && e.From.Before(pub.AddDate(0, -1, 0)) {
			e.Past = true
		}
	}
	return e
}

// markDateNumbers sets UseDate on counts that lie in an absolute time.
func (d *Doc) markDateNumbers() {
	k := 0
	for _, e := range d.Times {
		for k < len(d.Numbers) && d.Numbers[k].Core.End <= e.Span.Start {
			k++
		}
		for j := k; j < len(d.Numbers) && d.Numbers[j].Core.Start < e.Span.End; j++ {
			n := &d.Numbers[j]
			if n.Use == UseCount && e.Span.Contains(n.Core) {
				n.Use = UseDate
			}
		}
	}
}

func (t *timeReader) w(i int) string {
	if i < 0 || i >= t.end {
		return ""
	}
	return t.d.Lower[i]
}

// capital tells whether token i is written with a capital.
func (t *timeReader) capital(i int) bool {
	return i >= 0 && i < t.end && t.d.Flags[i]&(FlagTitle|FlagUpper) != 0
}

// glued tells whether token i follows the one before it without space.
func (t *timeReader) glued(i int) bool {
	return i > 0 && i < t.end && t.d.Flags[i]&FlagSpace == 0
}

// at reads the time that begins at token i.
func (t *timeReader) at(i int) (moment, bool) {
	if m, ok := t.relative(i); ok {
		return m, true
	}
	m, ok := t.day(i)
	if ok {
		t.addClock(&m)
		t.addPeriod(&m)
		return m, true
	}
	if m, ok = t.clock(i); ok {
		t.zoned(&m)
		t.addDay(&m)
		if !m.clock {
			t.zoned(&m)
		}
		m.toUniversal()
		return m, true
	}
	if m, ok = t.partOf(i); ok {
		return m, true
	}
	if m, ok = t.partAlone(i); ok {
		return m, true
	}
	if m, ok = t.weekend(i); ok {
		return m, true
	}
	if m, ok = t.edgeOfMonth(i); ok {
		return m, true
	}
	if m, ok = t.span(i); ok {
		t.addWeekday(&m)
	}
	return m, ok
}

// day reads an expression of a day or a part of one.
func (t *timeReader) day(i int) (moment, bool) {
	w := t.w(i)
	if w == "" {
		return moment{}, false
	}
	if m, ok := t.date(i); ok {
		return m, true
	}
	if wd := dayOf(w); wd >= 0 && w[len(w)-1] != 's' && t.capital(i) {
		return t.weekday(i, i, wd, 0), true
	}
	today := t.today()
	day := func(end, shift int, rule string) (moment, bool) {
		m := moment{from: i, end: end, grain: GrainDay, rule: rule}
		if !today.IsZero() {
			m.lo = today.AddDate(0, 0, shift)
			m.hi = m.lo.AddDate(0, 0, 1)
		}
		t.part(&m)
		return m, true
	}
	switch w {
	case "today":
		return day(i+1, 0, "today")
	case "yesterday":
		return day(i+1, -1, "yesterday")
	case "tomorrow":
		return day(i+1, 1, "tomorrow")
	case "tonight":
		m, _ := day(i+1, 0, "tonight")
		m.setPart("night")
		return m, true
	case "overnight":
		m, _ := day(i+1, -1, "overnight")
		m.setPart("night")
		return m, true
	case "the":
		if t.w(i+1) == "day" && (t.w(i+2) == "before" || t.w(i+2) == "after") && (t.w(i+3) == "yesterday" || t.w(i+3) == "tomorrow") {
			if t.w(i+2) == "before" {
				return day(i+4, -2, "the day before yesterday")
			}
			return day(i+4, 2, "the day after tomorrow")
		}
	case "this", "last", "next", "past", "coming":
		if wd := dayOf(t.w(i + 1)); wd >= 0 && t.capital(i+1) {
			dir := map[string]int{"last": -1, "past": -1, "next": 1, "coming": 1, "this": 2}[w]
			return t.weekday(i, i+1, wd, dir), true
		}
		if w == "past" || w == "coming" {
			return moment{}, false
		}
		next := t.w(i + 1)
		if partHours(next) == nil {
			return moment{}, false
		}
		shift := 0
		if w == "last" {
			if next != "night" && next != "evening" {
				return moment{}, false
			}
			shift = -1
		} else if w == "next" {
			return moment{}, false
		}
		m := moment{from: i, end: i + 2, grain: GrainDay, rule: w + " " + next}
		if !today.IsZero() {
			m.lo = today.AddDate(0, 0, shift)
			m.hi = m.lo.AddDate(0, 0, 1)
		}
		m.setPart(next)
		return m, true
	case "early", "late", "earlier", "later":
		// "early on Monday", "late yesterday", "earlier today".
		k := i + 1
		if t.w(k) == "on" {
			k++
		}
		if dayOf(t.w(k)) >= 0 || t.w(k) == "today" || t.w(k) == "yesterday" || t.w(k) == "this" && partHours(t.w(k+1)) != nil {
			if m, ok := t.day(k); ok {
				m.from = i
				m.half(w)
				return m, true
			}
		}
	}
	return moment{}, false
}

// weekday resolves a day's name at token k: dir 0 nearest past or same day, -1
// strictly past, 1 next, 2 this week's (same day or next). A date may follow:
// "Monday, February 9".
func (t *timeReader) weekday(i, k, wd, dir int) moment {
	m := moment{from: i, end: k + 1, grain: GrainDay, rule: "weekday"}
	j := k + 1
	if t.w(j) == "," || t.w(j) == "(" {
		j++
	}
	if t.w(j) == "the" {
		j++
	}
	if date, ok := t.date(j); ok && date.grain == GrainDay {
		date.from = i
		if t.w(j-1) == "(" && t.w(date.end) == ")" {
			date.end++
		}
		t.part(&date)
		return date
	}
	if today := t.today(); !today.IsZero() {
		back := (int(today.Weekday()) - wd + 7) % 7
		shift := -back
		switch dir {
		case -1:
			if back == 0 {
				shift = -7
			}
		case 1:
			shift = 7 - back
		case 2:
			shift = (7 - back) % 7
		case 0:
			if t.ahead(i) {
				shift = (7 - back) % 7
			}
		}
		m.lo = today.AddDate(0, 0, shift)
		m.hi = m.lo.AddDate(0, 0, 1)
	}
	t.part(&m)
	return m
}

// today is the day of publication, zero if unknown.
func (t *timeReader) today() time.Time {
	if t.d.Published.IsZero() {
		return time.Time{}
	}
	return t.d.Published.UTC().Truncate(24 * time.Hour)
}

// part narrows a day by the part of day that follows: "Monday night",
// "yesterday morning", "Monday in the early hours".
func (t *timeReader) part(m *moment) {
	k := m.end
	switch t.w(k) {
	case "early", "late", "in":
		if t.w(k) == "in" {
			if t.w(k+1) != "the" {
				return
			}
			k++
		}
		k++
	}
	if t.w(k) == "early" || t.w(k) == "late" {
		k++
	}
	name := t.w(k)
	if partHours(name) == nil || name == "hours" {
		return
	}
	m.end = k + 1
	m.setPart(name)
}

// setPart narrows a day to the hours of its part.
func (m *moment) setPart(name string) {
	h := partHours(name)
	if h == nil {
		return
	}
	m.grain = GrainPart
	if !m.lo.IsZero() {
		m.hi = m.lo.Add(time.Duration(h[1]) * time.Hour)
		m.lo = m.lo.Add(time.Duration(h[0]) * time.Hour)
	}
}

// half narrows to the early or late part of an interval.
func (m *moment) half(w string) {
	if m.grain != GrainDay || m.lo.IsZero() {
		return
	}
	switch w {
	case "early":
		m.grain = GrainPart
		m.hi = m.lo.Add(9 * time.Hour)
	case "late":
		m.grain = GrainPart
		m.lo = m.lo.Add(17 * time.Hour)
	}
}

// partHours gives the hours of a part of the day, nil if the word names none.
// They overlap on purpose: reporters' evenings begin before their nights.
func partHours(w string) *[2]int {
	switch w {
	case "morning":
		return &[2]int{0, 12}
	case "dawn", "daybreak", "sunrise":
		return &[2]int{4, 8}
	case "midday", "noon", "lunchtime":
		return &[2]int{11, 14}
	case "afternoon":
		return &[2]int{12, 18}
	case "evening":
		return &[2]int{17, 24}
	case "dusk", "sunset", "nightfall":
		return &[2]int{17, 21}
	case "night":
		return &[2]int{18, 30}
	}
	return nil
}
