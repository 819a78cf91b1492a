package cluster

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"sofar/incident"
	"sofar/ledger"
	"sofar/ledger/jetstream"
	"sofar/report"
)

// Sweep queues the reports that the ledger holds and nobody will read: a desk
// was killed between recording a report and queueing it, or a queue was lost.
// It runs on every desk; that two find the same report is harmless.
type Sweep struct {
	log  *jetstream.Log
	at   int64            // records looked at
	open map[string]int64 // reports that are not read, by their place in the ledger
}

// sweepMost is how many reports one sweep queues.
const sweepMost = 10_000

// NewSweep makes a sweep of the ledger.
func NewSweep(log *jetstream.Log) *Sweep { return &Sweep{log: log, open: map[string]int64{}} }

// Run sweeps again and again until ctx ends. A sweep that fails, because no
// server answers, is made again later.
func (s *Sweep) Run(ctx context.Context, every time.Duration) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		s.Once(ctx) // its error comes again as long as it lasts
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
	}
}

// Open counts the reports that had not been read when the sweep looked last.
func (s *Sweep) Open() int { return len(s.open) }

// Once queues what is recorded, not read, and not in the queue. n counts it.
//
// A worker takes a report out of the queue only after its reading is in the
// ledger. So what was recorded before the queue was seen empty, and has no
// reading in the ledger after, is in no worker's hand.
func (s *Sweep) Once(ctx context.Context) (n int, err error) {
	if err := s.look(ctx); err != nil || len(s.open) == 0 {
		return 0, err
	}
	before := s.at
	waiting, err := s.log.Waiting(ctx)
	if err != nil || len(waiting) > 0 {
		return 0, err
	}
	if err := s.look(ctx); err != nil {
		return 0, err
	}
	var lost []int64
	for _, seq := range s.open {
		if seq <= before {
			lost = append(lost, seq)
		}
	}
	slices.Sort(lost)
	for len(lost) > 0 && n < sweepMost {
		k := min(len(lost), report.ChunkItems)
		reports, err := s.reports(ctx, lost[:k])
		if err == nil {
			err = s.log.Enqueue(ctx, incident.Engine, reports...)
		}
		if err != nil {
			return n, err
		}
		n, lost = n+k, lost[k:]
	}
	return n, nil
}

// reports reads the reports at these places.
func (s *Sweep) reports(ctx context.Context, at []int64) (out []*report.Report, err error) {
	found := errors.New("found")
	for _, seq := range at {
		err := s.log.Read(ctx, seq-1, func(r ledger.Record) error {
			rep := new(report.Report)
			if err := json.Unmarshal(r.Payload, rep); err != nil {
				return fmt.Errorf("record %d (report %s) cannot be decoded: %w", r.Seq, r.Subject, err)
			}
			out = append(out, rep)
			return found
		})
		if err != nil && !errors.Is(err, found) {
			return nil, err
		}
	}
	return out, nil
}

// look brings the open reports up to the end of the ledger.
func (s *Sweep) look(ctx context.Context) error {
	return s.log.Read(ctx, s.at, func(r ledger.Record) error {
		switch r.Kind {
		case ledger.KindReport:
			s.open[r.Subject] = r.Seq
		case ledger.KindReading, ledger.KindNotRead:
			delete(s.open, r.Subject)
		}
		s.at = r.Seq
		return nil
	})
}

// Reread queues every report that the present engine has not read, for after an
// upgrade. n counts them.
func Reread(ctx context.Context, log *jetstream.Log) (n int, err error) {
	var batch []*report.Report
	flush := func() error {
		ids := make([]string, len(batch))
		for i, r := range batch {
			rec, err := ledger.ReadingRecord(&incident.Reading{Report: r.ID, Engine: incident.Engine})
			if err != nil {
				return err
			}
			ids[i] = rec.ID
		}
		held, err := log.Has(ctx, ids...)
		if err != nil {
			return err
		}
		var old []*report.Report
		for i, r := range batch {
			if !held[ids[i]] {
				old = append(old, r)
			}
		}
		n, batch = n+len(old), batch[:0]
		return log.Enqueue(ctx, incident.Engine, old...)
	}
	err = log.Read(ctx, 0, func(r ledger.Record) error {
		if r.Kind != ledger.KindReport {
			return nil
		}
		rep := new(report.Report)
		if err := json.Unmarshal(r.Payload, rep); err != nil {
			return fmt.Errorf("record %d (report %s) cannot be decoded: %w", r.Seq, r.Subject, err)
		}
		if batch = append(batch, rep); len(batch) == report.ChunkItems {
			return flush()
		}
		return nil
	})
	if err == nil && len(batch) > 0 {
		err = flush()
	}
	return n, err
}
