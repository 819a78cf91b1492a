package bench

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"
	"slices"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/language"
	"sofar/report"
	"sofar/statement"
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
	// Part tells that the stage is contained in one that follows and adds
	// nothing to the sum.
	Part bool `json:"part,omitempty"`
}

// SpeedResult is what Speed measured.
type SpeedResult struct {
	Reports   int     `json:"reports"`
	Words     int     `json:"words"`
	Sentences int     `json:"sentences"`
	Passes    int     `json:"passes"`
	Stages    []Stage `json:"stages"`
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

// The stages of Speed in order.
const (
	stageTags = iota
	stageNames
	stageTrees
	stageLazy
	stageStatement
	stageIncident
	stageFold
	stageCount
)

var stageNamesOf = [stageCount]string{"tokens, sentences, tags", "+ names, numbers, times", "+ all trees", "+ trees asked for", "statement", "incident", "group and fold"}

// Speed runs each stage over all reports, stage by stage, and then grouping and
// fold once, all that as often as passes says (at least once), on one processor:
// the collector's time counts. Words are tokens that are no punctuation. The
// reports and everything read from them are held in memory.
func Speed(ctx context.Context, reports []*report.Report, passes int) (SpeedResult, error) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	res := SpeedResult{Reports: len(reports), Passes: max(passes, 1)}
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
	work := [stageCount]func(i int){
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
		stageFold: func(int) {
			dossier.Fold(dossier.Input{Entries: dossier.Entries(reports, readings)})
		},
	}
	taken := make([][]Stage, stageCount)
	for range res.Passes {
		for k, each := range work {
			n := len(reports)
			if k == stageFold {
				n = 1
			}
			s, err := measure(ctx, stageNamesOf[k], n, each)
			if err != nil {
				return res, err
			}
			s.Part = k < stageLazy
			taken[k] = append(taken[k], s)
		}
	}
	for _, s := range taken {
		slices.SortFunc(s, func(a, b Stage) int { return cmp.Compare(a.CPU, b.CPU) })
		res.Stages = append(res.Stages, s[(len(s)-1)/2])
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

// Write prints the result for people.
func (r SpeedResult) Write(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%d reports, %d words, %d sentences; one processor, %s/%s; processor time, median of %d\n%-25s %11s %11s %9s %9s %13s %13s\n",
		r.Reports, r.Words, r.Sentences, runtime.GOOS, runtime.GOARCH, r.Passes, "", "words/s", "reports/s", "µs/word", "ms", "allocs/sent.", "bytes/word")
	sum := Stage{Name: "text to account"}
	for _, s := range r.Stages {
		if !s.Part {
			sum.CPU, sum.Allocs, sum.Bytes = sum.CPU+s.CPU, sum.Allocs+s.Allocs, sum.Bytes+s.Bytes
		}
	}
	words := float64(max(r.Words, 1))
	for _, s := range append(slices.Clone(r.Stages), sum) {
		if err != nil {
			return err
		}
		secs := max(s.CPU.Seconds(), 1e-9)
		_, err = fmt.Fprintf(w, "%-25s %11.0f %11.0f %9.2f %9.1f %13.1f %13.0f\n", s.Name, float64(r.Words)/secs, float64(r.Reports)/secs,
			1e6*secs/words, 1000*secs, float64(s.Allocs)/float64(max(r.Sentences, 1)), float64(s.Bytes)/words)
	}
	if err == nil {
		_, err = fmt.Fprintf(w, "trees asked for: %d of %d sentences (%.1f %%)\nmodels: read in %.0f ms of processor time, %.1f MiB of heap; most memory held: %.0f MiB\n",
			r.Parsed, r.Sentences, 100*float64(r.Parsed)/float64(max(r.Sentences, 1)), 1000*r.Load.Seconds(), float64(r.ModelBytes)/(1<<20), float64(r.PeakBytes)/(1<<20))
	}
	return err
}
