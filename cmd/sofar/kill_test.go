package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"sofar/ledger/jetstream/natstest"
)

// TestKilledProcesses kills the desk and two workers, as real processes, again
// and again while reports come in, and servers of the cluster between. At the end
// every report is read, once, and what every node shows is what one machine
// shows.
func TestKilledProcesses(t *testing.T) {
	natstest.Long(t)
	kills := 12
	if n, err := strconv.Atoi(os.Getenv("SOFAR_KILLS")); err == nil {
		kills = max(2, n/2)
	}
	c := natstest.Start(t, 3)
	log := c.URL("kill")
	dir := t.TempDir()
	feed := filepath.Join(dir, "feed")
	if err := os.Mkdir(feed, 0o755); err != nil {
		t.Fatal(err)
	}
	written := 0
	more := func(n int) { // in one step, so that no reader meets half a file
		part := filepath.Join(dir, "part.jsonl")
		floods(t, part, written, written+n)
		if err := os.Rename(part, filepath.Join(feed, fmt.Sprintf("%05d.jsonl", written))); err != nil {
			t.Fatal(err)
		}
		written += n
	}
	run := []func() *process{
		func() *process {
			more(30)
			return start(t, dir, "serve", "--log", log, "--ledger", "desk.ledger", "--listen", "127.0.0.1:0", feed)
		},
		func() *process {
			return start(t, dir, "work", "--log", log, "--workers", "1", "--ack-wait", "2s", "--tries", "20")
		},
		func() *process {
			return start(t, dir, "work", "--log", log, "--workers", "1", "--ack-wait", "2s", "--tries", "20")
		},
	}
	more(200)
	procs := make([]*process, len(run))
	for i := range run {
		procs[i] = run[i]()
	}
	rng := rand.New(rand.NewPCG(5, 6))
	down := -1
	for k := range kills {
		// From the start of a process on to well into its work.
		time.Sleep(time.Duration(100+rng.IntN(500)) * time.Millisecond)
		i := rng.IntN(len(procs))
		procs[i].kill()
		procs[i] = run[i]()
		switch {
		case down >= 0:
			c.Up(down)
			down = -1
		case k%8 == 4:
			if down = c.Leader("SOFAR_kill_LEDGER"); down >= 0 {
				c.Kill(down)
			}
		}
	}
	if down >= 0 {
		c.Up(down)
	}
	procs[0].kill()
	procs[0] = run[0]()
	eventually(t, "all reports read", 2*time.Minute, func() bool {
		m := sum256.FindStringSubmatch(sofarRun(t, dir, "ledger", "status", "--whole", "desk.ledger"))
		return m != nil && counted(t, dir, "desk.ledger", "report") == written && counted(t, dir, "desk.ledger", "reading") == written
	})
	for _, p := range procs {
		p.kill()
	}
	sofarRun(t, dir, "import", "--ledger", "single.ledger", feed)
	sofarRun(t, dir, "ledger", "backup", "--log", log, "other.ledger") // a node that starts now
	if a, b := sofarRun(t, dir, "ledger", "status", "--whole", "desk.ledger"), sofarRun(t, dir, "ledger", "status", "--whole", "other.ledger"); sum256.FindStringSubmatch(a)[1] != sum256.FindStringSubmatch(b)[1] {
		t.Errorf("two nodes hold different ledgers:\n%s\n%s", a, b)
	}
	if n := counted(t, dir, "other.ledger", "not_read"); n != 0 {
		t.Errorf("%d reports were set aside", n)
	}
	for _, what := range []string{"figures", "history", "statements", "reports"} {
		want := sofarRun(t, dir, "export", what, "--ledger", "single.ledger")
		for _, file := range []string{"desk.ledger", "other.ledger"} {
			if got := sofarRun(t, dir, "export", what, "--ledger", file); got != want || len(got) < 1000 {
				t.Errorf("%s of %s are not those of one machine (%d and %d bytes)", what, file, len(got), len(want))
			}
		}
	}
	t.Logf("%d reports through %d kills", written, kills)
}
