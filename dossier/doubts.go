package dossier

import (
	"fmt"
	"slices"
	"strconv"

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
	// latest holds, by sorted digits, the newest statement of each value, newest
	// value last; a key has few values.
	latest := map[string][]*Statement{}
	for i, s := range totals {
		key := digits(Stated(s.Figure))
		if key == "" || s.Withdrawn != "" { // a number taken back is no longer doubted
			continue
		}
		seen := latest[key]
		if i := slices.IndexFunc(seen, func(t *Statement) bool { return Stated(t.Figure) == Stated(s.Figure) }); i >= 0 {
			seen = slices.Delete(seen, i, i+1)
		}
		if len(seen) > 0 {
			t := seen[len(seen)-1]
			if climbed(totals[:i], t, s) {
				latest[key] = append(seen, s)
				continue
			}
			flag(fmt.Sprintf("%d may be %d with its digits exchanged", Stated(s.Figure), Stated(t.Figure)), s, t)
		}
		latest[key] = append(seen, s)
	}
	for i := 1; i < len(f.History); i++ {
		a, b := f.History[i-1], f.History[i]
		if before := w.byID[a.Statement]; before != nil && before.Withdrawn != "" {
			continue // the move mends a number taken back
		}
		if a.Best > 0 && b.Best >= 5*a.Best && b.Best-a.Best >= 20 {
			if s := w.byID[b.Statement]; s != nil && s.Withdrawn == "" {
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

// climbed tells whether the numbers went from a's to b's in steps: whether one
// strictly between them was stated in the meantime. Of a long list the newest
// are asked, so that the cost stays linear.
func climbed(before []*Statement, a, b *Statement) bool {
	const most = 64
	low, high := Stated(a.Figure), Stated(b.Figure)
	if low > high {
		low, high = high, low
	}
	for n, i := 0, len(before)-1; i >= 0 && n < most && before[i] != a; n, i = n+1, i-1 {
		if v := Stated(before[i].Figure); low < v && v < high && before[i].Withdrawn == "" {
			return true
		}
	}
	return false
}

// digits gives the digits of a number of two or more, sorted; "" for a smaller
// one. Two numbers with the same digits in another order share it.
func digits(n int64) string {
	if n < 10 {
		return ""
	}
	d := strconv.AppendInt(nil, n, 10)
	slices.Sort(d)
	return string(d)
}
