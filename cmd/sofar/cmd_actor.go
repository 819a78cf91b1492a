package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"sofar/actor"
	"sofar/explain"
)

type actorCmd struct {
	Name string `arg:"" help:"A name, words of one, or the id of an entry; - lists all."`
	inputs
	Ledger    string `short:"l" placeholder:"FILE" help:"Look into this ledger, in place of sources."`
	AsOf      moment `name:"as-of" placeholder:"TIME" help:"What was known at this time, such as 2031-05-02T14:05:00Z."`
	Format    string `enum:"text,json" default:"text" help:"text or json."`
	HideNames bool   `help:"Leave out the words that name a victim or a suspect."`
	Workers   int    `help:"Reports analysed side by side (0 = one per processor)."`
}

// Help is the long help with examples.
func (actorCmd) Help() string {
	return `Organisations, offices and public speakers over all stories. Everything printed is a statement with its source; private persons, victims and suspects have no entry.

Two names that are taken for one show why. An editor can part or join them: sofar decide apart NAME NAME, sofar decide same NAME NAME.

Examples:
  sofar actor "Red Tide Column" examples/demo/reports.jsonl
  sofar actor - examples/demo/reports.jsonl
  sofar actor --hide-names "Dawn Front" reports.jsonl
  sofar actor --ledger flood.ledger --format json "Interior Ministry"`
}

// Run folds and prints.
func (c *actorCmd) Run(ctx context.Context) error {
	from := exportCmd{inputs: c.inputs, Ledger: c.Ledger, AsOf: c.AsOf, Workers: c.Workers}
	account, _, err := from.chosen(ctx)
	if err != nil {
		return err
	}
	dir := explain.Over(account, explain.Options{HideNames: c.HideNames}).Who
	var found []*actor.Actor
	if c.Name == "-" {
		for i := range dir.Actors {
			found = append(found, &dir.Actors[i])
		}
	} else if found = dir.Find(c.Name); len(found) == 0 {
		return usagef("nobody of that name is kept: organisations, offices and public speakers have entries; sofar actor - lists them")
	}
	return buffered(os.Stdout, func(w io.Writer) error {
		if c.Format == "json" {
			enc := json.NewEncoder(w)
			enc.SetEscapeHTML(false)
			for _, a := range found {
				if err := enc.Encode(a); err != nil {
					return err
				}
			}
			return nil
		}
		if c.Name == "-" {
			return actor.List(w, dir)
		}
		for i, a := range found {
			if i == 3 {
				_, err := fmt.Fprintf(w, "\n%d more; name one by its id:\n", len(found)-3)
				if err != nil {
					return err
				}
			}
			if i >= 3 {
				fmt.Fprintf(w, "  %-40s %s\n", a.ID, legible(a.Name))
				continue
			}
			if err := actor.Text(w, a); err != nil {
				return err
			}
		}
		return nil
	})
}
