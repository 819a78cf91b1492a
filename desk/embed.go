package desk

import (
	"net/http"
	"strings"
	"time"
)

// embedView is a story as a block on other sites' pages: the figures, the first
// sentence, what changed last, and the way to the whole.
type embedView struct {
	ID, Title, Href  string
	Cards            []card
	Lede             *sentence
	Latest           *change
	Reports, Outlets int
	Updated          time.Time
}

// maxEmbedCards is how many figures a block shows.
const maxEmbedCards = 4

// embed answers with the block. Who may frame it says Options.EmbedIn; every
// other page of the desk stays out of frames.
func (s *server) embed(w http.ResponseWriter, r *http.Request) {
	now := s.shownIn(r)
	account, d, version := now.account, now.story, now.version
	if d == nil {
		s.fail(w, r, http.StatusNotFound, "No such story", "No story is kept under this address.")
		return
	}
	full := s.storyOf(r, account, d, ticksOf(d, s.decisions(d.Decisions)), time.Time{}, time.Time{})
	v := embedView{ID: d.ID, Title: full.Title, Href: s.opt.BaseURL + storyURL(d.ID), Cards: full.Cards[:min(len(full.Cards), maxEmbedCards)], Lede: full.Lede,
		Latest: full.LatestChange, Reports: full.Reports, Outlets: full.Outlets, Updated: full.Updated}
	if len(s.opt.EmbedIn) > 0 {
		h := w.Header()
		h.Set("Content-Security-Policy", strings.Replace(policy, "frame-ancestors 'none'", "frame-ancestors "+strings.Join(s.opt.EmbedIn, " "), 1))
		h["X-Frame-Options"] = nil // knows no list of origins
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	}
	s.shown.of(d.ID, s.stateOf(d), now.upTo)
	s.render(w, r, http.StatusOK, "embed", layout{Title: v.Title, Version: version, View: v, Live: storyURL(d.ID) + "/events", Embed: true})
}

// checkEmbedIn refuses what is no origin: the list becomes part of a header.
func checkEmbedIn(list []string) error {
	for _, o := range list {
		if o == "*" || o == "'self'" {
			continue
		}
		host, ok := strings.CutPrefix(o, "https://")
		if !ok {
			host, ok = strings.CutPrefix(o, "http://")
		}
		if !ok || host == "" || strings.ContainsFunc(host, func(c rune) bool {
			return !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || strings.ContainsRune(".-:*", c))
		}) {
			return &embedError{o}
		}
	}
	return nil
}

type embedError struct{ origin string }

func (e *embedError) Error() string {
	return "desk: " + e.origin + " is no origin that may embed: write https://news.example, https://*.news.example or *"
}
