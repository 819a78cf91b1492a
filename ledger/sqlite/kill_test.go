package sqlite

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"sofar/ledger"
)

// Environment of the child process, and the number of kills: 200 in CI.
const (
	childEnv = "SOFAR_TEST_IMPORT_INTO"
	killsEnv = "SOFAR_KILLS"
)

func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		if err := importInto(path); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// importRecords are what the child imports: many small records, some of
// several pages, in batches of changing size.
func importRecords() [][]ledger.Record {
	var batches [][]ledger.Record
	for i, n := 0, 0; n < 1500; i++ {
		var batch []ledger.Record
		for range 1 + i%7 {
			text := strings.Repeat(fmt.Sprintf("At least %d people were evacuated. ", n), 1+n%5+n%97/96*3000)
			payload, err := json.Marshal(map[string]any{"n": n, "text": text})
			if err != nil {
				panic(err)
			}
			batch = append(batch, ledger.Record{ID: fmt.Sprintf("k%05d", n), Kind: ledger.KindReport, Payload: payload})
			n++
		}
		batches = append(batches, batch)
	}
	return batches
}

// importInto appends every batch from the start, as a repeated import does, and
// prints the number of each batch once Append has acknowledged it.
func importInto(path string) error {
	l, err := Open(path)
	if err != nil {
		return err
	}
	defer l.Close()
	ctx := context.Background()
	for i, batch := range importRecords() {
		last := batch[len(batch)-1].ID
		has, err := l.Has(ctx, last)
		if err != nil {
			return err
		}
		if has[last] { // one transaction a batch: its last record stands for all
			continue
		}
		if _, err := l.Append(ctx, batch...); err != nil {
			return err
		}
		fmt.Println(i)
	}
	return nil
}

// TestKill kills an import at random moments. After each kill the file opens,
// holds every acknowledged batch, none in part, none twice; and the import,
// once complete, equals an undisturbed one byte for byte.
func TestKill(t *testing.T) {
	kills := 20
	if s := os.Getenv(killsEnv); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatalf("%s=%q is no number", killsEnv, s)
		}
		kills = n
	}
	batches := importRecords()
	var want []ledger.Record
	for _, b := range batches {
		want = append(want, b...)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	path := filepath.Join(t.TempDir(), "0.ledger")
	acked, killed, rounds, midway := -1, 0, 0, 0
	for killed < kills {
		done := importAndKill(t, path, rng, &acked)
		got := readLedger(t, path, want)
		end := 0
		for i, b := range batches {
			if end += len(b); i == acked && len(got) < end {
				t.Fatalf("after %d kills: batch %d was acknowledged, the ledger holds %d records of at least %d", killed, acked, len(got), end)
			}
		}
		if !wholeBatches(batches, len(got)) {
			t.Fatalf("after %d kills: %d records are no whole number of batches", killed, len(got))
		}
		if !done {
			killed++
			if len(got) > 0 && len(got) < len(want) {
				midway++
			}
			continue
		}
		if len(got) != len(want) {
			t.Fatalf("the finished import holds %d records, an undisturbed one %d", len(got), len(want))
		}
		rounds++
		path, acked = filepath.Join(t.TempDir(), fmt.Sprintf("%d.ledger", rounds)), -1
	}
	// The last import is finished undisturbed.
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+path)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("the last import: %v\n%s", err, out)
	}
	if got := readLedger(t, path, want); len(got) != len(want) {
		t.Fatalf("the finished import holds %d records, an undisturbed one %d", len(got), len(want))
	}
	if midway == 0 {
		t.Error("no kill fell into the middle of an import: the test proves nothing")
	}
	t.Logf("%d kills, %d of them midway, %d imports finished", killed, midway, rounds+1)
}

// importAndKill starts an import and kills it after up to 60 ms from its
// first sign of life, or at its start; done is true if it ended before that.
func importAndKill(t *testing.T, path string, rng *rand.Rand, acked *int) (done bool) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), childEnv+"="+path)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	read := func() bool {
		if !lines.Scan() {
			return false
		}
		if n, err := strconv.Atoi(lines.Text()); err == nil {
			*acked = max(*acked, n)
		}
		return true
	}
	delay := time.Duration(rng.IntN(60_000)) * time.Microsecond
	if rng.IntN(5) > 0 { // else the kill may fall into opening or creating the file
		read()
	}
	timer := time.AfterFunc(delay, func() { _ = cmd.Process.Kill() })
	for read() {
	}
	err = cmd.Wait()
	timer.Stop()
	if err != nil && stderr.Len() > 0 {
		t.Fatalf("the import failed: %v\n%s", err, stderr.String())
	}
	return err == nil
}

// readLedger opens the file and checks each record against the undisturbed
// import: the same place, id and payload bytes, which leaves no room for a
// record lost or doubled.
func readLedger(t *testing.T, path string, want []ledger.Record) []ledger.Record {
	t.Helper()
	l, err := Open(path)
	if err != nil {
		t.Fatalf("reopening after a kill: %v", err)
	}
	defer l.Close()
	var got []ledger.Record
	err = l.Read(t.Context(), 0, func(r ledger.Record) error {
		i := len(got)
		if i >= len(want) || r.Seq != int64(i+1) || r.ID != want[i].ID || !bytes.Equal(r.Payload, want[i].Payload) {
			return fmt.Errorf("record %d (Seq %d, %s) differs from the undisturbed import", i+1, r.Seq, r.ID)
		}
		got = append(got, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var verdict string
	if err := l.w.QueryRow("PRAGMA integrity_check").Scan(&verdict); err != nil || verdict != "ok" {
		t.Fatalf("integrity check: %s, %v", verdict, err)
	}
	return got
}

// wholeBatches tells whether n records are the first so many whole batches.
func wholeBatches(batches [][]ledger.Record, n int) bool {
	for _, b := range batches {
		if n <= 0 {
			break
		}
		n -= len(b)
	}
	return n == 0
}
