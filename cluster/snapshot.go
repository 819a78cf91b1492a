package cluster

import (
	"context"
	"time"

	"sofar/ledger/jetstream"
)

// KeepSnapshots keeps a snapshot in the object store whenever the stream has
// grown by so many messages since the newest one, until ctx ends; failed is told
// why one could not be made. Several desks may run it.
func KeepSnapshots(ctx context.Context, log *jetstream.Log, behind uint64, every time.Duration, failed func(error)) {
	t := time.NewTicker(every)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		snaps, err := log.Snapshots(ctx)
		if err == nil && (len(snaps) == 0 || snaps[0].Stream+behind <= log.Place().Stream) && log.Place().Stream >= behind {
			_, err = log.SaveSnapshot(ctx)
		}
		if err != nil && ctx.Err() == nil {
			failed(err)
		}
	}
}
