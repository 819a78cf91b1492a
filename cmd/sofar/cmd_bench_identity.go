package main

import (
	"context"
	"fmt"
	"os"

	"sofar/bench"
)

type benchIdentityCmd struct {
	Sources []string `arg:"" help:"Story folders, and JSON Lines of MUC-4 documents with their keys."`
	Worst   bool     `help:"List what is wrong, the largest groups first."`
	JSON    bool     `help:"JSON instead of a table."`
}

// Help is the long help with examples.
func (benchIdentityCmd) Help() string {
	return "Examples:\n  sofar bench identity examples/demo\n  sofar bench identity --worst muc4/dev.jsonl"
}

// Run scores every source and, for several, their sum.
func (c *benchIdentityCmd) Run(ctx context.Context) error {
	var tables []bench.Table
	for _, name := range c.Sources {
		t, worst, err := identityOf(ctx, name)
		if err != nil {
			return err
		}
		tables = append(tables, t)
		if c.Worst {
			for _, w := range worst {
				fmt.Fprintf(os.Stderr, "%s: %s\n", t.Title, w)
			}
		}
	}
	return writeTables(bench.WithSum(tables), c.JSON)
}

func identityOf(ctx context.Context, name string) (bench.Table, []string, error) {
	st, err := os.Stat(name)
	if err != nil {
		return bench.Table{}, nil, usageError{err}
	}
	if st.IsDir() {
		s, err := bench.LoadStory(ctx, name)
		if err != nil {
			return bench.Table{}, nil, usageError{err}
		}
		t, worst := bench.Identity(s)
		return t, worst, nil
	}
	f, err := os.Open(name)
	if err != nil {
		return bench.Table{}, nil, usageError{err}
	}
	defer f.Close()
	t, worst, err := bench.Alternatives(ctx, name, f)
	if err != nil {
		err = fmt.Errorf("%s: %w", name, err)
	}
	return t, worst, err
}
