package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"

	"sofar"
	"sofar/cluster"
	"sofar/ledger"
	"sofar/ledger/jetstream"
	"sofar/report"
)

// storeFlags say where a ledger is: in a file, or in a stream that the file is
// the local copy of.
type storeFlags struct {
	Ledger string `short:"l" default:"sofar.ledger" placeholder:"FILE" help:"The ledger file; created if it does not exist. With --log: this machine's copy of the stream."`
	Log    string `placeholder:"ADDRESS" help:"Keep the ledger in a NATS cluster, as nats://host:4222,other:4222/name; workers read the reports (sofar work)."`
}

// address reads --log.
func (f *storeFlags) address() (jetstream.Address, error) {
	a, err := jetstream.ParseAddress(f.Log)
	if err != nil {
		return a, usagef("--log: %v", err)
	}
	return a, nil
}

// stream opens the stream of --log with its local copy.
func (f *storeFlags) stream(ctx context.Context) (*jetstream.Log, error) {
	a, err := f.address()
	if err != nil {
		return nil, err
	}
	return jetstream.Open(ctx, a, f.Ledger)
}

// desk is an open ledger and, in a cluster, its stream.
type openDesk struct {
	*sofar.Ledger
	stream *jetstream.Log // nil for a ledger in a file
}

// open opens the ledger for reading and adding.
func (f *storeFlags) open(ctx context.Context) (openDesk, error) {
	if f.Log == "" {
		if err := notACopy(f.Ledger); err != nil {
			return openDesk{}, err
		}
		l, err := sofar.Open(ctx, f.Ledger)
		return openDesk{Ledger: l}, err
	}
	stream, err := f.stream(ctx)
	if err != nil {
		return openDesk{}, err
	}
	l, err := sofar.OpenLog(ctx, stream, f.Ledger)
	if err != nil {
		return openDesk{}, err
	}
	l.AddBy(func(ctx context.Context, items ...report.Item) (int, error) {
		return submitPatiently(ctx, stream, items)
	})
	return openDesk{l, stream}, nil
}

// submitPause is how long a desk waits before it submits again what the servers
// did not take.
const submitPause = 5 * time.Second

// submitPatiently goes on until the servers take the items: a desk that follows
// sources goes on showing what it has while they are away or full.
func submitPatiently(ctx context.Context, stream *jetstream.Log, items []report.Item) (added int, err error) {
	said := false
	for {
		n, err := cluster.Submit(ctx, stream, time.Now, items...)
		added += n
		if err == nil || ctx.Err() != nil {
			return added, err
		}
		if !said {
			said = true
			fmt.Fprintf(os.Stderr, "sofar: %d reports wait until they can be recorded: %v\n", len(items), err)
		}
		select {
		case <-ctx.Done():
			return added, ctx.Err()
		case <-time.After(submitPause):
		}
	}
}

// notACopy keeps records out of a local copy that the stream does not hold.
func notACopy(path string) error {
	place, ok, err := jetstream.CopyOf(path)
	if err == nil && ok {
		err = usagef("%s is the local copy of the ledger stream %q, to which alone records are added: say --log nats://HOST/%s as well", path, place.Name, place.Name)
	}
	return err
}

// adder takes items into a ledger.
type adder interface {
	Add(ctx context.Context, items ...report.Item) (added int, err error)
	// Load takes over an export of a ledger.
	Load(ctx context.Context, r io.Reader) (read, added int, err error)
}

// submitter adds to a stream without folding it.
type submitter struct{ log *jetstream.Log }

// Add implements adder.
func (s submitter) Add(ctx context.Context, items ...report.Item) (int, error) {
	return cluster.Submit(ctx, s.log, time.Now, items...)
}

// Load implements adder.
func (s submitter) Load(ctx context.Context, r io.Reader) (read, added int, err error) {
	return ledger.Load(ctx, s.log, r)
}

// monitorFlags serve health and metrics.
type monitorFlags struct {
	Monitor string `placeholder:"ADDR" help:"Serve /healthz, /readyz and /metrics (Prometheus) on this address, as 127.0.0.1:9100; off unless given."`
}

// serve answers until ctx ends; an address that cannot be listened on is told at
// once.
func (f *monitorFlags) serve(ctx context.Context, handler http.Handler) error {
	if f.Monitor == "" {
		return nil
	}
	ln, err := net.Listen("tcp", f.Monitor)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w; choose another address with --monitor", f.Monitor, err)
	}
	srv := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, MaxHeaderBytes: 1 << 14}
	context.AfterFunc(ctx, func() { srv.Close() })
	go srv.Serve(ln) // ends with Close
	fmt.Fprintf(os.Stderr, "sofar: health and metrics at http://%s/metrics\n", ln.Addr())
	return nil
}
