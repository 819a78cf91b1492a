package dossier

import (
	"context"
	"testing"

	"sofar/incident"
	"sofar/report"
	"sofar/story"
)

// speedSample reads the invented reports of the example.
func speedSample(b *testing.B) ([]*report.Report, []incident.Reading) {
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
	readings := make([]incident.Reading, len(reports))
	for i, r := range reports {
		readings[i] = incident.Extract(r)
	}
	return reports, readings
}

// BenchmarkGroup finds which of the example's reports tell of one event.
func BenchmarkGroup(b *testing.B) {
	reports, readings := speedSample(b)
	b.ReportAllocs()
	for b.Loop() {
		story.Group(Entries(reports, readings), nil)
	}
	b.ReportMetric(float64(len(reports)*b.N)/b.Elapsed().Seconds(), "reports/s")
}

// BenchmarkFold groups and folds the example's reports.
func BenchmarkFold(b *testing.B) {
	reports, readings := speedSample(b)
	b.ReportAllocs()
	for b.Loop() {
		Fold(Input{Entries: Entries(reports, readings)})
	}
	b.ReportMetric(float64(len(reports)*b.N)/b.Elapsed().Seconds(), "reports/s")
}
