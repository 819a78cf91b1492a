package incident

import (
	"context"
	"testing"

	"sofar/language"
	"sofar/report"
	"sofar/statement"
)

// BenchmarkRead reads the incidents of the invented reports of the example from
// documents and statements made before.
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
	docs, sets := make([]*language.Doc, len(reports)), make([]statement.Set, len(reports))
	words := 0
	for i, r := range reports {
		docs[i] = language.AnalyzeWith(r.Text, Written(r), language.Options{Trees: language.Eager})
		sets[i] = statement.Read(docs[i], r)
		words += docs[i].Len()
	}
	b.ReportAllocs()
	for b.Loop() {
		for i, d := range docs {
			Read(reports[i], d, sets[i])
		}
	}
	b.ReportMetric(float64(words*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
