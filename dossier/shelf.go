package dossier

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"sync"
	"time"

	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
	"sofar/story"
)

// largeLedger is the number of reports from which a Book keeps neither texts nor
// readings in memory: it reads them from the log when a story is asked for, and
// groups each report when it comes. Up to it, everything is folded anew from all
// reports.
const largeLedger = 5000

const (
	// shownStories is how many stories an account of a large ledger holds: those
	// with the newest reports.
	shownStories = 200
	// keptStories is how many folded stories are kept, now and at earlier moments.
	keptStories = 600
	// sortedStories is how many of the newest stories are found without sorting all.
	sortedStories = 1000
	// keptReports is how many reports with readings are kept.
	keptReports = 1024
	// keptPending is how many reports are kept until their reading comes; others
	// are read from the log again.
	keptPending = 512
)

// shelf is a large ledger: of each report where it stands in the log, when it
// became known, and its story.
type shelf struct {
	mu      sync.Mutex // guards all that follows
	log     ledger.Log
	ids     numbering     // of the reports, in the order of the log
	names   hashed[int32] // the caller's name → the newest version that bears it
	where   []int64       // Seq of the report
	reading []int64       // Seq of the newest engine's reading, 0 for none
	engine  []int16
	engines []string
	known   []int64       // nanoseconds since 1970, always for a report without any time before it
	urls    hashed[int64] // address → when the earliest version of it is of
	last    int64         // when the report before is known
	pending map[int32]*report.Report
	waiting []int32 // of pending, the oldest first; some are no longer there
	failed  error   // the log could not be read in the middle of a record

	groups *story.Grouper
	seat   []int32 // report → its place among those grouped, -1 for none
	number []int32 // place among those grouped → report
	newest []int64 // story → when its newest report became known
	stamp  []int32 // story → how often it has changed

	folded  latest[foldKey, *foldedStory]
	entries map[int32]*story.Entry
	recent  []int32           // of entries
	hot     map[int]*hotStory // of large stories folded lately
	folds   int               // of these so far
	views   latest[foldKey, *besideView]
}

const always = math.MinInt64

func newShelf(log ledger.Log) *shelf {
	return &shelf{log: log, ids: newNumbering(), names: newHashed[int32](), urls: newHashed[int64](), last: always, pending: map[int32]*report.Report{},
		groups: story.NewGrouper(), folded: newLatest[foldKey, *foldedStory](keptStories), entries: map[int32]*story.Entry{}, views: newLatest[foldKey, *besideView](keptViews), hot: map[int]*hotStory{}}
}

func nanos(t time.Time) int64 {
	if t.IsZero() {
		return always
	}
	return t.UnixNano()
}

func timeOf(n int64) time.Time {
	if n == always {
		return time.Time{}
	}
	return time.Unix(0, n).UTC()
}

// reports is the number of reports.
func (s *shelf) reports() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.ids.len()
}

// report takes a report in; it is grouped when its reading comes.
func (s *shelf) report(r *report.Report, seq int64) {
	if _, ok := s.ids.find(r.ID); ok {
		return
	}
	n := s.ids.add(r.ID)
	if r.Name != "" {
		s.names.set(hashOf(r.Name), n) // the newest version answers to a name
	}
	s.where, s.reading, s.engine, s.seat = append(s.where, seq), append(s.reading, 0), append(s.engine, -1), append(s.seat, -1)
	s.known = append(s.known, always)
	s.pending[n] = r
	if s.waiting = append(s.waiting, n); len(s.waiting) > keptPending {
		delete(s.pending, s.waiting[0])
		s.waiting = s.waiting[1:]
	}
}

// read takes a reading in.
func (s *shelf) read(v *incident.Reading, seq int64) {
	n, ok := s.ids.find(v.Report)
	if !ok {
		return
	}
	if e := s.engine[n]; e >= 0 && !incident.Newer(v.Engine, s.engines[e]) {
		return
	}
	e := slices.Index(s.engines, v.Engine)
	if e < 0 {
		e = len(s.engines)
		s.engines = append(s.engines, v.Engine)
	}
	s.engine[n], s.reading[n] = int16(e), seq
	delete(s.entries, n)
	if k := s.seat[n]; k >= 0 { // read again: it stays where it is, and its story is folded anew
		s.stamp[s.groups.Story(int(k))]++
		return
	}
	r := s.pending[n]
	if r == nil {
		if r = s.again(n); r == nil {
			return
		}
	}
	delete(s.pending, n)
	known := s.knownAt(r)
	s.known[n], s.last = known, known
	s.seat[n] = int32(s.groups.Len())
	s.number = append(s.number, n)
	s.changed(s.groups.Add(story.Entry{Report: r, Reading: v, Known: timeOf(known), Seq: int(n)}))
}

// again reads a report of which the reading has come late.
func (s *shelf) again(n int32) *report.Report {
	var found *report.Report
	err := s.log.Read(context.Background(), s.where[n]-1, func(rec ledger.Record) error {
		v, err := decode(rec)
		if err != nil {
			return err
		}
		found, _ = v.(*report.Report)
		return errFound
	})
	if found == nil && s.failed == nil {
		s.failed = fmt.Errorf("record %d of the ledger, which was read before, cannot be read: %w", s.where[n], err)
	}
	return found
}

// knownAt gives when a report counts from, as entries does, by the versions of
// its address that came before it.
func (s *shelf) knownAt(r *report.Report) int64 {
	known := nanos(r.Published)
	if r.URL != "" {
		h := hashOf(r.URL)
		version := nanos(versionTime(r))
		earliest, ok := s.urls.get(h)
		if !ok || version < earliest {
			s.urls.set(h, version)
			earliest = version
		}
		if up := nanos(r.Updated); up > known && earliest < up {
			known = up
		}
	}
	if known == always {
		known = s.last
	}
	return known
}

func (s *shelf) changed(stories []int) {
	for len(s.newest) < s.groups.Stories() {
		s.newest, s.stamp = append(s.newest, always), append(s.stamp, 0)
	}
	for _, k := range stories {
		s.stamp[k]++
		s.newest[k] = always
		if s.groups.Size(k) == 0 {
			continue
		}
		s.groups.Each(k, func(i int) { s.newest[k] = max(s.newest[k], s.known[s.number[i]]) })
	}
}

// decide applies an editor's decision on what belongs together.
func (s *shelf) decide(d *ledger.Decision) {
	seats := func(ids []string) (out []int) {
		for _, id := range ids {
			if n, ok := s.ids.find(id); ok && s.seat[n] >= 0 {
				out = append(out, int(s.seat[n]))
			}
		}
		return out
	}
	these := seats(d.Reports)
	switch {
	case d.Kind == ledger.Merge && len(these) > 1:
		s.changed(s.groups.Move(these, slices.Min(these)))
	case d.Kind == ledger.Split && len(these) > 0:
		those := seats(d.From)
		if len(d.From) == 0 {
			these, those = these[:1], these[1:]
		}
		for _, a := range these {
			for _, b := range those {
				s.groups.Apart(a, b)
			}
		}
		s.changed(s.groups.Move(these, -1))
	}
}

// latest gives the stories with the newest reports known by t (always for all),
// the newest first, and how many stories and reports are known.
func (s *shelf) latest(t int64, most int) (shown []int, stories, reports int) {
	newest := s.newest
	if t != math.MaxInt64 {
		newest = make([]int64, len(s.newest))
		for k := range newest {
			newest[k] = always
		}
		seen := make([]bool, len(newest))
		for i, n := range s.number {
			if k := s.groups.Story(i); s.known[n] <= t {
				newest[k] = max(newest[k], s.known[n])
				seen[k] = true
				reports++
			}
		}
		for k := range seen {
			if seen[k] {
				shown = append(shown, k)
			}
		}
	} else {
		reports = len(s.number)
		for k := range newest {
			if s.groups.Size(k) > 0 {
				shown = append(shown, k)
			}
		}
	}
	stories = len(shown)
	before := func(a, b int) int {
		return cmp.Or(cmp.Compare(newest[b], newest[a]), cmp.Compare(s.groups.First(a), s.groups.First(b)))
	}
	if most > sortedStories {
		slices.SortFunc(shown, before)
		return shown[:min(len(shown), most)], stories, reports
	}
	top := shown[:min(len(shown), most)]
	slices.SortFunc(top, before)
	for _, k := range shown[len(top):] {
		if most > 0 && before(k, top[most-1]) < 0 {
			i, _ := slices.BinarySearchFunc(top, k, before)
			copy(top[i+1:], top[i:])
			top[i] = k
		}
	}
	return top, stories, reports
}

// find gives the story whose address is id: any of its reports began it.
func (s *shelf) find(id string) (int, bool) {
	if len(id) != 14 || id[:2] != "st" {
		return 0, false
	}
	n, ok := s.ids.slug(id[2:])
	if !ok || s.seat[n] < 0 {
		return 0, false
	}
	return s.groups.Story(int(s.seat[n])), true
}
