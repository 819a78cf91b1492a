package bench

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"time"

	"sofar/desk"
	"sofar/dossier"
	"sofar/incident"
	"sofar/ledger/sqlite"
	"sofar/report"
)

// MeasureLedger measures a ledger that there is, as GrowLedger does one that it
// fills. What grouping costs is measured where no saved fold of this engine lies
// beside the ledger; it is saved there afterwards. gold names the event of each
// report by its name, as LoadGroups gives it; nil for not known.
func MeasureLedger(ctx context.Context, path string, search bool, gold map[string]string) (g Growth, err error) {
	_, _, saved := dossier.SavedFold(path + dossier.FoldSuffix)
	log, err := sqlite.Open(path)
	if err != nil {
		return g, err
	}
	before, _ := usage()
	book, err := dossier.OpenBook(ctx, log, dossier.WithFoldFile(path+dossier.FoldSuffix))
	if err != nil {
		log.Close()
		return g, err
	}
	after, _ := usage()
	if g.Reports = len(book.Grouping()); g.Reports == 0 {
		log.Close()
		return g, fmt.Errorf("%s holds no reports", path)
	}
	if len(gold) > 0 {
		truth, err := truthOf(ctx, book, gold, g.Reports)
		if err != nil {
			return g, errors.Join(err, log.Close())
		}
		g.hold(book.Grouping(), truth)
	}
	if !saved {
		g.FoldTime = (after - before) / time.Duration(g.Reports)
	}
	book.Close()
	book = nil
	if err := log.Close(); err != nil {
		return g, err
	}
	if log, book, err = g.reopen(ctx, path); err != nil {
		return g, err
	}
	return g, errors.Join(g.measure(ctx, book, path, search), log.Close())
}

// truthOf numbers the events of a ledger's reports; -1 where gold has none.
func truthOf(ctx context.Context, book *dossier.Book, gold map[string]string, n int) ([]int32, error) {
	numbers, truth := map[string]int32{}, make([]int32, 0, n)
	_, err := book.EachReport(ctx, 0, func(_, _ string) bool { return true }, func(r *report.Report, _ *incident.Reading) error {
		event, ok := gold[r.Label()]
		if !ok {
			truth = append(truth, -1)
			return nil
		}
		k, ok := numbers[event]
		if !ok {
			k = int32(len(numbers))
			numbers[event] = k
		}
		truth = append(truth, k)
		return nil
	})
	if err == nil && len(truth) != n {
		err = fmt.Errorf("%d of %d reports could be read", len(truth), n)
	}
	return truth, err
}

// reopen opens a ledger that was closed, with its saved fold.
func (g *Growth) reopen(ctx context.Context, path string) (*sqlite.Log, *dossier.Book, error) {
	before := heap()
	start := time.Now()
	log, err := sqlite.Open(path)
	if err != nil {
		return nil, nil, err
	}
	book, err := dossier.OpenBook(ctx, log, dossier.WithFoldFile(path+dossier.FoldSuffix))
	if err != nil {
		log.Close()
		return nil, nil, err
	}
	g.ReopenTime = time.Since(start)
	after := heap()
	g.HeapBytes = after - min(before, after)
	return log, book, nil
}

// measure takes what can be measured on a book that was just opened.
func (g *Growth) measure(ctx context.Context, book *dossier.Book, path string, search bool) error {
	n := int64(len(book.Grouping()))
	if info, err := os.Stat(path); err == nil {
		g.FileBytes = info.Size() / n
	}
	if info, err := os.Stat(path + dossier.FoldSuffix); err == nil {
		g.SavedBytes = info.Size() / n
	}
	id := book.Largest()
	start := time.Now()
	if d := book.Story(id, time.Time{}); d != nil {
		g.LargeStory = len(d.Members)
	}
	g.StoryTime = time.Since(start)
	start = time.Now()
	a := book.At(time.Time{})
	g.FirstTime = time.Since(start)
	g.Stories = len(a.Dossiers) + a.MoreStories
	handler, err := desk.New(book, desk.Options{})
	if err != nil {
		return err
	}
	if g.ListTime, err = view(handler, "/"); err != nil {
		return err
	}
	if g.StoryPage, err = view(handler, "/story/"+id); err != nil {
		return err
	}
	span := a.AsOf.Sub(InventedStart)
	k := 0
	if g.PastTime, err = median(3, func() error {
		k++
		book.At(InventedStart.Add(span/2 + time.Duration(k)*time.Minute))
		return nil
	}); err != nil {
		return err
	}
	if search {
		f := dossier.NewFinder(book, path+".search")
		defer f.Close()
		before, _ := usage()
		if _, _, err := f.Find(ctx, dossier.Query{Words: "flood", Limit: 20}); err != nil {
			return err
		}
		after, _ := usage()
		g.IndexTime = (after - before) / time.Duration(n)
		if g.SearchTime, err = median(5, func() error {
			_, _, err := f.Find(ctx, dossier.Query{Words: "camp rescuers council", Limit: 20})
			return err
		}); err != nil {
			return err
		}
	}
	_, g.PeakBytes = usage()
	return nil
}

// view times a page of the desk.
func view(handler http.Handler, path string) (time.Duration, error) {
	w := httptest.NewRecorder()
	start := time.Now()
	handler.ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
	took := time.Since(start)
	if w.Code != http.StatusOK {
		return 0, fmt.Errorf("the desk answers %d for %s", w.Code, path)
	}
	return took, nil
}

// WriteGrowth prints the results for people.
func WriteGrowth(w io.Writer, all []Growth) error {
	rows := []struct {
		name string
		cell func(g Growth) string
	}{
		{"stories", func(g Growth) string { return fmt.Sprint(g.Stories) }},
		{"B³ precision, %", func(g Growth) string { return percent(g.Precision) }},
		{"B³ recall, %", func(g Growth) string { return percent(g.Recall) }},
		{"pairs, precision, %", func(g Growth) string { return percent(g.PairPrecision) }},
		{"pairs, recall, %", func(g Growth) string { return percent(g.PairRecall) }},
		{"largest story (as made)", func(g Growth) string { return or(g.Largest > 0, fmt.Sprintf("%d (%d)", g.Largest, g.TrueLargest)) }},
		{"extraction, µs a report", func(g Growth) string { return micros(g.ExtractTime) }},
		{"append, µs a report", func(g Growth) string { return micros(g.AppendTime) }},
		{"read back and group, µs a report", func(g Growth) string { return micros(g.FoldTime) }},
		{"new report to account, ms", func(g Growth) string { return millis(g.AccountTime) }},
		{"a large story, ms", func(g Growth) string {
			return or(g.StoryTime > 0, fmt.Sprintf("%s (%d)", millis(g.StoryTime), g.LargeStory))
		}},
		{"an earlier moment, ms", func(g Growth) string { return millis(g.PastTime) }},
		{"first page of the desk, ms", func(g Growth) string { return millis(g.ListTime) }},
		{"page of the large story, ms", func(g Growth) string { return millis(g.StoryPage) }},
		{"open again, ms", func(g Growth) string { return millis(g.ReopenTime) }},
		{"first account after opening, ms", func(g Growth) string { return millis(g.FirstTime) }},
		{"search index, µs a report", func(g Growth) string { return micros(g.IndexTime) }},
		{"search, ms", func(g Growth) string { return millis(g.SearchTime) }},
		{"heap, MiB", func(g Growth) string { return mebi(g.HeapBytes) }},
		{"most memory so far, MiB", func(g Growth) string { return mebi(g.PeakBytes) }},
		{"file, bytes a report", func(g Growth) string { return or(g.FileBytes > 0, fmt.Sprint(g.FileBytes)) }},
		{"saved fold, bytes a report", func(g Growth) string { return or(g.SavedBytes > 0, fmt.Sprint(g.SavedBytes)) }},
	}
	_, err := fmt.Fprintf(w, "%-34s", "reports")
	for _, g := range all {
		if err == nil {
			_, err = fmt.Fprintf(w, " %14d", g.Reports)
		}
	}
	for _, r := range rows {
		if err == nil {
			_, err = fmt.Fprintf(w, "\n%-34s", r.name)
		}
		for _, g := range all {
			if err == nil {
				_, err = fmt.Fprintf(w, " %14s", r.cell(g))
			}
		}
	}
	if err == nil {
		_, err = fmt.Fprintln(w)
	}
	return err
}

// or gives a dash for what was not measured.
func or(measured bool, cell string) string {
	if !measured {
		return "–"
	}
	return cell
}

func micros(d time.Duration) string {
	return or(d > 0, fmt.Sprintf("%.0f", float64(d.Nanoseconds())/1e3))
}

func millis(d time.Duration) string {
	return or(d > 0, fmt.Sprintf("%.1f", float64(d.Nanoseconds())/1e6))
}

func percent(share float64) string { return or(share > 0, fmt.Sprintf("%.1f", 100*share)) }

func mebi(n uint64) string { return or(n > 0, fmt.Sprintf("%.0f", float64(n)/(1<<20))) }
