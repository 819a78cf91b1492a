package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sofar/bench"
	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

type groupingCmd struct {
	Set []string `required:"" sep:"none" placeholder:"FILE[=WEIGHT]" help:"JSON Lines of reports with their events (incident or subtopic in each line, or a file FILE.gold.jsonl beside FILE.jsonl), and what one of its choices counts (1). May be given several times."`
}

// Run fits and prints the weights beside those in use.
func (c *groupingCmd) Run() error {
	var sets []story.Grouped
	for _, arg := range c.Set {
		path, weight := arg, 1.0
		if name, w, ok := strings.Cut(arg, "="); ok {
			path = name
			if _, err := fmt.Sscan(w, &weight); err != nil {
				return fmt.Errorf("--set %s: the weight is no number", arg)
			}
		}
		set, err := readGrouped(path)
		if err != nil {
			return err
		}
		set.Weight = weight
		log("%s: %d reports", path, len(set.Entries))
		sets = append(sets, set)
	}
	weights, choices, missed := story.Learn(sets)
	log("%d choices; %d reports whose story was not among them", choices, missed)
	fmt.Printf("%-18s %8s %8s\n", "evidence", "fitted", "in use")
	for _, w := range weights {
		fmt.Printf("%-18s %8.2f %8.2f\n", w.Name, w.Fitted, w.Used)
	}
	return nil
}

// readGrouped reads reports with their readings and events, in order of time.
func readGrouped(path string) (story.Grouped, error) {
	var set story.Grouped
	gold, err := os.ReadFile(strings.TrimSuffix(path, filepath.Ext(path)) + ".gold.jsonl")
	if err != nil {
		if gold, err = os.ReadFile(path); err != nil {
			return set, err
		}
	}
	events, err := bench.LoadGroups(bytes.NewReader(gold))
	if err != nil {
		return set, fmt.Errorf("%s: %w", path, err)
	}
	err = report.Read(context.Background(), []string{path}, report.Options{}, func(it report.Item) error {
		if it.Report != nil {
			reading := incident.Extract(it.Report)
			e := story.Entry{Report: it.Report, Reading: &reading, Known: it.Report.Published, Seq: len(set.Entries)}
			if n := len(set.Entries); e.Known.IsZero() && n > 0 {
				e.Known = set.Entries[n-1].Known
			}
			set.Entries = append(set.Entries, e)
		}
		return nil
	})
	slices.SortStableFunc(set.Entries, func(a, b story.Entry) int { return a.Known.Compare(b.Known) })
	for _, e := range set.Entries {
		set.Events = append(set.Events, events[e.Report.Label()])
	}
	return set, err
}
