package main

import (
	"bufio"
	"context"
	"os"

	"sofar"
	"sofar/incident"
	"sofar/language"
	"sofar/report"
)

type extractCmd struct {
	inputs
	Workers int    `help:"Reports analysed side by side (0 = one per processor)."`
	Trees   string `hidden:"" enum:"lazy,all" default:"lazy" help:"Make dependency trees when they are asked for (lazy) or all at once; the output is the same."`
}

// Help is the long help with an example.
func (extractCmd) Help() string {
	return `Each line of the output is one report: its text, the attributions (source, cue, content, speaker, relay, stance, certainty), the figures and the incidents, in input order. Offsets are Unicode code points.

Example:
  sofar extract reports.jsonl | jq '.figures[] | [.kind, .words]'`
}

// Run prints one object per input, in input order, as soon as it is ready.
func (c *extractCmd) Run(ctx context.Context) error {
	go incident.Load() // while the input is read
	out := bufio.NewWriterSize(os.Stdout, 1<<16)
	bar := newProgress("read")
	defer bar.done()
	var opt language.Options
	if c.Trees == "all" {
		opt.Trees = language.Eager
	}
	err := sofar.ExtractWith(ctx, c.Workers, opt, func(yield func(report.Item) error) error {
		return c.read(ctx, yield)
	}, func(it report.Item, r *incident.Reading) error {
		bar.add(1)
		if it.NotRead != nil {
			return incident.WriteNotRead(out, *it.NotRead)
		}
		return incident.WriteJSON(out, it.Report, r)
	})
	if err != nil {
		return err
	}
	return out.Flush()
}
