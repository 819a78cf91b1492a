package cluster

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"time"

	"sofar/incident"
	"sofar/ledger"
	"sofar/ledger/jetstream"
	"sofar/report"
)

// WorkerOptions shape a worker. The zero value is usable.
type WorkerOptions struct {
	// Workers is how many reports are read side by side; one per processor if 0.
	Workers int
	// Tries is how often a report is begun before it is set aside because no
	// worker lived to finish it; 5 if 0.
	Tries int
	// Limit is how long one report may take before the worker gives up, for its
	// next start to begin anew; 5 minutes if 0.
	Limit time.Duration
	Queue jetstream.QueueOptions
	// Engine is the version that the worker works as, incident.Engine if empty;
	// Extract reads a report as that version does, incident.Extract if nil.
	Engine  string
	Extract func(*report.Report) incident.Reading
	// Metrics counts what is done; nil counts nothing.
	Metrics *WorkMetrics
	// Say is told what a person should know, in one line; nil tells nobody.
	Say func(string)
}

// Bounds of a worker.
const (
	handsPerWorker = 16                     // reports in hand for each that is being read
	gather         = 80 * time.Millisecond  // for which a result waits for others to be stored with
	publishMost    = 64                     // results stored together
	lastWords      = 10 * time.Second       // to store what is finished when the worker is stopped
	takePause      = 500 * time.Millisecond // after a failure to take work
)

// worker is one run of Work.
type worker struct {
	s   *jetstream.Stream
	q   *jetstream.Queue
	opt WorkerOptions

	mu   sync.Mutex
	hand map[*jetstream.Work]time.Time // since when it is being read, zero for not yet
	fail context.CancelCauseFunc
	room chan struct{} // signalled when hand shrinks
}

// result is what came of one report.
type result struct {
	work   *jetstream.Work
	record ledger.Record
	aside  bool // it was not read
}

// Work takes reports from the queue, reads them and appends what was read,
// until ctx ends: then what is being read is finished and stored, and the rest
// given back. It goes on through failures of the servers. Readings are
// deterministic, so a report that two workers read after all is recorded once.
func Work(ctx context.Context, s *jetstream.Stream, opt WorkerOptions) error {
	if opt.Workers <= 0 {
		opt.Workers = runtime.GOMAXPROCS(0)
	}
	if opt.Tries <= 0 {
		opt.Tries = 5
	}
	if opt.Limit <= 0 {
		opt.Limit = 5 * time.Minute
	}
	if opt.Engine == "" {
		opt.Engine = incident.Engine
	}
	if opt.Extract == nil {
		opt.Extract = incident.Extract
	}
	if opt.Say == nil {
		opt.Say = func(string) {}
	}
	q, err := s.Queue(ctx, opt.Engine, opt.Queue)
	if err != nil {
		return err
	}
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	w := &worker{fail: fail, s: s, q: q, opt: opt, hand: map[*jetstream.Work]time.Time{}, room: make(chan struct{}, 1)}
	most := handsPerWorker * opt.Workers
	jobs, results := make(chan *jetstream.Work, most), make(chan result, most)

	// What is finished is stored also after ctx has ended.
	last, cancel := context.WithCancel(context.WithoutCancel(ctx))
	defer cancel()
	context.AfterFunc(ctx, func() { time.AfterFunc(lastWords, cancel) })

	var reading, storing sync.WaitGroup
	for range opt.Workers {
		reading.Go(func() {
			for job := range jobs {
				if ctx.Err() != nil {
					w.drop(job, job.Release)
					continue
				}
				r, err := w.read(ctx, job)
				if err != nil {
					w.opt.Say(fmt.Sprintf("report %s: %v", job.Report.Label(), err))
					w.drop(job, job.Release)
					continue
				}
				results <- r
			}
		})
	}
	storing.Go(func() { w.store(last, results) })
	go w.live(last)
	w.take(ctx, jobs, most)
	close(jobs)
	stored := make(chan struct{})
	go func() {
		reading.Wait()
		close(results)
		storing.Wait()
		close(stored)
	}()
	if err := context.Cause(ctx); err != nil && !errors.Is(err, context.Canceled) {
		return err // a report that takes too long is not waited for
	}
	<-stored
	return nil
}

// take fetches work while there is room in hand.
func (w *worker) take(ctx context.Context, jobs chan<- *jetstream.Work, most int) {
	failing := false
	for ctx.Err() == nil {
		free := most - w.inHand()
		if free < max(1, most/4) { // many small requests cost more than they bring
			select {
			case <-ctx.Done():
			case <-w.room:
			}
			continue
		}
		err := w.q.Take(ctx, free, func(job *jetstream.Work) {
			w.mu.Lock()
			w.hand[job] = time.Time{}
			w.mu.Unlock()
			jobs <- job // has room for all that may be in hand
		})
		if err != nil && ctx.Err() == nil {
			if !failing {
				w.opt.Say(fmt.Sprintf("no work can be taken at present: %v", err))
			}
			failing = true
			select {
			case <-ctx.Done():
			case <-time.After(takePause):
			}
			continue
		}
		if failing && err == nil {
			failing = false
			w.opt.Say("work is taken again")
		}
	}
}

func (w *worker) inHand() int {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.hand)
}

// drop ends the worker's hold of a report.
func (w *worker) drop(job *jetstream.Work, how func() error) {
	w.mu.Lock()
	delete(w.hand, job)
	w.mu.Unlock()
	how() // lost, it is given to a worker again, which is harmless
	select {
	case w.room <- struct{}{}:
	default:
	}
}

// live tells the servers that what is in hand is being worked on.
func (w *worker) live(ctx context.Context) {
	t := time.NewTicker(w.q.AckWait() / 3)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-t.C:
		}
		w.mu.Lock()
		for job, began := range w.hand {
			if !began.IsZero() && time.Since(began) > w.opt.Limit {
				w.fail(fmt.Errorf("report %s is being read for more than %v, so this worker gives up; it is tried again, and set aside after %d tries", job.Report.Label(), w.opt.Limit, w.opt.Tries))
				continue
			}
			job.Alive() // while no server answers there is nobody to tell
		}
		w.mu.Unlock()
	}
}

// read reads one report, or says why it cannot be.
func (w *worker) read(ctx context.Context, job *jetstream.Work) (result, error) {
	began := time.Now()
	aside := func(n *report.NotRead, subject string) (result, error) {
		// Its subject keeps the report from being queued again for this engine.
		rec, err := ledger.NewRecord(ledger.KindNotRead, subject, "", n)
		return result{job, rec, true}, err
	}
	rep := job.Report
	if job.Broken != "" {
		return aside(&report.NotRead{Name: "work queue", Reason: job.Broken}, "")
	}
	if n, err := job.Try(ctx); err != nil {
		return result{}, err
	} else if n > w.opt.Tries {
		return aside(&report.NotRead{Name: rep.Label(), Text: rep.Text, Reason: fmt.Sprintf(
			"set aside: %d times a worker began to read it and none finished, so it may be what stops them; please report it as a defect", w.opt.Tries)}, rep.ID)
	}
	w.mu.Lock()
	w.hand[job] = began
	w.mu.Unlock()
	reading, failed := incident.Guard(w.opt.Extract, rep)
	if failed != "" {
		return aside(&report.NotRead{Name: rep.Label(), Reason: failed, Text: rep.Text}, rep.ID)
	}
	rec, err := ledger.ReadingRecord(&reading)
	w.opt.Metrics.read(rep, time.Since(began))
	return result{work: job, record: rec}, err
}

// store appends results in groups and takes their reports out of the queue.
func (w *worker) store(ctx context.Context, results <-chan result) {
	for first := range results {
		group := []result{first}
		size := len(first.record.Payload)
		more := time.NewTimer(gather)
	gathering:
		for len(group) < publishMost && size < report.ChunkBytes && (len(group) < w.inHand()) {
			select {
			case r, ok := <-results:
				if !ok {
					break gathering
				}
				group = append(group, r)
				size += len(r.record.Payload)
			case <-more.C:
				break gathering
			}
		}
		more.Stop()
		w.keep(ctx, group)
	}
}

// keep stores a group, however long it takes; only when the worker is stopped
// is it left to others.
func (w *worker) keep(ctx context.Context, group []result) {
	records := make([]ledger.Record, len(group))
	for i, r := range group {
		records[i] = r.record
	}
	for {
		_, err := w.s.Append(ctx, records...)
		if err == nil {
			break
		}
		if ctx.Err() != nil || errors.Is(err, context.Canceled) {
			for _, r := range group {
				w.drop(r.work, r.work.Release)
			}
			return
		}
		w.opt.Metrics.storeFailed()
		w.opt.Say(fmt.Sprintf("%d readings wait to be stored: %v", len(group), err))
		select {
		case <-ctx.Done():
		case <-time.After(takePause):
		}
	}
	for _, r := range group {
		if r.aside {
			w.opt.Metrics.setAside()
			w.opt.Say("a report was not read; the ledger says why")
		}
		w.drop(r.work, r.work.Done)
	}
}
