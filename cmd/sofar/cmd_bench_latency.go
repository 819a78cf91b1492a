package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"

	"sofar/bench"
)

type benchLatencyCmd struct {
	Rate    int  `default:"100" help:"Reports a second."`
	Reports int  `default:"1000" help:"Reports that arrive by the clock."`
	Before  int  `default:"500" help:"Reports in the ledger before."`
	Stories int  `default:"25" help:"Stories that they tell of, in turn."`
	JSON    bool `help:"JSON instead of a table; times in nanoseconds."`
}

// Help is the long help with an example.
func (benchLatencyCmd) Help() string {
	return `Serves a desk on loopback, lets invented reports arrive at a steady rate, and measures from each arrival until the report is read and kept, until a reader of its story is told, and until the reader has the new part of the page. It says how many stories the desk found and how large the watched one has grown; --stories 1 is one story that grows.

Example:
  GOMAXPROCS=2 sofar bench latency --rate 100 --reports 1000
  GOMAXPROCS=2 sofar bench latency --rate 100 --reports 500 --stories 1`
}

// Run measures.
func (c *benchLatencyCmd) Run(ctx context.Context) error {
	if c.Rate < 1 || c.Reports < 1 || c.Stories < 1 || c.Before < c.Stories {
		return usagef("--rate, --reports and --stories are at least 1, --before at least as many as --stories")
	}
	log, remove, err := scratchLedger()
	if err != nil {
		return err
	}
	defer remove()
	r, err := bench.Latency(ctx, log, bench.LatencyOptions{Before: c.Before, Reports: c.Reports, Rate: c.Rate, Stories: c.Stories})
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(r)
	}
	fmt.Print(r)
	return nil
}
