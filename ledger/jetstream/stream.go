// Package jetstream keeps a ledger in a NATS JetStream stream, for desks and
// workers on several machines.
//
// A message of the ledger stream is one Append. Its Nats-Msg-Id is the content
// address of what it holds, so a publication that is repeated because its
// acknowledgement was lost is stored once; the server forgets these ids after
// two minutes, so that is only a saving. What holds for years is the reading:
// every node numbers the records by the first message that bears their id and
// drops repeats, in a local copy of the ledger (an ordinary ledger file of
// package sqlite, whose ids are unique). The same stream gives every node the
// same records with the same numbers. A subject for each id, which a server
// could refuse a second time, would be sound as well, but servers hold every
// subject in memory: a year of news would take tens of gigabytes.
//
// What does not fit into a message lies in the object store under its content
// address, written before the message that names it.
package jetstream

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
	js "github.com/nats-io/nats.go/jetstream"

	"sofar/ledger"
)

const (
	// headerObject names the object that holds what the message would.
	headerObject = "Sofar-Object"
	// headerCall tells apart the calls that published the same records.
	headerCall = "Sofar-Call"

	duplicates = 2 * time.Minute       // for which servers remember message ids
	workKeep   = 14 * 24 * time.Hour   // for which large work lies in the object store, and tries are counted
	workMost   = 100_000               // reports that wait in the work queue at most
	maxObject  = 64 << 20              // bytes of a large append that are waited for
	ackWithin  = 5 * time.Second       // for which one attempt waits
	firstPause = 50 * time.Millisecond // between attempts, doubled up to mostPause
	mostPause  = 2 * time.Second
)

// DefaultPatience is how long an operation goes on trying while no server
// answers: a cluster elects a new leader within seconds.
const DefaultPatience = 30 * time.Second

// Stream is a connection to the streams of one ledger. It is safe for
// concurrent use.
type Stream struct {
	addr     Address
	nc       *nats.Conn
	js       js.JetStream
	patience time.Duration
	ledger   js.Stream
	work     js.Stream
	objects  js.ObjectStore // records too large for a message, and snapshots
	large    js.ObjectStore // reports too large for a message of the work queue
	tries    js.KeyValue    // how often reports that came back were begun
	limit    int            // bytes of a message
	back     chan struct{}  // signalled when the connection is there again
}

// StreamOption changes how a Stream works.
type StreamOption func(*Stream)

// WithPatience bounds how long operations go on trying while no server answers.
func WithPatience(d time.Duration) StreamOption { return func(s *Stream) { s.patience = d } }

// Connect opens the streams of a ledger and makes them if there are none. It
// waits for servers that are still starting, up to the patience.
func Connect(ctx context.Context, addr Address, opts ...StreamOption) (*Stream, error) {
	s := &Stream{addr: addr, patience: DefaultPatience, back: make(chan struct{}, 1)}
	for _, o := range opts {
		o(s)
	}
	options := []nats.Option{
		nats.Name("sofar"), nats.MaxReconnects(-1), nats.ReconnectWait(200 * time.Millisecond), nats.ReconnectJitter(100*time.Millisecond, 100*time.Millisecond),
		nats.PingInterval(5 * time.Second), nats.MaxPingsOutstanding(2), nats.Timeout(3 * time.Second),
		nats.ReconnectBufSize(-1), // what cannot be sent fails at once and is tried again
		nats.ReconnectHandler(func(*nats.Conn) {
			select {
			case s.back <- struct{}{}:
			default:
			}
		}),
		nats.ErrorHandler(func(*nats.Conn, *nats.Subscription, error) {}), // callers get the errors
	}
	if addr.Creds != "" {
		options = append(options, nats.UserCredentials(addr.Creds))
	}
	if addr.CA != "" {
		options = append(options, nats.RootCAs(addr.CA))
	}
	err := s.try(ctx, func(context.Context) (err error) {
		s.nc, err = nats.Connect(strings.Join(addr.Servers, ","), options...)
		return err
	})
	if err != nil {
		return nil, s.explain("reaching", err)
	}
	s.limit = int(s.nc.MaxPayload()) - 1024 // room for headers
	if s.js, err = js.New(s.nc, js.WithDefaultTimeout(ackWithin)); err == nil {
		err = s.open(ctx)
	}
	if err != nil {
		s.nc.Close()
		return nil, s.explain("opening", err)
	}
	return s, nil
}

// Close closes the connection.
func (s *Stream) Close() error {
	s.nc.Close()
	return nil
}

// Address is where the ledger is, without a password.
func (s *Stream) Address() string { return s.addr.String() }

// Connected tells whether a server answers at present.
func (s *Stream) Connected() bool { return s.nc.IsConnected() }

func (s *Stream) streamName(what string) string { return "SOFAR_" + s.addr.Name + "_" + what }
func (s *Stream) subject(what string) string    { return "sofar." + s.addr.Name + "." + what }

// open finds the streams or makes them.
func (s *Stream) open(ctx context.Context) error {
	replicas := s.addr.Replicas
	if replicas == 0 {
		// Fewer copies than asked for are never made in silence.
		if replicas = 1; s.nc.ConnectedClusterName() != "" {
			replicas = 3
		}
	}
	var err error
	if s.ledger, err = s.stream(ctx, js.StreamConfig{
		Name: s.streamName("LEDGER"), Subjects: []string{s.subject("ledger")}, Description: "sofar: the ledger; one message is one append",
		Retention: js.LimitsPolicy, Discard: js.DiscardNew, MaxMsgs: -1, MaxBytes: -1, Storage: js.FileStorage,
		Replicas: replicas, Duplicates: duplicates, DenyDelete: true, DenyPurge: true,
	}); err != nil {
		return err
	}
	if c := s.ledger.CachedInfo().Config; c.MaxAge != 0 || c.Retention != js.LimitsPolicy || c.Discard != js.DiscardNew && (c.MaxBytes > 0 || c.MaxMsgs > 0) {
		return fmt.Errorf("the stream %s forgets what it holds, so it is no ledger: no age, no limits, discard new", c.Name)
	}
	if s.work, err = s.stream(ctx, js.StreamConfig{
		Name: s.streamName("WORK"), Subjects: []string{s.subject("work.*")}, Description: "sofar: reports that wait to be read, by the engine that is asked for",
		Retention: js.WorkQueuePolicy, Discard: js.DiscardNew, MaxMsgs: workMost, MaxBytes: -1, Storage: js.FileStorage,
		Replicas: replicas, Duplicates: duplicates,
	}); err != nil {
		return err
	}
	if s.objects, err = s.bucket(ctx, js.ObjectStoreConfig{Bucket: s.streamName("objects"), Storage: js.FileStorage, Replicas: replicas, MaxBytes: -1,
		Description: "sofar: appends too large for a message, and snapshots"}); err != nil {
		return err
	}
	s.large, err = s.bucket(ctx, js.ObjectStoreConfig{Bucket: s.streamName("work"), Storage: js.FileStorage, Replicas: replicas, MaxBytes: -1, TTL: workKeep,
		Description: "sofar: waiting reports too large for a message"})
	if err != nil {
		return err
	}
	bucket := js.KeyValueConfig{Bucket: s.streamName("tries"), Storage: js.FileStorage, Replicas: replicas, TTL: workKeep, MaxBytes: -1,
		Description: "sofar: how often reports that no worker finished were begun"}
	return s.try(ctx, func(ctx context.Context) error {
		if s.tries, err = s.js.KeyValue(ctx, bucket.Bucket); errors.Is(err, js.ErrBucketNotFound) {
			if s.tries, err = s.js.CreateKeyValue(ctx, bucket); errors.Is(err, js.ErrBucketExists) {
				s.tries, err = s.js.KeyValue(ctx, bucket.Bucket)
			}
		}
		return err
	})
}

func (s *Stream) stream(ctx context.Context, c js.StreamConfig) (st js.Stream, err error) {
	err = s.try(ctx, func(ctx context.Context) error {
		if st, err = s.js.Stream(ctx, c.Name); errors.Is(err, js.ErrStreamNotFound) {
			if st, err = s.js.CreateStream(ctx, c); errors.Is(err, js.ErrStreamNameAlreadyInUse) {
				st, err = s.js.Stream(ctx, c.Name) // another node was faster
			}
		}
		return err
	})
	return st, err
}

func (s *Stream) bucket(ctx context.Context, c js.ObjectStoreConfig) (b js.ObjectStore, err error) {
	err = s.try(ctx, func(ctx context.Context) error {
		if b, err = s.js.ObjectStore(ctx, c.Bucket); errors.Is(err, js.ErrBucketNotFound) {
			if b, err = s.js.CreateObjectStore(ctx, c); errors.Is(err, js.ErrBucketExists) {
				b, err = s.js.ObjectStore(ctx, c.Bucket)
			}
		}
		return err
	})
	return b, err
}

// try repeats f while its error may pass, until the patience or ctx ends.
func (s *Stream) try(ctx context.Context, f func(ctx context.Context) error) error {
	return s.tryWithin(ctx, ackWithin, f)
}

// objectTime is how long one attempt to move so many bytes may take, at 1 MB/s.
func objectTime(bytes int) time.Duration {
	return ackWithin + time.Duration(bytes>>20)*time.Second
}

// tryWithin is try with attempts of that length.
func (s *Stream) tryWithin(ctx context.Context, within time.Duration, f func(ctx context.Context) error) error {
	began, pause := time.Now(), firstPause
	for {
		one, cancel := context.WithTimeout(ctx, within)
		err := f(one)
		cancel()
		switch {
		case err == nil:
			return nil
		case ctx.Err() != nil:
			return ctx.Err()
		case lasting(err) || time.Since(began) >= s.patience || errors.Is(err, nats.ErrConnectionClosed):
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
			pause = min(2*pause, mostPause)
		}
	}
}

// publish stores a message durably. A repeat within the time that servers
// remember is stored once.
func (s *Stream) publish(ctx context.Context, msg *nats.Msg) (ack *js.PubAck, err error) {
	err = s.try(ctx, func(ctx context.Context) error {
		ack, err = s.js.PublishMsg(ctx, msg, js.WithRetryAttempts(0))
		return err
	})
	return ack, err
}

// message makes a message of data, or of the name of the object that data has
// become where it is too large.
func (s *Stream) message(ctx context.Context, subject, id string, data []byte, large js.ObjectStore) (*nats.Msg, error) {
	msg := nats.NewMsg(subject)
	msg.Header.Set(js.MsgIDHeader, id)
	if len(data) <= s.limit {
		msg.Data = data
		return msg, nil
	}
	sum := sha256.Sum256(data)
	name := "large-" + hex.EncodeToString(sum[:])
	err := s.tryWithin(ctx, objectTime(len(data)), func(ctx context.Context) error {
		if info, err := large.GetInfo(ctx, name); err == nil && info.Size == uint64(len(data)) {
			return nil
		}
		_, err := large.Put(ctx, js.ObjectMeta{Name: name}, bytes.NewReader(data))
		return err
	})
	if err != nil {
		return nil, err
	}
	msg.Header.Set(headerObject, name)
	return msg, nil
}

// body gives what a message holds, from the object store if it lies there.
func (s *Stream) body(ctx context.Context, msg js.Msg, large js.ObjectStore) (data []byte, err error) {
	name := msg.Headers().Get(headerObject)
	if name == "" {
		return msg.Data(), nil
	}
	err = s.tryWithin(ctx, objectTime(maxObject), func(ctx context.Context) error {
		data, err = large.GetBytes(ctx, name) // checked against its SHA-256 by the client
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("object %s of message: %w", name, err)
	}
	return data, nil
}

// Append publishes the records as one message and returns once it is stored on
// a majority of the servers. It does not know which records the ledger holds;
// readers drop repeats. seq is the message's place in the stream.
func (s *Stream) Append(ctx context.Context, records ...ledger.Record) (seq uint64, err error) {
	_, ack, err := s.append(ctx, "", records)
	if err != nil {
		return 0, err
	}
	return ack.Sequence, nil
}

func (s *Stream) append(ctx context.Context, call string, records []ledger.Record) ([]ledger.Record, *js.PubAck, error) {
	now := time.Now().UTC()
	stamped := make([]ledger.Record, len(records))
	for i, r := range records {
		if err := valid(r); err != nil {
			return nil, nil, fmt.Errorf("ledger %s: record %d of %d: %w; nothing was appended", s.addr, i+1, len(records), err)
		}
		if r.At.IsZero() {
			r.At = now
		}
		stamped[i] = r
	}
	msg, err := s.message(ctx, s.subject("ledger"), batchID(stamped), encode(stamped), s.objects)
	if err != nil {
		return nil, nil, s.explain("appending to", err)
	}
	if call != "" {
		msg.Header.Set(headerCall, call)
	}
	ack, err := s.publish(ctx, msg)
	if err != nil {
		return nil, nil, s.explain("appending to", err)
	}
	return stamped, ack, nil
}

// last is the place of the stream's newest message.
func (s *Stream) last(ctx context.Context) (uint64, error) {
	info, err := s.ledger.Info(ctx)
	if err != nil {
		return 0, err
	}
	return info.State.LastSeq, nil
}
