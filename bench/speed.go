package bench

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"time"

	"sofar/dossier"
	"sofar/incident"
	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// Stage is the time one stage took over all reports.
type Stage struct {
	Name    string        `json:"name"`
	Elapsed time.Duration `json:"elapsed_ns"`
	// Allocs and Bytes are heap allocations during the stage.
	Allocs uint64 `json:"allocs"`
	Bytes  uint64 `json:"bytes"`
}

// SpeedResult is what Speed measured.
type SpeedResult struct {
	Reports int     `json:"reports"`
	Words   int     `json:"words"`
	Stages  []Stage `json:"stages"`
}

// Speed runs each stage over all reports on one goroutine, stage by stage, and
// then grouping and fold once. Words are tokens that are no punctuation. The
// reports and everything read from them are held in memory.
func Speed(ctx context.Context, reports []*report.Report) (SpeedResult, error) {
	res := SpeedResult{Reports: len(reports)}
	docs := make([]*language.Doc, len(reports))
	sets := make([]statement.Set, len(reports))
	readings := make([]incident.Reading, len(reports))
	stages := []struct {
		name string
		each func(i int)
	}{
		{"language", func(i int) { docs[i] = language.Analyze(reports[i].Text, reports[i].Published) }},
		{"statement", func(i int) { sets[i] = statement.Read(docs[i], reports[i]) }},
		{"incident", func(i int) { readings[i] = incident.Read(reports[i], docs[i], sets[i]) }},
	}
	for _, s := range stages {
		st, err := measure(ctx, s.name, len(reports), s.each)
		if err != nil {
			return res, err
		}
		res.Stages = append(res.Stages, st)
	}
	for _, d := range docs {
		for _, f := range d.Flags {
			if f&language.FlagPunct == 0 {
				res.Words++
			}
		}
	}
	fold, err := measure(ctx, "group and fold", 1, func(int) {
		dossier.Fold(dossier.Input{Entries: dossier.Entries(reports, readings)})
	})
	res.Stages = append(res.Stages, fold)
	return res, err
}

func measure(ctx context.Context, name string, n int, each func(i int)) (Stage, error) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for i := range n {
		if i%64 == 0 && ctx.Err() != nil {
			return Stage{}, ctx.Err()
		}
		each(i)
	}
	elapsed := time.Since(start)
	runtime.ReadMemStats(&after)
	return Stage{name, elapsed, after.Mallocs - before.Mallocs, after.TotalAlloc - before.TotalAlloc}, nil
}

// Write prints the result for people.
func (r SpeedResult) Write(w io.Writer) error {
	if _, err := fmt.Fprintf(w, "%d reports, %d words, one goroutine on %s/%s\n%-16s %12s %14s %14s %14s\n", r.Reports, r.Words, runtime.GOOS, runtime.GOARCH, "", "reports/s", "words/s", "ms", "allocs/report"); err != nil {
		return err
	}
	var sum Stage
	for _, s := range append(r.Stages, Stage{Name: "all"}) {
		if s.Name == "all" {
			s = sum
			s.Name = "all"
		}
		sum.Elapsed += s.Elapsed
		sum.Allocs += s.Allocs
		secs := max(s.Elapsed.Seconds(), 1e-9)
		if _, err := fmt.Fprintf(w, "%-16s %12.0f %14.0f %14.1f %14.0f\n", s.Name, float64(r.Reports)/secs, float64(r.Words)/secs, 1000*secs, float64(s.Allocs)/float64(max(r.Reports, 1))); err != nil {
			return err
		}
	}
	return nil
}
