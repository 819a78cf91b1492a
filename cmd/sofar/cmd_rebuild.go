package main

import (
	"context"
	"fmt"
	"os"

	"sofar"
	"sofar/cluster"
	"sofar/incident"
)

type rebuildCmd struct {
	Ledger string `arg:"" help:"The ledger file. With --log: this machine's copy of the stream."`
	Log    string `placeholder:"ADDRESS" help:"Let the workers of this cluster read the reports, as nats://host:4222/name."`
}

// Help is the long help with an example.
func (rebuildCmd) Help() string {
	return `Reads every report of the ledger again with this version's engine where it was read by another, and builds the search index and every other cache anew. Nothing is removed from the ledger.

Example:
  sofar rebuild flood.ledger
  sofar rebuild --log nats://a:4222/flood copy.ledger`
}

// Run rebuilds and says what changed.
func (c *rebuildCmd) Run(ctx context.Context) error {
	if c.Log != "" {
		return c.reread(ctx)
	}
	if err := mustExist(c.Ledger); err != nil {
		return err
	}
	if err := notACopy(c.Ledger); err != nil {
		return err
	}
	l, err := sofar.Open(ctx, c.Ledger)
	if err != nil {
		return err
	}
	defer l.Close()
	n, err := l.Rebuild(ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(os.Stderr, "sofar: %s rebuilt; %d reports read again, search index built\n", c.Ledger, n)
	return nil
}

// reread leaves the reading to the workers.
func (c *rebuildCmd) reread(ctx context.Context) error {
	stream, err := (&storeFlags{Ledger: c.Ledger, Log: c.Log}).stream(ctx)
	if err != nil {
		return err
	}
	defer stream.Close()
	n, err := cluster.Reread(ctx, stream)
	fmt.Fprintf(os.Stderr, "sofar: %d reports wait to be read again by engine %s\n", n, incident.Engine)
	return err
}

// mustExist keeps a command that only reads from creating an empty ledger.
func mustExist(path string) error {
	if _, err := os.Stat(path); err != nil {
		return usagef("%s: no such ledger: %v", path, err)
	}
	return nil
}
