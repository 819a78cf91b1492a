package bench

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"sofar/dossier"
	"sofar/ledger"
	"sofar/ledger/sqlite"
)

// Growth is what a ledger of some size costs. Times of single actions are the
// median of several, in wall time; Append and Fold are processor time.
type Growth struct {
	Reports int `json:"reports"`
	Stories int `json:"stories"`
	// Precision and Recall hold the stories against those that the reports were
	// made for, by B³, in shares; Largest and TrueLargest are the reports of the
	// largest story found and of the largest made.
	Precision   float64 `json:"b3_precision"`
	Recall      float64 `json:"b3_recall"`
	Largest     int     `json:"largest"`
	TrueLargest int     `json:"true_largest"`
	// ExtractTime is what the engine takes to read one of the reports that the
	// others are made of, in processor time.
	ExtractTime time.Duration `json:"extract_ns"`
	// AppendTime is what writing a report and its reading takes, FoldTime what
	// reading them back, decoding them and grouping the report takes, each over
	// the reports since the size before.
	AppendTime time.Duration `json:"append_ns"`
	FoldTime   time.Duration `json:"fold_ns"`
	// AccountTime is the time from a new report to the account of now, StoryTime
	// that of a large story that is not in memory, of LargeStory reports, PastTime
	// that of the account in the middle of the time covered.
	AccountTime time.Duration `json:"account_ns"`
	StoryTime   time.Duration `json:"story_ns"`
	LargeStory  int           `json:"large_story"`
	PastTime    time.Duration `json:"past_ns"`
	// ReopenTime is the time to open the ledger again.
	ReopenTime time.Duration `json:"reopen_ns"`
	// IndexTime is what a report costs in the search index, SearchTime a search.
	IndexTime  time.Duration `json:"index_ns,omitempty"`
	SearchTime time.Duration `json:"search_ns,omitempty"`
	// HeapBytes is live, PeakBytes the most memory that the process held so far.
	HeapBytes uint64 `json:"heap_bytes"`
	PeakBytes uint64 `json:"peak_bytes"`
	// FileBytes is the size of the ledger's file for each report.
	FileBytes int64 `json:"file_bytes_per_report"`
}

// GrowthOptions shape GrowLedger.
type GrowthOptions struct {
	Sizes  []int // ascending
	Seed   uint64
	Search bool // with the search index
	// Done is told about each size when it is measured.
	Done func(Growth)
}

// GrowLedger fills a ledger in dir by a seeded generator and measures it at each size.
// The reports are invented; their readings are the engine's of some hundred of
// them, with other names, numbers and days.
func GrowLedger(ctx context.Context, dir string, opt GrowthOptions) ([]Growth, error) {
	path := filepath.Join(dir, "growth.ledger")
	log, err := sqlite.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { log.Close() }()
	book, err := dossier.OpenBook(ctx, log)
	if err != nil {
		return nil, err
	}
	var out []Growth
	v := newVaried(opt.Seed)
	for _, size := range opt.Sizes {
		g := Growth{Reports: size, ExtractTime: v.extract}
		added := size - v.n
		if g.AppendTime, g.FoldTime, err = grow(ctx, log, book, v, size); err != nil {
			return out, err
		}
		g.AppendTime, g.FoldTime = g.AppendTime/time.Duration(max(added, 1)), g.FoldTime/time.Duration(max(added, 1))
		book.At(time.Time{})
		g.AccountTime, err = median(7, func() error {
			_, _, err := grow(ctx, log, book, v, v.n+1)
			book.At(time.Time{})
			return err
		})
		if err != nil {
			return out, err
		}
		opt.measure(ctx, book, path, v, &g)
		book = nil
		g.HeapBytes = 0
		start := time.Now()
		if err := log.Close(); err != nil {
			return out, err
		}
		if log, err = sqlite.Open(path); err != nil {
			return out, err
		}
		if book, err = dossier.OpenBook(ctx, log); err != nil {
			return out, err
		}
		g.ReopenTime = time.Since(start)
		g.HeapBytes = heap()
		g.large(book)
		_, g.PeakBytes = usage()
		if info, err := os.Stat(path); err == nil {
			g.FileBytes = info.Size() / int64(v.n)
		}
		out = append(out, g)
		if opt.Done != nil {
			opt.Done(g)
		}
	}
	return out, nil
}

// grow appends reports up to size and folds them.
func grow(ctx context.Context, log ledger.Log, book *dossier.Book, v *varied, size int) (appending, folding time.Duration, err error) {
	const batch = 128
	for v.n < size {
		var records []ledger.Record
		for range min(batch, size-v.n) {
			rep, read, err := v.next()
			if err != nil {
				return 0, 0, err
			}
			records = append(records, rep, read)
		}
		start, _ := usage()
		if _, err := log.Append(ctx, records...); err != nil {
			return 0, 0, err
		}
		middle, _ := usage()
		if _, err := book.Add(ctx); err != nil { // nothing: it reads what is new
			return 0, 0, err
		}
		end, _ := usage()
		appending, folding = appending+middle-start, folding+end-middle
	}
	return appending, folding, nil
}

// measure takes what can be measured on the open book.
func (opt GrowthOptions) measure(ctx context.Context, book *dossier.Book, path string, v *varied, g *Growth) {
	a := book.At(time.Time{})
	g.Stories = len(a.Dossiers) + a.MoreStories
	g.hold(book.Grouping(), v.truth)
	span := a.AsOf.Sub(InventedStart)
	n := 0
	g.PastTime, _ = median(3, func() error {
		n++
		book.At(InventedStart.Add(span/2 + time.Duration(n)*time.Minute))
		return nil
	})
	if !opt.Search {
		return
	}
	f := dossier.NewFinder(book, path+".search")
	defer f.Close()
	start, _ := usage()
	if _, _, err := f.Find(ctx, dossier.Query{Words: "flood", Limit: 20}); err != nil {
		return
	}
	end, _ := usage()
	g.IndexTime = (end - start) / time.Duration(v.n)
	g.SearchTime, _ = median(5, func() error {
		_, _, err := f.Find(ctx, dossier.Query{Words: "camp rescuers council", Limit: 20})
		return err
	})
}

// hold scores the story of each report against the one that it was made for.
func (g *Growth) hold(found, truth []int32) {
	both, ours, theirs := map[[2]int32]int{}, map[int32]int{}, map[int32]int{}
	for i, k := range found {
		if k < 0 {
			k = -1 - int32(i) // alone
		}
		found[i] = k
		both[[2]int32{k, truth[i]}]++
		ours[k]++
		theirs[truth[i]]++
		g.Largest, g.TrueLargest = max(g.Largest, ours[k]), max(g.TrueLargest, theirs[truth[i]])
	}
	for i, k := range found {
		n := float64(both[[2]int32{k, truth[i]}])
		g.Precision += n / float64(ours[k]) / float64(len(found))
		g.Recall += n / float64(theirs[truth[i]]) / float64(len(found))
	}
}

// large times the largest of the stories that are shown, on a book just opened.
func (g *Growth) large(book *dossier.Book) {
	id := book.Largest()
	start := time.Now()
	if d := book.Story(id, time.Time{}); d != nil {
		g.LargeStory = len(d.Members)
	}
	g.StoryTime = time.Since(start)
}

func median(n int, f func() error) (time.Duration, error) {
	var all []time.Duration
	for range n {
		start := time.Now()
		if err := f(); err != nil {
			return 0, err
		}
		all = append(all, time.Since(start))
	}
	for i := range all {
		for j := i; j > 0 && all[j] < all[j-1]; j-- {
			all[j], all[j-1] = all[j-1], all[j]
		}
	}
	return all[n/2], nil
}

// WriteGrowth prints the results for people.
func WriteGrowth(w io.Writer, all []Growth) error {
	rows := []struct {
		name string
		cell func(g Growth) string
	}{
		{"stories", func(g Growth) string { return fmt.Sprint(g.Stories) }},
		{"B³ precision, %", func(g Growth) string { return fmt.Sprintf("%.1f", 100*g.Precision) }},
		{"B³ recall, %", func(g Growth) string { return fmt.Sprintf("%.1f", 100*g.Recall) }},
		{"largest story (as made)", func(g Growth) string { return fmt.Sprintf("%d (%d)", g.Largest, g.TrueLargest) }},
		{"extraction, µs a report", func(g Growth) string { return micros(g.ExtractTime) }},
		{"append, µs a report", func(g Growth) string { return micros(g.AppendTime) }},
		{"read back and group, µs a report", func(g Growth) string { return micros(g.FoldTime) }},
		{"new report to account, ms", func(g Growth) string { return millis(g.AccountTime) }},
		{"a large story, ms", func(g Growth) string { return fmt.Sprintf("%s (%d)", millis(g.StoryTime), g.LargeStory) }},
		{"an earlier moment, ms", func(g Growth) string { return millis(g.PastTime) }},
		{"open again, ms", func(g Growth) string { return millis(g.ReopenTime) }},
		{"search index, µs a report", func(g Growth) string { return micros(g.IndexTime) }},
		{"search, ms", func(g Growth) string { return millis(g.SearchTime) }},
		{"heap, MiB", func(g Growth) string { return fmt.Sprintf("%.0f", float64(g.HeapBytes)/(1<<20)) }},
		{"most memory so far, MiB", func(g Growth) string { return fmt.Sprintf("%.0f", float64(g.PeakBytes)/(1<<20)) }},
		{"file, bytes a report", func(g Growth) string { return fmt.Sprint(g.FileBytes) }},
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

func micros(d time.Duration) string { return fmt.Sprintf("%.0f", float64(d.Nanoseconds())/1e3) }
func millis(d time.Duration) string { return fmt.Sprintf("%.1f", float64(d.Nanoseconds())/1e6) }
