package dossier

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
	"time"

	"sofar/cache"
	"sofar/incident"
	"sofar/ledger"
)

// foldBytes is everything that a Book of a large ledger holds.
func foldBytes(t *testing.T, b *Book) []byte {
	t.Helper()
	var out bytes.Buffer
	w := cache.NewWriter(&out, "test")
	if err := b.state.save(w); err != nil {
		t.Fatal(err)
	}
	if err := w.Finish(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// closeSaved closes a Book so that its fold is saved, however little it grew.
func closeSaved(b *Book) {
	b.fold.saved = -saveAtClose
	b.Close()
}

// randomRecords gives the records of reports with readings, some of which come
// late or twice, and of decisions of every kind that bears on grouping.
func randomRecords(t *testing.T, rng *rand.Rand) []ledger.Record {
	t.Helper()
	var out, late []ledger.Record
	var ids, decided []string
	record := func(r ledger.Record, err error) ledger.Record {
		if err != nil {
			t.Fatal(err)
		}
		return r
	}
	decide := func(d ledger.Decision) {
		d.Author, d.Reason, d.At = "ed", fmt.Sprintf("reason %d", len(out)), noon().Add(time.Duration(len(out))*time.Minute)
		r := record(ledger.DecisionRecord(&d))
		out, decided = append(out, r), append(decided, r.ID)
	}
	items := append(towns(24), ferry(9)...)
	rng.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	for _, it := range items {
		r := *it.Report
		if rng.IntN(2) == 0 {
			r.URL = fmt.Sprintf("https://paper.example/%d", rng.IntN(12))
		}
		reading := incident.Extract(&r)
		out = append(out, record(ledger.ReportRecord(&r)))
		ids = append(ids, r.ID)
		if read := record(ledger.ReadingRecord(&reading)); rng.IntN(4) > 0 {
			out = append(out, read)
		} else {
			late = append(late, read)
		}
		if rng.IntN(5) == 0 {
			reading.Engine = fmt.Sprintf("9%d.0.0", rng.IntN(3))
			late = append(late, record(ledger.ReadingRecord(&reading)))
		}
		if len(late) > 0 && rng.IntN(3) == 0 {
			k := rng.IntN(len(late))
			out = append(out, late[k])
			late = append(late[:k], late[k+1:]...)
		}
		any := func() string { return ids[rng.IntN(len(ids))] }
		switch rng.IntN(12) {
		case 0, 1:
			decide(ledger.Decision{Kind: ledger.Merge, Reports: []string{any(), any()}})
		case 2, 3:
			decide(ledger.Decision{Kind: ledger.Split, Reports: []string{any()}, From: []string{any(), any()}})
		case 4:
			decide(ledger.Decision{Kind: ledger.Retract, Reports: []string{any()}})
		case 5:
			if len(decided) > 0 {
				decide(ledger.Decision{Kind: ledger.Undo, Undoes: decided[rng.IntN(len(decided))]})
			}
		}
	}
	return append(out, late...)
}

// A large ledger that is followed as it grows, one that is opened again at any
// moment with the fold that was saved, and one opened at the end hold the same.
func TestSavedFoldIsTheFold(t *testing.T) {
	seeds := uint64(6)
	if testing.Short() {
		seeds = 2
	}
	for seed := range seeds {
		rng := rand.New(rand.NewPCG(seed, 11))
		path := filepath.Join(t.TempDir(), "x.ledger")
		log := openLog(t, path)
		file := WithFoldFile(path + FoldSuffix)
		live, again := openBook(t, log, WithLarge(4)), openBook(t, log, WithLarge(4), file)
		read := 0
		for records := randomRecords(t, rng); len(records) > 0; {
			n := min(len(records), 1+rng.IntN(6))
			if _, err := log.Append(t.Context(), records[:n]...); err != nil {
				t.Fatal(err)
			}
			records = records[n:]
			mustAdd(t, live, 0)
			if rng.IntN(2) == 0 {
				mustAdd(t, again, 0)
			}
			if rng.IntN(4) == 0 {
				if rng.IntN(3) > 0 { // else killed: what was saved before is older
					closeSaved(again)
				}
				again = openBook(t, log, WithLarge(4), file)
				if again.fold.saved > 0 {
					read++
				}
			}
		}
		mustAdd(t, again, 0)
		fresh := openBook(t, log, WithLarge(4))
		want := foldBytes(t, fresh)
		if !bytes.Equal(foldBytes(t, live), want) {
			t.Errorf("seed %d: the ledger that was followed differs", seed)
		}
		if !bytes.Equal(foldBytes(t, again), want) {
			t.Errorf("seed %d: the ledger that was opened from saved folds %d times differs", seed, read)
		}
		if a, b := accountJSON(t, again.At(time.Time{})), accountJSON(t, fresh.At(time.Time{})); a != b {
			t.Errorf("seed %d: the accounts differ", seed)
		}
		if read == 0 {
			t.Errorf("seed %d: no saved fold was read", seed)
		}
	}
}

// A saved fold that is damaged, of another log or of another engine is no error
// and is not gone on from, and neither is a folder that cannot be written to.
func TestSavedFoldThatIsNotUsed(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	log := openLog(t, filepath.Join(t.TempDir(), "x.ledger"))
	if _, err := log.Append(t.Context(), randomRecords(t, rng)...); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "x.fold")
	b := openBook(t, log, WithLarge(4), WithFoldFile(file))
	want := foldBytes(t, b)
	closeSaved(b)
	if records, size, usable := SavedFold(file); records != b.Version() || size < 1000 || !usable {
		t.Fatalf("saved %d records in %d bytes, usable %t", records, size, usable)
	}
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	try := func(what string, log ledger.Log, want []byte, opts ...BookOption) {
		t.Helper()
		b := openBook(t, log, append([]BookOption{WithLarge(4), WithFoldFile(file)}, opts...)...)
		if b.fold.saved > 0 {
			t.Errorf("%s: the file was used", what)
		}
		if want != nil && !bytes.Equal(foldBytes(t, b), want) {
			t.Errorf("%s: the fold differs", what)
		}
	}
	for range 12 {
		at := rng.IntN(len(whole))
		if err := os.WriteFile(file, whole[:at], 0o600); err != nil {
			t.Fatal(err)
		}
		try(fmt.Sprintf("cut at %d", at), log, want)
		damaged := bytes.Clone(whole)
		damaged[at] ^= 1 << rng.IntN(8)
		if err := os.WriteFile(file, damaged, 0o600); err != nil {
			t.Fatal(err)
		}
		try(fmt.Sprintf("byte %d changed", at), log, want)
	}
	if err := os.WriteFile(file, whole, 0o600); err != nil {
		t.Fatal(err)
	}
	if b := openBook(t, log, WithLarge(4), WithFoldFile(file)); b.fold.saved == 0 {
		t.Error("the whole file was not used")
	}
	try("another size from which ledgers are large", log, nil, WithLarge(5))
	other := openLog(t, filepath.Join(t.TempDir(), "y.ledger"))
	try("an empty ledger", other, nil)
	if _, err := other.Append(t.Context(), randomRecords(t, rng)...); err != nil {
		t.Fatal(err)
	}
	try("another ledger", other, nil)

	missing := openBook(t, log, WithLarge(4), WithFoldFile(filepath.Join(t.TempDir(), "no folder", "x.fold")))
	closeSaved(missing)
	if !bytes.Equal(foldBytes(t, missing), want) {
		t.Error("the fold differs where it cannot be saved")
	}
}
