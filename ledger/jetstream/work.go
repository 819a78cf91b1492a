package jetstream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	js "github.com/nats-io/nats.go/jetstream"

	"sofar/incident"
	"sofar/report"
)

// The work queue holds one message for each report that is to be read, on a
// subject that names the engine asked for. A worker takes what asks for its own
// engine or an older one, so that while a cluster is upgraded old workers
// finish what old desks asked for and new workers do everything.

// enqueueSide is how many reports are published side by side.
const enqueueSide = 16

// token is an engine version as part of a subject or a name, and back.
var (
	token   = strings.NewReplacer(".", "_")
	untoken = strings.NewReplacer("_", ".")
)

// Enqueue puts reports into the work queue, to be read by this engine or a newer
// one. While the queue is full it waits until workers have made room: that
// slows the intake down to what the workers can do. A repeat is harmless.
func (s *Stream) Enqueue(ctx context.Context, engine string, reports ...*report.Report) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	next := make(chan *report.Report)
	for range min(enqueueSide, len(reports)) {
		wg.Go(func() {
			for r := range next {
				if err := s.enqueue(ctx, engine, r); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, r := range reports {
		select {
		case next <- r:
			continue
		case <-ctx.Done():
		}
		break
	}
	close(next)
	wg.Wait()
	return context.Cause(ctx)
}

func (s *Stream) enqueue(ctx context.Context, engine string, r *report.Report) error {
	data, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("report %s: %w", r.Label(), err)
	}
	msg, err := s.message(ctx, s.subject("work."+token.Replace(engine)), r.ID+"/"+engine, packer.EncodeAll(data, nil), s.large)
	if err != nil {
		return s.explain("queueing a report of", err)
	}
	for {
		_, err := s.publish(ctx, msg)
		if err == nil || !strings.Contains(err.Error(), "maximum messages exceeded") {
			return s.explained("queueing a report of", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(mostPause / 4):
		}
	}
}

func (s *Stream) explained(doing string, err error) error {
	if err == nil {
		return nil
	}
	return s.explain(doing, err)
}

// Waiting tells how many reports wait or are in hand, by the engine asked for.
func (s *Stream) Waiting(ctx context.Context) (map[string]uint64, error) {
	info, err := s.work.Info(ctx, js.WithSubjectFilter(s.subject("work.*")))
	if err != nil {
		return nil, s.explain("asking for the work of", err)
	}
	out := map[string]uint64{}
	for subject, n := range info.State.Subjects {
		out[untoken.Replace(strings.TrimPrefix(subject, s.subject("work.")))] = n
	}
	return out, nil
}

// QueueOptions shape a Queue. The zero value is usable.
type QueueOptions struct {
	// AckWait is how long a report may be in a worker's hand without a sign of
	// life before it is given to another; 30 s if zero.
	AckWait time.Duration
	// Pending is how many reports all workers of one engine together may have in
	// hand; 512 if zero.
	Pending int
}

// Queue takes work for one engine.
type Queue struct {
	s      *Stream
	engine string
	opt    QueueOptions

	consumers []js.Consumer // the own engine's first
	engines   []string
	looked    time.Time
}

// Queue opens the work queue for a worker of the given engine.
func (s *Stream) Queue(ctx context.Context, engine string, opt QueueOptions) (*Queue, error) {
	if opt.AckWait <= 0 {
		opt.AckWait = 30 * time.Second
	}
	if opt.Pending <= 0 {
		opt.Pending = 512
	}
	q := &Queue{s: s, engine: engine, opt: opt}
	return q, s.explained("taking work of", s.try(ctx, func(ctx context.Context) error { return q.consumer(ctx, engine) }))
}

// AckWait is how long work may be in hand without a sign of life.
func (q *Queue) AckWait() time.Duration { return q.opt.AckWait }

func (q *Queue) consumer(ctx context.Context, engine string) error {
	if slices.Contains(q.engines, engine) {
		return nil
	}
	c, err := q.s.work.CreateOrUpdateConsumer(ctx, js.ConsumerConfig{
		Durable: "engine-" + token.Replace(engine), FilterSubject: q.s.subject("work." + token.Replace(engine)),
		AckPolicy: js.AckExplicitPolicy, AckWait: q.opt.AckWait, MaxAckPending: q.opt.Pending, MaxDeliver: -1,
	})
	if err == nil {
		q.consumers, q.engines = append(q.consumers, c), append(q.engines, engine)
	}
	return err
}

const (
	takeWait  = time.Second     // for which the server holds a request for work
	lookEvery = 5 * time.Second // between two looks for work of older engines
)

// Take hands up to n reports to yield as they come, and returns after n of them
// or about a second.
func (q *Queue) Take(ctx context.Context, n int, yield func(*Work)) error {
	if err := q.look(ctx); err != nil {
		return err
	}
	for i, c := range q.consumers {
		fetch := func() (js.MessageBatch, error) { return c.FetchNoWait(n) }
		if i == len(q.consumers)-1 {
			fetch = func() (js.MessageBatch, error) { return c.Fetch(n, js.FetchMaxWait(takeWait)) }
		}
		batch, err := fetch()
		if err != nil {
			return err
		}
		for msg := range batch.Messages() {
			if w := q.open(ctx, msg); w != nil {
				yield(w)
			}
			n--
		}
		if err := batch.Error(); err != nil && !errors.Is(err, js.ErrNoMessages) || n <= 0 {
			return err
		}
	}
	return ctx.Err()
}

// look finds work that asks for older engines.
func (q *Queue) look(ctx context.Context) error {
	if time.Since(q.looked) < lookEvery {
		return nil
	}
	ctx, cancel := context.WithTimeout(ctx, ackWithin)
	defer cancel()
	waiting, err := q.s.Waiting(ctx)
	if err != nil {
		return err
	}
	q.looked = time.Now()
	for engine := range waiting {
		if !incident.Newer(engine, q.engine) {
			if err := q.consumer(ctx, engine); err != nil {
				return err
			}
		}
	}
	return nil
}

// Work is a report in hand. One of Done and Release ends that; without a sign of
// life (Alive) it is given to another worker after Queue.AckWait.
type Work struct {
	Report *report.Report
	// Broken is why the message holds no report, "" if it does.
	Broken string
	// Delivery counts how often the report was given to a worker, from 1.
	Delivery int
	msg      js.Msg
	tries    js.KeyValue
}

// open unpacks a message; nil where its object cannot be had at present, so that
// it has to come again.
func (q *Queue) open(ctx context.Context, msg js.Msg) *Work {
	w := &Work{msg: msg, Delivery: 1, tries: q.s.tries}
	if meta, err := msg.Metadata(); err == nil {
		w.Delivery = int(meta.NumDelivered)
	}
	data, err := q.s.body(ctx, msg, q.s.large)
	if err != nil && !errors.Is(err, js.ErrObjectNotFound) {
		msg.NakWithDelay(mostPause)
		return nil
	}
	if err == nil {
		data, err = unpacker.DecodeAll(data, nil)
	}
	if err == nil {
		err = json.Unmarshal(data, &w.Report)
	}
	if err != nil || w.Report == nil {
		w.Report, w.Broken = nil, fmt.Sprintf("a message of the work queue holds no report: %v", err)
	}
	return w
}

// Try counts that the report is begun, if it was given out before, and gives how
// often. A report that stops its worker is begun again and again; those that the
// worker had in hand beside it are only given out again.
func (w *Work) Try(ctx context.Context) (int, error) {
	if w.Delivery == 1 {
		return 1, nil
	}
	ctx, cancel := context.WithTimeout(ctx, ackWithin)
	defer cancel()
	n := 1 // the first time nobody counts
	switch e, err := w.tries.Get(ctx, w.Report.ID); {
	case err == nil:
		if n, err = strconv.Atoi(string(e.Value())); err != nil {
			n = 1
		}
	case !errors.Is(err, js.ErrKeyNotFound):
		return 0, err
	}
	_, err := w.tries.Put(ctx, w.Report.ID, []byte(strconv.Itoa(n+1)))
	return n + 1, err
}

// Alive tells the server that the report is still being worked on.
func (w *Work) Alive() error { return w.msg.InProgress() }

// Done takes the report out of the queue, once what was read is stored.
func (w *Work) Done() error { return w.msg.Ack() }

// Release gives the report back, for another worker to take.
func (w *Work) Release() error { return w.msg.Nak() }
