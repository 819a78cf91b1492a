package dossier

import (
	"fmt"

	"sofar/incident"
	"sofar/ledger"
	"sofar/statement"
	"sofar/story"
)

// find looks for the statements that decisions bear on in the readings as they
// are now, and for the same words in copied passages.
func (r *rulings) find(entries map[string]story.Entry, copies []story.Copy) {
	if r == nil {
		return
	}
	at := map[string]int{} // decision → index
	for i := range r.list {
		d := &r.list[i]
		at[d.ID] = i
		switch d.Kind {
		case ledger.Accept, ledger.Correct, ledger.Reject:
		default:
			continue
		}
		e, ok := entries[d.report()]
		if !ok {
			d.Lost = "its report is not in this account"
			continue
		}
		k := d.locate(e.Reading)
		if k < 0 {
			d.Lost = fmt.Sprintf("the reading by engine %s has no such statement", e.Reading.Engine)
			continue
		}
		s := &e.Reading.Statements[k]
		c := r.at(s.Report, s.ID)
		c.take(d)
		d.Statements = append(d.Statements, s.ID)
	}
	if !r.moved {
		return
	}
	for _, c := range copies { // in the order of the reports: a copy of a copy comes later
		r.inherit(c, entries, at)
	}
}

// at gives the place of what is decided on a statement.
func (r *rulings) at(rep, id string) *Check {
	r.moved = true
	if r.on[rep] == nil {
		r.on[rep] = map[string]*Check{}
	}
	if r.on[rep][id] == nil {
		r.on[rep][id] = &Check{}
	}
	return r.on[rep][id]
}

// report is the report whose statement was decided on.
func (d *Decided) report() string {
	switch {
	case d.Target != nil:
		return d.Target.Report
	case len(d.Reports) > 0:
		return d.Reports[0]
	}
	return ""
}

// locate finds the statement that was decided on in a reading: by its id, which
// stays while report, words, kind and value do; else by its words. What was
// accepted must be read just as it was; what was rejected must give the same
// number; a correction follows the words whatever was made of them.
func (d *Decided) locate(reading *incident.Reading) int {
	t := d.Target
	for i := range reading.Statements {
		if s := &reading.Statements[i]; s.ID == d.Statement && d.Statement != "" && (d.Kind != ledger.Accept || t == nil || sameReading(t, s)) {
			return i
		}
	}
	if t == nil {
		return -1
	}
	best, most := -1, 0
	for i := range reading.Statements {
		s := &reading.Statements[i]
		common := min(s.Span.End, t.End) - max(s.Span.Start, t.Start)
		if common <= 0 || (s.Figure == nil) != (t.Words == "") {
			continue
		}
		if f := s.Figure; f != nil {
			words := f.Words == t.Words && f.Span.Start == t.WordsAt
			value := f.Low == t.Low && f.High == t.High && string(f.Kind) == t.Kind
			if d.Kind == ledger.Correct && !words || d.Kind != ledger.Correct && !value {
				continue
			}
			if words {
				common += len(t.Quote) + 1 // before all that only overlaps
			}
			if value {
				common += len(t.Quote) + 1
			}
		} else if string(s.Kind) != t.Kind || 2*common < min(s.Span.Len(), t.End-t.Start) {
			continue
		}
		if d.Kind == ledger.Accept && !sameReading(t, s) {
			continue
		}
		if common > most {
			best, most = i, common
		}
	}
	return best
}

// sameReading tells whether a statement says what it said when it was decided on.
func sameReading(t *ledger.Target, s *statement.Statement) bool {
	if fold(t.Speaker) != fold(s.Speaker.Name) || t.Stance != string(s.Stance) || t.Kind != targetKind(s) {
		return false
	}
	f := s.Figure
	return f == nil || f.Low == t.Low && f.High == t.High && string(f.Scope) == t.Scope
}

// targetKind is the kind of a figure, else of the statement.
func targetKind(s *statement.Statement) string {
	if s.Figure != nil {
		return string(s.Figure.Kind)
	}
	return string(s.Kind)
}

// inherit carries what was decided on a statement over to the same words in a
// copied passage, unless somebody decided there as well.
func (r *rulings) inherit(c story.Copy, entries map[string]story.Entry, at map[string]int) {
	from, of := r.on[c.Of], entries[c.Of]
	e, ok := entries[c.Report]
	if len(from) == 0 || !ok || of.Reading == nil {
		return
	}
	for i := range of.Reading.Statements {
		o := &of.Reading.Statements[i]
		check := from[o.ID]
		if check == nil {
			continue
		}
		for _, p := range c.Passages {
			if !p.Of.Overlaps(o.Span) {
				continue
			}
			for j := range e.Reading.Statements {
				s := &e.Reading.Statements[j]
				if r.on[s.Report][s.ID] != nil || !p.In.Overlaps(s.Span) || !sameWords(o, s, of.Report.Text, e.Report.Text) {
					continue
				}
				copied := *check
				if copied.CopyOf == "" {
					copied.CopyOf = o.ID
				}
				*r.at(s.Report, s.ID) = copied
				for _, id := range check.All {
					d := &r.list[at[id]]
					d.Statements = append(d.Statements, s.ID)
				}
			}
		}
	}
}

// sameWords tells whether two statements were read alike from the same words.
func sameWords(a, b *statement.Statement, textA, textB string) bool {
	if a.Kind != b.Kind || (a.Figure == nil) != (b.Figure == nil) || !validSpan(a.Span, textA) || !validSpan(b.Span, textB) {
		return false
	}
	if f, g := a.Figure, b.Figure; f != nil {
		return f.Kind == g.Kind && f.Low == g.Low && f.High == g.High && f.Words == g.Words
	}
	return fold(a.Span.Of(textA)) == fold(b.Span.Of(textB))
}
