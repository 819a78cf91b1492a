// Package natstest runs real NATS servers with JetStream inside a test: one, or
// a cluster whose servers can be killed and started again. Only tests import it.
package natstest

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/nats-io/nats-server/v2/server"
)

// Cluster is a number of servers on this machine.
type Cluster struct {
	t       testing.TB
	options []*server.Options
	servers []*server.Server // nil where one is down
}

// Start starts n servers, a cluster if there are several; the test stops them.
// Changes may alter each server's options.
func Start(t testing.TB, n int, changes ...func(*server.Options)) *Cluster {
	t.Helper()
	c := &Cluster{t: t, servers: make([]*server.Server, n)}
	dir := t.TempDir()
	ports := freePorts(t, 2*n)
	var routes []string
	for i := range n {
		routes = append(routes, fmt.Sprintf("nats://127.0.0.1:%d", ports[n+i]))
	}
	for i := range n {
		o := &server.Options{
			ServerName: fmt.Sprintf("n%d", i), Host: "127.0.0.1", Port: ports[i], NoLog: true, NoSigs: true, JetStream: true,
			StoreDir: filepath.Join(dir, fmt.Sprint(i)), SyncAlways: true, MaxPayload: 1 << 20, MaxControlLine: 4096, PingInterval: 2 * time.Second, MaxPingsOut: 2,
			JetStreamMaxMemory: 256 << 20, JetStreamMaxStore: 8 << 30,
		}
		if n > 1 {
			o.Cluster = server.ClusterOpts{Name: "test", Host: "127.0.0.1", Port: ports[n+i], NoAdvertise: true}
			o.Routes = server.RoutesFromStr(strings.Join(routes, ","))
		}
		for _, change := range changes {
			change(o)
		}
		c.options = append(c.options, o)
	}
	t.Cleanup(func() {
		for _, s := range c.servers {
			if s != nil {
				s.Shutdown()
				s.WaitForShutdown()
			}
		}
	})
	for i := range n {
		c.Up(i)
	}
	c.Settle()
	return c
}

func freePorts(t testing.TB, n int) []int {
	t.Helper()
	var ports []int
	for range n { // held together, so that they differ
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		defer l.Close()
		ports = append(ports, l.Addr().(*net.TCPAddr).Port)
	}
	return ports
}

// Up starts server i, with the data that it had.
func (c *Cluster) Up(i int) {
	c.t.Helper()
	o := c.options[i].Clone()
	s, err := server.NewServer(o)
	if err != nil {
		c.t.Fatal(err)
	}
	s.Start()
	if !s.ReadyForConnections(20 * time.Second) {
		c.t.Fatalf("server %d does not start", i)
	}
	c.servers[i] = s
}

// Kill stops server i at once.
func (c *Cluster) Kill(i int) {
	c.servers[i].Shutdown()
	c.servers[i].WaitForShutdown()
	c.servers[i] = nil
}

// Settle waits until the cluster has a leader and its servers know one another.
func (c *Cluster) Settle() {
	c.t.Helper()
	if len(c.servers) == 1 {
		return
	}
	for deadline := time.Now().Add(30 * time.Second); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		leader, current := false, 0
		for _, s := range c.servers {
			if s != nil {
				leader = leader || s.JetStreamIsLeader()
				if s.JetStreamIsCurrent() {
					current++
				}
			}
		}
		if leader && current == c.Running() {
			return
		}
	}
	c.t.Fatal("the cluster finds no leader")
}

// Running counts the servers that are up.
func (c *Cluster) Running() int {
	n := 0
	for _, s := range c.servers {
		if s != nil {
			n++
		}
	}
	return n
}

// Leader is the server that leads the stream, -1 for none.
func (c *Cluster) Leader(stream string) int {
	for i, s := range c.servers {
		if s != nil && s.JetStreamIsStreamLeader(server.DEFAULT_GLOBAL_ACCOUNT, stream) {
			return i
		}
	}
	return -1
}

// Server is server i, nil while it is down.
func (c *Cluster) Server(i int) *server.Server { return c.servers[i] }

// Host is host and port of server i.
func (c *Cluster) Host(i int) string { return fmt.Sprintf("127.0.0.1:%d", c.options[i].Port) }

// URL names a ledger of the cluster.
func (c *Cluster) URL(name string) string {
	var hosts []string
	for i := range c.options {
		hosts = append(hosts, c.Host(i))
	}
	return "nats://" + strings.Join(hosts, ",") + "/" + name
}

// Dir is where server i keeps its data.
func (c *Cluster) Dir(i int) string { return c.options[i].StoreDir }

// Grow gives server i more room at its next start.
func (c *Cluster) Grow(i int, bytes int64) { c.options[i].JetStreamMaxStore = bytes }

// Long keeps tests that take many seconds out of a plain go test: they run, side
// by side, where SOFAR_FAULTS is set, as in CI.
func Long(t *testing.T) {
	t.Helper()
	if os.Getenv("SOFAR_FAULTS") == "" {
		t.Skip("takes many seconds; SOFAR_FAULTS=1 runs it")
	}
	t.Parallel()
}
