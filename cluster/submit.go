// Package cluster runs sofar on several machines over a ledger stream
// (ledger/jetstream): desks record what they are given and put it into the work
// queue, workers read it and append what they read, every desk folds the stream.
//
// Input: reports. Output: the same records that one machine would append. A
// report enters the ledger, and so takes its place among the others, before
// it is queued; its reading may follow in any order, because the fold looks a
// reading up by its report. So the account is the same bytes as on one machine.
package cluster

import (
	"context"
	"time"

	"sofar/incident"
	"sofar/ledger"
	"sofar/ledger/jetstream"
	"sofar/report"
)

// Submit records the items in the order given, chunk by chunk, and queues the
// reports to be read by workers. Reports that the ledger holds are passed over.
// After an error or a kill what was recorded stays, submitting again goes on
// from there, and what was recorded but not queued a desk queues later (see
// Sweep). added counts new records.
func Submit(ctx context.Context, log *jetstream.Log, now func() time.Time, items ...report.Item) (added int, err error) {
	for len(items) > 0 {
		n := report.Chunk(items)
		a, err := submit(ctx, log, now().UTC(), items[:n])
		added += a
		if err != nil {
			return added, err
		}
		items = items[n:]
	}
	return added, nil
}

func submit(ctx context.Context, log *jetstream.Log, seen time.Time, items []report.Item) (int, error) {
	records := make([]ledger.Record, len(items))
	ids := make([]string, len(items))
	for i, it := range items {
		var err error
		if it.Report == nil {
			records[i], err = ledger.NotReadRecord(it.NotRead)
		} else {
			rep := *it.Report
			if rep.Seen.IsZero() {
				rep.Seen = seen
			}
			records[i], err = ledger.ReportRecord(&rep)
		}
		if err != nil {
			return 0, err
		}
		ids[i] = records[i].ID
	}
	held, err := log.Has(ctx, ids...)
	if err != nil {
		return 0, err
	}
	var fresh []ledger.Record
	var reports []*report.Report
	for i, it := range items {
		if held[ids[i]] {
			continue
		}
		fresh = append(fresh, records[i])
		if it.Report != nil {
			reports = append(reports, it.Report)
		}
	}
	if len(fresh) == 0 {
		return 0, nil
	}
	added, err := log.Append(ctx, fresh...)
	if err != nil {
		return 0, err
	}
	return added, log.Enqueue(ctx, incident.Engine, reports...)
}
