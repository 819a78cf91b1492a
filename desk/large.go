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
	Beside(id string, t time.Time) (*dossier.Account, *dossier.Dossier)
}

// storyAt gives a story as known at t, and the account that its page is composed
// from; no story if there is none.
func (s *server) storyAt(id string, t time.Time) (*dossier.Account, *dossier.Dossier) {
	if l, ok := s.src.(large); ok {
		return l.Beside(id, t)
	}
	a := s.src.At(t)
	return a, find(a, id)
}

// around gives the present account with the stories of the reports.
func (s *server) around(reports ...string) *dossier.Account {
	if l, ok := s.src.(large); ok {
		return l.Around(time.Time{}, reports...)
	}
	return s.src.At(time.Time{})
}
