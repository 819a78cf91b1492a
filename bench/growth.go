package bench

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
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
	// made for, by B³, PairPrecision and PairRecall by pairs of reports, in shares;
	// Largest and TrueLargest are the reports of the largest story found and of the
	// largest made. All are 0 where it is not known what the reports tell of.
	Precision     float64 `json:"b3_precision"`
	Recall        float64 `json:"b3_recall"`
	PairPrecision float64 `json:"pair_precision,omitempty"`
	PairRecall    float64 `json:"pair_recall,omitempty"`
	Largest       int     `json:"largest"`
	TrueLargest   int     `json:"true_largest"`
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
	// ReopenTime is the time to open the ledger again, SavedBytes the size of the
	// saved fold that is read then, for each report.
	ReopenTime time.Duration `json:"reopen_ns"`
	SavedBytes int64         `json:"saved_bytes_per_report"`
	// FirstTime is the time from opening to the account of now, with its newest
	// stories; ListTime that of the desk's first page, StoryPage that of the page
	// of the large story, both with the account at hand and not yet written.
	FirstTime time.Duration `json:"first_ns"`
	ListTime  time.Duration `json:"list_page_ns"`
	StoryPage time.Duration `json:"story_page_ns"`
	// IndexTime is what a report costs in the search index, SearchTime a search.
	IndexTime  time.Duration `json:"index_ns,omitempty"`
	SearchTime time.Duration `json:"search_ns,omitempty"`
	// HeapBytes is what the opened ledger holds live, PeakBytes the most memory that
	// the process held so far, with what it makes reports of.
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
	Keep   bool // leave what the reports tell of beside the ledger
	// Done is told about each size when it is measured.
	Done func(Growth)
}

// GrownLedger is the name of the file that GrowLedger fills, GrownGroups that of
// what its reports tell of, in the form that LoadGroups reads.
const GrownLedger, GrownGroups = "growth.ledger", "growth.groups.jsonl"

// GrowLedger fills a ledger in dir by a seeded generator and measures it at each size.
// The reports are invented; their readings are the engine's of some hundred of
// them, with other names, numbers and days.
func GrowLedger(ctx context.Context, dir string, opt GrowthOptions) ([]Growth, error) {
	path := filepath.Join(dir, GrownLedger)
	log, err := sqlite.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { log.Close() }()
	file := dossier.WithFoldFile(path + dossier.FoldSuffix)
	book, err := dossier.OpenBook(ctx, log, file)
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
		g.hold(book.Grouping(), v.truth)
		book.Close()
		book = nil
		if err := log.Close(); err != nil {
			return out, err
		}
		if log, book, err = g.reopen(ctx, path); err != nil {
			return out, err
		}
		if err := g.measure(ctx, book, path, opt.Search); err != nil {
			return out, err
		}
		if opt.Keep {
			if err := writeGroups(filepath.Join(dir, GrownGroups), v.truth); err != nil {
				return out, err
			}
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

// hold scores the story of each report against the one that it was made for; -1
// in found is a report alone, in truth one of which nothing is known.
func (g *Growth) hold(found, truth []int32) {
	both, ours, theirs := map[[2]int32]int{}, map[int32]int{}, map[int32]int{}
	told, n := make([]int32, len(found)), 0
	for i, k := range found {
		if told[i] = k; k < 0 {
			told[i] = -1 - int32(i)
		}
		if truth[i] < 0 {
			continue
		}
		n++
		both[[2]int32{told[i], truth[i]}]++
		ours[told[i]]++
		theirs[truth[i]]++
		g.Largest, g.TrueLargest = max(g.Largest, ours[told[i]]), max(g.TrueLargest, theirs[truth[i]])
	}
	for i, k := range told {
		if truth[i] < 0 {
			continue
		}
		same := float64(both[[2]int32{k, truth[i]}])
		g.Precision += same / float64(ours[k]) / float64(n)
		g.Recall += same / float64(theirs[truth[i]]) / float64(n)
	}
	right, all, want := pairs(both), pairs(ours), pairs(theirs)
	g.PairPrecision, g.PairRecall = float64(right)/float64(max(all, 1)), float64(right)/float64(max(want, 1))
}

// pairs counts the pairs within groups of the given sizes.
func pairs[K comparable](sizes map[K]int) (n int) {
	for _, k := range sizes {
		n += k * (k - 1) / 2
	}
	return n
}

// writeGroups tells of each story which reports were made for it.
func writeGroups(path string, truth []int32) error {
	stories := map[int32][]string{}
	last := int32(-1)
	for i, k := range truth {
		stories[k] = append(stories[k], grownName(i))
		last = max(last, k)
	}
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	out := json.NewEncoder(w)
	for k := range last + 1 {
		if err = out.Encode(struct {
			Incident string   `json:"incident"`
			Reports  []string `json:"reports"`
		}{fmt.Sprint("made ", k), stories[k]}); err != nil {
			break
		}
	}
	return errors.Join(err, w.Flush(), f.Close())
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
