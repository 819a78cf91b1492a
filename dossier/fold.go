package dossier

import (
	"sort"
	"time"

	"sofar/report"
	"sofar/story"
)

// Fold gives the account of everything that was known at in.AsOf: a pure
// function of its input. The order of in.Entries does not matter.
func Fold(in Input) *Account {
	entries := known(in.Entries, in.AsOf)
	a := &Account{AsOf: in.AsOf, NotRead: in.NotRead, Reports: make(map[string]*report.Report, len(entries))}
	for _, e := range entries {
		a.Reports[e.Report.ID] = e.Report
		if e.Known.After(a.AsOf) && in.AsOf.IsZero() {
			a.AsOf = e.Known
		}
	}
	return a
}

// known keeps the entries that count at asOf (all for the zero time), by Known
// and Seq.
func known(entries []story.Entry, asOf time.Time) []story.Entry {
	var out []story.Entry
	for _, e := range entries {
		if asOf.IsZero() || !e.Known.After(asOf) {
			out = append(out, e)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		if !out[i].Known.Equal(out[j].Known) {
			return out[i].Known.Before(out[j].Known)
		}
		return out[i].Seq < out[j].Seq
	})
	return out
}
