package sqlite

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"sofar/ledger"
)

// TestPowerCut cuts the power at arbitrary moments: of what was written after
// the last synchronisation the disk may hold any beginning, and of the last
// sector anything. What is then opened is a beginning of what was appended, in
// whole batches, and no shorter than what was acknowledged when the log had the
// length at which it was cut.
func TestPowerCut(t *testing.T) {
	cuts := 60
	if testing.Short() {
		cuts = 15
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "x.ledger")
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	// The log is not folded into the file while this handle reads.
	hold, err := l.r.Conn(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer hold.Close()
	var all []ledger.Record
	acked := []struct {
		wal     int64
		records int
	}{}
	base := 0
	for i, batch := range importRecords()[:120] {
		if _, err := l.Append(t.Context(), batch...); err != nil {
			t.Fatal(err)
		}
		all = append(all, batch...)
		if i == 20 { // from here on everything stays in the log
			if _, err := l.w.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
				t.Fatal(err)
			}
			base = len(all)
			if _, err := hold.ExecContext(t.Context(), "BEGIN"); err != nil {
				t.Fatal(err)
			}
			var n int
			if err := hold.QueryRowContext(t.Context(), "SELECT count(*) FROM records").Scan(&n); err != nil || n != base {
				t.Fatalf("%d records, %v", n, err)
			}
		}
		if i >= 20 {
			acked = append(acked, struct {
				wal     int64
				records int
			}{size(t, path+"-wal"), len(all)})
		}
	}
	file, wal := contents(t, path), contents(t, path+"-wal")
	if len(wal) < 100_000 {
		t.Fatalf("the log is %d bytes: it was folded into the file and the test proves nothing", len(wal))
	}
	rng := rand.New(rand.NewPCG(7, 8))
	partly := 0
	for k := range cuts {
		cut := rng.IntN(len(wal) + 1)
		torn := bytes.Clone(wal[:cut])
		if k%3 == 1 { // the last sector holds rubbish
			for i := max(0, cut-512); i < cut; i++ {
				torn[i] = byte(rng.Uint32())
			}
		}
		if k%3 == 2 && cut < len(wal) { // the file grew, and its bytes did not come
			torn = append(torn, make([]byte, min(len(wal)-cut, 1+rng.IntN(9000)))...)
		}
		least := base
		for _, a := range acked {
			if a.wal <= int64(max(0, cut-512)) {
				least = a.records
			}
		}
		at := filepath.Join(dir, fmt.Sprintf("cut%d.ledger", k))
		if err := os.WriteFile(at, file, 0o644); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(at+"-wal", torn, 0o644); err != nil {
			t.Fatal(err)
		}
		got := readLedger(t, at, all)
		if len(got) < least || !wholeBatches(importRecords()[:120], len(got)) {
			t.Fatalf("cut at %d of %d: %d records, want whole batches and at least %d", cut, len(wal), len(got), least)
		}
		if len(got) > base && len(got) < len(all) {
			partly++
		}
	}
	if partly < cuts/4 {
		t.Errorf("only %d of %d cuts fell into the middle", partly, cuts)
	}
}

func size(t *testing.T, path string) int64 {
	t.Helper()
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}

func contents(t *testing.T, path string) []byte {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return data
}
