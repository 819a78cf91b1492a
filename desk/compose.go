package desk

import (
	"time"

	"sofar/dossier"
	"sofar/explain"
)

// compose writes the sentences of a story's page, and gives the story with the
// reports that they cite from elsewhere.
func (s *server) compose(a *dossier.Account, d *dossier.Dossier, since time.Time) (*dossier.Dossier, explain.Page) {
	o := s.pageOptions(a)
	o.Since = since
	p := explain.Compose(d, o)
	return explain.With(d, &p), p
}
