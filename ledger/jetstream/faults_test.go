package jetstream

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"

	"sofar/ledger"
	"sofar/ledger/jetstream/natstest"
	"sofar/ledger/sqlite"
)

// load appends records from two nodes until it is stopped, and gives the ids
// that were acknowledged, each node's in order.
func load(t *testing.T, logs ...*Log) (stop func() [][]string) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	acked := make([][]string, len(logs))
	var wg sync.WaitGroup
	for w, l := range logs {
		wg.Go(func() {
			for i := 0; ctx.Err() == nil; i++ {
				pair := []string{fmt.Sprintf("n%d-%d", w, i), fmt.Sprintf("both-%d", i)}
				for { // as its users do: what failed is repeated
					_, err := l.Append(context.Background(), record(pair[0]), record(pair[1]))
					if err == nil {
						break
					}
					if ctx.Err() != nil {
						return
					}
					time.Sleep(20 * time.Millisecond)
				}
				acked[w] = append(acked[w], pair...)
			}
		})
	}
	return func() [][]string {
		cancel()
		wg.Wait()
		return acked
	}
}

// check sees that a log holds what was acknowledged, each node's in its order.
func check(t *testing.T, ids []string, acked [][]string) {
	t.Helper()
	at := map[string]int{}
	for i, id := range ids {
		at[id] = i + 1
	}
	for w, list := range acked {
		last := 0
		for _, id := range list {
			if at[id] == 0 {
				t.Fatalf("%s was acknowledged and is lost", id)
			}
			if strings.HasPrefix(id, fmt.Sprintf("n%d-", w)) {
				if at[id] < last {
					t.Fatalf("%s stands before what was acknowledged earlier", id)
				}
				last = at[id]
			}
		}
	}
}

// While two nodes append, servers are killed and started again, one at a time:
// any, then the one that leads. In the end every copy is the same, holds all
// that was acknowledged, and nothing twice.
func TestKilledServers(t *testing.T) {
	natstest.Long(t)
	c := natstest.Start(t, 3)
	url := c.URL("kill")
	one, two := fresh(t, url), fresh(t, url)
	stop := load(t, one, two)
	time.Sleep(300 * time.Millisecond)
	for round := range 4 {
		victim := round % 3
		if round%2 == 1 {
			if leader := c.Leader("SOFAR_kill_LEDGER"); leader >= 0 {
				victim = leader
			}
		}
		c.Kill(victim)
		time.Sleep(700 * time.Millisecond)
		c.Up(victim)
		c.Settle()
	}
	acked := stop()
	third := fresh(t, url)
	ids := idsOf(t, third)
	check(t, ids, acked)
	if len(acked[0]) < 20 || len(acked[1]) < 20 {
		t.Errorf("only %d and %d records were appended: the test proves little", len(acked[0]), len(acked[1]))
	}
	for i, l := range []*Log{one, two} {
		if got := idsOf(t, l); !slices.Equal(got, ids) {
			t.Errorf("copy %d holds %d records, a new one %d, or in another order", i, len(got), len(ids))
		}
	}
	t.Logf("%d records through four kills", len(ids))
}

// A node that is cut off goes on serving what it has, and appends again when the
// network is back; what it could not know was stored is not doubled.
func TestCutOffNode(t *testing.T) {
	natstest.Long(t)
	c := natstest.Start(t, 1)
	p := natstest.NewProxy(t, c.Host(0))
	far := fresh(t, "nats://"+p.Host()+"/cut")
	near := fresh(t, c.URL("cut"))
	stop := load(t, far, near)
	for range 3 {
		time.Sleep(300 * time.Millisecond)
		p.Cut()
		held := far.Place().Records
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		n := int64(0)
		if err := far.Read(ctx, 0, func(ledger.Record) error { n++; return nil }); err != nil || n < held {
			t.Errorf("cut off, the node reads %d records of %d: %v", n, held, err)
		}
		cancel()
		time.Sleep(500 * time.Millisecond)
		p.Heal()
	}
	time.Sleep(time.Second)
	acked := stop()
	ids := idsOf(t, fresh(t, c.URL("cut")))
	check(t, ids, acked)
	if got := idsOf(t, far); !slices.Equal(got, ids) {
		t.Errorf("the node that was cut off holds %d records, a new one %d", len(got), len(ids))
	}
}

// A full disk is told, costs nothing that was acknowledged, and once there is
// room appending goes on.
func TestFullDisk(t *testing.T) {
	natstest.Long(t)
	var most atomic.Int64
	most.Store(3 << 20)
	c := natstest.Start(t, 1, func(o *server.Options) { o.JetStreamMaxStore = most.Load() })
	l := fresh(t, c.URL("full"))
	noise := make([]byte, 200<<10)
	x := uint32(1)
	for i := range noise {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		noise[i] = "abcdefghijklmnopqrstuvwxyz012345"[x%32]
	}
	var err error
	n := 0
	for ; err == nil && n < 100; n++ {
		r := record(fmt.Sprint(n))
		noise[n] = '!'
		r.Payload = []byte(`"` + string(noise) + `"`)
		_, err = l.Append(t.Context(), r)
	}
	if err == nil || !strings.Contains(err.Error(), "no room; make room") {
		t.Fatalf("%d large records into 3 MB: %v", n, err)
	}
	held, err := l.Last(t.Context())
	if err != nil || held != int64(n-1) {
		t.Fatalf("%d records are held, %d were acknowledged: %v", held, n-1, err)
	}
	c.Kill(0)
	c.Grow(0, 1<<30)
	c.Up(0)
	if added, err := l.Append(t.Context(), record("after")); added != 1 || err != nil {
		t.Fatalf("with room again Append = %d, %v", added, err)
	}
	if last, err := fresh(t, c.URL("full")).Last(t.Context()); err != nil || last != held+1 {
		t.Fatalf("%d records, want %d: %v", last, held+1, err)
	}
}

// blocks are the files in which a server keeps the messages of the ledger stream.
func blocks(t *testing.T, c *natstest.Cluster, i int, stream string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(c.Dir(i), "jetstream", "*", "streams", stream, "msgs", "*.blk"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no message files: %v", err)
	}
	slices.Sort(files)
	return files
}

// tear cuts the end off the newest file of messages, as a power cut on a disk
// that lies about writing does, and the index, which is younger.
func tear(t *testing.T, c *natstest.Cluster, i int, stream string, bytes int64) {
	t.Helper()
	files := blocks(t, c, i, stream)
	last := files[len(files)-1]
	info, err := os.Stat(last)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Truncate(last, max(0, info.Size()-bytes)); err != nil {
		t.Fatal(err)
	}
	os.Remove(filepath.Join(filepath.Dir(last), "index.db"))
}

// One of three servers comes back with the end of its files torn off: it gets it
// from the others.
func TestTornWriteInACluster(t *testing.T) {
	natstest.Long(t)
	c := natstest.Start(t, 3)
	url := c.URL("torn")
	l := fresh(t, url)
	for i := range 30 {
		mustAppend(t, l, 1, fmt.Sprint(i))
	}
	victim := c.Leader("SOFAR_torn_LEDGER")
	c.Kill(victim)
	tear(t, c, victim, "SOFAR_torn_LEDGER", 333)
	mustAppend(t, l, 1, "meanwhile")
	c.Up(victim)
	c.Settle()
	mustAppend(t, l, 1, "after")
	// The two others go: what is read now stands on the one that was torn and one
	// more.
	c.Kill((victim + 1) % 3)
	c.Settle()
	ids := idsOf(t, fresh(t, url))
	if len(ids) != 32 || ids[31] != "after" {
		t.Errorf("%d records after a torn write, want 32: %v", len(ids), ids)
	}
}

// A single server that lost the end of its disk has lost what only it held; the
// nodes' copies hold it still, tell of it, and put it back.
func TestTornWriteOnASingleServer(t *testing.T) {
	natstest.Long(t)
	c := natstest.Start(t, 1)
	url := c.URL("torn1")
	path := filepath.Join(t.TempDir(), "copy.ledger")
	l := open(t, url, path)
	for i := range 20 {
		mustAppend(t, l, 1, fmt.Sprint(i))
	}
	c.Kill(0)
	tear(t, c, 0, "SOFAR_torn1_LEDGER", 333)
	c.Up(0)
	other := fresh(t, url)
	short := idsOf(t, other)
	if len(short) >= 20 {
		t.Skip("the server lost nothing")
	}
	mustAppend(t, other, 3, "x", "y", "z")
	for deadline := time.Now().Add(20 * time.Second); l.failure() == nil; time.Sleep(20 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("a stream that lost its end is followed in silence")
		}
	}
	if err := l.failure(); !strings.Contains(err.Error(), "put them back with: sofar ledger copy") {
		t.Errorf("the loss is told as: %v", err)
	}
	l.Close()
	own, err := sqlite.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	err = own.Read(t.Context(), 0, func(r ledger.Record) error {
		_, err := other.Append(t.Context(), r)
		return err
	})
	if got := idsOf(t, other); err != nil || len(got) != 23 {
		t.Errorf("put back: %d records, want 23: %v", len(got), err)
	}
}
