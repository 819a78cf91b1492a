package bench

import (
	"path/filepath"
	"testing"
	"time"

	"sofar/ledger/sqlite"
)

// TestReaders: a small desk under a few readers; sofar bench readers is the
// whole one.
func TestReaders(t *testing.T) {
	log, err := sqlite.Open(filepath.Join(t.TempDir(), "a.ledger"))
	if err != nil {
		t.Fatal(err)
	}
	defer log.Close()
	r, err := Readers(t.Context(), log, 40, 100)
	if err != nil {
		t.Fatal(err)
	}
	t.Log(r)
	if r.Bytes > 150<<10 || r.Told[2] == 0 || r.Shown[2] > 10*time.Second {
		t.Errorf("%v", r)
	}
}
