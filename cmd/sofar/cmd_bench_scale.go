package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

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

type benchGrowthCmd struct {
	Reports []int    `default:"10000,100000" help:"Sizes at which the ledger is measured, ascending."`
	Seed    uint64   `default:"1" help:"Another seed gives other reports."`
	Search  bool     `help:"Measure the search index as well."`
	Dir     string   `help:"Folder for the ledger, which is removed at the end; a million reports take some six gigabytes." placeholder:"DIR"`
	Of      []string `help:"Measure these ledgers, smallest first, instead of filling one; their search index and fold are saved beside them." placeholder:"LEDGER"`
	Gold    string   `help:"With --of: which event each report tells of, to score the stories by: lines with an incident and its reports, as --keep leaves them." placeholder:"FILE" type:"existingfile"`
	Keep    bool     `help:"Leave the ledger in --dir, with what its reports tell of and what was measured so far beside it."`
	Figures string   `help:"Draw what this file holds, as --json wrote it, and measure nothing." placeholder:"FILE" type:"existingfile"`
	Chart   string   `help:"Draw the results to this file as SVG." placeholder:"FILE"`
	JSON    bool     `help:"JSON instead of a table."`
}

// Help is the long help with an example.
func (benchGrowthCmd) Help() string {
	return "Some hundred invented reports are read by the engine; all others are these with other names, numbers and days, one to three to a story and hundreds to some.\n\nExamples:\n  sofar bench growth --reports 10000,100000,1000000 --chart growth.svg\n  sofar bench growth --of small.ledger --of large.ledger --search\n  sofar bench growth --reports 20000 --dir . --keep\n  sofar bench growth --of growth.ledger --gold growth.groups.jsonl"
}

// Run measures and prints each size when it is done.
func (c *benchGrowthCmd) Run(ctx context.Context) (err error) {
	for i, n := range c.Reports {
		if n < 1 || i > 0 && n <= c.Reports[i-1] {
			return usagef("--reports must be ascending numbers, one or more each")
		}
	}
	if c.Figures != "" {
		data, err := os.ReadFile(c.Figures)
		if err != nil {
			return err
		}
		var all []bench.Growth
		if err := json.Unmarshal(data, &all); err != nil {
			return fmt.Errorf("%s: %w", c.Figures, err)
		}
		return c.show(all)
	}
	if len(c.Of) > 0 {
		gold, err := c.gold()
		if err != nil {
			return err
		}
		var all []bench.Growth
		for _, path := range c.Of {
			if err := mustExist(path); err != nil {
				return err
			}
			g, err := bench.MeasureLedger(ctx, path, c.Search, gold)
			if err != nil {
				return err
			}
			fmt.Fprintf(os.Stderr, "sofar: %d reports measured\n", g.Reports)
			all = append(all, g)
		}
		return c.show(all)
	}
	dir := c.Dir
	if !c.Keep {
		if dir, err = os.MkdirTemp(c.Dir, "sofar-bench-growth-"); err != nil {
			return err
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	} else if _, err := os.Stat(filepath.Join(dir, bench.GrownLedger)); err == nil {
		return usagef("%s holds a %s already", dir, bench.GrownLedger)
	}
	var measured []bench.Growth
	var unwritten error
	all, err := bench.GrowLedger(ctx, dir, bench.GrowthOptions{Sizes: c.Reports, Seed: c.Seed, Search: c.Search, Keep: c.Keep, Done: func(g bench.Growth) {
		fmt.Fprintf(os.Stderr, "sofar: %d reports measured\n", g.Reports)
		if measured = append(measured, g); c.Keep {
			unwritten = errors.Join(unwritten, writeFigures(filepath.Join(dir, "growth.json"), measured))
		}
	}})
	if err != nil && len(all) == 0 {
		return err
	}
	return errors.Join(err, unwritten, c.show(all))
}

// writeFigures leaves what was measured so far, as --figures reads it.
func writeFigures(path string, all []bench.Growth) error {
	data, err := json.Marshal(all)
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(data, '\n'), 0o644)
}

// gold reads what the reports tell of, nil where it is not known.
func (c *benchGrowthCmd) gold() (map[string]string, error) {
	if c.Gold == "" {
		return nil, nil
	}
	f, err := os.Open(c.Gold)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return bench.LoadGroups(f)
}

// show prints the results and draws them.
func (c *benchGrowthCmd) show(all []bench.Growth) error {
	if c.Chart != "" {
		var chart bytes.Buffer
		if err := bench.ChartGrowth(&chart, all); err != nil {
			return err
		}
		if err := os.WriteFile(c.Chart, chart.Bytes(), 0o644); err != nil {
			return err
		}
	}
	if c.JSON {
		return json.NewEncoder(os.Stdout).Encode(all)
	}
	return bench.WriteGrowth(os.Stdout, all)
}
