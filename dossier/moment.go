package dossier

import (
	"fmt"
	"time"

	"sofar/language"
	"sofar/statement"
)

// moment is the result of rules 1 to 4 at one time.
type moment struct {
	low, best, high int64
	open            bool
	star            *Statement
	live            []*Statement // s* first, then newest first
	rank            byte
	agree           []string
	stream          *stream // what decided, nil where the story is none
}

// at applies rules 1 to 4 to the totals of one kind (in order) at time t.
func (w *work) at(totals []*Statement, prints []print, t time.Time, parties map[string]bool, withdrawn map[*Statement]*Statement) *moment {
	known := make([]*Statement, 0, len(totals))
	var most int64 // that somebody has counted by t
	for _, s := range totals {
		if s.FirstSeen.After(t) || withdrawn[s] != nil {
			continue
		}
		known = append(known, s)
		if !single(s) {
			most = max(most, low(s.Figure))
		}
	}
	latest := map[string]*Statement{}
	for _, s := range known {
		if single(s) && s.Figure.Low < most {
			continue // one of those counted
		}
		latest[mouthKey(s)] = s
	}
	if len(latest) == 0 {
		return nil
	}
	m := &moment{rank: 'z', stream: streamAt(prints, t, withdrawn)}
	if m.stream != nil {
		m.stream.settle(m, func(s *Statement) byte { return w.authority(s, parties) }, w.root)
	} else {
		w.newest(m, totals, latest, parties)
	}
	m.best, m.low, m.high = Stated(m.star.Figure), low(m.star.Figure), high(m.star.Figure)
	seen := map[string]bool{}
	for _, s := range m.live {
		m.low, m.high = min(m.low, low(s.Figure)), max(m.high, high(s.Figure))
		m.open = m.open || s.Figure.High == language.Open
		if k := mouthKey(s); holds(s.Figure, m.best) && !seen[k] {
			seen[k] = true
			m.agree = append(m.agree, speakerName(s))
		}
	}
	return m
}

// newest fills in a moment by rules 2 and 3: s* is the newest of the highest
// authority, live is what is newer or little older.
func (w *work) newest(m *moment, totals []*Statement, latest map[string]*Statement, parties map[string]bool) {
	kept := make([]*Statement, 0, len(latest))
	for _, s := range totals {
		if latest[mouthKey(s)] == s {
			kept = append(kept, s)
		}
	}
	for _, s := range kept {
		if r := w.authority(s, parties); r <= m.rank {
			m.rank, m.star = r, s
		}
	}
	m.live = append(m.live, m.star)
	since := m.star.FirstSeen.Add(-window)
	for i := len(kept) - 1; i >= 0; i-- {
		if s := kept[i]; s != m.star && !s.FirstSeen.Before(since) {
			m.live = append(m.live, s)
		}
	}
}

// root gives the statement that a repeat repeats, else the statement.
func (w *work) root(s *Statement) *Statement {
	if t := w.byID[s.RepeatOf]; t != nil {
		return t
	}
	return s
}

// speakerName is how an account names a statement's origin, "" for a report
// that names nobody.
func speakerName(s *Statement) string {
	if s.Speaker.Origin != "" {
		return s.Speaker.Origin
	}
	return s.Speaker.Name
}

// rule says in words what chose the best number.
func (m *moment) rule() string {
	class := string(m.star.Speaker.Class)
	if class == "" {
		class = string(statement.ClassUnknown)
	}
	if m.star.Figure.Headline != "" {
		return "newest headline; no report's text gives a total"
	}
	if m.stream != nil {
		return m.stream.rule(m.rank, class)
	}
	if len(m.live) == 1 {
		return fmt.Sprintf("the only statement that counts (%c: %s)", m.rank, class)
	}
	return fmt.Sprintf("newest statement of the highest authority (%c: %s)", m.rank, class)
}
