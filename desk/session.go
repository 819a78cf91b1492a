package desk

import (
	"cmp"
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"slices"
	"sync"
	"time"
)

// How long a session lasts: without a request, and at most.
const (
	sessionIdle = 2 * time.Hour
	sessionLife = 12 * time.Hour
)

// maxSessions bounds the sessions that are open at once; the oldest goes.
const maxSessions = 4096

// session is somebody who has signed in. Its id, 256 random bits, is known to
// the browser alone; the desk keeps a hash, in memory: a restart ends sessions.
type session struct {
	hash        string
	account     string
	changed     time.Time // of the account when it signed in
	since, seen time.Time
	from        string // address that signed in
}

type sessions struct {
	mu   sync.Mutex
	held map[string]*session // by hash
	now  func() time.Time
}

func newSessions(now func() time.Time) *sessions {
	return &sessions{held: map[string]*session{}, now: now}
}

// open makes a session and gives its id, which is new whatever the browser
// brought along.
func (s *sessions) open(x Account, from string) (id string) {
	raw := make([]byte, 32)
	rand.Read(raw)
	id = base64.RawURLEncoding.EncodeToString(raw)
	now := s.now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.held) >= maxSessions {
		s.sweep(now)
	}
	s.held[hashOf(id)] = &session{hash: hashOf(id), account: x.Name, changed: x.Changed, since: now, seen: now, from: from}
	return id
}

// sweep drops what has ended, and the session longest unseen if there is no room.
func (s *sessions) sweep(now time.Time) {
	var oldest *session
	for k, x := range s.held {
		if x.over(now) {
			delete(s.held, k)
		} else if oldest == nil || x.seen.Before(oldest.seen) {
			oldest = x
		}
	}
	if len(s.held) >= maxSessions && oldest != nil {
		delete(s.held, oldest.hash)
	}
}

func (x *session) over(now time.Time) bool {
	return now.Sub(x.seen) > sessionIdle || now.Sub(x.since) > sessionLife
}

// find gives the session of an id, if it is still good, and notes that it was
// used.
func (s *sessions) find(id string) (session, bool) {
	if id == "" || len(id) > 100 {
		return session{}, false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	x := s.held[hashOf(id)]
	now := s.now()
	if x == nil {
		return session{}, false
	}
	if x.over(now) {
		delete(s.held, x.hash)
		return session{}, false
	}
	x.seen = now
	return *x, true
}

// end ends the session with a hash.
func (s *sessions) end(hash string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.held, hash)
}

// list gives the open sessions, the last used first.
func (s *sessions) list() []session {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.sweep(s.now())
	out := make([]session, 0, len(s.held))
	for _, x := range s.held {
		out = append(out, *x)
	}
	slices.SortFunc(out, func(a, b session) int { return cmp.Or(b.seen.Compare(a.seen), cmp.Compare(a.hash, b.hash)) })
	return out
}

// cookieName is the cookie of the session: with the prefix that browsers hold to
// Secure, the whole path and no other host, where there is TLS.
func cookieName(secure bool) string {
	if secure {
		return "__Host-sofar"
	}
	return "sofar-session"
}

// setCookie gives the browser a session's id, or takes it away ("").
func setCookie(w http.ResponseWriter, secure bool, id string) {
	c := &http.Cookie{Name: cookieName(secure), Value: id, Path: "/", HttpOnly: true, Secure: secure, SameSite: http.SameSiteLaxMode}
	if id == "" {
		c.MaxAge = -1
	}
	http.SetCookie(w, c)
}
