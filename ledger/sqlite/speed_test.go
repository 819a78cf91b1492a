package sqlite

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"sofar/ledger"
	"sofar/report"
)

// BenchmarkAppend appends batches of 128 records of three kilobytes each.
func BenchmarkAppend(b *testing.B) {
	log, err := Open(filepath.Join(b.TempDir(), "speed.ledger"))
	if err != nil {
		b.Fatal(err)
	}
	defer log.Close()
	text := strings.Repeat("Two people died in the fire, police said. ", 70)
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		records := make([]ledger.Record, 128)
		for i := range records {
			n++
			rep := &report.Report{Name: fmt.Sprint(n), Text: text}
			rep.ID = report.MakeID("", "", rep.Name, text)
			if records[i], err = ledger.ReportRecord(rep); err != nil {
				b.Fatal(err)
			}
		}
		if _, err := log.Append(context.Background(), records...); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "records/s")
}
