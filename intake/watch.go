package intake

import (
	"cmp"
	"container/heap"
	"context"
	"net/url"
	"slices"
	"sync"
	"time"

	"sofar/report"
)

// WatchOptions shape a Watcher. The zero value is usable.
type WatchOptions struct {
	Fetch Options
	// Least and Most bound the pause between two looks at a source, which is
	// learned from how often it brings something; 1 minute and 1 hour if zero.
	Least, Most time.Duration
	// MaxAge is the age, by the list's own dates, up to which pages are read; 7
	// days if zero, without bound if negative.
	MaxAge time.Duration
	// Memory is the file in which the Watcher keeps what it has seen, so that a
	// later run goes on; "" keeps nothing. It is a cache and may be deleted.
	Memory string
	// Hosts is how many hosts are asked at once, each for one page at a time; 16
	// if zero.
	Hosts int
	// Once makes Run return when everything has been looked at.
	Once bool
}

// Watcher looks at feeds, sitemaps and pages again and again, and at the pages
// that they name: new ones at once, known ones several times in the two days
// after, because reports are changed without a word. It asks only for what is
// newer than it knows, learns how often each source brings something, keeps the
// pauses that sites ask for, and leaves alone what robots.txt excludes.
type Watcher struct {
	opt WatchOptions
	f   *Fetcher
	// now and pause are the clock, which tests replace; pause waits until a
	// moment while nothing is being fetched.
	now   func() time.Time
	pause func(ctx context.Context, until time.Time) error

	mu      sync.Mutex // guards mem
	mem     *memory
	damaged error // what was wrong with the memory

	due     dueHeap
	hosts   map[string]*host
	turn    []string // hosts that are free and have something waiting
	running int
	results chan outcome
	saved   time.Time
	changed bool // since it was saved
}

// host is where requests wait for one another.
type host struct {
	busy    bool
	waiting []string
	until   time.Time // it asked to be left alone until then
}

// dueAt is the moment at which an address is to be looked at.
type dueAt struct {
	at      time.Time
	address string
}

// dueHeap is the order of the looks, ties by address.
type dueHeap []dueAt

func (h dueHeap) Len() int { return len(h) }
func (h dueHeap) Less(i, j int) bool {
	return cmp.Or(h[i].at.Compare(h[j].at), cmp.Compare(h[i].address, h[j].address)) < 0
}
func (h dueHeap) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *dueHeap) Push(x any)   { *h = append(*h, x.(dueAt)) }
func (h *dueHeap) Pop() any {
	last := len(*h) - 1
	x := (*h)[last]
	*h = (*h)[:last]
	return x
}

// NewWatcher makes a Watcher of the sources. What the memory knows of them it
// goes on from; sources that are no longer named are forgotten with their pages.
func NewWatcher(sources []Source, opt WatchOptions) (*Watcher, error) {
	set := func(d *time.Duration, v time.Duration) {
		if *d == 0 {
			*d = v
		}
	}
	set(&opt.Least, time.Minute)
	set(&opt.Most, time.Hour)
	set(&opt.MaxAge, 7*24*time.Hour)
	opt.Most = max(opt.Most, opt.Least)
	if opt.Hosts <= 0 {
		opt.Hosts = 16
	}
	w := &Watcher{opt: opt, f: NewFetcher(opt.Fetch), now: time.Now, pause: sleepUntil, hosts: map[string]*host{}, results: make(chan outcome, opt.Hosts)}
	w.mem, w.damaged = readMemory(opt.Memory)
	named := map[string]bool{}
	for _, s := range sources {
		if named[s.URL] {
			continue
		}
		named[s.URL] = true
		v := w.mem.Visits[s.URL]
		if v == nil || v.Source != "" {
			v = &visit{}
			w.mem.Visits[s.URL] = v
		}
		if s.Title != "" {
			v.Title = s.Title
		}
	}
	w.forget(func(address string, v *visit) bool { return v.Source != "" || named[address] })
	for address, v := range w.mem.Visits {
		if v.Source == "" && v.Next.IsZero() && w.children(address) == 0 || v.named() && opt.Once && !v.Next.IsZero() {
			v.Next = v.Last // due at once
		} else if v.Next.IsZero() {
			continue
		}
		w.push(address, v.Next)
	}
	return w, nil
}

// sleepUntil is the clock's pause outside tests.
func sleepUntil(ctx context.Context, until time.Time) error {
	t := time.NewTimer(time.Until(until))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

func (w *Watcher) push(address string, at time.Time) {
	heap.Push(&w.due, dueAt{at, address})
}

// Run looks until ctx ends (then it returns its error) or yield fails, or, with
// Once, until everything has been looked at. yield gets what was new, in batches
// of at least one; what it has taken without an error is not fetched again.
func (w *Watcher) Run(ctx context.Context, yield func(context.Context, []report.Item) error) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	began := w.now()
	for {
		next := w.start(ctx, began)
		if w.running == 0 && (w.opt.Once || len(w.mem.Visits) == 0) {
			return w.save()
		}
		got, err := w.wait(ctx, next)
		if err != nil {
			return cmp.Or(w.save(), err)
		}
		if len(got) == 0 {
			continue
		}
		var items []report.Item
		w.mu.Lock()
		for _, o := range got {
			items = append(items, w.apply(&o)...)
		}
		w.mu.Unlock()
		w.changed = true
		if len(items) > 0 {
			if err := yield(ctx, items); err != nil {
				return err
			}
		}
		if w.now().Sub(w.saved) >= saveEvery {
			if err := w.save(); err != nil {
				return err
			}
		}
	}
}

// saveEvery is the least time between two writings of the memory: what is lost
// with it costs a second look, no more.
const saveEvery = 30 * time.Second

func (w *Watcher) save() error {
	if !w.changed {
		return nil
	}
	w.mu.Lock()
	defer w.mu.Unlock()
	w.forgetOld()
	if err := w.mem.write(w.opt.Memory); err != nil {
		return err
	}
	w.saved, w.changed = w.now(), false
	return nil
}

// start begins the looks that are due and gives the moment of the next one, zero
// if there is none.
func (w *Watcher) start(ctx context.Context, began time.Time) time.Time {
	now := w.now()
	for len(w.due) > 0 && !w.due[0].at.After(now) {
		d := heap.Pop(&w.due).(dueAt)
		v := w.mem.Visits[d.address]
		if v == nil || v.busy || !v.Next.Equal(d.at) {
			continue // it was given another moment since
		}
		if w.opt.Once && !v.Last.Before(began) {
			continue // once is enough
		}
		name := hostOf(d.address)
		h := w.hosts[name]
		if h == nil {
			h = &host{}
			w.hosts[name] = h
		}
		if h.until.After(w.now()) {
			v.Next = h.until
			w.push(d.address, v.Next)
			continue
		}
		v.busy = true
		h.waiting = append(h.waiting, d.address)
		if !h.busy && len(h.waiting) == 1 {
			w.turn = append(w.turn, name)
		}
	}
	for w.running < w.opt.Hosts && len(w.turn) > 0 {
		h := w.hosts[w.turn[0]]
		w.turn = w.turn[1:]
		address := h.waiting[0]
		h.waiting = h.waiting[1:]
		h.busy = true
		w.running++
		v := *w.mem.Visits[address] // the look works on what is known now
		go func() { w.results <- w.look(ctx, address, v) }()
	}
	if len(w.due) == 0 {
		return time.Time{}
	}
	return w.due[0].at
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return u.Host
}

// idle is how long the watcher sleeps where nothing will ever be due.
const idle = time.Hour

// wait gives what has been looked at, or nothing once something is due.
func (w *Watcher) wait(ctx context.Context, next time.Time) ([]outcome, error) {
	if next.IsZero() {
		next = w.now().Add(idle)
	}
	if w.running == 0 {
		return nil, w.pause(ctx, next)
	}
	pause := max(next.Sub(w.now()), 0)
	if w.running == w.opt.Hosts || pause == 0 {
		pause = idle // what is due has no free host
	}
	t := time.NewTimer(pause)
	defer t.Stop()
	var got []outcome
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-t.C:
		return nil, nil
	case o := <-w.results:
		got = append(got, o)
	}
	for len(got) < 64 {
		select {
		case o := <-w.results:
			got = append(got, o)
		default:
			return got, nil
		}
	}
	return got, nil
}

// SourceStatus says how a source is doing.
type SourceStatus struct {
	Source
	// Via is the source that led to this one, "" for what the user named.
	Via        string
	Last, Next time.Time
	Every      time.Duration
	// New counts the reports that came through it, Passed the items that were too
	// old or too many to be read.
	New, Passed int
	// Problem is why the last look failed, "" if it did not; Failed how often in
	// a row.
	Problem string
	Failed  int
}

// Status gives the sources by address, and how many pages are followed for
// changes.
func (w *Watcher) Status() (sources []SourceStatus, pages int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	for address, v := range w.mem.Visits {
		if !v.named() {
			if !v.Next.IsZero() {
				pages++
			}
			continue
		}
		sources = append(sources, SourceStatus{Source: Source{URL: address, Title: v.Title}, Via: v.Source, Last: v.Last, Next: v.Next,
			Every: v.Every, New: v.New, Passed: v.Passed, Problem: v.Problem, Failed: v.Failed})
	}
	slices.SortFunc(sources, func(a, b SourceStatus) int { return cmp.Compare(a.URL, b.URL) })
	return sources, pages
}

// Warning says what was wrong with the memory, nil if nothing was.
func (w *Watcher) Warning() error { return w.damaged }
