package dossier

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"github.com/go-json-experiment/json"

	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
)

const (
	// foldBatch is how many records are folded between two looks at the lock.
	foldBatch = 256
	// foldAhead is how many batches are read and decoded ahead of the fold.
	foldAhead = 2
)

// batch is some records in order with their values.
type batch struct {
	records []ledger.Record
	values  []any
	err     error
}

// catchUp folds what the log holds beyond version. Records are read, decoded and
// folded side by side, each in the order of the log.
func (b *Book) catchUp(ctx context.Context) error {
	b.folding.Lock()
	defer b.folding.Unlock()
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	after := b.Version()
	batches := make(chan *batch, foldAhead)
	go func() {
		defer close(batches)
		next := &batch{}
		hand := func() error {
			if len(next.records) == 0 {
				return nil
			}
			select {
			case batches <- next.decode(b.large() != nil):
			case <-ctx.Done():
				return context.Cause(ctx)
			}
			next = &batch{}
			return nil
		}
		err := b.log.Read(ctx, after, func(rec ledger.Record) error {
			next.records = append(next.records, rec)
			if len(next.records) == foldBatch {
				return hand()
			}
			return nil
		})
		if err = errors.Join(err, hand()); err != nil {
			select {
			case batches <- &batch{err: err}:
			case <-ctx.Done():
			}
		}
	}()
	for next := range batches {
		if err := b.take(ctx, next); err != nil {
			stop(err)
			for range batches { // until the reader has ended
			}
			return err
		}
	}
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	b.keepFold(false)
	return nil
}

// decode makes the values of a batch, side by side. Of a large ledger only what
// grouping looks at is decoded.
func (x *batch) decode(large bool) *batch {
	x.values = make([]any, len(x.records))
	parts := max(1, min(runtime.GOMAXPROCS(0), len(x.records)/16))
	errs := make([]error, parts)
	var wg sync.WaitGroup
	part := func(p int) {
		for i := p * len(x.records) / parts; i < (p+1)*len(x.records)/parts && errs[p] == nil; i++ {
			if large {
				x.values[i], errs[p] = decodeShort(x.records[i])
			} else {
				x.values[i], errs[p] = decode(x.records[i])
			}
		}
	}
	for p := 1; p < parts; p++ {
		wg.Go(func() { part(p) })
	}
	part(0)
	wg.Wait()
	for _, err := range errs { // the first in the order of the log
		if err != nil {
			x.err = err
			break
		}
	}
	return x
}

// take folds a batch.
func (b *Book) take(ctx context.Context, x *batch) (err error) {
	if x.err != nil {
		return x.err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for i, v := range x.values {
		rec := &x.records[i]
		b.state.fold(v, rec.ID, rec.Seq)
		// At this very record, however they come in batches.
		if b.state.shelf == nil && len(b.state.reports) > b.state.large {
			b.state.shelve(b.log)
		}
		b.state.marks.pass(rec, i == len(x.values)-1)
	}
	b.state.version = x.records[len(x.records)-1].Seq
	if b.state.regroup {
		err = b.state.reshelve(ctx, b.log)
	}
	if s := b.state.shelf; s != nil && err == nil {
		err = s.failed
	}
	b.cache = newAccounts()
	close(b.changed)
	b.changed = make(chan struct{})
	return err
}

// decode gives the value of a record; a kind of a later sofar gives nil.
func decode(rec ledger.Record) (any, error) {
	var v any
	switch rec.Kind {
	case ledger.KindReport:
		v = new(report.Report)
	case ledger.KindReading:
		v = new(incident.Reading)
	case ledger.KindNotRead:
		v = new(report.NotRead)
	case ledger.KindDecision:
		v = new(ledger.Decision)
	default:
		return nil, nil
	}
	if err := json.Unmarshal(rec.Payload, v, lenient); err != nil {
		return nil, undecodable(rec, err)
	}
	return v, nil
}

func undecodable(rec ledger.Record, err error) error {
	return fmt.Errorf("record %d (%s %s) of the ledger cannot be decoded: %w", rec.Seq, rec.Kind, rec.ID, err)
}
