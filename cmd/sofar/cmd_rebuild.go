package main

import (
	"context"
	"fmt"
	"os"

	"sofar"
)

type rebuildCmd struct {
	Ledger string `arg:"" help:"The ledger file."`
}

// Help is the long help with an example.
func (rebuildCmd) Help() string {
	return `Reads every report of the ledger again with this version's engine where it was read by another, and builds the search index and every other cache anew. Nothing is removed from the ledger.

Example:
  sofar rebuild flood.ledger`
}

// Run rebuilds and says what changed.
func (c *rebuildCmd) Run(ctx context.Context) error {
	if err := mustExist(c.Ledger); err != nil {
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

// mustExist keeps a command that only reads from creating an empty ledger.
func mustExist(path string) error {
	if _, err := os.Stat(path); err != nil {
		return usagef("%s: no such ledger: %v", path, err)
	}
	return nil
}
