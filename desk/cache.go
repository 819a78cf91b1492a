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
	maxViews = 128
	maxView  = 256 << 10
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
		// The minute is part of the state because pages say "4 minutes ago".
		state := fmt.Sprint(s.src.Version(), s.opt.Now().Unix()/60)
		if s.opt.Banner != nil {
			if b := s.opt.Banner(); b != nil {
				state += fmt.Sprint(*b)
			}
		}
		e := s.views.entry(state, r.URL.RequestURI())
		if e == nil {
			h(w, r)
			return
		}
		e.once.Do(func() {
			rec := &recorded{head: http.Header{}}
			h(rec, r)
			if rec.code == http.StatusOK && rec.body.Len() <= maxView {
				e.page = rec
			}
		})
		if e.page == nil {
			h(w, r)
			return
		}
		e.page.replay(w)
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
