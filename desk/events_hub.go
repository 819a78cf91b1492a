package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"sofar/dossier"
)

// hubs are the topics that somebody listens to: "" for the list of stories, else
// a story's id. A topic looks at the account once per change, whoever listens,
// writes its event once, and drops it into every reader's box.
type hubs struct {
	mu     sync.Mutex
	topics map[string]*hub
}

// hub is one topic.
type hub struct {
	cancel  context.CancelFunc
	readers map[*reader]struct{}
	now     moment
}

// reader is one live connection. Its box holds at most one event, the newest:
// who is slow misses what was in between, and never holds up the others.
type reader struct{ mail chan []byte }

// moment is what a topic shows at a version.
type moment struct {
	version         int64
	since           int64 // the version from which on it is known to show this
	state, announce string
}

// join lets a reader hear of a topic from now on, and gives what it shows now.
func (h *hubs) join(s *server, topic string, r *reader) moment {
	h.mu.Lock()
	t := h.topics[topic]
	if t == nil {
		h.mu.Unlock()
		now := s.look(topic) // may fold: not under the lock
		h.mu.Lock()
		if t = h.topics[topic]; t == nil {
			ctx, cancel := context.WithCancel(context.Background())
			t = &hub{cancel: cancel, readers: map[*reader]struct{}{}, now: now}
			if h.topics == nil {
				h.topics = map[string]*hub{}
			}
			h.topics[topic] = t
			go h.run(ctx, s, topic, t)
		}
	}
	t.readers[r] = struct{}{}
	now := t.now
	h.mu.Unlock()
	return now
}

// leave takes a reader out; the last one ends the topic.
func (h *hubs) leave(topic string, r *reader) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if t := h.topics[topic]; t != nil {
		if delete(t.readers, r); len(t.readers) == 0 {
			t.cancel()
			delete(h.topics, topic)
		}
	}
}

// run tells a topic's readers of every change, and gives a sign of life when
// nothing happens.
func (h *hubs) run(ctx context.Context, s *server, topic string, t *hub) {
	var told time.Time
	for after := t.now.version; ctx.Err() == nil; {
		v, err := s.waitFor(ctx, after)
		switch {
		case ctx.Err() != nil:
			return
		case errors.Is(err, context.DeadlineExceeded):
			h.tell(t, []byte(": still here\n\n"), nil)
			continue
		case err != nil:
			h.end(topic, t) // the source is gone: browsers ask anew
			return
		}
		after = v
		// The first change after a quiet time is told at once, what follows it
		// closely together.
		if wait := s.settle(h.listening(t)) - time.Since(told); wait > 0 {
			select {
			case <-ctx.Done():
				return
			case <-time.After(wait):
			}
		}
		now := s.look(topic)
		told = time.Now()
		after = max(after, now.version)
		if now.state == t.now.state {
			h.tell(t, nil, &now) // who joins is told of no news that there is not
			continue
		}
		h.tell(t, event(now), &now)
	}
}

// listening counts a topic's readers.
func (h *hubs) listening(t *hub) int {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(t.readers)
}

// fewListen is how many readers are told without a pause to speak of: each of
// them asks for the page again.
const fewListen = 500

// settle is the pause between two events of a topic: of Settle where many
// listen, a fifth of it where few do.
func (s *server) settle(readers int) time.Duration {
	if readers < fewListen {
		return s.opt.Settle / 5
	}
	return s.opt.Settle
}

// tell drops an event into every box, in place of an older one; now, if given, is
// what the topic shows from here on. A sign of life displaces nothing.
func (h *hubs) tell(t *hub, data []byte, now *moment) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if now != nil {
		t.now = *now
	}
	if data == nil {
		return
	}
	for r := range t.readers {
		select {
		case r.mail <- data:
			continue
		default:
		}
		if now == nil {
			continue
		}
		select {
		case <-r.mail:
		default:
		}
		r.mail <- data // nobody else writes: there is room now
	}
}

// end closes all boxes of a topic.
func (h *hubs) end(topic string, t *hub) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for r := range t.readers {
		close(r.mail)
	}
	t.readers = map[*reader]struct{}{}
	if h.topics[topic] == t {
		delete(h.topics, topic)
	}
}

// event is the news of a moment as Server-Sent Events have it.
func event(m moment) []byte {
	data, err := json.Marshal(news{m.version, m.announce})
	if err != nil {
		data = []byte("{}")
	}
	return fmt.Appendf(nil, "event: news\nid: %d\ndata: %s\n\n", m.version, data)
}

// look gives what a topic shows now. The version is read first: a change in
// between is told once more rather than lost.
func (s *server) look(topic string) moment {
	m := moment{version: s.src.Version()}
	if topic == "" {
		a, _, _, paged := s.page(time.Time{}, 0, 1)
		if !paged {
			a = s.src.At(time.Time{})
		}
		m.state = fmt.Sprint(len(a.Dossiers)+a.MoreStories, len(a.Reports)+a.MoreReports, len(a.NotRead))
		if len(a.Dossiers) > 0 {
			m.announce = storyTitle(&a.Dossiers[0])
			m.state += m.announce
		}
	} else if _, d := s.storyAt(topic, time.Time{}); d == nil {
		m.state = "gone"
	} else {
		m.state = s.stateOf(d)
		if n := len(d.Changes); n > 0 {
			m.announce = trim(d.Changes[n-1].Text, 240)
		}
	}
	if topic == "" {
		m.state += s.bannerState()
	}
	// The account may be newer than the version read first.
	m.since = s.shown.of(topic, m.state, s.src.Version())
	return m
}

// stateOf changes whenever a reader of the story's page would see a change.
func (s *server) stateOf(d *dossier.Dossier) string {
	figures := ""
	for _, f := range d.Figures {
		figures += fmt.Sprint(f.Kind, f.Low, f.Best, f.High, f.Open, f.Origins, ";")
	}
	return fmt.Sprint(len(d.Members), len(d.Statements), len(d.Decisions), len(d.Changes), len(d.Copies), len(d.Responsibility), d.Title, figures) + s.bannerState()
}

func (s *server) bannerState() string {
	if s.opt.Banner != nil {
		if b := s.opt.Banner(); b != nil {
			return fmt.Sprint("|", b.Done, b.Total, b.Text)
		}
	}
	return ""
}

// waitFor waits for a newer version, at most until a heartbeat is due.
func (s *server) waitFor(ctx context.Context, after int64) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, s.opt.Heartbeat)
	defer cancel()
	return s.src.Wait(ctx, after)
}
