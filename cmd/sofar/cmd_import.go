package main

import (
	"context"
	"fmt"
	"os"

	"sofar"
	"sofar/report"
)

type importCmd struct {
	Ledger string `short:"l" default:"sofar.ledger" placeholder:"FILE" help:"The ledger file; created if it does not exist."`
	inputs
	Workers int `help:"Reports analysed side by side (0 = one per processor)."`
}

// Help is the long help with an example.
func (importCmd) Help() string {
	return `Reads reports into a ledger. A report that is already there adds nothing, so a repeat is harmless, and an import that was cut off goes on where it stopped.

Example:
  sofar import --ledger flood.ledger reports.jsonl archive/
  sofar serve --ledger flood.ledger`
}

// batch is how many reports become durable together.
const batch = 64

// Run imports and says what was added.
func (c *importCmd) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
		return err
	}
	l, err := sofar.Open(ctx, c.Ledger)
	if err != nil {
		return err
	}
	defer l.Close()
	sum, err := addAll(ctx, l, &c.inputs)
	fmt.Fprintf(os.Stderr, "sofar: %d reports read, %d not read; %d new records in %s\n", sum.read, sum.notRead, sum.added, c.Ledger)
	return err
}

// tally counts what an import did.
type tally struct{ read, notRead, added int }

// addAll reads the sources into the ledger, batch by batch, so that a kill
// loses at most the batch in flight.
func addAll(ctx context.Context, l *sofar.Ledger, in *inputs) (tally, error) {
	var sum tally
	bar := newProgress("imported")
	defer bar.done()
	var items []report.Item
	flush := func() error {
		added, err := l.Add(ctx, items...)
		sum.added += added
		bar.add(len(items))
		items = items[:0]
		return err
	}
	err := in.read(ctx, func(it report.Item) error {
		if it.Report != nil {
			sum.read++
		} else {
			sum.notRead++
			bar.clear()
			sayNotRead(*it.NotRead)
		}
		if items = append(items, it); len(items) >= batch {
			return flush()
		}
		return nil
	})
	if err == nil && len(items) > 0 {
		err = flush()
	}
	return sum, err
}
