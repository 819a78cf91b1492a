package desk

import (
	"sync"
	"time"

	"sofar/dossier"
	"sofar/explain"
)

// composed keeps the sentences of stories as they are now.
type composed struct {
	mu sync.Mutex
	by map[composedOf]composedPage
}

type composedOf struct {
	story string
	since time.Time
}

type composedPage struct {
	state storyState
	cited *dossier.Dossier
	page  explain.Page
}

// maxComposed bounds the stories whose sentences are kept.
const maxComposed = 64

// compose writes the sentences of a story's page, and gives the story with the
// reports that they cite from elsewhere.
func (s *server) compose(a *dossier.Account, d *dossier.Dossier, since time.Time) (*dossier.Dossier, explain.Page) {
	key, state := composedOf{d.ID, since}, s.stateOfStory(a, d)
	s.composed.mu.Lock()
	k, ok := s.composed.by[key]
	s.composed.mu.Unlock()
	if ok && k.state == state {
		return k.cited, k.page
	}
	o := s.storyOptions(a, d)
	o.Since = since
	p := explain.Compose(d, o)
	k = composedPage{state, explain.With(d, &p), p}
	s.composed.mu.Lock()
	defer s.composed.mu.Unlock()
	if s.composed.by == nil || !ok && len(s.composed.by) >= maxComposed {
		s.composed.by = map[composedOf]composedPage{}
	}
	s.composed.by[key] = k
	return k.cited, k.page
}

// storyOptions gives what the page of a story is composed with. Who is who bears
// on the actors of a responsibility alone, and need not be asked without one.
func (s *server) storyOptions(a *dossier.Account, d *dossier.Dossier) explain.Options {
	if len(d.Responsibility) == 0 && !s.opt.HideNames {
		return explain.Options{Reports: a.Reports}
	}
	return s.pageOptions(a)
}
