package dossier

import (
	"fmt"
	"slices"
	"sort"
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
	// first and second are the two earliest live statements of different mouths
	// that state the best number.
	first, second *Statement
}

// tolls follows the totals of one kind (in order) through time: what was known
// at a moment and taken back by then, and of each mouth the latest. Moments must
// be asked for in order.
type tolls struct {
	w      *work
	totals []*Statement
	prints []print
	byTime []int    // places in totals by the time first seen
	next   int      // of byTime: what is known by now comes before it
	mouth  []int    // total → its mouth
	keys   []string // mouth → its key
	rank   []byte   // total → its authority where its mouth is no party
	latest []int    // mouth → its latest total, -1 for none
	kept   []int    // the latest totals of all mouths, in order
	most   int64    // that somebody has counted by now
	lone   bool     // some total tells of a single victim
	taken  int      // withdrawals by now
}

func (w *work) stand(totals []*Statement, prints []print) *tolls {
	x := &tolls{w: w, totals: totals, prints: prints, mouth: make([]int, len(totals)), rank: make([]byte, len(totals))}
	at := map[string]int{}
	for i, s := range totals {
		k := w.mouthOf(s)
		n, ok := at[k]
		if !ok {
			n = len(x.keys)
			at[k] = n
			x.keys, x.latest = append(x.keys, k), append(x.latest, -1)
		}
		x.byTime = append(x.byTime, i)
		x.mouth[i], x.rank[i], x.lone = n, w.authority(s, nil), x.lone || single(s)
	}
	sort.SliceStable(x.byTime, func(i, j int) bool { return totals[x.byTime[i]].FirstSeen.Before(totals[x.byTime[j]].FirstSeen) })
	return x
}

// advance takes in what became known by t.
func (x *tolls) advance(t time.Time, withdrawn map[*Statement]*Statement) {
	most, from := x.most, x.next
	for ; x.next < len(x.byTime) && !x.totals[x.byTime[x.next]].FirstSeen.After(t); x.next++ {
		if s := x.totals[x.byTime[x.next]]; withdrawn[s] == nil && !single(s) {
			x.most = max(x.most, low(s.Figure))
		}
	}
	if len(withdrawn) != x.taken || x.lone && x.most != most {
		// What counted before may no longer.
		x.taken, x.most, from = len(withdrawn), 0, 0
		for _, i := range x.byTime[:x.next] {
			if s := x.totals[i]; withdrawn[s] == nil && !single(s) {
				x.most = max(x.most, low(s.Figure))
			}
		}
		x.kept = x.kept[:0]
		for k := range x.latest {
			x.latest[k] = -1
		}
	}
	for _, i := range x.byTime[from:x.next] {
		s, k := x.totals[i], x.mouth[i]
		if withdrawn[s] != nil || single(s) && s.Figure.Low < x.most || i < x.latest[k] {
			continue // taken back, one of those counted, or older than the mouth's latest
		}
		if old := x.latest[k]; old >= 0 {
			n, _ := slices.BinarySearch(x.kept, old)
			x.kept = slices.Delete(x.kept, n, n+1)
		}
		n, _ := slices.BinarySearch(x.kept, i)
		x.kept, x.latest[k] = slices.Insert(x.kept, n, i), i
	}
}

// at applies rules 1 to 4 at time t; nil where nothing counts.
func (x *tolls) at(t time.Time, parties map[string]bool, withdrawn map[*Statement]*Statement) *moment {
	x.advance(t, withdrawn)
	if len(x.kept) == 0 {
		return nil
	}
	w := x.w
	m := &moment{rank: 'z', stream: streamAt(x.prints, t, withdrawn)}
	if m.stream != nil {
		m.stream.settle(m, func(s *Statement) byte { return w.authority(s, parties) }, w.root)
	} else {
		x.newest(m, parties)
	}
	m.best, m.low, m.high = Stated(m.star.Figure), low(m.star.Figure), high(m.star.Figure)
	var seen []string
	for _, s := range m.live {
		m.low, m.high = min(m.low, low(s.Figure)), max(m.high, high(s.Figure))
		m.open = m.open || s.Figure.High == language.Open
		if holds(s.Figure, m.best) {
			if k := w.mouthOf(s); !slices.Contains(seen, k) {
				seen = append(seen, k)
				m.agree = append(m.agree, speakerName(s))
			}
		}
	}
	m.first, m.second = w.statedBy(m)
	return m
}

// newest fills in a moment by rules 2 and 3: s* is the newest of the highest
// authority, live is what is newer or little older.
func (x *tolls) newest(m *moment, parties map[string]bool) {
	for _, i := range x.kept {
		r := x.rank[i]
		if len(parties) > 0 && parties[x.keys[x.mouth[i]]] {
			r = 'd'
		}
		if r <= m.rank {
			m.rank, m.star = r, x.totals[i]
		}
	}
	m.live = append(m.live, m.star)
	since := m.star.FirstSeen.Add(-window)
	for i := len(x.kept) - 1; i >= 0; i-- {
		if s := x.totals[x.kept[i]]; s != m.star && !s.FirstSeen.Before(since) {
			m.live = append(m.live, s)
		}
	}
}

// mouthOf is mouthKey of a statement whose speaker is settled.
func (w *work) mouthOf(s *Statement) string {
	k, ok := w.mouths[s]
	if !ok {
		if w.mouths == nil {
			w.mouths = make(map[*Statement]string, len(w.st))
		}
		k = mouthKey(s)
		w.mouths[s] = k
	}
	return k
}

// statedBy gives the two earliest statements of the live set that state its best
// number and come from different mouths.
func (w *work) statedBy(m *moment) (first, second *Statement) {
	for _, s := range m.live {
		if Stated(s.Figure) == m.best && (first == nil || s.FirstSeen.Before(first.FirstSeen)) {
			first = s
		}
	}
	for _, s := range m.live {
		if first != nil && s != first && Stated(s.Figure) == m.best && (second == nil || s.FirstSeen.Before(second.FirstSeen)) && w.mouthOf(s) != w.mouthOf(first) {
			second = s
		}
	}
	return first, second
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
