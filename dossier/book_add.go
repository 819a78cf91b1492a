package dossier

import (
	"context"
	"sync"
	"sync/atomic"

	"sofar/incident"
	"sofar/ledger"
	"sofar/report"
)

// Add analyses the reports in parallel and appends reports, readings and items
// not read in the order given, chunk by chunk: after an error or a kill, what
// was appended stays, and adding the same items again goes on from there. A
// report whose reading by this engine or a newer one is in the log is passed
// over before analysis. added counts new records.
func (b *Book) Add(ctx context.Context, items ...report.Item) (added int, err error) {
	b.adding.Lock()
	defer b.adding.Unlock()
	if err := b.catchUp(ctx); err != nil {
		return 0, err
	}
	total := len(items)
	for len(items) > 0 {
		n := report.Chunk(items)
		a, err := b.addChunk(ctx, items[:n])
		added += a
		if err != nil {
			return added, err
		}
		items = items[n:]
		if b.progress != nil {
			b.progress(total-len(items), total)
		}
	}
	return added, nil
}

func (b *Book) addChunk(ctx context.Context, items []report.Item) (int, error) {
	var fresh []report.Item
	var reports []*report.Report
	inChunk := map[string]bool{}
	for _, it := range items {
		if r := it.Report; r != nil {
			if inChunk[r.ID] || b.hasReading(r.ID) {
				continue
			}
			inChunk[r.ID] = true
			reports = append(reports, r)
		}
		fresh = append(fresh, it)
	}
	readings, err := b.extractAll(ctx, reports)
	if err != nil {
		return 0, err
	}
	var records []ledger.Record
	add := func(rec ledger.Record, err error) error {
		records = append(records, rec)
		return err
	}
	seen := b.now().UTC()
	next := 0
	for _, it := range fresh {
		if it.Report == nil {
			if err := add(ledger.NotReadRecord(it.NotRead)); err != nil {
				return 0, err
			}
			continue
		}
		reading := readings[next]
		next++
		if reading.failed != "" {
			n := &report.NotRead{Name: it.Report.Label(), Reason: reading.failed, Text: it.Report.Text}
			if err := add(ledger.NotReadRecord(n)); err != nil {
				return 0, err
			}
			continue
		}
		rep := *it.Report
		if rep.Seen.IsZero() {
			rep.Seen = seen
		}
		if err := add(ledger.ReportRecord(&rep)); err != nil {
			return 0, err
		}
		if err := add(ledger.ReadingRecord(&reading.Reading)); err != nil {
			return 0, err
		}
	}
	if len(records) == 0 {
		return 0, nil
	}
	added, err := b.log.Append(ctx, records...)
	if err != nil {
		return 0, err
	}
	return added, b.catchUp(ctx)
}

// hasReading tells whether the report was read by this engine or a newer one.
func (b *Book) hasReading(id string) bool {
	b.mu.RLock()
	defer b.mu.RUnlock()
	_, held := b.state.place[id]
	if s := b.state.shelf; s != nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		n, held := s.ids.find(id)
		return held && s.engine[n] >= 0 && !incident.Newer(incident.Engine, s.engines[s.engine[n]])
	}
	r := b.state.readings[id]
	return held && r != nil && !incident.Newer(incident.Engine, r.Engine)
}

// extraction is a reading, or why there is none.
type extraction struct {
	incident.Reading
	failed string
}

// extractAll analyses the reports side by side; the result has their order.
func (b *Book) extractAll(ctx context.Context, reports []*report.Report) ([]extraction, error) {
	out := make([]extraction, len(reports))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(b.workers, len(reports)) {
		wg.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(reports) {
					return
				}
				out[i].Reading, out[i].failed = incident.Guard(b.extract, reports[i])
			}
		})
	}
	wg.Wait()
	return out, ctx.Err()
}

// Rebuild reads every report again whose newest reading is older than this
// engine, and appends the new readings. n counts them.
func (b *Book) Rebuild(ctx context.Context) (n int, err error) {
	b.adding.Lock()
	defer b.adding.Unlock()
	if err := b.catchUp(ctx); err != nil {
		return 0, err
	}
	var old []report.Item
	_, err = b.EachReport(ctx, 0, func(id, _ string) bool { return !b.hasReading(id) }, func(r *report.Report, _ *incident.Reading) error {
		old = append(old, report.Item{Report: r})
		return nil
	})
	if err != nil {
		return 0, err
	}
	total := len(old)
	for len(old) > 0 {
		k := report.Chunk(old)
		a, err := b.addChunk(ctx, old[:k])
		n += a
		if err != nil {
			return n, err
		}
		old = old[k:]
		if b.progress != nil {
			b.progress(total-len(old), total)
		}
	}
	return n, nil
}
