package bench

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

// within gives the entries as if those of each hour had arrived in another
// order: their moments are dealt out anew.
func within(entries []story.Entry, rng *rand.Rand) []story.Entry {
	out := slices.Clone(entries)
	slices.SortStableFunc(out, func(a, b story.Entry) int { return a.Known.Compare(b.Known) })
	for from := 0; from < len(out); {
		to := from
		for to < len(out) && out[to].Known.Sub(out[from].Known) < time.Hour {
			to++
		}
		times := make([]time.Time, to-from)
		for i := range times {
			times[i] = out[from+i].Known
		}
		rng.Shuffle(to-from, func(i, j int) { out[from+i], out[from+j] = out[from+j], out[from+i] })
		for i := range times {
			out[from+i].Known = times[i]
		}
		from = to
	}
	for i := range out {
		out[i].Seq = i
	}
	return out
}

// groupsOf writes which reports stand together.
func groupsOf(g story.Groups, label map[string]string) string {
	var lines []string
	for _, s := range g.Stories {
		var names []string
		for _, m := range s.Members {
			mark := ""
			if !m.Main {
				mark = "*"
			}
			names = append(names, label[m.Report]+mark)
		}
		slices.Sort(names)
		lines = append(lines, strings.Join(names, " "))
	}
	for _, l := range g.Loose {
		lines = append(lines, "loose "+label[l])
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func entriesOf(t *testing.T, reports []*report.Report) ([]story.Entry, map[string]string) {
	t.Helper()
	var readings []incident.Reading
	label := map[string]string{}
	for _, r := range reports {
		readings = append(readings, incident.Extract(r))
		label[r.ID] = r.Label()
	}
	return dossier.Entries(reports, readings), label
}

// shuffled groups the entries in several orders of arrival within the hour; as
// many stories may be others as slack says.
func shuffled(t *testing.T, entries []story.Entry, label map[string]string, times, slack int) {
	t.Helper()
	first := groupsOf(story.Group(sorted(entries), nil), label)
	for seed := range times {
		again := within(entries, rand.New(rand.NewPCG(11, uint64(seed))))
		if d := difference(first, groupsOf(story.Group(again, nil), label)); strings.Count(d, "- ") > slack {
			t.Errorf("order %d:\n%s", seed, d)
		}
	}
}

func sorted(entries []story.Entry) []story.Entry {
	out := slices.Clone(entries)
	slices.SortStableFunc(out, func(a, b story.Entry) int { return a.Known.Compare(b.Known) })
	return out
}

func difference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	var out []string
	for _, l := range x {
		if !slices.Contains(y, l) {
			out = append(out, "- "+l)
		}
	}
	for _, l := range y {
		if !slices.Contains(x, l) {
			out = append(out, "+ "+l)
		}
	}
	return strings.Join(out, "\n")
}

// The order in which reports arrive within an hour changes no final grouping of
// the demo story.
func TestOrderWithinTheHourDemo(t *testing.T) {
	entries, label := entriesOf(t, demoReports(t))
	shuffled(t, entries, label, 40, 0)
}

// SOFAR_STORIES names folders of stories to try the same on.
func TestOrderWithinTheHourStories(t *testing.T) {
	dirs := os.Getenv("SOFAR_STORIES")
	if dirs == "" {
		t.Skip("SOFAR_STORIES names no story folders")
	}
	for _, dir := range filepath.SplitList(dirs) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			var reports []*report.Report
			err := report.Read(context.Background(), []string{filepath.Join(dir, "reports.jsonl")}, report.Options{}, func(it report.Item) error {
				if it.Report != nil {
					reports = append(reports, it.Report)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			entries, label := entriesOf(t, reports)
			shuffled(t, entries, label, 40, 0)
		})
	}
}

// Of sixty invented events of seven hours, of eight kinds with the same words,
// some in one town, two at most are parted or joined otherwise.
func TestOrderWithinTheHourInvented(t *testing.T) {
	var reports []*report.Report
	for i := range 60 {
		e := inventEvent(5, i)
		rng := rand.New(rand.NewPCG(5, uint64(1<<44+i)))
		for k := range 1 + rng.IntN(5) {
			d := inventedDoc{outlet: rng.IntN(inventedOutlets), paragraphs: e.write(rng, 6+rng.IntN(8))}
			r := &report.Report{Name: fmt.Sprintf("e%02d.%d", i, k), Publisher: inventedOutlet(5, d.outlet), Text: d.text(5),
				Published: e.at.Add(time.Duration(10+rng.IntN(180)) * time.Minute)}
			r.Title = firstWords(d.paragraphs, 9)[0]
			r.ID = report.MakeID("", r.Publisher, r.Name, r.Text)
			reports = append(reports, r)
		}
	}
	slices.SortStableFunc(reports, func(a, b *report.Report) int { return a.Published.Compare(b.Published) })
	entries, label := entriesOf(t, reports)
	shuffled(t, entries, label, 10, 2)
}

// Folding twice, and folding what came in another order, gives the same bytes.
func TestFoldTwice(t *testing.T) {
	entries, _ := entriesOf(t, demoReports(t))
	write := func(e []story.Entry) string {
		b, err := json.Marshal(dossier.Fold(dossier.Input{Entries: e}))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	first := write(entries)
	for seed := range 5 {
		other := slices.Clone(entries)
		rng := rand.New(rand.NewPCG(13, uint64(seed)))
		rng.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
		if write(other) != first {
			t.Fatal("the fold depends on the order of its input")
		}
	}
}

func demoReports(t *testing.T) []*report.Report {
	t.Helper()
	s, err := LoadStory(context.Background(), "../examples/demo")
	if err != nil {
		t.Fatal(err)
	}
	return s.Reports
}
