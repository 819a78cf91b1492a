package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"sofar/bench"
	"sofar/language"
)

type benchCmd struct {
	Stories     benchStoriesCmd     `cmd:"" help:"Score the account against story folders (reports.jsonl and key.json)."`
	Attribution benchAttributionCmd `cmd:"" help:"Score who-says-what against attribution gold."`
	Identity    benchIdentityCmd    `cmd:"" help:"Score who is who: aliases, classes and places of story folders, and names of one organisation in MUC-4 documents."`
	Grouping    benchGroupingCmd    `cmd:"" help:"Score which reports tell of one event against gold groups."`
	Parse       benchParseCmd       `cmd:"" help:"Score tags, lemmas and trees against CoNLL-U files."`
	Lazy        benchLazyCmd        `cmd:"" help:"Check that trees made on demand change nothing of what is extracted."`
	Speed       benchSpeedCmd       `cmd:"" help:"Words and reports a second, stage by stage."`
	Growth      benchGrowthCmd      `cmd:"" help:"Fill a ledger with invented reports and measure it as it grows."`
	Copies      benchCopiesCmd      `cmd:"" help:"Find edited copies in an invented collection: recall, precision, cost."`
	Readers     benchReadersCmd     `cmd:"" help:"When many readers of one story have news: a desk under load."`
	Latency     benchLatencyCmd     `cmd:"" help:"From the arrival of a report to the page that shows it, at a given rate."`
}

// Help is the long help with an example.
func (benchCmd) Help() string {
	return `Measures on data that you give. The formats are in docs/bench.md.

Examples:
  sofar bench stories examples/demo
  sofar bench parse gold-dev.conllu
  sofar bench speed reports.jsonl`
}

type benchStoriesCmd struct {
	Dirs []string `arg:"" help:"Story folders."`
	JSON bool     `help:"JSON instead of a table."`
}

// Help is the long help with an example.
func (benchStoriesCmd) Help() string {
	return "Example:\n  sofar bench stories examples/demo"
}

// Run scores every folder and, for several, their sum.
func (c *benchStoriesCmd) Run(ctx context.Context) error {
	var tables []bench.Table
	for _, dir := range c.Dirs {
		s, err := bench.LoadStory(ctx, dir)
		if err != nil {
			return usageError{err}
		}
		tables = append(tables, bench.Stories(s))
	}
	return writeTables(bench.WithSum(tables), c.JSON)
}

type benchAttributionCmd struct {
	Files []string `arg:"" help:"Gold files: JSON Lines with text and attributions."`
	JSON  bool     `help:"JSON instead of a table."`
}

// Help is the long help with an example.
func (benchAttributionCmd) Help() string {
	return "Example:\n  sofar bench attribution gold/dev.jsonl"
}

// Run scores every file and, for several, their sum.
func (c *benchAttributionCmd) Run(ctx context.Context) error {
	var tables []bench.Table
	for _, file := range c.Files {
		f, err := os.Open(file)
		if err != nil {
			return usageError{err}
		}
		t, err := bench.Attribution(ctx, file, f)
		f.Close()
		if err != nil {
			return err
		}
		tables = append(tables, t)
	}
	return writeTables(bench.WithSum(tables), c.JSON)
}

type benchGroupingCmd struct {
	inputs
	Gold string `type:"existingfile" help:"Gold groups; without it the lines of the one source say which event they tell of."`
	One  bool   `name:"one-by-one" help:"Group them as a large ledger does, each when it becomes known."`
	JSON bool   `help:"JSON instead of a table."`
}

// Help is the long help with examples.
func (benchGroupingCmd) Help() string {
	return "All reports are given at once.\n\nExamples:\n  sofar bench grouping dev.jsonl --gold dev.gold.jsonl\n  sofar bench grouping ecbplus/dev.jsonl\n  sofar bench grouping --one-by-one dev.jsonl --gold dev.gold.jsonl"
}

// Run groups the reports and scores the groups.
func (c *benchGroupingCmd) Run(ctx context.Context) error {
	if c.Gold == "" && len(c.Sources) != 1 {
		return usagef("several sources need --gold")
	}
	reports, _, err := c.all(ctx)
	if err != nil {
		return err
	}
	name := c.Gold
	if name == "" {
		name = c.Sources[0]
	}
	f, err := os.Open(name)
	if err != nil {
		return usageError{err}
	}
	defer f.Close()
	gold, err := bench.LoadGroups(f)
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	if len(gold) == 0 {
		return usagef("%s says of no report which event it tells of", name)
	}
	t, err := bench.Grouping(ctx, name, reports, gold, c.One)
	if err != nil {
		return err
	}
	return writeTables([]bench.Table{t}, c.JSON)
}

type benchParseCmd struct {
	Files     []string `arg:"" help:"Gold files in CoNLL-U."`
	System    string   `type:"existingfile" help:"Score this CoNLL-U file, which has the words of the one gold file, instead of our analysis."`
	Raw       bool     `help:"Give the analysis the text alone; it finds words and sentences itself."`
	Relations bool     `help:"A row for each relation."`
	JSON      bool     `help:"JSON instead of a table."`
}

// Help is the long help with examples.
func (benchParseCmd) Help() string {
	return "Our analysis is of the words of the file, and of nothing else in it.\n\nExamples:\n  sofar bench parse gold-dev.conllu\n  sofar bench parse gold-dev.conllu --system theirs.conllu"
}

// Run scores every file and, for several, their sum.
func (c *benchParseCmd) Run(ctx context.Context) error {
	opt := bench.ParseOptions{Raw: c.Raw, Relations: c.Relations}
	if c.System != "" {
		if len(c.Files) != 1 || c.Raw {
			return usagef("--system scores one file against one gold file, on its words")
		}
		f, err := os.Open(c.System)
		if err != nil {
			return usageError{err}
		}
		defer f.Close()
		opt.System = f
	}
	var tables []bench.Table
	for _, file := range c.Files {
		f, err := os.Open(file)
		if err != nil {
			return usageError{err}
		}
		t, err := bench.Parse(ctx, file, f, opt)
		f.Close()
		if err != nil {
			return conlluFault(file, err)
		}
		tables = append(tables, t)
	}
	return writeTables(bench.WithSum(tables), c.JSON)
}

// conlluFault names the file, and the line of what breaks the format.
func conlluFault(file string, err error) error {
	if broken, ok := errors.AsType[*language.ConlluError](err); ok {
		return fmt.Errorf("%s:%d: %s", file, broken.Line, broken.Reason)
	}
	return fmt.Errorf("%s: %w", file, err)
}

func writeTables(tables []bench.Table, asJSON bool) error {
	if asJSON {
		return json.NewEncoder(os.Stdout).Encode(tables)
	}
	for _, t := range tables {
		if err := t.Write(os.Stdout); err != nil {
			return err
		}
	}
	return nil
}

type benchLazyCmd struct {
	inputs
	JSON bool `help:"JSON instead of text."`
}

// Help is the long help with an example.
func (benchLazyCmd) Help() string {
	return "Extracts every report twice and compares byte for byte; leaves with 3 where two extractions differ.\n\nExample:\n  sofar bench lazy examples/demo/reports.jsonl"
}

// Run compares and prints.
func (c *benchLazyCmd) Run(ctx context.Context) error {
	reports, _, err := c.all(ctx)
	if err != nil {
		return err
	}
	res, err := bench.Lazy(ctx, reports)
	if err != nil {
		return err
	}
	if c.JSON {
		err = json.NewEncoder(os.Stdout).Encode(res)
	} else {
		err = res.Write(os.Stdout)
	}
	if err == nil && len(res.Differ) > 0 {
		err = errFound
	}
	return err
}
