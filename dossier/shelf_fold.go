package dossier

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
	"sofar/story"
)

// foldKey names a story of a shelf at a moment, the zero time for now.
type foldKey struct {
	k  int
	at time.Time
}

// foldedStory is a story folded from what stamp tells of; dossier and err may be
// read once done is closed.
type foldedStory struct {
	stamp, rulings, notRead int
	done                    chan struct{}
	dossier                 *Dossier
	err                     error
}

// plan is what a story is folded from: its reports, not yet read.
type plan struct {
	key     foldKey
	seats   []seatAt
	members []story.Member // the labels in Why as marks
	stamp   int
	hot     *hotStory // of a large story, nil for others
}

const (
	// A story of so many reports is hot: what its copies rest on is kept for the
	// next fold. There are so many of them at most.
	hotSize, hotStories = 48, 8
)

// hotStory is what a fold of a large story leaves to the next.
type hotStory struct {
	mu       sync.Mutex // one fold at a time
	copies   story.KeptStory
	entries  map[int32]*story.Entry
	readings map[int32]int64 // where the reading of each stands in the log
	last     int             // when it was used, in folds
}

// hotFor gives what is kept of story k, nil for a small one; s.mu is held.
func (s *shelf) hotFor(k, reports int) *hotStory {
	if reports < hotSize {
		return nil
	}
	s.folds++
	h := s.hot[k]
	if h == nil {
		for len(s.hot) >= hotStories {
			oldest := -1
			for o, x := range s.hot {
				if oldest < 0 || x.last < s.hot[oldest].last {
					oldest = o
				}
			}
			delete(s.hot, oldest)
		}
		h = &hotStory{}
		s.hot[k] = h
	}
	h.last = s.folds
	return h
}

// seatAt is where a report and its reading stand in the log.
type seatAt struct {
	n              int32
	where, reading int64
	known          int64
}

func (s *shelf) seatAt(n int32) seatAt {
	return seatAt{n, s.where[n], s.reading[n], s.known[n]}
}

// labelMark stands in a plan for the label of the report in a seat.
const labelMark = "\x00"

// plan tells what story k is folded from; s.mu is held.
func (s *shelf) plan(k int, at time.Time) plan {
	p := plan{key: foldKey{k, at}, stamp: int(s.stamp[k])}
	seats, members := s.groups.Members(k, func(i int) string { return labelMark + strconv.Itoa(i) + labelMark })
	p.members = members
	for _, i := range seats {
		p.seats = append(p.seats, s.seatAt(s.number[i]))
	}
	if at.IsZero() {
		p.hot = s.hotFor(k, len(seats))
	}
	return p
}

// dossier gives story k, folded anew only if something was added to it: once,
// however many ask for it. It is nil where none of its reports was known. What is
// read and folded is read and folded while others go on.
func (s *shelf) dossier(k int, in Input) (*Dossier, error) {
	s.mu.Lock()
	f, p := s.ask(k, in)
	s.mu.Unlock()
	return s.answer(f, p, in)
}

// ask gives the place of a folded story, and what it is to be folded from if the
// caller has to do that; s.mu is held.
func (s *shelf) ask(k int, in Input) (*foldedStory, *plan) {
	key := foldKey{k, in.AsOf}
	if f := s.folded.of[key]; f != nil && f.stamp == int(s.stamp[k]) && f.rulings == len(in.Rulings) && f.notRead == len(in.NotRead) {
		return f, nil
	}
	p := s.plan(k, in.AsOf)
	f := &foldedStory{stamp: p.stamp, rulings: len(in.Rulings), notRead: len(in.NotRead), done: make(chan struct{})}
	s.folded.set(key, f)
	return f, &p
}

// answer folds a story that ask gave, or waits until another has.
func (s *shelf) answer(f *foldedStory, p *plan, in Input) (*Dossier, error) {
	if p == nil {
		<-f.done
		return f.dossier, f.err
	}
	f.err = errors.New("folding a story broke off") // until it has ended
	defer func() {
		if f.err != nil { // the next who asks tries again
			s.mu.Lock()
			if s.folded.of[p.key] == f {
				f.stamp = -1
			}
			s.mu.Unlock()
		}
		close(f.done)
	}()
	var all []seated
	var copies *story.KeptStory
	if p.hot != nil {
		p.hot.mu.Lock()
		defer p.hot.mu.Unlock()
		copies = &p.hot.copies
	}
	if all, f.err = s.gather(p); f.err == nil {
		f.dossier = foldSeated(all, in, copies)
	}
	return f.dossier, f.err
}

// seated is a report of a story with what ties it there.
type seated struct {
	e story.Entry
	m story.Member
}

// gather reads the reports of a story from the log.
func (s *shelf) gather(p *plan) ([]seated, error) {
	var entries []*story.Entry
	var err error
	if p.hot != nil {
		entries, err = s.entriesHot(p)
	} else {
		entries, err = s.entriesOf(p.seats)
	}
	if err != nil {
		return nil, err
	}
	byNumber := make(map[int32]*story.Entry, len(entries))
	for i, at := range p.seats {
		byNumber[at.n] = entries[i]
	}
	all := make([]seated, len(entries))
	for i, e := range entries {
		m := p.members[i]
		if before, rest, ok := strings.Cut(m.Why, labelMark); ok {
			seat, behind, _ := strings.Cut(rest, labelMark)
			m.Why = before + s.labelOf(seat, byNumber) + behind
		}
		all[i] = seated{*e, m}
	}
	return all, nil
}

// labelOf names the report in a seat for readers: by its name where it is at hand.
func (s *shelf) labelOf(seat string, have map[int32]*story.Entry) string {
	i, err := strconv.Atoi(seat)
	s.mu.Lock()
	if err != nil || i >= len(s.number) {
		s.mu.Unlock()
		return "another report"
	}
	at := s.seatAt(s.number[i])
	s.mu.Unlock()
	e := have[at.n]
	if e == nil {
		one, err := s.entriesOf([]seatAt{at})
		if err != nil {
			return "another report"
		}
		e = one[0]
	}
	return e.Report.Label()
}

var errFound = errors.New("found")

// entriesOf gives reports with their readings, those that are not kept from the
// log.
func (s *shelf) entriesOf(seats []seatAt) ([]*story.Entry, error) {
	out := make([]*story.Entry, len(seats))
	var missing []int
	s.mu.Lock()
	for i, at := range seats {
		if out[i] = s.entries[at.n]; out[i] == nil {
			missing = append(missing, i)
		}
	}
	s.mu.Unlock()
	if len(missing) == 0 {
		return out, nil
	}
	errs := make([]error, len(missing))
	sideBySide(len(missing), len(missing) > 3, func(k int) {
		out[missing[k]], errs[k] = s.entryAt(seats[missing[k]])
	})
	for _, err := range errs { // the first in their order
		if err != nil {
			return nil, err
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, i := range missing {
		if n := seats[i].n; s.entries[n] == nil && s.reading[n] == seats[i].reading {
			if len(s.recent) >= keptReports {
				delete(s.entries, s.recent[0])
				s.recent = s.recent[1:]
			}
			s.entries[n] = out[i]
			s.recent = append(s.recent, n)
		}
	}
	return out, nil
}

// entriesHot is entriesOf for a hot story, which keeps its own.
func (s *shelf) entriesHot(p *plan) ([]*story.Entry, error) {
	out := make([]*story.Entry, len(p.seats))
	var missing []seatAt
	for i, at := range p.seats {
		if e := p.hot.entries[at.n]; e != nil && p.hot.readings[at.n] == at.reading {
			out[i] = e
		} else {
			missing = append(missing, at)
		}
	}
	read, err := s.entriesOf(missing)
	if err != nil {
		return nil, err
	}
	p.hot.entries, p.hot.readings = make(map[int32]*story.Entry, len(out)), make(map[int32]int64, len(out))
	for i, at := range p.seats {
		if out[i] == nil {
			out[i], read = read[0], read[1:]
		}
		p.hot.entries[at.n], p.hot.readings[at.n] = out[i], at.reading
	}
	return out, nil
}

// entryAt reads a report and its reading from the log.
func (s *shelf) entryAt(at seatAt) (*story.Entry, error) {
	e := &story.Entry{Known: timeOf(at.known), Seq: int(at.n)}
	take := func(rec ledger.Record) error {
		if rec.Seq != at.where && rec.Seq != at.reading {
			return errFound
		}
		v, err := decode(rec)
		if err != nil {
			return err
		}
		switch v := v.(type) {
		case *report.Report:
			e.Report = v
		case *incident.Reading:
			e.Reading = v
		}
		if e.Report != nil && (e.Reading != nil || at.reading == 0) {
			return errFound
		}
		return nil
	}
	// A reading mostly follows its report.
	err := s.log.Read(context.Background(), at.where-1, take)
	if errors.Is(err, errFound) && e.Reading == nil && at.reading > 0 {
		err = s.log.Read(context.Background(), at.reading-1, take)
	}
	if err != nil && !errors.Is(err, errFound) {
		return nil, err
	}
	if e.Report == nil {
		return nil, fmt.Errorf("the ledger no longer holds record %d", at.where)
	}
	return e, nil
}

// foldSeated makes the dossier of a story from its reports; nil where none was
// known at the time. kept, which may be nil, is of the fold of the same story before.
func foldSeated(all []seated, in Input, kept *story.KeptStory) *Dossier {
	slices.SortStableFunc(all, func(a, b seated) int {
		return cmp.Or(a.e.Known.Compare(b.e.Known), cmp.Compare(a.e.Seq, b.e.Seq))
	})
	id := ""
	var entries []story.Entry
	seatOf := map[string]story.Member{}
	for _, x := range all {
		if id == "" && x.m.Main {
			id = story.ID(x.e.Report.ID)
		}
		if in.AsOf.IsZero() || !x.e.Known.After(in.AsOf) {
			entries = append(entries, x.e)
			seatOf[x.e.Report.ID] = x.m
		}
	}
	if len(entries) == 0 {
		return nil
	}
	rules := standingAt(in.Rulings, in.AsOf)
	entries, kills := killed(entries, in, rules, story.Group)
	together := make([]story.Member, len(entries))
	byID, order := map[string]story.Entry{}, map[string]int{}
	asOf := in.AsOf
	for i, e := range entries {
		together[i] = seatOf[e.Report.ID]
		byID[e.Report.ID], order[e.Report.ID] = e, i
		if in.AsOf.IsZero() && e.Known.After(asOf) {
			asOf = e.Known
		}
	}
	if kept == nil {
		kept = new(story.KeptStory)
	}
	st, copies := kept.Together(entries, together)
	if len(st.Members) == 0 {
		return nil
	}
	st.ID = id
	rules.find(byID, copies)
	w := &work{entries: byID, named: newOutlets(byID), order: order, asOf: asOf, rules: rules}
	a := &Account{Dossiers: []Dossier{*w.build(st, copies, framesTaken(story.Groups{Stories: []story.Story{st}}))}}
	shareCountries(a.Dossiers, []*work{w})
	tell(kills, a.Dossiers)
	rules.tell(a, kills)
	return &a.Dossiers[0]
}
