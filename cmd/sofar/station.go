package main

import (
	"context"
	"errors"

	"sofar/intake"
)

// station is an open ledger with its watcher and its alerts, as watch and serve
// keep it.
type station struct {
	openDesk
	watcher *intake.Watcher
	send    *sender
	// ctx ends with what the station was opened with, or when its alerts or its
	// watching fail.
	ctx    context.Context
	cancel context.CancelCauseFunc
}

// station opens the ledger. Wrong usage is found before anything is created; what
// the ledger holds by now is no news to alerts.
func (f *storeFlags) station(ctx context.Context, w *watchFlags, sources []string, once bool, alerts string, hide bool) (*station, error) {
	s := &station{}
	var err error
	if s.watcher, err = w.watcher(f.Ledger, sources, once); err != nil {
		return nil, err
	}
	if s.openDesk, err = f.open(ctx); err != nil {
		return nil, err
	}
	if s.send, err = newSender(ctx, alerts, f.Ledger, s.Ledger, hide); err != nil {
		return nil, errors.Join(err, s.openDesk.Close())
	}
	s.ctx, s.cancel = context.WithCancelCause(ctx)
	return s, nil
}

// close ends what runs and closes alerts and ledger, in this order.
func (s *station) close() {
	s.cancel(nil)
	s.send.close()
	s.openDesk.Close()
}

// failure is why the station ended by itself, nil where it was told to end.
func (s *station) failure() error {
	if cause := context.Cause(s.ctx); !errors.Is(cause, context.Canceled) {
		return cause
	}
	return nil
}
