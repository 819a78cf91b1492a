package dossier

import (
	"fmt"

	"sofar/ledger"
)

// verifyDecisions checks that every decision of an account is the record that
// its id is the address of, and had been taken by the account's time.
func verifyDecisions(a *Account) []Problem {
	var out []Problem
	for i := range a.Decisions {
		d := &a.Decisions[i]
		rec, err := ledger.DecisionRecord(&d.Decision)
		if err != nil || rec.ID != d.ID {
			out = append(out, Problem{Statement: d.Statement, Text: fmt.Sprintf("decision %s is not what its id is the address of", d.ID)})
		}
		if d.At.After(a.AsOf) && !a.AsOf.IsZero() {
			out = append(out, Problem{Statement: d.Statement, Text: fmt.Sprintf("decision %s was taken after the account's time", d.ID)})
		}
	}
	return out
}

// verifyChecks checks what a story says that people decided.
func verifyChecks(a *Account, d *Dossier) []Problem {
	var out []Problem
	by := map[string]*Decided{}
	for i := range a.Decisions {
		by[a.Decisions[i].ID] = &a.Decisions[i]
	}
	one := func(s *Statement) {
		bad := func(form string, args ...any) {
			out = append(out, Problem{Story: d.ID, Report: s.Report, Statement: s.ID, Text: fmt.Sprintf(form, args...)})
		}
		c := s.Checked
		dec := by[c.Decision]
		switch {
		case dec == nil:
			bad("is %s by decision %s, which does not stand", c.Verdict, c.Decision)
			return
		case dec.Author != c.Author || dec.Reason != c.Reason || !dec.At.Equal(c.At):
			bad("names another author, reason or time than decision %s", c.Decision)
		}
		want := &ledger.Correction{}
		for _, id := range c.All {
			if by[id] == nil {
				bad("rests on decision %s, which does not stand", id)
				continue
			}
			want = joined(want, by[id].Corrected)
		}
		if c.Verdict != Corrected || s.Figure == nil {
			return
		}
		if f := s.Figure; want.Low != nil && (f.Low != *want.Low || f.High != *want.High) || want.Kind != "" && string(f.Kind) != want.Kind {
			bad("was corrected to %s, and says %s %s", CorrectionWords(want), CountWords(f.Low, f.High), f.Kind)
		}
		if c.OwnNumber && (s.Figure.Words != "" || !s.Figure.Span.Empty()) {
			bad("gives an editor's number as the report's words")
		}
	}
	for i := range d.Statements {
		if d.Statements[i].Checked != nil {
			one(&d.Statements[i])
		}
	}
	for i := range d.Rejected {
		s := &d.Rejected[i]
		rep := d.Reports[s.Report]
		if rep == nil || !validSpan(s.Span, rep.Text) || s.Checked == nil {
			out = append(out, Problem{Story: d.ID, Report: s.Report, Statement: s.ID, Text: "was set aside by nobody, or its words do not stand in a report of the story"})
			continue
		}
		one(s)
	}
	return out
}
