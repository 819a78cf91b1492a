// Package alert tells others what happened to the claims of a ledger's stories:
// by webhook, by mail, as Atom and JSON feeds.
//
// Input: an account that grows (dossier.Book) and a configuration. Output:
// messages, each sent at least once and marked so that a repeat can be told. The
// developments stand in a journal beside the ledger, with how far each receiver
// has come: what was not delivered when the process died is delivered by the
// next one.
package alert

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"time"

	"sofar/dossier"
	"sofar/explain"
)

// Message is a development on its way: the body of a webhook.
type Message struct {
	explain.Development
	// Cursor is its place in the journal, from 1; 0 in a trial message.
	Cursor int64 `json:"cursor,omitempty"`
	// Page is the address of the story on the desk, "" where none is configured.
	Page string `json:"page,omitempty"`
	// Test marks a trial message, which tells of nothing.
	Test bool `json:"test,omitempty"`
}

// Source is the account behind the alerts: an open ledger and its folds.
type Source interface {
	At(t time.Time) *dossier.Account
	Version() int64
	Wait(ctx context.Context, after int64) (int64, error)
}

// Runner gathers developments into the journal and delivers them.
type Runner struct {
	src     Source
	cfg     *Config
	journal *Journal
	targets []target
	now     func() time.Time
	backoff func(attempt int) time.Duration
	// report is told of what goes wrong with a receiver, once until it changes.
	report func(string)
}

// target is a receiver.
type target interface {
	name() string
	filter() *Filter
	// deliver sends the first of the messages, or several at once, and gives how
	// many it sent.
	deliver(ctx context.Context, list []Message) (sent int, err error)
	// batch is how many messages deliver takes at most, pause the least time
	// between two deliveries, attempts how often one message is tried.
	batch() int
	pause() time.Duration
	attempts() int
}

// New makes a runner. Problems with receivers are told to report, which may be
// nil.
func New(src Source, cfg *Config, journal *Journal, report func(string)) (*Runner, error) {
	if report == nil {
		report = func(string) {}
	}
	r := &Runner{src: src, cfg: cfg, journal: journal, now: time.Now, backoff: backoff, report: report}
	for i := range cfg.Webhooks {
		t, err := newWebhook(&cfg.Webhooks[i])
		if err != nil {
			return nil, err
		}
		r.targets = append(r.targets, t)
	}
	for i := range cfg.Mails {
		t, err := newMailer(&cfg.Mails[i])
		if err != nil {
			return nil, err
		}
		r.targets = append(r.targets, t)
	}
	return r, nil
}

// Run gathers and delivers until ctx ends; it fails only where the journal does.
func (r *Runner) Run(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	var wg sync.WaitGroup
	fail := func(err error) {
		if err != nil && ctx.Err() == nil {
			cancel(err)
		}
	}
	// What is there before a receiver's first run is no news to it: its place is
	// marked before anything is delivered.
	version, err := r.gather(ctx)
	if err != nil {
		return quiet(ctx, err)
	}
	for _, t := range r.targets {
		wg.Go(func() { fail(r.serve(ctx, t, false)) })
	}
	for ctx.Err() == nil {
		if _, err = r.src.Wait(ctx, version); err != nil {
			break
		}
		sleep(ctx, r.cfg.Settle.Duration)
		if version, err = r.gather(ctx); err != nil {
			fail(err)
			break
		}
	}
	cause := context.Cause(ctx)
	cancel(nil)
	wg.Wait()
	if cause != nil && !errors.Is(cause, context.Canceled) && !errors.Is(cause, context.DeadlineExceeded) {
		return cause
	}
	return nil
}

// Drain delivers what is pending, also what waits for another try, and leaves;
// it gives the first error of a receiver.
func (r *Runner) Drain(ctx context.Context) error {
	if _, err := r.gather(ctx); err != nil {
		return err
	}
	var first error
	for _, t := range r.targets {
		if err := r.serve(ctx, t, true); err != nil && first == nil {
			first = err
		}
	}
	return first
}

func quiet(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// Gather writes what happened so far into the journal, and gives receivers that
// are new their place in it.
func (r *Runner) Gather(ctx context.Context) error {
	_, err := r.gather(ctx)
	return err
}

// gather writes the developments of the account as it stands into the journal.
func (r *Runner) gather(ctx context.Context) (version int64, err error) {
	version = r.src.Version()
	a := r.src.At(time.Time{})
	var list []explain.Development
	for i := range a.Dossiers {
		list = append(list, explain.Developments(&a.Dossiers[i])...)
	}
	names := make([]string, len(r.targets))
	for i, t := range r.targets {
		names[i] = t.name()
	}
	return version, r.journal.add(ctx, list, names, r.now().UTC())
}

// serve delivers to one receiver in the order of the journal. Once means to
// leave when nothing is pending, and at the first failure.
func (r *Runner) serve(ctx context.Context, t target, once bool) error {
	told := ""
	for ctx.Err() == nil {
		news := r.journal.changed()
		st, err := r.journal.state(ctx, t.name())
		if err != nil {
			return quiet(ctx, err)
		}
		if wait := st.next.Sub(r.now()); wait > 0 && !once {
			r.rest(ctx, nil, min(wait, restMost))
			continue
		}
		list, last, err := r.pending(ctx, t, st.cursor)
		if err != nil {
			return quiet(ctx, err)
		}
		if len(list) == 0 {
			if last > st.cursor { // only what the receiver does not want
				if err := r.journal.advance(ctx, t.name(), st.cursor, last, time.Time{}); err != nil {
					return quiet(ctx, err)
				}
				continue
			}
			if once {
				return nil
			}
			r.rest(ctx, news, restMost)
			continue
		}
		sent, err := t.deliver(ctx, list)
		if ctx.Err() != nil {
			return nil // told again by the next process
		}
		if err == nil {
			told = ""
			next := time.Time{}
			if p := t.pause(); p > 0 {
				next = r.now().Add(p)
			}
			if err := r.journal.advance(ctx, t.name(), st.cursor, list[sent-1].Cursor, next); err != nil {
				return quiet(ctx, err)
			}
			continue
		}
		if text := fmt.Sprintf("alert %q: %v", t.name(), err); text != told {
			told = text
			r.report(text)
		}
		if err := r.failed(ctx, t, &st, list[0].Cursor, err); err != nil {
			return quiet(ctx, err)
		}
		if once {
			return fmt.Errorf("alert %q: %w", t.name(), err)
		}
	}
	return nil
}

// restMost is how long a receiver's loop sleeps before it looks at the journal
// again, which another process may have set back.
const restMost = 5 * time.Second

// rest sleeps until news comes or the time is over.
func (r *Runner) rest(ctx context.Context, news <-chan struct{}, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-news:
	case <-timer.C:
	}
}

func sleep(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// failed notes a failure and when to try again; after the last attempt the
// message is set aside, so that the next ones are not held up by it.
func (r *Runner) failed(ctx context.Context, t target, st *state, cursor int64, cause error) error {
	st.attempts++
	if st.attempts >= t.attempts() {
		r.report(fmt.Sprintf("alert %q: development %d was set aside after %d attempts; sofar alerts replay --from %d sends it again", t.name(), cursor, st.attempts, cursor))
		return r.journal.park(ctx, t.name(), st.cursor, cursor, cause.Error(), r.now().UTC())
	}
	wait := r.backoff(st.attempts)
	var later *retryError
	if errors.As(cause, &later) && later.after > wait {
		wait = min(later.after, backoffMost)
	}
	return r.journal.retry(ctx, t.name(), st.cursor, st.attempts, r.now().Add(wait).UTC(), cause.Error())
}

// Bounds of the pauses between two attempts.
const (
	backoffFirst = 5 * time.Second
	backoffMost  = time.Hour
)

// backoff doubles from attempt to attempt.
func backoff(attempt int) time.Duration {
	d := backoffFirst
	for i := 1; i < attempt && d < backoffMost; i++ {
		d *= 2
	}
	return min(d, backoffMost)
}

// retryError says how long a receiver asks to be left alone.
type retryError struct {
	error
	after time.Duration
}

func (e *retryError) Unwrap() error { return e.error }

// pending gives the next messages that the receiver wants, at most a batch, and
// how far the journal was read for them.
func (r *Runner) pending(ctx context.Context, t target, after int64) (list []Message, last int64, err error) {
	last = after
	err = r.journal.Each(ctx, after, func(e Entry) error {
		if t.filter().wants(&e.Development) && (r.cfg.MaxAge.Duration <= 0 || e.Journalled.Sub(e.At) <= r.cfg.MaxAge.Duration) {
			list = append(list, r.message(e))
		}
		last = e.Cursor
		if len(list) == t.batch() {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		err = nil
	}
	return list, last, err
}

var errEnough = errors.New("enough")

func (r *Runner) message(e Entry) Message {
	m := Message{Development: e.Development, Cursor: e.Cursor}
	if r.cfg.Base != "" {
		m.Page = strings.TrimRight(r.cfg.Base, "/") + "/story/" + url.PathEscape(e.Story) + "#changes"
	}
	return m
}

// Trial sends a message marked as a test to every receiver and gives what went
// wrong, by receiver.
func (r *Runner) Trial(ctx context.Context) map[string]error {
	out := map[string]error{}
	at := r.now().UTC().Truncate(time.Second)
	for _, t := range r.targets {
		m := Message{Test: true, Development: explain.Development{ID: "urn:sofar:event:" + strings.Repeat("0", 32), At: at, Kind: explain.NewsFigure, Story: "test",
			Title: "Trial message of sofar", Text: "This is a trial: nothing happened"}}
		_, err := t.deliver(ctx, []Message{m})
		out[t.name()] = err
	}
	return out
}
