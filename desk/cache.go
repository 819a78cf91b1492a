package desk

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"

	"sofar/dossier"
)

// views keeps written pages, each until what it shows changes: when news comes,
// every reader who watches asks for the same page at once, and it is written once.
type views struct {
	mu      sync.Mutex
	entries map[string]*view
}

type view struct {
	state any // what the page shows, comparable
	once  sync.Once
	page  *recorded // nil if the page is not for keeping
}

// maxViews bounds the kept pages, maxView the bytes of one.
const (
	maxViews = 64
	maxView  = 1 << 20
)

// recorded is a response kept in memory, and packed once for all who take gzip.
type recorded struct {
	head   http.Header
	code   int
	body   bytes.Buffer
	once   sync.Once
	packed []byte
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

// replay answers with the response.
func (r *recorded) replay(w http.ResponseWriter, req *http.Request) {
	maps.Copy(w.Header(), r.head)
	body := r.body.Bytes()
	if r.code == http.StatusOK && len(body) >= minPacked && takesGzip(req.Header.Get("Accept-Encoding")) {
		r.once.Do(r.pack)
		if body = r.packed; body == nil {
			body = r.body.Bytes()
		} else {
			w.Header().Set("Content-Encoding", "gzip")
		}
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(r.code)
	if req.Method != http.MethodHead {
		w.Write(body)
	}
}

// minPacked is the least that is worth packing, in bytes.
const minPacked = 1024

func (r *recorded) pack() {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(r.body.Bytes()); err != nil || z.Close() != nil {
		return
	}
	r.packed = b.Bytes()
}

// takesGzip tells whether an Accept-Encoding allows gzip (RFC 9110, 12.5.3).
func takesGzip(accept string) bool {
	for _, part := range strings.Split(accept, ",") {
		name, weight, _ := strings.Cut(part, ";")
		if name = strings.ToLower(strings.TrimSpace(name)); name == "gzip" || name == "*" {
			q, ok := strings.CutPrefix(strings.ReplaceAll(weight, " ", ""), "q=")
			return !ok || strings.Trim(q, "0.") != ""
		}
	}
	return false
}

// keep answers from the pages that were written since the last record of the
// ledger, in the same minute: they say "4 minutes ago".
func (s *server) keep(h http.HandlerFunc) http.HandlerFunc {
	return s.keepWhile(h, func(*http.Request) any {
		return s.surroundings(s.src.Version(), s.opt.Now().Unix()/60)
	})
}

// keepStory answers from the pages that were written since the last change of
// their story. What a story was at another time is kept as other pages are.
func (s *server) keepStory(h http.HandlerFunc) http.HandlerFunc {
	other := s.keep(h)
	kept := s.keepWhile(h, func(r *http.Request) any {
		p := s.shownIn(r)
		now := s.storyState(p.account, p.story)
		return s.surroundings(now, ago(s.opt.Now(), now.updated))
	})
	return func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		if q.Get("at") != "" || q.Get("tick") != "" {
			other(w, r)
			return
		}
		p := s.toShow(r.PathValue("id"), q.Get("v"))
		r = r.WithContext(context.WithValue(r.Context(), shownKey{}, p))
		if q.Has("v") { // of this request alone
			q.Del("v")
			u := *r.URL
			u.RawQuery = q.Encode()
			r.URL = &u
		}
		if p.story == nil {
			other(w, r)
			return
		}
		kept(w, r)
	}
}

// shown is what the page of a story shows: of the account at version, and of none
// later than upTo. A page asks once what there is: where reports come by the
// second, each time would fold another account.
type shown struct {
	account       *dossier.Account
	story         *dossier.Dossier
	version, upTo int64
}

type shownKey struct{}

// toShow gives what the page of a story shows now; to a reader who was told of a
// version, the account that was folded to tell of it, or a later one.
func (s *server) toShow(id, told string) shown {
	if l, ok := s.src.(interface {
		Folded(since int64) (*dossier.Account, int64)
	}); ok && told != "" {
		if v, err := strconv.ParseInt(told, 10, 64); err == nil && v > 0 {
			if a, version := l.Folded(v); a != nil {
				if d := find(a, id); d != nil {
					return shown{a, d, version, version}
				}
			}
		}
	}
	return s.showing.of(id, s.src.Version(), func(version int64) shown {
		a, d := s.storyAt(id, time.Time{})
		return shown{a, d, version, s.src.Version()}
	})
}

// showing keeps what the pages of stories show at one version, however many ask.
type showing struct {
	mu      sync.Mutex
	version int64
	by      map[string]func() shown
}

func (x *showing) of(id string, version int64, ask func(version int64) shown) shown {
	x.mu.Lock()
	if x.by == nil || version > x.version || len(x.by) >= maxStates {
		x.version, x.by = version, map[string]func() shown{}
	}
	p := x.by[id]
	if p == nil {
		v := x.version
		p = sync.OnceValue(func() shown { return ask(v) })
		x.by[id] = p
	}
	x.mu.Unlock()
	return p()
}

// shownIn gives what the page that is asked for shows.
func (s *server) shownIn(r *http.Request) shown {
	if p, ok := r.Context().Value(shownKey{}).(shown); ok {
		return p
	}
	return s.toShow(r.PathValue("id"), "")
}

// surroundings is the state of what stands around a page, with the page's own.
func (s *server) surroundings(own ...any) any {
	around := [4]any{}
	copy(around[:], own)
	around[2] = s.access.Accounts.Any()
	if s.opt.Banner != nil {
		if b := s.opt.Banner(); b != nil {
			around[3] = fmt.Sprint(*b)
		}
	}
	return around
}

func (s *server) keepWhile(h http.HandlerFunc, state func(*http.Request) any) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		i := who(r.Context())
		if i.by != byNothing && i.by != byOpen {
			h(w, r) // the page is one reader's own
			return
		}
		e := s.views.entry(state(r), i.by+" "+r.URL.RequestURI())
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
			mine.replay(w, r)
		case e.page != nil:
			e.page.replay(w, r)
		default:
			h(w, r)
		}
	}
}

// entry finds or makes the place of a page, nil for an address too long to keep.
func (v *views) entry(state any, key string) *view {
	v.mu.Lock()
	defer v.mu.Unlock()
	if len(key) > 1024 {
		return nil
	}
	e := v.entries[key]
	if e != nil && e.state == state {
		return e
	}
	// A flood of addresses empties the cache rather than blocking it.
	if v.entries == nil || e == nil && len(v.entries) >= maxViews {
		v.entries = map[string]*view{}
	}
	e = &view{state: state}
	v.entries[key] = e
	return e
}
