package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"sofar/bench"
	"sofar/ledger/sqlite"
)

type benchReadersCmd struct {
	Readers int  `default:"2000" help:"Live connections."`
	Reports int  `default:"500" help:"Reports of the invented story."`
	JSON    bool `help:"JSON instead of text; times in nanoseconds."`
}

// Help is the long help with an example.
func (benchReadersCmd) Help() string {
	return `Serves an invented story on loopback, opens the live connections, adds one report, and measures when each reader is told and when each has the new page. Readers run in the same process and take their share of its processors.

Example:
  GOMAXPROCS=2 sofar bench readers --readers 2000 --reports 500`
}

// Run measures.
func (c *benchReadersCmd) Run(ctx context.Context) error {
	if c.Readers < 1 || c.Reports < 1 {
		return usagef("--readers and --reports are at least 1")
	}
	log, remove, err := scratchLedger()
	if err != nil {
		return err
	}
	defer remove()
	r, err := bench.Readers(ctx, log, c.Reports, c.Readers)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(r)
	}
	fmt.Println(r)
	return nil
}

// scratchLedger opens a ledger that remove closes and takes away.
func scratchLedger() (log *sqlite.Log, remove func(), err error) {
	dir, err := os.MkdirTemp("", "sofar-bench-")
	if err != nil {
		return nil, nil, err
	}
	if log, err = sqlite.Open(filepath.Join(dir, "a.ledger")); err != nil {
		os.RemoveAll(dir)
		return nil, nil, err
	}
	return log, func() {
		log.Close()
		os.RemoveAll(dir)
	}, nil
}
