package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"sofar/ledger"
	"sofar/report"
)

type importCmd struct {
	storeFlags
	inputs
	Workers int `help:"Reports analysed side by side (0 = one per processor)."`
}

// Help is the long help with an example.
func (importCmd) Help() string {
	return `Reads reports into a ledger. A report that is already there adds nothing, so a repeat is harmless, and an import that was cut off goes on where it stopped. An export of a ledger (sofar export ledger) is taken over record by record, readings and decisions included, without reading the reports again.

Example:
  sofar import --ledger flood.ledger reports.jsonl archive/
  sofar import --ledger copy.ledger flood.jsonl
  sofar serve --ledger flood.ledger
  sofar import --log nats://host:4222/flood --ledger copy.ledger reports.jsonl`
}

// batch is how many reports become durable together.
const batch = 64

// Run imports and says what was added.
func (c *importCmd) Run(ctx context.Context) error {
	if err := c.check(); err != nil {
		return err
	}
	var to adder
	if c.Log != "" {
		stream, err := c.stream(ctx)
		if err != nil {
			return err
		}
		defer stream.Close()
		to = submitter{stream}
	} else {
		l, err := c.open(ctx)
		if err != nil {
			return err
		}
		defer l.Close()
		to = l
	}
	if err := c.loadDumps(ctx, to); err != nil || len(c.Sources) == 0 {
		return err
	}
	sum, err := addAll(ctx, to, &c.inputs)
	fmt.Fprintf(os.Stderr, "sofar: %s read, %d not read; %s in %s\n", count(sum.read, "report"), sum.notRead, count(sum.added, "new record"), c.Ledger)
	return err
}

// loadDumps takes over those of the sources that are exports of ledgers, and
// leaves the others.
func (c *importCmd) loadDumps(ctx context.Context, l adder) error {
	var rest []string
	for _, s := range c.Sources {
		in, err := dumped(s, &c.stdin)
		if err != nil {
			return err
		}
		if in == nil {
			rest = append(rest, s)
			continue
		}
		read, added, err := l.Load(ctx, in)
		err = errors.Join(err, in.Close())
		if err != nil {
			return fmt.Errorf("%s (%d records read, %d of them new): %w", s, read, added, err)
		}
		fmt.Fprintf(os.Stderr, "sofar: %d records read, %d of them new, in %s\n", read, added, c.Ledger)
	}
	c.Sources = rest
	return nil
}

// dumped opens a source that is the export of a ledger; nil for another one. What
// it looked at of standard input is put back into stdin.
func dumped(source string, stdin *io.Reader) (io.ReadCloser, error) {
	if isURL(source) {
		return nil, nil
	}
	var in io.ReadCloser = io.NopCloser(os.Stdin)
	if source != "-" {
		info, err := os.Stat(source)
		if err != nil || !info.Mode().IsRegular() {
			return nil, nil // told by the reader of reports
		}
		if in, err = os.Open(source); err != nil {
			return nil, err
		}
	}
	b := bufio.NewReader(in)
	head, _ := b.Peek(32) // a shorter source is no export
	if ledger.IsDump(head) {
		return struct {
			io.Reader
			io.Closer
		}{b, in}, nil
	}
	if source == "-" {
		*stdin = b
		return nil, nil
	}
	return nil, in.Close()
}

// tally counts what an import did.
type tally struct{ read, notRead, added int }

// addAll reads the sources into the ledger, batch by batch, so that a kill
// loses at most the batch in flight.
func addAll(ctx context.Context, l adder, in *inputs) (tally, error) {
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
