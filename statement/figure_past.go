package statement

import (
	"sofar/language"
)

// relive takes the counts of a report that tells of one past event alone, a trial
// or an arrest long after, as those of its event: where nobody is counted dead or
// hurt but in the past, and the first such count stands in the lead, every count of
// that same time is a total again.
func (f *figureReader) relive() {
	d := f.doc
	if d.Published.IsZero() {
		return
	}
	lead := -1
	for i := range f.out {
		r := &f.out[i]
		if r.kind != Killed && r.kind != Injured && !r.weak || r.low == 0 {
			continue
		}
		if r.scope != ScopeHistorical {
			return
		}
		if lead < 0 {
			lead = i
		}
	}
	if lead < 0 || f.told(f.out[lead].sent) > leadSentences {
		return
	}
	when, ok := f.pastTime(&f.out[lead])
	if !ok || when.From.Before(d.Published.AddDate(-maxYears, 0, 0)) {
		return
	}
	for i := range f.out {
		r := &f.out[i]
		if r.scope != ScopeHistorical {
			continue
		}
		if t, ok := f.pastTime(r); ok && (!t.From.Before(when.To) || !when.From.Before(t.To)) {
			continue
		}
		r.scope, r.background = ScopeTotal, false
		if r.kind == OtherFigure {
			r.scope = ScopeSubset
		}
		f.cut(i)
	}
}

const (
	// leadSentences is how many sentences a report takes to say what it tells of.
	leadSentences = 3
	// maxYears is how far back an event may lie that a report still tells as its own.
	maxYears = 4
)

// told counts the sentences of the report's own before sentence s.
func (f *figureReader) told(s int) int {
	n := 0
	for i := 0; i < s; i++ {
		if !f.doc.Sents[i].Boilerplate {
			n++
		}
	}
	return n
}

// pastTime gives the past time that the sentence of a reading names before or in
// its clause, with both its ends known.
func (f *figureReader) pastTime(r *reading) (language.TimeExpr, bool) {
	s := f.doc.Sents[r.sent].Range
	for _, t := range f.doc.TimesNear(s) {
		if t.Past && t.Tokens.Start >= s.Start && t.Tokens.End <= s.End && !t.From.IsZero() && !t.To.IsZero() {
			return t, true
		}
	}
	return language.TimeExpr{}, false
}
