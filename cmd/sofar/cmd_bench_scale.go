package main

import (
	"context"
	"encoding/json"
	"os"

	"sofar/bench"
)

type benchCopiesCmd struct {
	Documents int    `default:"1000" help:"How many texts to invent."`
	Seed      uint64 `default:"1" help:"Another seed gives other texts."`
	Wrong     int    `default:"0" help:"Tell so many of the errors."`
	JSON      bool   `help:"JSON instead of a table."`
}

// Help is the long help with an example.
func (benchCopiesCmd) Help() string {
	return "Invents texts, a third of which are edited copies of others, and looks for what was copied from where.\n\nExample:\n  sofar bench copies --documents 10000"
}

// Run measures and prints.
func (c *benchCopiesCmd) Run(ctx context.Context) error {
	if c.Documents < 1 {
		return usagef("--documents must be one or more")
	}
	res, err := bench.Copies(ctx, c.Documents, c.Seed, c.Wrong)
	if err != nil {
		return err
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(res)
	}
	return res.Write(os.Stdout)
}
