package bench

import (
	"fmt"
	"io"
	"runtime"
	"slices"
)

// Write prints the result for people.
func (r SpeedResult) Write(w io.Writer) error {
	var err error
	print := func(format string, args ...any) {
		if err == nil {
			_, err = fmt.Fprintf(w, format, args...)
		}
	}
	each := func(n, of int) float64 { return float64(n) / float64(max(of, 1)) }
	print("%d reports, %d words (%.0f each), %d sentences; one processor, %s/%s; processor time, median of %d\n%-25s %11s %11s %9s %9s %13s %13s\n",
		r.Reports, r.Words, each(r.Words, r.Reports), r.Sentences, runtime.GOOS, runtime.GOARCH, r.Passes, "", "words/s", "reports/s", "µs/word", "ms", "allocs/sent.", "bytes/word")
	sum := Stage{Name: "text to account", Items: r.Reports}
	for _, s := range r.Stages {
		if !s.Part {
			sum.CPU, sum.Allocs, sum.Bytes = sum.CPU+s.CPU, sum.Allocs+s.Allocs, sum.Bytes+s.Bytes
		}
	}
	for k, s := range append(slices.Clone(r.Stages), sum) {
		secs := max(s.CPU.Seconds(), 1e-9)
		words := float64(max(r.Words, 1))
		if k == stageHTML {
			words = float64(max(r.PageWords, 1))
		}
		print("%-25s %11.0f %11.0f %9.2f %9.1f %13.1f %13.0f\n", s.Name, words/secs, float64(s.Items)/secs,
			1e6*secs/words, 1000*secs, float64(s.Allocs)/float64(max(r.Sentences, 1)), float64(s.Bytes)/words)
	}
	print("HTML to text: %d pages; sentences are those of the reports\n", r.Pages)
	print("trees asked for: %d of %d sentences (%.1f %%)\n", r.Parsed, r.Sentences, 100*each(r.Parsed, r.Sentences))
	for _, x := range []struct {
		s     Stage
		what  string
		words int
	}{{r.Whole, "reports", r.Words}, {r.WholePages, "pages", r.PageWords}} {
		wall := max(x.s.Elapsed.Seconds(), 1e-9)
		print("%s, %d workers, by the clock: %.0f %s a second (%.0f words each), %.0f words/s; processor time %.2f ms each\n",
			x.s.Name, r.Workers, float64(x.s.Items)/wall, x.what, each(x.words, x.s.Items), float64(x.words)/wall, 1000*x.s.CPU.Seconds()/float64(max(x.s.Items, 1)))
	}
	print("models: read in %.0f ms of processor time, %.1f MiB of heap; most memory held: %.0f MiB\n",
		1000*r.Load.Seconds(), float64(r.ModelBytes)/(1<<20), float64(r.PeakBytes)/(1<<20))
	return err
}
