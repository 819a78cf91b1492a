package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"

	"sofar/dossier"
)

// writeLimit is how long a reader may take to accept an event before the
// connection is dropped: a stalled reader holds no place that another needs.
const writeLimit = 10 * time.Second

// streamLife is when a stream ends and the reader's browser asks anew.
const streamLife = time.Hour

// news is what a live connection tells: that there is something new, not what
// it is. The page then fetches the part that changed.
type news struct {
	Version  int64  `json:"version"`
	Announce string `json:"announce,omitempty"`
}

func (s *server) listEvents(w http.ResponseWriter, r *http.Request) {
	s.stream(w, r, func() (string, string) {
		a := s.src.At(time.Time{})
		state := fmt.Sprint(len(a.Dossiers), len(a.Reports), len(a.NotRead))
		if len(a.Dossiers) == 0 {
			return state, ""
		}
		d := &a.Dossiers[0]
		return state, storyTitle(d)
	})
}

func (s *server) storyEvents(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if find(s.src.At(time.Time{}), id) == nil {
		problem(w, http.StatusNotFound, "No story is kept under this address.")
		return
	}
	s.stream(w, r, func() (string, string) {
		d := find(s.src.At(time.Time{}), id)
		if d == nil {
			return "gone", ""
		}
		announce := ""
		if n := len(d.Changes); n > 0 {
			announce = trim(d.Changes[n-1].Text, 240)
		}
		return stateOf(d), announce
	})
}

// stateOf changes whenever a reader of the story's page would see a change.
func stateOf(d *dossier.Dossier) string {
	figures := ""
	for _, f := range d.Figures {
		figures += fmt.Sprint(f.Kind, f.Low, f.Best, f.High, f.Open, f.Origins, ";")
	}
	return fmt.Sprint(len(d.Members), len(d.Statements), len(d.Decisions), len(d.Changes), len(d.Copies), len(d.Responsibility), d.Title, figures)
}

// stream keeps one live connection: an event for every change of state, a
// comment as heartbeat when nothing happens. Events carry no queue: a slow
// reader gets the newest state once, never a backlog.
func (s *server) stream(w http.ResponseWriter, r *http.Request, look func() (state, announce string)) {
	select {
	case s.streams <- struct{}{}:
		defer func() { <-s.streams }()
	default:
		w.Header().Set("Retry-After", "30")
		problem(w, http.StatusServiceUnavailable, "Too many live connections are open; the page itself still works, reload it for news.")
		return
	}
	ctx, cancel := context.WithTimeout(r.Context(), streamLife)
	defer cancel()
	h := w.Header()
	h.Set("Content-Type", "text/event-stream; charset=utf-8")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	w.WriteHeader(http.StatusOK)
	send := sender(w)

	// The page says which version it shows, so that nothing is lost between its
	// rendering and this connection, or while the connection was down.
	shown, err := strconv.ParseInt(r.Header.Get("Last-Event-ID"), 10, 64)
	if err != nil {
		shown, err = strconv.ParseInt(r.URL.Query().Get("v"), 10, 64)
	}
	version := s.src.Version()
	state, _ := s.state(look)
	if err == nil && shown < version {
		state = "" // differs from every state: tell at once
	}
	if send("retry: 3000\nevent: hello\nid: %d\ndata: {\"version\":%d}\n\n", max(shown, 0), version) != nil {
		return
	}
	for after := shownOr(version, state); ; {
		v, err := s.waitFor(ctx, after)
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, context.DeadlineExceeded):
			if send(": still here\n\n") != nil {
				return
			}
			continue
		case err != nil:
			return
		}
		after = v
		select {
		case <-ctx.Done():
			return
		case <-time.After(s.opt.Settle):
		}
		after = max(after, s.src.Version())
		now, announce := s.state(look)
		if now == state {
			continue
		}
		state = now
		data, err := json.Marshal(news{after, announce})
		if err != nil || send("event: news\nid: %d\ndata: %s\n\n", after, data) != nil {
			return
		}
	}
}

// shownOr is the version to wait after: the newest, or the one before it where
// the reader has to be told at once.
func shownOr(version int64, state string) int64 {
	if state == "" {
		return version - 1
	}
	return version
}

// state adds the banner's progress to what a page shows.
func (s *server) state(look func() (string, string)) (string, string) {
	state, announce := look()
	if s.opt.Banner != nil {
		if b := s.opt.Banner(); b != nil {
			state += fmt.Sprint("|", b.Done, b.Total, b.Text)
		}
	}
	return "=" + state, announce
}

// waitFor waits for a newer version, at most until a heartbeat is due.
func (s *server) waitFor(ctx context.Context, after int64) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, s.opt.Heartbeat)
	defer cancel()
	return s.src.Wait(ctx, after)
}

// sender writes and flushes, each within writeLimit.
func sender(w http.ResponseWriter) func(format string, args ...any) error {
	rc := http.NewResponseController(w)
	return func(format string, args ...any) error {
		if err := rc.SetWriteDeadline(time.Now().Add(writeLimit)); err != nil && !errors.Is(err, http.ErrNotSupported) && !errors.Is(err, os.ErrNoDeadline) {
			return err
		}
		if _, err := fmt.Fprintf(w, format, args...); err != nil {
			return err
		}
		return rc.Flush()
	}
}
