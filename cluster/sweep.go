package cluster

import (
	"context"
	"encoding/json"
	"fmt"
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
	at   int64 // records looked at
	open map[string]*report.Report
}

// NewSweep makes a sweep of the ledger.
func NewSweep(log *jetstream.Log) *Sweep { return &Sweep{log: log, open: map[string]*report.Report{}} }

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
	before := make(map[string]bool, len(s.open))
	for id := range s.open {
		before[id] = true
	}
	waiting, err := s.log.Waiting(ctx)
	if err != nil || len(waiting) > 0 {
		return 0, err
	}
	if err := s.look(ctx); err != nil {
		return 0, err
	}
	var lost []*report.Report
	for id, rep := range s.open {
		if before[id] {
			lost = append(lost, rep)
		}
	}
	return len(lost), s.log.Enqueue(ctx, incident.Engine, lost...)
}

// look brings the open reports up to the end of the ledger.
func (s *Sweep) look(ctx context.Context) error {
	return s.log.Read(ctx, s.at, func(r ledger.Record) error {
		switch r.Kind {
		case ledger.KindReport:
			rep := new(report.Report)
			if err := json.Unmarshal(r.Payload, rep); err != nil {
				return fmt.Errorf("record %d (report %s) cannot be decoded: %w", r.Seq, r.Subject, err)
			}
			s.open[r.Subject] = rep
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
		if batch = append(batch, rep); len(batch) == chunkItems {
			return flush()
		}
		return nil
	})
	if err == nil && len(batch) > 0 {
		err = flush()
	}
	return n, err
}
