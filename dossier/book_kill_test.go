package dossier

import (
	"bufio"
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"sofar/ledger"
	"sofar/report"
)

// Environment of the child process, and ten times the number of kills:
// ledger/sqlite kills its own import as often as the variable says.
const (
	importEnv = "SOFAR_TEST_BOOK_INTO"
	killsEnv  = "SOFAR_KILLS"
)

// importSize is how many reports the killed import holds, several chunks.
const importSize = 5 * report.ChunkItems

// TestBookImportChild is the child process of TestBookKill.
func TestBookImportChild(t *testing.T) {
	path := os.Getenv(importEnv)
	if path == "" {
		t.Skip("runs only as the child of TestBookKill")
	}
	sign := func(int, int) { fmt.Println("durable") }
	b := openBook(t, openLog(t, path), WithClock(noon), WithWorkers(2), WithProgress(sign))
	if _, err := b.Add(t.Context(), ferry(importSize)...); err != nil {
		t.Fatal(err)
	}
}

// TestBookKill kills a whole import, analysis included, at random moments. Each
// time the ledger opens, holds a beginning of the undisturbed import, and what
// it held before; in the end it equals the undisturbed one byte for byte.
func TestBookKill(t *testing.T) {
	kills := 4
	if testing.Short() {
		kills = 2
	}
	if n, err := strconv.Atoi(os.Getenv(killsEnv)); err == nil {
		kills = max(1, n/10) // each costs a start of the whole engine
	}
	undisturbed := openLog(t, filepath.Join(t.TempDir(), "whole.ledger"))
	start := time.Now()
	mustAdd(t, openBook(t, undisturbed, WithClock(noon)), 2*importSize, ferry(importSize)...)
	took := time.Since(start)
	want := allRecords(t, undisturbed)

	rng := rand.New(rand.NewPCG(3, 4))
	rounds, held, midway := 0, 0, 0
	path := filepath.Join(t.TempDir(), "killed.ledger")
	for killed := 0; killed < kills; {
		cmd := importChild(path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// The kill falls into the start, or a moment after one of the chunks.
		lines := bufio.NewScanner(out)
		for range rng.IntN(importSize / report.ChunkItems) {
			lines.Scan()
		}
		delay := time.Duration(rng.Int64N(int64(took) * report.ChunkItems / importSize))
		timer := time.AfterFunc(delay, func() { _ = cmd.Process.Kill() })
		for lines.Scan() {
		}
		finished := cmd.Wait() == nil
		timer.Stop()
		n := checkPrefix(t, path, want)
		if n < held {
			t.Fatalf("after %d kills: %d records, there were %d before", killed+1, n, held)
		}
		held = n
		if !finished {
			killed++
			if held > 0 && held < len(want) {
				midway++
			}
			continue
		}
		if held != len(want) {
			t.Fatalf("the finished import holds %d records, want %d", held, len(want))
		}
		rounds++
		path, held = filepath.Join(t.TempDir(), fmt.Sprintf("killed%d.ledger", rounds)), 0
	}
	if out, err := importChild(path).CombinedOutput(); err != nil {
		t.Fatalf("the last import: %v\n%s", err, out)
	}
	if n := checkPrefix(t, path, want); n != len(want) {
		t.Fatalf("the finished import holds %d records, want %d", n, len(want))
	}
	if midway == 0 && kills >= 4 {
		t.Error("no kill fell into the middle of an import: the test proves nothing")
	}
	t.Logf("%d kills, %d of them midway, %d imports finished", kills, midway, rounds+1)
}

func importChild(path string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], "-test.run=^TestBookImportChild$")
	cmd.Env = append(os.Environ(), importEnv+"="+path)
	return cmd
}

func allRecords(t *testing.T, log ledger.Log) []ledger.Record {
	t.Helper()
	var out []ledger.Record
	err := log.Read(t.Context(), 0, func(r ledger.Record) error {
		out = append(out, r)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// checkPrefix checks that the ledger at path holds the first records of want,
// the same bytes at the same places, in whole chunks, and counts them.
func checkPrefix(t *testing.T, path string, want []ledger.Record) int {
	t.Helper()
	log := openLog(t, path)
	got := allRecords(t, log)
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	if len(got) > len(want) || len(got)%(2*report.ChunkItems) != 0 {
		t.Fatalf("%d records of %d are no whole number of chunks", len(got), len(want))
	}
	for i, r := range got {
		if r.Seq != want[i].Seq || r.ID != want[i].ID || !bytes.Equal(r.Payload, want[i].Payload) {
			t.Fatalf("record %d (%s %s) differs from the undisturbed import", i+1, r.Kind, r.ID)
		}
	}
	return len(got)
}
