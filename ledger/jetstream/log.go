package jetstream

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nuid"

	"sofar/ledger"
	"sofar/ledger/sqlite"
)

// Log is a ledger whose records lie in a stream and, numbered and without
// repeats, in a local copy that follows the stream. It is safe for concurrent
// use; a local copy has one Log at a time.
//
// Append returns once a majority of the servers has stored the records and the
// local copy holds them. When it fails the records may be stored all the same:
// repeat it, which is harmless. Read, Has and Last first fetch what others have
// appended; while no server answers they give what the node holds.
type Log struct {
	*Stream
	path  string
	copy  *sqlite.Log
	lock  *lock
	calls atomic.Int64
	self  string // sets this Log's calls apart from those of others

	stop    context.CancelFunc
	stopped chan struct{}

	mu      sync.Mutex
	place   Place
	added   map[string]int // by call: new records in messages of this Log's calls under way
	moved   chan struct{}  // closed and replaced whenever place grows
	failed  error          // why the copy follows no longer
	trouble error          // why it does not at present
}

var _ ledger.Log = (*Log)(nil)

// Open connects and follows the stream into the local copy at path, which is
// made, from the newest snapshot if there is one, where it does not exist.
func Open(ctx context.Context, addr Address, path string, opts ...StreamOption) (*Log, error) {
	s, err := Connect(ctx, addr, opts...)
	if err != nil {
		return nil, err
	}
	l, err := s.follow(ctx, path)
	if err != nil {
		s.Close()
		return nil, err
	}
	return l, nil
}

func (s *Stream) follow(ctx context.Context, path string) (_ *Log, err error) {
	l := &Log{Stream: s, path: path, self: nuid.Next(), stopped: make(chan struct{}), added: map[string]int{}, moved: make(chan struct{})}
	if l.lock, err = acquire(placePath(path) + ".lock"); err != nil {
		return nil, fmt.Errorf("the local copy %s: %w", path, err)
	}
	defer func() {
		if err != nil {
			l.lock.release()
		}
	}()
	if l.place, err = s.prepareCopy(ctx, path); err != nil {
		return nil, err
	}
	if l.copy, err = sqlite.Open(path); err != nil {
		return nil, err
	}
	f := &follower{l: l}
	if err := f.start(ctx); err != nil {
		l.copy.Close()
		return nil, err
	}
	run, stop := context.WithCancel(context.Background())
	l.stop = stop
	go func() {
		defer close(l.stopped)
		f.run(run)
	}()
	if err := l.catchUp(ctx); err != nil {
		l.close()
		return nil, err
	}
	return l, nil
}

// Path is the file of the local copy.
func (l *Log) Path() string { return l.path }

// Place is how far the local copy is.
func (l *Log) Place() Place {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.place
}

// Trouble tells why the local copy does not follow at present, nil if it does.
func (l *Log) Trouble() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.failed != nil {
		return l.failed
	}
	return l.trouble
}

// Append implements ledger.Log.
func (l *Log) Append(ctx context.Context, records ...ledger.Record) (int, error) {
	for i, r := range records {
		if err := valid(r); err != nil {
			return 0, fmt.Errorf("ledger %s: record %d of %d: %w; nothing was appended", l.addr, i+1, len(records), err)
		}
	}
	if err := ctx.Err(); err != nil || len(records) == 0 {
		return 0, err
	}
	// What the copy holds already is not sent again. What others append
	// meanwhile the readers drop.
	fresh, err := l.unknown(ctx, records)
	if err != nil || len(fresh) == 0 {
		return 0, err
	}
	call := l.self + strconv.FormatInt(l.calls.Add(1), 36)
	l.mu.Lock()
	l.added[call] = 0
	l.mu.Unlock()
	defer func() {
		l.mu.Lock()
		delete(l.added, call)
		l.mu.Unlock()
	}()
	_, ack, err := l.append(ctx, call, fresh)
	if err != nil {
		return 0, err
	}
	if err := l.reach(ctx, ack.Sequence); err != nil {
		return 0, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.added[call], nil
}

// unknown gives the records that the local copy does not hold, each once.
func (l *Log) unknown(ctx context.Context, records []ledger.Record) ([]ledger.Record, error) {
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.ID
	}
	held, err := l.copy.Has(ctx, ids...)
	if err != nil {
		return nil, err
	}
	held = maps.Clone(held)
	var fresh []ledger.Record
	for _, r := range records {
		if !held[r.ID] {
			held[r.ID] = true
			fresh = append(fresh, r)
		}
	}
	return fresh, nil
}

// reach waits until the copy holds what the stream held at seq.
func (l *Log) reach(ctx context.Context, seq uint64) error {
	for {
		l.mu.Lock()
		place, moved, failed := l.place.Stream, l.moved, l.failed
		l.mu.Unlock()
		switch {
		case failed != nil:
			return failed
		case place >= seq:
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-l.stopped:
			return fmt.Errorf("ledger %s was closed", l.addr)
		case <-moved:
		}
	}
}

// askWithin bounds how long a reading waits for the end of the stream.
const askWithin = 2 * time.Second

// catchUp reaches the end that the stream has now. Where no server says, the
// copy is as far as can be known.
func (l *Log) catchUp(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	if !l.Connected() {
		return l.failure()
	}
	ask, cancel := context.WithTimeout(ctx, askWithin)
	defer cancel()
	last, err := l.last(ask)
	if err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return l.failure()
	}
	for {
		wait, cancel := context.WithTimeout(ctx, askWithin)
		err := l.reach(wait, last)
		cancel()
		if err == nil || ctx.Err() != nil || !errors.Is(err, context.DeadlineExceeded) {
			return err
		}
		if l.Trouble() != nil { // else it is a long way
			return l.failure()
		}
	}
}

func (l *Log) failure() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.failed
}

// Read implements ledger.Log.
func (l *Log) Read(ctx context.Context, after int64, fn func(ledger.Record) error) error {
	if err := l.catchUp(ctx); err != nil {
		return err
	}
	return l.copy.Read(ctx, after, fn)
}

// Has implements ledger.Log.
func (l *Log) Has(ctx context.Context, ids ...string) (map[string]bool, error) {
	if err := l.catchUp(ctx); err != nil {
		return nil, err
	}
	return l.copy.Has(ctx, ids...)
}

// Last implements ledger.Log.
func (l *Log) Last(ctx context.Context) (int64, error) {
	if err := l.catchUp(ctx); err != nil {
		return 0, err
	}
	return l.copy.Last(ctx)
}

// Wait implements ledger.Log. It goes on waiting while no server answers.
func (l *Log) Wait(ctx context.Context, after int64) error {
	for {
		l.mu.Lock()
		place, moved, failed := l.place, l.moved, l.failed
		l.mu.Unlock()
		switch {
		case ctx.Err() != nil:
			return ctx.Err()
		case failed != nil:
			return failed
		case place.Records > after:
			return nil
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-l.stopped:
			return fmt.Errorf("ledger %s was closed", l.addr)
		case <-moved:
		}
	}
}

// Backup writes a copy of the ledger as it stands to a new file, an ordinary
// ledger file.
func (l *Log) Backup(ctx context.Context, path string) error {
	if err := l.catchUp(ctx); err != nil {
		return err
	}
	return l.copy.Backup(ctx, path)
}

// Close stops following and closes the local copy, which stays on disk for the
// next Open.
func (l *Log) Close() error {
	return errors.Join(l.close(), l.Stream.Close())
}

func (l *Log) close() error {
	l.stop()
	<-l.stopped
	err := l.copy.Close()
	l.mu.Lock()
	place := l.place
	l.mu.Unlock()
	err = errors.Join(err, place.write(l.path))
	l.lock.release()
	return err
}
