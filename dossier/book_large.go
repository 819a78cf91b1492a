package dossier

import (
	"context"
	"errors"
	"math"
	"slices"
	"time"

	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
	"sofar/story"
)

// WithLarge sets the number of reports from which a Book reads stories from the
// log when they are asked for; 0 or less means that of sofar.
func WithLarge(n int) BookOption {
	return func(b *Book) {
		if n > 0 {
			b.state.large = n
		}
	}
}

// shelve hands what is in memory to a shelf.
func (s *state) shelve(log ledger.Log) {
	s.shelf = newShelf(log)
	for _, r := range s.reports {
		s.shelf.report(r, s.seqs[r])
		if v := s.readings[r.ID]; v != nil {
			s.shelf.read(v, s.seqs[v])
		}
	}
	for _, d := range Standing(s.decisions, time.Time{}) {
		s.shelf.decide(&d.Decision)
	}
	s.reports, s.readings, s.seqs, s.place, s.names = nil, nil, nil, nil, nil
}

// foldLarge takes a record's value into the shelf.
func (s *state) foldLarge(v any, seq int64) {
	s.shelf.mu.Lock()
	defer s.shelf.mu.Unlock()
	switch v := v.(type) {
	case *report.Report:
		s.shelf.report(v, seq)
	case *incident.Reading:
		s.shelf.read(v, seq)
	case *ledger.Decision:
		if v.Kind == ledger.Undo {
			s.regroup = s.regroup || s.groupingUndone(v.Undoes)
		} else {
			s.shelf.decide(v)
		}
	}
}

// groupingUndone tells whether an undo bears on what belongs together, directly
// or through the undo that it takes back.
func (s *state) groupingUndone(id string) bool {
	for range s.decisions {
		i := slices.IndexFunc(s.decisions, func(r Ruling) bool { return r.ID == id })
		if i < 0 || s.decisions[i].Kind != ledger.Undo {
			return i >= 0 && (s.decisions[i].Kind == ledger.Merge || s.decisions[i].Kind == ledger.Split)
		}
		id = s.decisions[i].Undoes
	}
	return false
}

// reshelve groups the ledger anew, up to version, with the decisions that stand.
func (s *state) reshelve(ctx context.Context, log ledger.Log) error {
	s.regroup = false
	stands := map[string]bool{}
	for _, d := range Standing(s.decisions, time.Time{}) {
		stands[d.ID] = true
	}
	x := newShelf(log)
	err := log.Read(ctx, 0, func(rec ledger.Record) error {
		if rec.Seq > s.version {
			return errFound
		}
		v, err := decodeShort(rec)
		switch v := v.(type) {
		case *report.Report:
			x.report(v, rec.Seq)
		case *incident.Reading:
			x.read(v, rec.Seq)
		case *ledger.Decision:
			if stands[rec.ID] {
				x.decide(v)
			}
		}
		return err
	})
	if err != nil && !errors.Is(err, errFound) {
		return err
	}
	s.shelf = x
	return nil
}

// account gives the stories with the newest reports at in.AsOf. A record that
// cannot be read leaves its story out and is told as not read.
func (s *shelf) account(in Input, most int) *Account { return s.page(in, 0, most) }

// page is account with n stories from the given place of the order on.
func (s *shelf) page(in Input, from, n int) *Account {
	t := int64(math.MaxInt64)
	if !in.AsOf.IsZero() {
		t = nanos(in.AsOf)
	}
	a := &Account{AsOf: in.AsOf, NotRead: in.NotRead, Reports: map[string]*report.Report{}}
	s.mu.Lock()
	most := n
	if n < math.MaxInt-from {
		most += from
	}
	shown, stories, reports := s.latest(t, most)
	if in.AsOf.IsZero() && len(shown) > 0 {
		a.AsOf = timeOf(s.newest[shown[0]])
	}
	shown = shown[min(from, len(shown)):]
	asked := make([]*foldedStory, len(shown))
	plans := make([]*plan, len(shown))
	for i, k := range shown { // all as they are at one moment
		asked[i], plans[i] = s.ask(k, in)
	}
	s.mu.Unlock()
	sideBySide(len(shown), true, func(i int) {
		if plans[i] != nil {
			_, _ = s.answer(asked[i], plans[i], in)
		}
	})
	for i := range asked {
		d, err := s.answer(asked[i], nil, in)
		if err != nil {
			a.NotRead = append(a.NotRead[:len(a.NotRead):len(a.NotRead)], report.NotRead{Name: "a story of the ledger", Reason: err.Error()})
		}
		if d == nil {
			continue
		}
		a.Dossiers = append(a.Dossiers, *d)
		for id, r := range d.Reports {
			a.Reports[id] = r
		}
		if d.AsOf.After(a.AsOf) {
			a.AsOf = d.AsOf
		}
	}
	a.MoreStories, a.MoreReports = stories-len(shown), reports-len(a.Reports)
	a.Decisions = Standing(in.Rulings, in.AsOf)
	return a
}

// Page is At with n stories alone, from the given place of the order on: of a
// large ledger these alone are folded. MoreStories and MoreReports count all
// others.
func (b *Book) Page(t time.Time, from, n int) *Account {
	s, in := b.asked(t)
	if s != nil {
		return s.page(in, max(0, from), max(0, n))
	}
	a := *b.At(t)
	all, reports := len(a.Dossiers), len(a.Reports)
	from = min(max(0, from), all)
	a.Dossiers = a.Dossiers[from:min(all, from+max(0, n))]
	a.Reports = map[string]*report.Report{}
	for i := range a.Dossiers {
		for id, r := range a.Dossiers[i].Reports {
			a.Reports[id] = r
		}
	}
	a.MoreStories, a.MoreReports = a.MoreStories+all-len(a.Dossiers), a.MoreReports+reports-len(a.Reports)
	return &a
}

// named gives a report with its reading by its id or the caller's name.
func (s *shelf) named(id string) (*report.Report, *incident.Reading, bool) {
	s.mu.Lock()
	n, ok := s.ids.find(id)
	byName := !ok
	if byName {
		n, ok = s.names.get(hashOf(id))
	}
	s.mu.Unlock()
	if !ok {
		return nil, nil, false
	}
	r, v, ok := s.look(n)
	if ok && byName && r.Name != id {
		return nil, nil, false
	}
	return r, v, ok
}

// look gives report n with its reading.
func (s *shelf) look(n int32) (*report.Report, *incident.Reading, bool) {
	s.mu.Lock()
	at := s.seatAt(n)
	s.mu.Unlock()
	e, err := s.entriesOf([]seatAt{at})
	if err != nil {
		return nil, nil, false
	}
	return e[0].Report, e[0].Reading, true
}

// Whole is At with every story, however large the ledger: for what goes through
// all of it and has the memory.
func (b *Book) Whole(t time.Time) *Account {
	s, in := b.asked(t)
	if s == nil {
		return b.At(t)
	}
	return s.account(in, math.MaxInt)
}

// Story gives the story with an id as known at t (zero: now), also one that the
// account of a large ledger does not hold; nil if there is none.
func (b *Book) Story(id string, t time.Time) *Dossier {
	s, in := b.asked(t)
	if s == nil {
		return b.At(t).story(id)
	}
	s.mu.Lock()
	k, ok := s.find(id)
	s.mu.Unlock()
	if !ok {
		return nil
	}
	d, err := s.dossier(k, in)
	if err != nil {
		return nil
	}
	return d
}

// story gives the story with an id, nil if there is none.
func (a *Account) story(id string) *Dossier {
	for i := range a.Dossiers {
		if a.Dossiers[i].ID == id {
			return &a.Dossiers[i]
		}
	}
	return nil
}

// asked gives the shelf, nil for a smaller ledger, and what stories at t are
// folded from beside their reports.
func (b *Book) asked(t time.Time) (*shelf, Input) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.state.shelf, Input{NotRead: b.state.notRead[:len(b.state.notRead):len(b.state.notRead)],
		Rulings: b.state.decisions[:len(b.state.decisions):len(b.state.decisions)], AsOf: t.UTC().Round(0)} // comparable with ==
}

// EachReport calls fn for the reports from the given place of the log's order on,
// with their readings (nil where there is none yet), and gives the place behind
// the last. Those for which wanted is false, by id and engine, are not read.
func (b *Book) EachReport(ctx context.Context, from int, wanted func(id, engine string) bool, fn func(*report.Report, *incident.Reading) error) (int, error) {
	if s := b.large(); s != nil {
		return s.eachReport(ctx, from, wanted, fn)
	}
	reports, readings := b.Reports()
	for i := from; i < len(reports); i++ {
		if ctx.Err() != nil {
			return i, ctx.Err()
		}
		engine := ""
		if readings[i] != nil {
			engine = readings[i].Engine
		}
		if !wanted(reports[i].ID, engine) {
			continue
		}
		if err := fn(reports[i], readings[i]); err != nil {
			return i, err
		}
	}
	return max(from, len(reports)), nil
}

func (s *shelf) eachReport(ctx context.Context, from int, wanted func(id, engine string) bool, fn func(*report.Report, *incident.Reading) error) (int, error) {
	total := s.reports()
	for i := from; i < total; i++ {
		if ctx.Err() != nil {
			return i, ctx.Err()
		}
		s.mu.Lock()
		id, engine := s.ids.id(int32(i)), ""
		if e := s.engine[i]; e >= 0 {
			engine = s.engines[e]
		}
		s.mu.Unlock()
		if !wanted(id, engine) {
			continue
		}
		r, v, ok := s.look(int32(i))
		if !ok {
			continue
		}
		if err := fn(r, v); err != nil {
			return i, err
		}
	}
	return max(from, total), nil
}

// large tells whether stories are read from the log.
func (b *Book) large() *shelf {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.state.shelf
}

// Around is At with the stories of the given reports, whatever their age, which
// the account of a large ledger may lack.
func (b *Book) Around(t time.Time, reports ...string) *Account {
	a := b.At(t)
	s, in := b.asked(t)
	if s == nil {
		return a
	}
	held := make(map[string]bool, len(a.Dossiers))
	for i := range a.Dossiers {
		held[a.Dossiers[i].ID] = true
	}
	more := *a
	more.Dossiers = a.Dossiers[:len(a.Dossiers):len(a.Dossiers)]
	for _, id := range reports {
		k, ok := s.holder(id)
		if !ok {
			continue
		}
		if d, err := s.dossier(k, in); err == nil && d != nil && !held[d.ID] {
			held[d.ID] = true
			more.Dossiers = append(more.Dossiers, *d)
			more.MoreStories--
		}
	}
	return &more
}

// holder gives the story that a report stands in.
func (s *shelf) holder(id string) (int, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	n, ok := s.ids.find(id)
	if !ok || s.seat[n] < 0 {
		return 0, false
	}
	return s.groups.Story(int(s.seat[n])), true
}

// Largest gives the id of the story of most reports, the oldest of equals; ""
// for an empty ledger.
func (b *Book) Largest() string {
	s := b.large()
	if s == nil {
		id, most := "", 0
		for _, d := range b.At(time.Time{}).Dossiers {
			if len(d.Members) > most {
				id, most = d.ID, len(d.Members)
			}
		}
		return id
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	best := 0
	for k := range s.newest {
		if s.groups.Size(k) > s.groups.Size(best) {
			best = k
		}
	}
	return story.ID(s.ids.id(s.number[s.groups.First(best)]))
}

// Grouping gives the story of each report, in the order of the log: equal
// numbers stand in one story; -1 for a report in none.
func (b *Book) Grouping() []int32 {
	if s := b.large(); s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		out := make([]int32, len(s.seat))
		for n, seat := range s.seat {
			if out[n] = -1; seat >= 0 {
				out[n] = int32(s.groups.Story(int(seat)))
			}
		}
		return out
	}
	a := b.At(time.Time{})
	b.mu.RLock()
	defer b.mu.RUnlock()
	place := b.state.place
	out := make([]int32, len(place))
	for i := range out {
		out[i] = -1
	}
	for k := range a.Dossiers {
		for _, m := range a.Dossiers[k].Members {
			if n, ok := place[m.Report]; ok && n < len(out) && (m.Main || out[n] < 0) {
				out[n] = int32(k)
			}
		}
	}
	return out
}
