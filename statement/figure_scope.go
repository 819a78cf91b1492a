package statement

import (
	"strconv"
	"strings"

	"sofar/language"
)

// scopes decides what each figure covers, with the whole report in view.
func (f *figureReader) scopes() {
	past := false
	paragraph := -1
	for i := range f.out {
		r := &f.out[i]
		if p := f.doc.Sents[r.sent].Paragraph; p != paragraph {
			past, paragraph = false, p
		}
		switch f.historical(r, past) {
		case true:
			r.scope, r.background = ScopeHistorical, true
			past = true
			continue
		default:
			past = false
		}
		if f.elsewhere(r) {
			r.scope = ScopeOther
			continue
		}
		if r.stance == "" {
			r.stance = f.expectation(r)
		}
		f.cut(i)
	}
	f.relive()
	f.singleScopes()
	f.withSelf()
	f.derive()
}

// cut makes a total that adds to another or is part of one an increment or a subset.
func (f *figureReader) cut(i int) {
	r := &f.out[i]
	switch {
	case r.scope != ScopeTotal || r.kind == OtherFigure:
	case f.increment(i):
		r.scope = ScopeIncrement
	case r.number < 0 && (r.kind == Hospitalised || r.kind == Rescued) || f.smaller(i),
		f.partial(r) || r.kind == Hospitalised && f.oneHospital(r):
		r.scope = ScopeSubset
	}
}

// historical tells whether the clause lies before the event: a past time, or
// the sentence before it in the paragraph did and this one continues it.
func (f *figureReader) historical(r *reading, past bool) bool {
	d := f.doc
	clause := f.clause(r)
	sentence := d.Sents[r.sent].Range
	current := false
	for _, t := range d.TimesNear(sentence) {
		if t.Tokens.Start < sentence.Start || t.Tokens.End > sentence.End {
			continue
		}
		if !t.Past {
			current = current || t.Grain <= language.GrainDay
			continue
		}
		if f.comparison(t.Tokens.Start, sentence) {
			continue
		}
		if t.Span.Overlaps(clause) || t.Tokens.End <= r.np.Start && !f.boundaryBetween(t.Tokens.End, r.np.Start) {
			return true
		}
	}
	if y := f.pastYear(sentence); y >= 0 && y < r.np.Start && !f.comparison(y, sentence) && !f.boundaryBetween(y, r.np.Start) {
		return true
	}
	for i := sentence.Start + 1; i+1 < min(sentence.End, r.np.Start); i++ {
		if (d.Lower[i] == "years" || d.Lower[i] == "decades") && (d.Lower[i+1] == "later" || d.Lower[i+1] == "earlier" || d.Lower[i+1] == "ago" || d.Lower[i+1] == "before") {
			return true
		}
	}
	for i := sentence.Start; i < sentence.End; i++ {
		if d.Lower[i] == "earlier" && i+1 < sentence.End && historyNouns[d.Lower[i+1]] {
			return true
		}
	}
	return past && !current && !f.attributed(r)
}

// pastYear gives the token of a year before that of publication after "in" or
// "since" that no time expression covers ("In 1994 two trains …"), else -1.
func (f *figureReader) pastYear(s language.Range) int {
	d := f.doc
	if d.Published.IsZero() {
		return -1
	}
	for i := s.Start + 1; i < s.End; i++ {
		if w := d.Lower[i]; len(w) == 4 && d.Flags[i]&language.FlagDigit != 0 && (d.Lower[i-1] == "in" || d.Lower[i-1] == "since") {
			if y, err := strconv.Atoi(w); err == nil && y > 1500 && y < d.Published.Year() {
				return i
			}
		}
	}
	return -1
}

var historyNouns = wordSet("disaster disasters attack attacks bombing bombings accident accidents collision collisions crash crashes shooting shootings earthquake earthquakes incident incidents raid raids")

// comparison tells whether a past time only measures how rare the event is:
// "the worst attack since 2010", "the first in 20 years".
func (f *figureReader) comparison(at int, sent language.Range) bool {
	for i := at; i >= sent.Start && i > at-10; i-- {
		switch f.doc.Lower[i] {
		case "worst", "deadliest", "biggest", "first", "largest", "bloodiest", "strongest":
			return true
		case "founded", "built", "born", "opened":
			return i > at-4
		}
	}
	return false
}

func (f *figureReader) boundaryBetween(a, b int) bool {
	for i := a; i < b; i++ {
		if w := f.doc.Lower[i]; w == ";" || w == "while" || w == "but" {
			return true
		}
	}
	return false
}

// attributed tells whether an attribution of this report holds the figure.
func (f *figureReader) attributed(r *reading) bool {
	return f.contents.any(r.words)
}

// elsewhere: "in a separate accident", "in another attack".
func (f *figureReader) elsewhere(r *reading) bool {
	d := f.doc
	s := d.Sents[r.sent].Range
	if r.number >= 0 && f.tally(r, s) {
		return true
	}
	for i := s.Start; i+1 < s.End; i++ {
		if d.Lower[i] == "in" && r.np.End <= i && f.manyEvents(i+1, s) {
			return true
		}
		switch d.Lower[i] {
		case "separate", "unrelated":
			if historyNouns[d.Lower[i+1]] || d.Lower[i+1] == "fire" || d.Lower[i+1] == "case" || d.Lower[i+1] == "explosion" {
				return true
			}
		case "another":
			if historyNouns[d.Lower[i+1]] {
				return true
			}
		}
	}
	return false
}

// expectation gives the stance of numbers that nobody has counted: feared,
// expected, possible.
func (f *figureReader) expectation(r *reading) Stance {
	d := f.doc
	s := d.Sents[r.sent].Range
	if st := f.correction(r, s); st != "" && r.kind != OtherFigure {
		return st
	}
	from := max(s.Start, r.whole.Start-8)
	for i := r.whole.End - 1; i >= from; i-- {
		w := d.Lower[i]
		if i < r.whole.Start && (w == ";" || w == "and" && i < r.whole.Start-3) {
			break
		}
		switch w {
		case "feared", "fear", "fears", "fearing":
			return Fears
		case "expected", "expects", "predicted", "predicts", "forecast", "projected", "modelled":
			return Predicts
		case "could", "may", "might", "would":
			if w == "may" && d.Word(i) == "May" && i > s.Start {
				continue // the month of a dateline
			}
			if i+1 < d.Len() && d.Lower[i+1] == "not" {
				continue
			}
			if r.kind == Killed || r.kind == Injured || r.kind == Missing {
				return Predicts
			}
		}
	}
	return ""
}

// increment tells whether the figure adds to an earlier one of its kind. A
// "more" beside a figure of another kind only continues the list: "killing 12
// and injuring 30 more".
func (f *figureReader) increment(i int) bool {
	r := &f.out[i]
	d := f.doc
	more := r.more
	for j := r.core.Start; j < r.np.End && !more; j++ {
		switch d.Lower[j] {
		case "more", "further", "additional", "another":
			more = more || j+1 >= d.Len() || d.Lower[j+1] != "than"
		case "other", "else":
			more = more || r.high == 0 && r.number >= 0 // "no other injuries": none on top
		}
	}
	if j := r.np.End; r.high == 0 && r.number >= 0 && j < d.Len() && d.Lower[j] == "else" {
		more = true // "no one else was hurt"
	}
	if w := d.Lower[r.np.Start]; r.number < 0 && w != "a" && w != "an" && w != "another" && w != "one" {
		return false // "the victim later died" names one that is known already
	}
	if r.number < 0 {
		for j := r.np.Start; j < r.np.End; j++ {
			switch d.Lower[j] {
			case "another", "second", "third", "fourth", "fifth", "sixth", "twelfth", "eleventh", "tenth":
				more = true
			}
		}
	}
	if more && r.kind == Injured && r.number >= 0 && f.besideDead(i) {
		return false
	}
	later := false
	if r.kind == Rescued && r.high == 0 {
		return true
	}
	if r.whole.End < d.Len() && r.whole.Start >= 0 {
		for j := r.np.End; j < r.whole.End; j++ {
			later = later || d.Lower[j] == "having" // "one patient having died"
		}
	}
	for j := r.np.Start; j < min(r.whole.End+3, d.Sents[r.sent].End); j++ {
		switch d.Lower[j] {
		case "later", "subsequently", "overnight":
			later = later || r.kind == Killed && !strings.HasPrefix(r.rule, "toll")
		case "had":
			later = later || r.number < 0 && r.kind == Killed && r.rule == "single: subject"
		}
	}
	if !more && !later || (r.kind == Evacuated || r.kind == Displaced) && !f.counted(i) {
		return false
	}
	for j := i - 1; j >= 0 && f.out[j].sent == r.sent; j-- {
		if f.out[j].kind != r.kind && f.out[j].kind != OtherFigure && !later {
			return false
		}
		if f.out[j].kind == r.kind {
			return true
		}
	}
	return true
}

// besideDead tells whether the report has so far told of dead alone, so that
// "three more were hurt" adds to no count of the injured.
func (f *figureReader) besideDead(i int) bool {
	dead := false
	for _, q := range f.out[:i] {
		if q.kind == Injured || q.kind == Hospitalised || q.weak {
			return false
		}
		dead = dead || q.kind == Killed && q.scope == ScopeTotal && q.low > 0
	}
	return dead
}

// counted tells whether a total of the same kind stands before reading i.
func (f *figureReader) counted(i int) bool {
	for _, q := range f.out[:i] {
		if q.kind == f.out[i].kind && q.scope == ScopeTotal {
			return true
		}
	}
	return false
}

// smallerReach is how many figures back smaller looks.
const smallerReach = 200

// smaller tells whether a greater total of the same kind and the same mouth
// stands before it in the paragraph: "131 were hurt; … 35 were treated and
// released". Another speaker's lower count stays a total of its own.
func (f *figureReader) smaller(i int) bool {
	r := &f.out[i]
	if r.number < 0 || r.stance != "" || r.background || strings.HasPrefix(r.rule, "toll") {
		return false
	}
	own := r.kind == Injured && f.mouth(r) == ""
	p := f.doc.Sents[r.sent].Paragraph
	for j := i - 1; j >= max(0, i-smallerReach); j-- {
		q := &f.out[j]
		// A bare number counts part of those counted before: "two were shot in
		// the leg".
		if f.doc.Sents[q.sent].Paragraph != p && !(own && r.high != 0) && (r.unit != "" || r.kind != Injured || r.sent-q.sent > 4) {
			return false
		}
		if q.kind == r.kind && q.scope == ScopeTotal && q.low > r.low && q.number >= 0 && q.stance == "" && f.mouth(q) == f.mouth(r) {
			return true
		}
	}
	return false
}

// mouth gives the speaker of the attribution that holds a reading, "" if none does.
func (f *figureReader) mouth(r *reading) string {
	best, size := "", 0
	last := -1
	for _, i := range f.contents.overlapping(r.words, nil) {
		if i == last {
			continue
		}
		last = i
		a := &f.atts[i]
		for _, c := range a.Content {
			if c.Overlaps(r.words) && (size == 0 || c.Len() < size) {
				best, size = a.Speaker.Name, c.Len()
			}
		}
	}
	return best
}

// beforeCourt tells whether the people of a count were remanded or charged.
func (f *figureReader) beforeCourt(r *reading) bool {
	end := f.doc.Sents[r.sent].Range.End
	for i := r.np.End; i < min(end, r.np.End+4); i++ {
		switch f.doc.Lower[i] {
		case "remanded", "charged", "arraigned", "indicted":
			return beForms[f.doc.Lower[i-1]]
		}
	}
	return false
}

// partial tells whether the words themselves say that more belong to it.
func (f *figureReader) partial(r *reading) bool {
	d := f.doc
	u := lastWord(r.unit)
	if r.kind == Killed && attackerNouns[u] && r.number >= 0 {
		return true
	}
	if r.kind == Rescued && r.rule == "object" && f.ownHands(r) {
		return true
	}
	if r.kind == Arrested && f.beforeCourt(r) {
		return true // a court has some of those who are held before it
	}
	if r.kind == Killed && r.number >= 0 {
		if s := d.Sents[r.sent].Range; d.Lower[s.Start] == "of" && s.Start+2 < s.End {
			if _, ok := f.starts[s.Start+2]; ok && s.Start+2 < r.np.Start {
				return true // "Of the 27 miners, …"
			}
		}
	}
	if strings.HasPrefix(d.Lower[r.whole.End-1], "alone") {
		return true
	}
	s := d.Sents[r.sent].Range
	for i := r.core.End; i+1 < r.np.End; i++ {
		if d.Lower[i] == "its" || d.Lower[i] == "our" { // "eight of its staff"
			return true
		}
	}
	for i := r.np.End; i+1 < s.End && i < r.np.End+2; i++ { // "eight members of its staff"
		if d.Lower[i] == "of" && (d.Lower[i+1] == "its" || d.Lower[i+1] == "our" || d.Lower[i+1] == "their") {
			return true
		}
	}
	for i := r.np.End; i < s.End && i < r.np.End+14 && (u == "bodies" || u == "remains"); i++ {
		if d.Lower[i] == "twice" || d.Lower[i] == "both" {
			return true
		}
	}
	for i := s.Start; i < s.End; i++ {
		if d.Lower[i] == "alone" && i > 0 && d.Tag[i-1] != language.AUX {
			return true
		}
	}
	if r.core.Len() > 0 && d.Lower[r.core.Start] == "all" || r.core.Start > s.Start && d.Lower[r.core.Start-1] == "all" {
		return attackerNouns[u] || u == "perpetrators"
	}
	for i := r.np.End; i < r.whole.End; i++ {
		if d.Lower[i] == "among" && i+1 < r.whole.End && d.Lower[i+1] == "the" {
			return true
		}
	}
	return false
}

// ownHands tells whether one person is the subject: "he pulled several people
// from the water" counts only his own.
func (f *figureReader) ownHands(r *reading) bool {
	d := f.doc
	for i := r.whole.Start - 1; i >= d.Sents[r.sent].Start && i >= r.whole.Start-4; i-- {
		switch d.Lower[i] {
		case "he", "she", "i":
			return true
		}
		for _, n := range d.NamesNear(language.Range{Start: i, End: i + 1}) {
			if n.Kind == language.NamePerson && n.Form <= language.FormShort && n.Tokens.Contains(i) {
				return true
			}
		}
	}
	return false
}

// singleScopes makes a single victim a part where the report has a larger
// total of the same kind.
func (f *figureReader) singleScopes() {
	most := map[FigureKind]int64{}
	for _, r := range f.out {
		if r.scope == ScopeTotal {
			most[r.kind] = max(most[r.kind], r.low)
		}
	}
	// Who is told to have died is no longer counted among the injured.
	dead := map[string]bool{}
	for _, r := range f.out {
		if r.number < 0 && r.kind == Killed && r.np.Len() > 0 {
			dead[f.doc.Lower[r.np.End-1]] = true
		}
	}
	for i := range f.out {
		r := &f.out[i]
		if r.number < 0 && r.kind == Injured && r.low == 1 && r.scope == ScopeTotal && dead[f.doc.Lower[r.np.End-1]] {
			r.scope = ScopeSubset
			continue
		}
		if r.weak && r.kind == Injured && most[Killed] > 0 && r.scope == ScopeTotal {
			// Those who were shot include the dead: neither a count of the injured.
			r.kind, r.scope = OtherFigure, ScopeSubset
			continue
		}
		if (r.number < 0 || r.high == 1 && r.kind == Injured && !strings.HasPrefix(r.rule, "toll")) && r.scope == ScopeTotal && r.low < most[r.kind] {
			r.scope = ScopeSubset
		}
		if r.number >= 0 && r.high == 0 && r.scope == ScopeTotal && r.kind == Injured && r.stance == "" && f.anyHurt(i) {
			r.scope = ScopeIncrement // "no officers were hurt": beside those who were
			continue
		}
		if u := lastWord(r.unit); r.scope == ScopeTotal && r.kind == Killed && (u == "bodies" || u == "body") && r.low < most[Killed] {
			r.scope = ScopeIncrement // bodies found on top of the toll
		}
		if r.scope == ScopeTotal && r.number >= 0 && r.kind == Injured && r.low < most[Injured] && f.condition(r) {
			r.scope = ScopeSubset
		}
	}
}

// anyHurt tells whether the same mouth tells of somebody hurt.
func (f *figureReader) anyHurt(i int) bool {
	for k := range f.out {
		q := &f.out[k]
		if k != i && (q.kind == Injured || q.weak) && q.low > 0 && !q.background && !f.unsure(q) && f.mouth(q) == f.mouth(&f.out[i]) {
			return true
		}
	}
	return false
}

// condition tells whether the predicate is a degree of injury rather than injury.
func (f *figureReader) condition(r *reading) bool {
	for i := r.np.Start; i < r.whole.End; i++ {
		switch f.doc.Lower[i] {
		case "condition", "critical", "serious", "seriously", "critically", "severe":
			return true
		}
	}
	return false
}
