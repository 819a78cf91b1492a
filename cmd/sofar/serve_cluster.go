package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"sofar/cluster"
)

// How often a desk of a cluster looks for reports that nobody reads, and for
// whether a snapshot is due.
const (
	sweepEvery     = 15 * time.Second
	snapshotEvery  = 10 * time.Minute
	snapshotBehind = 20_000 // messages of the stream since the last snapshot
)

// monitor serves the desk's health and metrics, and in a cluster starts what
// every desk does beside serving.
func (c *serveCmd) monitor(ctx context.Context, l openDesk) error {
	ready := func() error { return nil }
	reg := cluster.NewRegistry(version)
	cluster.Gauge(reg, "sofar_desk_records", "Records of the ledger that the desk has folded.", func() float64 { return float64(l.Version()) })
	if s := l.stream; s != nil {
		ready = func() error {
			if err := s.Trouble(); err != nil {
				return fmt.Errorf("the local copy does not follow the stream: %w", err)
			}
			return nil
		}
		cluster.Gauge(reg, "sofar_desk_stream_applied", "Messages of the ledger stream that the local copy holds.", func() float64 { return float64(s.Place().Stream) })
		cluster.Gauge(reg, "sofar_desk_connected", "1 while a server of the cluster answers.", func() float64 {
			if s.Connected() {
				return 1
			}
			return 0
		})
		go cluster.NewSweep(s).Run(ctx, sweepEvery)
		go cluster.KeepSnapshots(ctx, s, snapshotBehind, snapshotEvery, func(err error) {
			fmt.Fprintf(os.Stderr, "sofar: no snapshot could be kept: %v\n", err)
		})
	}
	return c.monitorFlags.serve(ctx, cluster.Monitor(reg, ready))
}
