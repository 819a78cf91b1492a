package bench

import (
	"path/filepath"
	"strings"
	"testing"

	"sofar/ledger/sqlite"
)

// TestLatency: every report of the watched story is kept, told and shown, in this order.
func TestLatency(t *testing.T) {
	log, err := sqlite.Open(filepath.Join(t.TempDir(), "a.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	r, err := Latency(t.Context(), log, LatencyOptions{Before: 6, Reports: 6, Rate: 50, Stories: 2})
	if err != nil {
		t.Fatal(err)
	}
	if r.Kept[0] <= 0 || r.Told[3] <= 0 || r.Shown[0] < r.Told[0] || r.Batches < 1 {
		t.Errorf("%+v", r)
	}
	if out := r.String(); !strings.Contains(out, "99 %") {
		t.Errorf("the table: %q", out)
	}
}
