package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"sofar/cluster"
	"sofar/incident"
	"sofar/language"
	"sofar/ledger/jetstream"
)

type workCmd struct {
	Log     string        `required:"" placeholder:"ADDRESS" help:"The ledger stream, as nats://host:4222,other:4222/name."`
	Workers int           `help:"Reports read side by side (0 = one per processor)."`
	Pending int           `default:"512" help:"Reports that all workers together may have in hand."`
	AckWait time.Duration `default:"30s" help:"How long a report may be in the hand of a worker that gives no sign of life, before another gets it."`
	Tries   int           `default:"5" help:"How often a report is begun before it is set aside because no worker lived to finish it."`
	Limit   time.Duration `default:"5m" help:"How long one report may take before the worker gives up and leaves, to be started again."`
	monitorFlags
}

// Help is the long help with an example.
func (workCmd) Help() string {
	return `Takes reports that desks have put into the work queue of a NATS cluster, reads them, and appends what was read to the ledger stream. Any number of workers may run, and stop at any time: what a worker had in hand another gets. A report that cannot be read is recorded as not read, with the reason. Workers of a newer version do the work of older ones as well, so versions can be changed one by one.

Example:
  sofar work --log nats://a:4222,b:4222,c:4222/flood
  sofar serve --log nats://a:4222,b:4222,c:4222/flood --ledger copy.ledger --watch feeds.opml`
}

// Run works until interrupted.
func (c *workCmd) Run(ctx context.Context) error {
	addr, err := jetstream.ParseAddress(c.Log)
	if err != nil {
		return usagef("--log: %v", err)
	}
	if c.AckWait < time.Second || c.Limit < time.Second || c.Pending < 1 || c.Tries < 1 {
		return usagef("--ack-wait and --limit are at least 1s, --pending and --tries at least 1")
	}
	s, err := jetstream.Connect(ctx, addr)
	if err != nil {
		return err
	}
	defer s.Close()
	language.Load()
	reg := cluster.NewRegistry(version)
	metrics := cluster.NewWorkMetrics(reg)
	ready := func() error {
		if !s.Connected() {
			return fmt.Errorf("no server of %s answers", s.Address())
		}
		return nil
	}
	if err := c.serve(ctx, cluster.Monitor(reg, ready)); err != nil {
		return err
	}
	say := func(line string) { fmt.Fprintf(os.Stderr, "sofar: %s\n", line) }
	say(fmt.Sprintf("working for %s as engine %s (Ctrl-C stops it)", s.Address(), incident.Engine))
	return cluster.Work(ctx, s, cluster.WorkerOptions{
		Workers: c.Workers, Tries: c.Tries, Limit: c.Limit, Metrics: metrics, Say: say,
		Queue: jetstream.QueueOptions{AckWait: c.AckWait, Pending: c.Pending},
	})
}
