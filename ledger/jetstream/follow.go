package jetstream

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go"
	js "github.com/nats-io/nats.go/jetstream"

	"sofar/ledger"
	"sofar/report"
)

const (
	applyMost  = 256                   // messages that become durable in the copy together
	applyBytes = 8 << 20               // of packed messages
	applyEvery = 25 * time.Millisecond // while messages keep coming
	placeEvery = time.Second
)

// follower applies the stream to the local copy, message by message in order.
type follower struct {
	l *Log
	// tail are the ids that the copy holds beyond its noted place, in order: the
	// stream must bring exactly these next.
	tail    []string
	written time.Time // when the place was written
	applied time.Time // when messages were applied last
}

// errApart ends the following: the copy is not what the stream says.
var errApart = errors.New("holds records that the stream does not hold at their place")

// start reads the tail.
func (f *follower) start(ctx context.Context) error {
	err := f.l.copy.Read(ctx, f.l.place.Records, func(r ledger.Record) error {
		f.tail = append(f.tail, r.ID)
		return nil
	})
	if err != nil {
		return err
	}
	if last, err := f.l.copy.Last(ctx); err != nil || last < f.l.place.Records {
		return errors.Join(err, f.apart())
	}
	return nil
}

func (f *follower) apart() error {
	return fmt.Errorf("the local copy %s %w; delete it and %s, they are made anew from the stream", f.l.path, errApart, placePath(f.l.path))
}

// run follows until ctx ends or the copy cannot be what the stream says.
func (f *follower) run(ctx context.Context) {
	pause := firstPause
	for ctx.Err() == nil {
		before := f.l.Place().Stream
		err := f.consume(ctx)
		if ctx.Err() != nil {
			return
		}
		if errors.Is(err, errApart) || errors.Is(err, errLost) {
			f.l.mu.Lock()
			f.l.failed = f.l.explain("following", err)
			close(f.l.moved)
			f.l.moved = make(chan struct{})
			f.l.mu.Unlock()
			return
		}
		f.note(err)
		if pause = min(2*pause, mostPause); f.l.Place().Stream > before {
			pause = firstPause
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
}

func (f *follower) note(err error) {
	f.l.mu.Lock()
	f.l.trouble = err
	f.l.mu.Unlock()
}

// consume reads from the place on until the connection fails.
func (f *follower) consume(ctx context.Context) error {
	making, cancel := context.WithTimeout(ctx, ackWithin)
	defer cancel()
	if err := f.confirm(making); err != nil {
		return err
	}
	cons, err := f.l.ledger.OrderedConsumer(making, js.OrderedConsumerConfig{DeliverPolicy: js.DeliverByStartSequencePolicy, OptStartSeq: f.l.Place().Stream + 1, MaxResetAttempts: 3})
	if err != nil {
		return err
	}
	it, err := cons.Messages(js.PullMaxMessages(applyMost))
	if err != nil {
		return err
	}
	incoming := make(chan js.Msg, applyMost)
	failed := make(chan error, 1)
	reading, stop := context.WithCancel(ctx)
	defer func() {
		stop()
		it.Stop()
		for range incoming { // let the reader end
		}
	}()
	go func() {
		defer close(incoming)
		for {
			msg, err := it.Next(js.NextContext(reading))
			if err != nil {
				failed <- err
				return
			}
			select {
			case incoming <- msg:
			case <-reading.Done():
				failed <- reading.Err()
				return
			}
		}
	}()
	for {
		var batch []js.Msg
		select {
		case msg, ok := <-incoming:
			if !ok {
				return <-failed
			}
			batch = append(batch, msg)
		case <-f.l.back: // to another server, or to one that lost its end
			if err := f.confirm(ctx); err != nil {
				return err
			}
			continue
		case <-ctx.Done():
			return ctx.Err()
		}
		size := len(batch[0].Data())
		// What comes alone is applied at once; while much comes, together.
		linger := time.NewTimer(applyEvery - time.Since(f.applied))
	drain:
		for len(batch) < applyMost && size < applyBytes {
			select {
			case msg, ok := <-incoming:
				if !ok {
					break drain
				}
				batch = append(batch, msg)
				size += len(msg.Data())
			case <-linger.C:
				break drain
			}
		}
		linger.Stop()
		f.applied = time.Now()
		if err := f.apply(ctx, batch); err != nil {
			return err
		}
		f.note(nil)
	}
}

// errLost ends the following: servers that lost their disks have lost the end of
// the stream, and what came after bears the numbers of what was lost.
var errLost = errors.New("the stream has lost messages that the local copy holds")

// confirm checks that the last message applied is still the one at its place.
func (f *follower) confirm(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, ackWithin)
	defer cancel()
	place := f.l.Place()
	if place.Stream == 0 {
		return nil
	}
	msg, err := f.l.ledger.GetMsg(ctx, place.Stream)
	if err != nil && !errors.Is(err, js.ErrMsgNotFound) {
		return err
	}
	if err != nil || msg.Header.Get(js.MsgIDHeader) != place.Last {
		return fmt.Errorf("%w; put them back with: sofar ledger copy %s %s; then delete the copy and %s", errLost, f.l.path, f.l.addr, placePath(f.l.path))
	}
	return nil
}

// apply puts the records of the messages that the copy does not hold at its end.
func (f *follower) apply(ctx context.Context, batch []js.Msg) error {
	l := f.l
	place := l.Place()
	var fresh []ledger.Record
	inBatch := map[string]bool{}
	counts := map[string]int{}
	for _, msg := range batch {
		meta, err := msg.Metadata()
		if err != nil {
			return err
		}
		seq := meta.Sequence.Stream
		if seq <= place.Stream {
			continue
		}
		if seq != place.Stream+1 {
			return f.missing(ctx, place.Stream+1)
		}
		data, err := l.body(ctx, msg, l.objects)
		if err != nil {
			return fmt.Errorf("message %d: %w", seq, err)
		}
		records, err := decode(data)
		if errors.Is(err, errBroken) {
			// Nobody can read it, on any node; that it came is recorded and shown.
			records, err = broken(seq, meta.Timestamp)
		}
		if err != nil {
			return fmt.Errorf("message %d of the stream: %w", seq, err)
		}
		n, err := f.sift(ctx, records, inBatch, &fresh, &place)
		if err != nil {
			return err
		}
		if call := msg.Headers().Get(headerCall); call != "" {
			counts[call] += n
		}
		place.Stream, place.Last = seq, msg.Headers().Get(js.MsgIDHeader)
	}
	if len(fresh) > 0 {
		added, err := l.copy.AppendValid(ctx, fresh...) // decode has checked them
		if err != nil {
			return err
		}
		if last, err := l.copy.Last(ctx); err != nil || added != len(fresh) || last != place.Records {
			return errors.Join(err, f.apart())
		}
	}
	l.mu.Lock()
	l.place = place
	for call, n := range counts {
		if _, mine := l.added[call]; mine {
			l.added[call] += n
		}
	}
	close(l.moved)
	l.moved = make(chan struct{})
	l.mu.Unlock()
	if time.Since(f.written) >= placeEvery {
		f.written = time.Now()
		return place.write(l.path)
	}
	return nil
}

// broken stands for a message that holds no records: a stranger's, or damaged.
func broken(seq uint64, at time.Time) ([]ledger.Record, error) {
	r, err := ledger.NotReadRecord(&report.NotRead{Name: fmt.Sprintf("ledger stream, message %d", seq), Reason: "it holds no records of sofar; find out who publishes to the stream beside sofar"})
	r.At = at.UTC()
	return []ledger.Record{r}, err
}

// sift adds the records that come for the first time to fresh and counts them.
func (f *follower) sift(ctx context.Context, records []ledger.Record, inBatch map[string]bool, fresh *[]ledger.Record, place *Place) (n int, err error) {
	ids := make([]string, len(records))
	for i, r := range records {
		ids[i] = r.ID
	}
	held, err := f.l.copy.Has(ctx, ids...)
	if err != nil {
		return 0, err
	}
	for _, r := range records {
		switch {
		case len(f.tail) > 0 && f.tail[0] == r.ID:
			f.tail = f.tail[1:]
			inBatch[r.ID] = true
			place.Records++
			n++
		case held[r.ID] || inBatch[r.ID]:
		case len(f.tail) > 0:
			return 0, f.apart()
		default:
			inBatch[r.ID] = true
			*fresh = append(*fresh, r)
			place.Records++
			n++
		}
	}
	return n, nil
}

// missing tells of a message that should have come: it is on its way, or the
// stream has lost it.
func (f *follower) missing(ctx context.Context, seq uint64) error {
	_, err := f.l.ledger.GetMsg(ctx, seq)
	if errors.Is(err, js.ErrMsgNotFound) {
		return fmt.Errorf("message %d is not in the stream: %w", seq, errLost)
	}
	if err == nil {
		err = nats.ErrBadSubscription // read again from the place on
	}
	return err
}
