package dossier

import (
	"fmt"
	"slices"

	"sofar/language"
	"sofar/statement"
)

// doubts flags what may be a slip; nothing is corrected by guess.
func (w *work) doubts(f *Figure, m *moment, totals, all []*Statement) {
	flag := func(reason string, of ...*Statement) {
		fl := Flag{Reason: reason}
		for _, s := range of {
			fl.Statements = append(fl.Statements, s.ID)
			s.Flags = append(s.Flags, reason)
		}
		f.Flags = append(f.Flags, fl)
	}
	for i, s := range totals {
		for j := i - 1; j >= 0; j-- {
			t := totals[j]
			if exchanged(Stated(s.Figure), Stated(t.Figure)) {
				flag(fmt.Sprintf("%d may be %d with its digits exchanged", Stated(s.Figure), Stated(t.Figure)), s, t)
				break
			}
		}
	}
	for i := 1; i < len(f.History); i++ {
		a, b := f.History[i-1], f.History[i]
		if a.Best > 0 && b.Best >= 5*a.Best && b.Best-a.Best >= 20 {
			if s := w.byID[b.Statement]; s != nil {
				flag(fmt.Sprintf("a jump from %d to %d in one step", a.Best, b.Best), s)
			}
		}
		if !b.Explained {
			if s := w.byID[b.Statement]; s != nil {
				flag(fmt.Sprintf("a fall from %d to %d that nobody explains", a.Best, b.Best), s)
			}
		}
	}
	for _, s := range all {
		if s.Figure.Scope == statement.ScopeSubset && s.RepeatOf == "" && s.Withdrawn == "" && !s.Background && !attackersUnit(s.Figure.Unit) &&
			m.star.Figure.High != language.Open && s.Figure.Low > m.high && mouthKey(s) == mouthKey(m.star) && s.Report == m.star.Report {
			flag(fmt.Sprintf("a part of %d exceeds the whole of %d", s.Figure.Low, m.high), s, m.star)
		}
	}
}

// exchanged tells whether two numbers of two or more digits have the same
// digits in another order.
func exchanged(a, b int64) bool {
	if a == b || a < 10 || b < 10 {
		return false
	}
	da, db := []byte(fmt.Sprint(a)), []byte(fmt.Sprint(b))
	slices.Sort(da)
	slices.Sort(db)
	return slices.Equal(da, db)
}
