package bench

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/language"
	"sofar/report"
	"sofar/statement"
	"sofar/story"
)

// Stage is what one stage took over all reports: the median pass.
type Stage struct {
	Name string `json:"name"`
	// CPU is the processor time, of which Elapsed is the wall time; where the
	// system does not tell, CPU is Elapsed.
	CPU     time.Duration `json:"cpu_ns"`
	Elapsed time.Duration `json:"elapsed_ns"`
	// Allocs and Bytes are heap allocations during the stage.
	Allocs uint64 `json:"allocs"`
	Bytes  uint64 `json:"bytes"`
	// Items counts what was done: reports, or pages.
	Items int `json:"items"`
	// Part tells that the stage is contained in one that follows, or is none of
	// the way from text to account, and adds nothing to the sum.
	Part bool `json:"part,omitempty"`
}

// SpeedResult is what Speed measured.
type SpeedResult struct {
	Reports   int     `json:"reports"`
	Words     int     `json:"words"`
	Sentences int     `json:"sentences"`
	Passes    int     `json:"passes"`
	Stages    []Stage `json:"stages"`
	// Pages counts the pages of the first stage, PageWords the words of their
	// texts, by white space.
	Pages     int `json:"pages"`
	PageWords int `json:"page_words"`
	// Whole is the way from text to account on Workers processors, WholePages
	// that from page to account, both by the clock too.
	Workers    int   `json:"workers"`
	Whole      Stage `json:"whole"`
	WholePages Stage `json:"whole_pages"`
	// Parsed counts the sentences whose tree statement and incident asked for.
	Parsed int `json:"parsed"`
	// Load is the processor time to read the models, ModelBytes what they add to
	// the heap.
	Load       time.Duration `json:"load_ns"`
	ModelBytes uint64        `json:"model_bytes"`
	// PeakBytes is the most memory that the process held, 0 where the system
	// does not tell. The reports and all that is read from them count.
	PeakBytes uint64 `json:"peak_bytes"`
}

// SpeedOptions shape Speed.
type SpeedOptions struct {
	Passes  int // of each stage, at least one; the median counts
	Workers int // processors of the whole way; 0 for two
	// Pages are web pages; without any, pages are made of the reports.
	Pages [][]byte
	// Dir is where the ledger of the stage of storing is made, "" for the
	// system's folder of temporary files.
	Dir string
}

// The stages of Speed in order.
const (
	stageHTML = iota
	stageTags
	stageNames
	stageTrees
	stageLazy
	stageStatement
	stageIncident
	stageGroup
	stageFold
	stageStore
	stageCount
)

var stageNamesOf = [stageCount]string{"HTML to text", "tokens, sentences, tags", "+ names, numbers, times", "+ all trees", "+ trees asked for", "statement", "incident", "grouping", "grouping and fold", "store"}

// Speed runs each stage over all reports, stage by stage, and grouping, fold and
// storing once, all that as often as the options say, on one processor: the
// collector's time counts. Then it goes the whole way on several. Words are
// tokens that are no punctuation. The reports and everything read from them are
// held in memory.
func Speed(ctx context.Context, reports []*report.Report, opt SpeedOptions) (SpeedResult, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	res := SpeedResult{Reports: len(reports), Passes: max(opt.Passes, 1), Workers: opt.Workers}
	if res.Workers <= 0 {
		res.Workers = 2
	}
	pages := opt.Pages
	if len(pages) == 0 {
		pages = pagesOf(reports)
	}
	res.Pages = len(pages)
	before := heap()
	load, err := measure(ctx, "models", 1, func(int) { language.Load() })
	if err != nil {
		return res, err
	}
	res.Load = load.CPU
	res.ModelBytes = max(heap(), before) - before
	runtime.GOMAXPROCS(1)

	asked, err := res.count(ctx, reports)
	if err != nil {
		return res, err
	}
	docs := make([]*language.Doc, len(reports))
	sets := make([]statement.Set, len(reports))
	readings := make([]incident.Reading, len(reports))
	written := make([]time.Time, len(reports))
	for i, r := range reports {
		written[i] = incident.Written(r)
	}
	texts := make([]*report.Report, len(pages))
	var stored error
	work := [stageCount]func(i int){
		stageHTML:  func(i int) { texts[i] = readPage(pages, i) },
		stageTags:  func(i int) { language.Tagged(reports[i].Text) },
		stageNames: func(i int) { language.Analyze(reports[i].Text, written[i]) },
		stageTrees: func(i int) {
			language.AnalyzeWith(reports[i].Text, written[i], language.Options{Trees: language.Eager})
		},
		stageLazy: func(i int) {
			docs[i] = language.Analyze(reports[i].Text, written[i])
			docs[i].ParseThese(asked[i])
		},
		stageStatement: func(i int) { sets[i] = statement.Read(docs[i], reports[i]) },
		stageIncident:  func(i int) { readings[i] = incident.Read(reports[i], docs[i], sets[i]) },
		stageGroup:     func(int) { story.Group(dossier.Entries(reports, readings), nil) },
		stageFold:      func(int) { fold(reports, readings) },
		stageStore:     func(int) { stored = store(ctx, opt.Dir, reports, readings) },
	}
	taken := make([][]Stage, stageCount)
	for range res.Passes {
		for k, each := range work {
			n, items := len(reports), len(reports)
			switch k {
			case stageHTML:
				n, items = len(pages), len(pages)
			case stageGroup, stageFold, stageStore:
				n = 1
			}
			s, err := measure(ctx, stageNamesOf[k], n, each)
			if err = errors.Join(err, stored); err != nil {
				return res, err
			}
			s.Items, s.Part = items, k < stageLazy || k == stageGroup || k == stageStore
			taken[k] = append(taken[k], s)
		}
	}
	for _, s := range taken {
		slices.SortFunc(s, func(a, b Stage) int { return cmp.Compare(a.CPU, b.CPU) })
		res.Stages = append(res.Stages, s[(len(s)-1)/2])
	}
	for _, t := range texts {
		if t != nil {
			res.PageWords += len(strings.Fields(t.Text))
		}
	}
	if err := res.whole(ctx, reports, pages); err != nil {
		return res, err
	}
	_, res.PeakBytes = usage()
	return res, nil
}

// count reads every report once: words, sentences, and the sentences whose tree
// was asked for, by report.
func (r *SpeedResult) count(ctx context.Context, reports []*report.Report) ([][]bool, error) {
	asked := make([][]bool, len(reports))
	for i, rep := range reports {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		d := language.Analyze(rep.Text, incident.Written(rep))
		incident.Read(rep, d, statement.Read(d, rep))
		for _, f := range d.Flags {
			if f&language.FlagPunct == 0 {
				r.Words++
			}
		}
		r.Sentences += len(d.Sents)
		asked[i] = make([]bool, len(d.Sents))
		for s := range d.Sents {
			if asked[i][s] = d.HasTree(s); asked[i][s] {
				r.Parsed++
			}
		}
	}
	return asked, nil
}

// heap gives the bytes of live objects.
func heap() uint64 {
	debug.FreeOSMemory()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func measure(ctx context.Context, name string, n int, each func(i int)) (Stage, error) {
	runtime.GC()
	for i := range min(n-1, 4) { // memory that reports share is there before the clock starts
		each(i)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	cpu, _ := usage()
	for i := range n {
		if i%64 == 0 && ctx.Err() != nil {
			return Stage{}, ctx.Err()
		}
		each(i)
	}
	elapsed := time.Since(start)
	used, _ := usage()
	runtime.ReadMemStats(&after)
	s := Stage{Name: name, CPU: used - cpu, Elapsed: elapsed, Allocs: after.Mallocs - before.Mallocs, Bytes: after.TotalAlloc - before.TotalAlloc}
	if used == 0 {
		s.CPU = elapsed
	}
	return s, nil
}
