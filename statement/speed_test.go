package statement

import (
	"context"
	"testing"

	"sofar/language"
	"sofar/report"
)

// BenchmarkRead reads the statements of the invented reports of the example;
// their trees are made before the clock starts.
func BenchmarkRead(b *testing.B) {
	var reports []*report.Report
	err := report.Read(context.Background(), []string{"../examples/demo/reports.jsonl"}, report.Options{}, func(it report.Item) error {
		if it.Report != nil {
			reports = append(reports, it.Report)
		}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	docs, words := make([]*language.Doc, len(reports)), 0
	for i, r := range reports {
		docs[i] = language.AnalyzeWith(r.Text, r.Published, language.Options{Trees: language.Eager})
		words += docs[i].Len()
	}
	b.ReportAllocs()
	for b.Loop() {
		for i, d := range docs {
			Read(d, reports[i])
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
