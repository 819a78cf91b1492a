package bench

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

// groupedTogether numbers the stories of one account of all entries, from 1, by
// their reports' names.
func groupedTogether(entries []story.Entry) map[string]int {
	a, out := dossier.Fold(dossier.Input{Entries: entries}), map[string]int{}
	for n, d := range a.Dossiers {
		for _, m := range d.Members {
			if name := a.Reports[m.Report].Label(); out[name] == 0 {
				out[name] = n + 1
			}
		}
	}
	return out
}

// groupedOneByOne does it as a large ledger does, in the order of Known and Seq.
func groupedOneByOne(entries []story.Entry) map[string]int {
	entries = slices.Clone(entries)
	slices.SortStableFunc(entries, func(a, b story.Entry) int {
		return cmp.Or(a.Known.Compare(b.Known), cmp.Compare(a.Seq, b.Seq))
	})
	x, out := story.NewGrouper(), map[string]int{}
	for _, e := range entries {
		x.Add(e)
	}
	for i, e := range entries {
		if name := e.Report.Label(); out[name] == 0 {
			out[name] = x.Story(i) + 1
		}
	}
	return out
}

// LoadGroups reads which event each report tells of, by its id: lines with an
// id and a subtopic (or incident), or lines with an incident and its reports.
func LoadGroups(r io.Reader) (map[string]string, error) {
	gold := map[string]string{}
	dec := json.NewDecoder(r)
	for n := 1; ; n++ {
		var line struct {
			ID       string   `json:"id"`
			Subtopic string   `json:"subtopic"`
			Incident string   `json:"incident"`
			Reports  []string `json:"reports"`
		}
		if err := dec.Decode(&line); err == io.EOF {
			return gold, nil
		} else if err != nil {
			return nil, fmt.Errorf("gold groups, object %d: %w", n, err)
		}
		event := line.Subtopic
		if event == "" {
			event = line.Incident
		}
		if event == "" {
			continue
		}
		for _, id := range line.Reports {
			gold[id] = event
		}
		if line.ID != "" {
			gold[line.ID] = event
		}
	}
}

// Grouping scores the stories of one account of all reports against gold
// groups: B³ (Bagga and Baldwin 1998; summed over reports, in thousandths) and
// pairs of reports. A report without a story is alone, one in two counts for
// the first; those without gold are grouped and not scored, and gold reports
// that could not be read are alone. With oneByOne they are grouped as those of a
// large ledger are, in the order in which they became known.
func Grouping(ctx context.Context, title string, reports []*report.Report, gold map[string]string, oneByOne bool) (Table, error) {
	readings := make([]incident.Reading, len(reports))
	var next atomic.Int64
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(reports) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				readings[i] = incident.Extract(reports[i])
			}
		})
	}
	wg.Wait()
	if ctx.Err() != nil {
		return Table{}, ctx.Err()
	}
	group := groupedTogether
	if oneByOne {
		group = groupedOneByOne
	}
	stories := group(dossier.Entries(reports, readings)) // by the report's name; 0 for none
	type cell struct {
		gold string
		pred int
	}
	both, golds, preds := map[cell]int{}, map[string]int{}, map[int]int{}
	alone := 0
	for name, g := range gold {
		p := stories[name]
		if p == 0 {
			alone--
			p = alone
		}
		both[cell{g, p}]++
		golds[g]++
		preds[p]++
	}
	// Sums of whole thousandths of each cell do not depend on the order of the map.
	p, r, right := 0, 0, 0
	for c, n := range both {
		p += (1000*n*n + preds[c.pred]/2) / preds[c.pred]
		r += (1000*n*n + golds[c.gold]/2) / golds[c.gold]
		right += n * (n - 1) / 2
	}
	t := Table{Title: title, Decimals: 2}
	t.add(Row{Name: "B³ precision (per mille)", Right: p, Gold: 1000 * len(gold), Share: true})
	t.add(Row{Name: "B³ recall (per mille)", Right: r, Gold: 1000 * len(gold), Share: true})
	f := 0
	if p+r > 0 {
		f = (2*p*r + (p+r)/2) / (p + r)
	}
	t.add(Row{Name: "B³ F (per mille)", Right: f, Gold: 1000 * len(gold), Share: true})
	pred, want := 0, 0
	for _, n := range preds {
		pred += n * (n - 1) / 2
	}
	for _, n := range golds {
		want += n * (n - 1) / 2
	}
	t.f1("pairs of reports", right, pred, want)
	return t, nil
}
