package desk

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
	"time"

	"sofar/alert"
	"sofar/dossier"
	"sofar/explain"
)

// The developments of a story, or of all, for feed readers. The same account
// gives the same bytes, and a reader who has them is told so.

// newsCache keeps the developments of the newest account, by story.
type newsCache struct {
	mu      sync.Mutex
	account *dossier.Account
	stories map[string][]explain.Development
}

// of gives the developments of a story of the newest account.
func (t *newsCache) of(a *dossier.Account, d *dossier.Dossier) []explain.Development {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.account != a {
		t.account, t.stories = a, map[string][]explain.Development{}
	}
	list, ok := t.stories[d.ID]
	if !ok {
		list = explain.Developments(d)
		t.stories[d.ID] = list
	}
	return list
}

func (s *server) storyFeed(w http.ResponseWriter, r *http.Request) {
	a, d := s.storyAt(r.PathValue("id"), time.Time{})
	if d == nil {
		problem(w, http.StatusNotFound, "No story is kept under this address.")
		return
	}
	base := s.base(r)
	s.feed(w, r, &alert.Feed{ID: "urn:sofar:story:" + d.ID, Title: storyTitle(d), Home: base + storyURL(d.ID),
		Atom: base + storyURL(d.ID) + "/feed.atom", JSON: base + storyURL(d.ID) + "/feed.json", Developments: s.told.of(a, d)})
}

func (s *server) listFeed(w http.ResponseWriter, r *http.Request) {
	a, base := s.src.At(time.Time{}), s.base(r)
	f := &alert.Feed{ID: "urn:sofar:stories", Title: s.opt.Title, Home: base + "/", Atom: base + "/feed.atom", JSON: base + "/feed.json"}
	for i := range a.Dossiers {
		f.Developments = append(f.Developments, s.told.of(a, &a.Dossiers[i])...)
	}
	s.feed(w, r, f)
}

func (s *server) feed(w http.ResponseWriter, r *http.Request, f *alert.Feed) {
	base := s.base(r)
	f.Story = func(id string) string { return base + storyURL(id) + "#changes" }
	write, kind := f.WriteAtom, "application/atom+xml; charset=utf-8"
	if strings.HasSuffix(r.URL.Path, ".json") {
		write, kind = f.WriteJSON, "application/feed+json; charset=utf-8"
	}
	var b bytes.Buffer
	if err := write(&b); err != nil {
		problem(w, http.StatusInternalServerError, "The feed could not be written.")
		return
	}
	sum := sha256.Sum256(b.Bytes())
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "no-cache")
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:12])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b.Bytes()))
}

// base is the address under which the reader sees the desk, for addresses that
// leave it: the configured one, else that of the request.
func (s *server) base(r *http.Request) string {
	if s.opt.BaseURL != "" {
		return s.opt.BaseURL
	}
	host := strings.Map(func(c rune) rune {
		if c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune(".-:[]", c) {
			return c
		}
		return -1
	}, r.Host)
	if r.TLS != nil {
		return "https://" + host
	}
	return "http://" + host
}
