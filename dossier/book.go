package dossier

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
)

// Book is an open ledger with everything folded from it. It is safe for
// concurrent use; what it returns is shared and read-only.
//
// The state is a pure function of the log: a record reaches it only by being
// read back from the log, also after Book's own appends.
type Book struct {
	log      ledger.Log
	now      func() time.Time
	workers  int
	progress func(done, total int)
	extract  func(*report.Report) incident.Reading

	adding  sync.Mutex // one Add, AddDecision or Rebuild at a time
	folding sync.Mutex // one reader of the log at a time

	fold foldFile // guarded by folding

	// accounting is held while the account of now is folded; it guards live.
	accounting sync.Mutex
	live       struct {
		kept    kept
		version int64
		account *Account // at version, nil before the first
	}

	folded atomic.Pointer[foldedAccount] // of live

	mu      sync.RWMutex // guards what follows
	state   state
	changed chan struct{} // closed and replaced when version grows
	cache   *accounts
}

// state is what the records up to version say.
type state struct {
	version   int64
	reports   []*report.Report // in the order of the log
	place     map[string]int   // report id to its index in reports
	names     map[string]string
	readings  map[string]*incident.Reading // the newest engine's, by report id
	notRead   []report.NotRead
	decisions []Ruling
	// Up to large reports their places in the log are kept; beyond, the shelf has
	// them and reports and readings are empty.
	large int
	seqs  map[any]int64 // of reports and readings
	shelf *shelf
	// regroup is set where a decision on what belongs together was taken back.
	regroup bool
	marks   marks // of the log, up to version
}

// BookOption changes how a Book works.
type BookOption func(*Book)

// WithClock sets the clock behind Report.Seen; time.Now without it. No fold
// reads it.
func WithClock(now func() time.Time) BookOption { return func(b *Book) { b.now = now } }

// WithWorkers bounds how many reports are analysed side by side; 0 or less
// means one per processor.
func WithWorkers(n int) BookOption { return func(b *Book) { b.workers = n } }

// WithProgress is told how many of an Add's or Rebuild's items are durable.
func WithProgress(f func(done, total int)) BookOption { return func(b *Book) { b.progress = f } }

// OpenBook folds the log. The caller keeps the log and closes it.
func OpenBook(ctx context.Context, log ledger.Log, opts ...BookOption) (*Book, error) {
	b := &Book{
		log: log, now: time.Now, extract: incident.Extract,
		changed: make(chan struct{}), cache: newAccounts(),
		state: state{place: map[string]int{}, names: map[string]string{}, readings: map[string]*incident.Reading{},
			large: largeLedger, seqs: map[any]int64{}},
	}
	b.live.kept.grouping = new(keptGroups)
	for _, o := range opts {
		o(b)
	}
	if b.workers <= 0 {
		b.workers = runtime.GOMAXPROCS(0)
	}
	if b.fold.path != "" {
		b.readFold(ctx)
	}
	if err := b.catchUp(ctx); err != nil {
		return nil, err
	}
	return b, nil
}

// fold takes one record's value in.
func (s *state) fold(v any, id string, seq int64) {
	if s.shelf != nil {
		s.foldLarge(v, seq)
	}
	switch v := v.(type) {
	case *report.Report:
		if s.shelf != nil {
			return
		}
		if _, ok := s.place[v.ID]; ok {
			return
		}
		s.place[v.ID] = len(s.place)
		s.reports = append(s.reports, v)
		s.seqs[v] = seq
		if v.Name != "" {
			s.names[v.Name] = v.ID // the newest version answers to a name
		}
	case *incident.Reading:
		if s.shelf != nil {
			return
		}
		if old := s.readings[v.Report]; old == nil || incident.Newer(v.Engine, old.Engine) {
			s.readings[v.Report] = v
			s.seqs[v] = seq
		}
	case *report.NotRead:
		s.notRead = append(s.notRead, *v)
	case *ledger.Decision:
		s.decisions = append(s.decisions, Ruling{ID: id, Decision: *v})
	}
}

// At gives the account as known at t; the zero time means everything. Accounts
// are cached; a call that asks for one that is being folded waits for it. The
// account of now may hold records that came while it was waited for.
func (b *Book) At(t time.Time) *Account {
	b.mu.RLock()
	cache, shelf := b.cache, b.state.shelf
	call, mine := cache.get(t)
	in := Input{AsOf: t}
	if mine && (shelf != nil || !t.IsZero()) {
		in = b.state.input(t)
	}
	b.mu.RUnlock()
	if mine {
		// A panic must not leave others waiting for ever.
		defer close(call.done)
		switch {
		case shelf != nil:
			call.account = shelf.account(in, shownStories)
		case t.IsZero():
			call.account = b.latest()
		default:
			call.account = Fold(in)
		}
		return call.account
	}
	<-call.done
	if call.account == nil {
		return Fold(Input{AsOf: t}) // the fold panicked in the goroutine that ran it, which dies of it
	}
	return call.account
}

// input is what an account at t is folded from.
func (s *state) input(t time.Time) Input {
	in := Input{AsOf: t, NotRead: s.notRead[:len(s.notRead):len(s.notRead)], Rulings: s.decisions[:len(s.decisions):len(s.decisions)]}
	if s.shelf == nil {
		in.Entries = entries(s.reports, s.readings)
	}
	return in
}

// latest gives the account of everything, from what the one before left. One is
// folded at a time, of all that is known when its turn comes: where records come
// faster than they can be folded, one fold serves them together.
func (b *Book) latest() *Account {
	b.accounting.Lock()
	defer b.accounting.Unlock()
	b.mu.RLock()
	version, shelf := b.state.version, b.state.shelf
	var in Input
	if same := b.live.account != nil && version == b.live.version; same || shelf != nil {
		b.mu.RUnlock()
		if same {
			return b.live.account
		}
		b.live.kept, b.live.account = kept{}, nil
		b.folded.Store(nil)
		return b.At(time.Time{})
	}
	in = b.state.input(time.Time{})
	b.mu.RUnlock()
	b.live.account, b.live.version = b.live.kept.fold(in), version
	b.folded.Store(&foldedAccount{b.live.account, version})
	return b.live.account
}

// foldedAccount is an account of everything up to a version.
type foldedAccount struct {
	account *Account
	version int64
}

// Folded gives the newest account that is folded already and holds all records up
// to since, with its version; nil if there is none. Who was told of that version
// sees all of it, without the wait for what has come in the meantime.
func (b *Book) Folded(since int64) (*Account, int64) {
	f := b.folded.Load()
	if f == nil || f.version < since {
		return nil, 0
	}
	return f.account, f.version
}

// Version is the Seq of the newest record folded.
func (b *Book) Version() int64 {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.state.version
}

// Wait returns the version once it is greater than after, or the error of ctx.
// Records of other processes arrive while Follow runs.
func (b *Book) Wait(ctx context.Context, after int64) (int64, error) {
	for {
		b.mu.RLock()
		version, changed := b.state.version, b.changed
		b.mu.RUnlock()
		if version > after {
			return version, nil
		}
		select {
		case <-ctx.Done():
			return version, ctx.Err()
		case <-changed:
		}
	}
}

// Follow folds records that other processes append, until ctx ends (nil) or
// the log fails.
func (b *Book) Follow(ctx context.Context) error {
	for {
		err := b.log.Wait(ctx, b.Version())
		if err == nil {
			err = b.catchUp(ctx)
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return fmt.Errorf("following the ledger: %w", err)
		}
	}
}

// Report finds a report and its reading by content id or by the caller's name,
// the newest version where several bear it.
func (b *Book) Report(id string) (*report.Report, *incident.Reading, bool) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.state.shelf != nil {
		return b.state.shelf.named(id)
	}
	i, ok := b.state.place[id]
	if !ok {
		if i, ok = b.state.place[b.state.names[id]]; !ok {
			return nil, nil, false
		}
	}
	r := b.state.reports[i]
	return r, b.state.readings[r.ID], true
}

// Decisions are all rulings in the order of the log, also those undone.
func (b *Book) Decisions() []Ruling {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.state.decisions[:len(b.state.decisions):len(b.state.decisions)]
}

// Reports are all reports with their readings (nil where there is none yet), in
// the order of the log. Of a large ledger they are read anew and all held at
// once; EachReport gives them one by one.
func (b *Book) Reports() ([]*report.Report, []*incident.Reading) {
	b.mu.RLock()
	defer b.mu.RUnlock()
	reports := b.state.reports[:len(b.state.reports):len(b.state.reports)]
	if s := b.state.shelf; s != nil {
		reports = make([]*report.Report, s.reports())
		readings := make([]*incident.Reading, len(reports))
		for n := range reports {
			reports[n], readings[n], _ = s.look(int32(n))
		}
		return reports, readings
	}
	readings := make([]*incident.Reading, len(reports))
	for i, r := range reports {
		readings[i] = b.state.readings[r.ID]
	}
	return reports, readings
}
