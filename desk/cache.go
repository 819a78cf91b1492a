package desk

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"sync"
)

// views keeps the pages of the present version: when news comes, every reader
// who watches asks for the same page at once, and it is written once.
type views struct {
	mu      sync.Mutex
	state   string // what the kept pages show: version, minute and banner
	entries map[string]*view
}

type view struct {
	once sync.Once
	page *recorded // nil if the page is not for keeping
}

// maxViews bounds the kept pages, maxView the bytes of one.
const (
	maxViews = 64
	maxView  = 1 << 20
)

// recorded is a response kept in memory.
type recorded struct {
	head http.Header
	code int
	body bytes.Buffer
}

func (r *recorded) Header() http.Header { return r.head }

func (r *recorded) WriteHeader(code int) {
	if r.code == 0 {
		r.code = code
	}
}

func (r *recorded) Write(b []byte) (int, error) {
	r.WriteHeader(http.StatusOK)
	return r.body.Write(b)
}

func (r *recorded) replay(w http.ResponseWriter) {
	maps.Copy(w.Header(), r.head)
	w.WriteHeader(r.code)
	w.Write(r.body.Bytes())
}

// keep answers from the pages written since the last change.
func (s *server) keep(h http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		i := who(r.Context())
		if i.by != byNothing && i.by != byOpen {
			h(w, r) // the page is one reader's own
			return
		}
		// The minute is part of the state because pages say "4 minutes ago".
		state := fmt.Sprint(s.src.Version(), s.opt.Now().Unix()/60)
		if s.opt.Banner != nil {
			if b := s.opt.Banner(); b != nil {
				state += fmt.Sprint(*b)
			}
		}
		e := s.views.entry(state, i.by+" "+r.URL.RequestURI())
		if e == nil {
			h(w, r)
			return
		}
		var mine *recorded // written by this very request, for keeping or not
		e.once.Do(func() {
			mine = &recorded{head: http.Header{}}
			h(mine, r)
			if mine.code == http.StatusOK && mine.body.Len() <= maxView {
				e.page = mine
			}
		})
		switch {
		case mine != nil:
			mine.replay(w)
		case e.page != nil:
			e.page.replay(w)
		default:
			h(w, r)
		}
	}
}

// entry finds or makes the place of a page, nil for an address too long to keep.
func (v *views) entry(state, key string) *view {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(key) > 1024 {
		return nil
	}
	// A flood of addresses empties the cache rather than blocking it.
	if v.state != state || v.entries == nil || len(v.entries) >= maxViews {
		v.state, v.entries = state, map[string]*view{}
	}
	e := v.entries[key]
	if e == nil {
		e = &view{}
		v.entries[key] = e
	}
	return e
}
