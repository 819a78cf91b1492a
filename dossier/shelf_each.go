package dossier

import (
	"context"
	"math"
	"runtime"
	"sync"
	"sync/atomic"
	"time"

	"sofar/report"
)

// Large tells whether the ledger is one of which stories are read from the log
// when they are asked for, so that At holds the newest alone.
func (b *Book) Large() bool { return b.large() != nil }

// EachStory calls fn with an account of each story of a large ledger as known at
// t, from as many goroutines as there are processors: what goes through all of a
// ledger need not hold it. i counts the stories in the order of At; total is
// their number. It stops at the first error, its own or fn's.
func (b *Book) EachStory(ctx context.Context, t time.Time, fn func(i, total int, a *Account) error) error {
	s, in := b.asked(t)
	if s == nil {
		return nil
	}
	last := int64(math.MaxInt64)
	if !t.IsZero() {
		last = nanos(t)
	}
	s.mu.Lock()
	stories, _, _ := s.latest(last, math.MaxInt)
	s.mu.Unlock()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	standing := Standing(in.Rulings, t)
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(stories) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				s.mu.Lock()
				p := s.plan(stories[i], in.AsOf)
				s.mu.Unlock()
				all, err := s.gather(&p)
				if err == nil {
					if d := foldSeated(all, in, nil); d != nil {
						a := &Account{AsOf: d.AsOf, Dossiers: []Dossier{*d}, Reports: map[string]*report.Report{}, Decisions: standing}
						for id, r := range d.Reports {
							a.Reports[id] = r
						}
						err = fn(i, len(stories), a)
					}
				}
				if err != nil {
					stop(err)
				}
			}
		})
	}
	wg.Wait()
	return context.Cause(ctx)
}
