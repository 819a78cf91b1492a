package desk

import (
	"time"

	"sofar/dossier"
)

// large is a Source whose account holds the newest stories alone, and which
// gives the others when they are asked for; a dossier.Book is one.
type large interface {
	Story(id string, t time.Time) *dossier.Dossier
	Around(t time.Time, reports ...string) *dossier.Account
}

// storyAt gives a story as known at t, nil if there is none.
func (s *server) storyAt(id string, t time.Time) *dossier.Dossier {
	return s.storyIn(s.src.At(t), id, t)
}

// storyIn gives a story of the account as known at t, or of the rest of the ledger.
func (s *server) storyIn(a *dossier.Account, id string, t time.Time) *dossier.Dossier {
	if d := find(a, id); d != nil {
		return d
	}
	if l, ok := s.src.(large); ok {
		return l.Story(id, t)
	}
	return nil
}

// around gives the present account with the stories of the reports.
func (s *server) around(reports ...string) *dossier.Account {
	if l, ok := s.src.(large); ok {
		return l.Around(time.Time{}, reports...)
	}
	return s.src.At(time.Time{})
}
