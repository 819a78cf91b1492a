package desk

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"
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

func (s *server) listEvents(w http.ResponseWriter, r *http.Request) { s.stream(w, r, "") }

func (s *server) storyEvents(w http.ResponseWriter, r *http.Request) {
	id := r.PathValue("id")
	if _, d := s.storyAt(id, time.Time{}); d == nil {
		problem(w, http.StatusNotFound, "No story is kept under this address.")
		return
	}
	s.stream(w, r, id)
}

// stream keeps one live connection: an event for every change of state, a
// comment as heartbeat when nothing happens. What it writes was made once for
// all readers of the topic.
func (s *server) stream(w http.ResponseWriter, r *http.Request, topic string) {
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
	one := &reader{mail: make(chan []byte, 1)}
	now := s.hubs.join(s, topic, one)
	defer s.hubs.leave(topic, one)
	if send(fmt.Appendf(nil, "retry: 3000\nevent: hello\nid: %d\ndata: {\"version\":%d}\n\n", max(shown, 0), now.version)) != nil {
		return
	}
	if err == nil && shown < now.since { // tell at once
		if send(event(now)) != nil {
			return
		}
	}
	for {
		select {
		case <-ctx.Done():
			return
		case data, ok := <-one.mail:
			if !ok || send(data) != nil {
				return
			}
		}
	}
}

// sender writes and flushes, each within writeLimit.
func sender(w http.ResponseWriter) func(data []byte) error {
	rc := http.NewResponseController(w)
	return func(data []byte) error {
		if err := rc.SetWriteDeadline(time.Now().Add(writeLimit)); err != nil && !errors.Is(err, http.ErrNotSupported) && !errors.Is(err, os.ErrNoDeadline) {
			return err
		}
		if _, err := w.Write(data); err != nil {
			return err
		}
		return rc.Flush()
	}
}
